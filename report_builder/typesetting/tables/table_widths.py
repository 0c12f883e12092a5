"""A table, its cells' contents and the measure → the widths of its columns.

What a file says comes first: the cells' own widths, then the grid. What it leaves open is shared out by
content, as CSS 2.1, 17.5.2.2, and ECMA-376 17.18.87 tell it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from report_builder.typesetting.document.content import DocumentCell, DocumentTable

_SAME: Final = 1.0
_TOLERANCE: Final = 0.5


class Extent(Struct, frozen=True):
    """How wide a cell must be so that no word of it is cut, and how wide it would like to be."""

    least: float
    most: float


class TableRoom(Struct, frozen=True):
    """The measure that a table is to fit, and how far it may reach beyond it and still be on the paper."""

    measure: float
    outside: float = 0.0


def column_widths(
    table: DocumentTable, room: TableRoom, extent_of: Callable[[DocumentCell], Extent]
) -> tuple[float, ...]:
    """The columns' widths; ``extent_of`` measures what stands in a cell, with its margins."""
    cells = [cell for row in table.rows for cell in row.cells]
    count = max((cell.column + cell.columns for cell in cells), default=0)
    wanted = table.width.of(room.measure)
    widths = _given_widths(table, cells, count, wanted or room.measure)
    if any(width is None for width in widths):
        found = _fill_in(widths, cells, wanted, room, _even if table.fixed else extent_of)
    else:
        found = [width or 0.0 for width in widths]
    if table.width.share and abs(sum(found) - wanted) > _SAME:
        found = _scaled(found, wanted)
    if table.fixed:
        return tuple(found)
    limit = room.measure + room.outside
    return tuple(_fit_words(found, cells, limit, room.measure, extent_of))


def _even(_: DocumentCell) -> Extent:
    """In a fixed table every column that asks for nothing is as good as another."""
    return Extent(1.0, 1.0)


def _given_widths(
    table: DocumentTable, cells: Sequence[DocumentCell], count: int, whole: float
) -> list[float | None]:
    """What cells and grid say of each column; ``None`` where neither says anything.

    The cells win where they agree: Word reads their widths, and the grid is what another program has
    last made of them. Where they contradict each other, the grid decides.
    """
    grid = [*(max(width, 0.0) for width in table.widths[:count]), *[0.0] * (count - len(table.widths))]
    asked: list[list[float]] = [[] for _ in range(count)]
    for cell in cells:
        if cell.columns == 1 and (width := cell.width.of(whole)) > 0:
            asked[cell.column].append(width)
    widths: list[float | None] = []
    for own, drawn in zip(asked, grid, strict=True):
        if own and max(own) - min(own) <= _SAME:
            widths.append(own[0])
        else:
            widths.append(drawn or (max(own) if own else None))
    _split_spans(widths, cells, whole)
    return widths


def _split_spans(widths: list[float | None], cells: Sequence[DocumentCell], whole: float) -> None:
    """Share the width that a spanning cell asks for out among those of its columns that have none."""
    for cell in sorted(cells, key=lambda cell: cell.columns):
        if cell.columns == 1:
            continue
        span = range(cell.column, cell.column + cell.columns)
        missing = [column for column in span if widths[column] is None]
        spare = cell.width.of(whole) - sum(widths[column] or 0.0 for column in span)
        if missing and spare > 0:
            for column in missing:
                widths[column] = spare / len(missing)


def _fill_in(
    widths: Sequence[float | None],
    cells: Sequence[DocumentCell],
    wanted: float,
    room: TableRoom,
    extent_of: Callable[[DocumentCell], Extent],
) -> list[float]:
    """Give the columns that ask for nothing a width by their content."""
    extents = _column_extents(cells, len(widths), extent_of)
    open_columns = [column for column, width in enumerate(widths) if width is None]
    spare = max((wanted or room.measure) - sum(width or 0.0 for width in widths), 0.0)
    most = sum(extents[column].most for column in open_columns)
    fills = bool(wanted) or extent_of is _even
    shares = _share_out([extents[column] for column in open_columns], spare if fills else min(most, spare))
    found = [width or 0.0 for width in widths]
    for column, share in zip(open_columns, shares, strict=True):
        found[column] = share
    return found


def _share_out(extents: Sequence[Extent], whole: float) -> list[float]:
    """Share a width out: a column that would like no more than its fair part gets what it would like.

    The others get what they must have, and of the rest in proportion to what they would like.
    """
    most = sum(extent.most for extent in extents)
    if whole >= most:
        return [whole * extent.most / most if most else whole / len(extents) for extent in extents]
    settled: dict[int, float] = {}
    while True:
        left = whole - sum(settled.values())
        unsettled = {column: extent for column, extent in enumerate(extents) if column not in settled}
        modest = {
            column: extent.most
            for column, extent in unsettled.items()
            if extent.most <= left / len(unsettled)
        }
        if not modest:
            break
        settled |= modest
    least = sum(extent.least for extent in unsettled.values())
    wished = sum(extent.most - extent.least for extent in unsettled.values())
    spare = max(left - least, 0.0)
    for column, extent in unsettled.items():
        share = spare * (extent.most - extent.least) / wished if wished else 0.0
        settled[column] = extent.least + share
    return [settled[column] for column in range(len(extents))]


def _column_extents(
    cells: Sequence[DocumentCell], count: int, extent_of: Callable[[DocumentCell], Extent]
) -> list[Extent]:
    """Every column's extent; what a spanning cell needs beyond its columns is shared out evenly."""
    least, most = [0.0] * count, [0.0] * count
    for cell in sorted(cells, key=lambda cell: cell.columns):
        extent = extent_of(cell)
        span = range(cell.column, cell.column + cell.columns)
        for values, needed in ((least, extent.least), (most, extent.most)):
            lacking = needed - sum(values[span.start : span.stop])
            if lacking > 0:
                for column in span:
                    values[column] += lacking / cell.columns
    return [Extent(low, max(low, high)) for low, high in zip(least, most, strict=True)]


def _scaled(widths: Sequence[float], whole: float) -> list[float]:
    total = sum(widths)
    return [width * whole / total for width in widths] if total else list(widths)


def _fit_words(
    widths: list[float],
    cells: Sequence[DocumentCell],
    limit: float,
    measure: float,
    extent_of: Callable[[DocumentCell], Extent],
) -> list[float]:
    """Widen the columns whose longest word does not fit; bring a table that leaves the paper back inside."""
    least = [extent.least for extent in _column_extents(cells, len(widths), extent_of)]
    total = sum(widths)
    if total > limit + _TOLERANCE:
        total = measure
    elif all(low <= width + _TOLERANCE for low, width in zip(least, widths, strict=True)):
        return widths
    floor = [
        min(low, width) if low <= width + _TOLERANCE else low
        for low, width in zip(least, widths, strict=True)
    ]
    if sum(floor) >= total:
        # Not every word can be kept whole: nobody gets more than its longest word, and all of them less.
        return floor if sum(floor) <= max(limit, total) else _scaled(floor, total)
    room = [max(width - low, 0.0) for low, width in zip(floor, widths, strict=True)]
    spare = total - sum(floor)
    return [low + each * spare / sum(room) for low, each in zip(floor, room, strict=True)]
