"""The rows of all departments → findings where one thing stands in two rows and would count twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Severity
from report_builder.ledgers.frames import FILE, ROW, SHEET
from report_builder.ledgers.row_faults import MOST_TOLD
from report_builder.ledgers.row_keys import number_key
from report_builder.ledgers.sheets import APPLICATIONS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.declarations import Likeness, Sheet
    from report_builder.ledgers.frames import SheetOrigin
    from report_builder.ledgers.row_keys import RowKeys

    Origins = Mapping[tuple[str, str], SheetOrigin]
    Pairs = frozenset[tuple[str, str]]
    Repeated = tuple[pd.Series, pd.Series]
    Kind = tuple[str, Severity, str]  # a finding's code and severity, and the column that it points at


def check_repetitions(
    frames: Mapping[str, pd.DataFrame],
    numbered: Mapping[str, pd.DataFrame],
    keys: RowKeys,
    told: RepetitionGatherer,
    findings: Findings,
) -> None:
    """Tell numbers given twice, which is an error, and what is likely the same thing twice, as a warning.

    ``numbered`` are the rows with a number, whether or not the rest of the row is right.
    """
    for name, rows in numbered.items():
        _check_numbers(SHEETS[name], rows, told)
    for name, sheet in SHEETS.items():
        frame = frames.get(name)
        if frame is None or frame.empty:
            continue
        if sheet.likeness:
            _check_items(sheet.likeness, frame, keys.of(sheet, frame), told)
        if sheet.is_table:
            _check_table_rows(sheet, frame, told)
    if (applications := frames.get(APPLICATIONS)) is not None and not applications.empty:
        _check_like_applications(applications, told)
    told.hand_over(findings)


class RepetitionGatherer:
    """Gathers what repeats an earlier row, sheet by sheet; of many alike it tells the first and how many.

    Of two files that were ``asked`` about as one, nothing is told again.
    """

    def __init__(self, origins: Origins, asked: Pairs) -> None:
        self.origins, self.asked = origins, asked
        self.found: dict[tuple[str, str, str], list[Finding]] = {}

    def tell(self, kind: Kind, rows: Repeated, message: str, remedy: str) -> None:
        """A finding at the later row, with the place of the first as its evidence."""
        code, severity, column = kind
        here, first = rows
        if tuple(sorted((str(here[FILE]), str(first[FILE])))) in self.asked:
            return
        origin = self.origins[str(here[FILE]), str(here[SHEET])]
        place = self.origins[str(first[FILE]), str(first[SHEET])].cell(int(first[ROW]), column)
        same = here[FILE] == first[FILE] and here[SHEET] == first[SHEET]
        evidence = f"第一次出现在 {place.cell if same else place}"
        self.found.setdefault((code, str(here[FILE]), str(here[SHEET])), []).append(
            Finding(code, severity, origin.cell(int(here[ROW]), column), message, evidence, remedy)
        )

    def hand_over(self, findings: Findings) -> None:
        """Every finding, or for many alike in one sheet the first of them with their number."""
        for found in self.found.values():
            if len(found) <= MOST_TOLD:
                findings.extend(found)
            else:
                message = f"{found[0].message}；这张表里同类的重复共 {len(found)} 处"
                findings.add(replace(found[0], message=message))


def _pairs(frame: pd.DataFrame, keys: pd.Series) -> Iterator[Repeated]:
    """Each row whose key has been met before, with the first that had it."""
    first: dict[object, int] = {}
    for row in _doubled(keys):
        met = first.setdefault(keys.iloc[row], row)
        if met != row:
            yield frame.iloc[row], frame.iloc[met]


def _pairs_of_days(frame: pd.DataFrame, keys: pd.Series, day: str) -> Iterator[Repeated]:
    """Likewise, but with the first of the same day, or of no day, where there is one."""
    met: dict[object, dict[object, int]] = {}
    for row in _doubled(keys):
        days, own = met.setdefault(keys.iloc[row], {}), frame[day].iloc[row]
        own = None if pd.isna(own) else own
        first = days.get(own, days.get(None, next(iter(days.values()), -1)))
        days.setdefault(own, row)
        if first >= 0:
            yield frame.iloc[row], frame.iloc[first]


def _doubled(keys: pd.Series) -> list[int]:
    """The rows, counted from 0, whose key another row has, too."""
    rows: list[int] = np.flatnonzero(keys.duplicated(keep=False).to_numpy()).tolist()
    return rows


def _check_numbers(sheet: Sheet, rows: pd.DataFrame, told: RepetitionGatherer) -> None:
    """One number for one thing; the same number with another day is another office's, more likely."""
    column = sheet.number
    day = sheet.carrying.begun if sheet.carrying else column
    keys = rows[column].map(number_key)
    is_application = sheet.name == APPLICATIONS
    code = "ledger.duplicate_number" if is_application else "ledger.duplicate_case"
    for here, first in _pairs_of_days(rows, keys, day):
        another_day = bool(pd.notna(here[day])) and bool(pd.notna(first[day])) and here[day] != first[day]
        if another_day:
            told.tell(
                (code, Severity.WARNING, column),
                (here, first),
                f"{column}“{here[column]}”重复，{day}不同，按两件统计",
                "请给每件一个自己的编号；其实是同一件的，请只留一行",
            )
            continue
        remedy = (
            "同一件申请请只留一行；两件不同的申请请各给一个编号" if is_application else "同一案件请只留一行"
        )
        told.tell((code, Severity.ERROR, column), (here, first), f"{column}“{here[column]}”重复", remedy)


def _check_items(likeness: Likeness, frame: pd.DataFrame, keys: pd.Series, told: RepetitionGatherer) -> None:
    """统计表: the same information shown through several channels counts once."""
    title = likeness.words[0]
    verb = {"公开日期": "公开", "制发日期": "制发"}.get(likeness.day)
    for here, first in _numbered_pairs(frame, keys, likeness.number):
        when = f"（{here[likeness.day]:%Y-%m-%d} {verb}）登记了两次" if verb else "登记了两次，日期也相同"
        remedy = {
            "公开日期": "如果是同一条信息，请只留一行，各渠道用“、”连写在“公开渠道”里",
            "制发日期": "如果是同一份文件，请只留一行，否则会重复计数",
        }.get(likeness.day, "如果是同一条，请只留一行，否则会重复计数")
        told.tell(
            ("ledger.duplicate_item", Severity.WARNING, title),
            (here, first),
            f"“{here[title]}”{when}",
            remedy,
        )


def _numbered_pairs(frame: pd.DataFrame, keys: pd.Series, number: str) -> Iterator[Repeated]:
    """The repeated rows; two documents that each have a number of their own are two."""
    if not number:
        yield from _pairs(frame, keys)
        return
    met: dict[object, dict[str, int]] = {}
    for row in _doubled(keys):
        same, own = met.setdefault(keys.iloc[row], {}), number_key(str(frame[number].iloc[row]))
        first = same.get(own, same.get("", -1))
        if first < 0 and not own and same:
            first = next(iter(same.values()))
        same.setdefault(own, row)
        if first >= 0:
            yield frame.iloc[row], frame.iloc[first]


def _check_table_rows(sheet: Sheet, frame: pd.DataFrame, told: RepetitionGatherer) -> None:
    """Several departments may each give a table, but one table has each row once."""
    label = sheet.columns[0].name
    keys = frame[FILE].astype("str") + "\0" + frame[label].astype("str")
    for here, first in _pairs(frame, keys):
        message = f"“{here[label]}”出现了两次"
        told.tell(("ledger.duplicate_row", Severity.ERROR, label), (here, first), message, "请只留一行")


def _check_like_applications(frame: pd.DataFrame, told: RepetitionGatherer) -> None:
    """The same day, kind of applicant and words under two numbers, in two workbooks: perhaps handed on."""
    worded = frame[frame["申请内容"] != ""]
    if worded.empty:
        return
    columns = ["收到日期", "申请人类型", "申请内容"]
    keys = pd.util.hash_pandas_object(worded[columns], index=False)
    for here, first in _pairs(worded, keys):
        if here[FILE] != first[FILE] and number_key(here["登记编号"]) != number_key(first["登记编号"]):
            told.tell(
                ("ledger.duplicate_item", Severity.WARNING, "登记编号"),
                (here, first),
                f"登记编号“{here['登记编号']}”和“{first['登记编号']}”收到日期、申请人类型和申请内容都相同",
                "如果是同一件申请由两个科室登记，请只留一行；确是两件的，不用改",
            )
