"""Paragraphs and tables → set blocks: lines and rows with their heights, ready to be stacked on pages.

Everything is placed from the block's own top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_builder.typesetting.content import Paragraph
from report_builder.typesetting.lines import Column, indents_of, set_lines
from report_builder.typesetting.pages import Element, Role

if TYPE_CHECKING:
    from report_builder.typesetting.content import Block, Cell, Row, Table
    from report_builder.typesetting.glyphs import PageNumbers, Shaper
    from report_builder.typesetting.lines import SetLine
    from report_builder.typesetting.properties import Border, ParagraphProperties


@dataclass(frozen=True, slots=True)
class SetParagraph:
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

    @property
    def height(self) -> float:
        """Height from border to border, without the space before and after."""
        return self.head + sum(line.height for line in self.lines) + self.foot


def _reach(border: Border | None) -> float:
    return border.space + border.width if border else 0.0


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell's blocks and where it stands in its table."""

    cell: Cell
    left: float
    width: float
    paragraphs: tuple[SetParagraph, ...]
    element: int

    @property
    def content_height(self) -> float:
        """Height of its text with the spaces between its paragraphs, without the cell's margins."""
        return stack_height(self.paragraphs)

    @property
    def height(self) -> float:
        """Height that the cell asks for."""
        return self.content_height + self.cell.margins.top + self.cell.margins.bottom


def stack_height(paragraphs: tuple[SetParagraph, ...]) -> float:
    """Height of paragraphs one below the other; the larger of two meeting spaces counts (as in Word)."""
    height = 0.0
    after = 0.0
    for paragraph in paragraphs:
        height += max(after, paragraph.properties.space_before) + paragraph.height
        after = paragraph.properties.space_after
    return height + after


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row: its cells and its height."""

    row: Row
    cells: tuple[SetCell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table with its column edges, from the type area's left edge, and its rows."""

    table: Table
    edges: tuple[float, ...]
    rows: tuple[SetRow, ...]

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


@dataclass(slots=True)
class Setter:
    """Sets blocks, and grows the logical structure as it goes."""

    shaper: Shaper
    aligns_table_edge: bool
    elements: list[Element] = field(default_factory=list)

    def add_element(self, element: Element) -> int:
        """Take an element into the structure; gives its index."""
        self.elements.append(element)
        return len(self.elements) - 1

    def set_block(self, block: Block, column: Column, parent: int) -> SetBlock:
        """Set one paragraph or table below a structure element."""
        if isinstance(block, Paragraph):
            return self.set_paragraph(block, column, parent)
        return self.set_table(block, column, parent)

    def set_paragraph(
        self, paragraph: Paragraph, column: Column, parent: int, numbers: PageNumbers | None = None
    ) -> SetParagraph:
        """Set one paragraph; it becomes a heading of the structure if it has an outline level."""
        outline = paragraph.properties.outline
        element = self.add_element(
            Element(Role.PARAGRAPH, parent)
            if outline is None
            else Element(Role.HEADING, parent, level=outline + 1, text=paragraph.text)
        )
        lines = set_lines(paragraph, column, self.shaper, element=element, numbers=numbers)
        indents = indents_of(paragraph)
        return SetParagraph(
            properties=paragraph.properties,
            style=paragraph.style,
            lines=tuple(lines),
            left=indents.left,
            right=column.measure - indents.right,
            element=element,
        )

    def set_table(self, table: Table, column: Column, parent: int) -> SetTable:
        """Set every cell of a table and give every row the height that its cells need."""
        element = self.add_element(Element(Role.TABLE, parent))
        edges = self._edges(table, column)
        rows = [self._set_row(row, edges, column.grid_pitch, element) for row in table.rows]
        heights = _row_heights(table, rows)
        return SetTable(
            table,
            edges,
            tuple(
                SetRow(row, cells, height)
                for row, cells, height in zip(table.rows, rows, heights, strict=True)
            ),
        )

    def _edges(self, table: Table, column: Column) -> tuple[float, ...]:
        width = sum(table.widths)
        left = table.indent
        if table.alignment == "center":
            left = (column.measure - width) / 2
        elif table.alignment == "right":
            left = column.measure - width
        elif not self.aligns_table_edge and table.rows and table.rows[0].cells:
            # Before Word 2013 it was the text of the first cell, not its border, that met the margin.
            left -= table.rows[0].cells[0].margins.left
        edges = [left]
        for each in table.widths:
            edges.append(edges[-1] + each)
        return tuple(edges)

    def _set_row(
        self, row: Row, edges: tuple[float, ...], grid_pitch: float, table: int
    ) -> tuple[SetCell, ...]:
        parent = self.add_element(Element(Role.ROW, table))
        return tuple(self._set_cell(cell, row, edges, grid_pitch, parent) for cell in row.cells)

    def _set_cell(
        self, cell: Cell, row: Row, edges: tuple[float, ...], grid_pitch: float, parent: int
    ) -> SetCell:
        last = len(edges) - 1
        left, right = edges[min(cell.column, last)], edges[min(cell.column + cell.columns, last)]
        role = Role.HEADER_CELL if row.header else Role.CELL
        element = self.add_element(Element(role, parent, columns=cell.columns, rows=cell.rows))
        column = Column(right - left - cell.margins.left - cell.margins.right, grid_pitch)
        paragraphs: list[SetParagraph] = []
        for block in cell.blocks:
            paragraphs.extend(self._paragraphs(block, column, element))
        return SetCell(cell, left, right - left, tuple(paragraphs), element)

    def _paragraphs(self, block: Block, column: Column, parent: int) -> list[SetParagraph]:
        """A cell's paragraphs; those of a table inside a table one below the other, so that none is lost."""
        if isinstance(block, Paragraph):
            return [self.set_paragraph(block, column, parent)]
        return [
            paragraph
            for row in block.rows
            for cell in row.cells
            for inner in cell.blocks
            for paragraph in self._paragraphs(inner, column, parent)
        ]


def _row_heights(table: Table, rows: list[tuple[SetCell, ...]]) -> list[float]:
    """Each row's height; the last row of a spanning cell grows by what the cell still lacks."""
    heights = [_own_height(row, cells) for row, cells in zip(table.rows, rows, strict=True)]
    for index, cells in enumerate(rows):
        for cell in cells:
            span = range(index, min(index + cell.cell.rows, len(heights)))
            lacking = cell.height - sum(heights[row] for row in span)
            if len(span) > 1 and lacking > 0 and table.rows[span[-1]].height_rule != "exact":
                heights[span[-1]] += lacking
    return heights


def _own_height(row: Row, cells: tuple[SetCell, ...]) -> float:
    if row.height_rule == "exact":
        return row.height
    return max([row.height, *(cell.height for cell in cells if cell.cell.rows == 1)])
