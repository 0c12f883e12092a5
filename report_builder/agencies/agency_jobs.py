"""One agency to be built, and what became of it: the values that travel to worker processes and back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Severity

USUAL_MEMORY: Final = 400  # MiB that a worker process may take


class AgencyOutcome(StrEnum):
    """What became of an agency."""

    BUILT = "已生成"
    FAULTY = "有错误"
    BROKEN = "程序出错"
    KILLED = "没有做成"  # its worker process died of it


class AgencyJob(Struct, frozen=True):
    """An agency's folder below a root (a path, or an address that fsspec knows), and the year to build.

    ``known`` is the fingerprint of what was done before: where it has not changed, and what ``was_built``
    is still there, nothing is done. ``modified`` (seconds since 1970) dates the files.
    """

    root: str
    name: str
    year: int
    known: str = ""
    was_built: bool = False
    modified: int | None = None

    @property
    def folder(self) -> Path:
        """The agency's own folder."""
        return Path(self.root, self.name)


class AgencyResult(Struct, frozen=True):
    """What became of an agency: its findings, and the PDF's pages where there is one.

    ``seconds`` are the processor's, ``peak`` (MiB) is the most that its worker process has held so far.
    ``fingerprint`` stands for everything that it was made from. Not ``is_new`` where it had been done before.
    """

    name: str
    outcome: AgencyOutcome
    findings: tuple[Finding, ...] = ()
    pages: int = 0
    seconds: float = 0.0
    peak: int = 0
    fingerprint: str = ""
    is_new: bool = True

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What kept it from being built."""
        return self.of(Severity.ERROR)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of a severity."""
        return tuple(each for each in self.findings if each.severity is severity)


class BatchResult(Struct, frozen=True):
    """What became of all agencies of a year, sorted by their paths, and the folder of the summary."""

    year: int
    folder: Path
    results: tuple[AgencyResult, ...]
    is_beside: bool = True  # the summary lies beside the agencies' folders

    @property
    def unfinished(self) -> tuple[AgencyResult, ...]:
        """Those that have no report now."""
        return tuple(each for each in self.results if each.outcome is not AgencyOutcome.BUILT)

    @property
    def peak(self) -> int:
        """The most that any worker process has held, in MiB."""
        return max((each.peak for each in self.results if each.is_new), default=0)
