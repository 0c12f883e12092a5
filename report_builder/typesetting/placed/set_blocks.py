"""What has been set, as values: lines with their drawings and notes, paragraphs, tables as rows of cells."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.typesetting.placed.border_lines import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.document.content import (
        DocumentCell,
        DocumentRow,
        DocumentTable,
        Drawing,
        DrawingPart,
    )
    from report_builder.typesetting.document.properties import Border, ParagraphProperties
    from report_builder.typesetting.placed.pages import Fill, GlyphRun, Link, RuledLine


SetNote = tuple[tuple[float, "SetLine"], ...]
"""A note's lines, each with the space above it."""


class SetPart(Struct, frozen=True):
    """A part of a drawing: its final size, its element in the structure, and the text set in it.

    ``words`` are those that the part is made of itself, from its own upper left corner.
    """

    part: DrawingPart
    width: float
    height: float
    element: int
    paragraphs: tuple[SetBlock, ...] = ()
    text_height: float = 0.0
    words: tuple[GlyphRun, ...] = ()


class SetDrawing(Struct, frozen=True):
    """A drawing of a line: ``left`` is where it stands or is anchored, from the column's left edge.

    ``above`` is the height of the paragraph above its line, ``measure`` the column's width.
    """

    drawing: Drawing
    left: float
    above: float = 0.0
    measure: float = 0.0
    parts: tuple[SetPart, ...] = ()

    @property
    def width(self) -> float:
        """The drawing's width; a single box's own where its text made it another."""
        return self.parts[0].width if len(self.parts) == 1 else self.drawing.width

    @property
    def height(self) -> float:
        """The drawing's height; a single box's own where its text made it another."""
        return self.parts[0].height if len(self.parts) == 1 else self.drawing.height


class SetLine(Struct, frozen=True):
    """A line of a paragraph: what it draws, from the column's left edge and from its own baseline 0."""

    height: float
    baseline: float
    runs: tuple[GlyphRun, ...]
    rules: tuple[RuledLine, ...] = ()
    fills: tuple[Fill, ...] = ()
    ends_page: bool = False
    ends_column: bool = False
    drawings: tuple[SetDrawing, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[SetNote, ...] = ()
    places: tuple[str, ...] = ()


class TurnedLine(Struct, frozen=True):
    """A line of turned text, from its upper left corner; ``share`` of the room left stands before it."""

    width: float
    extent: float
    share: float
    runs: tuple[GlyphRun, ...]
    rules: tuple[RuledLine, ...] = ()
    fills: tuple[Fill, ...] = ()
    notes: tuple[SetNote, ...] = ()


class SetParagraph(Struct, frozen=True, dict=True):
    """A paragraph's lines; borders and indents are kept for the rules around it."""

    properties: ParagraphProperties
    style: str
    lines: tuple[SetLine, ...]
    left: float
    right: float
    element: int

    @property
    def head(self) -> float:
        """Height of what stands above the first line inside the paragraph: its border and the gap."""
        return _reach(self.properties.border_top)

    @property
    def foot(self) -> float:
        """Height of what stands below the last line inside the paragraph."""
        return _reach(self.properties.border_bottom)

    @cached_property
    def height(self) -> float:
        """Height from border to border, without the space before and after."""
        return self.head + sum([line.height for line in self.lines]) + self.foot


def _reach(border: Border | None) -> float:
    return border.space + width_of(border) if border else 0.0


class SetCell(Struct, frozen=True, dict=True):
    """A cell's blocks, or its turned lines, and where it stands in its table.

    ``cut_above`` and ``cut_below`` say that it goes on from the page before, or on the next one.
    """

    cell: DocumentCell
    left: float
    width: float
    blocks: tuple[SetBlock, ...]
    element: int
    turned: tuple[TurnedLine, ...] = ()
    cut_above: bool = False
    cut_below: bool = False

    @property
    def content_height(self) -> float:
        """Height of its text with the spaces between its paragraphs, without the cell's margins."""
        if self.turned:
            return max(line.extent for line in self.turned)
        return stack_height(self.blocks)

    @cached_property
    def height(self) -> float:
        """Height that the cell asks for."""
        return self.content_height + self.cell.margins.top + self.cell.margins.bottom

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it, or nothing of it is left."""
        return not self.blocks and not self.turned


class SetRow(Struct, frozen=True):
    """A row: its cells and its height; ``repeated`` marks a head that has been shown on a page before."""

    row: DocumentRow
    cells: tuple[SetCell, ...]
    height: float
    repeated: bool = False

    @property
    def keeps_next(self) -> bool:
        """Whether it stays with the next row: Word asks the first paragraph of its first cell."""
        first = next((block for cell in self.cells[:1] for block in cell.blocks), None)
        return isinstance(first, SetParagraph) and first.properties.keep_next


class SetTable(Struct, frozen=True):
    """A table, or as much of it as stands on a page: its column edges, from the left, and its rows.

    ``above`` and ``below`` are the halves of its outer borders that stand out of the rows.
    """

    table: DocumentTable
    edges: tuple[float, ...]
    rows: tuple[SetRow, ...]
    above: float = 0.0
    below: float = 0.0

    @property
    def height(self) -> float:
        """Height of all its rows with the borders above and below them."""
        return self.above + sum(row.height for row in self.rows) + self.below

    @property
    def header_rows(self) -> int:
        """How many rows at the top are repeated on every page."""
        count = 0
        for row in self.rows:
            if not row.row.header:
                break
            count += 1
        return count if count < len(self.rows) else 0


SetBlock = SetParagraph | SetTable


def gap_between(above: SetBlock | None, below: SetBlock) -> float:
    """The space between two blocks; the larger of two meeting spaces counts (as in Word)."""
    after = above.properties.space_after if isinstance(above, SetParagraph) else 0.0
    if not isinstance(below, SetParagraph):
        return after
    same = isinstance(above, SetParagraph) and above.style == below.style
    if same and below.properties.contextual_spacing:
        return 0.0
    return max(after, below.properties.space_before)


def stack_height(blocks: Sequence[SetBlock]) -> float:
    """Height of blocks one below the other, with the spaces between them and around them."""
    height = 0.0
    above: SetBlock | None = None
    for block in blocks:
        height += gap_between(above, block) + block.height
        above = block
    return height + (above.properties.space_after if isinstance(above, SetParagraph) else 0.0)
