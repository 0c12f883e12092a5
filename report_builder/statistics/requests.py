"""The rows of 依申请公开 → ``RequestStatistics``: the year's applications and what became of them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from report_builder.statistics.figures import ByApplicant, RequestStatistics
from report_builder.statistics.rows import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    METHODS,
    NEW,
    OUTCOMES,
    REQUEST_ROWS,
    TOTAL,
)
from report_builder.statistics.tallies import count_labels

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import Application

UNKNOWN_METHOD: Final = "未注明"


def count_requests(
    applications: Iterable[Application], first_day: date, last_day: date, findings: Findings
) -> RequestStatistics:
    """Received, carried in, closed by outcome and carried out, each by type of applicant.

    An outcome and its fees count in the year of the reply; what is open on ``last_day`` is carried out.
    That an answered application has an outcome, and no other has one, the ledgers have made sure of.
    """
    year = [row for row in applications if _belongs(row, first_day, last_day, findings)]
    new = [row for row in year if row.received_on >= first_day]
    closed = [row for row in year if row.replied_on and row.replied_on <= last_day]
    parts = {
        NEW.key: new,
        CARRIED_IN.key: [row for row in year if row.received_on < first_day],
        TOTAL.key: closed,
        CARRIED_OUT.key: [row for row in year if not row.replied_on or row.replied_on > last_day],
    }
    parts.update(
        (outcome.key, [row for row in closed if row.outcome == outcome.label]) for outcome in OUTCOMES
    )
    return RequestStatistics(
        rows=tuple((row.key, _by_applicant(parts[row.key])) for row in REQUEST_ROWS),
        by_method=count_labels((row.method or UNKNOWN_METHOD for row in new), METHODS),
        closed_in_time=sum(row.extended_on is None for row in closed),
        closed_extended=sum(row.extended_on is not None for row in closed),
        charged=sum((row.charged for row in closed), Decimal(0)),
        waived=sum((row.waived for row in closed), Decimal(0)),
    )


def _by_applicant(part: Iterable[Application]) -> ByApplicant:
    """The applications of one row of the table, by type of applicant."""
    counts = Counter(row.applicant for row in part)
    return ByApplicant(**{key: counts[label] for label, key in APPLICANTS.items()})


def _belongs(row: Application, first_day: date, last_day: date, findings: Findings) -> bool:
    """Whether the application was open on some day of the year."""
    if row.received_on > last_day:
        column, reason = "收到日期", f"{last_day.year}年以后收到的申请"
    elif row.replied_on and row.replied_on < first_day:
        column, reason = "答复日期", f"{first_day.year}年以前已经答复的申请"
    else:
        return True
    findings.notice(
        "statistics.other_year",
        row.origin.cell(column),
        f"{reason}，没有计入",
        evidence=f"登记编号：{row.number}",
    )
    return False
