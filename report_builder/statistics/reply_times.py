"""The rows of 依申请公开 → the working days that each took, and the limit that the law of its time set.

The rule is that of ``reply_limits``, for whole columns: what counts those in time (按时办结) asks here, and
so does what looks for late ones.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from msgspec import Struct

from report_builder.statistics.reply_limits import REVISED_ON, ApplicationDates, limits_of
from report_builder.statistics.working_day_columns import UNKNOWN, working_days_between

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from report_builder.statistics.working_days import Calendar

_OLD: Final = limits_of(ApplicationDates(REVISED_ON - timedelta(days=1)))
_NEW: Final = limits_of(ApplicationDates(REVISED_ON))


class ReplyTimes(Struct, frozen=True):
    """Applications as they stood on the last day of a period, row by row.

    Whether each was open then, the ``end`` of its time (its reply, or that of the period), the working days
    ``spent`` by then, and its ``limit``.
    """

    is_open: pd.Series
    end: pd.Series
    spent: NDArray[np.int32]
    limit: NDArray[np.int32]

    @property
    def is_late(self) -> NDArray[np.bool_]:
        """Which took longer than the law allows."""
        return np.asarray(self.spent > self.limit, dtype=np.bool_)

    @property
    def in_time(self) -> NDArray[np.bool_]:
        """Which kept the limit; neither where nothing can be counted."""
        return np.asarray((self.spent != UNKNOWN) & (self.spent <= self.limit), dtype=np.bool_)


def reply_times(rows: pd.DataFrame, last_day: date, calendar: Calendar) -> ReplyTimes:
    """How long the applications took to the reply, or to the last day where there was none by then."""
    last = pd.Timestamp(last_day)
    replied = rows["答复日期"]
    is_open = replied.isna() | (replied > last)
    end = replied.mask(is_open, last)
    spent = spent_days(rows, end, calendar)
    limit = reply_limit(rows) + np.where(
        rows["延期日期"].notna(), _by_law(rows, _OLD.extension, _NEW.extension), 0
    )
    return ReplyTimes(is_open, end, spent, limit)


def reply_limit(rows: pd.DataFrame) -> NDArray[np.int32]:
    """The working days to reply without an extension."""
    return _by_law(rows, _OLD.reply, _NEW.reply)


def _by_law(rows: pd.DataFrame, old: int, new: int) -> NDArray[np.int32]:
    """What the law under which each was received sets."""
    is_old = (rows["收到日期"] < pd.Timestamp(REVISED_ON)).to_numpy()
    return np.where(is_old, old, new).astype(np.int32)


def spent_days(rows: pd.DataFrame, end: pd.Series, calendar: Calendar) -> NDArray[np.int32]:
    """The working days that count up to an end, those of consultation left out (第三十三条).

    A correction starts the limit anew (第三十条); before it, and without an end, nothing can be counted.
    """
    asked, corrected = rows["补正通知日期"], rows["补正日期"]
    start = rows["收到日期"].mask(asked.notna(), corrected)
    days = working_days_between(start, end, calendar)
    began = rows["征求意见开始"]
    until = rows["征求意见结束"].fillna(end)
    until = until.where(until <= end, end)
    counted_from = began.where(began >= start, start).where(began.notna())
    consulted = np.maximum(working_days_between(counted_from, until, calendar), 0)  # nil where not known
    return np.where(days == UNKNOWN, UNKNOWN, days - consulted).astype(np.int32)
