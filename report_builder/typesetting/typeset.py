"""A ``.docx`` as bytes → ``Pages``: read, set, flowed, furnished with headers and footers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Findings, Place
from report_builder.numerals import numeral
from report_builder.typesetting.blocks.blocks import Setter
from report_builder.typesetting.document.content import DocumentParagraph
from report_builder.typesetting.document.notes import restart_by_page
from report_builder.typesetting.document.reading import read_document
from report_builder.typesetting.pages.balancing import balance
from report_builder.typesetting.pages.flow import Flow
from report_builder.typesetting.pages.headers_and_footers import HeaderFooterSetter
from report_builder.typesetting.pages.note_flow import Separator
from report_builder.typesetting.placed.pages import Pages, StructureElement, StructureRole
from report_builder.typesetting.proof import prove_text
from report_builder.typesetting.text.glyphs import DEFAULT_TAB, Options, Shaper
from report_builder.typesetting.text.lines import TextColumn
from report_builder.word.packages import open_package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.document.document import Document
    from report_builder.typesetting.document.paper import PageSection
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.pages.open_pages import OpenPage
    from report_builder.typesetting.placed.set_blocks import SetBlock
    from report_builder.word.packages import Package

_AS_IN_WORD: Final = Options()


def typeset(
    docx: bytes, name: str, faces: Faces, findings: Findings, options: Options = _AS_IN_WORD
) -> Pages:
    """Typeset a Word file; ``name`` is how findings spell it.

    Raises ``ReportError`` for a file that cannot be read. What is left out, and the characters
    that no face has, go into ``findings``; so does any text that the pages lack or show twice.
    """
    return typeset_package(open_package(docx, name), faces, findings, options)


def typeset_package(
    package: Package, faces: Faces, findings: Findings, options: Options = _AS_IN_WORD
) -> Pages:
    """Typeset a Word file that has been opened."""
    numbers: tuple[int, ...] = ()
    if restart_by_page(package):
        # On which page a footnote stands shows only when the pages are made: they are made twice.
        numbers = _numbers_by_page(*_set_pages(package, faces, Findings(), options, ()))
    _, pages = _set_pages(package, faces, findings, options, numbers)
    prove_text(package, pages, findings)
    return pages


def _numbers_by_page(document: Document, pages: Pages) -> tuple[int, ...]:
    """The number of each footnote on the page where its mark stands."""
    marks: dict[int, int] = {}
    for number, page in enumerate(pages.pages):
        for run in page.runs:
            if pages.elements[run.element].role is StructureRole.REFERENCE:
                marks.setdefault(run.element, number)
    notes = {element.parent for element in pages.elements if element.role is StructureRole.NOTE}
    marked = [marks[index] for index in sorted(marks) if pages.elements[index].parent in notes]
    counts: Counter[int] = Counter()
    numbers: list[int] = []
    for place, numbered in zip(marked, document.numbered_notes, strict=False):
        counts[place] += numbered
        numbers.append(counts[place])
    return tuple(numbers)


def _set_pages(
    package: Package, faces: Faces, findings: Findings, options: Options, numbers: Sequence[int]
) -> tuple[Document, Pages]:
    """Read a document and set it, its footnotes with the numbers given."""
    name = package.name
    document = read_document(package, findings, numbers)
    shaper = Shaper(
        faces,
        name,
        findings,
        options,
        compress=document.compresses_marks,
        default_tab=document.default_tab or DEFAULT_TAB,
        font_classes=document.font_classes,
    )
    setter = Setter(shaper, document.aligns_table_edge)
    root = setter.add_element(StructureElement(StructureRole.DOCUMENT, None))
    artifact = setter.add_element(StructureElement(StructureRole.ARTIFACT, None))
    flow = Flow(setter.elements, artifact)
    furnisher = HeaderFooterSetter(document, setter, artifact)
    for number, section in enumerate(document.sections):
        flow.open_section(furnisher.lay_out(number))
        if not number:
            flow.separate_notes(_separator(document, section, setter))
        blocks = _set_blocks(section, setter, root)
        following = document.sections[number + 1 : number + 2]
        if any(next_one.opening == "continuous" for next_one in following):
            balance(flow, blocks)
        flow.place(blocks)
    _place_endnotes(flow, setter, root)
    flow.finish()
    furnisher.furnish(flow.sheets)
    shaper.absences.tell(name, findings)
    _tell_of_headless_tables(setter, name, findings)
    pages = Pages(
        title=document.title or _first_words(document) or name,
        author=document.author,
        subject=document.subject,
        language=document.language,
        created=document.created,
        pages=tuple(sheet.page(_numeral(sheet, furnisher)) for sheet in flow.sheets),
        elements=tuple(setter.elements),
        bookmarks=tuple(flow.bookmarks),
    )
    return document, pages


def _numeral(sheet: OpenPage, furnisher: HeaderFooterSetter) -> str:
    """How a page's number is written, where one is shown."""
    style = furnisher.layouts[sheet.section].section.numerals
    return numeral(sheet.number, style) or str(sheet.number)


def _tell_of_headless_tables(setter: Setter, name: str, findings: Findings) -> None:
    """Tell once of all tables of figures for which nobody can hear what a figure belongs to."""
    if setter.without_heads:
        findings.notice(
            "docx.no_heads",
            Place(name, paragraph=setter.without_heads[0]),
            f"有 {len(setter.without_heads)} 个表格看不出标题行，读屏软件念到里面的数时，说不出是哪一栏的",
            remedy="请在 Word 中选中表格的标题行，在表格的布局里设为“重复标题行”",
        )


def _first_words(document: Document) -> str:
    """The first paragraph with text: what a file without a title property is called by."""
    blocks = (block for section in document.sections for block in section.blocks)
    return next(
        (block.text for block in blocks if isinstance(block, DocumentParagraph) and block.text.strip()), ""
    )


def _set_blocks(section: PageSection, setter: Setter, root: int) -> list[SetBlock]:
    return setter.set_flowing(section.blocks, setter.turn_to(section.geometry), root)


def _separator(document: Document, section: PageSection, setter: Setter) -> Separator:
    """The line above the footnotes, as high as the paragraph that the file has for it."""
    column = TextColumn(section.geometry.measure, section.geometry.grid_pitch)
    artifact = setter.add_element(StructureElement(StructureRole.ARTIFACT, None))
    paragraphs, height = setter.set_stack(document.note_separator, column, artifact, None)
    return Separator(height, height / 2) if paragraphs else Separator()


def _place_endnotes(flow: Flow, setter: Setter, root: int) -> None:
    """Put the endnotes below the last paragraph, under a line as Word draws it."""
    if setter.endnotes and setter.note_column:
        endnotes = setter.set_endnotes(setter.note_column, root)
        flow.put_separator(endnotes[:1])
        flow.place(endnotes)
