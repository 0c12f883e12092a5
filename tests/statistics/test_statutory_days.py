"""A year → the days off that the law alone gives, beside what was announced."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]  # ships no types
import pytest

from report_builder.statistics.statutory_days import LAST_YEAR, statutory_days


def working_days(year: int, *, by_law: bool) -> int:
    """The working days of a year, by the law alone or as they were announced."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
    if by_law:
        return sum(day.weekday() < 5 and day not in statutory_days(year) for day in days)
    return sum(chinese_calendar.is_workday(day) for day in days)


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_law_gives_as_many_days_off_as_the_state_council_announced(year: int) -> None:
    assert working_days(year, by_law=True) == working_days(year, by_law=False)


@pytest.mark.parametrize("year", range(2027, LAST_YEAR + 1))
def test_every_year_has_thirteen_days_off_beside_its_weekends(year: int) -> None:
    weekdays = [day for day in statutory_days(year) if day.weekday() < 5]

    assert len(weekdays) == 13


def test_a_festival_on_a_weekend_is_given_on_the_next_working_day() -> None:
    off = statutory_days(2027)  # 初一 on Saturday 6 February, 1 May on a Saturday

    assert {date(2027, 2, day) for day in (5, 8, 9, 10)} <= off
    assert {date(2027, 5, day) for day in (3, 4)} <= off
    assert date(2027, 2, 11) not in off
    assert date(2027, 5, 5) not in off


def test_two_festivals_on_one_day_give_two_days() -> None:
    off = statutory_days(2031)  # Mid-Autumn on Wednesday 1 October

    assert {date(2031, 10, day) for day in (1, 2, 3, 6)} <= off
    assert date(2031, 10, 7) not in off


def test_the_days_that_the_law_names_are_off_by_their_dates() -> None:
    off = statutory_days(2030)

    assert {date(2030, 1, 1), date(2030, 5, 1), date(2030, 5, 2), date(2030, 10, 1)} <= off
    assert {date(2030, 10, 2), date(2030, 10, 3)} <= off
    assert not {date(2030, 6, 1), date(2030, 5, 31), date(2030, 9, 30), date(2030, 1, 2)} & off
