"""A figure's path → the rows of the ledgers that it comes of: file, sheet, cell and number, no contents."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from report_builder.ledgers.frames import PROVENANCE
from report_builder.ledgers.sheets import SHEETS
from report_builder.statistics.axes import AXES
from report_builder.statistics.catalogue import cells, summed_paths
from report_builder.statistics.declaring import Aggregate
from report_builder.statistics.evaluating import Grouping, is_tabled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from report_builder.diagnostics import Place
    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.catalogue import SingleFigure
    from report_builder.statistics.declaring import Labels
    from report_builder.statistics.evaluating import Sources
    from report_builder.statistics.sources.row_source import RowSource


class ContributingRow(Struct, frozen=True):
    """A row that a figure comes of: its cell, its 登记编号 or 案号 if it has one, and what it adds."""

    place: Place
    number: str
    amount: int | Decimal


class RowsBehind:
    """The rows behind the figures of one year, found when they are asked for."""

    def __init__(
        self, ledgers: Ledgers, sources: Sources, labels: Labels, groups: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._ledgers = ledgers
        self._sources = sources
        self._labels = labels
        self._groups = groups

    @cached_property
    def _cells(self) -> Mapping[str, SingleFigure]:
        """Every figure by its path."""
        return {cell.path: cell for cell in cells(self._labels)}

    def behind(self, path: str) -> Iterator[ContributingRow]:
        """The rows that add up to a figure, or the one that gives it; none where it is nil or not known.

        Raises ``KeyError`` for the path of no figure.
        """
        cell = self._cells[path]
        if not cell.figure.source:
            for part in summed_paths(cell, self._cells, self._labels, self._groups):
                for each in self.behind(part):
                    amount = (
                        Decimal(each.amount).scaleb(cell.figure.scale) if cell.figure.scale else each.amount
                    )
                    yield ContributingRow(each.place, each.number, amount)
            return
        grouping = Grouping.of(cell.figure)
        yield from self._of_source(self._sources.rows[grouping.source], grouping, cell)
        totals = self._sources.totals.get(grouping.source)
        if totals is not None and is_tabled(totals, grouping):
            yield from self._of_source(totals, grouping, cell)

    def _of_source(
        self, source: RowSource, grouping: Grouping, cell: SingleFigure
    ) -> Iterator[ContributingRow]:
        """The rows of one source, each with its cell."""
        rows = source.frame
        chosen = source.masks[grouping.where] if grouping.where else np.ones(len(rows), bool)
        for axis in grouping.axes:
            chosen = chosen & (rows[AXES[axis].column] == cell.labels[axis]).to_numpy()
        rows = rows[chosen]
        column = source.quantity or grouping.column
        rows = _that_give(rows, grouping.measure, column)
        amounts = rows[column].tolist() if column else [1] * len(rows)
        cells_of = rows[source.named_by].astype("str") if source.named_by else None
        number = SHEETS[source.sheet].number
        kept = rows[[*PROVENANCE, *([number] if number in rows else [])]]
        for place, (entry, amount) in enumerate(zip(self._ledgers.entries(kept), amounts, strict=True)):
            cell_of = source.cell if cells_of is None else cells_of.iloc[place]
            yield ContributingRow(
                entry.place(grouping.column or cell_of),
                entry.text(number) if number in kept else "",
                amount if isinstance(amount, Decimal) else int(amount),
            )


def _that_give(rows: pd.DataFrame, measure: Aggregate, column: str) -> pd.DataFrame:
    """Those of the rows of a group that its figure comes of: all, those that say something, or the one."""
    if measure in {Aggregate.COUNT, Aggregate.SUM, Aggregate.EXACT_SUM}:
        return rows
    given = rows[rows[column].notna()]
    if measure is Aggregate.LAST:
        return given.iloc[-1:]
    return given[given[column] == given[column].max()].iloc[:1] if measure is Aggregate.GREATEST else given
