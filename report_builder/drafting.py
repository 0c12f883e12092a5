"""A request → the year's Word report in memory: the stages before the pages, called in their order.

They are imported where they are called, as in ``pipeline``.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.request_rows import shipped_rows
from report_builder.resources import find_resource
from report_builder.year_folders import DETAILS, STATISTICS, STATISTICS_WORKBOOK, ledgers_folder, year_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_builder.charts.series import DrawnChart
    from report_builder.checks.subject import Subject, Year
    from report_builder.diagnostics import Finding
    from report_builder.formats.definitions import ReportFormat
    from report_builder.formats.forms import ReportForm
    from report_builder.formats.tables import AnnexTable, FilledTable
    from report_builder.ledgers.frames import Ledgers
    from report_builder.manuscript.blocks import Manuscript
    from report_builder.reports.figure_record import FigureRecord
    from report_builder.reports.report import Report
    from report_builder.request_rows import RequestRow
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.working_days import Calendar

# What cannot be said of ledgers that have lost a row.
_OF_ALL_ROWS: Final = frozenset(
    f"statistics.{name}" for name in ("requests_differ", "totals_differ", "totals_added", "in_force")
)


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


class Reached(Struct):
    """What a draft has got so far, so that the page can show it where an error stops the draft."""

    settings: Settings | None = None
    statistics: Statistics | None = None
    report_format: ReportFormat | None = None
    charts: tuple[DrawnChart, ...] = ()
    subject: Subject | None = None  # what was checked of the report that was drafted


class Written(Struct, frozen=True, dict=True):
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
        from report_builder.filing.statistics_json import statistics_json

        return statistics_json(self.statistics, self.annex, self.format_name, self.record.texts)

    def figure_files(self) -> dict[str, bytes]:
        """The figures for programs and for people, by the names of their files."""
        from report_builder.filing.statistics_workbook import statistics_xlsx

        workbook = statistics_xlsx(self.statistics, self.annex, self.format_name)
        return {STATISTICS: self.figures, STATISTICS_WORKBOOK: workbook}

    def details(self) -> dict[str, bytes]:
        """Where each figure comes from, by the name of its file: it holds more than is published."""
        from report_builder.filing.details_workbook import details_xlsx

        return {DETAILS: details_xlsx(self.statistics, self.format_name)}


class _CountedYear(Struct, frozen=True):
    """The year's ledgers, what they add up to, and the year before where it is known.

    Not ``is_whole`` where faulty rows or files were left out of the figures.
    """

    is_whole: bool
    ledgers: Ledgers
    statistics: Statistics
    last_year: LastYear | None
    calendar: Calendar


class _Tables(Struct, frozen=True):
    """The format's tables with the year's figures in them."""

    annex: AnnexTable | None
    statutory: tuple[FilledTable, ...]


class _Draft(Struct, frozen=True):
    """Everything that the report is made of."""

    settings: Settings
    counted: _CountedYear
    report_format: ReportFormat
    manuscript: Manuscript
    tables: _Tables
    form: ReportForm


def write_report(
    request: BuildRequest,
    findings: Findings,
    on_stage: Callable[[str], None],
    reached: Reached,
) -> Written:
    """The Word report in memory; ``reached`` is told what there is of it on the way.

    Raises ``ReportError`` with everything that was found.
    """
    from report_builder.manuscript.read_back import read_back

    settings = reached.settings = _read_settings(request, findings, on_stage)
    on_stage("读取台账并统计")
    report_format = reached.report_format = _read_format(request, settings, findings)
    counted = _count(request, settings, report_format, findings)
    reached.statistics = counted.statistics
    on_stage("套用格式，撰写正文")
    form = _choose_form(request, settings, report_format, findings)
    manuscript = _write(request, settings, counted, report_format, form, findings)
    if report_format is None or manuscript is None:  # never without an error
        from report_builder.checks.registry import check_year

        findings.extend(check_year(_year(counted, settings, report_format)))
        raise ReportError(findings)
    on_stage("生成 Word 报告")
    tables = _fill_tables(report_format, counted, findings)
    draft = _Draft(settings, counted, report_format, manuscript, tables, form)
    of_filling = Findings()
    docx = _fill(request, draft, reached, of_filling)
    on_stage("核对")
    report = read_back(docx, manuscript, report_format) if docx else None
    findings.extend(_check(request, draft, report, reached))
    findings.stop_on_errors()
    findings.extend(of_filling)
    findings.stop_on_errors()
    if docx is None or report is None or report.record is None:  # never without an error
        raise ReportError(findings)
    name = f"{settings.name}{request.year}年政府信息公开工作年度报告"
    files = counted.ledgers.files
    return Written(name, report_format.name, counted.statistics, tables.annex, files, docx, report.record)


def _read_settings(request: BuildRequest, findings: Findings, on_stage: Callable[[str], None]) -> Settings:
    from report_builder.settings import load_settings

    on_stage("读取单位设置")
    if request.is_sample:
        findings.notice(
            "settings.sample",
            Place(str(request.data)),
            "当前文件夹里没有 data 文件夹，用的是随程序附带的示例数据",
            remedy="要做本单位的报告，请先进入放有 data 文件夹的位置，或用 --data 指明",
        )
    settings = load_settings(request.data, request.year, findings)
    if settings is None:
        raise ReportError(findings)
    return replace(settings, format=request.format_name) if request.format_name else settings


def _count(
    request: BuildRequest, settings: Settings, report_format: ReportFormat | None, findings: Findings
) -> _CountedYear:
    """The year's statistics, the ledgers that they were counted from, and the year before."""
    from report_builder.ledgers.choices import vocabulary_of
    from report_builder.ledgers.reading import read_ledgers
    from report_builder.statistics.counting import CountingBasis, count_statistics
    from report_builder.statistics.documents_in_force import carry_stock
    from report_builder.statistics.holidays_file import load_calendar
    from report_builder.statistics.reading_last_year import read_last_year

    year = request.year
    calendar = load_calendar(request.data, findings)
    if calendar is None:
        raise ReportError(findings)
    told = len(findings.errors)
    rows = report_format.request_rows if report_format else shipped_rows()
    vocabulary = vocabulary_of(settings, rows)
    ledgers = read_ledgers(ledgers_folder(request.data, year), settings, year, findings, vocabulary)
    is_whole = len(findings.errors) == told
    counted = Findings()
    statistics = count_statistics(ledgers, settings, year, counted, CountingBasis(calendar, rows))
    rows_of = partial(_rows_of, request)
    last_year = read_last_year(request.data, request.out, year, settings, counted, rows_of=rows_of)
    statistics = carry_stock(statistics, last_year, ledgers, counted)
    findings.extend(finding for finding in counted if is_whole or finding.code not in _OF_ALL_ROWS)
    return _CountedYear(is_whole, ledgers, statistics, last_year, calendar)


def _read_format(request: BuildRequest, settings: Settings, findings: Findings) -> ReportFormat | None:
    from report_builder.formats.choosing import choose_format
    from report_builder.formats.definitions import load_format
    from report_builder.formats.folders import TEMPLATE, format_file

    name = choose_format(settings, request.year, findings, request.working_folder / "styles")
    if not name:
        return None
    folder = find_resource(request.working_folder, "styles", name)
    format_file(folder, TEMPLATE, findings)  # told beside the other faults
    return load_format(folder, findings)


def _rows_of(request: BuildRequest, settings: Settings, year: int) -> tuple[RequestRow, ...]:
    """The rows of an earlier year's table of applications; what is wrong with its format that year tells."""
    report_format = _read_format(replace(request, year=year), settings, Findings())
    return report_format.request_rows if report_format else shipped_rows()


def _choose_form(
    request: BuildRequest, settings: Settings, report_format: ReportFormat | None, findings: Findings
) -> ReportForm:
    """How the report is titled and where it is signed; the usual way where the format could not be read."""
    from report_builder.formats.forms import ReportForm, choose_form

    if report_format is None:
        return ReportForm()
    return choose_form(report_format.titles, report_format.signatures, settings, request.year, findings)


def _write(  # noqa: PLR0913, PLR0917 - each is a stage's own value
    request: BuildRequest,
    settings: Settings,
    counted: _CountedYear,
    report_format: ReportFormat | None,
    form: ReportForm,
    findings: Findings,
) -> Manuscript | None:
    from report_builder.formats.folders import format_file
    from report_builder.manuscript.narrative import write_manuscript
    from report_builder.manuscript.narrative_files import TEXT_FILE, find_narrative

    before = len(findings.errors)
    folder = year_folder(request.data, request.year)
    narrative = find_narrative(folder, findings)
    if narrative is None:
        if report_format is None or len(findings.errors) > before:  # told already: nothing to write with
            return None
        own = folder / TEXT_FILE
        name = report_format.name
        findings.notice(
            "narrative.default",
            Place(str(own)),
            "这一年还没有自己的正文，用的是格式附带的通用正文",
            remedy=f"要写本单位的内容，请把 styles/{name}/narrative.md 复制到这里再修改",
        )
        narrative = format_file(report_format.folder, TEXT_FILE, findings)
        if narrative is None:
            return None
    manuscript = write_manuscript(
        narrative,
        settings,
        counted.statistics,
        findings,
        counted.last_year,
        form.title,
        report_format.sections if report_format else (),
    )
    if not counted.is_whole and len(findings.errors) > before:
        findings.notice(
            "narrative.ledgers_first",
            Place(str(narrative)),
            "台账里有错误的行没有计入，正文要用的内容可能因此查不到",
            remedy="请先改正台账的错误，再看正文的错误还在不在",
        )
    return manuscript


def _fill_tables(report_format: ReportFormat, counted: _CountedYear, findings: Findings) -> _Tables:
    from report_builder.formats.annex import fill_annex
    from report_builder.formats.statutory import fill_tables

    told = findings if counted.is_whole else Findings()
    annex = fill_annex(report_format.annex, counted.statistics, told) if report_format.annex else None
    return _Tables(annex, tuple(fill_tables(report_format.tables, counted.statistics, told)))


def _fill(request: BuildRequest, draft: _Draft, reached: Reached, findings: Findings) -> bytes | None:
    """The Word report; ``None`` where a finding says why there is none."""
    from report_builder.formats.folders import TEMPLATE
    from report_builder.manuscript.filling import fill_report

    settings, tables = draft.settings, draft.tables
    template = draft.report_format.folder / TEMPLATE
    signed_on = _signing_date(request.year, settings, findings)
    try:
        return fill_report(
            template,
            draft.manuscript,
            tables.annex,
            settings,
            request.year,
            signed_on,
            findings,
            tables.statutory,
            _charts(request, draft, reached, findings),
            draft.form,
        )
    except ReportError as error:
        findings.extend(error.findings)
        return None


def _charts(
    request: BuildRequest, draft: _Draft, reached: Reached, findings: Findings
) -> tuple[DrawnChart, ...]:
    """The charts (图解) that the settings ask for; nothing of a chart is loaded where none is wanted."""
    if not draft.settings.charts:
        return ()
    from report_builder.charts.making import make_charts
    from report_builder.charts.years import Years

    years = Years(request.data, request.out, draft.counted.last_year, partial(_rows_of, request))
    reached.charts = make_charts(draft.counted.statistics, draft.settings, years, findings)
    return reached.charts


def _year(counted: _CountedYear, settings: Settings, report_format: ReportFormat | None) -> Year:
    """What is checked of the year."""
    from report_builder.checks.subject import Year

    return Year(
        counted.ledgers,
        counted.statistics,
        counted.last_year,
        settings,
        counted.is_whole,
        counted.calendar,
        report_format,
    )


def _check(request: BuildRequest, draft: _Draft, report: Report | None, reached: Reached) -> list[Finding]:
    """Every check of the year's ledgers and figures, and of the report that was made of them."""
    from report_builder.checks.demanded_text import problems_text
    from report_builder.checks.registry import run_checks
    from report_builder.checks.subject import Subject
    from report_builder.manuscript.narrative import read_unfilled
    from report_builder.manuscript.narrative_files import find_narrative
    from report_builder.manuscript.read_back import as_report

    counted, settings = draft.counted, draft.settings
    year = _year(counted, settings, draft.report_format)
    if report is None:
        return run_checks(year, None)
    narrative = find_narrative(year_folder(request.data, request.year - 1), Findings())
    last_text = read_unfilled(narrative) if narrative else None
    problems = problems_text(as_report(last_text)) if last_text else ""
    reached.subject = Subject(report, draft.report_format, year, settings, last_problems=problems)
    return run_checks(year, reached.subject)


def _signing_date(year: int, settings: Settings, findings: Findings) -> date:
    if settings.signed_on is not None:
        return settings.signed_on
    signed_on = date(year, 12, 31)
    findings.warn(
        "settings.signed_on_default",
        None,
        f"没有写明成文日期，暂按 {signed_on.year}年{signed_on.month}月{signed_on.day}日 落款",
        remedy=f"请在 data/{year}/report.toml 里写实际的日期，多在次年1至3月：signed_on = {year + 1}-01-20",
    )
    return signed_on
