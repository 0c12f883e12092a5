"""Two days → the working days between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from records import day

from report_builder.diagnostics import Findings
from report_builder.statistics.working_days import (
    ANNOUNCED,
    INTERPRETATION_LIMIT,
    PUBLICATION_LIMIT,
    Calendar,
    HolidayNotice,
    tell_calendar,
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
        ("2016-01-04", "2015-12-31", 0),  # nor in the year before it
    ],
)
def test_holidays_do_not_count_and_make_up_days_do(start: str, end: str, expected: int) -> None:
    counted = ANNOUNCED.count(day(start), day(end))

    assert counted == expected


def test_counting_agrees_with_asking_the_calendar_for_every_day() -> None:
    import chinese_calendar  # type: ignore[import-untyped]  # noqa: PLC0415  the referee of this test alone

    start = date(2015, 11, 3)
    for length in range(0, 420, 7):
        end = start + timedelta(days=length)
        days = [start + timedelta(days=number) for number in range(1, length + 1)]

        counted = ANNOUNCED.count(start, end)

        assert counted == sum(chinese_calendar.is_workday(one) for one in days)


@pytest.mark.parametrize("length", [1, 5, 20, 40, 260])
def test_the_day_that_ends_a_limit_is_the_first_that_counts_so_many(length: int) -> None:
    start = day("2025-09-26")

    last = ANNOUNCED.add(start, length)

    assert last is not None
    assert ANNOUNCED.count(start, last) == length
    assert ANNOUNCED.count(start, last - timedelta(days=1)) == length - 1


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-12-31", "2027-01-04", 1),  # Friday the 1st is off
        # 除夕 on Friday 5 February; the 6th and 7th are a weekend, given on Tuesday and Wednesday after 初三
        ("2027-02-04", "2027-02-10", 0),
        ("2027-02-04", "2027-02-11", 1),
        ("2027-04-02", "2027-04-06", 1),  # Qingming on Monday the 5th
        ("2027-04-30", "2027-05-05", 1),  # 1 and 2 May are a weekend, given on Monday and Tuesday
        ("2027-06-08", "2027-06-10", 1),  # Dragon Boat on Wednesday the 9th
        ("2027-09-14", "2027-09-16", 1),  # Mid-Autumn on Wednesday the 15th
        ("2027-09-30", "2027-10-05", 0),  # from Friday 1 October; Monday and Tuesday for the weekend
        ("2027-09-30", "2027-10-06", 1),
    ],
)
def test_a_year_not_announced_yet_has_its_weekends_and_the_days_of_the_law(
    start: str, end: str, expected: int
) -> None:
    calendar = Calendar()

    counted = calendar.count(day(start), day(end))

    assert calendar.is_provisional(2027)
    assert counted == expected


def test_days_of_a_year_not_announced_yet_are_told_as_provisional_once() -> None:
    findings = Findings()

    tell_calendar([date(2027, 3, 1), date(2026, 3, 1), date(2028, 5, 1)], ANNOUNCED, findings)

    (found,) = findings
    assert (found.code, str(found.severity)) == ("statistics.calendar_provisional", "notice")
    assert "2027、2028年" in found.message
    assert "pip install --upgrade chinesecalendar" in found.remedy
    assert "data/holidays.toml" in found.remedy


def test_an_office_s_own_calendar_wins_and_is_not_provisional() -> None:
    off = frozenset({date(2026, 12, 31), *(date(2027, 2, number) for number in range(5, 13))})
    own = Calendar({2027: HolidayNotice(off, frozenset({date(2027, 2, 20)}))})
    findings = Findings()

    tell_calendar([date(2027, 2, 4)], own, findings)

    assert own.count(day("2027-02-04"), day("2027-02-21")) == 6  # 15 to 19 February, and Saturday the 20th
    assert own.count(day("2026-12-30"), day("2026-12-31")) == 0  # its notice begins in December
    assert own.count(day("2026-12-29"), day("2026-12-30")) == 1  # and leaves the rest of that year alone
    assert own.count(day("2027-04-02"), day("2027-04-05")) == 1  # what it does not name is worked
    assert list(findings) == []


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    findings = Findings()
    unknown = date(2099, 3, 1)

    counted = ANNOUNCED.count(date(2016, 1, 1), unknown)
    tell_calendar([unknown, date(2016, 1, 1), date(2099, 5, 1)], ANNOUNCED, findings)

    assert counted is None
    assert [found.code for found in findings.errors] == ["statistics.calendar"]
    assert "2099年" in findings.errors[0].message


def test_the_limits_are_those_of_the_rules() -> None:
    assert (PUBLICATION_LIMIT, INTERPRETATION_LIMIT) == (20, 3)
