"""Two columns of days → the working days between them, row by row, by a ``Calendar``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from report_builder.statistics.working_days import Calendar

    Days = NDArray[np.datetime64]

UNKNOWN: Final = -1
_EPOCH: Final = date(1970, 1, 1)  # numpy counts days from here


def days_of(rows: pd.DataFrame, column: str) -> Days:
    """The days of a column of dates; ``NaT``, neither before nor after any day, where there is none."""
    return rows[column].to_numpy()


def are_of_year(days: Days, year: int) -> NDArray[np.bool_]:
    """Which days are of a year."""
    return (days >= np.datetime64(f"{year:04}-01-01")) & (days <= np.datetime64(f"{year:04}-12-31"))


def working_days_between(start: Days, end: Days, calendar: Calendar) -> NDArray[np.int32]:
    """The working days after each start up to and including the end.

    ``UNKNOWN`` where nothing can be counted: one of the days is missing, or of a year that the calendar does
    not cover.
    """
    counted = np.full(len(start), UNKNOWN, dtype=np.int32)
    known = ~(np.isnat(start) | np.isnat(end))
    if not known.any():
        return counted
    first, last = (days[known].astype("datetime64[D]").astype(np.int64) for days in (start, end))
    table, origin = _totals(min(first.min(), last.min()), max(first.max(), last.max()), calendar)
    before, until = table[first - origin], table[last - origin]
    is_known = (before != UNKNOWN) & (until != UNKNOWN)
    counted[known] = np.where(is_known, np.maximum(until - before, 0), UNKNOWN)
    return counted


def _totals(first: int, last: int, calendar: Calendar) -> tuple[NDArray[np.int32], int]:
    """For every day of the years of two days the working days so far, and the number of the first of them.

    Those of years that the calendar does not cover are ``UNKNOWN``.
    """
    first_year, last_year = ((_EPOCH + timedelta(days=int(day))).year for day in (first, last))
    years = range(first_year, last_year + 1)
    parts: list[NDArray[np.int32]] = []
    before = 0
    for year in years:
        first_day = date(year, 1, 1)
        if calendar.covers(first_day):
            days = np.asarray(calendar.totals_of(year), dtype=np.int32) + before
            before = int(days[-1])
        else:
            days = np.full((date(year, 12, 31) - first_day).days + 1, UNKNOWN, dtype=np.int32)
        parts.append(days)
    return np.concatenate(parts), (date(first_year, 1, 1) - _EPOCH).days


def years_of(*columns: Days) -> set[int]:
    """The years of some days."""
    known = [column[~np.isnat(column)].astype("datetime64[Y]") for column in columns]
    return {_EPOCH.year + int(year) for years in known for year in np.unique(years).astype(np.int64)}
