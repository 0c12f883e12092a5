"""Two days → the working days between them, by the State Council's yearly notice of holidays.

The legal limits that count in working days (工作日) are named here, each with its article.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import chinese_calendar  # type: ignore[import-untyped]  # ships without type information

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings

# 《中华人民共和国政府信息公开条例》第二十六条（国令第711号）：自形成或者变更之日起20个工作日内公开；
# 2008年的条例（国令第492号）期限相同。
PUBLICATION_LIMIT: Final = 20

# 各地 2016 年起的规定：政策文件公布后3个工作日内解读；《条例》本身没有这一条。
INTERPRETATION_LIMIT: Final = 3

_FIRST_YEAR: Final[int] = min(chinese_calendar.holidays).year
_LAST_YEAR: Final[int] = max(chinese_calendar.holidays).year
_SATURDAY: Final = 5


def count_working_days(start: date, end: date) -> int | None:
    """The working days after ``start`` up to and including ``end``: the start day does not count.

    Nil where ``end`` is not after ``start``; ``None`` where the calendar does not cover both years.
    """
    if not (is_covered(start) and is_covered(end)):
        return None
    whole_years = sum(working_days_of(year)[-1] for year in range(start.year, end.year))
    return max(0, whole_years + _working_days_until(end) - _working_days_until(start))


def is_covered(day: date) -> bool:
    """Whether the holidays of the day's year are known."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def report_uncovered_years(days: Iterable[date], findings: Findings) -> None:
    """Tell of each year that the calendar does not know: its working days are never guessed."""
    for year in sorted({day.year for day in days if not is_covered(day)}):
        findings.error(
            "statistics.calendar",
            None,
            f"节假日日历没有{year}年的安排，无法计算工作日",
            evidence=f"日历只包括{_FIRST_YEAR}年至{_LAST_YEAR}年",
            remedy=(
                f"国务院办公厅公布{year}年放假安排后，请升级日历：pip install --upgrade chinesecalendar；"
                "如果是日期填错了，请改正台账"
            ),
        )


def _working_days_until(day: date) -> int:
    """The working days of the day's year up to and including it."""
    return working_days_of(day.year)[day.timetuple().tm_yday - 1]


@cache
def working_days_of(year: int) -> tuple[int, ...]:
    """For each day of a year whose holidays are known, the year's working days up to and including it."""
    first = date(year, 1, 1)
    every_day = (first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1))
    return tuple(accumulate(int(_is_working_day(day)) for day in every_day))


def _is_working_day(day: date) -> bool:
    """A weekday that is no holiday, or a day off that is worked instead (调休上班)."""
    weekday = day.weekday() < _SATURDAY and day not in chinese_calendar.holidays
    return weekday or day in chinese_calendar.workdays
