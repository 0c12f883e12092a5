"""What came of a command → what the screen and a program are told of it, and whether something is wrong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, to_builtins

from report_builder.command_line.messages import count_findings, summarise
from report_builder.command_line.screens import checked_lines, stopped_lines, whole_list
from report_builder.diagnostics import ReportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from report_builder.command_line.screens import ScreenLine
    from report_builder.diagnostics import Finding
    from report_builder.pipeline import BuildResult


class FilesWritten(Struct, frozen=True):
    """Files and what is said of each, under a heading."""

    heading: str
    rows: Sequence[tuple[str, str]]


class CommandOutcome(Struct, frozen=True):
    """What a command came to, told in the order of the fields; ``value`` is what `--json` gives instead.

    ``whole`` says where a long list of findings stands whole. ``screen`` is made for a screen's width.
    """

    value: object
    findings: Sequence[Finding] = ()
    whole: str = ""
    files: FilesWritten | None = None
    screen: Callable[[int], Sequence[ScreenLine]] | None = None
    lines: Sequence[str] = ()
    is_faulty: bool = False


class Stopped(Exception):  # noqa: N818  what the user's files came to, and no fault of ours
    """A command that errors stopped; ``outcome`` tells which, and what came of it."""

    def __init__(self, outcome: CommandOutcome) -> None:
        self.outcome = outcome
        super().__init__(*outcome.lines)


@contextmanager
def stopping(undone: str, page: Path | None = None, whole: str = "") -> Iterator[None]:
    """Raise ``Stopped`` where a stage raises ``ReportError``; ``undone`` says what the command did not do.

    ``page`` tells the findings at more length where it is written by then; ``whole`` says where else.
    """
    try:
        yield
    except ReportError as error:
        written = page if page is not None and page.is_file() else None
        raise Stopped(
            CommandOutcome(
                findings_value(error.findings),
                error.findings,
                whole_list(written) or whole,
                lines=stopped_lines(undone, error.findings, written),
                is_faulty=True,
            )
        ) from error


def checked(findings: Sequence[Finding], page: Path | None = None) -> CommandOutcome:
    """What a check came to, and the page that it is written on."""
    return CommandOutcome(
        findings_value(findings), findings, whole_list(page), lines=checked_lines(findings, page)
    )


def built(result: BuildResult, page: Path | None = None) -> CommandOutcome:
    """The files that a build wrote, and the page that its findings are written on."""
    return CommandOutcome(
        findings_value(result.findings, result),
        result.findings,
        whole_list(page),
        FilesWritten(f"已生成到 {result.folder}", summarise(result)),
        lines=[count_findings(result.findings)],
    )


def findings_value(findings: Iterable[Finding], result: BuildResult | None = None) -> dict[str, object]:
    """The findings, and what was built, for a program to read."""
    outputs = [] if result is None else [{"name": name, "bytes": size} for name, size in result.sizes.items()]
    return {
        "findings": [to_builtins(finding) for finding in findings],
        "folder": None if result is None else str(result.folder),
        "outputs": outputs,
        "pages": None if result is None else result.pages,
    }
