"""Set blocks and the room left on a page → what still goes there, and what goes to the next one."""

from __future__ import annotations

from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.placed.set_blocks import SetParagraph, SetTable, gap_between
from report_builder.typesetting.tables.row_heights import with_heights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.placed.set_blocks import SetBlock, SetCell, SetRow

TOLERANCE: Final = 0.05
_WIDOW: Final = 2


def part_blocks(
    blocks: Sequence[SetBlock], room: float, *, forced: bool
) -> tuple[tuple[SetBlock, ...], tuple[SetBlock, ...]]:
    """The blocks that fit and those that are left; ``forced`` takes something even if nothing fits."""
    height = 0.0
    above: SetBlock | None = None
    for index, block in enumerate(blocks):
        gap = gap_between(above, block)
        if height + gap + block.height > room + TOLERANCE:
            taken, left = _part(block, room - height - gap, forced=forced and not index)
            return (*blocks[:index], *taken), (*left, *blocks[index + 1 :])
        height += gap + block.height
        above = block
    return tuple(blocks), ()


def _part(block: SetBlock, room: float, *, forced: bool) -> tuple[tuple[SetBlock, ...], tuple[SetBlock, ...]]:
    if isinstance(block, SetParagraph):
        return _part_paragraph(block, room, forced=forced)
    taken, left = part_table(block, PageRoom(room), forced=forced)
    return (taken,) if taken else (), (left,) if left else ()


def _part_paragraph(
    paragraph: SetParagraph, room: float, *, forced: bool
) -> tuple[tuple[SetBlock, ...], tuple[SetBlock, ...]]:
    """Part a paragraph between lines, by widow control."""
    total = len(paragraph.lines)
    lower_edges = accumulate((line.height for line in paragraph.lines[:-1]), initial=paragraph.head)
    count = sum(1 for edge in islice(lower_edges, 1, None) if edge <= room + TOLERANCE)
    if paragraph.properties.keep_lines:
        count = 0
    elif paragraph.properties.widow_control:
        count = min(count, total - _WIDOW)
        count = count if count >= _WIDOW else 0
    if count <= 0 and forced:
        count = 1
    if count <= 0:
        return (), (paragraph,)
    if count == total:
        return (paragraph,), ()
    properties = paragraph.properties
    taken = replace(
        paragraph,
        lines=paragraph.lines[:count],
        properties=replace(properties, border_bottom=None, space_after=0.0),
    )
    left = replace(
        paragraph,
        lines=paragraph.lines[count:],
        properties=replace(properties, border_top=None, space_before=0.0),
    )
    return (taken,), (left,)


class PageRoom(Struct, frozen=True):
    """The room that a sheet has for a table: now, and ``whole`` where nothing stands on it yet."""

    room: float
    whole: float = float("inf")


# What of a cell stands above a cut and what below it.
_Halves = tuple["SetCell", "SetCell"]


class _Cut(Struct, frozen=True):
    """Where a table parts: above a row, or in it at ``depth`` below its upper edge.

    ``own`` are the halves of that row's own cells where the cut goes through it, ``reaching`` those of
    the cells that reach into it, where they are known already.
    """

    row: int
    depth: float = 0.0
    own: tuple[_Halves, ...] = ()
    reaching: tuple[tuple[tuple[int, int], _Halves], ...] = ()


def part_table(
    table: SetTable, sheet: PageRoom, *, forced: bool, head: int = 0
) -> tuple[SetTable | None, SetTable | None]:
    """The rows that fit and those that are left.

    Its first ``head`` rows never stand alone. ``forced`` says that the sheet is empty, so that waiting
    for the next one would gain nothing: something is taken even if it does not fit.
    """
    if table.height <= sheet.room + TOLERANCE:
        return table, None
    cut = _find_cut(table, sheet, head, forced=forced)
    if cut is None:
        return None, table
    if cut.row == len(table.rows):
        return table, None
    return _cut(table, cut)


def _find_cut(table: SetTable, sheet: PageRoom, head: int, *, forced: bool) -> _Cut | None:
    """Where a table that is too tall parts; ``None`` where nothing of it should stand on this sheet."""
    row, room = 0, sheet.room - table.above - table.below
    while row < len(table.rows) and table.rows[row].height <= room + TOLERANCE:
        room -= table.rows[row].height
        row += 1
    if row >= head and (cut := _through(table, _Cut(row, room), sheet, forced=False)):
        return cut
    kept = row
    while kept > head and table.rows[kept - 1].keeps_next:
        kept -= 1
    if row > head and _chain_height(table.rows[kept:]) > sheet.whole + TOLERANCE:
        # Rows that no sheet holds together part only where a sheet is full.
        return _Cut(row)
    if kept > head:
        return _Cut(kept)
    if not forced:
        return None
    if row > head or (row and not head):
        return _Cut(row)
    return _through(table, _Cut(row, max(room, 1.0)), sheet, forced=True) or _Cut(row + 1)


def _chain_height(rows: Sequence[SetRow]) -> float:
    """Height of the rows that keep together from the first one on."""
    height = 0.0
    for row in rows:
        height += row.height
        if not row.keeps_next:
            break
    return height


def _through(table: SetTable, cut: _Cut, sheet: PageRoom, *, forced: bool) -> _Cut | None:
    """A cut through a row no lower than its text asks for, with the halves of the row's own cells.

    ``None`` where the row must not part, or where one of its cells would have nothing to show above.
    """
    row = table.rows[cut.row]
    allowed = row.row.can_split or row.height > sheet.whole + TOLERANCE or forced
    if cut.depth <= 0 or row.row.height_rule == "exact" or not allowed:
        return None
    own = tuple(_part_cell(cell, cut.depth, forced=forced) for cell in row.cells)
    shown = any(not taken.empty for taken, _ in own)
    if any(not left.empty for _, left in own):
        waiting = any(taken.empty and not left.empty for taken, left in own)
        if waiting and not forced:
            return None
        text = max((taken.height for taken, _ in own if not taken.empty), default=cut.depth)
        return _Cut(cut.row, min(text, cut.depth), own)
    # The row may be as tall as it is for a cell that reaches into it from above.
    reaching = _reaching(table, cut)
    goes_on = any(not left.empty for _, (_, left) in reaching)
    return _Cut(cut.row, cut.depth, own, reaching) if goes_on and (shown or not own) else None


def _reaching(table: SetTable, cut: _Cut) -> tuple[tuple[tuple[int, int], _Halves], ...]:
    """The cells that begin above the row of a cut and reach into it: their row and place there, parted."""
    return tuple(
        ((index, place), _part_cell(cell, sum(row.height for row in above) + cut.depth, forced=False))
        for index in range(cut.row)
        for above in [table.rows[index : cut.row]]
        for place, cell in enumerate(table.rows[index].cells)
        if index + cell.cell.rows > cut.row
    )


def _part_cell(cell: SetCell, area: float, *, forced: bool) -> _Halves:
    """Part a cell's content; turned text stays whole."""
    room = area - cell.cell.margins.top - cell.cell.margins.bottom
    upper, lower = replace(cell, cut_below=True), replace(cell, cut_above=True)
    if cell.turned:
        if forced or cell.content_height <= room + TOLERANCE:
            return upper, replace(lower, turned=())
        return replace(upper, turned=()), lower
    taken, left = part_blocks(cell.blocks, room, forced=forced)
    shown = replace(cell.cell, vertical="top") if taken and left else cell.cell
    return replace(upper, cell=shown, blocks=taken), replace(lower, cell=shown, blocks=left)


def _cut(table: SetTable, cut: _Cut) -> tuple[SetTable, SetTable]:
    """Part a table; the cells that the cut goes through go on below it."""
    first = table.rows[cut.row]
    above = [list(row.cells) for row in table.rows[: cut.row]]
    lower = [left for _, left in cut.own] if cut.depth else list(first.cells)
    for (index, place), (taken, left) in cut.reaching or _reaching(table, cut):
        lower.append(_spanning(left, index + left.cell.rows - cut.row))
        above[index][place] = _spanning(taken, cut.row - index + (cut.depth > 0))
    lower.sort(key=lambda cell: cell.cell.column)
    rows = [replace(row, cells=tuple(cells)) for row, cells in zip(table.rows[: cut.row], above, strict=True)]
    if cut.depth:
        upper = tuple(_spanning(taken, 1) for taken, _ in cut.own)
        rows.append(replace(first, cells=upper, height=cut.depth))
    rest = replace(first, cells=tuple(lower), height=0.0 if cut.depth else first.height)
    left_rows = [rest, *table.rows[cut.row + 1 :]]
    tied = _tied(left_rows)
    left_rows[:tied] = with_heights(left_rows[:tied])
    return replace(table, rows=tuple(rows)), replace(table, rows=tuple(left_rows))


def _tied(rows: Sequence[SetRow]) -> int:
    """How many rows the first one's cells tie together: no other has changed its height."""
    index = 1
    end = max((cell.cell.rows for cell in rows[0].cells), default=1)
    while index < min(end, len(rows)):
        end = max(end, *(index + cell.cell.rows for cell in rows[index].cells), 0)
        index += 1
    return end


def _spanning(cell: SetCell, rows: int) -> SetCell:
    return replace(cell, cell=replace(cell.cell, rows=rows))


def first_height(table: SetTable, *, kept: bool = True) -> float:
    """Height that must fit for a table to start: its head, and the first rows that keep together.

    Where they are not to be ``kept`` together, its first row alone counts beside its head.
    """
    head = table.header_rows
    last = head
    while kept and last + 1 < len(table.rows) and table.rows[last].keeps_next:
        last += 1
    height = table.above + sum(row.height for row in table.rows[:last]) + table.below
    return height + sum(_least(row) for row in table.rows[last : last + 1])


def _least(row: SetRow) -> float:
    """Height that must fit for a row to start: all of it, or the first lines of every cell."""
    if not row.row.can_split or row.row.height_rule == "exact":
        return row.height
    needed = 0.0
    for cell in row.cells:
        first = next(iter(cell.blocks), None)
        margins = cell.cell.margins
        if isinstance(first, SetTable):
            needed = max(needed, first_height(first) + margins.top + margins.bottom)
        elif first:
            count = (
                _WIDOW
                if first.properties.widow_control and len(first.lines) > _WIDOW + 1
                else len(first.lines)
            )
            count = count if first.properties.widow_control else 1
            lines = sum(line.height for line in first.lines[:count])
            needed = max(
                needed, first.properties.space_before + first.head + lines + margins.top + margins.bottom
            )
    return min(row.height, needed)
