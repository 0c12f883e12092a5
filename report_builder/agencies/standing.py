"""The agencies of a list and what came of each → those without a report, in the same words everywhere."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

ABSENT: Final = "缺报"  # the sheet of both workbooks
HEAD: Final = ("单位", "情况")
WIDTHS: Final = (40, 40)
NOBODY: Final = "没有缺报的"


class Standing(StrEnum):
    """What an agency without a report has handed in."""

    MISSING = "缺报"
    FIGURES_ONLY = "只报了数据、未报报告"
    RENAMED = "可能改了名"


class Absent(Struct, frozen=True):
    """An agency of the list without a report, and what it has handed in instead, if anything.

    ``now`` is the name under which its report may have come.
    """

    agency: str
    standing: Standing
    now: str = ""

    @property
    def words(self) -> str:
        """How it stands, as it is written: 可能改了名，现在叫“临江县水务局”."""
        return f"{self.standing}，现在叫“{self.now}”" if self.now else str(self.standing)


def absent_from(
    names: Iterable[str],
    reported: Collection[str],
    with_figures: Collection[str],
    renamed: Mapping[str, str],
) -> tuple[Absent, ...]:
    """Those of the list's names that have no report, in its order; ``renamed`` are new names by old."""

    def absent(name: str) -> Absent:
        if name in renamed:
            return Absent(name, Standing.RENAMED, renamed[name])
        return Absent(name, Standing.FIGURES_ONLY if name in with_figures else Standing.MISSING)

    return tuple(absent(name) for name in names if name not in reported)


def names_of(absent: Iterable[Absent] | None, standing: Standing) -> tuple[str, ...]:
    """Whose standing is this."""
    return tuple(each.agency for each in absent or () if each.standing is standing)


def absent_rows(absent: Iterable[Absent]) -> Iterator[tuple[str, str]]:
    """The rows of the sheet; one that says so where there is nobody."""
    rows = [(each.agency, each.words) for each in absent]
    yield from rows or [(NOBODY, "")]
