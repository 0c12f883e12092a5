"""The cells of a table → a full grid of them, and rows as high as they need to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.typesetting.document.content import DocumentCell, DocumentTable
    from report_builder.typesetting.placed.set_blocks import SetCell, SetRow

# Text that is higher than a fixed row by no more than this share of its last line still shows whole.
_LEADING: Final = 0.5


class CellGap(Struct, frozen=True):
    """Columns of a row in which no cell stands."""

    columns: int


def slots_of(table: DocumentTable, columns: int) -> Iterator[list[DocumentCell | CellGap]]:
    """Each row's cells in order, and the gaps between them that no cell reaches into from above."""
    taken_until = [0] * columns
    for index, row in enumerate(table.rows):
        slots: list[DocumentCell | CellGap] = []
        column = 0
        for cell in row.cells:
            slots += _gaps(taken_until, index, column, cell.column)
            slots.append(cell)
            column = cell.column + cell.columns
            for covered in range(cell.column, column):
                taken_until[covered] = index + cell.rows
        slots += _gaps(taken_until, index, column, columns)
        yield slots


def _gaps(taken_until: Sequence[int], row: int, start: int, end: int) -> Iterator[CellGap]:
    count = 0
    for column in range(start, end):
        if taken_until[column] <= row:
            count += 1
        elif count:
            yield CellGap(count)
            count = 0
    if count:
        yield CellGap(count)


def with_heights(rows: Sequence[SetRow]) -> list[SetRow]:
    """The rows, each as high as its cells ask for; a row's height so far is the least it gets.

    The last row of a spanning cell grows by what the cell still lacks.
    """
    heights = [_own_height(row) for row in rows]
    for index, row in enumerate(rows):
        for cell in row.cells:
            if cell.cell.rows == 1:
                continue
            span = range(index, min(index + cell.cell.rows, len(heights)))
            lacking = cell.height - sum(heights[each] for each in span)
            if len(span) > 1 and lacking > 0 and rows[span[-1]].row.height_rule != "exact":
                heights[span[-1]] += lacking
    return [replace(row, height=height) for row, height in zip(rows, heights, strict=True)]


def _own_height(row: SetRow) -> float:
    """The height that a row asks for by itself; a fixed one grows only where a line would be lost."""
    needed = max((cell.height for cell in row.cells if cell.cell.rows == 1), default=0.0)
    if row.row.height_rule == "exact" and needed <= row.height + _grace(row.cells):
        return row.height
    return max(row.height, needed)


def _grace(cells: Sequence[SetCell]) -> float:
    """How much of the text may stand out of a fixed row: leading, in which there is no ink."""
    lines = [line.height for cell in cells for block in cell.blocks for line in getattr(block, "lines", ())]
    return max(lines, default=0.0) * _LEADING
