"""The dates that a report is signed with → an error where they differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Severity
from report_builder.numerals import read_hanzi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.diagnostics import Place
    from report_builder.reports.report import Report

_DATE: Final = re.compile(
    "[（(]?([0-9]{4}|[〇○零一二三四五六七八九]{4})年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
    "([0-9]{1,2}|[一二三四五六七八九十]{1,3})日[）)]?"
)
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")


def check_dates(report: Report) -> Iterator[Finding]:
    """A date on a line of its own, under the title or behind the text, is the report's: there is one."""
    dated = list(_dated(report))
    first = dated[0] if dated else None
    for date, place, written in dated[1:]:
        if first is not None and date != first[0]:
            yield Finding(
                "text.date",
                Severity.ERROR,
                place,
                f"报告里有两个不同的成文日期：{first[2]}和{written}",
                remedy="请只留一个正确的日期",
            )
            return


def _dated(report: Report) -> Iterator[tuple[tuple[int, int, int], Place, str]]:
    for each in (*report.opening, *report.closing):
        written = "".join(each.text.split())
        match = _DATE.fullmatch(written)
        if match:
            yield (_year(match[1]), _count(match[2]), _count(match[3])), each.place, written.strip("（）()")


def _year(written: str) -> int:
    return int(written.translate(_DIGITS))


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else read_hanzi(written) or 0
