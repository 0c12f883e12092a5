"""A Word document as values: sections of paragraphs and tables, every style resolved, nothing placed yet.

All lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.typesetting.properties import Border, LineRule, ParagraphProperties, RunProperties


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that look alike."""

    text: str
    properties: RunProperties


class FieldName(StrEnum):
    """A field whose value is only known once the pages are made."""

    PAGE = "PAGE"
    PAGES = "NUMPAGES"


@dataclass(frozen=True, slots=True)
class PageField:
    """A page number, or the number of pages."""

    name: FieldName
    properties: RunProperties


class Break(StrEnum):
    """A break that the author made."""

    LINE = "line"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``mark`` is how its end mark looks, which gives an empty one its height.

    ``ordinal`` counts the document's paragraphs from 1, for findings.
    """

    properties: ParagraphProperties
    mark: RunProperties
    inlines: tuple[Text | PageField | Break, ...]
    style: str
    ordinal: int

    @property
    def text(self) -> str:
        """Its characters alone, a line break as a space."""
        return "".join(
            part.text if isinstance(part, Text) else " " if part is Break.LINE else ""
            for part in self.inlines
        )


@dataclass(frozen=True, slots=True)
class Borders:
    """Borders of a table or of a cell; ``None`` where none is set, a width of 0 where none is wanted."""

    top: Border | None = None
    bottom: Border | None = None
    left: Border | None = None
    right: Border | None = None
    inside_horizontal: Border | None = None
    inside_vertical: Border | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances inside a cell from its edges to its text."""

    top: float = 0.0
    bottom: float = 0.0
    left: float = 5.4
    right: float = 5.4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the grid ``column`` it starts in (from 0), how many columns and rows it spans."""

    blocks: tuple[Paragraph | Table, ...]
    column: int
    columns: int
    rows: int
    borders: Borders
    margins: Margins
    vertical: Literal["top", "center", "bottom"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``cells`` holds the cells that start in it, not those that reach into it from above."""

    cells: tuple[Cell, ...]
    height: float
    height_rule: LineRule
    header: bool
    can_split: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``widths`` are the grid's columns, ``indent`` is from the type area's left edge."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    borders: Borders
    indent: float
    alignment: Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Geometry:
    """A section's paper, margins and document grid (文档网格).

    ``grid_pitch`` is 0 where there is no line grid; ``grid_space`` is what a character grid adds to
    every hanzi, negative where it sets more of them on a line than would fit.
    """

    width: float = 595.3
    height: float = 841.9
    top: float = 72.0
    bottom: float = 72.0
    left: float = 72.0
    right: float = 72.0
    header: float = 36.0
    footer: float = 36.0
    grid_pitch: float = 0.0
    grid_space: float = 0.0

    @property
    def measure(self) -> float:
        """The width of the type area (版心)."""
        return self.width - self.left - self.right


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A section: blocks under one geometry, its headers and footers by kind (default, even, first)."""

    geometry: Geometry
    blocks: tuple[Block, ...]
    headers: Mapping[str, tuple[Block, ...]]
    footers: Mapping[str, tuple[Block, ...]]
    title_page: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``even_and_odd`` says that even pages have their own headers and footers, ``compresses_marks``
    that full-width marks are closed up (ECMA-376 17.15.1.18).
    """

    title: str
    author: str
    subject: str
    language: str
    created: str
    sections: tuple[Section, ...]
    even_and_odd: bool
    aligns_table_edge: bool
    compresses_marks: bool = False
