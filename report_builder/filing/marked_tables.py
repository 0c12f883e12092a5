"""Filled tables and numbered findings → the tables' cells, each with the findings that name it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.formats.tables import AnnexTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.diagnostics import Finding
    from report_builder.formats.tables import AnnexRow, StatutoryTable, TableCell

# A finding calls a row “…”一行 and a column “…”一列; both together are one cell.
_NAMED: Final = re.compile(r"“([^“”]{1,60})”(一行|一列)?")
_NUMBER: Final = re.compile(
    r"^(?:其中[：:])?(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])?"
)
_REMARK: Final = re.compile(r"[（(][^（）()]*[）)]$")
# These are about words, files and settings; what they quote is no row of a table.
_NOT_OF_TABLES: Final = frozenset(
    {"style", "narrative", "section", "template", "docx", "font", "file", "settings", "format", "ledger"}
)
_ROW, _COLUMN = "一行", "一列"


class NumberedFinding(Struct, frozen=True):
    """A finding and its number on the page."""

    number: int
    finding: Finding


class MarkedCell(Struct, frozen=True):
    """A cell as the page shows it: ``scope`` makes a header of it, ``marks`` are numbers of findings."""

    text: str
    columns: int = 1
    rows: int = 1
    scope: str = ""
    is_figure: bool = False
    is_vertical: bool = False
    level: int = 0
    marks: tuple[int, ...] = ()


class MarkedTable(Struct, frozen=True):
    """A table in its parts: the head, which is repeated on every printed page, and the bodies below it.

    ``widths`` are the columns' shares of the whole in percent, empty where the browser may choose.
    """

    name: str
    widths: tuple[float, ...]
    head: tuple[tuple[MarkedCell, ...], ...]
    bodies: tuple[tuple[tuple[MarkedCell, ...], ...], ...]

    @property
    def marked(self) -> int:
        """How many of its cells are marked."""
        rows = (*self.head, *(row for body in self.bodies for row in body))
        return sum(1 for row in rows for cell in row if cell.marks)


class _Names(Struct, frozen=True):
    """What a finding may call the cell of a figure by."""

    key: str
    rows: frozenset[str]
    columns: frozenset[str]


def mark_tables(
    tables: Iterable[AnnexTable | StatutoryTable], findings: Sequence[NumberedFinding]
) -> tuple[MarkedTable, ...]:
    """The tables with the offending cells marked."""
    marks = [found for found in findings if found.finding.code.partition(".")[0] not in _NOT_OF_TABLES]
    return tuple(
        _mark_annex(table, marks) if isinstance(table, AnnexTable) else _mark_statutory(table, marks)
        for table in tables
    )


def _mark_annex(table: AnnexTable, findings: Sequence[NumberedFinding]) -> MarkedTable:
    names = [
        _Names(row.key, frozenset({_bare(row.label)}), frozenset({_bare(table.columns[-1])}))
        for row in table.rows
    ]
    marks = _marks(names, findings)
    head = tuple(MarkedCell(column, scope="col") for column in table.columns)
    body = tuple(_annex_row(row, marks[number]) for number, row in enumerate(table.rows))
    return MarkedTable(table.title, (), (head,), (body,))


def _annex_row(row: AnnexRow, marks: tuple[int, ...]) -> tuple[MarkedCell, ...]:
    return (
        MarkedCell(row.label, scope="row", level=row.level),
        MarkedCell(row.unit),
        MarkedCell(row.value, is_figure=True, marks=marks),
    )


def _mark_statutory(table: StatutoryTable, findings: Sequence[NumberedFinding]) -> MarkedTable:
    grid = _lay_out(table)
    headings = [all(not cell.key for cell in row) for row in table.rows]
    figures = [
        (number, place, cell)
        for number, row in enumerate(table.rows)
        for place, cell in enumerate(row)
        if cell.key
    ]
    names = [_names(grid, headings, number, cell) for number, _, cell in figures]
    marked = {
        (number, place): mark
        for (number, place, _), mark in zip(figures, _marks(names, findings), strict=True)
    }
    rows = [
        tuple(
            _statutory_cell(cell, is_heading=headings[number], marks=marked.get((number, place), ()))
            for place, cell in enumerate(row)
        )
        for number, row in enumerate(table.rows)
    ]
    return MarkedTable(
        table.name,
        tuple(round(100 * width / sum(table.widths), 2) for width in table.widths),
        tuple(rows[: table.head_rows]),
        tuple(_bodies(rows, headings, table.head_rows)),
    )


def _statutory_cell(cell: TableCell, *, is_heading: bool, marks: tuple[int, ...]) -> MarkedCell:
    if cell.key:
        scope = ""
    elif is_heading:
        scope = "colgroup" if cell.columns > 1 else "col"
    else:
        scope = "rowgroup" if cell.rows > 1 else "row"
    return MarkedCell(
        cell.text,
        cell.columns,
        cell.rows,
        scope,
        is_figure=bool(cell.key),
        is_vertical=cell.is_vertical,
        marks=marks,
    )


def _bodies(
    rows: Sequence[tuple[MarkedCell, ...]], headings: Sequence[bool], first: int
) -> Iterator[tuple[tuple[MarkedCell, ...], ...]]:
    """The rows below the head, parted where a block of the table begins with headings of its own."""
    body: list[tuple[MarkedCell, ...]] = []
    for number in range(first, len(rows)):
        if body and headings[number] and not headings[number - 1]:
            yield tuple(body)
            body = []
        body.append(rows[number])
    if body:
        yield tuple(body)


def _lay_out(table: StatutoryTable) -> list[list[TableCell]]:
    """The cell over each place of the grid."""
    width = len(table.widths)
    grid: list[list[TableCell | None]] = [[None] * width for _ in table.rows]
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column < width and grid[number][column] is not None:
                column += 1
            for line in grid[number : number + cell.rows]:
                line[column : column + cell.columns] = [cell] * cell.columns
            column += cell.columns
    return [[cell for cell in line if cell is not None] for line in grid]


def _names(grid: list[list[TableCell]], headings: Sequence[bool], number: int, cell: TableCell) -> _Names:
    """The labels left of a figure, and those of the nearest headings above it."""
    columns = [column for column, over in enumerate(grid[number]) if over is cell]
    left = {_bare(each.text) for each in grid[number][: columns[0]] if not each.key}
    top = number
    while top >= 0 and not headings[top]:
        top -= 1
    above: set[str] = set()
    while top >= 0 and headings[top]:
        above |= {_bare(grid[top][column].text) for column in columns}
        top -= 1
    return _Names(cell.key, frozenset(left), frozenset(above))


def _marks(names: Sequence[_Names], findings: Sequence[NumberedFinding]) -> list[tuple[int, ...]]:
    """For each figure the numbers of the findings that name it."""
    marks: list[list[int]] = [[] for _ in names]
    for found in findings:
        for number in _named(names, found.finding):
            marks[number].append(found.number)
    return [tuple(numbers) for numbers in marks]


def _named(names: Sequence[_Names], finding: Finding) -> set[int]:
    """Which figures a finding is about: those in every row and column that its sentence names.

    Where its way out names one cell as the likely cause, that cell too.
    """
    return _meant(names, finding.message) | _meant(names, finding.remedy, whole=True)


def _meant(names: Sequence[_Names], sentence: str, *, whole: bool = False) -> set[int]:
    """The figures of a sentence; ``whole`` asks that it names both row and column."""
    by_key = {number for number, each in enumerate(names) if each.key and each.key in sentence}
    found: list[set[int]] = []
    for name, axis in _NAMED.findall(sentence):
        cells = _cells(names, _bare(name), axis)
        if cells and (axis or not whole):
            found.append(cells)
    if whole and len(found) < 2:  # noqa: PLR2004  a row and a column
        return by_key
    if not found:
        return by_key
    return by_key | (set.intersection(*found) or set.union(*found))


def _cells(names: Sequence[_Names], name: str, axis: str) -> set[int]:
    """The figures in a row or column of that name; a table may have turned what a finding calls a row."""
    in_rows = {number for number, each in enumerate(names) if name in each.rows}
    in_columns = {number for number, each in enumerate(names) if name in each.columns}
    if axis == _COLUMN:
        return in_columns or in_rows
    if axis == _ROW:
        return in_rows or in_columns
    return in_rows | in_columns


def _bare(label: str) -> str:
    """A label without its number and the remark that ends it, as findings write it."""
    return _REMARK.sub("", _NUMBER.sub("", "".join(label.split()), count=1))
