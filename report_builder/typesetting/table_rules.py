"""The rows of a table on one sheet → its border lines, each drawn once, the heavier of two winning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from report_builder.typesetting.pages import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.typesetting.blocks import SetCell, SetTable
    from report_builder.typesetting.properties import Border
    from report_builder.typesetting.sheets import Sheet
    from report_builder.typesetting.table_flow import Portion

# An edge of the grid on this sheet: its direction, the line of the grid that it lies on, and its place there.
Edge = tuple[Literal["across", "down"], int, int]
_ACROSS: Final = "across"
_DOWN: Final = "down"


def draw_rules(sheet: Sheet, left: float, table: SetTable, portions: Sequence[Portion]) -> None:
    """Draw the borders of the rows that stand on a sheet."""
    edges: dict[Edge, Border] = {}
    for first, index, cell in _cells(table, portions):
        last = first
        while last + 1 < len(portions) and _continues(portions, last, index, cell):
            last += 1
        for edge, border in _cell_edges(table, cell, (first, last), index, len(portions)):
            if border and (edge not in edges or edges[edge].width < border.width):
                edges[edge] = border
    ys = [portions[0].top, *(portion.bottom for portion in portions)] if portions else []
    xs = [left + edge for edge in table.edges]
    sheet.rules.extend(_rules(edges, xs, ys))


def _continues(portions: Sequence[Portion], position: int, index: int, cell: SetCell) -> bool:
    following = portions[position + 1]
    return index <= following.row < index + cell.cell.rows and (
        following.repeated == portions[position].repeated
    )


def _cells(table: SetTable, portions: Sequence[Portion]) -> Iterator[tuple[int, int, SetCell]]:
    """Each cell with the portion that it first shows in and the row that it starts in."""
    for position, portion in enumerate(portions):
        opens = position == 0 or portions[position - 1].repeated != portion.repeated
        for index in range(portion.row + 1):
            for cell in table.rows[index].cells:
                reaches = index + cell.cell.rows > portion.row
                if index == portion.row or (opens and reaches):
                    yield position, index, cell


def _cell_edges(
    table: SetTable, cell: SetCell, span: tuple[int, int], index: int, count: int
) -> Iterator[tuple[Edge, Border | None]]:
    """A cell's four sides as edges of the grid, each with the border that the cell or the table gives it."""
    own, outer = cell.cell.borders, table.table.borders
    first, last = span
    start, end = cell.cell.column, min(cell.cell.column + cell.cell.columns, len(table.edges) - 1)
    at_top = first == 0 or index == 0
    at_bottom = last == count - 1
    top = own.top or (outer.top if at_top else outer.inside_horizontal)
    bottom = own.bottom or (outer.bottom if at_bottom else outer.inside_horizontal)
    left = own.left or (outer.left if start == 0 else outer.inside_vertical)
    right = own.right or (outer.right if end == len(table.edges) - 1 else outer.inside_vertical)
    for column in range(start, end):
        yield (_ACROSS, first, column), top
        yield (_ACROSS, last + 1, column), bottom
    for portion in range(first, last + 1):
        yield (_DOWN, start, portion), left
        yield (_DOWN, end, portion), right


def _rules(edges: dict[Edge, Border], xs: Sequence[float], ys: Sequence[float]) -> Iterator[Rule]:
    """Join neighbouring edges that look alike into one line."""
    open_rules: dict[tuple[str, int], tuple[int, int, Border]] = {}
    for (direction, line, place), border in sorted(edges.items(), key=lambda item: item[0]):
        if not border.width:
            continue
        key: tuple[str, int] = (direction, line)
        begun = open_rules.get(key)
        if begun and begun[1] == place and begun[2] == border:
            open_rules[key] = (begun[0], place + 1, border)
            continue
        if begun:
            yield _rule(key, begun, xs, ys)
        open_rules[key] = (place, place + 1, border)
    for key, begun in open_rules.items():
        yield _rule(key, begun, xs, ys)


def _rule(
    key: tuple[str, int], joined: tuple[int, int, Border], xs: Sequence[float], ys: Sequence[float]
) -> Rule:
    direction, line = key
    start, end, border = joined
    if direction == _ACROSS:
        return Rule(xs[start], ys[line], xs[end], ys[line], border.width, border.colour)
    return Rule(xs[line], ys[start], xs[line], ys[end], border.width, border.colour)
