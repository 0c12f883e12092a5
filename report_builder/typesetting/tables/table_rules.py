"""The rows of a table on one sheet → its border lines, each drawn once, the heavier of two winning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from report_builder.typesetting.pages.pages import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.typesetting.blocks.set_blocks import SetCell, SetTable
    from report_builder.typesetting.document.properties import Border

# An edge of the grid on this sheet: its direction, the line of the grid that it lies on, and its place there.
Edge = tuple[Literal["across", "down"], int, int]
_ACROSS: Final = "across"
_DOWN: Final = "down"

# How many lines a kind of border is made of; all others are one.
_LINES: Final = {"double": 2, "doubleWave": 2, "triple": 3}
# The place of each kind in the standard's order of weight (ECMA-376 17.4.66).
_ORDER: Final = (
    "single thick double dotted dashed dotDash dotDotDash triple thinThickSmallGap thickThinSmallGap "
    "thinThickThinSmallGap thinThickMediumGap thickThinMediumGap thinThickThinMediumGap thinThickLargeGap "
    "thickThinLargeGap thinThickThinLargeGap wave doubleWave dashSmallGap dashDotStroked threeDEmboss "
    "threeDEngrave outset inset"
).split()
# Dashes and the gaps between them, in widths of the line.
_DASHES: Final = {
    "dotted": 1.0,
    "dashed": 4.0,
    "dashSmallGap": 3.0,
    "dotDash": 3.0,
    "dotDotDash": 2.0,
    "dashDotStroked": 3.0,
}
_THINNEST_DASH: Final = 0.75


def line_count(border: Border) -> int:
    """How many parallel lines a border is drawn as."""
    if border.style.startswith("thinThickThin"):
        return 3
    if border.style.startswith(("thinThick", "thickThin")):
        return 2
    return _LINES.get(border.style, 1)


def reach(border: Border) -> float:
    """A border's whole width: its lines and the gaps between them."""
    return border.width * (2 * line_count(border) - 1)


class _Weight(NamedTuple):
    """What one of two borders on the same edge wins by, the first difference deciding (17.4.66)."""

    of_cell: bool
    reach: float
    weight: int
    darkness: int


def _weigh(border: Border, *, of_cell: bool) -> _Weight:
    place = _ORDER.index(border.style) + 1 if border.style in _ORDER else 1
    red, green, blue = (int(border.colour[at : at + 2], 16) for at in (0, 2, 4))
    return _Weight(of_cell, reach(border), line_count(border) * place, -(red + blue + 2 * green))


def table_rules(table: SetTable, left: float, top: float) -> Iterator[Rule]:
    """The borders of the rows that stand on a sheet."""
    edges: dict[Edge, tuple[_Weight, Border]] = {}
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            for edge, border, of_cell in _cell_edges(table, cell, index):
                if border and border.width:
                    weight = _weigh(border, of_cell=of_cell)
                    if edge not in edges or edges[edge][0] < weight:
                        edges[edge] = (weight, border)
    ys = [top]
    for row in table.rows:
        ys.append(ys[-1] + row.height)
    xs = [left + edge for edge in table.edges]
    yield from _joined({edge: border for edge, (_, border) in edges.items()}, xs, ys)


def _cell_edges(table: SetTable, cell: SetCell, index: int) -> Iterator[tuple[Edge, Border | None, bool]]:
    """A cell's four sides as edges of the grid: each with its border, and whether it is the cell's own.

    Where a page ends inside a cell, and where the next one starts, the table's outer border closes it.
    """
    own, outer = cell.cell.borders, table.table.borders
    first, end_row = index, min(index + cell.cell.rows, len(table.rows))
    start, end = cell.cell.column, cell.cell.column + cell.cell.columns
    inside_h, inside_v = outer.inside_horizontal, outer.inside_vertical
    top = _side(own.top, outer.top if first == 0 else inside_h, cut=cell.cut_above)
    bottom = _side(own.bottom, outer.bottom if end_row == len(table.rows) else inside_h, cut=cell.cut_below)
    left = _side(own.left, outer.left if start == 0 else inside_v)
    right = _side(own.right, outer.right if end == len(table.edges) - 1 else inside_v)
    for column in range(start, end):
        yield (_ACROSS, first, column), *top
        yield (_ACROSS, end_row, column), *bottom
    for row in range(first, end_row):
        yield (_DOWN, start, row), *left
        yield (_DOWN, end, row), *right


def _side(own: Border | None, outer: Border | None, *, cut: bool = False) -> tuple[Border | None, bool]:
    if own is None or (cut and not own.width):
        return outer, False
    return own, True


def _joined(edges: dict[Edge, Border], xs: Sequence[float], ys: Sequence[float]) -> Iterator[Rule]:
    """Join neighbouring edges that look alike into one line."""
    open_rules: dict[tuple[str, int], tuple[int, int, Border]] = {}
    for (direction, line, place), border in sorted(edges.items(), key=lambda item: item[0]):
        key: tuple[str, int] = (direction, line)
        begun = open_rules.get(key)
        if begun and begun[1] == place and begun[2] == border:
            open_rules[key] = (begun[0], place + 1, border)
            continue
        if begun:
            yield from _ruled(key, begun, xs, ys)
        open_rules[key] = (place, place + 1, border)
    for key, begun in open_rules.items():
        yield from _ruled(key, begun, xs, ys)


def _ruled(
    key: tuple[str, int], joined: tuple[int, int, Border], xs: Sequence[float], ys: Sequence[float]
) -> Iterator[Rule]:
    direction, line = key
    start, end, border = joined
    # Lines reach half their width beyond their ends, so that corners are filled.
    beyond = 0.0 if border.style in _DASHES else reach(border) / 2
    for shift in _shifts(border):
        if direction == _ACROSS:
            yield rule_of(border, xs[start] - beyond, ys[line] + shift, xs[end] + beyond, ys[line] + shift)
        else:
            yield rule_of(border, xs[line] + shift, ys[start] - beyond, xs[line] + shift, ys[end] + beyond)


def _shifts(border: Border) -> Iterator[float]:
    """How far each of a border's lines stands from its middle."""
    count = line_count(border)
    for index in range(count):
        yield border.width * (2 * index - count + 1)


def rule_of(border: Border, left: float, top: float, right: float, bottom: float) -> Rule:
    """One line of a border from point to point."""
    dash = _DASHES.get(border.style, 0.0) * max(border.width, _THINNEST_DASH)
    return Rule(left, top, right, bottom, border.width, border.colour, dash)
