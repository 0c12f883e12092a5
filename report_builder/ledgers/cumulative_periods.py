"""The quantities of all sheets → a sheet up to June beside one up to December: perhaps one office's sums.

Offices that hand in what has come together since January hand the first months in again with the later ones.
In one sheet ``total_rows`` sees to it; here sheet is compared with sheet.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.ledgers.frames import FILE, SHEET, SPAN
from report_builder.ledgers.questions import Question
from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.questions import Questions

BOTH: Final = "都计入"
_MOST_NAMED: Final = 3


class _Cumulated(Struct, frozen=True):
    """A sheet whose rows all say one time from January on: its last month, and its sums by label."""

    file: str
    sheet: str
    until: int
    sums: Mapping[str, object]

    @property
    def name(self) -> str:
        """How a finding calls it."""
        return f"{PurePath(self.file).name} › {self.sheet}"

    def goes_on_from(self, other: _Cumulated) -> bool:
        """Whether it may hold what another one holds, and what came after."""
        return self.until > other.until and all(
            label in self.sums and self.sums[label] >= quantity  # type: ignore[operator]  # numbers of one kind
            for label, quantity in other.sums.items()
        )


def leave_out_overtaken(
    frames: Mapping[str, pd.DataFrame], questions: Questions, findings: Findings
) -> dict[str, pd.DataFrame]:
    """The frames without the sheets that others have overtaken, where somebody has said so."""
    return {name: _settle(name, frame, questions, findings) for name, frame in frames.items()}


def _settle(name: str, frame: pd.DataFrame, questions: Questions, findings: Findings) -> pd.DataFrame:
    cumulated = list(_cumulated(name, frame))
    for each in cumulated:
        later = [other for other in cumulated if other.goes_on_from(each)]
        if later and questions.ask(_question(name, each, later), findings) != BOTH:
            frame = frame[(frame[FILE] != each.file) | (frame[SHEET] != each.sheet)].reset_index(drop=True)
    return frame


def _cumulated(name: str, frame: pd.DataFrame) -> Iterator[_Cumulated]:
    """The sheets that say one longer time, or one month, from January on."""
    amounts = SHEETS[name].amounts
    if amounts is None or frame.empty:
        return
    columns = [amounts.label, amounts.quantity]
    for (file, sheet), rows in frame.groupby([FILE, SHEET], observed=True, sort=False):
        spans = rows[SPAN].fillna(0).unique().tolist()
        first, until = divmod(int(spans[0]), 100)
        if len(spans) == 1 and first == 1 and rows["月份"].isna().all():
            sums: dict[str, object] = {}
            for label, quantity in rows[columns].itertuples(index=False, name=None):
                sums[str(label)] = sums.get(str(label), 0) + quantity
            yield _Cumulated(str(file), str(sheet), until, sums)


def _question(name: str, each: _Cumulated, later: Sequence[_Cumulated]) -> Question:
    others = "、".join(f"“{other.name}”（1至{other.until}月）" for other in later[:_MOST_NAMED])
    labels = "、".join(f"{label} {quantity}" for label, quantity in [*each.sums.items()][:_MOST_NAMED])
    return Question(
        "ledger.cumulative",
        Place(each.file, each.sheet),
        f"{name}填的是1至{each.until}月，{others}从1月起填到更晚，像是同一单位的累计数，都计入就会重复",
        f"这一张：{labels}；各项都不大于后者",
        "累计数请只留最晚的一份",
        (
            name,
            each.name,
            *(f"{label} {quantity}" for label, quantity in each.sums.items()),
            *(other.name for other in later),
        ),
        (BOTH, "只计入最晚的"),
    )
