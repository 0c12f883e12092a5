"""Figures and the rows that they are counted of → their values: one ``groupby`` for all of one grouping.

An outer column, such as an agency, counts many at once: the figures are then given for each of its labels.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd
from msgspec import Struct

from report_builder.statistics.axes import AXES
from report_builder.statistics.catalogue import FIGURES, cells
from report_builder.statistics.declaring import Aggregate, segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pandas.api.typing import SeriesGroupBy

    from report_builder.statistics.declaring import FigureDeclaration, Labels, Value
    from report_builder.statistics.sources.row_source import RowSource

Tally: TypeAlias = "dict[tuple[str, ...], Value]"  # by the outer label, then those of the axes


class Sources(Struct, frozen=True):
    """The rows by the names that figures give them, and beside some the cells of tables filled in."""

    rows: Mapping[str, RowSource]
    totals: Mapping[str, RowSource]


class Grouping(Struct, frozen=True):
    """What figures have in common that are counted together."""

    source: str
    where: str
    axes: tuple[str, ...]
    measure: Aggregate
    column: str

    @classmethod
    def of(cls, figure: FigureDeclaration) -> Grouping:
        """The grouping of a figure."""
        return cls(figure.source, figure.where, figure.axes, figure.measure, figure.column)


class Counted(Struct, frozen=True):
    """Figures by path, and the labels of every axis that they were counted by."""

    values: dict[str, Value]
    labels: Labels


def evaluate(
    sources: Sources, known: Labels, outer: str = "", figures: Iterable[FigureDeclaration] = FIGURES
) -> dict[str, Counted]:
    """Every counted figure, for each label of the ``outer`` column; under the empty one without it."""
    counted = [figure for figure in figures if figure.source]
    tallies = _tallies(sources, dict.fromkeys(map(Grouping.of, counted)), outer)
    keys = dict.fromkeys(key[0] for tally in tallies.values() for key in tally) if outer else {"": None}
    return {key: _values(key, tallies, counted, known) for key in keys}


def _tallies(sources: Sources, groupings: Iterable[Grouping], outer: str) -> dict[Grouping, Tally]:
    """The values of every grouping; a coarser one of the same rows is summed up from a finer one."""
    tallies: dict[Grouping, Tally] = {}
    for grouping in sorted(groupings, key=lambda grouping: -len(grouping.axes)):
        finer = next((each for each in tallies if _is_finer(sources, each, grouping)), None)
        tallies[grouping] = (
            _tally(sources, grouping, outer) if finer is None else _margin(tallies[finer], finer, grouping)
        )
    return tallies


def _is_finer(sources: Sources, finer: Grouping, grouping: Grouping) -> bool:
    """Whether the groups of a grouping are made of those of a finer one."""
    totals = sources.totals.get(grouping.source)
    return (
        grouping.measure.can_be_nil
        and set(grouping.axes) < set(finer.axes)
        and (finer.source, finer.where) == (grouping.source, grouping.where)
        and (finer.measure, finer.column) == (grouping.measure, grouping.column)
        and (totals is None or is_tabled(totals, finer) == is_tabled(totals, grouping))
    )


def _margin(tally: Tally, finer: Grouping, grouping: Grouping) -> Tally:
    """The sums of a finer tally over the axes that a grouping does not have."""
    places = [0, *(finer.axes.index(axis) + 1 for axis in grouping.axes)]
    sums: Tally = {}
    for key, value in tally.items():
        kept = tuple(key[place] for place in places)
        sums[kept] = (sums.get(kept) or 0) + (value or 0)
    return sums


def _tally(sources: Sources, grouping: Grouping, outer: str) -> Tally:
    """The groups' values, those of the tables that were filled in added to those of the rows."""
    tally = tally_source(sources.rows[grouping.source], grouping, outer)
    totals = sources.totals.get(grouping.source)
    if totals is not None and is_tabled(totals, grouping):
        for key, value in tally_source(totals, grouping, outer).items():
            tally[key] = (tally.get(key) or 0) + (value or 0)
    return tally


def is_tabled(totals: RowSource, grouping: Grouping) -> bool:
    """Whether a table that is filled in directly has cells for the figures of a grouping."""
    columns = {AXES[axis].column for axis in grouping.axes}
    is_count = grouping.measure is Aggregate.COUNT and grouping.where in totals.masks
    return is_count and columns <= set(totals.frame.columns)


def tally_source(source: RowSource, grouping: Grouping, outer: str) -> Tally:
    """What one source gives for a grouping; a table's cell counts for what stands in it.

    Raises ``KeyError`` for a condition that the source does not have: it must never mean every row.
    """
    keys = [*([outer] if outer else []), *(AXES[axis].column for axis in grouping.axes)]
    measure = Aggregate.SUM if source.quantity else grouping.measure
    column = source.quantity or grouping.column
    counted = source.masks[grouping.where] if grouping.where else None
    if not len(source.frame) or not (counted is None or counted.any()):
        return {}
    arrays = {name: source.frame[name].array for name in (*keys, *([column] if column else []))}
    if counted is not None and not counted.all():
        arrays = {name: array[counted] for name, array in arrays.items()}
    padded = () if outer else ("",)
    if not keys:
        # No other measure is declared for all rows together.
        rows = len(source.frame) if counted is None else int(counted.sum())
        return {("",): _plain(pd.Series(arrays[column]).sum() if column else rows)}
    frame = pd.DataFrame(arrays, copy=False)
    grouped = frame.groupby(keys, observed=True, sort=False, dropna=False)  # no row may be lost
    found = grouped.size() if not column else _measured(grouped[column], measure)
    labels = found.index.tolist()
    return {
        (*padded, *(map(str, label) if isinstance(label, tuple) else (str(label),))): _plain(value)
        for label, value in zip(labels, found.tolist(), strict=True)
    }


def _measured(values: SeriesGroupBy[Any, Any], measure: Aggregate) -> pd.Series:
    """What a measure makes of the values of each group."""
    if measure in {Aggregate.SUM, Aggregate.EXACT_SUM}:
        return values.sum()
    if measure is Aggregate.SUM_GIVEN:
        return values.sum(min_count=1)
    return values.last() if measure is Aggregate.LAST else values.max()


def _plain(value: Any) -> Value:  # noqa: ANN401  whatever pandas has in a column
    """A value of a column as a plain one: missing is ``None``."""
    if isinstance(value, Decimal):
        return value
    return None if value is None or value is pd.NA else int(value)


def _values(
    key: str, tallies: Mapping[Grouping, Tally], figures: Iterable[FigureDeclaration], known: Labels
) -> Counted:
    """The figures of one outer label, nil where there is no row, with the labels that its rows add."""
    own = {
        grouping: {labels[1:]: value for labels, value in tally.items() if labels[0] == key}
        for grouping, tally in tallies.items()
    }
    labels = _with_own_labels(known, own)
    values: dict[str, Value] = {}
    for cell in cells(labels, figures):
        grouping = Grouping.of(cell.figure)
        values[cell.path] = own[grouping].get(
            tuple(cell.labels[axis] for axis in grouping.axes), _nil(cell.figure)
        )
    return Counted(values, labels)


def _nil(figure: FigureDeclaration) -> Value:
    """The figure of no row at all."""
    if not figure.measure.can_be_nil:
        return None
    return Decimal(0) if figure.measure is Aggregate.EXACT_SUM else 0


def _with_own_labels(known: Labels, tallies: Mapping[Grouping, Mapping[tuple[str, ...], Value]]) -> Labels:
    """The known labels of each axis, and behind them those that occur on an open one."""
    labels = {name: dict(steps) for name, steps in known.items()}
    for grouping, tally in tallies.items():
        for place, axis in enumerate(grouping.axes):
            if AXES[axis].is_open:
                for found in tally:
                    labels[axis].setdefault(found[place], segment(found[place]))
    return labels
