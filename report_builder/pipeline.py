"""A request → the finished report: the stages, called in their order, and nothing else.

The stages are imported where they are called, so that ``pdf FILE.docx`` never loads what only a build needs.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.resources import find_resource, packaged_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from report_builder.diagnostics import Finding
    from report_builder.formats.definitions import ReportFormat
    from report_builder.formats.tables import AnnexTable
    from report_builder.manuscript.blocks import Manuscript
    from report_builder.painting.attachments import Attachment
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.typesetting.faces import Faces
    from report_builder.typesetting.pages import Pages

MAX_REPORT_BYTES: Final = 100_000_000


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
class BuildResult:
    """What was built: the sizes of the files in ``folder`` by name, the PDF's pages, and what was found."""

    folder: Path
    sizes: Mapping[str, int]
    pages: int
    findings: tuple[Finding, ...]


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
    from report_builder.filing.statistics_files import statistics_json, statistics_xlsx
    from report_builder.painting.pdf import paint_pdf

    findings = Findings()
    draft = _draft(request, findings, on_stage)
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
    """Do everything that a build does except writing, and give what was found.

    Raises ``ReportError`` with everything that was found if one finding is an error.
    """
    findings = Findings()
    _draft(request, findings, on_stage)
    return tuple(findings)


def typeset_file(request: TypesetRequest, on_stage: Callable[[str], None]) -> BuildResult:
    """Typeset a Word report, edited or not, into a PDF.

    Raises ``ReportError`` with everything that was found, having written nothing.
    """
    from report_builder.filing.outputs import file_output
    from report_builder.painting.pdf import paint_pdf

    findings = Findings()
    docx = _read_report(request.source)
    on_stage("排版")
    pages, faces = _set_pages(
        docx, str(request.source), request.working_folder, findings, strict=request.strict
    )
    on_stage("生成 PDF")
    pdf = paint_pdf(pages, faces)
    file_output(request.target, pdf, request.modified)
    sizes = {request.target.name: len(pdf)}
    return BuildResult(request.target.parent, sizes, len(pages.pages), tuple(findings))


def _draft(request: BuildRequest, findings: Findings, on_stage: Callable[[str], None]) -> _Draft:
    """The whole report in memory."""
    from report_builder.checks.sections import check_sections
    from report_builder.checks.timeliness import check_timeliness
    from report_builder.formats.annex import fill_annex
    from report_builder.manuscript.filling import fill_report

    settings = _read_settings(request, findings, on_stage)
    on_stage("读取台账并统计")
    statistics, ledger_files = _count(request, settings, findings)
    on_stage("套用格式，撰写正文")
    report_format = _read_format(request, settings, findings)
    manuscript = _write(request, settings, statistics, findings)
    findings.stop_on_errors()
    if report_format is None or manuscript is None:  # never without an error; told to the type checker
        raise ReportError(findings)
    on_stage("核对")
    annex = fill_annex(report_format.annex, statistics, findings) if report_format.annex else None
    for finding in (*check_timeliness(statistics), *check_sections(manuscript, report_format)):
        findings.add(finding)
    findings.stop_on_errors()
    on_stage("生成 Word 报告")
    template = find_resource(request.working_folder, "styles", report_format.name, "template.docx")
    signed_on = _signing_date(request.year, settings, findings)
    docx = fill_report(template, manuscript, annex, settings, request.year, signed_on, findings)
    findings.stop_on_errors()
    if docx is None:  # as above
        raise ReportError(findings)
    name = f"{settings.name}{request.year}年政府信息公开工作年度报告"
    on_stage("排版")
    pages, faces = _set_pages(docx, f"{name}.docx", request.working_folder, findings)
    return _Draft(name, report_format.name, statistics, annex, ledger_files, docx, pages, faces)


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
    request: BuildRequest, settings: Settings, findings: Findings
) -> tuple[Statistics, tuple[str, ...]]:
    """The year's statistics, and the files that they were counted from."""
    from report_builder.ledgers.reading import read_ledgers
    from report_builder.statistics.counting import count_statistics

    ledgers = read_ledgers(request.data / str(request.year) / "ledgers", settings, findings)
    # What faulty ledgers add up to is no news: only the faults themselves are told.
    counted = Findings() if findings.errors else findings
    return count_statistics(ledgers, settings, request.year, counted), ledgers.files


def _read_format(request: BuildRequest, settings: Settings, findings: Findings) -> ReportFormat | None:
    from report_builder.formats.definitions import choose_format, load_format

    name = choose_format(settings, request.year, findings)
    return load_format(find_resource(request.working_folder, "styles", name), findings) if name else None


def _write(
    request: BuildRequest, settings: Settings, statistics: Statistics, findings: Findings
) -> Manuscript | None:
    from report_builder.formats.definitions import choose_format
    from report_builder.manuscript.narrative import write_manuscript

    narrative = request.data / str(request.year) / "narrative.md"
    if not narrative.exists():
        name = choose_format(settings, request.year, Findings())
        findings.notice(
            "narrative.default",
            Place(str(narrative)),
            "这一年还没有自己的正文，用的是格式附带的通用正文",
            remedy=f"要写本单位的内容，请把 styles/{name}/narrative.md 复制到这里再修改",
        )
        narrative = find_resource(request.working_folder, "styles", name, "narrative.md")
    before = len(findings.errors)
    manuscript = write_manuscript(narrative, settings, statistics, findings)
    if 0 < before < len(findings.errors):
        findings.notice(
            "narrative.ledgers_first",
            Place(str(narrative)),
            "台账里有错误的行没有计入，叙述要用的内容可能因此查不到",
            remedy="请先改正台账的错误，再看叙述的错误还在不在",
        )
    return manuscript


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


def _read_report(source: Path) -> bytes:
    place = Place(str(source))
    findings = Findings()
    try:
        with source.open("rb") as file:
            docx = file.read(MAX_REPORT_BYTES + 1)
    except FileNotFoundError as error:
        findings.error("file.missing", place, "找不到这个文件", remedy="请核对文件名和所在的文件夹")
        raise ReportError(findings) from error
    except OSError as error:
        findings.error(
            "file.unreadable",
            place,
            "文件打不开",
            f"系统提示：{error.strerror or error}",
            "请关闭正在使用它的程序，并确认有读取权限",
        )
        raise ReportError(findings) from error
    if len(docx) > MAX_REPORT_BYTES:
        findings.error("file.too_large", place, f"文件超过 {MAX_REPORT_BYTES // 1_000_000} MB，没有读取")
        raise ReportError(findings)
    return docx


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
