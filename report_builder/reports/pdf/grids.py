"""The rules of a page → the grids that they draw, each with its cells, merged ones as one.

A cell is what rules close in on all sides. Where they do not, nothing is guessed: the grid says that it has
gaps, and whoever reads it tells so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.reports.pdf.pdf_pages import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.reports.pdf.pdf_pages import PdfPage

_NEAR: Final = 2.5  # points; two rules of a double line are no further apart
_GAP: Final = 4.0  # a rule drawn in pieces goes on over such a gap
_REACHES: Final = 3.0  # a rule meets another that ends so far from it
_MOST_LINES: Final = 250  # of a grid, in each direction
_OPEN_SIDE: Final = 12.0  # so far do rules stand out of a grid without a side
_MOSTLY: Final = 0.8


class GridCell(Struct, frozen=True):
    """A cell: its first row and column of the grid, and how many of each; its edges in points."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    x1: float
    top: float
    bottom: float


class Grid(Struct, frozen=True):
    """A ruled grid of a page: where its columns begin and the last ends, the same of its rows, its cells.

    ``has_gaps`` where some rule is missing, so that what it would part cannot be told apart.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    has_gaps: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def encloses(self, other: Grid) -> bool:
        """Whether another grid lies in it."""
        return self.holds(other.xs[0], other.ys[0]) and self.holds(other.xs[-1], other.ys[-1])


def find_grids(page: PdfPage) -> tuple[Grid, ...]:
    """The grids of a page from top to bottom; one within a cell of another belongs to the other."""
    level, upright = _joined(page.level), _joined(page.upright)
    found = [
        grid
        for across, down in _connected(level, upright)
        if (grid := _grid(across, down)) is not None and len(grid.cells) > 1
    ]
    outer = [
        each
        for each in found
        if not any(
            other is not each
            and other.holds(each.xs[0], each.ys[0])
            and other.holds(each.xs[-1], each.ys[-1])
            for other in found
        )
    ]
    return tuple(sorted(outer, key=lambda each: (each.ys[0], each.xs[0])))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line made one, where there is no gap between them."""
    found: list[Rule] = []
    for line in _clusters(sorted(rules, key=lambda each: each.at)):
        at = sum(each.at for each in line) / len(line)
        start = end = None
        for each in sorted(line, key=lambda each: each.start):
            if start is None or end is None:
                start, end = each.start, each.end
            elif each.start <= end + _GAP:
                end = max(end, each.end)
            else:
                found.append(Rule(at, start, end))
                start, end = each.start, each.end
        if start is not None and end is not None:
            found.append(Rule(at, start, end))
    return found


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    line: list[Rule] = []
    for each in rules:
        if line and each.at - line[0].at > _NEAR:
            yield line
            line = []
        line.append(each)
    if line:
        yield line


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - _REACHES <= down.at <= across.end + _REACHES
        and down.start - _REACHES <= across.at <= down.end + _REACHES
    )


def _connected(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that hang together, directly or over others."""
    left = set(range(len(upright)))
    waiting = set(range(len(level)))
    while waiting:
        across, down, fresh = [], [], [waiting.pop()]
        while fresh:
            rule = level[fresh.pop()]
            across.append(rule)
            met = {number for number in left if _meet(rule, upright[number])}
            left -= met
            for number in met:
                down.append(upright[number])
                touched = {each for each in waiting if _meet(level[each], upright[number])}
                waiting -= touched
                fresh.extend(touched)
        yield across, down


def _positions(rules: Iterable[Rule]) -> list[float]:
    found: list[float] = []
    for each in sorted(each.at for each in rules):
        if not found or each - found[-1] > _NEAR:
            found.append(each)
    return found


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """The grid of rules that hang together; ``None`` where they close nothing in."""
    if len(across) < 2 or not down:  # noqa: PLR2004
        return None
    down = [*down, *_open_sides(across, down)]
    xs, ys = _positions(down), _positions(across)
    if len(xs) < 2 or len(ys) < 2 or len(xs) > _MOST_LINES or len(ys) > _MOST_LINES:  # noqa: PLR2004
        return None
    walls = _Walls(xs, ys, across, down)
    cells, has_gaps = _cells(walls)
    return Grid(tuple(xs), tuple(ys), tuple(cells), has_gaps)


def _open_sides(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[Rule]:
    """The sides of a table that has rules within and none at its left and right."""
    top, bottom = min(each.at for each in across), max(each.at for each in across)
    left, right = min(each.start for each in across), max(each.end for each in across)
    ends = (
        (left, min(each.at for each in down) - left, [each.start for each in across]),
        (right, right - max(each.at for each in down), [each.end for each in across]),
    )
    for side, room, reached in ends:
        near = sum(abs(each - side) <= _GAP for each in reached)
        if room > _OPEN_SIDE and near >= max(_MOSTLY * len(across), 2):
            yield Rule(side, top, bottom)


class _Walls:
    """Which sides of the smallest boxes of a grid are ruled."""

    def __init__(
        self, xs: Sequence[float], ys: Sequence[float], across: Iterable[Rule], down: Iterable[Rule]
    ) -> None:
        self.xs, self.ys = xs, ys
        self._level = {
            (_nearest(ys, rule.at), column)
            for rule in across
            for column in range(len(xs) - 1)
            if rule.start - _REACHES <= xs[column] and xs[column + 1] <= rule.end + _REACHES
        }
        self._upright = {
            (row, _nearest(xs, rule.at))
            for rule in down
            for row in range(len(ys) - 1)
            if rule.start - _REACHES <= ys[row] and ys[row + 1] <= rule.end + _REACHES
        }

    def above(self, row: int, column: int) -> bool:
        """Whether a box has a rule above it."""
        return (row, column) in self._level

    def before(self, row: int, column: int) -> bool:
        """Whether a box has a rule at its left."""
        return (row, column) in self._upright


def _nearest(places: Sequence[float], at: float) -> int:
    return min(range(len(places)), key=lambda number: abs(places[number] - at))


def _cells(walls: _Walls) -> tuple[list[GridCell], bool]:
    """The boxes that no rule parts, as cells; whether some of them are no rectangle, or not closed in."""
    rows, columns = len(walls.ys) - 1, len(walls.xs) - 1
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells: list[GridCell] = []
    has_gaps = False
    for first in sorted(free):
        if first not in free:
            continue
        boxes, is_open = _region(walls, first, rows, columns)
        free -= boxes
        if is_open:
            continue  # outside of the table, as beside one of its rows that is shorter
        top, left = min(row for row, _ in boxes), min(column for _, column in boxes)
        height = max(row for row, _ in boxes) - top + 1
        width = max(column for _, column in boxes) - left + 1
        has_gaps = has_gaps or height * width != len(boxes)
        cells.append(
            GridCell(
                top, left, height, width,
                walls.xs[left], walls.xs[left + width], walls.ys[top], walls.ys[top + height],
            )
        )  # fmt: skip
    return cells, has_gaps


def _region(
    walls: _Walls, first: tuple[int, int], rows: int, columns: int
) -> tuple[set[tuple[int, int]], bool]:
    """The boxes that can be reached from one without crossing a rule, and whether the way leads out."""
    boxes, waiting, is_open = {first}, [first], False
    while waiting:
        row, column = waiting.pop()
        ways = (
            (row - 1, column, walls.above(row, column)),
            (row + 1, column, walls.above(row + 1, column)),
            (row, column - 1, walls.before(row, column)),
            (row, column + 1, walls.before(row, column + 1)),
        )
        for to_row, to_column, is_ruled in ways:
            if is_ruled:
                continue
            if not (0 <= to_row < rows and 0 <= to_column < columns):
                is_open = True
            elif (to_row, to_column) not in boxes:
                boxes.add((to_row, to_column))
                waiting.append((to_row, to_column))
    return boxes, is_open
