"""The rows of 依申请公开 → the working days that each took, and the limit that the law of its time set.

The rule is that of ``reply_limits``, for whole columns: what counts those in time (按时办结) asks here, and
so does what looks for late ones.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from report_builder.statistics.reply_limits import REVISED_ON, ApplicationDates, limits_of
from report_builder.statistics.working_day_columns import UNKNOWN, days_of, working_days_between

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from report_builder.statistics.working_day_columns import Days
    from report_builder.statistics.working_days import Calendar

_OLD: Final = limits_of(ApplicationDates(REVISED_ON - timedelta(days=1)))
_NEW: Final = limits_of(ApplicationDates(REVISED_ON))


class ReplyTimes(Struct, frozen=True):
    """Applications as they stood on the last day of a period, row by row.

    Whether each was open then, the ``end`` of its time (its reply, or that of the period), the working days
    ``spent`` by then, and its ``limit``.
    """

    is_open: NDArray[np.bool_]
    end: Days
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
    last = np.datetime64(last_day, "s")
    replied = days_of(rows, "答复日期")
    is_open = np.isnat(replied) | (replied > last)
    end = np.where(is_open, last, replied)
    spent = spent_days(rows, end, calendar)
    limit = reply_limit(rows) + np.where(
        np.isnat(days_of(rows, "延期日期")), 0, _by_law(rows, _OLD.extension, _NEW.extension)
    )
    return ReplyTimes(is_open, end, spent, limit)


def reply_limit(rows: pd.DataFrame) -> NDArray[np.int32]:
    """The working days to reply without an extension."""
    return _by_law(rows, _OLD.reply, _NEW.reply)


def _by_law(rows: pd.DataFrame, old: int, new: int) -> NDArray[np.int32]:
    """What the law under which each was received sets."""
    is_old = days_of(rows, "收到日期") < np.datetime64(REVISED_ON, "s")
    return np.where(is_old, old, new).astype(np.int32)


def spent_days(rows: pd.DataFrame, end: Days, calendar: Calendar) -> NDArray[np.int32]:
    """The working days that count up to an end, those of consultation left out (第三十三条).

    A correction starts the limit anew (第三十条); before it, and without an end, nothing can be counted.
    """
    asked, corrected = days_of(rows, "补正通知日期"), days_of(rows, "补正日期")
    start = np.where(np.isnat(asked), days_of(rows, "收到日期"), corrected)
    days = working_days_between(start, end, calendar)
    began, ended = days_of(rows, "征求意见开始"), days_of(rows, "征求意见结束")
    until = np.where(ended <= end, ended, end)
    counted_from = np.where(np.isnat(began) | (began >= start), began, start)
    consulted = np.maximum(working_days_between(counted_from, until, calendar), 0)  # nil where not known
    return np.where(days == UNKNOWN, UNKNOWN, days - consulted).astype(np.int32)
