"""A report, or a date as somebody wrote it → the day that a report is signed on (成文日期)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.numerals import read_hanzi
from report_builder.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.diagnostics import Place
    from report_builder.reports.report import Report

# A date on a line of its own.
DATE: Final = Pattern(
    "[（(]?([0-9]{4}|[〇○零一二三四五六七八九]{4})年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
    "([0-9]{1,2}|[一二三四五六七八九十]{1,3})日[）)]?",
    ("日",),
)
_PLAIN: Final = re.compile("([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")


_DIGITS_ONLY: Final = str.maketrans("０１２３４５６７８９－．／", "0123456789-./")


class SignedDate(Struct, frozen=True):
    """A date on a line of its own: year, month and day, its place, and how it is written."""

    numbers: tuple[int, int, int]
    place: Place
    written: str


def signed_dates(report: Report) -> Iterator[SignedDate]:
    """The dates under the title or behind the text; a report should have one."""
    for each in (*report.opening, *report.closing):
        written = "".join(each.text.split())
        if match := DATE.fullmatch(written):
            numbers = (int(match[1].translate(_DIGITS)), _count(match[2]), _count(match[3]))
            yield SignedDate(numbers, each.place, written.strip("（）()"))


def read_day(written: str) -> date | None:
    """The day that a text names and nothing else, in whatever form; ``None`` where it names none."""
    compact = "".join(written.split()).translate(_DIGITS_ONLY)
    match = DATE.fullmatch(compact) or _PLAIN.fullmatch(compact)
    if match is None:
        return None
    try:
        return date(int(match[1].translate(_DIGITS)), _count(match[2]), _count(match[3]))
    except ValueError:
        return None


def date_of(report: Report) -> date | None:
    """The day that a report is signed on; ``None`` where it does not say, or says no day of the calendar."""
    for each in signed_dates(report):
        try:
            return date(*each.numbers)
        except ValueError:
            continue
    return None


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else read_hanzi(written) or 0
