"""A plan → a Word file by python-docx, and by docxtpl from a template that python-docx makes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # docxtpl carries no types

from trial.features import Feature

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document
    from docx.section import Section
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run as WordRun

    from trial.features import Block, Plan, Run

# What it has calls for, and what a little markup adds.
BY_PYTHON_DOCX: Final = tuple(
    each
    for each in Feature
    if each
    not in {
        Feature.FOOTNOTES, Feature.FLOATING, Feature.REVISIONS, Feature.FORMULA, Feature.CONTENTS,
        Feature.BOX,
    }
)  # fmt: skip
# docxtpl fills texts, which may stand anywhere; what makes up the template is python-docx's.
BY_DOCXTPL: Final = BY_PYTHON_DOCX
_ALIGNMENTS: Final = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def by_python_docx(plan: Plan, target: Path) -> None:
    """Write a plan with python-docx."""
    _Writer(plan, lambda text: text).document.save(str(target))


def by_docxtpl(plan: Plan, target: Path) -> None:
    """Write a template whose texts are placeholders with python-docx, and fill it with docxtpl."""
    texts: list[str] = []

    def placeholder(text: str) -> str:
        texts.append(text)
        return f"{{{{ t[{len(texts) - 1}] }}}}" if text else ""

    template = io.BytesIO()
    _Writer(plan, placeholder).document.save(template)
    template.seek(0)
    filled = DocxTemplate(template)
    filled.render({"t": texts}, autoescape=True)
    filled.save(str(target))


class _Writer:
    """Writes block by block; ``say`` gives what is written for a text."""

    def __init__(self, plan: Plan, say: Callable[[str], str]) -> None:
        self._say = say
        self.document: Document = docx.Document()
        self._speak_chinese()
        if plan.header:
            self._furnish(self.document.sections[0], plan.header)
        for block in plan.blocks:
            self._write(block)

    def _speak_chinese(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name = "Times New Roman"
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")

    def _furnish(self, section: Section, header: str) -> None:
        section.header.paragraphs[0].text = self._say(header)
        paragraph = section.footer.paragraphs[0]
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " PAGE ")
        _append(paragraph._p, field)  # noqa: SLF001  python-docx has no call for fields

    def _write(self, block: Block) -> None:
        if block.kind == "table":
            self._table(block)
        elif block.kind == "picture":
            self.document.add_picture(io.BytesIO(block.picture), width=Pt(120))
            _describe(self.document)
        elif block.kind == "page break":
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif block.kind in {"landscape", "portrait"}:
            self._turn(block.kind)
        elif block.kind in {"columns", "one column"}:
            self._columns(2 if block.kind == "columns" else 1)
        else:
            self._paragraph(block)

    def _paragraph(self, block: Block) -> None:
        style = {
            "heading": f"Heading {block.level}",
            "bullet": f"List Bullet{'' if not block.level else f' {block.level + 1}'}",
            "number": f"List Number{'' if not block.level else f' {block.level + 1}'}",
        }.get(block.kind)
        paragraph = self.document.add_paragraph(style=style)
        formatting = paragraph.paragraph_format
        if block.align:
            formatting.alignment = _ALIGNMENTS[block.align]
        if block.line:
            formatting.line_spacing = block.line
        if block.before:
            formatting.space_before = Pt(block.before)
        if block.indent:
            formatting.first_line_indent = Pt(24)
        if block.bordered:
            _frame(paragraph)
        for run in block.runs:
            self._run(paragraph, run)

    def _run(self, paragraph: Paragraph, run: Run) -> None:
        made = paragraph.add_run()
        for number, line in enumerate(run.text.split("\n")):
            if number:
                made.add_break(WD_BREAK.LINE)
            for place, piece in enumerate(line.split("\t")):
                if place:
                    made.add_tab()
                made.add_text(self._say(piece))
        made.bold, made.italic, made.underline = run.bold or None, run.italic or None, run.underline or None
        made.font.strike = run.strike or None
        made.font.superscript, made.font.subscript = (
            run.script == "super" or None,
            run.script == "sub" or None,
        )
        if run.colour:
            made.font.color.rgb = RGBColor.from_string(run.colour)
        if run.size:
            made.font.size = Pt(run.size)
        if run.font:
            made.font.name = run.font
            fonts = made._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001  no call for the East Asian one
            fonts.set(qn("w:eastAsia"), run.font)
        if run.link:
            _link(paragraph, made, run.link)

    def _table(self, block: Block) -> None:
        width = sum(slot.columns for slot in block.rows[0])
        table = self.document.add_table(len(block.rows), width, "Table Grid")
        taken: set[tuple[int, int]] = set()
        for row, slots in enumerate(block.rows):
            column = 0
            for slot in slots:
                while (row, column) in taken:
                    column += 1
                cell = table.cell(row, column)
                last = (row + slot.rows - 1, column + slot.columns - 1)
                if last != (row, column):
                    cell = cell.merge(table.cell(*last))
                taken |= {(r, c) for r in range(row, last[0] + 1) for c in range(column, last[1] + 1)}
                cell.paragraphs[0].add_run(self._say(slot.text))
                if slot.turned:
                    direction = OxmlElement("w:textDirection")
                    direction.set(qn("w:val"), "tbRl")
                    cell._tc.get_or_add_tcPr().append(direction)  # noqa: SLF001  no call for it
                if slot.inner:
                    self._inner(cell, slot.inner)
        if width == len(block.rows[0]):
            head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  no call for a repeated head
            head.append(OxmlElement("w:tblHeader"))

    def _inner(self, cell: _Cell, rows: tuple[tuple[str, ...], ...]) -> None:
        table = cell.add_table(len(rows), len(rows[0]))
        table.style = "Table Grid"
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = self._say(text)
        cell.add_paragraph()

    def _turn(self, kind: str) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if kind == "landscape" else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width

    def _columns(self, count: int) -> None:
        section = self.document.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.find(qn("w:cols"))  # noqa: SLF001  no call for columns
        columns.set(qn("w:num"), str(count))


def _frame(paragraph: Paragraph) -> None:
    """Draw lines around a paragraph, and shade it, which python-docx has no call for."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "C00000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    _append(properties, borders)
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2F2F2")):
        shading.set(qn(f"w:{name}"), value)
    _append(properties, shading)


def _describe(document: Document) -> None:
    """Say what the last picture shows, which python-docx has no call for."""
    document.inline_shapes[-1]._inline.docPr.set("descr", "一个圆")  # noqa: SLF001


def _link(paragraph: Paragraph, run: WordRun, address: str) -> None:
    """Make a link of a run, which python-docx only reads."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    _append(link, run._r)  # noqa: SLF001  as above
    _append(paragraph._p, link)  # noqa: SLF001


def _append(parent: Any, child: Any) -> None:  # noqa: ANN401  lxml's stubs know children of one class only
    parent.append(child)
