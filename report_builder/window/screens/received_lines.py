"""What was received, its review and the list of agencies → a line for each agency, as the screen shows it."""

from __future__ import annotations

from datetime import date  # noqa: TC003  msgspec reads the annotation at run time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.agency_lists import AgencyList, bare, due_on, read_list
from report_builder.agencies.received_files import NOT_READ, reason_to_leave
from report_builder.agencies.standing import Absent, Standing
from report_builder.diagnostics import ReportError
from report_builder.window.figures_received import agency_of_figures, whose_figures
from report_builder.window.received_folder import FIGURES, ReceivedFolder
from report_builder.window.reviews_shown import ShownAgency, ShownReview  # noqa: TC001  as above
from report_builder.window.since_review import SinceReview  # noqa: TC001  as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from report_builder.diagnostics import Findings

FILTERS: Final = {
    "": "全部",
    "missing": "没有交",
    "figures": Standing.FIGURES_ONLY,
    "renamed": Standing.RENAMED,
    "unreadable": Standing.UNREADABLE,
    "late": "迟报",
    "error": "有错误",
    "doubt": "只有警告",
    "unread": "没有读出来",
    "good": "没有问题",
}
_STATES: Final = {"error": {"有错误"}, "doubt": {"只有警告"}, "good": {"没有问题"}}


class ShownLine(Struct, frozen=True):
    """An agency's line: what came of it; ``is_waiting`` where its report is not reviewed yet.

    ``standing`` says in words what came where that is no report; what ``is_stale`` is to be reviewed anew.
    """

    name: str
    agency: ShownAgency | None
    due: date
    is_listed: bool = True
    is_waiting: bool = False
    is_overdue: bool = False
    standing: str = ""
    is_stale: bool = False

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


class ReceivedNow(Struct, frozen=True):
    """What lies there, what the review has made of it, what has come of it since, and the day of today."""

    folder: ReceivedFolder
    files: tuple[str, ...]
    review: ShownReview | None
    since: SinceReview
    today: date

    def listed(self, told: Findings) -> AgencyList | None:
        """The list of agencies; ``None`` where there is none, or none that can be read."""
        try:
            return read_list(self.folder.listed, self.folder.office.limits) if self.folder.listed else None
        except ReportError as error:
            told.extend(error.findings)
            return None

    def reviewed_agencies(self, listed: AgencyList | None) -> Mapping[str, ShownAgency]:
        """Those of the review by their names as they are compared, but for whom everything was taken out.

        Whom the list of now calls otherwise than the one at the review did is there by the name of now.
        """
        found: dict[str, ShownAgency] = {}
        own = {bare(name) for name in (listed.names if listed else ())}
        known = self.review.agencies if self.review else ()
        for each in sorted(known, key=lambda each: bare(each.name) not in own):
            if not each.files <= self.since.gone:
                called = bare(listed.find(each.name)) if listed else ""
                found[bare(each.name) if not called or called in found else called] = each
        return found

    def unread(self, listed: AgencyList) -> Iterator[tuple[str, str]]:
        """The agencies that sent what nobody can read, each with words for it."""
        for name in self.files:
            path = PurePosixPath(name)
            if reason_to_leave(self.folder.folder / name, self.names) and path.suffix.lower() in NOT_READ:
                whose = listed.of_path(path)
                yield whose, Absent(whose, Standing.UNREADABLE, f"“{path.name}”").words

    @property
    def names(self) -> frozenset[str]:
        """The names of the files, without their folders."""
        return frozenset(name.rpartition("/")[2] for name in self.files)

    def renamed(self, name: str) -> str:
        """What the review has told of an agency that may have another name; empty for any other."""
        told = self.review.absent.get(name, "") if self.review and self.review.absent else ""
        return told if told.startswith(Standing.RENAMED) else ""


def whose_files(now: ReceivedNow, listed: AgencyList | None) -> Callable[[str], str]:
    """By the path of a file that was received the agency whose it is, as far as it, review and list tell."""
    known = {name: each.name for each in (now.review.agencies if now.review else ()) for name in each.files}

    def whose(path: str) -> str:
        name = path.rpartition("/")[2]
        if suffix_of(name) == ".json":
            said = agency_of_figures(now.folder, path)
            return (listed.find(said) if listed else "") or bare(said)
        return known.get(name) or (listed.of_path(PurePosixPath(path)) if listed else "")

    return whose


def suffix_of(name: str) -> str:
    """A file's ending in small letters."""
    return f".{name.rpartition('.')[2].lower()}"


def lines_of(now: ReceivedNow, told: Findings) -> list[ShownLine]:
    """The agencies of the list in its order, then whoever else handed in."""
    folder, listed = now.folder, now.listed(told)
    by_name = dict(now.reviewed_agencies(listed))
    figures = (name for name in now.files if suffix_of(name) in FIGURES)
    waiting = {listed.of_path(PurePosixPath(name)) for name in now.since.new} if listed else set()
    unread = dict(now.unread(listed)) if listed else {}
    with_figures = whose_figures(folder, figures, listed) if listed else frozenset()

    def line(name: str, *, is_listed: bool) -> ShownLine:
        agency, due = by_name.pop(bare(name), None), due_on(name, folder.year, listed)
        is_stale = agency is not None and (name in waiting or bool(agency.files & now.since.stale))
        # Whose a report is that nobody has read yet, its name tells as a rule.
        is_waiting = agency is None and name in waiting
        standing = ""
        if agency is None and not is_waiting:
            standing = unread.get(name) or now.renamed(name)
            standing = standing or (Standing.FIGURES_ONLY if name in with_figures else "")
        return ShownLine(name, agency, due, is_listed, is_waiting, due < now.today, standing, is_stale)

    own = [line(name, is_listed=True) for name in (listed.names if listed else ())]
    return [*own, *(line(each.name, is_listed=False) for each in list(by_name.values()))]


def is_shown(line: ShownLine, key: str) -> bool:
    """Whether a line is one of those that a filter leaves."""
    if key == "missing":
        return line.is_missing
    if key in {"figures", "renamed", "unreadable"}:
        return line.standing.startswith(FILTERS[key])
    if key == "late":
        return line.agency is not None and line.agency.is_late
    if key == "unread":
        return line.agency is not None and line.state not in {"有错误", "只有警告", "没有问题"}
    return key == "" or line.state in _STATES[key]
