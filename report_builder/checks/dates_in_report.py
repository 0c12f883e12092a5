"""The dates that a report is signed with → an error where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Finding, Severity
from report_builder.reports.dates import signed_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.reports.report import Report


def check_dates(report: Report) -> Iterator[Finding]:
    """A date on a line of its own, under the title or behind the text, is the report's: there is one."""
    dates = list(signed_dates(report))
    for each in dates[1:]:
        if each.numbers != dates[0].numbers:
            yield Finding(
                "text.date",
                Severity.ERROR,
                each.place,
                f"报告里有两个不同的成文日期：{dates[0].written}和{each.written}",
                remedy="请只留一个正确的日期",
            )
            return
