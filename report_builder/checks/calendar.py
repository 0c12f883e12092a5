"""The days that a year's working days are counted between → whether the calendar knows their years."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from report_builder.checks.deadlines import counted_days
from report_builder.diagnostics import Findings
from report_builder.statistics.working_days import tell_calendar

if TYPE_CHECKING:
    from report_builder.checks.subject import Year


def check_calendar(year: Year) -> Findings:
    """An error for each year that the calendar does not know, and one notice for those not announced yet."""
    statistics, findings = year.statistics, Findings()
    published = ((item.made_on, item.published_on) for item in statistics.publication.items)
    given = (timing.interpretation for timing in statistics.interpretations.timings)
    interpreted = ((each.policy_published_on, each.interpreted_on) for each in given)
    days = chain.from_iterable(
        (start, end) for start, end in chain(published, interpreted) if start is not None
    )
    replied = counted_days(year.ledgers.applications, statistics.first_day, statistics.last_day)
    tell_calendar(chain(days, replied), year.calendar, findings)
    return findings
