"""依申请公开 and 依申请公开统计 → the year's applications, and the cells of tables filled in directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from report_builder.ledgers import sheets
from report_builder.ledgers.frames import PROVENANCE, texts
from report_builder.statistics.reply_times import reply_times
from report_builder.statistics.rows import APPLICANTS, CARRIED_IN, CARRIED_OUT, NEW
from report_builder.statistics.sources.row_source import RowSource
from report_builder.statistics.tables.requests import UNKNOWN_METHOD
from report_builder.statistics.working_day_columns import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.ledgers.frames import Ledgers
    from report_builder.request_rows import RequestRow
    from report_builder.statistics.sources.row_source import YearPeriod
    from report_builder.statistics.working_days import Calendar

OF_THE_YEAR: Final = "of the year"
CAME_LATER: Final = "came later"
ANSWERED_EARLIER: Final = "answered earlier"


def application_source(ledgers: Ledgers, period: YearPeriod, calendar: Calendar) -> RowSource:
    """The applications: received, carried in, closed, in time or extended, and carried out.

    An outcome and its fees count in the year of the reply; what is open on the last day is carried out. That
    an answered application has an outcome, and no other has one, the ledgers have made sure of.
    """
    rows = ledgers.frame(sheets.APPLICATIONS)
    received, replied = days_of(rows, "收到日期"), days_of(rows, "答复日期")
    extended = ~np.isnat(days_of(rows, "延期日期"))
    came_later = received > period.last
    answered_earlier = ~came_later & (replied < period.first)
    of_year = ~came_later & ~answered_earlier
    closed = of_year & (replied <= period.last)
    method = np.asarray(rows["申请方式"], dtype=object)
    times = reply_times(rows, period.last_day, calendar)
    masks = {
        OF_THE_YEAR: of_year,
        CAME_LATER: came_later,
        ANSWERED_EARLIER: answered_earlier,
        "received": of_year & (received >= period.first),
        "carried in": of_year & (received < period.first),
        "closed": closed,
        "closed in time": closed & ~extended & times.in_time,
        "closed late": closed & times.is_late,
        "closed neither": closed & ~extended & ~times.in_time,
        "closed extended": closed & extended,
        "carried out": of_year & ~closed,
    }
    known = rows.assign(申请方式=texts(np.where(method == "", UNKNOWN_METHOD, method)))
    return RowSource(sheets.APPLICATIONS, known, masks, "登记编号")


def application_totals(ledgers: Ledgers, outcomes: Iterable[RequestRow]) -> RowSource:
    """The cells of the tables that were filled in, under the same conditions as the rows that they count."""
    rows = cells_of(ledgers.frame(sheets.APPLICATION_TOTALS), "项目", tuple(APPLICANTS), "申请人类型")
    label = np.asarray(rows["项目"], dtype=object)
    masks = {
        "received": label == NEW.label,
        "carried in": label == CARRIED_IN.label,
        # （七）总计 is the sum of the outcomes; a table that says otherwise is told by ``checks.arithmetic``.
        "closed": np.isin(label, [row.label for row in outcomes]),
        "carried out": label == CARRIED_OUT.label,
    }
    return RowSource(
        sheets.APPLICATION_TOTALS, rows.assign(处理结果=rows["项目"]), masks, "", "件数", "申请人类型"
    )


def cells_of(table: pd.DataFrame, label: str, columns: tuple[str, ...], name: str) -> pd.DataFrame:
    """A row for every cell that was filled in: its count under 件数, its column's name under ``name``."""
    kept = [*PROVENANCE, label]
    if not len(table):  # as nearly everywhere; pandas would take its time over nothing
        columns_of = {**dict(zip(kept, kept, strict=True)), "件数": columns[0], name: label}
        return pd.DataFrame({made: table[column].array for made, column in columns_of.items()}, copy=False)
    rows = table.melt(
        id_vars=kept, value_vars=list(columns), var_name=name, value_name="件数", ignore_index=False
    )
    return rows[rows["件数"].notna()]
