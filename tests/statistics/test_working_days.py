"""Two days → the working days between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from records import day

from report_builder.diagnostics import Findings
from report_builder.statistics.working_days import (
    INTERPRETATION_LIMIT,
    PUBLICATION_LIMIT,
    count_working_days,
    report_uncovered_years,
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2016-06-01", "2016-06-01", 0),  # the day itself does not count
        ("2016-06-01", "2016-06-02", 1),
        ("2016-06-03", "2016-06-06", 1),  # a weekend
        ("2016-06-08", "2016-06-13", 2),  # 端午 9–11 June, worked on Sunday the 12th
        # 春节 7–13 February; Saturday the 6th and Sunday the 14th are worked
        ("2016-02-05", "2016-02-14", 2),
        ("2016-09-30", "2016-10-09", 2),  # 国庆 1–7 October, worked on Saturday the 8th and Sunday the 9th
        ("2015-12-31", "2016-01-04", 1),  # over the new year
        ("2016-06-13", "2016-06-08", 0),  # before the start there is nothing to count
    ],
)
def test_holidays_do_not_count_and_make_up_days_do(start: str, end: str, expected: int) -> None:
    counted = count_working_days(day(start), day(end))

    assert counted == expected


def test_counting_agrees_with_asking_the_calendar_for_every_day() -> None:
    import chinese_calendar  # type: ignore[import-untyped]  # noqa: PLC0415  the referee of this test alone

    start = date(2015, 11, 3)
    for length in range(0, 420, 7):
        end = start + timedelta(days=length)
        days = [start + timedelta(days=number) for number in range(1, length + 1)]

        counted = count_working_days(start, end)

        assert counted == sum(chinese_calendar.is_workday(one) for one in days)


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    findings = Findings()
    unknown = date(2099, 3, 1)

    counted = count_working_days(date(2016, 1, 1), unknown)
    report_uncovered_years([unknown, date(2016, 1, 1), date(2099, 5, 1)], findings)

    assert counted is None
    assert [found.code for found in findings.errors] == ["statistics.calendar"]
    assert "2099年" in findings.errors[0].message
    assert "pip install --upgrade chinesecalendar" in findings.errors[0].remedy


def test_the_limits_are_those_of_the_rules() -> None:
    assert (PUBLICATION_LIMIT, INTERPRETATION_LIMIT) == (20, 3)
