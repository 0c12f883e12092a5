"""The table of reviews and suits with its fifteen columns side by side → a row for each kind of case.

Its header takes two rows or three, however their cells are merged: the kinds of cases stand somewhere above
their results, and a new kind begins where a result is named again.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.ledgers.amounts import convert_count
from report_builder.ledgers.cells import CellFaultError, half_width, is_blank, is_placeholder
from report_builder.ledgers.choices import choose
from report_builder.ledgers.headers import DEEPEST_HEADER, LONGEST_NAME, naming_of
from report_builder.ledgers.name_keys import name_key
from report_builder.ledgers.official_parts import WHOLE_ROW, OfficialPart, holds_figures
from report_builder.ledgers.opening.layouts import SheetLayout
from report_builder.ledgers.sheets.disputes import DISPUTE_TOTALS
from report_builder.ledgers.vocabulary import DISPUTE_OUTCOME_CHOICES, SUIT_CHOICES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.official_parts import CellIndex
    from report_builder.ledgers.opening.grids import SheetGrid

    Rows = Sequence[Sequence[RawCell]]

_HEADER_ROWS: Final = 3
_FEWEST_RESULTS: Final = 3
_LABEL: Final = DISPUTE_TOTALS.columns[0].name
_RESULTS: Final = tuple(column.name for column in DISPUTE_TOTALS.columns[1:])
_NAMING: Final = naming_of(DISPUTE_TOTALS)


class _CaseColumns(Struct):
    """The columns of one kind of case: where each result stands."""

    columns: dict[str, int] = field(default_factory=dict)
    kind: str = ""

    @property
    def begin(self) -> int:
        """Its first column."""
        return min(self.columns.values())


def rows_of_cases(grid: SheetGrid) -> OfficialPart | None:
    """The table with its kinds of cases below each other; ``None`` where the grid is no such table."""
    found = _blocks(grid.rows)
    if found is None:
        return None
    top, last, blocks = found
    rows: list[list[RawCell]] = [list(row) for row in grid.rows[:top]]
    rows.append([_LABEL, *_RESULTS])
    moved: dict[CellIndex, CellIndex] = {}
    for row, cells in enumerate(grid.rows[last + 1 :], start=last + 1):
        lines = _below_each_other(cells, blocks)
        for number, (_, columns) in enumerate(lines, start=len(rows)):
            moved[number, WHOLE_ROW] = row, WHOLE_ROW
            moved.update({(number, index): (row, column) for index, column in enumerate(columns)})
        rows.extend(line for line, _ in lines)
    width = max(map(len, rows))
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    layout = SheetLayout(is_hidden=grid.layout.is_hidden, epoch=grid.layout.epoch)
    return OfficialPart(replace(grid, rows=even, layout=layout), DISPUTE_TOTALS.name, moved)


def _below_each_other(
    cells: Sequence[RawCell], blocks: Sequence[_CaseColumns]
) -> list[tuple[list[RawCell], list[int]]]:
    """A row's cells for each kind of case, with the columns that they come from; a note stays one row."""
    filled = [column for column, cell in enumerate(cells) if not is_blank(cell)]
    if not filled or _numbers_columns(cells, blocks):
        return []
    if len(filled) == 1 and not _is_figure(cells[filled[0]]):
        return [([cells[filled[0]]], filled)]
    return [
        (
            [block.kind, *(cells[block.columns[name]] if name in block.columns else "" for name in _RESULTS)],
            [block.begin, *(block.columns.get(name, block.begin) for name in _RESULTS)],
        )
        for block in blocks
    ]


def _blocks(rows: Rows) -> tuple[int, int, list[_CaseColumns]] | None:
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
    blocks = [_CaseColumns()]
    for column, name in sorted(of_column.items()):
        if name in blocks[-1].columns:
            blocks.append(_CaseColumns())
        blocks[-1].columns[name] = column
    top = _name_kinds(rows, blocks, range(max(0, first - _HEADER_ROWS + 1), last + 1))
    kinds = [block.kind for block in blocks]
    is_whole = all(kinds) and len(set(kinds)) == len(kinds)
    fewest = min(len(block.columns) for block in blocks)
    if not is_whole or fewest < _FEWEST_RESULTS or any(map(holds_figures, rows[:top])):
        return None
    return top, last, blocks


def _results(row: Sequence[RawCell]) -> Mapping[int, str]:
    """The results that a row of a header names, by column."""
    return {column: name for column, cell in enumerate(row) if (name := _result(cell))}


def _result(cell: RawCell) -> str:
    if not isinstance(cell, str):
        return ""
    return _kept_result(cell) if len(cell) <= LONGEST_NAME else _result_named(cell)


def _result_named(text: str) -> str:
    """The result that a header's cell names; empty where it names none."""
    if is_blank(text):
        return ""
    meant = _NAMING.meant(text)
    name = meant[0] if meant else DISPUTE_OUTCOME_CHOICES.understood.get(name_key(text), "")
    return name if name in _RESULTS else ""


_kept_result: Final = lru_cache(maxsize=4096)(_result_named)  # each cell at the head of each sheet is asked


def _name_kinds(rows: Rows, blocks: Sequence[_CaseColumns], header: range) -> int:
    """Give each block the one kind of case that stands above it, and the header's first row."""
    begins = [0, *(block.begin for block in blocks[1:]), max(map(len, rows))]
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


def _is_figure(cell: RawCell) -> bool:
    try:
        convert_count(cell)
    except CellFaultError:
        return not isinstance(cell, str) or is_placeholder(cell)
    return True


def _numbers_columns(row: Sequence[RawCell], blocks: Sequence[_CaseColumns]) -> bool:
    """Whether a row says 1, 2, 3 … under every column of the header: figures that never add up."""
    columns = [column for block in blocks for column in sorted(block.columns.values())]
    said = [half_width(row[column]).strip("()") for column in columns]
    is_whole = all(len(block.columns) == len(_RESULTS) for block in blocks)
    return is_whole and said == [str(number) for number in range(1, len(columns) + 1)]
