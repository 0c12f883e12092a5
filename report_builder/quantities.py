"""Units and numerals of official documents: lengths in points, widths in letters, ordinals, growth rates."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from unicodedata import east_asian_width

from msgspec import Struct

POINTS_PER_INCH: Final = 72.0
TWIPS_PER_POINT: Final = 20.0
MM_PER_INCH: Final = 25.4

_LEAST_PRINTED: Final = Decimal("0.0001")
_DIGITS: Final = "零一二三四五六七八九"
# Word's own list of sizes by name.
_SIZE_NAMES: Final = {
    42.0: "初号", 36.0: "小初", 26.0: "一号", 24.0: "小一", 22.0: "二号", 18.0: "小二", 16.0: "三号",
    15.0: "小三", 14.0: "四号", 12.0: "小四", 10.5: "五号", 9.0: "小五", 7.5: "六号",
}  # fmt: skip
_TEN: Final = 10
_HUNDRED: Final = 100


def mm(length: float) -> float:
    """Millimetres as points."""
    return length / MM_PER_INCH * POINTS_PER_INCH


def twips(length: float) -> float:
    """Twentieths of a point, WordprocessingML's unit, as points."""
    return length / TWIPS_PER_POINT


def size_name(points: float) -> str:
    """A size of type as an office calls it: 三号 for 16 pt; in points where it has no name."""
    return _SIZE_NAMES.get(points, f"{points:g}磅")


def half_widths(text: str) -> int:
    """The room that a text takes in letters of half width; what only some fonts show wide counts as wide."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def plain_number(value: Decimal | int) -> str:
    """A figure as it is printed: exact, without an exponent or idle noughts; 0.5 and never .5.

    GB/T 15835-2011, 5.1.2.
    """
    exact = Decimal(value)
    return f"{exact.normalize():f}" if exact else "0"


def printed_number(value: Decimal | int) -> str:
    """A figure as the report shows it, with at most four decimals: ten thousand yuan to the yuan."""
    exact = Decimal(value)
    return plain_number(exact.quantize(_LEAST_PRINTED, ROUND_HALF_UP) if is_rounded(exact) else exact)


def is_rounded(value: Decimal) -> bool:
    """Whether the report shows less of a figure than there is."""
    return value != value.quantize(_LEAST_PRINTED, ROUND_HALF_UP)


def percent_of(part: int, whole: int) -> str:
    """A part in whole percent: nothing short of all is called all, nor the least bit nothing."""
    return f"{max(part * 100 // whole, 1 if part else 0)}%"


def chinese_ordinal(number: int) -> str:
    """1 to 99 as a heading counts them: 一, 十, 十一, 二十三.

    Raises ``ValueError`` outside that range.
    """
    if not 0 < number < _HUNDRED:
        msg = f"no Chinese ordinal for {number}"
        raise ValueError(msg)
    tens, ones = divmod(number, _TEN)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


class YearOnYear(Struct, frozen=True):
    """A count beside the year before's (同比)."""

    this_year: int
    last_year: int

    @property
    def percent(self) -> Decimal | None:
        """Growth in percent to one place, negative for a fall; ``None`` where last year was nil."""
        if self.last_year == 0:
            return None
        growth = Decimal(self.this_year - self.last_year) * 100 / Decimal(self.last_year)
        return growth.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
