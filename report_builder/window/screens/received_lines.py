"""What was received, its review and the list of agencies → a line for each agency, as the screen shows it."""

from __future__ import annotations

from datetime import date  # noqa: TC003  msgspec reads the annotation at run time
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.agency_lists import bare, due_on, read_list
from report_builder.agencies.received_files import REPORTS
from report_builder.agencies.standing import Standing
from report_builder.diagnostics import ReportError
from report_builder.window.figures_received import whose_figures
from report_builder.window.received_folder import FIGURES
from report_builder.window.reviews_shown import ShownAgency  # noqa: TC001  as above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Findings
    from report_builder.window.received_folder import ReceivedFolder
    from report_builder.window.reviews_shown import ShownReview

FILTERS: Final = {
    "": "全部",
    "missing": "没有交",
    "figures": Standing.FIGURES_ONLY,
    "renamed": Standing.RENAMED,
    "late": "迟报",
    "error": "有错误",
    "doubt": "只有警告",
    "unread": "没有读出来",
    "good": "没有问题",
}
_STATES: Final = {"error": {"有错误"}, "doubt": {"只有警告"}, "good": {"没有问题"}}


class ShownLine(Struct, frozen=True):
    """An agency's line: what came of it; ``is_waiting`` where its report is not reviewed yet.

    ``standing`` says in words what came where that is no report.
    """

    name: str
    agency: ShownAgency | None
    due: date
    is_listed: bool = True
    is_waiting: bool = False
    is_overdue: bool = False
    standing: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether nothing came."""
        return self.agency is None and not self.is_waiting and not self.standing

    @property
    def state(self) -> str:
        """In a word."""
        return self.agency.state if self.agency else ""


class ShownPages(Struct, frozen=True):
    """The lines of one page, which page it is, and of how many."""

    lines: tuple[ShownLine, ...]
    number: int
    pages: int
    count: int


def unreviewed_of(files: Sequence[str], review: ShownReview | None) -> list[str]:
    """The reports among the files that the review has not looked at."""
    known = review.files if review else frozenset()
    return [name for name in files if suffix_of(name) in REPORTS and name.rpartition("/")[2] not in known]


def suffix_of(name: str) -> str:
    """A file's ending in small letters."""
    return f".{name.rpartition('.')[2].lower()}"


def lines_of(
    folder: ReceivedFolder,
    review: ShownReview | None,
    files: Sequence[str],
    today: date,
    told: Findings,
) -> list[ShownLine]:
    """The agencies of the list in its order, then whoever else handed in."""
    listed = None
    try:
        listed = read_list(folder.listed, folder.office.limits) if folder.listed else None
    except ReportError as error:
        told.extend(error.findings)
    by_name = {bare(each.name): each for each in review.agencies} if review else {}
    stems = (name.rpartition("/")[2].rpartition(".")[0] for name in unreviewed_of(files, review))
    figures = (name for name in files if suffix_of(name) in FIGURES)
    waiting = {listed.of_file(stem) for stem in stems} if listed else set()
    with_figures = whose_figures(folder, figures, listed) if listed else frozenset()

    def line(name: str, *, is_listed: bool) -> ShownLine:
        agency, due = by_name.pop(bare(name), None), due_on(name, folder.year, listed)
        # Whose a report is that nobody has read yet, its name tells as a rule.
        is_waiting = agency is None and name in waiting
        only_figures = agency is None and not is_waiting and name in with_figures
        reviewed = review.absent.get(name, "") if review and review.absent and not is_waiting else ""
        standing = Standing.FIGURES_ONLY if only_figures else ""
        if agency is None and reviewed.startswith(Standing.RENAMED):
            standing = reviewed
        return ShownLine(name, agency, due, is_listed, is_waiting, due < today, standing)

    own = [line(name, is_listed=True) for name in (listed.names if listed else ())]
    return [*own, *(line(each.name, is_listed=False) for each in list(by_name.values()))]


def is_shown(line: ShownLine, key: str) -> bool:
    """Whether a line is one of those that a filter leaves."""
    if key == "missing":
        return line.is_missing
    if key in {"figures", "renamed"}:
        return line.standing.startswith(FILTERS[key])
    if key == "late":
        return line.agency is not None and line.agency.is_late
    if key == "unread":
        return line.agency is not None and line.state not in {"有错误", "只有警告", "没有问题"}
    return key == "" or line.state in _STATES[key]
