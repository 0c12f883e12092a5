"""``ReportFormat`` → the indicators of 工作情况 that its tables want and no ledger can count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.formats.definitions import ReportFormat


class WantedIndicator(Struct, frozen=True):
    """An indicator by the name that the format looks for, and its unit."""

    name: str
    unit: str


def indicators_of(report_format: ReportFormat) -> tuple[WantedIndicator, ...]:
    """The indicators in the tables' order, each once.

    Those that stand beside a counted figure, and those that may be left out, are for agencies that know
    better than their ledgers; to list them would be to ask for the same figure twice.
    """
    named = (*_of_annex(report_format), *_of_tables(report_format))
    return tuple({each.name: each for each in reversed(named)}.values())[::-1]


def _of_annex(report_format: ReportFormat) -> Iterator[WantedIndicator]:
    for row in report_format.annex.rows if report_format.annex else ():
        if row.work and not (row.figure or row.sum_of or row.sum_rows or row.optional):
            yield WantedIndicator(row.work, row.unit)


def _of_tables(report_format: ReportFormat) -> Iterator[WantedIndicator]:
    cells = (
        cell
        for table in report_format.tables
        for row in table.rows
        for cell in table.cells(row)
        if cell.work and not cell.paths and not cell.optional
    )
    for cell in cells:
        if cell.less:
            yield WantedIndicator(cell.less, cell.unit)
        yield WantedIndicator(cell.work, cell.unit)
