"""A table → a set table: columns as wide and rows as high as they must be, every cell's content set."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Place
from report_builder.quantities import mm
from report_builder.typesetting.document.content import DocumentParagraph, DocumentTable, Drawing
from report_builder.typesetting.placed.set_blocks import SetCell, SetRow, SetTable
from report_builder.typesetting.tables.cell_extents import cell_extent
from report_builder.typesetting.tables.heads_of_tables import lacks_heads
from report_builder.typesetting.tables.row_heights import CellGap, slots_of, with_heights
from report_builder.typesetting.tables.table_rules import reach
from report_builder.typesetting.tables.table_tags import tag_table
from report_builder.typesetting.tables.table_widths import TableRoom, column_widths
from report_builder.typesetting.text.lines import TextColumn
from report_builder.typesetting.text.vertical_text import turn_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.document.content import Block, DocumentCell, DocumentRow, Margins
    from report_builder.typesetting.placed.set_blocks import TurnedLine
    from report_builder.typesetting.tables.block_setting import BlockSetting
    from report_builder.typesetting.tables.table_tags import TableTags

# A table that reaches further than this beyond the type area is told of.
_NOTICED: Final = mm(1.0)


class TableSetter(Struct, frozen=True):
    """Sets tables with a setter of blocks, which sets what stands in their cells."""

    setter: BlockSetting

    def set(self, table: DocumentTable, column: TextColumn, parent: int) -> SetTable:
        """Set every cell of a table and give every row the height that its cells need."""
        table = _clear_of_borders(table)
        room = TableRoom(column.measure, column.outside)
        widths = column_widths(table, room, lambda cell: cell_extent(cell, self.setter.shaper))
        edges = self._edges(table, widths, column.measure)
        self._tell_of_width(table, edges, column.measure)
        slots = list(slots_of(table, len(widths)))
        tags = tag_table(table, slots, self.setter.add_element, parent)
        if not tags.heads.kinds and lacks_heads(table):
            self.setter.note_headless(_ordinal(table.rows[0].cells[0].blocks) or 0)
        rows = [self._set_row(index, row, edges, column.grid_pitch, tags) for index, row in enumerate(slots)]
        rows = with_heights(rows)
        if any(cell.cell.direction != "across" for row in rows for cell in row.cells):
            rows = with_heights(self._turn_cells(rows))
        for row in rows:
            self._tell_of_clipping(row)
        return SetTable(table, edges, tuple(rows), *_outer_halves(table))

    def _edges(self, table: DocumentTable, widths: Sequence[float], measure: float) -> tuple[float, ...]:
        width = sum(widths)
        left = table.indent
        if table.anchor is not None:
            return tuple(accumulate(widths, initial=0.0))
        if table.alignment == "center":
            left = (measure - width) / 2
        elif table.alignment == "right":
            left = measure - width
        elif not self.setter.aligns_table_edge and table.rows and table.rows[0].cells:
            # Before Word 2013 it was the text of the first cell, not its border, that met the margin.
            left -= table.rows[0].cells[0].margins.left
        return tuple(accumulate(widths, initial=left))

    def _tell_of_width(self, table: DocumentTable, edges: Sequence[float], measure: float) -> None:
        """Warn of a table that reaches beyond the type area by more than its cells' margins."""
        first = next((cell for row in table.rows for cell in row.cells), None)
        if first is None:
            return
        beyond = max(-edges[0] - first.margins.left, edges[-1] - measure - first.margins.right)
        if beyond > _NOTICED:
            self.setter.shaper.findings.warn(
                "docx.table_wide",
                Place(self.setter.shaper.name, paragraph=_ordinal(first.blocks)),
                f"这个表格伸出版心约 {beyond / mm(1.0):.0f} 毫米",
                remedy="请在 Word 中缩小表格列宽，或者把这一节的纸张改为横向",
            )

    def _set_row(
        self,
        index: int,
        slots: Sequence[DocumentCell | CellGap],
        edges: tuple[float, ...],
        grid_pitch: float,
        tags: TableTags,
    ) -> SetRow:
        row = tags.table.rows[index]
        tags.open_row(index)
        cells: list[SetCell] = []
        for slot in slots:
            if isinstance(slot, CellGap):
                tags.add_gap(slot)
            else:
                element = tags.add_cell((index, len(cells)), slot)
                cells.append(self._set_cell(slot, edges, grid_pitch, element))
        return SetRow(row, tuple(cells), row.height)

    def _set_cell(
        self, cell: DocumentCell, edges: tuple[float, ...], grid_pitch: float, element: int
    ) -> SetCell:
        left, right = edges[cell.column], edges[cell.column + cell.columns]
        if cell.direction != "across":
            if _may_turn(cell):
                return SetCell(cell, left, right - left, (), element)
            cell = replace(cell, direction="across")
        column = TextColumn(
            max(right - left - cell.margins.left - cell.margins.right, 1.0), grid_pitch, in_cell=True
        )
        blocks = tuple(self.setter.set_flowing(cell.blocks, column, element))
        if cell.hides_mark and not any(
            isinstance(block, DocumentTable) or block.inlines for block in cell.blocks
        ):
            blocks = ()
        return SetCell(cell, left, right - left, blocks, element)

    def _turn_cells(self, rows: Sequence[SetRow]) -> list[SetRow]:
        """Set the cells whose text runs down or up, now that the other cells have given the rows heights."""
        heights = [row.height for row in rows]
        turned: list[SetRow] = []
        for index, row in enumerate(rows):
            cells = [
                cell
                if cell.cell.direction == "across"
                else self._turn(cell, rows[index : index + cell.cell.rows], heights[index:])
                for cell in row.cells
            ]
            turned.append(replace(row, cells=tuple(cells)))
        return turned

    def _turn(self, cell: SetCell, rows: Sequence[SetRow], heights: Sequence[float]) -> SetCell:
        """Set a cell's turned lines as long as its rows are high; longer where they ask for no height."""
        margins = cell.cell.margins
        room = sum(heights[: len(rows)]) - margins.top - margins.bottom
        if not any(row.row.height for row in rows):
            room = max(room, self.setter.depth)
        lines: list[TurnedLine] = []
        for block in cell.cell.blocks:
            if isinstance(block, DocumentParagraph):
                lines += self._turned_lines(block, cell, max(room, 1.0))
        return replace(cell, turned=tuple(lines))

    def _turned_lines(self, paragraph: DocumentParagraph, cell: SetCell, room: float) -> list[TurnedLine]:
        share = {"center": 0.5, "right": 1.0, "distribute": 0.5}.get(paragraph.properties.alignment, 0.0)
        plain = replace(paragraph, properties=replace(paragraph.properties, alignment="left"))
        lines = self.setter.set_paragraph(plain, TextColumn(room, 0.0, in_cell=True), cell.element).lines
        return turn_lines(lines, self.setter.shaper.faces, share, up=cell.cell.direction == "up")

    def _tell_of_clipping(self, row: SetRow) -> None:
        """Warn of a row that has been made higher than the file allows, for the sake of its text."""
        if row.row.height_rule == "exact" and row.height > row.row.height:
            self.setter.shaper.findings.warn(
                "docx.clipped",
                Place(self.setter.shaper.name, paragraph=_ordinal(row.cells[0].cell.blocks)),
                f"这一行的行高固定为 {row.row.height:g} 磅，Word 里放不下的字看不见，PDF 里已经加高",
                remedy="请在 Word 的表格属性中把行高改为“最小值”",
            )


def _clear_of_borders(table: DocumentTable) -> DocumentTable:
    """The table with its cells' upper and lower margins measured from the borders' edges."""
    rows: list[DocumentRow] = []
    cleared: dict[tuple[Margins, float, float], Margins] = {}
    for index, row in enumerate(table.rows):
        cells: list[DocumentCell] = []
        for cell in row.cells:
            above, below = _half_borders(table, index, cell)
            key = (cell.margins, above, below)
            margins = cleared.get(key)
            if margins is None:
                top, bottom = cell.margins.top + above, cell.margins.bottom + below
                margins = cleared[key] = replace(cell.margins, top=top, bottom=bottom)
            cells.append(replace(cell, margins=margins))
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _half_borders(table: DocumentTable, index: int, cell: DocumentCell) -> tuple[float, float]:
    """How far the borders above and below a cell of a row reach into it, and out of it."""
    outer = table.borders
    last = index + cell.rows == len(table.rows)
    top = cell.borders.top or (outer.inside_horizontal if index else outer.top)
    bottom = cell.borders.bottom or (outer.bottom if last else outer.inside_horizontal)
    return (reach(top) / 2 if top else 0.0, reach(bottom) / 2 if bottom else 0.0)


def _outer_halves(table: DocumentTable) -> tuple[float, float]:
    """How far the borders of a table's first and last row stand out of the rows."""
    halves = [
        (index, cell, _half_borders(table, index, cell))
        for index, row in enumerate(table.rows)
        for cell in row.cells
    ]
    above = max((top for index, _, (top, _) in halves if not index), default=0.0)
    ends = (bottom for index, cell, (_, bottom) in halves if index + cell.rows == len(table.rows))
    return above, max(ends, default=0.0)


def _may_turn(cell: DocumentCell) -> bool:
    """Whether a cell holds text alone; tables and drawings stay as they are, and its text with them."""
    return all(
        isinstance(block, DocumentParagraph)
        and not any(isinstance(inline, Drawing) for inline in block.inlines)
        for block in cell.blocks
    )


def _ordinal(blocks: Sequence[Block]) -> int | None:
    """The number of the first paragraph among blocks."""
    first = next(iter(blocks), None)
    if isinstance(first, DocumentParagraph):
        return first.ordinal
    return None
