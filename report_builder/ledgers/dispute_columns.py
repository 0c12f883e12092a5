"""The table of reviews and suits with its fifteen columns side by side → a row for each kind of case.

Its header takes two rows or three, however their cells are merged: the kinds of cases stand somewhere above
their results, and a new kind begins where a result is named again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.ledgers.cells import CellFaultError, is_blank, is_placeholder
from report_builder.ledgers.amounts import convert_count
from report_builder.ledgers.choices import choose
from report_builder.ledgers.headers import DEEPEST_HEADER, naming_of, name_key
from report_builder.ledgers.official_parts import WHOLE_ROW, OfficialPart
from report_builder.ledgers.opening.layouts import SheetLayout
from report_builder.ledgers.sheets.disputes import DISPUTE_TOTALS
from report_builder.ledgers.vocabulary import DISPUTE_OUTCOME_CHOICES, SUIT_CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.official_parts import CellIndex
    from report_builder.ledgers.opening.grids import SheetGrid

    Rows = Sequence[Sequence[RawCell]]

_HEADER_ROWS: Final = 3
_FEWEST_RESULTS: Final = 3
_LABEL: Final = DISPUTE_TOTALS.columns[0].name
_RESULTS: Final = tuple(column.name for column in DISPUTE_TOTALS.columns[1:])
_NAMING: Final = naming_of(DISPUTE_TOTALS)


class _Block(Struct):
    """The columns of one kind of case: where each result stands."""

    columns: dict[str, int] = field(default_factory=dict)
    kind: str = ""


def rows_of_cases(grid: SheetGrid) -> OfficialPart | None:
    """The table with its kinds of cases below each other; ``None`` where the grid is no such table."""
    found = _blocks(grid.rows)
    if found is None:
        return None
    top, last, blocks = found
    figures = [row for row in range(last + 1, len(grid.rows)) if _has_figures(grid.rows[row], blocks)]
    if len(figures) > 1 and _numbers_columns(grid.rows[figures[0]]):
        del figures[0]
    rows: list[list[RawCell]] = [list(row) for row in grid.rows[:top]]
    rows.append([_LABEL, *_RESULTS])
    moved: dict[CellIndex, CellIndex] = {}
    for row in figures:
        for block in blocks:
            at = len(rows)
            cells = {name: grid.rows[row][column] for name, column in block.columns.items()}
            rows.append([block.kind, *(cells.get(name, "") for name in _RESULTS)])
            moved[at, WHOLE_ROW] = row, WHOLE_ROW
            moved[at, 0] = row, min(block.columns.values())
            for index, name in enumerate(_RESULTS, start=1):
                if name in block.columns:
                    moved[at, index] = row, block.columns[name]
    width = max(map(len, rows))
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    layout = SheetLayout(is_hidden=grid.layout.is_hidden, epoch=grid.layout.epoch)
    return OfficialPart(replace(grid, rows=even, layout=layout), DISPUTE_TOTALS.name, moved)


def _blocks(rows: Rows) -> tuple[int, int, list[_Block]] | None:
    """The first and the last row of the header, and its blocks, each with another kind of case."""
    results = [_results(row) for row in rows[:DEEPEST_HEADER]]
    first = next((row for row, found in enumerate(results) if len(found) >= _FEWEST_RESULTS), None)
    if first is None or any(name_key(cell) == _LABEL for cell in rows[first]):
        return None
    of_column: dict[int, str] = {}
    last = first
    for row in range(first, min(first + _HEADER_ROWS, len(results))):
        added = {column: name for column, name in results[row].items() if column not in of_column}
        of_column.update(added)
        last = row if results[row] else last
    blocks = [_Block()]
    for column, name in sorted(of_column.items()):
        if name in blocks[-1].columns:
            blocks.append(_Block())
        blocks[-1].columns[name] = column
    top = _name_kinds(rows, blocks, range(max(0, first - _HEADER_ROWS + 1), last + 1))
    kinds = [block.kind for block in blocks]
    is_whole = all(kinds) and len(set(kinds)) == len(kinds)
    return (top, last, blocks) if is_whole and min(len(b.columns) for b in blocks) >= _FEWEST_RESULTS else None


def _results(row: Sequence[RawCell]) -> Mapping[int, str]:
    """The results that a row of a header names, by column."""
    return {column: name for column, cell in enumerate(row) if (name := _result(cell))}


def _result(cell: RawCell) -> str:
    if not isinstance(cell, str) or is_blank(cell):
        return ""
    meant = _NAMING.meant(cell)
    name = meant[0] if meant else DISPUTE_OUTCOME_CHOICES.understood.get(name_key(cell), "")
    return name if name in _RESULTS else ""


def _name_kinds(rows: Rows, blocks: Sequence[_Block], header: range) -> int:
    """Give each block the one kind of case that stands above it, and the header's first row."""
    begins = [0, *(min(block.columns.values()) for block in blocks[1:]), max(map(len, rows))]
    top = header.stop - 1
    for block, (begin, end) in zip(blocks, pairwise(begins), strict=True):
        said = {
            kind: row for row in reversed(header) for cell in rows[row][begin:end] if (kind := _kind(cell))
        }
        if len(said) == 1:
            block.kind, row = next(iter(said.items()))
            top = min(top, row)
    return top


def _kind(cell: RawCell) -> str:
    """The kind of case that a header names; empty for 行政诉讼, which heads two of them."""
    if not isinstance(cell, str) or is_blank(cell):
        return ""
    try:
        return choose(name_key(cell), SUIT_CHOICES).value
    except CellFaultError:
        return ""


def _has_figures(row: Sequence[RawCell], blocks: Sequence[_Block]) -> bool:
    """Whether a row holds figures: a text that stands alone in it is a note or a signature."""
    filled = [cell for cell in _under(row, blocks) if not is_blank(cell)]
    return len(filled) > 1 or any(_is_figure(cell) for cell in filled)


def _under(row: Sequence[RawCell], blocks: Sequence[_Block]) -> Iterator[RawCell]:
    return (row[column] for block in blocks for column in block.columns.values())


def _is_figure(cell: RawCell) -> bool:
    try:
        convert_count(cell)
    except CellFaultError:
        return not isinstance(cell, str) or is_placeholder(cell)
    return True


def _numbers_columns(row: Sequence[RawCell]) -> bool:
    """Whether a row says 1, 2, 3 … under the header's columns."""
    filled = [str(cell) for cell in row if not is_blank(cell)]
    return len(filled) > _FEWEST_RESULTS and [name.strip("()（）").removesuffix(".0") for name in filled] == [
        str(number) for number in range(1, len(filled) + 1)
    ]
