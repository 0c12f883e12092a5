"""Tables that are laid out otherwise than a format's → its figures, each by the labels beside and above it.

The fifteen figures of 行政复议、行政诉讼 over three rows or three tables, the table of applications with its
rows and columns changed: a cell is known where its row's label and its column's heads stand before it and
over it, in one direction or the other for all of them. What two cells could be is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.reports.row_matching import NEARLY, OTHER, SAME, grade_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from report_builder.reports.report import Table, TableCell

_MOST: Final = 0.8  # of the figures; of fewer nobody knows what the table is
_MOST_HEADS: Final = 3


class HeadedFigure(Struct, frozen=True):
    """A figure that is demanded: its number, its row's label, and the heads above it, from the top."""

    number: int
    label: str
    heads: tuple[str, ...]


class _Seen(Struct, frozen=True):
    """A cell that may hold a figure, with the labels at its left and above it."""

    table: int
    cell: TableCell
    beside: tuple[str, ...]
    above: tuple[str, ...]


def find_by_heads(
    wanted: Sequence[HeadedFigure], tables: Sequence[Table], figures: Mapping[int, bool]
) -> dict[int, tuple[int, TableCell]]:
    """The table's number and the cell of each demanded figure, by its number; empty where most are not there.

    ``figures`` tells of each cell, by its identity, whether it may hold a figure.
    """
    needed = {each.number: _needed(each, wanted) for each in wanted}
    words = {cell.text for table in tables for row in table.rows for cell in row if not figures[id(cell)]}
    if not all(needed.values()) or not _are_there(wanted, words):
        return {}
    seen = [one for table in tables for one in _seen(table, figures)]
    for is_turned in (False, True):
        found: dict[int, tuple[int, TableCell]] = {}
        for each in wanted:
            heads = needed[each.number]
            fit = [_fit(each.label, heads, one, is_turned=is_turned) for one in seen]
            best = max(fit, default=OTHER)
            if best and fit.count(best) == 1:
                one = seen[fit.index(best)]
                found[each.number] = (one.table, one.cell)
        if len({id(cell) for _, cell in found.values()}) == len(found) >= _MOST * len(wanted):
            return found
    return {}


def _are_there(wanted: Sequence[HeadedFigure], words: Collection[str]) -> bool:
    """Whether most of the labels and lowest heads stand anywhere: else no place needs looking for."""
    sought = {label for each in wanted for label in (each.label, *each.heads[-1:]) if label}
    return sum(any(grade_labels(one, word) for word in words) for one in sought) >= _MOST * len(sought)


def _needed(figure: HeadedFigure, wanted: Sequence[HeadedFigure]) -> tuple[str, ...]:
    """As many of its heads, from the lowest, as tell it from all others of its label."""
    others = [each for each in wanted if each.number != figure.number and each.label == figure.label]
    for count in range(1, _MOST_HEADS + 1):
        heads = figure.heads[-count:]
        if all(each.heads[-count:] != heads for each in others):
            return heads
    return figure.heads


def _seen(table: Table, figures: Mapping[int, bool]) -> Iterator[_Seen]:
    """The cells of a table that may hold figures."""
    labels: dict[int, list[str]] = {}
    reaching: list[tuple[TableCell, int]] = []
    for row in table.rows:
        line = sorted((*row, *(cell for cell, _ in reaching)), key=lambda cell: cell.column)
        beside: list[str] = []
        for cell in line:
            columns = range(cell.column, cell.column + cell.columns)
            if figures[id(cell)]:
                if cell in row:
                    yield _Seen(table.number, cell, tuple(beside), tuple(labels.get(cell.column, ())))
                continue
            beside.append(cell.text)
            if cell in row:
                for column in columns:
                    labels.setdefault(column, []).append(cell.text)
        reaching = [(cell, left - 1) for cell, left in reaching if left > 1]
        reaching += [(cell, cell.rows - 1) for cell in row if cell.rows > 1]


def _fit(label: str, heads: Sequence[str], seen: _Seen, *, is_turned: bool) -> int:
    """How well a cell has the label on the one side and every head on the other, or on either without one."""
    beside, above = (seen.above, seen.beside) if is_turned else (seen.beside, seen.above)
    around = above if label else (*above, *beside)
    grades = [_grade(head, around) for head in heads]
    if label:
        grades.append(_grade(label, beside))
    return sum(grades) if all(grades) else OTHER


def _grade(label: str, written: Sequence[str]) -> int:
    """How well a label stands there; of several that are only near it none is meant."""
    grades = [grade_labels(label, each) for each in written]
    if SAME in grades:
        return SAME
    return NEARLY if grades.count(NEARLY) == 1 else OTHER
