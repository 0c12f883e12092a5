"""The rows of a ``w:tbl`` → its cells on the grid, merged ones as one, none lying on another."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.word.children import first_child
from report_builder.word.packages import W
from report_builder.word.styles import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

# Word's own limit (63 columns); a file that claims more is not let grow the grid without bound.
_MOST_COLUMNS: Final = 63
_CELL_PROPERTIES: Final = f"{W}tcPr"
_SPAN: Final = f"{W}gridSpan"
_SIDEWAYS: Final = f"{W}hMerge"
_DOWNWARDS: Final = f"{W}vMerge"
_WRAPPERS: Final = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo"))


class PlacedCell(Struct, frozen=True):
    """A cell in its place; ``last`` is the lowest of the cells that were merged into it."""

    element: _Element
    row: int
    column: int
    columns: int
    rows: int
    last: _Element
    merge: str = ""


def rows_of(element: _Element) -> Iterator[_Element]:
    """The rows of a table, also those inside content controls and accepted insertions."""
    for child in element:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from rows_of(child)


def count_repeated(rows: Iterable[_Element]) -> int:
    """How many of a table's first rows Word repeats on every page (重复标题行)."""
    return sum(1 for _ in takewhile(_is_repeated, rows))


def _is_repeated(row: _Element) -> bool:
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and mark.get(f"{W}val", "true") not in {"0", "false", "off"}


def cells_of(element: _Element) -> Iterator[_Element]:
    """The cells of a row, also those inside content controls and accepted insertions."""
    for child in element:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from cells_of(child)


def place_cells(rows: list[_Element]) -> list[list[PlacedCell]]:
    """The cells of each row; those merged into one to their left or above are taken into it."""
    placed = [list(_place_row(row, index)) for index, row in enumerate(rows)]
    found: list[list[PlacedCell]] = []
    # The merged cells that are still open, by their columns: in which row of ``found``, and where there.
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for cells in placed:
        kept: list[PlacedCell] = []
        still_open: dict[tuple[int, int], tuple[int, int]] = {}
        for cell in cells:
            key = (cell.column, cell.columns)
            if cell.merge == "continue" and key in merged:
                row, index = merged[key]
                above = found[row][index]
                found[row][index] = replace(above, rows=above.rows + 1, last=cell.element)
                still_open[key] = merged[key]
            else:
                if cell.merge == "restart":
                    still_open[key] = (len(found), len(kept))
                kept.append(cell)
        merged = still_open
        found.append(kept)
    return found


def _place_row(element: _Element, row: int) -> Iterator[PlacedCell]:
    """A row's cells in their columns, each with what it says of merging downwards."""
    properties = first_child(element, f"{W}trPr")
    column = _count(first_child(properties, f"{W}gridBefore"), 0)
    open_cell: PlacedCell | None = None
    for cell in cells_of(element):
        columns, horizontal, vertical = _merging(first_child(cell, _CELL_PROPERTIES))
        if horizontal == "continue" and open_cell is not None:
            open_cell = replace(open_cell, columns=open_cell.columns + columns)
            column += columns
            continue
        if open_cell is not None:
            yield open_cell
        open_cell = PlacedCell(cell, row, column, columns, 1, cell, vertical)
        column += columns
    if open_cell is not None:
        yield open_cell


def _count(element: _Element | None, default: int) -> int:
    written = "" if element is None else element.get(f"{W}val", "")
    return min(whole(written, default), _MOST_COLUMNS)


def _merging(properties: _Element | None) -> tuple[int, str, str]:
    """How many columns a cell takes; what it says of merging sideways (17.4.22, the older way) and down."""
    columns, horizontal, vertical = 1, "", ""
    for child in () if properties is None else reversed(properties):
        if child.tag == _SPAN:
            columns = max(1, _count(child, 1))
        elif child.tag == _SIDEWAYS:
            horizontal = child.get(f"{W}val", "continue")
        elif child.tag == _DOWNWARDS:
            vertical = child.get(f"{W}val", "continue")
    return columns, horizontal, vertical
