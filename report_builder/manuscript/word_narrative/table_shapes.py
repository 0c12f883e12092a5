"""A ``w:tbl`` → its grid: the cells of each row and how far they reach; filled → a ``MarkedTextTable``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.formats.tables import Alignment, PrintedCell
from report_builder.manuscript.marks import MarkedTextTable, unmarked
from report_builder.word.packages import W
from report_builder.word.styles import value, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

MAX_COLUMNS: Final = 63
_WRAPPERS: Final = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins"))
_FIGURE: Final = re.compile(r"[-—－+]?[\d,.]*%?|[—－/-]+")
# Names and words of so many characters read best in the middle of a cell; sentences from its left.
_SHORT: Final = 8


class CellIndex(Struct, frozen=True):
    """A cell of a document by the numbers of its table, row and cell, from 0."""

    table: int
    row: int
    cell: int


class CellShape(Struct, frozen=True):
    """A cell: the column it begins in, how many it spans, whether it begins or goes on with a merged one."""

    column: int
    columns: int
    begins: bool = False
    continues: bool = False


class TableShape(Struct, frozen=True):
    """A table without its text; ``cells`` are the elements to read it from."""

    shares: tuple[float, ...]
    shapes: tuple[tuple[CellShape, ...], ...]
    cells: tuple[tuple[_Element, ...], ...]
    heads: int


class FilledCell(Struct, frozen=True):
    """A cell's text, its paragraphs as lines, and the alignment that its author gave it."""

    text: str
    alignment: str = ""


FilledRow = tuple[int, "Mapping[int, FilledCell]"]


def read_grid(table: _Element) -> TableShape:
    """The grid of a table whose tracked changes are accepted."""
    rows = [row for row in _inner(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
    cells = tuple(tuple(_inner(row, "tc"))[:MAX_COLUMNS] for row in rows)
    shapes = tuple(tuple(_shapes(row, each)) for row, each in zip(rows, cells, strict=True))
    columns = max((shape.column + shape.columns for row in shapes for shape in row), default=0)
    heads = 0
    while heads < len(rows) - 1 and _is_head(rows[heads]):
        heads += 1
    return TableShape(_shares(table, columns), shapes, cells, heads)


def _inner(element: _Element, name: str) -> Iterator[_Element]:
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inner(child, name)


def _is_head(row: _Element) -> bool:
    found = row.find(f"{W}trPr/{W}tblHeader")
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _shapes(row: _Element, cells: Sequence[_Element]) -> Iterator[CellShape]:
    column = min(whole(value(row, "trPr/gridBefore"), 0), MAX_COLUMNS)
    for cell in cells:
        span = max(1, min(whole(value(cell, "tcPr/gridSpan"), 1), MAX_COLUMNS - column))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        kind = "" if merge is None else merge.get(f"{W}val", "continue")
        yield CellShape(column, span, begins=kind == "restart", continues=kind == "continue")
        column += span


def _shares(table: _Element, columns: int) -> tuple[float, ...]:
    """The columns' parts of the width; equal ones where the table does not say."""
    widths = [whole(column.get(f"{W}w", ""), 0) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(widths) != columns or min(widths, default=0) <= 0:
        widths = [1] * columns
    return tuple(width / sum(widths) for width in widths)


def fill_grid(grid: TableShape, rows: Sequence[FilledRow]) -> MarkedTextTable | None:
    """The table with the text of its rows, some repeated or dropped; ``None`` where it has no cell."""
    drafts = [
        [(shape, cells.get(index, FilledCell(""))) for index, shape in enumerate(grid.shapes[row])]
        for row, cells in rows
    ]
    if not drafts or not grid.shares:
        return None
    heads = sum(1 for row, _ in rows if row < grid.heads) or _guessed_heads(drafts)
    covered: set[tuple[int, int]] = set()
    width = len(grid.shares)
    made = [tuple(_row(drafts, number, width, covered, number < heads)) for number in range(len(drafts))]
    return MarkedTextTable(grid.shares, heads, tuple(made))


Drafts = list[list[tuple[CellShape, FilledCell]]]


def _guessed_heads(drafts: Drafts) -> int:
    """One row of names above others is the table's head, whether or not its author said so."""
    texts = [cell.text for _, cell in drafts[0]]
    is_named = all(text and not _is_figure(text) for text in texts)
    return 1 if len(drafts) > 1 and is_named and len(texts) > 1 else 0


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(unmarked(text).replace(" ", "")))


def _row(
    drafts: Drafts,
    number: int,
    columns: int,
    covered: set[tuple[int, int]],
    is_head: bool,  # noqa: FBT001 - the row's own
) -> Iterator[PrintedCell]:
    """The cells that begin in a row; together with those that reach down into it they fill its width."""
    cells = {shape.column: (shape, cell) for shape, cell in drafts[number]}
    column = 0
    while column < columns:
        if (number, column) in covered:
            column += 1
            continue
        shape, cell = cells.get(column, (CellShape(column, 1), FilledCell("")))
        free = next((at for at in range(column, columns) if (number, at) in covered), columns)
        span = min(shape.columns, free - column)
        rows = _reach(drafts, number, column, span) if shape.begins else 1
        covered.update((number + down, column + right) for down in range(rows) for right in range(span))
        yield PrintedCell(
            text=cell.text, columns=span, rows=rows, is_head=is_head, align=_alignment(cell, is_head=is_head)
        )
        column += span


def _reach(drafts: Drafts, number: int, column: int, span: int) -> int:
    """How many rows a cell that begins a merged one takes."""
    rows = 1
    for below in drafts[number + 1 :]:
        if not any(s.column == column and s.columns == span and s.continues for s, _ in below):
            break
        rows += 1
    return rows


def _alignment(cell: FilledCell, *, is_head: bool) -> Alignment:
    text = unmarked(cell.text)
    if is_head or cell.alignment == "center" or _is_figure(text):
        return Alignment.CENTER
    if cell.alignment in {"right", "end"}:
        return Alignment.RIGHT
    return Alignment.CENTER if len(text) <= _SHORT else Alignment.LEFT
