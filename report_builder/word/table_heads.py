"""A table → which of its cells are heads, of columns or of rows, and which heads every other is heard with.

Word knows heads only as rows that are repeated on every page, and many tables have none marked. What a person
sees is looked for here: a row of words above figures, a title across the table above such a row, words to the
left of figures. Nothing that is drawn depends on it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct, field

from report_builder.word.cell_kinds import CellSays, kind_of_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kind = Literal["", "column", "row"]
Spot = tuple[int, int]
"""A row of a table and the place of a cell among those that begin in it."""

# A row that begins so tells of the table, and heads nothing in it.
_REMARK: Final = re.compile(r"(?:注|备注|说明|单位|填表|制表|审核)\s*[:：]")
# What a first column without figures to its right is called.
_FIRST_COLUMNS: Final = frozenset(("序号", "项目", "指标", "类别", "事项", "县区"))
_SERIAL: Final = frozenset(("序号", "编号", "次序", "行次", "No.", "No"))
_LONGEST_HEAD: Final = 40
_LONGEST_LABEL: Final = 80
# TableHeads are this much shorter than what stands below them where no figures tell them apart.
_SHORTER: Final = 2
_FEWEST_ROWS: Final = 3


class HeadCell(Struct, frozen=True):
    """A cell as heads are told by: its place and spans on the grid, and its text without any blanks.

    ``names_row`` says that the file itself calls it the name of its row.
    """

    text: str
    column: int
    columns: int
    rows: int
    is_bold: bool = False
    is_shaded: bool = False
    names_row: bool = False


class HeadRow(Struct, frozen=True):
    """The cells that begin in a row; ``is_repeated`` says that Word repeats it on every page."""

    cells: tuple[HeadCell, ...]
    is_repeated: bool = False


class TableHeads(Struct, frozen=True):
    """What each cell of a table is; only heads are kept in ``kinds``.

    ``heard`` are the heads of every other cell, those of its columns from the top, then those of its row;
    ``are_irregular`` says that they do not follow from the heads' places alone.
    """

    kinds: dict[Spot, Kind] = field(default_factory=dict)
    heard: dict[Spot, tuple[Spot, ...]] = field(default_factory=dict)
    are_irregular: bool = False


def find_heads(rows: Sequence[HeadRow]) -> TableHeads:
    """The heads of a table: the rows that the file repeats, and those that look like heads."""
    heads = _HeadFinder(_WordGrid(rows))
    heads.find()
    return heads.result()


def wants_heads(rows: Sequence[HeadRow]) -> bool:
    """Whether a ruled table is one to be read in rows and columns, not a frame around text or a layout."""
    grid = _WordGrid(rows)
    has_figures = any(grid.says(spot) is CellSays.FIGURE for spot in grid.spots)
    # A few words side by side may be anything; so many are no frame and no pairs of a name and a value.
    is_large = min(grid.depth, grid.columns) >= _FEWEST_ROWS
    return min(grid.depth, grid.columns) > 1 and (has_figures or is_large)


class _WordGrid:
    """A table as a grid: which cell covers each place, and what each cell says."""

    def __init__(self, rows: Sequence[HeadRow]) -> None:
        self.rows = rows
        self.depth = len(rows)
        self.cells: dict[Spot, HeadCell] = {
            (row, index): cell for row, each in enumerate(rows) for index, cell in enumerate(each.cells)
        }
        self.spots = tuple(self.cells)
        self.columns = max((cell.column + cell.columns for cell in self.cells.values()), default=0)
        self.texts = {spot: cell.text for spot, cell in self.cells.items()}
        self._said = {spot: kind_of_text(text) for spot, text in self.texts.items()}
        self._covering: dict[tuple[int, int], Spot] = {}
        for spot, cell in self.cells.items():
            for row in range(spot[0], min(spot[0] + cell.rows, self.depth)):
                for column in range(cell.column, cell.column + cell.columns):
                    self._covering.setdefault((row, column), spot)

    def at(self, row: int, column: int) -> Spot | None:
        """The cell that covers a place."""
        return self._covering.get((row, column))

    def row(self, row: int) -> list[Spot]:
        """The cells that begin in a row."""
        return [(row, index) for index in range(len(self.rows[row].cells))]

    def says(self, spot: Spot) -> CellSays:
        """What a cell's text is."""
        return self._said[spot]

    def ends(self, spot: Spot) -> int:
        """The row below a cell."""
        return spot[0] + self.cells[spot].rows

    def is_across(self, row: int) -> bool:
        """Whether a row is one cell as wide as the table, with a title in it."""
        spots = self.row(row)
        return (
            len(spots) == 1
            and self.columns > 1
            and self.cells[spots[0]].columns == self.columns
            and self.says(spots[0]) is CellSays.WORDS
            and len(self.texts[spots[0]]) <= _LONGEST_HEAD
            and not _REMARK.match(self.texts[spots[0]])
        )

    def is_worded(self, row: int) -> bool:
        """Whether a row is made of names alone, as the head of columns is; its corner may be empty."""
        spots = self.row(row)
        kinds = [self.says(spot) for spot in spots]
        named = [kind for kind in kinds if kind in {CellSays.WORDS, CellSays.YEAR}]
        empty = [spot for spot, kind in zip(spots, kinds, strict=True) if kind is CellSays.NOTHING]
        return (
            bool(named)
            and len(named) + len(empty) == len(spots)
            and CellSays.WORDS in kinds
            and all(self.texts[spot] == "" and self.cells[spot].column == 0 for spot in empty)
            and all(len(self.texts[spot]) <= _LONGEST_HEAD for spot in spots)
        )

    def has_figures(self, spots: Iterable[Spot | None]) -> bool:
        """Whether most of what some cells say is figures; those as wide as the table tell nothing."""
        narrow = {spot for spot in spots if spot is not None and self.cells[spot].columns < self.columns}
        kinds = [self.says(spot) for spot in narrow]
        return kinds.count(CellSays.FIGURE) > kinds.count(CellSays.WORDS)


class _HeadFinder:
    """Goes through a table from the top, block by block: a head, and the rows that it speaks for."""

    def __init__(self, grid: _WordGrid) -> None:
        self._grid = grid
        self._kinds: dict[Spot, Kind] = {}
        # Rows of a head of columns with the row below them, and titles of groups of rows, from the top.
        self._blocks: list[range] = []
        self._groups: list[int] = []

    def find(self) -> None:
        """Find the heads of columns, then those of rows beside what is left."""
        grid = self._grid
        top = self._first_block()
        if top:
            self._add_block(range(top))
        row = top
        while row < grid.depth:
            below = self._block_below(row) if row else 0
            if below:
                self._add_block(range(row, below))
                row = below
                continue
            if grid.is_across(row) and self._has_figures(row + 1):
                self._groups.append(row)
                self._kinds[row, 0] = "column"
            row += 1
        self._find_row_heads()

    def _add_block(self, rows: range) -> None:
        self._blocks.append(rows)
        for row in rows:
            self._kinds.update(dict.fromkeys(self._grid.row(row), "column"))

    def _first_block(self) -> int:
        """How many rows at the top are the head: those that the file repeats, or those that look so."""
        grid = self._grid
        marked = 0
        while marked < grid.depth and grid.rows[marked].is_repeated:
            marked += 1
        if marked and (end := self._divided(0, marked)) < grid.depth:
            return end
        below = self._block_below(0)
        if below and (self._has_figures(below) or self._looks_apart(below)):
            return below
        return 0

    def _block_below(self, row: int) -> int:
        """The row below a head that begins at one: a title across and names below it, or names at the top.

        Nought where there is none. Inside of a table only a title across tells that a head begins anew.
        """
        grid = self._grid
        names = row
        while names < grid.depth and grid.is_across(names):
            names += 1
        if row and names != row + 1:
            return 0
        fewest = 1 if names > row else 2
        if names >= grid.depth or len(grid.row(names)) < fewest or not grid.is_worded(names):
            return 0
        end = self._divided(row, names + 1)
        if end >= grid.depth:
            return 0
        return end if not row or self._has_figures(end) else 0

    def _divided(self, top: int, end: int) -> int:
        """The row below a head that goes down to ``end`` at least, and on where names are divided."""
        end = self._closed(top, end)
        while end < self._grid.depth and self._is_divided(end) and self._grid.is_worded(end):
            end = self._closed(top, end + 1)
        return end

    def _closed(self, top: int, end: int) -> int:
        """The first row from ``end`` on into which no cell of the rows above reaches."""
        grid = self._grid
        row = top
        while row < min(end, grid.depth):
            end = max(end, *(grid.ends(spot) for spot in grid.row(row)), end)
            row += 1
        return end

    def _is_divided(self, row: int) -> bool:
        """Whether a row divides names above it: two or more of its cells stand below one of theirs."""
        grid = self._grid
        above = [
            spot
            for column in range(grid.columns)
            if (spot := grid.at(row - 1, column)) is not None and grid.cells[spot].columns > 1
        ]
        return any(
            len([spot for spot in grid.row(row) if _is_below(grid.cells[spot], grid.cells[wide])]) > 1
            and grid.cells[wide].columns < grid.columns
            for wide in dict.fromkeys(above)
        )

    def _has_figures(self, top: int) -> bool:
        """Whether a column of figures stands below a head, above the next title across."""
        grid = self._grid
        while top < grid.depth and grid.is_across(top):
            top += 1
        bottom = top
        while bottom < grid.depth and not grid.is_across(bottom):
            bottom += 1
        return any(
            grid.has_figures(grid.at(row, column) for row in range(top, bottom))
            for column in range(grid.columns)
        )

    def _looks_apart(self, end: int) -> bool:
        """Whether rows look like a head where no figures tell: bold, shaded, short, or named so."""
        grid = self._grid
        above = [spot for row in range(end) for spot in grid.row(row) if grid.texts[spot]]
        below = [spot for spot in grid.row(end) if grid.texts[spot]]
        if not below:
            return False
        first = grid.texts[above[0]]
        bold = all(grid.cells[spot].is_bold for spot in above) and not all(
            grid.cells[spot].is_bold for spot in below
        )
        shaded = all(grid.cells[spot].is_shaded for spot in above) and not all(
            grid.cells[spot].is_shaded for spot in below
        )
        longest = max(len(grid.texts[spot]) for spot in above)
        long = max(len(grid.texts[spot]) for spot in below) > max(_SHORTER * longest, _LONGEST_HEAD / 2)
        return bold or shaded or long or first in _FIRST_COLUMNS

    def _find_row_heads(self) -> None:
        """Names at the left of their rows: in the columns of the corner, or in the first one."""
        grid = self._grid
        figures = self._figure_columns()
        right = self._corner()
        first_figure = min(figures, default=grid.columns)
        serial = self._counts_rows()
        for spot, cell in grid.cells.items():
            if spot in self._kinds or grid.says(spot) in {CellSays.NOTHING, CellSays.FIGURE}:
                continue
            inside = cell.column + cell.columns <= min(right, first_figure)
            named = inside and bool(figures) and len(grid.texts[spot]) <= _LONGEST_LABEL
            if (named and not (serial and cell.column == 0)) or (cell.names_row and cell.column == 0):
                self._kinds[spot] = "row"

    def _figure_columns(self) -> set[int]:
        """The columns in which most of what is said below the heads is figures."""
        grid = self._grid
        counted = self._counts_rows()
        return {
            column
            for column in range(counted, grid.columns)
            if grid.has_figures(
                spot for row in range(grid.depth) if (spot := grid.at(row, column)) not in self._kinds
            )
        }

    def _corner(self) -> int:
        """The column right of the names of rows: of the head's corner, or the next one."""
        grid = self._grid
        right = 1
        if self._blocks:
            block = self._blocks[0]
            lowest = grid.at(block[-1], 0)
            if lowest is not None and grid.cells[lowest].columns < grid.columns:
                corner = grid.cells[lowest]
                whole = lowest[0] == block[0] or grid.is_across(block[0])
                right = corner.columns if whole or corner.columns == 1 else 1
        return max(right, 2) if self._counts_rows() else right

    def _counts_rows(self) -> bool:
        """Whether the first column only numbers the rows."""
        grid = self._grid
        if not self._blocks:
            return False
        corner = grid.at(self._blocks[0][-1], 0)
        return corner is not None and grid.texts[corner] in _SERIAL and grid.columns > _SHORTER

    def result(self) -> TableHeads:
        """The heads, and what every other cell is heard with."""
        grid = self._grid
        heard: dict[Spot, tuple[Spot, ...]] = {}
        for spot, cell in grid.cells.items():
            if spot not in self._kinds and (found := (*self._above(spot[0], cell), *self._left(spot, cell))):
                heard[spot] = found
        return TableHeads(self._kinds, heard, len(self._blocks) > 1 or bool(self._groups))

    def _above(self, row: int, cell: HeadCell) -> Iterator[Spot]:
        """The heads of a cell's columns: of the block above it, and the last title since."""
        block = next((block for block in reversed(self._blocks) if block[-1] < row), range(0))
        for each in block:
            for spot in self._grid.row(each):
                if _overlap(self._grid.cells[spot], cell):
                    yield spot
        start = block[-1] if block else -1
        group = next((group for group in reversed(self._groups) if start < group < row), None)
        if group is not None:
            yield group, 0

    def _left(self, spot: Spot, cell: HeadCell) -> Iterator[Spot]:
        """The heads of a cell's row, also those that began in a row above it."""
        grid = self._grid
        spots = (grid.at(spot[0], column) for column in range(cell.column))
        for other in dict.fromkeys(spots):
            if other is not None and self._kinds.get(other) == "row":
                yield other


def _is_below(cell: HeadCell, wide: HeadCell) -> bool:
    return wide.column <= cell.column and cell.column + cell.columns <= wide.column + wide.columns


def _overlap(one: HeadCell, other: HeadCell) -> bool:
    return one.column < other.column + other.columns and other.column < one.column + one.columns
