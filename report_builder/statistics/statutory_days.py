"""A year whose holidays are not announced yet → the days off that the law itself gives.

《全国年节及纪念日放假办法》 as revised from 1 January 2025 (国务院令第795号): New Year's Day, four days from
the lunar New Year's Eve on, Qingming, 1 and 2 May, Dragon Boat, Mid-Autumn, and 1 to 3 October; one that is a
Saturday or Sunday is given on a working day instead. Which weekends are worked for longer holidays (调休) is
told by the State Council's notice of each autumn only.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# 正月初一, 清明, 五月初五 and 八月十五 by the calendar of GB/T 33661—2017 (农历的编算和颁行). Computed with
# lunar-python 1.4.8 and cnlunar 0.2.5, which agree on every day; 2025 and 2026 are as they were announced.
_MOVING: Final[Mapping[int, str]] = {
    2025: "01-29 04-04 05-31 10-06",
    2026: "02-17 04-05 06-19 09-25",
    2027: "02-06 04-05 06-09 09-15",
    2028: "01-26 04-04 05-28 10-03",
    2029: "02-13 04-04 06-16 09-22",
    2030: "02-03 04-05 06-05 09-12",
    2031: "01-23 04-05 06-24 10-01",
    2032: "02-11 04-04 06-12 09-19",
    2033: "01-31 04-04 06-01 09-08",
    2034: "02-19 04-05 06-20 09-27",
    2035: "02-08 04-05 06-10 09-16",
    2036: "01-28 04-04 05-30 10-04",
    2037: "02-15 04-04 06-18 09-24",
    2038: "02-04 04-05 06-07 09-13",
    2039: "01-24 04-05 05-27 10-02",
    2040: "02-12 04-04 06-14 09-20",
    2041: "02-01 04-04 06-03 09-10",
    2042: "01-22 04-04 06-22 09-28",
    2043: "02-10 04-05 06-11 09-17",
    2044: "01-30 04-04 05-31 10-05",
    2045: "02-17 04-04 06-19 09-25",
    2046: "02-06 04-04 06-08 09-15",
    2047: "01-26 04-05 05-29 10-04",
    2048: "02-14 04-04 06-15 09-22",
    2049: "02-02 04-04 06-04 09-11",
    2050: "01-23 04-04 06-23 09-30",
}
LAST_YEAR: Final = max(_MOVING)
_SATURDAY: Final = 5


@cache
def statutory_days(year: int) -> frozenset[date]:
    """The days off of a year by the law alone; raises ``KeyError`` for one before 2025 or too far ahead."""
    given: set[date] = set()
    for day in sorted(_days(year)):
        while day in given or day.weekday() >= _SATURDAY:
            given.add(day)
            day += timedelta(days=1)  # noqa: PLW2901  the next day that is not off already
        given.add(day)
    return frozenset(given)


def _days(year: int) -> Iterator[date]:
    """The days that the law names, each once for every reason."""
    spring, qingming, dragon_boat, mid_autumn = (
        date.fromisoformat(f"{year}-{day}") for day in _MOVING[year].split()
    )
    yield date(year, 1, 1)
    yield from (spring + timedelta(days=number) for number in range(-1, 3))
    yield from (qingming, dragon_boat, mid_autumn)
    yield from (date(year, month, day) for month, day in ((5, 1), (5, 2), (10, 1), (10, 2), (10, 3)))
