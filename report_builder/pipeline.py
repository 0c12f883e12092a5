"""A request → the finished report: the stages, called in their order, and nothing else.

The stages are imported where they are called, so that ``pdf FILE.docx`` never loads what only a build needs.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.filing.outputs import CHECKS
from report_builder.report_files import read_report
from report_builder.resources import find_resource, packaged_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from report_builder.diagnostics import Finding
    from report_builder.formats.definitions import ReportFormat
    from report_builder.formats.tables import AnnexTable
    from report_builder.ledgers.records import Ledgers
    from report_builder.manuscript.blocks import Manuscript
    from report_builder.painting.attachments import Attachment
    from report_builder.reviewing import Reached
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.typesetting.faces import Faces
    from report_builder.typesetting.pages import Pages


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """Which year of whose data to build, and where to; everything that a build takes from the world.

    ``format_name`` overrides the settings' format; ``is_sample`` says that ``data`` came with the program;
    ``modified`` (seconds since 1970) dates the files; ``attach`` puts the statistics and the ledgers into
    the PDF.
    """

    data: Path
    year: int
    out: Path
    working_folder: Path
    format_name: str = ""
    is_sample: bool = False
    modified: int | None = None
    attach: bool = False


@dataclass(frozen=True, slots=True)
class TypesetRequest:
    """Which Word report to typeset, and the PDF to write.

    ``strict`` refuses a report with anything in it that cannot be typeset.
    """

    source: Path
    target: Path
    working_folder: Path
    modified: int | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class LintRequest:
    """Which Word report to look over for its style; ``data`` may hold settings that switch rules off."""

    source: Path
    data: Path


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built: the sizes of the files in ``folder`` by name, the PDF's pages, and what was found."""

    folder: Path
    sizes: Mapping[str, int]
    pages: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    """The year's ledgers, what they add up to, and the year before where it is known."""

    ledgers: Ledgers
    statistics: Statistics
    last_year: LastYear | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """The report before it is filed; ``name`` is its files' name without the suffix."""

    name: str
    format_name: str
    statistics: Statistics
    annex: AnnexTable | None
    ledger_files: tuple[str, ...]
    docx: bytes
    pages: Pages
    faces: Faces


def build(request: BuildRequest, on_stage: Callable[[str], None]) -> BuildResult:
    """Build every output of a year into ``out/<year>/``.

    Raises ``ReportError`` with everything that was found, having written nothing.
    """
    from report_builder.filing.outputs import file_outputs
    from report_builder.filing.statistics_json import statistics_json
    from report_builder.filing.statistics_workbook import statistics_xlsx
    from report_builder.painting.pdf import paint_pdf
    from report_builder.reviewing import Folders, Reached, checks_page

    findings, reached = Findings(), Reached()
    draft = _draft(request, findings, on_stage, reached)
    on_stage("生成 PDF")
    figures = statistics_json(draft.statistics, draft.annex, draft.format_name)
    attachments = _attachments(figures, draft.ledger_files, findings) if request.attach else ()
    pdf = paint_pdf(draft.pages, draft.faces, attachments)
    on_stage("归档")
    outputs = {
        f"{draft.name}.docx": draft.docx,
        f"{draft.name}.pdf": pdf,
        "statistics.json": figures,
        "statistics.xlsx": statistics_xlsx(draft.statistics, draft.annex, draft.format_name),
        CHECKS: checks_page(findings, reached, Folders(request.data, request.out), request.year),
    }
    folder = request.out / str(request.year)
    file_outputs(folder, outputs, findings, request.modified)
    sizes = {name: len(data) for name, data in outputs.items()}
    return BuildResult(folder, sizes, len(draft.pages.pages), tuple(findings))


def _attachments(figures: bytes, ledger_files: Iterable[str], findings: Findings) -> list[Attachment]:
    """The statistics and the ledgers, to be carried inside the PDF."""
    from report_builder.painting.attachments import Attachment

    findings.warn(
        "ledger.attached",
        None,
        "统计数据和全部台账已附在 PDF 里，拿到 PDF 的人都能取出来看",
        remedy="公开发布以前，请确认台账里没有不宜公开的内容；不需要附带的，去掉 --attach 重新生成",
    )
    ledgers = [Attachment(Path(file).name, Path(file).read_bytes(), "Source") for file in ledger_files]
    return [Attachment("statistics.json", figures, "Data"), *ledgers]


def check(request: BuildRequest, on_stage: Callable[[str], None]) -> tuple[Finding, ...]:
    """Do everything that a build does but write the check report only, and give what was found.

    Raises ``ReportError`` with everything that was found if one finding is an error; the check report is
    written all the same, as far as it goes.
    """
    from report_builder.reviewing import Reached

    findings, reached = Findings(), Reached()
    try:
        _draft(request, findings, on_stage, reached)
    except ReportError as error:
        _file_checks(request, error.findings, reached)
        raise
    _file_checks(request, tuple(findings), reached)
    return tuple(findings)


def _file_checks(request: BuildRequest, told: tuple[Finding, ...], reached: Reached) -> None:
    """Write the check report; where that fails, its finding joins what is to be told."""
    from report_builder.filing.outputs import file_output
    from report_builder.reviewing import Folders, checks_page

    page = checks_page(told, reached, Folders(request.data, request.out), request.year)
    try:
        file_output(request.out / str(request.year) / CHECKS, page, request.modified)
    except ReportError as error:
        raise ReportError((*told, *error.findings)) from error


def lint_file(request: LintRequest) -> tuple[Finding, ...]:
    """What is wrong with the style of a Word report, edited or not.

    Raises ``ReportError`` where it cannot be read.
    """
    from report_builder.checks.lint.linting import lint_word
    from report_builder.settings import load_settings

    has_settings = (request.data / "agency.toml").is_file()
    # A fault in the settings is told by the check of a year; here it only switches nothing off.
    settings = load_settings(request.data, 0, Findings()) if has_settings else None
    switched_off = settings.switched_off if settings else ()
    return tuple(lint_word(read_report(request.source), str(request.source), switched_off))


def typeset_file(request: TypesetRequest, on_stage: Callable[[str], None]) -> BuildResult:
    """Typeset a Word report, edited or not, into a PDF.

    Raises ``ReportError`` with everything that was found, having written nothing.
    """
    from report_builder.filing.outputs import file_output
    from report_builder.painting.pdf import paint_pdf

    findings = Findings()
    docx = read_report(request.source)
    on_stage("排版")
    pages, faces = _set_pages(
        docx, str(request.source), request.working_folder, findings, strict=request.strict
    )
    on_stage("生成 PDF")
    pdf = paint_pdf(pages, faces)
    file_output(request.target, pdf, request.modified)
    sizes = {request.target.name: len(pdf)}
    return BuildResult(request.target.parent, sizes, len(pages.pages), tuple(findings))


def _draft(
    request: BuildRequest, findings: Findings, on_stage: Callable[[str], None], reached: Reached
) -> _Draft:
    """The whole report in memory; ``reached`` is told what there is of it on the way."""
    from report_builder.formats.annex import fill_annex
    from report_builder.formats.statutory import fill_tables
    from report_builder.manuscript.filling import fill_report

    settings = reached.settings = _read_settings(request, findings, on_stage)
    on_stage("读取台账并统计")
    counted = _count(request, settings, findings)
    statistics = reached.statistics = counted.statistics
    on_stage("套用格式，撰写正文")
    report_format = reached.report_format = _read_format(request, settings, findings)
    manuscript = _write(request, settings, counted, report_format, findings)
    findings.stop_on_errors()
    if report_format is None or manuscript is None:  # never without an error; told to the type checker
        raise ReportError(findings)
    on_stage("核对")
    annex = fill_annex(report_format.annex, statistics, findings) if report_format.annex else None
    tables = fill_tables(report_format.tables, statistics, findings)
    for finding in _check(request, settings, counted, manuscript, report_format):
        findings.add(finding)
    findings.stop_on_errors()
    on_stage("生成 Word 报告")
    template = find_resource(request.working_folder, "styles", report_format.name, "template.docx")
    signed_on = _signing_date(request.year, settings, findings)
    docx = fill_report(template, manuscript, annex, settings, request.year, signed_on, findings, tables)
    findings.stop_on_errors()
    if docx is None:  # as above
        raise ReportError(findings)
    name = f"{settings.name}{request.year}年政府信息公开工作年度报告"
    on_stage("排版")
    pages, faces = _set_pages(docx, f"{name}.docx", request.working_folder, findings)
    return _Draft(name, report_format.name, statistics, annex, counted.ledgers.files, docx, pages, faces)


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


def _count(request: BuildRequest, settings: Settings, findings: Findings) -> _Counted:
    """The year's statistics, the ledgers that they were counted from, and the year before."""
    from report_builder.ledgers.reading import read_ledgers
    from report_builder.statistics.carry_over import carry_stock
    from report_builder.statistics.counting import count_statistics
    from report_builder.statistics.last_year import read_last_year

    year = request.year
    ledgers = read_ledgers(request.data / str(year) / "ledgers", settings, findings)
    # What faulty ledgers add up to is no news: only the faults themselves are told.
    counted = Findings() if findings.errors else findings
    statistics = count_statistics(ledgers, settings, year, counted)
    last_year = read_last_year(request.data, request.out, year, settings, counted)
    statistics = carry_stock(statistics, last_year, ledgers.normative_documents, counted)
    return _Counted(ledgers, statistics, last_year)


def _read_format(request: BuildRequest, settings: Settings, findings: Findings) -> ReportFormat | None:
    from report_builder.formats.choosing import choose_format
    from report_builder.formats.definitions import load_format

    own_styles = request.working_folder / "styles"
    name = choose_format(settings, request.year, findings, own_styles)
    return load_format(find_resource(request.working_folder, "styles", name), findings) if name else None


def _write(
    request: BuildRequest,
    settings: Settings,
    counted: _Counted,
    report_format: ReportFormat | None,
    findings: Findings,
) -> Manuscript | None:
    from report_builder.manuscript.narrative import write_manuscript

    narrative = request.data / str(request.year) / "narrative.md"
    if not narrative.exists():
        if report_format is None:  # told already, and nothing to write with
            return None
        name = report_format.name
        findings.notice(
            "narrative.default",
            Place(str(narrative)),
            "这一年还没有自己的正文，用的是格式附带的通用正文",
            remedy=f"要写本单位的内容，请把 styles/{name}/narrative.md 复制到这里再修改",
        )
        narrative = find_resource(request.working_folder, "styles", name, "narrative.md")
    before = len(findings.errors)
    manuscript = write_manuscript(narrative, settings, counted.statistics, findings, counted.last_year)
    if 0 < before < len(findings.errors):
        findings.notice(
            "narrative.ledgers_first",
            Place(str(narrative)),
            "台账里有错误的行没有计入，叙述要用的内容可能因此查不到",
            remedy="请先改正台账的错误，再看叙述的错误还在不在",
        )
    return manuscript


def _check(
    request: BuildRequest,
    settings: Settings,
    counted: _Counted,
    manuscript: Manuscript,
    report_format: ReportFormat,
) -> list[Finding]:
    """Every check of the year's ledgers, figures and text."""
    from report_builder.checks.demanded_text import problems_text
    from report_builder.checks.registry import run_checks
    from report_builder.checks.subject import Subject
    from report_builder.manuscript.narrative import read_unfilled

    narrative = request.data / str(request.year - 1) / "narrative.md"
    last_text = read_unfilled(narrative) if narrative.exists() else None
    subject = Subject(
        counted.ledgers,
        counted.statistics,
        counted.last_year,
        manuscript,
        report_format,
        settings,
        problems_text(last_text) if last_text else "",
    )
    return run_checks(subject)


def _signing_date(year: int, settings: Settings, findings: Findings) -> date:
    if settings.signed_on is not None:
        return settings.signed_on
    signed_on = date(year, 12, 31)
    findings.notice(
        "settings.signed_on_default",
        None,
        f"没有写明成文日期，按 {signed_on.year}年{signed_on.month}月{signed_on.day}日 落款",
        remedy=f"需要改动的，请在 data/{year}/report.toml 里写：signed_on = {signed_on.isoformat()}",
    )
    return signed_on


def _set_pages(
    docx: bytes, name: str, working_folder: Path, findings: Findings, *, strict: bool = False
) -> tuple[Pages, Faces]:
    """Typeset a Word report; ``name`` is how findings spell it."""
    from report_builder.typesetting.faces import CATALOGUE_NAME, load_faces
    from report_builder.typesetting.typeset import typeset

    own = working_folder / "fonts"
    folders = [packaged_folder("fonts"), *([own] if (own / CATALOGUE_NAME).is_file() else [])]
    faces = load_faces(folders)
    pages = typeset(docx, name, faces, findings)
    if strict:
        findings.harden("docx")
    findings.stop_on_errors()
    return pages, faces
