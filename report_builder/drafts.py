"""A year on its way to the report, as one value: what every stage has added to it, and what was found."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import ReportError, Severity
from report_builder.year_folders import DETAILS, STATISTICS, STATISTICS_WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path
    from typing import TypeAlias, TypeVar

    from report_builder.charted_figures import DrawnChart
    from report_builder.checks.subject import Subject
    from report_builder.diagnostics import Finding
    from report_builder.formats.definitions import ReportFormat
    from report_builder.formats.forms import ReportForm
    from report_builder.formats.tables import AnnexTable, FilledTable
    from report_builder.ledgers.frames import Ledgers
    from report_builder.manuscript.blocks import Manuscript
    from report_builder.reports.figure_record import FigureRecord
    from report_builder.reports.report import Report
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.working_days import Calendar
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.pages import Pages
    from report_builder.word.packages import Package

    T = TypeVar("T")
    Steps: TypeAlias = Generator[str, None, T]
    """Work in steps: it gives the name of each before doing it, and what came of all of them at the end."""


class BuildRequest(Struct, frozen=True):
    """Which year of whose data to build, and where to; everything that a build takes from the world.

    ``format_name`` overrides the settings' format; ``is_sample`` says that ``data`` came with the program;
    ``modified`` (seconds since 1970) dates the files; ``attach`` puts the statistics and the ledgers into
    the PDF, ``details`` adds a workbook of where each figure comes from.
    """

    data: Path
    year: int
    out: Path
    working_folder: Path
    format_name: str = ""
    is_sample: bool = False
    modified: int | None = None
    attach: bool = False
    details: bool = False


class CountedYear(Struct, frozen=True):
    """The year's ledgers, what they add up to, and the year before where it is known.

    Not ``is_whole`` where faulty rows or files were left out of the figures.
    """

    is_whole: bool
    ledgers: Ledgers
    statistics: Statistics
    last_year: LastYear | None
    calendar: Calendar


class FormatTables(Struct, frozen=True):
    """The format's tables with the year's figures in them, and what filling them has found."""

    annex: AnnexTable | None
    statutory: tuple[FilledTable, ...]
    findings: tuple[Finding, ...]


class WrittenReport(Struct, frozen=True, dict=True):
    """The report; ``name`` is its files' name without the suffix, ``record`` what it shows by its tags."""

    name: str
    format_name: str
    statistics: Statistics
    annex: AnnexTable | None
    ledger_files: tuple[str, ...]
    docx: bytes
    record: FigureRecord

    @cached_property
    def figures(self) -> bytes:
        """The figures for programs, and what the report shows of them: ``statistics.json``."""
        from report_builder.filing.statistics_json import statistics_json  # noqa: PLC0415  only where asked for

        return statistics_json(self.statistics, self.annex, self.format_name, self.record.texts)

    def figure_files(self) -> dict[str, bytes]:
        """The figures for programs and for people, by the names of their files."""
        from report_builder.filing.statistics_workbook import statistics_xlsx  # noqa: PLC0415  only where asked for

        workbook = statistics_xlsx(self.statistics, self.annex, self.format_name)
        return {STATISTICS: self.figures, STATISTICS_WORKBOOK: workbook}

    def details(self) -> dict[str, bytes]:
        """Where each figure comes from, by the name of its file: it holds more than is published."""
        from report_builder.filing.details_workbook import details_xlsx  # noqa: PLC0415  only where asked for

        return {DETAILS: details_xlsx(self.statistics, self.format_name)}


class TypesetReport(Struct, frozen=True):
    """The pages of a report, and the faces that they are set in."""

    pages: Pages
    faces: Faces


class Draft(Struct, frozen=True):
    """A year as far as it has come: what is not there yet is ``None``.

    ``findings`` are all so far, in the order in which they are told; ``of_filling`` those on the template
    and the charts, which join them once the checks have found no error. It ``is_stopped`` where no stage can
    go on; ``subject`` is what was checked of the report, ``package`` is its file, opened once for all who
    read it.
    """

    request: BuildRequest
    findings: tuple[Finding, ...] = ()
    is_stopped: bool = False
    settings: Settings | None = None
    report_format: ReportFormat | None = None
    counted: CountedYear | None = None
    form: ReportForm | None = None
    manuscript: Manuscript | None = None
    tables: FormatTables | None = None
    charts: tuple[DrawnChart, ...] = ()
    docx: bytes | None = None
    package: Package | None = None
    of_filling: tuple[Finding, ...] = ()
    report: Report | None = None
    subject: Subject | None = None
    typeset: TypesetReport | None = None

    @property
    def statistics(self) -> Statistics | None:
        """The year's figures, once they are counted."""
        return self.counted.statistics if self.counted else None

    @property
    def limits(self) -> Budget:
        """How much of a file is read."""
        return self.settings.limits if self.settings else USUAL

    @property
    def has_errors(self) -> bool:
        """Whether anything that was found keeps the report from being published."""
        return any(each.severity is Severity.ERROR for each in self.findings)

    def telling(self, found: Iterable[Finding]) -> Draft:
        """The draft with what else was found."""
        return replace(self, findings=(*self.findings, *found))

    def stopped(self) -> Draft:
        """The draft that no stage can go on with."""
        return replace(self, is_stopped=True)

    def stop_on_errors(self) -> None:
        """Raise ``ReportError`` with everything that was found if one finding is an error."""
        if self.has_errors:
            raise ReportError(self.findings)

    def written(self) -> WrittenReport:
        """The report that came of it.

        Raises ``ReportError`` with everything that was found where an error stands in its way.
        """
        if (
            self.has_errors
            or self.settings is None
            or self.report_format is None
            or self.counted is None
            or self.tables is None
            or self.docx is None
            or self.report is None
            or self.report.record is None
        ):
            raise ReportError(self.findings)
        return WrittenReport(
            f"{self.settings.name}{self.request.year}年政府信息公开工作年度报告",
            self.report_format.name,
            self.counted.statistics,
            self.tables.annex,
            self.counted.ledgers.files,
            self.docx,
            self.report.record,
        )


def outcome_of(steps: Steps[T]) -> T:
    """What comes of work in steps, when all of them are done."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            outcome: T = done.value
            return outcome
