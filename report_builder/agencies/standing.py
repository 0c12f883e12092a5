"""The agencies of a list and what came of each → those without a report, in the same words everywhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping  # noqa: TC003  msgspec reads the annotation at run time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.received_files import NOT_READ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.agencies.agency_lists import AgencyList
    from report_builder.diagnostics import Finding

ABSENT: Final = "缺报"  # the sheet of both workbooks
HEAD: Final = ("单位", "情况")
WIDTHS: Final = (40, 40)
NOBODY: Final = "没有缺报的"


class Standing(StrEnum):
    """What an agency without a report has handed in."""

    MISSING = "缺报"
    FIGURES_ONLY = "只报了数据、未报报告"
    RENAMED = "可能改了名"
    UNREADABLE = "交来的文件读不了"


class Absent(Struct, frozen=True):
    """An agency of the list without a report, and what it has handed in instead, if anything.

    ``detail`` says more: the name under which its report may have come, or the file that nobody can read.
    """

    agency: str
    standing: Standing
    detail: str = ""

    @property
    def words(self) -> str:
        """How it stands, as it is written: 可能改了名，现在叫“临江县水务局”."""
        return f"{self.standing}，{self.detail}" if self.detail else str(self.standing)


class InsteadOfReports(Struct, frozen=True):
    """Who has sent something else than a report.

    ``figures`` are the agencies that sent figures, ``renamed`` new names by old, ``unread`` files by agency.
    """

    figures: Collection[str] = ()
    renamed: Mapping[str, str] = {}
    unread: Mapping[str, str] = {}


def absent_from(
    names: Iterable[str], reported: Collection[str], instead: InsteadOfReports
) -> tuple[Absent, ...]:
    """Those of the list's names that have no report, in its order."""

    def absent(name: str) -> Absent:
        if name in instead.unread:
            return Absent(name, Standing.UNREADABLE, f"“{instead.unread[name]}”")
        if name in instead.renamed:
            return Absent(name, Standing.RENAMED, f"现在叫“{instead.renamed[name]}”")
        return Absent(name, Standing.FIGURES_ONLY if name in instead.figures else Standing.MISSING)

    return tuple(absent(name) for name in names if name not in reported)


def unread_by_agency(findings: Iterable[Finding], listed: AgencyList) -> dict[str, str]:
    """The agencies whose files were left aside because nobody can read them, by the files' names."""
    aside = (each.place for each in findings if each.code == "review.left_aside" and each.place)
    paths = (path for path in (Path(each.file) for each in aside) if path.suffix.lower() in NOT_READ)
    found = {listed.of_path(path): path.name for path in paths}
    return {name: file for name, file in found.items() if name}


def standing_of(words: str) -> str:
    """How an agency stands, of the words for it; the words themselves where they say something else."""
    return next((each.value for each in Standing if words.startswith(each)), words)


def names_of(absent: Iterable[Absent] | None, standing: Standing) -> tuple[str, ...]:
    """Whose standing is this."""
    return tuple(each.agency for each in absent or () if each.standing is standing)


def absent_rows(absent: Iterable[Absent]) -> Iterator[tuple[str, str]]:
    """The rows of the sheet; one that says so where there is nobody."""
    rows = [(each.agency, each.words) for each in absent]
    yield from rows or [(NOBODY, "")]
