"""The rows of 依申请公开 → ``RequestStatistics``: the year's applications and what became of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pandas as pd

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
_COLUMNS: Final = ["applicant", "outcome", "received", "carried_in", "closed"]


def count_requests(
    applications: Iterable[Application], first_day: date, last_day: date, findings: Findings
) -> RequestStatistics:
    """Received, carried in, closed by outcome and carried out, each by type of applicant.

    An outcome and its fees count in the year of the reply; what is open on ``last_day`` is carried out.
    That an answered application has an outcome, and no other has one, the ledgers have made sure of.
    """
    year = [row for row in applications if _belongs(row, first_day, last_day, findings)]
    closed = [row for row in year if row.replied_on and row.replied_on <= last_day]
    new = [row for row in year if row.received_on >= first_day]
    return RequestStatistics(
        rows=_count_rows(_frame(year, first_day, last_day)),
        by_method=count_labels((row.method or UNKNOWN_METHOD for row in new), METHODS),
        closed_in_time=sum(row.extended_on is None for row in closed),
        closed_extended=sum(row.extended_on is not None for row in closed),
        charged=sum((row.charged for row in closed), Decimal(0)),
        waived=sum((row.waived for row in closed), Decimal(0)),
    )


def _frame(year: Iterable[Application], first_day: date, last_day: date) -> pd.DataFrame:
    """One row an application, with the rows of the table that it counts in."""
    return pd.DataFrame(
        [
            (
                row.applicant,
                row.outcome,
                row.received_on >= first_day,
                row.received_on < first_day,
                row.replied_on is not None and row.replied_on <= last_day,
            )
            for row in year
        ],
        columns=_COLUMNS,
    ).astype({"received": bool, "carried_in": bool, "closed": bool})


def _count_rows(frame: pd.DataFrame) -> tuple[tuple[str, ByApplicant], ...]:
    """Every row of the statutory table, in its order."""
    closed = frame[frame["closed"]]
    parts = {
        NEW.key: frame[frame["received"]],
        CARRIED_IN.key: frame[frame["carried_in"]],
        TOTAL.key: closed,
        CARRIED_OUT.key: frame[~frame["closed"]],
    }
    parts.update((row.key, closed[closed["outcome"] == row.label]) for row in OUTCOMES)
    return tuple((row.key, _by_applicant(parts[row.key])) for row in REQUEST_ROWS)


def _by_applicant(part: pd.DataFrame) -> ByApplicant:
    """The applications of one row of the table, by type of applicant."""
    counts = part["applicant"].value_counts()
    return ByApplicant(**{key: int(counts.get(label, 0)) for label, key in APPLICANTS.items()})


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
