"""A raw cell → a count, a number or a sum of money, or why it is none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from report_builder.ledgers.cells import CellFaultError, Converted, RawCell, half_width, shown
from report_builder.numerals import read_hanzi

MAX_QUANTITY: Final = 10**15
_CENTS: Final = 2

_NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# Units that count by ones: to drop one changes no figure. 万 and its like would.
_ONES: Final = frozenset("件 条 次 人 人次 个 项 份 篇 场 期 例 宗 起 家 户 名 部 本 册 批".split())
_YUAN: Final = frozenset({"元", "元整", "圆"})
_UNIT: Final = re.compile(rf"(?:[百千万亿]|百万|千万)?(?:{'|'.join(sorted(_ONES | _YUAN, reverse=True))})")
_TIMES: Final = {"百": 2, "千": 3, "万": 4, "亿": 8}
_IN_WORDS: Final = re.compile(
    rf"(?:(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<times>[百千万亿])|(?P<hanzi>[零〇一二两三四五六七八九十百千万]+))"
    rf"(?P<unit>{'|'.join(sorted(_ONES | _YUAN, reverse=True))}|)"
)
_WITH_UNIT: Final = re.compile(r"(?P<number>-?[\d,]+(?:\.\d+)?)\s*(?P<unit>[^\d\s,.]{1,4})")


class NumberWithUnit(Struct, frozen=True):
    """A number and the unit that stands in its own cell, empty where none does."""

    number: Decimal
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.number}（{self.unit}）" if self.unit else str(self.number)


def convert_count(cell: RawCell) -> Converted[int]:
    """The cell as a count: a whole number, not negative; a counting word after it is dropped.

    千 and 万 are multiplied out, and hanzi (三, 十二) are read.
    """
    multiplied = _multiplied(cell)
    number, unit = _parted(cell if multiplied is None else multiplied)
    bare = number if unit in _ONES or (multiplied is not None and not unit) else cell
    found = _number(bare, "ledger.count", "请填 0 或正整数，单位不要写在格里")
    if found.value != found.value.to_integral_value():
        raise CellFaultError(
            code="ledger.count", message=f"写作“{shown(cell)}”，不是整数", remedy="请填 0 或正整数"
        )
    return Converted(int(found.value), found.tidied or unit in _ONES or multiplied is not None)


def _multiplied(cell: RawCell) -> str | None:
    """A number in hanzi, or with 百, 千 or 万 behind it, in digits and with its unit; else ``None``."""
    found = _IN_WORDS.fullmatch(half_width(cell)) if isinstance(cell, str) else None
    if found is None:
        return None
    if found["hanzi"]:
        whole = read_hanzi(found["hanzi"])
        return None if whole is None else f"{whole}{found['unit']}"
    if not found["times"]:
        return None
    value = Decimal(found["number"].replace(",", "")).scaleb(_TIMES[found["times"]])
    return f"{value.to_integral_value():f}{found['unit']}" if value == value.to_integral_value() else None


def convert_measure(cell: RawCell) -> Converted[NumberWithUnit]:
    """The cell as a number with the decimals that it shows, not negative, and its unit if one follows it."""
    number, unit = _parted(cell)
    has_unit = _UNIT.fullmatch(unit) is not None
    found = _number(number if has_unit else cell, "ledger.number", "请填 0 或正数，单位写到“单位”一列")
    return Converted(NumberWithUnit(found.value, unit if has_unit else ""), found.tidied or has_unit)


def convert_money(cell: RawCell) -> Converted[Decimal]:
    """The cell as a sum in yuan, to the cent at most; 元 after it and ￥ before it are dropped."""
    multiplied = _multiplied(cell)
    number, unit = _parted(cell if multiplied is None else multiplied)
    bare = number if unit in _YUAN or multiplied is not None else cell
    is_marked = isinstance(bare, str) and half_width(bare).startswith("¥")
    if is_marked:
        bare = half_width(bare).removeprefix("¥")
    found = _number(bare, "ledger.money", "请只填以元为单位的数字，例如 1234.50")
    exponent = found.value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _CENTS:
        raise CellFaultError(
            code="ledger.money",
            message=f"写作“{shown(cell)}”，小数超过两位",
            remedy="金额以元为单位，最多保留到分",
        )
    return Converted(found.value, found.tidied or is_marked or unit in _YUAN or multiplied is not None)


def _parted(cell: RawCell) -> tuple[RawCell, str]:
    """A text's number and the unit after it, or the cell as it is and no unit."""
    if not isinstance(cell, str):
        return cell, ""
    found = _WITH_UNIT.fullmatch(half_width(cell).removeprefix("¥"))
    return (found["number"], found["unit"]) if found else (cell, "")


def _number(cell: RawCell, code: str, remedy: str) -> Converted[Decimal]:
    text = half_width(cell)
    if isinstance(cell, float):
        text = f"{Decimal(f'{cell:.15g}'):f}"  # spreadsheets show 15 digits; 0.1+0.2 is 0.3
    if isinstance(cell, bool) or not _NUMBER.fullmatch(text):
        raise CellFaultError(code=code, message=f"写作“{shown(cell)}”，不是数字", remedy=remedy)
    value = Decimal(text.replace(",", ""))
    if value < 0:
        raise CellFaultError(code=code, message=f"写作“{shown(cell)}”，是负数", remedy=remedy)
    if value > MAX_QUANTITY:
        raise CellFaultError(code=code, message=f"写作“{shown(cell)}”，大得不合常理", remedy=remedy)
    return Converted(value, tidied=isinstance(cell, str) and str(value) != cell)
