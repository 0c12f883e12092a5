"""The dates that a report is signed with → an error where they differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

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


class SigningDate(Struct, frozen=True):
    """A date that a report is signed with: year, month and day, as it is written, and its place."""

    day: tuple[int, int, int]
    written: str
    place: Place


def check_dates(report: Report) -> Iterator[Finding]:
    """A date on a line of its own, under the title or behind the text, is the report's: there is one."""
    dates = list(dates_of(report))
    for other in dates[1:]:
        if other.day != dates[0].day:
            yield Finding(
                "text.date",
                Severity.ERROR,
                other.place,
                f"报告里有两个不同的成文日期：{dates[0].written}和{other.written}",
                remedy="请只留一个正确的日期",
            )
            return


def dates_of(report: Report) -> Iterator[SigningDate]:
    """The dates on a line of their own, under the title or behind the text."""
    for each in (*report.opening, *report.closing):
        written = "".join(each.text.split())
        match = _DATE.fullmatch(written)
        if match:
            day = _year(match[1]), _count(match[2]), _count(match[3])
            yield SigningDate(day, written.strip("（）()"), each.place)


def _year(written: str) -> int:
    return int(written.translate(_DIGITS))


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else read_hanzi(written) or 0
