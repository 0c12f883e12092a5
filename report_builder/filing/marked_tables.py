"""Filled tables and numbered findings → the tables' cells, each with the findings that are about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.formats.tables import AnnexTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.diagnostics import Finding
    from report_builder.formats.tables import AnnexRow, FilledTable, PrintedCell


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


def mark_tables(
    tables: Iterable[AnnexTable | FilledTable], findings: Sequence[NumberedFinding]
) -> tuple[MarkedTable, ...]:
    """The tables with the offending cells marked."""
    return tuple(
        _mark_annex(table, findings) if isinstance(table, AnnexTable) else _mark_statutory(table, findings)
        for table in tables
    )


def _mark_annex(table: AnnexTable, findings: Sequence[NumberedFinding]) -> MarkedTable:
    head = tuple(MarkedCell(column, scope="col") for column in table.columns)
    body = tuple(_annex_row(row, _marks(row.key, findings)) for row in table.rows)
    return MarkedTable(table.title, (), (head,), (body,))


def _annex_row(row: AnnexRow, marks: tuple[int, ...]) -> tuple[MarkedCell, ...]:
    return (
        MarkedCell(row.label, scope="row", level=row.level),
        MarkedCell(row.unit),
        MarkedCell(row.value, is_figure=True, marks=marks),
    )


def _mark_statutory(table: FilledTable, findings: Sequence[NumberedFinding]) -> MarkedTable:
    headings = [all(not cell.key for cell in row) for row in table.rows]
    rows = [
        tuple(
            _statutory_cell(cell, is_heading=headings[number], marks=_marks(cell.key, findings))
            for cell in row
        )
        for number, row in enumerate(table.rows)
    ]
    return MarkedTable(
        table.name,
        tuple(round(100 * width / sum(table.widths), 2) for width in table.widths),
        tuple(rows[: table.head_rows]),
        tuple(_bodies(rows, headings, table.head_rows)),
    )


def _statutory_cell(cell: PrintedCell, *, is_heading: bool, marks: tuple[int, ...]) -> MarkedCell:
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


def _marks(key: str, findings: Sequence[NumberedFinding]) -> tuple[int, ...]:
    """The numbers of the findings about a figure, or about one that is a part of its sum."""
    paths = frozenset((key, *key.split("+"))) if key else frozenset()
    return tuple(found.number for found in findings if paths.intersection(found.finding.about))
