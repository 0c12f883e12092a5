"""The workbook of a review and what was answered since → agencies and their findings, as a screen shows them.

What the screen shows is what the workbook says, whoever made it: the command or the window.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.review_answers import ANSWER, MARK, NO_ANSWER, GivenAnswer, read_answers
from report_builder.agencies.review_workbook import DIGEST
from report_builder.agencies.reviewed_reports import UNFOUNDED
from report_builder.agencies.standing import ABSENT, HEAD, NOBODY
from report_builder.diagnostics import Finding, Findings, Place, Severity
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import read_grids
from report_builder.window.workbook_cells import SEVERITIES, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.ledgers.cells import RawCell
    from report_builder.window.received_folder import ReceivedFolder

    Rows = Sequence[Mapping[str, str]]

_UNREAD: Final = frozenset({"读不出来", "认不出来", "有表没有读出"})
_FEWEST: Final = frozenset({"单位", "文件", "情况"})


class ShownDoubt(Struct, frozen=True):
    """A finding of a review with what was answered to it; ``is_in_workbook`` where that was typed there."""

    agency: str
    severity: Severity
    message: str
    spot: str
    evidence: str
    remedy: str
    mark: str
    given: GivenAnswer
    is_in_workbook: bool

    @property
    def is_unfounded(self) -> bool:
        """Whether a reviewer has dismissed it."""
        return self.given.answer == UNFOUNDED


class ShownAgency(Struct, frozen=True):
    """An agency that handed in: its reports as the workbook has them, and what was found of them."""

    name: str
    reports: tuple[Mapping[str, str], ...]
    doubts: tuple[ShownDoubt, ...]

    @property
    def files(self) -> frozenset[str]:
        """The names of its files."""
        return frozenset(row.get("文件", "") for row in self.reports)

    @property
    def errors(self) -> int:
        """How many errors stand."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many doubts stand."""
        return self._count(Severity.WARNING)

    def _count(self, severity: Severity) -> int:
        return sum(each.severity is severity and not each.is_unfounded for each in self.doubts)

    @property
    def unanswered(self) -> int:
        """How many findings nobody has answered yet."""
        return sum(not each.given.answer for each in self.doubts)

    @property
    def state(self) -> str:
        """What became of it, in a word, by the answers of now."""
        unread = next((row["情况"] for row in self.reports if row.get("情况") in _UNREAD), "")
        if unread:
            return unread
        if self.errors:
            return "有错误"
        return "只有警告" if self.warnings else "没有问题"

    @property
    def is_late(self) -> bool:
        """Whether any of its reports came late."""
        return any(row.get("报送") == "迟报" for row in self.reports)


class ShownReview(Struct, frozen=True):
    """A review: who handed in, how those without a report stand (``None`` without a list), files left aside.

    ``answered_in_workbook`` counts answers to be taken in; ``findings`` stand in the way of reading it.
    """

    agencies: tuple[ShownAgency, ...]
    absent: Mapping[str, str] | None
    aside: tuple[tuple[str, str], ...]
    answered_in_workbook: int
    findings: tuple[Finding, ...] = ()

    def agency(self, name: str) -> ShownAgency | None:
        """One of them by its name."""
        return next((each for each in self.agencies if each.name == name), None)

    @property
    def digests(self) -> Mapping[str, frozenset[str]]:
        """By what its files are known again, by their names; empty where that was not written."""
        found: dict[str, set[str]] = {}
        for each in self.agencies:
            for row in each.reports:
                found.setdefault(row.get("文件", ""), set()).update({row.get(DIGEST, "")} - {""})
        return {name: frozenset(digests) for name, digests in found.items()}

    @property
    def files(self) -> frozenset[str]:
        """The names of the files that it has looked at."""
        own = (row.get("文件", "") for each in self.agencies for row in each.reports)
        return frozenset([*own, *(name for name, _ in self.aside)])


class ReviewsShown:
    """The review that was shown last, read anew when its files change: a large one takes a while."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[object, ShownReview] | None = None

    def of(self, folder: ReceivedFolder) -> ShownReview | None:
        """The review of a year; ``None`` where there was none yet."""
        if not folder.workbook.is_file():
            return None
        stamps = (folder.folder, _stamp(folder.workbook), _stamp(folder.answers))
        with self._lock:
            if self._known is None or self._known[0] != stamps:
                self._known = stamps, _read(folder)
            return self._known[1]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _read(folder: ReceivedFolder) -> ShownReview:
    findings, budget = Findings(), folder.office.limits
    sheets = read_sheets(folder.workbook, findings, budget)
    answers = read_answers(folder.answers, folder.workbook, findings, budget)
    if not findings.errors and any(_FEWEST - row.keys() for row in sheets.get("各单位", ({},))):
        message, remedy = "里面没有“各单位”一页，或者列名改过了", "请再审核一次"
        findings.error("review.answer", Place(str(folder.workbook)), message, remedy=remedy)
    doubts: dict[str, list[ShownDoubt]] = {}
    for row in (*sheets.get("问题", ()), *sheets.get("不成立的", ())):
        if not {"单位", "程度", "问题", ANSWER, MARK} <= row.keys() or row["程度"] not in SEVERITIES:
            continue
        mark = row[MARK]
        told = ShownDoubt(
            row["单位"], SEVERITIES[row["程度"]], row["问题"], row.get("位置", ""), row.get("依据", ""),
            row.get("办法", ""), mark, answers.given.get(mark, NO_ANSWER), mark in answers.in_workbook,
        )  # fmt: skip
        if all(each.mark != mark for each in doubts.setdefault(told.agency, [])):  # of two reports alike
            doubts[told.agency].append(told)
    reports: dict[str, list[Mapping[str, str]]] = {}
    for row in sheets.get("各单位", ()):
        reports.setdefault(row.get("单位", ""), []).append(row)
    return ShownReview(
        tuple(
            ShownAgency(
                name,
                tuple(rows),
                tuple(sorted(doubts.get(name, ()), key=lambda each: each.severity.rank)),
            )
            for name, rows in reports.items()
        ),
        _absent(sheets[ABSENT]) if ABSENT in sheets else None,
        tuple(
            (row.get("文件", ""), row.get("原因", ""))
            for row in sheets.get("没有审核的", ())
            if row.get("原因")
        ),
        len(answers.in_workbook),
        tuple(each for each in findings if each.severity is Severity.ERROR),
    )


def _absent(rows: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """How each agency without a report stands."""
    own, standing = HEAD
    return {row[own]: row.get(standing, "") for row in rows if row.get(own) and row[own] != NOBODY}


def read_sheets(path: Path, findings: Findings, budget: Budget) -> dict[str, Rows]:
    """The rows of each sheet of a workbook by the heads of its first row; none where it cannot be read."""
    grids = read_grids(describe(path, budget), findings)
    return {grid.sheet: _by_heads(grid.rows) for grid in grids}


def _by_heads(rows: Sequence[Sequence[RawCell]]) -> Rows:
    if not rows:
        return ()
    heads = [text_of(cell) for cell in rows[0]]
    return [
        dict(zip(heads, map(text_of, row), strict=False))
        for row in rows[1:]
        if any(text_of(cell) for cell in row)
    ]
