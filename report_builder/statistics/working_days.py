"""Two days → the working days between them, by the State Council's yearly notice of holidays.

The limits that count in working days (工作日) are named here, each with its article.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import chinese_calendar  # type: ignore[import-untyped]  # ships without type information
from msgspec import Struct

from report_builder.statistics import statutory_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_builder.diagnostics import Findings

# 《中华人民共和国政府信息公开条例》第二十六条（国令第711号）：自形成或者变更之日起20个工作日内公开；
# 2008年的条例（国令第492号）期限相同。
PUBLICATION_LIMIT: Final = 20

# 各地 2016 年起的规定：政策文件公布后3个工作日内解读；《条例》本身没有这一条。
INTERPRETATION_LIMIT: Final = 3

FIRST_YEAR: Final[int] = min(chinese_calendar.holidays).year
_LAST_ANNOUNCED: Final[int] = max(chinese_calendar.holidays).year
_SATURDAY: Final = 5


class HolidayNotice(Struct, frozen=True):
    """A year's holidays as announced: days off (放假), and days off that are worked instead (调休上班)."""

    holidays: frozenset[date]
    workdays: frozenset[date]


class Calendar:
    """Which days are worked.

    Announced years come from the library and from ``own``, an office's own file, which wins. Years ahead that
    neither has are provisional: weekends, and the days off that the law itself gives.
    """

    def __init__(self, own: Mapping[int, HolidayNotice] | None = None) -> None:
        self._own = dict(own or {})
        # A notice may speak of the last days of the year before: the holiday of New Year begins there.
        self._own_holidays = frozenset(day for each in self._own.values() for day in each.holidays)
        self._own_workdays = frozenset(day for each in self._own.values() for day in each.workdays)
        self._totals: dict[int, tuple[int, ...]] = {}

    def covers(self, day: date) -> bool:
        """Whether the holidays of the day's year are known, provisionally at least."""
        return FIRST_YEAR <= day.year <= statutory_days.LAST_YEAR or day.year in self._own

    def is_provisional(self, year: int) -> bool:
        """Whether the year's holidays are not announced yet, and the law alone stands in for them."""
        return _LAST_ANNOUNCED < year <= statutory_days.LAST_YEAR and year not in self._own

    def count(self, start: date, end: date) -> int | None:
        """The working days after ``start`` up to and including ``end``: the start day does not count.

        Nil where ``end`` is not after ``start``; ``None`` where the calendar does not cover both years.
        """
        if not (self.covers(start) and self.covers(end)):
            return None
        if end <= start:
            return 0
        whole_years = sum(self.totals_of(year)[-1] for year in range(start.year, end.year))
        return whole_years + self._until(end) - self._until(start)

    def add(self, start: date, working_days: int) -> date | None:
        """The day that ends so many working days after ``start``; ``None`` where the calendar ends before."""
        day = start
        while working_days > 0:
            day += timedelta(days=1)
            if not self.covers(day):
                return None
            working_days -= self.is_working_day(day)
        return day

    def is_working_day(self, day: date) -> bool:
        """A weekday that is no holiday, or a day off that is worked instead (调休上班)."""
        if day in self._own_workdays or day in self._own_holidays:
            return day in self._own_workdays
        weekday = day.weekday() < _SATURDAY
        if day.year in self._own:
            return weekday
        if self.is_provisional(day.year):
            return weekday and day not in statutory_days.statutory_days(day.year)
        return (weekday and day not in chinese_calendar.holidays) or day in chinese_calendar.workdays

    def totals_of(self, year: int) -> tuple[int, ...]:
        """For each day of a year, the working days of the year up to and including that day."""
        if year not in self._totals:
            first = date(year, 1, 1)
            length = (date(year, 12, 31) - first).days + 1
            days = (first + timedelta(days=number) for number in range(length))
            self._totals[year] = tuple(accumulate(int(self.is_working_day(day)) for day in days))
        return self._totals[year]

    def _until(self, day: date) -> int:
        """The working days of the day's year up to and including it."""
        return self.totals_of(day.year)[day.timetuple().tm_yday - 1]


# What the program knows by itself.
ANNOUNCED: Final = Calendar()


def tell_calendar(days: Iterable[date], calendar: Calendar, findings: Findings) -> None:
    """Tell of each year that the calendar does not know, and of each that it knows provisionally.

    ``days`` are those that working days are counted from or to.
    """
    years = sorted({day.year for day in days})
    for year in years:
        if not calendar.covers(date(year, 1, 1)):
            findings.error(
                "statistics.calendar",
                None,
                f"节假日日历没有{year}年的安排，无法计算工作日",
                evidence=f"日历只包括{FIRST_YEAR}年至{statutory_days.LAST_YEAR}年",
                remedy=f"如果是日期填错了，请改正台账；确实是{year}年的，请把放假安排写进 data/holidays.toml",
            )
    waiting = [str(year) for year in years if calendar.is_provisional(year)]
    if waiting:
        findings.notice(
            "statistics.calendar_provisional",
            None,
            f"日历里还没有国务院办公厅公布的{'、'.join(waiting)}年放假安排，那些天的工作日是暂算的",
            evidence="暂按双休日和《全国年节及纪念日放假办法》规定的法定节假日计算，没有计入调休",
            remedy=(
                "放假安排公布以后，请升级日历（pip install --upgrade chinesecalendar），"
                "不能上网的写进 data/holidays.toml，再核对一次期限"
            ),
        )
