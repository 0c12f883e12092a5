"""The dates of an application → its last day, and whether a reply was in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from records import day

from report_builder.statistics.reply_limits import (
    ApplicationDates,
    days_allowed,
    days_spent,
    is_late,
    last_day_to_reply,
)
from report_builder.statistics.working_days import ANNOUNCED

PLAIN = ApplicationDates(day("2024-09-20"))
EXTENDED = ApplicationDates(day("2024-09-20"), extended_on=day("2024-10-20"))
CORRECTED = ApplicationDates(
    day("2024-09-20"), correction_asked_on=day("2024-09-24"), corrected_on=day("2024-10-10")
)
CONSULTED = ApplicationDates(
    day("2024-03-01"), consultation_began_on=day("2024-03-11"), consultation_ended_on=day("2024-03-22")
)
CONSULTED_OVER_THE_END = ApplicationDates(
    day("2024-03-01"), consultation_began_on=day("2024-03-29"), consultation_ended_on=day("2024-04-12")
)
CONSULTED_TOO_LATE = ApplicationDates(
    day("2024-03-01"), consultation_began_on=day("2024-04-10"), consultation_ended_on=day("2024-04-30")
)
OF_THE_OLD_LAW = ApplicationDates(day("2019-05-14"))
OF_THE_NEW_LAW = ApplicationDates(day("2019-05-15"))
OLD_AND_EXTENDED = ApplicationDates(day("2016-06-01"), extended_on=day("2016-06-20"))


@pytest.mark.parametrize(
    ("dates", "last"),
    [
        (PLAIN, "2024-10-23"),  # 20 working days: 1 to 7 October are off, two weekend days are worked
        (EXTENDED, "2024-11-20"),
        (CORRECTED, "2024-11-06"),  # counted from the correction
        (CONSULTED, "2024-04-12"),  # 29 March, and nine working days of consultation
        (CONSULTED_OVER_THE_END, "2024-04-12"),
        (CONSULTED_TOO_LATE, "2024-03-29"),
        (OF_THE_OLD_LAW, "2019-06-04"),
        (OF_THE_NEW_LAW, "2019-06-13"),
        (OLD_AND_EXTENDED, "2016-07-14"),
    ],
)
def test_the_last_day_is_in_time_and_the_working_day_after_it_is_late(
    dates: ApplicationDates, last: str
) -> None:
    found = last_day_to_reply(dates, ANNOUNCED)

    assert found == day(last)
    assert not is_late(dates, day(last), ANNOUNCED)
    following = ANNOUNCED.add(day(last), 1)
    assert following is not None
    assert is_late(dates, following, ANNOUNCED)


def test_an_application_without_its_correction_has_no_limit_yet() -> None:
    waiting = ApplicationDates(day("2024-03-01"), correction_asked_on=day("2024-03-05"))

    assert last_day_to_reply(waiting, ANNOUNCED) is None
    assert days_spent(waiting, day("2024-12-31"), ANNOUNCED) is None
    assert not is_late(waiting, day("2024-12-31"), ANNOUNCED)


def test_a_consultation_without_an_end_stops_the_limit() -> None:
    asking = ApplicationDates(day("2024-03-01"), consultation_began_on=day("2024-03-11"))

    assert last_day_to_reply(asking, ANNOUNCED) is None
    assert days_spent(asking, day("2024-12-31"), ANNOUNCED) == 6


def test_an_extension_adds_what_the_law_of_the_time_gives() -> None:
    assert [days_allowed(each) for each in (PLAIN, EXTENDED)] == [20, 40]
    assert [days_allowed(each) for each in (OF_THE_OLD_LAW, OLD_AND_EXTENDED)] == [15, 30]


def test_a_day_off_after_the_last_day_is_not_late() -> None:
    last = day("2024-03-29")  # a Friday

    assert not is_late(ApplicationDates(day("2024-03-01")), last + timedelta(days=1), ANNOUNCED)


def test_nothing_is_late_where_the_calendar_does_not_know() -> None:
    assert not is_late(ApplicationDates(day("1999-03-01")), day("1999-12-31"), ANNOUNCED)
