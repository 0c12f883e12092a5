"""The dates of an application → the last day to answer it, and whether it was answered in time.

The one place that knows the rule: what counts 按时办结 and what warns of a late reply ask here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from report_builder.statistics.working_days import Calendar

# 国令第711号 came into force on this day; what was received before is judged by 国令第492号.
REVISED_ON: Final = date(2019, 5, 15)


class Limits(Struct, frozen=True):
    """Working days to reply, and what an extension adds."""

    reply: int
    extension: int


_OLD: Final = Limits(15, 15)  # 国令第492号，第二十四条
_NEW: Final = Limits(20, 20)  # 国令第711号，第三十三条


class ApplicationDates(Struct, frozen=True):
    """The dates that a limit depends on; one that is not known is ``None``."""

    received_on: date
    correction_asked_on: date | None = None
    corrected_on: date | None = None
    consultation_began_on: date | None = None
    consultation_ended_on: date | None = None
    extended_on: date | None = None


def limits_of(dates: ApplicationDates) -> Limits:
    """The limits of the law under which an application was received."""
    return _OLD if dates.received_on < REVISED_ON else _NEW


def days_allowed(dates: ApplicationDates) -> int:
    """The working days within which the reply is due (第三十三条): more where it was extended."""
    limits = limits_of(dates)
    return limits.reply + (limits.extension if dates.extended_on else 0)


def start_of_limit(dates: ApplicationDates) -> date | None:
    """The day from which the limit counts: a correction starts it anew (第三十条); ``None`` before that."""
    return dates.received_on if dates.correction_asked_on is None else dates.corrected_on


def days_consulted(dates: ApplicationDates, end: date, calendar: Calendar) -> int:
    """The working days of consultation up to a day, which do not count (第三十三条)."""
    start, began = start_of_limit(dates), dates.consultation_began_on
    if start is None or began is None:
        return 0
    until = min(dates.consultation_ended_on or end, end)
    return calendar.count(max(began, start), until) or 0


def days_spent(dates: ApplicationDates, end: date, calendar: Calendar) -> int | None:
    """The working days that count up to a day; ``None`` where no limit runs or the calendar cannot tell."""
    start = start_of_limit(dates)
    days = None if start is None else calendar.count(start, end)
    return None if days is None else days - days_consulted(dates, end, calendar)


def is_late(dates: ApplicationDates, replied_on: date, calendar: Calendar) -> bool:
    """Whether a reply came after its limit, as far as that can be known."""
    days = days_spent(dates, replied_on, calendar)
    return days is not None and days > days_allowed(dates)


def last_day_to_reply(dates: ApplicationDates, calendar: Calendar) -> date | None:
    """The working day on which the limit ends; ``None`` where none runs yet, or no end can be told.

    A consultation that has not ended has stopped the limit.
    """
    start, began = start_of_limit(dates), dates.consultation_began_on
    if start is None:
        return None
    allowed = days_allowed(dates)
    last = calendar.add(start, allowed)
    if last is None or began is None or began > last:
        return last
    if dates.consultation_ended_on is None:
        return None
    return calendar.add(start, allowed + days_consulted(dates, dates.consultation_ended_on, calendar))
