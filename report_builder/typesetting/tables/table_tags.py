"""A table → its elements in the logical structure: rows that hold cells, cells with their spans and heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.typesetting.placed.pages import StructureElement, StructureRole
from report_builder.typesetting.tables.heads_of_tables import head_rows
from report_builder.word.table_heads import TableHeads, find_heads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from report_builder.typesetting.document.content import DocumentCell, DocumentTable
    from report_builder.typesetting.tables.row_heights import CellGap
    from report_builder.word.table_heads import Spot


class TableTags(Struct):
    """Adds the elements of a table, row by row, with ``add``; ``element`` is the table's own.

    A row in which no cell begins, since merged ones reach into all of it, is none of the structure's: a row
    without cells is not allowed (ISO 14289-1, 7.2), and merged cells do not count it.
    """

    table: DocumentTable
    add: Callable[[StructureElement], int]
    element: int
    heads: TableHeads
    holds_cells: tuple[bool, ...]
    _row: int = -1
    _cells: dict[Spot, int] = field(default_factory=dict)

    def open_row(self, row: int) -> None:
        """Begin a row; the cells and gaps that follow stand in it."""
        if self.holds_cells[row]:
            self._row = self.add(StructureElement(StructureRole.ROW, self.element))

    def add_gap(self, gap: CellGap) -> None:
        """Fill columns where a row starts late or ends early: the structure's grid has to be full."""
        self.add(StructureElement(StructureRole.CELL, self._row, columns=gap.columns))

    def add_cell(self, spot: Spot, cell: DocumentCell) -> int:
        """Add a cell; gives its element."""
        kind = self.heads.kinds.get(spot, "")
        heard = self.heads.heard.get(spot, ()) if self.heads.are_irregular else ()
        rows = self.holds_cells[spot[0] : spot[0] + cell.rows]
        self._cells[spot] = self.add(
            StructureElement(
                StructureRole.HEADER_CELL if kind else StructureRole.CELL,
                self._row,
                columns=cell.columns,
                rows=max(sum(rows), 1),
                heads_row=kind == "row",
                heads=tuple(self._cells[each] for each in heard),
            )
        )
        return self._cells[spot]


def tag_table(
    table: DocumentTable,
    slots: Sequence[Sequence[DocumentCell | CellGap]],
    add: Callable[[StructureElement], int],
    parent: int,
) -> TableTags:
    """Add a table below a structure element; its cells, and the gaps between them, are yet to be added."""
    element = add(StructureElement(StructureRole.TABLE, parent, text=table.summary))
    return TableTags(table, add, element, find_heads(head_rows(table)), tuple(bool(row) for row in slots))
