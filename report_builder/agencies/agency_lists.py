"""A workbook with a list of agencies (名单) → their names, when each is due, which one a report is of."""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003  msgspec reads the annotation at run time
from functools import cached_property
from pathlib import Path, PurePath  # noqa: TC003  msgspec reads the annotation at run time
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from msgspec import Struct, field

from report_builder.budgets import USUAL, Budget
from report_builder.checks.deadlines import deadline_by_law
from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.ledgers.cells import CellFaultError
from report_builder.ledgers.dates import convert_date
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import column_letter, read_grids
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.opening.grids import SheetGrid

_HEADS: Final = re.compile("(?:填报|报送|所属)?(?:单位|机关|部门|机构)(?:名称|全称)?|名称")
_DUE: Final = re.compile("(?:报送|上报|提交)?(?:期限|截止日期|时限)")
_FORMER: Final = re.compile("曾用(?:单位)?名称?|原(?:单位|机关)?名称?|旧名称?|别名")
_REGION: Final = re.compile("^(?:.{2,10}?(?:自治区|自治州|自治县|省|市|县|区|州|旗|盟))+")
_BETWEEN: Final = re.compile("[、，,；;/\\n]")
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}", re.ASCII)
LIST_STEMS: Final = ("名单", "单位名单")
LIST_SUFFIXES: Final = (".xlsx", ".xls", ".ods", ".csv")
_BEFORE_THE_YEAR: Final = re.compile("[0-9(（_—-]|年度|年报|政府信息公开|报告")
_FIRST_ROWS: Final = 10
_LONGEST: Final = 60
_SHORTEST: Final = 3


class AgencyList(Struct, frozen=True, dict=True):
    """The agencies that are to hand in a report, as the list spells them.

    ``path`` is the list's own; ``days`` has the days by which it wants their reports, where it names any;
    ``former`` are names that agencies had before (曾用名), each with the name of now.
    """

    path: Path
    names: tuple[str, ...]
    days: Mapping[str, date] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    def find(self, agency: str) -> str:
        """The name of the list that an agency's is, be it shortened by its region; empty for none or many."""
        wanted, by_name = bare(agency), self._by_name
        if wanted in by_name:
            return by_name[wanted]
        near = {
            name
            for key, name in by_name.items()
            if min(len(key), len(wanted)) >= _SHORTEST and (wanted.endswith(key) or key.endswith(wanted))
        }
        return near.pop() if len(near) == 1 else ""

    def of_file(self, stem: str) -> str:
        """The name of the list that a file is called by (临江县民政局2024年年报); empty for none or many."""
        called = bare(stem)
        within = [key for key in self._by_name if key in called]
        longest = max(within, key=len, default="")
        name = self._by_name.get(longest, "")
        if longest and all(key in longest or self._by_name[key] == name for key in within):
            return name
        if not within and (shortened := self._by_short_name(called)):
            return shortened
        return "" if within else self.find(_BEFORE_THE_YEAR.split(called, maxsplit=1)[0])

    def of_path(self, path: PurePath) -> str:
        """The name of the list that a file is called by, or the folder in which it lies; else empty."""
        return self.of_file(path.stem) or self.of_file(path.parent.name)

    def of_report(self, agency: str, path: PurePath) -> str:
        """Whose a report is that says it is an agency's; where it names none its file stands for that."""
        return self.find(agency) or (self.of_path(path) if agency == path.stem else "")

    def _by_short_name(self, called: str) -> str:
        """The one name that stands in a file's without its region: 城关镇政府 of 临江县城关镇人民政府."""
        region = region_of(called)
        found = {
            name
            for key, name in self._by_name.items()
            if region in {"", region_of(key)}
            and len(short := _shortened(key)) >= _SHORTEST
            and short in _shortened(called)
        }
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        former = {bare(before): name for before, name in self.former.items()}
        return {**former, **{bare(name): name for name in self.names}}


def region_of(name: str) -> str:
    """Where an agency is, as its bare name begins: 临江县; empty where it does not say so."""
    found = _REGION.match(name)
    return found[0] if found else ""


def _shortened(name: str) -> str:
    return name[len(region_of(name)) :].replace("人民政府", "政府")


def due_on(agency: str, year: int, listed: AgencyList | None) -> date:
    """The day by which an agency's report is due: the list's, else the law's, a government's by its name.

    A list may serve for many years: a day that it names counts for the year before that day's.
    """
    own = listed.days.get(listed.find(agency)) if listed else None
    if own is not None and own.year == year + 1:
        return own
    return deadline_by_law(year, is_department=not agency.endswith("人民政府"))


def find_list(folder: Path) -> Path | None:
    """The list that lies in a folder, or beside it where the folder is one of a year's."""
    places = (folder, folder.parent) if is_of_a_year(folder) else (folder,)
    names = [f"{stem}{suffix}" for stem in LIST_STEMS for suffix in LIST_SUFFIXES]
    found = (place / name for place in places for name in names)
    return next((path for path in found if path.is_file()), None)


def is_of_a_year(folder: Path) -> bool:
    """Whether a folder is called by its year."""
    return _YEAR.fullmatch(folder.name) is not None


def is_list(path: Path) -> bool:
    """Whether a file is a list by its name, and nobody's workbook."""
    return path.stem in LIST_STEMS and path.suffix.lower() in LIST_SUFFIXES


def bare(name: str) -> str:
    """A name as it is compared: in one width, without blanks."""
    return "".join(normalize("NFKC", name).split())


def read_list(path: Path, budget: Budget = USUAL) -> AgencyList:
    """The names under the header 单位 (or such), else in the first column; raises ``ReportError``."""
    findings = Findings()
    place = Place(str(path))
    try:
        grids = read_grids(describe(path, budget), findings)
    except FileNotFoundError as fault:
        findings.error("file.missing", place, "找不到这个名单", remedy="请核对文件名")
        raise ReportError(findings) from fault
    except OSError as fault:
        findings.error("file.unreadable", place, "名单打不开", reason_of(fault), "请关闭正在使用它的程序")
        raise ReportError(findings) from fault
    findings.stop_on_errors()
    found = [each for grid in grids[:1] for each in _entries(grid, findings)]
    findings.stop_on_errors()
    if not found:
        remedy = "请在第一个工作表里写一列“单位”，每行一个单位的全称"
        findings.error("review.list", place, "名单里没有单位", remedy=remedy)
        raise ReportError(findings)
    days = {each.name: each.day for each in found if each.day is not None}
    former = {before: each.name for each in found for before in each.former}
    return AgencyList(path, tuple(dict.fromkeys(each.name for each in found)), days, former)


class _ListedAgency(Struct, frozen=True):
    """A line of a list: an agency, the day by which its report is due, and what it was called before."""

    name: str
    day: date | None
    former: tuple[str, ...]


def _entries(grid: SheetGrid, findings: Findings) -> Iterator[_ListedAgency]:
    """The lines of a list."""
    column, first, due, before = _columns(grid.rows)
    for number, row in enumerate(grid.rows[first:], start=first + 1):
        text = str(row[column]).strip() if column < len(row) else ""
        if not text or len(text) > _LONGEST or re.fullmatch(r"[\d.]+|合计|总计|小计", text):
            continue
        written = row[due] if 0 <= due < len(row) else ""
        day = None
        if str(written).strip():
            try:
                day = convert_date(written).value
            except CellFaultError:
                place = Place(grid.file, grid.sheet, f"{column_letter(due)}{number}")
                message = f"期限写作“{str(written)[:20]}”，看不出是哪一天"
                findings.error("review.list", place, message, remedy="请写成 2027-1-31 这样，或者空着")
        names = str(row[before]) if 0 <= before < len(row) else ""
        yield _ListedAgency(text, day, tuple(each.strip() for each in _BETWEEN.split(names) if each.strip()))


def _columns(rows: Sequence[Sequence[RawCell]]) -> tuple[int, int, int, int]:
    """The column of names, the first row below its header, those of days and former names, -1 for none."""
    for number, row in enumerate(rows[:_FIRST_ROWS]):
        heads = [bare(str(cell)) for cell in row]
        names = [at for at, head in enumerate(heads) if _HEADS.fullmatch(head)]
        if names:
            dues = (at for at, head in enumerate(heads) if _DUE.fullmatch(head))
            former = (at for at, head in enumerate(heads) if _FORMER.fullmatch(head))
            return names[0], number + 1, next(dues, -1), next(former, -1)
    return 0, 0, -1, -1
