"""``TableDefinition``s and ``Statistics`` → ``FilledTable``s: the tables with the year's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.formats.sourcing import Indicator, gather_figures
from report_builder.formats.tables import FilledTable, PrintedCell
from report_builder.quantities import mm, printed_number
from report_builder.statistics.declaring import segment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.formats.sourcing import YearFigures
    from report_builder.formats.table_definitions import CellDefinition, TableDefinition
    from report_builder.statistics.figures import Statistics

_FILE: Final = "tables.toml"


def fill_tables(
    definitions: Iterable[TableDefinition], statistics: Statistics, findings: Findings
) -> tuple[FilledTable, ...]:
    """The tables in their order; nil prints 0, since a blank cell would say that nobody counted."""
    figures = gather_figures(statistics, findings)
    return tuple(_fill(definition, figures) for definition in definitions)


def _fill(table: TableDefinition, figures: YearFigures) -> FilledTable:
    return FilledTable(
        name=table.name,
        section=table.section,
        widths=tuple(mm(width) for width in table.widths),
        is_small=table.small,
        size=table.size,
        head_rows=table.head_rows,
        keeps_together=table.together,
        rows=tuple(tuple(_cell(cell, figures) for cell in table.cells(row)) for row in table.rows),
    )


def _cell(cell: CellDefinition, figures: YearFigures) -> PrintedCell:
    return PrintedCell(
        text=_figure(cell, figures) if cell.has_figure else cell.label,
        key=_key(cell),
        columns=cell.columns,
        rows=cell.rows,
        is_head=cell.head,
        is_vertical=cell.vertical,
        align=cell.align,
    )


def _key(cell: CellDefinition) -> str:
    """What its figure is known by; empty for a cell without one."""
    return "+".join(cell.paths) or (f"work.{segment(cell.work)}" if cell.work else "")


def _figure(cell: CellDefinition, figures: YearFigures) -> str:
    """A figure as it is printed."""
    name = cell.work or "、".join(cell.paths)
    counted = figures.counted(name, cell.paths, _FILE)
    value = figures.settle(Indicator(name, cell.work, cell.unit, cell.optional, _key(cell)), counted)
    if cell.less:
        value -= figures.settle(Indicator(cell.less, cell.less, cell.unit, cell.optional, _key(cell)), None)
    return f"{printed_number(value)}{cell.suffix}"
