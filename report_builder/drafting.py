"""A request → the year's draft: the stages before the pages, in their order.

They are imported where they are called, as in ``pipeline``.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.drafts import CountedYear, FormatTables
from report_builder.request_rows import shipped_rows
from report_builder.resources import find_resource
from report_builder.year_folders import ledgers_folder, year_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from report_builder.charted_figures import DrawnChart
    from report_builder.checks.subject import Subject, Year
    from report_builder.drafts import BuildRequest, Draft, Steps
    from report_builder.formats.definitions import ReportFormat
    from report_builder.formats.forms import ReportForm
    from report_builder.manuscript.blocks import Manuscript
    from report_builder.manuscript.narrative_source import NarrativeSource
    from report_builder.reports.report import Report
    from report_builder.request_rows import RequestRow
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics

    T = TypeVar("T")

# What cannot be said of ledgers that have lost a row.
_OF_ALL_ROWS: Final = frozenset(
    f"statistics.{name}" for name in ("requests_differ", "totals_differ", "totals_added", "in_force")
)


def draft_report(begun: Draft) -> Steps[Draft]:
    """The draft with its Word report, or as far as it came; raises nothing of what was found."""
    draft = begun
    stages: tuple[tuple[str, Callable[[Draft], Draft]], ...] = (
        ("读取单位设置", _read_settings),
        ("读取台账并统计", _count),
        ("套用格式，撰写正文", _write),
        ("生成 Word 报告", _fill),
        ("核对", _check),
    )
    for name, stage in stages:
        yield name
        try:
            draft = stage(draft)
        except ReportError as error:
            draft = draft.telling(error.findings).stopped()
        if draft.is_stopped:
            break
    return draft


def _read_settings(draft: Draft) -> Draft:
    from report_builder.settings import load_settings

    request, findings = draft.request, Findings()
    if request.is_sample:
        findings.notice(
            "settings.sample",
            Place(str(request.data)),
            "当前文件夹里没有 data 文件夹，用的是随程序附带的示例数据",
            remedy="要做本单位的报告，请先进入放有 data 文件夹的位置，或用 --data 指明",
        )
    settings = load_settings(request.data, request.year, findings)
    draft = draft.telling(findings)
    if settings is None:
        return draft.stopped()
    return replace(
        draft, settings=replace(settings, format=request.format_name) if request.format_name else settings
    )


def _count(draft: Draft) -> Draft:
    """The format's rows, the year's statistics by them, and the format's tables with those figures."""
    from report_builder.ledgers.choices import vocabulary_of
    from report_builder.ledgers.reading import read_ledgers
    from report_builder.statistics.counting import CountingBasis, count_statistics
    from report_builder.statistics.documents_in_force import carry_stock
    from report_builder.statistics.holidays_file import load_calendar
    from report_builder.statistics.reading_last_year import read_last_year

    request, year, findings = draft.request, draft.request.year, Findings()
    settings = _known(draft.settings)
    report_format = _read_format(request, settings, findings)
    calendar = load_calendar(request.data, findings)
    draft = replace(draft, report_format=report_format)
    if calendar is None:
        return draft.telling(findings).stopped()
    rows = report_format.request_rows if report_format else shipped_rows()
    read = Findings()
    ledgers = read_ledgers(
        ledgers_folder(request.data, year), settings, year, read, vocabulary_of(settings, rows)
    )
    is_whole, counted = not read.errors, Findings()
    statistics = count_statistics(ledgers, settings, year, counted, CountingBasis(calendar, rows))
    rows_of = partial(_rows_of, request)
    last_year = read_last_year(request.data, request.out, year, settings, counted, rows_of=rows_of)
    statistics = carry_stock(statistics, last_year, ledgers, counted)
    findings.extend(read)
    findings.extend(finding for finding in counted if is_whole or finding.code not in _OF_ALL_ROWS)
    return replace(
        draft.telling(findings),
        counted=CountedYear(is_whole, ledgers, statistics, last_year, calendar),
        tables=_fill_tables(report_format, statistics) if report_format else None,
    )


def _known(part: T | None) -> T:
    """A part that an earlier stage has added, for no stage follows one that could not."""
    if part is None:
        msg = "a stage was called before those that it goes on from"
        raise TypeError(msg)
    return part


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


def _fill_tables(report_format: ReportFormat, statistics: Statistics) -> FormatTables:
    from report_builder.formats.annex import fill_annex
    from report_builder.formats.statutory import fill_tables

    findings = Findings()
    annex = fill_annex(report_format.annex, statistics, findings) if report_format.annex else None
    statutory = tuple(fill_tables(report_format.tables, statistics, findings))
    return FormatTables(annex, statutory, tuple(findings))


def _write(draft: Draft) -> Draft:
    """The text, under the title that the settings choose; where there is none, the figures are checked."""
    findings = Findings()
    form = _choose_form(draft, findings)
    draft = replace(draft, form=form, manuscript=_manuscript(draft, form, findings)).telling(findings)
    if draft.report_format is None or draft.manuscript is None:  # never without an error
        from report_builder.checks.registry import check_year

        return draft.telling(check_year(_year(draft))).stopped()
    return draft


def _choose_form(draft: Draft, findings: Findings) -> ReportForm:
    """How the report is titled and where it is signed; the usual way where the format could not be read."""
    from report_builder.formats.forms import ReportForm, choose_form

    chosen = draft.report_format
    if chosen is None:
        return ReportForm()
    form = choose_form(chosen.titles, chosen.signatures, _known(draft.settings), draft.request.year, findings)
    return replace(form, contents=chosen.contents)


def _manuscript(draft: Draft, form: ReportForm, findings: Findings) -> Manuscript | None:
    before = len(findings.errors)
    narrative = _narrative(draft, findings)
    if narrative is None:
        return None
    manuscript = _compose(replace(draft, form=form), narrative, findings)
    if not _known(draft.counted).is_whole and len(findings.errors) > before:
        findings.notice(
            "narrative.ledgers_first",
            Place(str(narrative)),
            "台账里有错误的行没有计入，正文要用的内容可能因此查不到",
            remedy="请先改正台账的错误，再看正文的错误还在不在",
        )
    return manuscript


def preview_text(draft: Draft, source: NarrativeSource, findings: Findings) -> Manuscript | None:
    """The text that lines of a narrative, which nobody has saved yet, become with the draft's figures.

    ``None`` with findings where they cannot be filled, or the draft has not come so far.
    """
    return None if draft.counted is None else _compose(draft, source, findings)


def _compose(draft: Draft, narrative: Path | NarrativeSource, findings: Findings) -> Manuscript | None:
    from report_builder.manuscript.narrative import write_manuscript

    counted, report_format = _known(draft.counted), draft.report_format
    return write_manuscript(
        narrative,
        _known(draft.settings),
        counted.statistics,
        findings,
        counted.last_year,
        draft.form.title if draft.form else "",
        report_format.sections if report_format else (),
        draft.request.working_folder / "styles",
    )


def _narrative(draft: Draft, findings: Findings) -> Path | None:
    """The year's own narrative, or the one that the format ships; ``None`` where a finding says why."""
    from report_builder.formats.folders import format_file
    from report_builder.manuscript.narrative_files import TEXT_FILE, find_narrative

    before, folder = len(findings.errors), year_folder(draft.request.data, draft.request.year)
    own = find_narrative(folder, findings)
    if own is not None or draft.report_format is None or len(findings.errors) > before:
        return own
    findings.notice(
        "narrative.default",
        Place(str(folder / TEXT_FILE)),
        "这一年还没有自己的正文，用的是格式附带的通用正文",
        remedy=f"要写本单位的内容，请把 styles/{draft.report_format.name}/narrative.md 复制到这里再修改",
    )
    return format_file(draft.report_format.folder, TEXT_FILE, findings)


def _fill(draft: Draft) -> Draft:
    """The Word report; without one where what filling found says why there is none."""
    from report_builder.formats.folders import TEMPLATE
    from report_builder.manuscript.filling import fill_report

    settings, tables = _known(draft.settings), _known(draft.tables)
    found = Findings()
    signed_on = _signing_date(draft.request.year, settings, found)
    charts: tuple[DrawnChart, ...] = ()
    docx = None
    try:
        charts = _charts(draft, found)
        docx = fill_report(
            _known(draft.report_format).folder / TEMPLATE,
            _known(draft.manuscript),
            tables.annex,
            settings,
            draft.request.year,
            signed_on,
            found,
            tables.statutory,
            charts,
            _known(draft.form),
        )
    except ReportError as error:
        found.extend(error.findings)
    if docx is not None and _known(draft.form).contents:
        from report_builder.report_pages import settle_contents

        title = f"{_known(draft.manuscript).title}.docx"
        docx = settle_contents(docx, title, draft.request.working_folder, settings.limits)
    told = draft.telling(tables.findings if _known(draft.counted).is_whole else ())
    return replace(told, charts=charts, docx=docx, of_filling=tuple(found))


def _charts(draft: Draft, findings: Findings) -> tuple[DrawnChart, ...]:
    """The charts (图解) that the settings ask for; nothing of a chart is loaded where none is wanted."""
    request, settings, counted = draft.request, _known(draft.settings), _known(draft.counted)
    if not settings.charts:
        return ()
    from report_builder.charts.making import make_charts
    from report_builder.charts.years import Years

    years = Years(request.data, request.out, counted.last_year, partial(_rows_of, request))
    return make_charts(counted.statistics, settings, years, findings)


def _check(draft: Draft) -> Draft:
    """Every check of the year's ledgers and figures, and of the report that was made of them."""
    from report_builder.checks.registry import run_checks
    from report_builder.manuscript.read_back import read_back
    from report_builder.word.packages import open_package

    if draft.docx is not None:
        manuscript = _known(draft.manuscript)
        package = open_package(draft.docx, f"{manuscript.title}.docx", _known(draft.settings).limits)
        report = read_back(package, manuscript, _known(draft.report_format))
        draft = replace(draft, package=package, report=report)
        draft = replace(draft, subject=_subject(draft, report))
    draft = draft.telling(run_checks(_year(draft), draft.subject))
    if not draft.has_errors:
        draft = draft.telling(draft.of_filling)
    return draft.stopped() if draft.has_errors else draft


def _year(draft: Draft) -> Year:
    """What is checked of the year."""
    from report_builder.checks.subject import Year

    counted = _known(draft.counted)
    return Year(
        counted.ledgers,
        counted.statistics,
        counted.last_year,
        _known(draft.settings),
        counted.is_whole,
        counted.calendar,
        draft.report_format,
    )


def _subject(draft: Draft, report: Report) -> Subject:
    """What is checked of the report: beside its year, and the problems that last year's text told of."""
    from report_builder.checks.demanded_text import problems_text
    from report_builder.checks.subject import Subject
    from report_builder.manuscript.narrative import text_of_year
    from report_builder.manuscript.read_back import as_report

    request = draft.request
    last_text = text_of_year(year_folder(request.data, request.year - 1), _known(draft.settings).limits)
    problems = problems_text(as_report(last_text)) if last_text else ""
    return Subject(report, draft.report_format, _year(draft), draft.settings, last_problems=problems)


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
