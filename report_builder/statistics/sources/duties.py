"""规范性文件 with its totals, 行政执法 and 行政事业性收费 → what is made, decided and charged in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from report_builder.ledgers import sheets
from report_builder.ledgers.frames import YEAR
from report_builder.statistics.sources.requests import cells_of
from report_builder.statistics.sources.row_source import RowSource
from report_builder.statistics.working_day_columns import days_of

if TYPE_CHECKING:
    import pandas as pd

    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.sources.row_source import Mask, YearPeriod

COLUMNS_OF_STOCK: Final = {"本年制发数量": "issued", "本年废止数量": "abolished", "现行有效数量": "in force"}


def document_source(ledgers: Ledgers, period: YearPeriod) -> RowSource:
    """Documents made (本年制发) and abolished (本年废止) in the year, and in force (现行有效) at its end."""
    rows = ledgers.frame(sheets.NORMATIVE_DOCUMENTS)
    made, abolished = days_of(rows, "制发日期"), days_of(rows, "废止日期")
    masks = {
        "issued": period.holds(made),
        "abolished": period.holds(abolished),
        "in force": (made <= period.last) & (np.isnat(abolished) | (abolished > period.last)),
    }
    return RowSource(sheets.NORMATIVE_DOCUMENTS, rows, masks, "文件名称")


def document_totals(ledgers: Ledgers) -> RowSource:
    """The cells of the tables that were filled in."""
    rows = cells_of(ledgers.frame(sheets.DOCUMENT_TOTALS), "文件类型", tuple(COLUMNS_OF_STOCK), "栏")
    of = np.asarray(rows["栏"], dtype=object)
    masks = {where: of == column for column, where in COLUMNS_OF_STOCK.items()}
    return RowSource(sheets.DOCUMENT_TOTALS, rows, masks, "", "件数", "栏")


def quantity_source(ledgers: Ledgers, sheet: str, column: str, period: YearPeriod) -> RowSource:
    """Quantities of the year; one that names only a month is of the year whose folder it lies in."""
    rows = ledgers.frame(sheet)
    return RowSource(sheet, rows, {"in year": ~is_other_year(rows, period)}, column)


def is_other_year(rows: pd.DataFrame, period: YearPeriod) -> Mask:
    """Which rows say that they are of another year."""
    year = period.first_day.year
    is_other: Mask = rows[YEAR].to_numpy(dtype=np.int64, na_value=year) != year
    return is_other
