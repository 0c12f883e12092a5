"""The filled lines of a Word narrative → its parts in order: paragraphs, tables, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.manuscript.word_narrative import escapes
from report_builder.manuscript.word_narrative.table_shapes import FilledCell, fill_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.manuscript.blocks import Picture
    from report_builder.manuscript.marks import MarkedInset
    from report_builder.manuscript.word_narrative.lines import NarrativeLine
    from report_builder.manuscript.word_narrative.table_shapes import FilledRow, TableShape


class FilledLine(Struct, frozen=True):
    """A line of the filled text with the line that it came from, whose number is ``origin``."""

    line: NarrativeLine
    origin: int
    text: str


class NarrativePart(Struct, frozen=True):
    """A paragraph's text, still escaped, or a table or picture; ``origin`` is the source's line."""

    line: NarrativeLine
    origin: int
    text: str
    inset: MarkedInset | None = None


class Hung(Struct, frozen=True):
    """What hangs in the lines by its number: pictures, and the addresses that links lead to."""

    pictures: tuple[Picture, ...]
    addresses: tuple[str, ...]


def gather_parts(
    filled: Iterable[FilledLine], grids: Sequence[TableShape], hung: Hung
) -> Iterator[NarrativePart]:
    """The parts; a paragraph that filling has left empty is none."""
    rows: list[list[FilledLine]] = []
    for each in filled:
        if each.line.is_order:
            continue
        if rows and (each.line.cell is None or each.line.cell.table != _table(rows)):
            yield from _set(rows, grids, hung)
            rows = []
        if each.line.cell is not None:
            _add(rows, each)
        elif each.text.strip():
            yield from _paragraph(each, hung)
    if rows:
        yield from _set(rows, grids, hung)


def _table(rows: list[list[FilledLine]]) -> int:
    cell = rows[-1][-1].line.cell
    return -1 if cell is None else cell.table


def _add(rows: list[list[FilledLine]], each: FilledLine) -> None:
    """A line goes on with its row; one of another row, or of an earlier line of this one, begins the next."""
    last = rows[-1][-1] if rows else None
    if last is not None and each.origin == last.origin and not each.text:
        return  # what is left of a line that only gave an order
    is_same = last and last.line.cell and each.line.cell and last.line.cell.row == each.line.cell.row
    if last is not None and is_same and each.origin > last.origin:
        rows[-1].append(each)
    else:
        rows.append([each])


def _set(rows: list[list[FilledLine]], grids: Sequence[TableShape], hung: Hung) -> Iterator[NarrativePart]:
    first = rows[0][0]
    table = fill_grid(grids[_table(rows)], [_filled_row(row, hung) for row in rows])
    if table is not None and any(cell.text for row in table.rows for cell in row):
        yield NarrativePart(first.line, first.origin, "", table)


def _filled_row(lines: Sequence[FilledLine], hung: Hung) -> FilledRow:
    cells: dict[int, FilledCell] = {}
    row = 0
    for each in lines:
        if each.line.cell is None:
            continue
        row = each.line.cell.row
        text = escapes.decode(each.text, hung.addresses).text.strip()
        before = cells.get(each.line.cell.cell, FilledCell("", each.line.alignment))
        joined = "\n".join(filter(None, (before.text, text)))
        cells[each.line.cell.cell] = FilledCell(joined, before.alignment)
    return row, cells


def _paragraph(each: FilledLine, hung: Hung) -> Iterator[NarrativePart]:
    """A paragraph, and behind it the pictures that stood in it."""
    decoded = escapes.decode(each.text, hung.addresses)
    if decoded.text.strip():
        yield NarrativePart(each.line, each.origin, decoded.text.strip())
    for number in decoded.pictures:
        yield NarrativePart(each.line, each.origin, "", hung.pictures[number])
