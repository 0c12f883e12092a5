"""The dates that a report is signed with → an error where they differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Severity
from report_builder.reports.dates import SignedDate, signed_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.reports.report import Report


_NAMED: Final = re.compile(
    "(?:^|报告(?:的)?)(?:成文|落款)(?:日期|时间)(?:为|是|：|:)?([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"
)


def check_dates(report: Report) -> Iterator[Finding]:
    """A date on a line of its own, under the title or behind the text, is the report's: there is one.

    What the text itself calls the report's date is another.
    """
    dates = [*signed_dates(report), *_dates_named(report)]
    for each in dates[1:]:
        if each.numbers != dates[0].numbers:
            is_authors = dates[0].place.file == report.file != each.place.file  # the other was generated
            yield Finding(
                "text.date",
                Severity.ERROR,
                dates[0].place if is_authors else each.place,
                f"报告里有两个不同的成文日期：{dates[0].written}和{each.written}",
                remedy="请只留一个正确的日期"
                + ("；署名和成文日期由程序生成，正文里不用写" if is_authors else ""),
            )
            return


def _dates_named(report: Report) -> Iterator[SignedDate]:
    """The dates that a sentence says the report is signed with: 本报告成文日期为2026年1月20日."""
    for each in report.paragraphs:
        for match in _NAMED.finditer("".join(each.text.split())):
            year, month, day = (int(number) for number in match.groups())
            yield SignedDate((year, month, day), each.place, f"{year}年{month}月{day}日")
