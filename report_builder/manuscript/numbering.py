"""A level and a count → the number that stands before a heading or a measure, and back again."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from report_builder.quantities import chinese_ordinal

# GB/T 9704-2012, 7.3.3: 一、 → （一） → 1. → （1）; what follows each: GB/T 15834-2011, B.3.2 to B.3.4.
SECTION, SUBSECTION, THIRD, FOURTH = 1, 2, 3, 4
DEEPEST: Final = FOURTH
# 九十九 is the last ordinal that a report writes.
LARGEST: Final = 99

_HANZI: Final = "[一二三四五六七八九十]{1,3}"
# A year (2016.) or a decimal (3.5) is no number of a heading.
_NUMBER_BEFORE_TEXT: Final = re.compile(
    rf"(?:{_HANZI}、|[（(]{_HANZI}[）)]、?|\d{{1,2}}[.．、](?!\d)|[（(]\d{{1,2}}[）)]、?)\s*"
)
_MEASURE_BEFORE_TEXT: Final = re.compile(rf"{_HANZI}是，?")


class NumberedText(Struct, frozen=True):
    """A text and the number that its author typed before it, empty where there is none."""

    number: str
    text: str


def heading_number(level: int, count: int) -> str:
    """The number of the ``count``-th heading of a level: 一、, （一）, 1., （1）."""
    if level == SECTION:
        return f"{chinese_ordinal(count)}、"
    if level == SUBSECTION:
        return f"（{chinese_ordinal(count)}）"
    return f"{count}." if level == THIRD else f"（{count}）"


def measure_number(count: int) -> str:
    """The words before the ``count``-th of a row of measures: 一是, 二是 (GB/T 15834-2011, B.3.7)."""
    return f"{chinese_ordinal(count)}是"


def split_heading(text: str) -> NumberedText:
    """A heading's text without the number that stands before it, whatever its form."""
    return _split(_NUMBER_BEFORE_TEXT, text)


def split_measure(text: str) -> NumberedText:
    """A measure's text without the 一是 that stands before it."""
    return _split(_MEASURE_BEFORE_TEXT, text)


def _split(pattern: re.Pattern[str], text: str) -> NumberedText:
    """The number at the head of a text, and the rest of it."""
    match = pattern.match(text)
    number = match.group() if match else ""
    return NumberedText(number.strip(), text[len(number) :])
