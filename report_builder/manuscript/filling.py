"""``Manuscript``, tables, annex and Word template → the Word report, ready to be signed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

from docx import Document
from jinja2 import StrictUndefined, TemplateError
from markupsafe import Markup, escape

from report_builder.diagnostics import Place
from report_builder.formats.forms import ReportForm
from report_builder.manuscript.charts_annex import annex_charts
from report_builder.manuscript.contents import gather_content
from report_builder.manuscript.examined_templates import examine_template
from report_builder.manuscript.finishing import finish
from report_builder.manuscript.inline_setting import set_inlines
from report_builder.manuscript.insets import set_insets
from report_builder.manuscript.kept_code import FillingEnvironment
from report_builder.manuscript.kept_templates import KeptTemplate
from report_builder.manuscript.lost_text import has_place_for, says_everything
from report_builder.manuscript.properties import Properties, with_properties
from report_builder.manuscript.record_part import attach_record
from report_builder.manuscript.refreshed_charts import recorded_chart
from report_builder.manuscript.statutory_tables import check_table_styles, place_tables
from report_builder.manuscript.table_of_contents import add_contents
from report_builder.reports.figure_record import FigureRecord, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from docx.document import Document as WordDocument

    from report_builder.charted_figures import DrawnChart
    from report_builder.diagnostics import Findings
    from report_builder.formats.tables import AnnexTable, FilledTable
    from report_builder.manuscript.blocks import Manuscript
    from report_builder.manuscript.contents import ReportTexts
    from report_builder.manuscript.templates import Template
    from report_builder.settings import Settings


def fill_report(  # noqa: PLR0913, PLR0917 - each is a stage's own value
    template: Path,
    manuscript: Manuscript,
    annex: AnnexTable | None,
    settings: Settings,
    year: int,
    signed_on: date,
    findings: Findings,
    tables: Sequence[FilledTable] = (),
    charts: Sequence[DrawnChart] = (),
    form: ReportForm = ReportForm(),  # noqa: B008 - a frozen value
) -> bytes | None:
    """The report as a Word file; ``None`` where the template cannot carry it, and findings say why."""
    errors = len(findings.errors)
    examined = examine_template(template, settings.limits)
    findings.extend(examined.of_text)
    if (opened := examined.template) is None:
        return None
    check_table_styles(opened, tables, findings)
    findings.extend(examined.of_looks)
    if len(findings.errors) > errors:
        return None
    content = gather_content(manuscript, annex, settings, year, signed_on, tables, form)
    if not has_place_for(opened, content, findings):
        return None
    try:
        return _make(opened, content, manuscript, settings, signed_on, findings, tables, charts, form)
    except Exception as fault:  # noqa: BLE001  ours goes on from there
        tell_damaged(opened, fault, findings)
        return None


def tell_damaged(template: Template, fault: Exception, findings: Findings) -> None:
    """Tell that a template's parts do not hang together; where they do, it is our fault, raised again."""
    if _is_sound(template.data):
        raise fault
    findings.error(
        "template.unreadable",
        Place(template.name),
        "这个文件不能用作 Word 模板",
        f"各部分之间的关系已损坏（{type(fault).__name__}）",
        "请用 Word 或 WPS 打开模板，另存为“Word 文档（*.docx）”；也可以换回程序附带的模板",
    )


def _is_sound(docx: bytes) -> bool:
    """Whether python-docx takes a file as it is: what a damaged one comes to there is any exception."""
    try:
        document = Document(io.BytesIO(docx))
        document.core_properties.title  # noqa: B018  looked at, as filling does
        document.save(io.BytesIO())
    except Exception:  # noqa: BLE001  the question is whether there is one
        return False
    return True


def _make(  # noqa: PLR0913, PLR0917 - as above
    opened: Template,
    content: ReportTexts,
    manuscript: Manuscript,
    settings: Settings,
    signed_on: date,
    findings: Findings,
    tables: Sequence[FilledTable],
    charts: Sequence[DrawnChart],
    form: ReportForm,
) -> bytes | None:
    """The template filled, as a file; ``None`` where a finding says what does not fit."""
    document = _fill(opened, content, tables, findings)
    if document is None:
        return None
    year = content.year
    figures = content.kept.figures.figures
    record = FigureRecord(
        Origin(content.agency, year),
        {figure.tag: figure for figure in (*figures, *manuscript.unshown)},
        format_name=settings.format,
        charts=tuple(map(recorded_chart, charts)),
    )
    attach_record(document, record)
    annex_charts(document, charts)  # whose words come and go with the charts
    if form.contents:
        add_contents(document)
    title, subject = "".join(content.title), f"{year}年政府信息公开工作年度报告"
    filled = io.BytesIO()
    document.save(filled)
    return with_properties(filled.getvalue(), Properties(title, subject, content.agency, signed_on))


def _fill(
    template: Template, content: ReportTexts, tables: Sequence[FilledTable], findings: Findings
) -> WordDocument | None:
    """The template with the content in its placeholders, and the tables in their sections."""
    document = KeptTemplate(io.BytesIO(template.data))
    try:
        document.render(content.placeholders(), template_environment())
    except TemplateError as fault:
        findings.error(
            "template.syntax",
            Place(template.name),
            "模板里有一处占位符填不进去",
            str(fault.message),
            "请对照程序附带的模板改正；不确定时可换回附带的模板",
        )
        return None
    body = document.docx.element.body
    if not says_everything(template, body, content, findings):
        return None
    finish(template, body, content)
    place_tables(template, body, tables, content.kept)
    set_insets(template, document.docx, content)
    set_inlines(document.docx, content.kept)
    return cast("WordDocument", document.docx)


def template_environment() -> FillingEnvironment:
    """Jinja that runs no code of the template's and tells of a name that it does not know."""
    return FillingEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_literally)


def _literally(value: object) -> object:
    """Text as it stands: docxtpl would otherwise drop ``<`` and ``&`` and turn ``{_{`` into a bracket."""
    return escape(value).replace("_", Markup("&#95;")) if isinstance(value, str) else value
