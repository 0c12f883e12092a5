"""A grid under its header → its lines: the cells that a reader sees in each row, merged cells told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.ledgers.cells import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.headers import Header
    from report_builder.ledgers.opening.grids import Grid
    from report_builder.ledgers.opening.layouts import Span

_WIDE: Final = 3  # columns that a title among the rows spans


class Line(Struct, frozen=True):
    """A row as it stands, counted from 0.

    ``filled`` are its cells that are not blank, ``cells`` those of the contract's columns by name, and
    ``merged`` the columns in which a merged cell reaches down from a row above; that cell's value is in
    neither. ``is_wide`` where a merged cell of the row spans several columns.
    """

    row: int
    filled: Sequence[RawCell]
    cells: Mapping[str, RawCell]
    merged: Mapping[str, Span] = field(default_factory=dict)
    is_wide: bool = False


def lines_below(grid: Grid, header: Header) -> Iterator[Line]:
    """The rows below a header, blank ones too."""
    covered = grid.layout.covered(len(grid.rows))
    wide = grid.layout.rows_of_wide_cells(_WIDE)
    for row in range(header.row + header.depth, len(grid.rows)):
        written = grid.rows[row]
        merged: dict[str, Span] = {}
        if covered:
            written = ["" if (row, column) in covered else cell for column, cell in enumerate(written)]
            spans = ((name, covered.get((row, column))) for name, column in header.columns.items())
            merged = {name: span for name, span in spans if span is not None and span.row > header.row}
        yield Line(
            row,
            [cell for cell in written if not is_blank(cell)],
            {name: written[column] for name, column in header.columns.items()},
            merged,
            row in wide,
        )
