"""An opened Word file → ``Document``: sections, headers and footers, paragraphs and tables."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.diagnostics import Place
from report_builder.typesetting.document.automatic_spaces import AutomaticSpaces
from report_builder.typesetting.document.content import (
    Block,
    Destination,
    DocumentParagraph,
    FormulaSpan,
    LabelSpan,
    ListPlace,
    TextRun,
)
from report_builder.typesetting.document.document import Document
from report_builder.typesetting.document.document_settings import (
    compatibility,
    core_property,
    is_on,
    language_of,
    length_setting,
    setting_of,
    word_version,
)
from report_builder.typesetting.document.drawing_source import DrawingSource
from report_builder.typesetting.document.drawings import read_drawings
from report_builder.typesetting.document.fields import FieldNumbers
from report_builder.typesetting.document.font_table import read_font_classes
from report_builder.typesetting.document.formatting import (
    read_paragraph_format,
    read_run_format,
)
from report_builder.typesetting.document.joined_lines import join_lines
from report_builder.typesetting.document.links import LinkReader, place_names, tell_refused
from report_builder.typesetting.document.notes import NoteKind, NoteReader, read_notes
from report_builder.typesetting.document.numbering import Counters, read_numbering
from report_builder.typesetting.document.omissions import spell
from report_builder.typesetting.document.paper import Geometry, PageSection
from report_builder.typesetting.document.runs import RunReader
from report_builder.typesetting.document.sections import Surroundings, read_section
from report_builder.typesetting.document.shared_borders import share_borders
from report_builder.typesetting.document.styles import CellSheets, read_styles
from report_builder.typesetting.document.table_reading import TableReader
from report_builder.typesetting.document.table_styles import TableStyles, read_table_styles
from report_builder.typesetting.document.themes import read_scheme, read_theme
from report_builder.word.children import first_child
from report_builder.word.packages import R, W
from report_builder.word.revisions import count_changes, is_deleted_mark, tell_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.typesetting.document.content import DocumentTable, Drawing
    from report_builder.typesetting.document.properties import ParagraphProperties
    from report_builder.typesetting.document.styles import StyleSheet
    from report_builder.typesetting.document.table_styles import CellFormat
    from report_builder.word.packages import Package

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_PARAGRAPH_PROPERTIES: Final = f"{W}pPr"
_WORD_2013: Final = 15
_OWN_LISTS: Final = ("noLineBreaksAfter", "noLineBreaksBefore")
_SILENT: Final = frozenset(
    "sectPr tcPr tblPr tblGrid bookmarkEnd proofErr permStart permEnd commentRangeStart commentRangeEnd "
    "sdtPr sdtEndPr del moveFrom moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd".split()
)


class DocumentReader(Struct, dict=True):
    """Reads the blocks of a document and of its headers and footers."""

    package: Package
    findings: Findings
    sheet: StyleSheet
    links: LinkReader
    counters: Counters
    note_kinds: Mapping[str, NoteKind]
    table_styles: TableStyles = field(default_factory=TableStyles)
    unknown: dict[str, int] = field(default_factory=dict)
    ordinal: int = 0
    changes: int = 0
    first_refused: int = 0
    spaces: AutomaticSpaces = field(default_factory=AutomaticSpaces)
    note_numbers: Sequence[int] = ()
    field_numbers: FieldNumbers = field(default_factory=FieldNumbers)
    _places: list[Destination] = field(default_factory=list)
    _carried: DocumentParagraph | None = None
    _sheets: CellSheets = field(default_factory=CellSheets)

    @cached_property
    def notes(self) -> NoteReader:
        """Reads notes as the text is read."""
        return NoteReader(self.note_kinds, self.blocks_of, self.note_numbers)

    @cached_property
    def drawing_source(self) -> DrawingSource:
        """What drawings need of this document."""
        scheme = read_scheme(self.package.related("theme"))
        return DrawingSource(self.package, self.findings, self.unknown, self.links, scheme, self._box_blocks)

    def blocks(self, parent: _Element) -> tuple[Block, ...]:
        """The paragraphs and tables below a body, a cell, a header or a footer."""
        outer, self._carried = self._carried, None
        found = share_borders(self.spaces.settle((*self._blocks(parent), *self._left_over())))
        self._carried = outer
        return found

    def blocks_of(self, root: _Element, part: str) -> tuple[Block, ...]:
        """The paragraphs and tables of another part, read with that part's own links."""
        ordinal = self.ordinal
        self.changes += count_changes(root)
        with self.links.within(self.package.relationships(part)):
            found = self.blocks(root)
        self.ordinal = ordinal
        return found

    def _left_over(self) -> Iterator[DocumentParagraph]:
        """A paragraph whose end mark is deleted where no other follows to take it in."""
        carried, self._carried = self._carried, None
        if carried is not None:
            yield self._numbered(carried)

    def _blocks(self, elements: Iterable[_Element]) -> Iterator[Block]:
        for child in elements:
            name = str(child.tag).removeprefix(W)
            if name == "p":
                yield from self._merged(child)
            elif name == "tbl":
                yield from self._left_over()
                yield self._table(child)
            elif name == "bookmarkStart":
                self._places.append(Destination(child.get(f"{W}name", "")))
            elif name in {"sdt", "sdtContent", "ins", "customXml", "moveTo"}:
                yield from self._blocks(child)
            elif name not in _SILENT:
                self.unknown.setdefault(name, self.ordinal)

    def _merged(self, element: _Element) -> Iterator[DocumentParagraph]:
        """A paragraph with what is left of those before it whose end mark is deleted."""
        properties = first_child(element, _PARAGRAPH_PROPERTIES)
        paragraph = self._paragraph(element, properties)
        if self._carried is not None:
            paragraph = replace(paragraph, inlines=(*self._carried.inlines, *paragraph.inlines))
            self._carried = None
        if not is_deleted_mark(properties):
            yield self._numbered(paragraph)
        elif paragraph.inlines:
            self._carried = paragraph

    def _numbered(self, paragraph: DocumentParagraph) -> DocumentParagraph:
        """A paragraph with its number in front, where it is in a list."""
        properties = paragraph.properties
        if not properties.list_id:
            return paragraph
        unknown: set[str] = set()
        label = self.counters.label(properties, paragraph.mark, unknown)
        self._note(unknown)
        if label is None:
            return paragraph
        # A heading's number belongs to the heading; any other is the label of a list's item.
        is_item = properties.outline is None
        number = TextRun(label.text, label.properties, LabelSpan() if is_item else None)
        return replace(
            paragraph,
            inlines=(number, *paragraph.inlines),
            place=ListPlace(properties.list_id, properties.list_level) if is_item else None,
            label_shift=label.shift,
        )

    def _note(self, unknown: Iterable[str]) -> None:
        for name in unknown:
            self.unknown.setdefault(name, self.ordinal)

    def _paragraph(self, element: _Element, properties: _Element | None) -> DocumentParagraph:
        """One paragraph, with its properties resolved."""
        self.ordinal += 1
        unknown: set[str] = set()
        style_element = first_child(properties, f"{W}pStyle")
        style = "" if style_element is None else style_element.get(f"{W}val", "")
        mark = first_child(properties, f"{W}rPr")
        places, self._places = self._places, []
        resolved = self.sheet.paragraph(style, read_paragraph_format(properties, unknown))
        reader = RunReader(
            self.sheet,
            style,
            self.links,
            self.notes,
            self._drawings,
            unknown,
            [*places],
            self.field_numbers,
            resolved.outline,
        )
        reader.read(element)
        paragraph = DocumentParagraph(
            properties=self._ruled(_centred(resolved, reader)),
            mark=self.sheet.run(style, "", read_run_format(mark, unknown)),
            inlines=tuple(join_lines(reader.found)),
            style=self.sheet.style_name(style),
            ordinal=self.ordinal,
        )
        self._note(unknown)
        if self.links.refused and not self.first_refused:
            self.first_refused = self.ordinal
        return paragraph

    def _ruled(self, properties: ParagraphProperties) -> ParagraphProperties:
        """The properties of a paragraph that may hold a line across the column (水平分隔线)."""
        line = self.drawing_source.take_line_across()
        return properties if line is None else replace(properties, border_bottom=line)

    def _drawings(self, element: _Element) -> Iterator[Drawing]:
        """The drawings of a run; what stands in their boxes is read as the text around them is."""
        self.drawing_source.turn_to(self.ordinal)
        return read_drawings(element, self.drawing_source)

    def _box_blocks(self, held: _Element) -> tuple[Block, ...]:
        """What stands in a text box: paragraphs that the paragraph around it is not to be counted after."""
        ordinal = self.ordinal
        found = self.blocks(held)
        self.ordinal = ordinal
        self.drawing_source.turn_to(ordinal)
        return found

    def _table(self, element: _Element) -> DocumentTable:
        unknown: set[str] = set()
        table = TableReader(self.table_styles, self._cell_blocks, unknown).read(element)
        for name in unknown:
            self.unknown.setdefault(name, self.ordinal)
        return table

    def _cell_blocks(self, cell: _Element, given: CellFormat) -> tuple[Block, ...]:
        """What stands in a cell, its styles laid over what the table's style gives the cell."""
        around = self.sheet
        self.sheet = self._sheets.for_cell(around, given)
        blocks = self.blocks(cell)
        self.sheet = around
        return blocks

    def sections(self, body: _Element) -> Iterator[PageSection]:
        """Cut the body where a paragraph's ``w:sectPr`` ends a section."""
        gutter_at_top = is_on(self.package.related("settings"), "gutterAtTop")
        gathered: list[Block] = []
        is_first = True
        headers: dict[str, tuple[Block, ...]] = {}
        footers: dict[str, tuple[Block, ...]] = {}
        for child in body:
            ends = None
            if child.tag == f"{W}p":
                ends = first_child(first_child(child, _PARAGRAPH_PROPERTIES), f"{W}sectPr")
            if child.tag == f"{W}sectPr":
                ends = child
            else:
                gathered.extend(self._blocks([child]))
            if ends is not None:
                gathered.extend(self._left_over())
                self.notes.end_section()
                headers = {**headers, **self._furniture(ends, "headerReference")}
                footers = {**footers, **self._furniture(ends, "footerReference")}
                unknown: set[str] = set()
                around = Surroundings(headers, footers, gutter_at_top)
                settled = self.spaces.settle(gathered, starts=is_first, ends=False)
                yield read_section(ends, share_borders(settled), around, unknown)
                self._note(unknown)
                gathered, is_first = [], False
        gathered.extend(self._left_over())
        if gathered:
            settled = self.spaces.settle(gathered, starts=is_first)
            yield PageSection(Geometry(), share_borders(settled), headers, footers, title_page=False)

    def _furniture(self, properties: _Element, tag: str) -> Mapping[str, tuple[Block, ...]]:
        found: dict[str, tuple[Block, ...]] = {}
        links = self.package.relationships(self.package.main_part)
        for reference in properties.iterfind(f"{W}{tag}"):
            link = links.get(reference.get(f"{R}id", ""))
            root = None if link is None or link.external else self.package.xml(link.target)
            if link is not None and root is not None:
                with self.notes.none_here():
                    found[reference.get(f"{W}type", "default")] = self.blocks_of(root, link.target)
        return found


def read_document(package: Package, findings: Findings, note_numbers: Sequence[int] = ()) -> Document:
    """Read a Word file whole; what is not understood becomes one warning a kind, with its first place.

    ``note_numbers`` are those of the footnotes where each page counts them anew.
    Raises ``ReportError`` for a file that cannot be read at all.
    """
    unknown: set[str] = set()
    settings = package.related("settings")
    # Word's own lists of what may start and end a line, set aside for the author's (17.15.1.58 and .59).
    unknown.update(name for name in _OWN_LISTS if setting_of(settings, name))
    root = package.xml(package.main_part)
    body = first_child(root, f"{W}body")
    reader = _reader(package, body, unknown, findings, note_numbers)
    sections = () if body is None else tuple(reader.sections(body))
    note_separator = reader.notes.separator()
    for name, ordinal in sorted(reader.unknown.items()):
        findings.warn(
            "docx.unsupported",
            Place(package.name, paragraph=ordinal),
            f"这一段用到的格式“{spell(name)}”还不会排版，排版时略去",
            remedy="请在 PDF 中核对这一处；可以在 Word 中去掉这项格式",
        )
    for name in sorted((unknown | reader.table_styles.unknown) - set(reader.unknown)):
        findings.notice(
            "docx.unsupported_style", Place(package.name), f"样式里的格式“{spell(name)}”还不会排版，已略去"
        )
    tell_changes(package, (0 if body is None else count_changes(body)) + reader.changes, findings)
    tell_refused(reader.links, Place(package.name, paragraph=reader.first_refused), findings)
    core = package.related("core-properties", of_package=True)
    return Document(
        title=core_property(core, f"{_DC}title"),
        author=core_property(core, f"{_DC}creator"),
        subject=core_property(core, f"{_DC}subject"),
        language=language_of(core_property(core, f"{_DC}language")),
        created=core_property(core, f"{_TERMS}created"),
        sections=sections,
        note_separator=note_separator,
        numbered_notes=tuple(reader.notes.numbered),
        even_and_odd=is_on(settings, "evenAndOddHeaders"),
        mirrors_margins=is_on(settings, "mirrorMargins"),
        aligns_table_edge=word_version(settings) >= _WORD_2013,
        default_tab=length_setting(settings, "defaultTabStop"),
        compresses_marks=setting_of(settings, "characterSpacingControl").startswith("compress"),
        font_classes=read_font_classes(package.related("fontTable")),
    )


def _centred(properties: ParagraphProperties, reader: RunReader) -> ParagraphProperties:
    """The properties of a paragraph; one that holds nothing but a displayed formula stands in the middle."""
    if not reader.displays:
        return properties
    alone = all(isinstance(getattr(inline, "span", None), FormulaSpan) for inline in reader.found)
    return replace(properties, alignment="center") if alone else properties


def _reader(
    package: Package,
    body: _Element | None,
    unknown: set[str],
    findings: Findings,
    note_numbers: Sequence[int],
) -> DocumentReader:
    """A reader that knows the document's styles, lists, notes and bookmarks."""
    settings = package.related("settings")
    styles = package.related("styles")
    theme = read_theme(package, settings)
    numbering = read_numbering(package.related("numbering"), theme, unknown)
    return DocumentReader(
        package,
        findings,
        read_styles(styles, unknown, theme, numbering),
        LinkReader(place_names(body), package.relationships(package.main_part)),
        Counters(numbering),
        read_notes(package, settings, body, unknown),
        read_table_styles(styles),
        note_numbers=note_numbers,
        spaces=AutomaticSpaces(fixed=is_on(compatibility(settings), "doNotUseHTMLParagraphAutoSpacing")),
    )
