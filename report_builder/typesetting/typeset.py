"""A ``.docx`` as bytes → ``Pages``: read, set, flowed, furnished with headers and footers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.typesetting.blocks import Setter
from report_builder.typesetting.content import Paragraph
from report_builder.typesetting.flow import Flow
from report_builder.typesetting.glyphs import Options, PageNumbers, Shaper
from report_builder.typesetting.lines import Column
from report_builder.typesetting.package import open_package
from report_builder.typesetting.pages import Element, Pages, Role
from report_builder.typesetting.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Findings
    from report_builder.typesetting.blocks import SetBlock, SetParagraph
    from report_builder.typesetting.content import Block, Document, Section
    from report_builder.typesetting.faces import Faces
    from report_builder.typesetting.sheets import Sheet

_AS_IN_WORD: Final = Options()


def typeset(
    docx: bytes, name: str, faces: Faces, findings: Findings, options: Options = _AS_IN_WORD
) -> Pages:
    """Typeset a Word file; ``name`` is how findings spell it.

    Raises ``ReportError`` for a file that cannot be read. What is left out, and every character that
    no face has, goes into ``findings``.
    """
    document = read_document(open_package(docx, name), findings)
    shaper = Shaper(faces, name, findings, options, compress=document.compresses_marks)
    setter = Setter(shaper, document.aligns_table_edge)
    root = setter.add_element(Element(Role.DOCUMENT, None))
    flow = Flow(setter.elements)
    for number, section in enumerate(document.sections):
        flow.open_section(section.geometry, number)
        flow.place(_set_blocks(section, setter, root))
    _furnish(document, flow.sheets, setter)
    return Pages(
        title=document.title or _first_words(document) or name,
        author=document.author,
        subject=document.subject,
        language=document.language,
        created=document.created,
        pages=tuple(sheet.page() for sheet in flow.sheets),
        elements=tuple(setter.elements),
        bookmarks=tuple(flow.bookmarks),
    )


def _first_words(document: Document) -> str:
    """The first paragraph with text: what a file without a title property is called by."""
    blocks = (block for section in document.sections for block in section.blocks)
    return next((block.text for block in blocks if isinstance(block, Paragraph) and block.text.strip()), "")


def _set_blocks(section: Section, setter: Setter, root: int) -> list[SetBlock]:
    column = Column(section.geometry.measure, section.geometry.grid_pitch)
    setter.shaper.grid_space = section.geometry.grid_space
    return [setter.set_block(block, column, root) for block in section.blocks]


def _furnish(document: Document, sheets: Sequence[Sheet], setter: Setter) -> None:
    """Put the header and the footer on every page, now that the pages are counted."""
    artifact = setter.add_element(Element(Role.ARTIFACT, None))
    for index, sheet in enumerate(sheets):
        numbers = PageNumbers(index + 1, len(sheets))
        section = document.sections[sheet.section]
        kind = _kind(document, section, sheet, numbers.page)
        geometry = sheet.geometry
        header = _set_furniture(section.headers.get(kind, ()), sheet, setter, artifact, numbers)
        sheet.put_stack(header, geometry.left, geometry.header, artifact)
        footer = _set_furniture(section.footers.get(kind, ()), sheet, setter, artifact, numbers)
        height = sum(paragraph.height for paragraph in footer)
        sheet.put_stack(footer, geometry.left, geometry.height - geometry.footer - height, artifact)


def _kind(document: Document, section: Section, sheet: Sheet, page: int) -> str:
    """Which of a section's headers and footers a page takes (ECMA-376 17.10.1)."""
    if section.title_page and sheet.opens_section:
        return "first"
    return "even" if document.even_and_odd and page % 2 == 0 else "default"


def _set_furniture(
    blocks: Sequence[Block], sheet: Sheet, setter: Setter, parent: int, numbers: PageNumbers
) -> list[SetParagraph]:
    column = Column(sheet.geometry.measure, 0.0)
    setter.shaper.grid_space = 0.0
    return [
        setter.set_paragraph(block, column, parent, numbers)
        for block in blocks
        if isinstance(block, Paragraph)
    ]
