"""What a sheet's file says of its looks → merged cells and hidden rows and columns, by index from 0."""

from __future__ import annotations

from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EPOCH_1900: Final = date(1899, 12, 30)  # day 0, so that every day after February 1900 has Excel's number
EPOCH_1904: Final = date(1904, 1, 1)
_MOST_NAMED: Final = 8


class CellRange(Struct, frozen=True, order=True):
    """A rectangle of cells, its ends included."""

    column: int
    row: int
    last_column: int
    last_row: int


class SheetLayout(Struct, frozen=True):
    """How a sheet looks where that changes what its cells mean.

    ``epoch`` is the day that the workbook numbers 0, for dates that stand in a cell as bare numbers.
    """

    is_hidden: bool = False
    hidden_rows: tuple[range, ...] = ()
    hidden_columns: tuple[range, ...] = ()
    merged: tuple[CellRange, ...] = ()
    epoch: date = EPOCH_1900

    def covered(self, rows: int) -> Mapping[tuple[int, int], CellRange]:
        """The cells of the first ``rows`` rows that a merged cell above them covers, in its first column.

        Only downwards: a value that spans columns belongs to the first of them, and the others are empty.
        """
        covered: dict[tuple[int, int], CellRange] = {}
        column, free = -1, 0
        for span in sorted(self.merged):
            if span.column > column:
                column, free = span.column, 0
            if span.row < free:  # merged cells never overlap, save in a file made to waste time
                continue
            free = span.last_row + 1
            for row in range(span.row + 1, min(free, rows)):
                covered[row, column] = span
        return covered

    def rows_of_wide_cells(self, columns: int) -> frozenset[int]:
        """The rows in which a merged cell begins that is at least so many ``columns`` wide."""
        return frozenset(span.row for span in self.merged if span.last_column - span.column + 1 >= columns)

    def hidden_rows_among(self, rows: int) -> frozenset[int]:
        """Which of the first ``rows`` rows are hidden or filtered out."""
        return _among(self.hidden_rows, rows)

    def hidden_columns_among(self, columns: int) -> frozenset[int]:
        """Which of the first ``columns`` columns are hidden."""
        return _among(self.hidden_columns, columns)


def _among(runs: Iterable[range], limit: int) -> frozenset[int]:
    return frozenset(index for run in runs for index in range(run.start, min(run.stop, limit)))


def spell_rows(rows: Iterable[int]) -> str:
    """Rows from 0, told as the spreadsheet program numbers them: 3、5至8, the first few."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    told = (f"{first + 1}" if first == last else f"{first + 1}至{last + 1}" for first, last in runs)
    return "、".join(chain(islice(told, _MOST_NAMED), ["……"] if len(runs) > _MOST_NAMED else []))
