"""Two columns of days → the working days between them, row by row, by the rule of ``working_days``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from report_builder.statistics.working_days import is_covered, working_days_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN: Final = -1


def working_days_between(start: pd.Series, end: pd.Series) -> NDArray[np.int32]:
    """The working days after each start up to and including the end; ``UNKNOWN`` where nothing can be counted.

    Nothing can where one of the days is missing, or of a year whose holidays are not known.
    """
    counted = np.full(len(start), UNKNOWN, dtype=np.int32)
    known = (start.notna() & end.notna()).to_numpy()
    if not known.any():
        return counted
    first, last = start[known], end[known]
    years = np.unique(np.concatenate([first.dt.year.to_numpy(), last.dt.year.to_numpy()]))
    table = _table(int(years.min()), int(years.max()))
    origin = np.datetime64(f"{years.min()}-01-01", "D")
    before = table[(first.to_numpy().astype("datetime64[D]") - origin).astype(np.int64)]
    until = table[(last.to_numpy().astype("datetime64[D]") - origin).astype(np.int64)]
    is_known = (before != UNKNOWN) & (until != UNKNOWN)
    counted[known] = np.where(is_known, np.maximum(until - before, 0), UNKNOWN)
    return counted


def uncovered_years(*columns: pd.Series) -> set[int]:
    """The years of some days whose holidays are not known."""
    years: set[int] = set()
    for column in columns:
        years |= {int(year) for year in column.dt.year.dropna().unique()}
    return {year for year in years if not is_covered(date(year, 1, 1))}


def _table(first_year: int, last_year: int) -> NDArray[np.int32]:
    """For every day from the first year on, the working days up to and including it; ``UNKNOWN`` in some years."""
    parts: list[NDArray[np.int32]] = []
    before = 0
    for year in range(first_year, last_year + 1):
        if is_covered(date(year, 1, 1)):
            days = np.asarray(working_days_of(year), dtype=np.int32) + before
            before = int(days[-1])
        else:
            days = np.full((date(year, 12, 31) - date(year, 1, 1)).days + 1, UNKNOWN, dtype=np.int32)
        parts.append(days)
    return np.concatenate(parts)
