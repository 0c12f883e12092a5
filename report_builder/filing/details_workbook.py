"""``Statistics`` → the bytes of ``明细.xlsx``: of every figure the cells of the ledgers that it comes of.

It names cells and numbers (登记编号, 案号) for whoever checks a figure, and nothing that the cells say.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from report_builder.filing.statistics_sheets import SheetTable
from report_builder.filing.statistics_workbook import tables_xlsx
from report_builder.statistics.catalogue import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.filing.statistics_sheets import Cell
    from report_builder.statistics.figures import Statistics

# A workbook that nobody can open tells nobody anything; all of a table's figures come before it is full.
MOST_OF_A_FIGURE: Final = 2_000
MOST_ROWS: Final = 100_000
_HEADER: Final = ("数据", "数值", "单位", "计入", "文件", "工作表", "单元格", "编号", "名称")


def details_xlsx(statistics: Statistics, format_name: str) -> bytes:
    """The workbook; the same figures give the same bytes."""
    rows = tuple(islice(_rows(statistics), MOST_ROWS))
    return tables_xlsx([SheetTable("明细", _HEADER, rows)], statistics, format_name)


def _rows(statistics: Statistics) -> Iterator[tuple[Cell, ...]]:
    """The rows behind each figure of ``statistics.json`` that is not nil, in its order."""
    for cell in cells(statistics.labels):
        figure = statistics.figures.get(cell.path)
        if not figure or not cell.figure.source:  # what is a sum of others stands with these
            continue
        for number, row in enumerate(statistics.rows_behind(cell.path)):
            if number == MOST_OF_A_FIGURE:
                yield (cell.caption, figure, cell.figure.unit, None, "其余的没有列出", "", "", "", cell.path)
                break
            place = row.place
            told = (cell.caption, figure, cell.figure.unit, row.amount)
            yield (*told, place.file, place.sheet, place.cell, row.number, cell.path)
