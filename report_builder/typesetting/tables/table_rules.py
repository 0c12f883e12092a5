"""The rows of a table on one sheet → its border lines, each drawn once, the heavier of two winning."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from msgspec import Struct

from report_builder.typesetting.placed.border_lines import (
    has_gaps,
    inset,
    lines_of,
    rules_along,
    width_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.typesetting.document.properties import Border
    from report_builder.typesetting.placed.pages import RuledLine
    from report_builder.typesetting.placed.set_blocks import SetCell, SetTable

# An edge of the grid on this sheet: its direction, the line of the grid that it lies on, and its place there.
Edge = tuple[Literal["across", "down"], int, int]
_ACROSS: Final = "across"
_DOWN: Final = "down"

# The place of each kind in the standard's order of weight (ECMA-376 17.4.66).
_ORDER: Final = (
    "single thick double dotted dashed dotDash dotDotDash triple thinThickSmallGap thickThinSmallGap "
    "thinThickThinSmallGap thinThickMediumGap thickThinMediumGap thinThickThinMediumGap thinThickLargeGap "
    "thickThinLargeGap thinThickThinLargeGap wave doubleWave dashSmallGap dashDotStroked threeDEmboss "
    "threeDEngrave outset inset"
).split()


def reach(border: Border) -> float:
    """A border's whole width: its lines and the gaps between them."""
    return width_of(border)


class _Weight(NamedTuple):
    """What one of two borders on the same edge wins by, the first difference deciding (17.4.66)."""

    of_cell: bool
    reach: float
    weight: int
    darkness: int


@cache
def _weigh(border: Border, *, of_cell: bool) -> _Weight:
    place = _ORDER.index(border.style) + 1 if border.style in _ORDER else 1
    red, green, blue = (int(border.colour[at : at + 2], 16) for at in (0, 2, 4))
    return _Weight(of_cell, reach(border), len(lines_of(border)) * place, -(red + blue + 2 * green))


def table_rules(table: SetTable, left: float, top: float) -> Iterator[RuledLine]:
    """The borders of the rows that stand on a sheet."""
    edges: dict[Edge, tuple[Border, bool]] = {}
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            for edge, border, of_cell in _cell_edges(table, cell, index):
                if border is None or not border.width:
                    continue
                met = edges.get(edge)
                # Two cells of one look mostly meet, with nothing to be weighed between them.
                if met is None or (
                    (met[0] is not border or met[1] != of_cell)
                    and _weigh(met[0], of_cell=met[1]) < _weigh(border, of_cell=of_cell)
                ):
                    edges[edge] = (border, of_cell)
    ys = [top]
    for row in table.rows:
        ys.append(ys[-1] + row.height)
    xs = [left + edge for edge in table.edges]
    ruler = _Ruler({edge: border for edge, (border, _) in edges.items()}, xs, ys)
    yield from ruler.rules()


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


class _BorderLine(NamedTuple):
    """One line of a border by its number from above or from the left."""

    border: Border
    number: int


class _Ruler(Struct, frozen=True):
    """Draws the edges of a grid whose lines stand at ``xs`` and ``ys``."""

    edges: Mapping[Edge, Border]
    xs: Sequence[float]
    ys: Sequence[float]

    def rules(self) -> Iterator[RuledLine]:
        """Every edge, neighbours that look alike joined into one line."""
        open_rules: dict[tuple[str, int], tuple[int, int, Border]] = {}
        for (direction, line, place), border in sorted(self.edges.items(), key=lambda item: item[0]):
            key: tuple[str, int] = (direction, line)
            begun = open_rules.get(key)
            if begun and begun[1] == place and begun[2] == border:
                open_rules[key] = (begun[0], place + 1, border)
                continue
            if begun:
                yield from self._ruled(key, begun)
            open_rules[key] = (place, place + 1, border)
        for key, begun in open_rules.items():
            yield from self._ruled(key, begun)

    def _ruled(self, key: tuple[str, int], joined: tuple[int, int, Border]) -> Iterator[RuledLine]:
        direction, line = key
        start, end, border = joined
        middle = width_of(border) / 2
        for index, (offset, width) in enumerate(lines_of(border)):
            shift = offset + width / 2 - middle
            each = _BorderLine(border, index)
            before = self._beyond(key, start, each, at_end=False)
            after = self._beyond(key, end, each, at_end=True)
            if direction == _ACROSS:
                y = self.ys[line] + shift
                yield from rules_along(border, (self.xs[start] - before, y, self.xs[end] + after, y), width)
            else:
                x = self.xs[line] + shift
                yield from rules_along(border, (x, self.ys[start] - before, x, self.ys[end] + after), width)

    def _beyond(self, key: tuple[str, int], place: int, line: _BorderLine, *, at_end: bool) -> float:
        """How far one line of a border reaches beyond a point of the grid, so that corners meet.

        Where a border turns, its outer line goes on to the other's outer edge and its inner ones end at the
        other's inner line; where it ends at another that goes on, all end at that one's nearest line.
        """
        if has_gaps(line.border):
            return 0.0
        crossing: Literal["across", "down"] = _DOWN if key[0] == _ACROSS else _ACROSS
        before = self.edges.get((crossing, place, key[1] - 1))
        after = self.edges.get((crossing, place, key[1]))
        other = before or after
        if other is None or len(lines_of(line.border)) == len(lines_of(other)) == 1:
            return width_of(line.border) / 2
        half = width_of(other) / 2
        if before and after:
            return lines_of(other)[0 if at_end else -1][1] - half
        depth = line.number if after else len(lines_of(line.border)) - 1 - line.number
        return half - inset(other, depth, at_end=at_end)


def rule_of(border: Border, left: float, top: float, right: float, bottom: float) -> RuledLine:
    """One line of a border from point to point."""
    return next(rules_along(border, (left, top, right, bottom), border.width))
