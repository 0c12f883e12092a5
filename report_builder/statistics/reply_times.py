"""The rows of 依申请公开 → the working days that each took, and the limit that the law of its time set.

One rule for the check that tells of a late reply and for the figure of those in time (按时办结).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from msgspec import Struct

from report_builder.statistics.working_day_columns import UNKNOWN, working_days_between

if TYPE_CHECKING:
    from numpy.typing import NDArray

# 国令第711号 came into force on this day; what was received before is judged by 国令第492号.
REVISED_ON: Final = date(2019, 5, 15)
OLD_LIMIT: Final = 15  # 国令第492号，第二十四条: to reply, and again where extended
NEW_LIMIT: Final = 20  # 国令第711号，第三十三条


class ReplyTimes(Struct, frozen=True):
    """Applications as they stood on the last day of a period: of each, row by row,

    whether it was ``open`` then, the ``end`` (of its reply, or of the period), the working days ``spent`` and those
    of them spent on ``consulted`` third parties, and its ``limit``.
    """

    open: pd.Series
    end: pd.Series
    spent: NDArray[np.int32]
    consulted: NDArray[np.int32]
    limit: NDArray[np.int32]

    @property
    def is_late(self) -> NDArray[np.bool_]:
        """Which took longer than the law allows."""
        return self.spent > self.limit

    @property
    def in_time(self) -> NDArray[np.bool_]:
        """Which kept the limit; neither where nothing can be counted."""
        return (self.spent != UNKNOWN) & (self.spent <= self.limit)


def reply_times(rows: pd.DataFrame, last_day: date) -> ReplyTimes:
    """How long the applications took to the reply, or to the last day where there was none by then."""
    last = pd.Timestamp(last_day)
    replied = rows["答复日期"]
    is_open = replied.isna() | (replied > last)
    end = replied.mask(is_open, last)
    spent, consulted = spent_days(rows, end)
    own = own_limit(rows)
    limit = np.where(rows["延期日期"].notna(), own * 2, own)
    return ReplyTimes(is_open, end, spent, consulted, limit)


def own_limit(rows: pd.DataFrame) -> NDArray[np.int32]:
    """The working days to reply, which an extension gives once more."""
    is_old = (rows["收到日期"] < pd.Timestamp(REVISED_ON)).to_numpy()
    return np.where(is_old, OLD_LIMIT, NEW_LIMIT).astype(np.int32)


def spent_days(rows: pd.DataFrame, end: pd.Series) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The working days that count up to an end, and those of consultation, which do not (第三十三条).

    A correction starts the limit anew (第三十条); before it, and without an end, nothing can be counted.
    """
    asked, corrected = rows["补正通知日期"], rows["补正日期"]
    start = rows["收到日期"].mask(asked.notna(), corrected)
    days = working_days_between(start, end)
    began = rows["征求意见开始"]
    until = rows["征求意见结束"].fillna(end)
    until = until.where(until <= end, end)
    consulted = working_days_between(began.where(began >= start, start).where(began.notna()), until)
    consulted = np.maximum(consulted, 0)  # not consulted, or not known
    return np.where(days == UNKNOWN, UNKNOWN, days - consulted).astype(np.int32), consulted
