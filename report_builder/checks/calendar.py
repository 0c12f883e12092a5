"""The days that a year's working days are counted between → whether the calendar knows their years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from report_builder.checks.deadlines import applications_of
from report_builder.diagnostics import Findings
from report_builder.ledgers import sheets
from report_builder.statistics.working_day_columns import are_of_year, days_of, years_of
from report_builder.statistics.working_days import tell_calendar

if TYPE_CHECKING:
    from report_builder.checks.subject import Year
    from report_builder.ledgers.frames import Ledgers

_REPLIES = ("收到日期", "补正通知日期", "补正日期", "延期日期", "征求意见开始", "征求意见结束", "答复日期")


def check_calendar(year: Year) -> Findings:
    """An error for each year that the calendar does not know, and one notice for those not announced yet."""
    ledgers, statistics, findings = year.ledgers, year.statistics, Findings()
    years: set[int] = set()
    for sheet, start, end in (
        (sheets.PUBLISHED, "制发日期", "公开日期"),
        (sheets.INTERPRETATIONS, "政策发布日期", "解读日期"),
    ):
        rows = ledgers.frame(sheet)
        begun, ended = days_of(rows, start), days_of(rows, end)
        timed = ~np.isnat(begun) & are_of_year(ended, statistics.year)
        years |= years_of(begun[timed], ended[timed])
    years |= reply_years(ledgers, statistics.first_day, statistics.last_day)
    tell_calendar((date(each, 1, 1) for each in years), year.calendar, findings)
    return findings


def reply_years(ledgers: Ledgers, first_day: date, last_day: date) -> set[int]:
    """The years of every day of the year's applications that a limit is counted from or to.

    The days of the next year are that year's business; an open application is counted to the last day.
    """
    rows = applications_of(ledgers, first_day, last_day)
    days = (days_of(rows, column) for column in _REPLIES)
    years = years_of(*(each[each <= np.datetime64(last_day, "s")] for each in days))
    return years | {last_day.year} if len(rows) else years
