"""复议诉讼 and 复议诉讼统计 → the year's cases as they stood at its end, and tables filled in directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from report_builder.ledgers import sheets
from report_builder.ledgers.frames import texts
from report_builder.ledgers.vocabulary import PENDING
from report_builder.statistics.rows import COMPLAINT, DISPUTE_OUTCOMES, PETITION, SUITS
from report_builder.statistics.sources.requests import cells_of
from report_builder.statistics.sources.row_source import RowSource
from report_builder.statistics.working_day_columns import days_of

if TYPE_CHECKING:
    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.sources.row_source import YearPeriod

CAME_LATER: Final = "came later"
CLOSED_EARLIER: Final = "closed earlier"


def dispute_source(ledgers: Ledgers, period: YearPeriod) -> RowSource:
    """Cases by outcome in the year of their end, open ones as pending; complaints as they come in."""
    rows = ledgers.frame(sheets.DISPUTES)
    received, closed = days_of(rows, "收到日期"), days_of(rows, "审结日期")
    kind = np.asarray(rows["案件类型"], dtype=object)
    is_suit = np.isin(kind, list(SUITS))
    in_year = period.holds(received)
    came_later = (is_suit & (received > period.last)) | (~is_suit & ~in_year)
    closed_earlier = is_suit & ~came_later & (closed < period.first)
    is_open = np.isnat(closed) | (closed > period.last)
    masks = {
        CAME_LATER: came_later,
        CLOSED_EARLIER: closed_earlier,
        "of the year": is_suit & ~came_later & ~closed_earlier,
        "complaints": (kind == COMPLAINT) & in_year,
        "petitions": (kind == PETITION) & in_year,
    }
    outcome = np.where(is_open, PENDING, np.asarray(rows["结果"], dtype=object))
    return RowSource(sheets.DISPUTES, rows.assign(结果=texts(outcome)), masks, "案号")


def dispute_totals(ledgers: Ledgers) -> RowSource:
    """The cells of the tables that were filled in."""
    rows = cells_of(ledgers.frame(sheets.DISPUTE_TOTALS), "案件类型", tuple(DISPUTE_OUTCOMES), "结果")
    return RowSource(
        sheets.DISPUTE_TOTALS, rows, {"of the year": rows["件数"].notna().to_numpy()}, "", "件数", "结果"
    )
