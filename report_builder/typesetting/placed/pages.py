"""The typeset report as a value: positioned glyph runs, rules, and the logical structure behind them.

All lengths are points; ``left`` counts from the page's left edge, ``top`` and ``baseline`` from its top edge.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class StructureRole(StrEnum):
    """What an element of the logical structure is, by tagged PDF's name for it (ISO 32000-1, 14.8.4)."""

    DOCUMENT = "Document"
    HEADING = "H"
    PARAGRAPH = "P"
    TABLE = "Table"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    LINK = "Link"
    REFERENCE = "Reference"
    NOTE = "Note"
    LIST = "L"
    LIST_ITEM = "LI"
    LABEL = "Lbl"
    FORMULA = "Formula"
    STAND_IN = "Div"
    LIST_BODY = "LBody"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"
    ARTIFACT = "Artifact"


class StructureElement(Struct, frozen=True):
    """A node of the logical structure; ``parent`` is an index into ``Pages.elements``, ``None`` for the root.

    ``level`` is a heading's level (1 for the highest); ``columns`` and ``rows`` are a cell's spans;
    ``heads_row`` says of a header cell that it speaks for its row, not for its column; ``heads`` are the
    header cells that a cell is heard with where that does not follow from where they stand;
    ``text`` is a heading's text, or the alternative text of a figure, a formula or a table.
    """

    role: StructureRole
    parent: int | None
    level: int = 0
    columns: int = 1
    rows: int = 1
    text: str = ""
    heads_row: bool = False
    heads: tuple[int, ...] = ()


class GlyphLook(Struct, frozen=True):
    """How characters are drawn; ``scale`` stretches them sideways, 1 is natural."""

    face: str
    size: float
    colour: str = "000000"
    bold: bool = False
    italic: bool = False
    scale: float = 1.0


class GlyphRun(Struct, frozen=True):
    """Characters of one look on one baseline.

    ``spacing`` is added after every character's own advance. ``element`` is an index into ``Pages.elements``.
    ``turn`` turns the run about its origin, in degrees clockwise. ``absent`` is the character that every
    glyph of the run stands in for where no face has it.
    """

    left: float
    baseline: float
    look: GlyphLook
    text: str
    element: int
    spacing: float = 0.0
    turn: float = 0
    layer: int = 0
    absent: str = ""

    @property
    def said(self) -> str:
        """What the run says, whatever is painted for it."""
        return self.absent * len(self.text) if self.absent else self.text


class RuledLine(Struct, frozen=True):
    """A straight line of ``width`` points from one point to another; ``dash`` is its dashes' length."""

    left: float
    top: float
    right: float
    bottom: float
    width: float
    colour: str = "000000"
    dash: float = 0.0
    layer: int = 0


class Fill(Struct, frozen=True):
    """A filled area: a rectangle, or the ellipse inside it where it is ``round``."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str
    round: bool = False
    layer: int = 0


class PlacedPicture(Struct, frozen=True):
    """A picture in its place; ``data`` is the PNG or JPEG file that the document holds."""

    left: float
    top: float
    right: float
    bottom: float
    data: bytes
    element: int
    layer: int = 0


class Link(Struct, frozen=True):
    """An area that leads to an address, or to the target that stands after a ``#``.

    ``element`` is the link's own element, ``text`` what it says.
    """

    left: float
    top: float
    right: float
    bottom: float
    address: str
    text: str
    element: int


class Target(Struct, frozen=True):
    """A place that links lead to, by its name: the line whose upper edge is ``top``."""

    name: str
    top: float


class Page(Struct, frozen=True):
    """One page: its runs in reading order.

    Layers lie one on the other, the text itself is layer 0; in a layer rules lie on fills, text on
    rules and pictures on the text. ``numeral`` is how the page's own number is written.
    """

    width: float
    height: float
    runs: tuple[GlyphRun, ...]
    rules: tuple[RuledLine, ...]
    fills: tuple[Fill, ...] = ()
    pictures: tuple[PlacedPicture, ...] = ()
    links: tuple[Link, ...] = ()
    targets: tuple[Target, ...] = ()
    numeral: str = ""


class Bookmark(Struct, frozen=True):
    """An entry of the outline: a heading's text, its level from 1, the page (from 0) and its top."""

    text: str
    level: int
    page: int
    top: float


class Pages(Struct, frozen=True):
    """The whole report, placed; ``created`` is the document's own date in ISO 8601, or empty."""

    title: str
    author: str
    subject: str
    language: str
    created: str
    pages: tuple[Page, ...]
    elements: tuple[StructureElement, ...]
    bookmarks: tuple[Bookmark, ...]
