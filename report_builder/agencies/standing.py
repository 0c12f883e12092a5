"""The agencies of a list and what came of each → those without a report, in the same words everywhere."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

ABSENT: Final = "缺报"  # the sheet of both workbooks
HEAD: Final = ("单位", "情况")
WIDTHS: Final = (40, 40)
NOBODY: Final = "没有缺报的"


class Standing(StrEnum):
    """What an agency without a report has handed in."""

    MISSING = "缺报"
    FIGURES_ONLY = "只报了数据、未报报告"


class Absent(Struct, frozen=True):
    """An agency of the list without a report, and what it has handed in instead, if anything."""

    agency: str
    standing: Standing


def absent_from(
    names: Iterable[str], reported: Collection[str], with_figures: Collection[str]
) -> tuple[Absent, ...]:
    """Those of the list's names that have no report, in its order."""
    return tuple(
        Absent(name, Standing.FIGURES_ONLY if name in with_figures else Standing.MISSING)
        for name in names
        if name not in reported
    )


def names_of(absent: Iterable[Absent] | None, standing: Standing) -> tuple[str, ...]:
    """Whose standing is this."""
    return tuple(each.agency for each in absent or () if each.standing is standing)


def absent_rows(absent: Iterable[Absent]) -> Iterator[tuple[str, str]]:
    """The rows of the sheet; one that says so where there is nobody."""
    rows = [(each.agency, str(each.standing)) for each in absent]
    yield from rows or [(NOBODY, "")]
