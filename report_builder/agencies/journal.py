"""What became of each agency ↔ a file that grows by a line each: an interrupted run goes on from there."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.agencies.agency_jobs import AgencyOutcome, AgencyResult
from report_builder.filing.locks import locked
from report_builder.filing.outputs import told_as_finding
from report_builder.filing.replacing import finish_interrupted, replace_one
from report_builder.json_records import read_record, record_json
from report_builder.plain_files import open_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_FOLDER: Final = "进度"
_NAME: Final = "各单位.jsonl"
_LONGEST: Final = 10_000_000  # bytes of a line: an agency with that many findings is built again
_ATTEMPTS: Final = 3
# What the machine was like and not the agency's files: it may be gone by now.
_PASSING: Final = frozenset({
    "file.unreadable", "file.unwritable", "file.changed", "file.opened", "file.busy", "file.unfinished",
})  # fmt: skip


class Journal:
    """The journal of one year in the summary's folder; ``results`` are by the agency."""

    def __init__(self, folder: Path, year: int) -> None:
        self._folder = folder / _FOLDER
        self._path = self._folder / str(year) / _NAME
        self.results: dict[str, AgencyResult] = {}

    @contextmanager
    def opened(self) -> Iterator[Callable[[AgencyResult], None]]:
        """The results so far are read, and nobody else may go on meanwhile; gives the way to add one.

        Raises ``ReportError``: ``file.busy`` where another run is at it, ``file.unwritable``.
        """
        with ExitStack() as held:
            with told_as_finding(self._folder.parent):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                held.enter_context(locked(self._folder, _ATTEMPTS))
                finish_interrupted(self._path.parent)
                self.results = {each.name: each for each in _read(self._path)}
            self._append(b"\n")  # behind a line that was not finished

            def add(result: AgencyResult) -> None:
                self.results[result.name] = result
                self._append(_line(result))

            yield add

    def _append(self, line: bytes) -> None:
        """Raises ``ReportError`` (``file.unwritable``); what was done until then is done."""
        with told_as_finding(self._folder.parent), self._path.open("ab") as file:
            file.write(line)  # and closed again: Windows replaces nothing that is open

    def before(self, name: str) -> AgencyResult | None:
        """What became of an agency that need not be done again as long as nothing changes."""
        result = self.results.get(name)
        return result if result is not None and _stays(result) else None

    def keep(self, results: Iterable[AgencyResult]) -> None:
        """Write these only; raises ``ReportError`` with the file as it was."""
        self.results = {each.name: each for each in results}
        with told_as_finding(self._folder.parent):
            replace_one(self._path, b"".join(map(_line, self.results.values())))


def _line(result: AgencyResult) -> bytes:
    return record_json(replace(result, is_new=True)) + b"\n"


def _stays(result: AgencyResult) -> bool:
    return result.outcome is AgencyOutcome.BUILT or (
        result.outcome is AgencyOutcome.FAULTY and not any(each.code in _PASSING for each in result.errors)
    )


def _read(path: Path) -> Iterator[AgencyResult]:
    """Every line that is whole and means something."""
    try:
        file = open_plain(path)
    except FileNotFoundError:
        return
    with file:
        while line := file.readline(_LONGEST):
            try:
                yield read_record(line, AgencyResult)
            except (ValueError, RecursionError):
                continue
