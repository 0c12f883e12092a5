"""A Word document as values: sections of paragraphs and tables, every style resolved, nothing placed yet.

All lengths are points.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

if TYPE_CHECKING:
    from report_builder.typesetting.document.compositions import Node
    from report_builder.typesetting.document.properties import (
        Border,
        LineRule,
        ParagraphProperties,
        RunProperties,
    )


class LinkSpan(Struct, frozen=True, eq=False):
    """What characters lead to: a web address, or ``#`` and the name of a place in the document.

    Two spans are the same only if they are one and the same link.
    """

    address: str


class NoteSpan(Struct, frozen=True, eq=False):
    """What a note's mark in the text stands for: the note itself (脚注、尾注).

    ``at_end`` tells an endnote; its blocks stand at the end of the document.
    """

    blocks: tuple[Block, ...]
    at_end: bool


class LabelSpan(Struct, frozen=True, eq=False):
    """The characters are a label: the number of a list's item, or a note's mark before the note."""


class FormulaSpan(Struct, frozen=True, eq=False):
    """The characters are a formula; ``text`` is what it says in one line."""

    text: str


Span = LinkSpan | NoteSpan | LabelSpan | FormulaSpan


class TextRun(Struct, frozen=True):
    """Characters that look alike, and the part of the paragraph's structure that they make."""

    text: str
    properties: RunProperties
    span: Span | None = None


class Destination(Struct, frozen=True):
    """A place that links lead to, by its name (``w:bookmarkStart``)."""

    name: str


class ListPlace(Struct, frozen=True):
    """Where a paragraph stands among lists: which one, and its level in it from 0."""

    list_id: str
    level: int


class Label(Struct, frozen=True):
    """A paragraph's number with what follows it, and how it looks.

    ``shift`` is the share of the number's width that stands before the first-line indent.
    """

    text: str
    properties: RunProperties
    shift: float


class Composition(Struct, frozen=True):
    """Characters that do not stand in a row, such as a fraction or a figure in a circle."""

    node: Node
    span: Span | None = None


class FieldName(StrEnum):
    """A field whose value is only known once the pages are made."""

    PAGE = "PAGE"
    PAGES = "NUMPAGES"
    SECTION_PAGES = "SECTIONPAGES"


class PageField(Struct, frozen=True):
    """A page number, or a number of pages.

    ``result`` is what the file has for it, which the text shows; ``style`` is the file's name for how the
    number is written, empty where the field does not say.
    """

    name: FieldName
    properties: RunProperties
    result: str = ""
    style: str = ""


class Break(StrEnum):
    """A break that the author made."""

    LINE = "line"
    PAGE = "page"
    COLUMN = "column"


class Image(Struct, frozen=True):
    """A picture's file, PNG or JPEG; ``text`` says what it shows (替代文字), or is empty.

    A decorative one says nothing and is left out of the logical structure.
    """

    data: bytes
    text: str
    decorative: bool = False


class Shape(Struct, frozen=True):
    """A box with or without text, or a straight line from one corner of its area to the other.

    ``fill`` is a colour, or empty for none; ``compound`` is how a double border is made up
    (ECMA-376 20.1.10.33); ``rising`` is a line from the lower left. A box that ``grows`` is as tall as
    its text asks for, one that does not wrap (``wraps``) as wide as its longest line. One that
    ``stands_in`` shows in words what cannot be drawn.
    """

    form: Literal["rectangle", "ellipse", "line"] = "rectangle"
    border: Border | None = None
    compound: str = ""
    fill: str = ""
    rising: bool = False
    blocks: tuple[DocumentParagraph | DocumentTable, ...] = ()
    margins: Margins = field(default_factory=lambda: Margins(3.6, 3.6, 7.2, 7.2))
    vertical: Literal["top", "center", "bottom"] = "top"
    grows: bool = False
    wraps: bool = True
    stands_in: bool = False


class WordArt(Struct, frozen=True):
    """Words stretched to an area and turned so many degrees clockwise about its middle (艺术字、水印)."""

    text: str
    properties: RunProperties
    turn: float = 0.0


class DrawingPart(Struct, frozen=True):
    """One thing that a drawing shows, placed from the drawing's own top left corner."""

    left: float
    top: float
    width: float
    height: float
    shown: Image | Shape | WordArt


class Position(Struct, frozen=True):
    """Where a drawing stands along one axis: ``offset`` from what ``base`` names, or aligned in it.

    The names are the file's own (ECMA-376 20.4.3.4 and 20.4.3.5, 20.4.3.1 and 20.4.3.2).
    """

    base: str
    offset: float = 0.0
    align: str = ""


class Anchor(Struct, frozen=True):
    """How a drawing stands on the page of its paragraph.

    ``layer`` is below 0 behind the text and above 0 in front of it. ``wrap`` says what the text does:
    it runs on, stands ``clear`` of the drawing above and below, or runs ``beside`` it. ``above``, ``below``,
    ``before`` and ``after`` are what it then keeps away.
    """

    horizontal: Position
    vertical: Position
    layer: int
    wrap: Literal["none", "clear", "beside"]
    above: float = 0.0
    below: float = 0.0
    before: float = 0.0
    after: float = 0.0


class Drawing(Struct, frozen=True):
    """Pictures, text boxes and lines that keep together; without an anchor they stand in the line."""

    width: float
    height: float
    parts: tuple[DrawingPart, ...]
    anchor: Anchor | None = None


Inline = TextRun | Composition | PageField | Break | Drawing | Destination


class DocumentParagraph(Struct, frozen=True):
    """A paragraph; ``mark`` is how its end mark looks, which gives an empty one its height.

    ``ordinal`` counts the document's paragraphs from 1, for findings; ``place`` is its place in
    a list, ``label_shift`` what share of its number stands before the first-line indent.
    """

    properties: ParagraphProperties
    mark: RunProperties
    inlines: tuple[Inline, ...]
    style: str
    ordinal: int
    place: ListPlace | None = None
    label_shift: float = 0.0

    @property
    def text(self) -> str:
        """Its characters alone, a line break or a tab as a space, without the marks of its notes."""
        return " ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The same between the line breaks that its author made."""
        return "".join(map(_plain, self.inlines)).split("\0")


def _plain(part: Inline) -> str:
    if isinstance(part, TextRun) and not isinstance(part.span, NoteSpan):
        return part.text.replace("\t", " ")
    if isinstance(part, Composition):
        return part.node.spoken
    return "\0" if part is Break.LINE else ""  # no character of a text


class Borders(Struct, frozen=True):
    """Borders of a table or of a cell; ``None`` where none is set, a width of 0 where none is wanted.

    A cell's ``falling`` line runs from its upper left corner, its ``rising`` one from the lower left.
    """

    top: Border | None = None
    bottom: Border | None = None
    left: Border | None = None
    right: Border | None = None
    inside_horizontal: Border | None = None
    inside_vertical: Border | None = None
    falling: Border | None = None
    rising: Border | None = None


class Margins(Struct, frozen=True):
    """Distances inside a cell from its edges to its text."""

    top: float = 0.0
    bottom: float = 0.0
    left: float = 5.4
    right: float = 5.4


class Width(Struct, frozen=True):
    """A width that is asked for: in points, or as a share of what there is; nought for neither."""

    points: float = 0.0
    share: float = 0.0

    def of(self, whole: float) -> float:
        """The width in points; 0 where none is asked for."""
        return self.points or self.share * whole


class DocumentCell(Struct, frozen=True):
    """A cell: the grid ``column`` it starts in (from 0), how many columns and rows it spans.

    ``direction`` is where its lines of text run: across the page, or down or up it. ``fill`` is a
    colour, or empty for none. ``whole_lines`` asks for a column wide enough for every paragraph's one
    line; ``hides_mark`` lets an empty cell be as low as it may. ``heads_row`` says that it names its row.
    """

    blocks: tuple[DocumentParagraph | DocumentTable, ...]
    column: int
    columns: int
    rows: int
    borders: Borders
    margins: Margins
    vertical: Literal["top", "center", "bottom"]
    width: Width = Width()
    fill: str = ""
    direction: Literal["across", "down", "up"] = "across"
    whole_lines: bool = False
    hides_mark: bool = False
    heads_row: bool = False


class DocumentRow(Struct, frozen=True):
    """A row; ``cells`` holds the cells that start in it, not those that reach into it from above."""

    cells: tuple[DocumentCell, ...]
    height: float
    height_rule: LineRule
    header: bool
    can_split: bool


class DocumentTable(Struct, frozen=True):
    """A table; ``widths`` are the grid's columns, ``indent`` is from the type area's left edge.

    ``fixed`` says that its columns keep the widths asked for, whatever stands in them; ``summary`` is its
    alternative text, which no page shows. ``anchor`` is where one stands that floats.
    """

    widths: tuple[float, ...]
    rows: tuple[DocumentRow, ...]
    borders: Borders
    indent: float
    alignment: Literal["left", "center", "right"]
    width: Width = Width()
    fixed: bool = False
    summary: str = ""
    anchor: Anchor | None = None


Block = DocumentParagraph | DocumentTable
