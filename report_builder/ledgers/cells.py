"""A raw cell → a date, a count, a sum of money, a month or a text, or why it is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Generic, TypeAlias, TypeVar

RawCell: TypeAlias = str | int | float | bool | date | time | timedelta
T = TypeVar("T")

# What spreadsheet programs show in place of a value that a formula could not give.
ERROR_VALUES: Final = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
})  # fmt: skip
UNKNOWN_ERROR: Final = "#VALUE!"
UNSAVED_FORMULA: Final = "#（公式结果未保存）"

# What a failed row holds in place of a required value; such a row's record is never used.
STAND_IN_DAY: Final = date.min
NIL: Final = Decimal(0)

FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2100
MAX_QUANTITY: Final = 10**15
MAX_EXACT_INTEGER: Final = 10**15  # spreadsheets keep 15 significant digits
_MONTHS: Final = 12
_CENTS: Final = 2
_LONGEST_EVIDENCE: Final = 60

_DATE: Final = re.compile(
    r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*([-/.月])\s*(\d{1,2})\s*([日号]?)"
    r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_DATE_MARKS: Final = frozenset({"--", "//", "..", "年月日", "年月号"})
_COMPACT_DATE: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MONTH: Final = re.compile(r"(?:\d{4}(?:年|[-/.]))?(?P<month>\d{1,2})(?:月份?)?")
_INVISIBLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200d\u2060\ufeff\ufffe\uffff]")
_LINE_BREAK: Final = re.compile(r"[^\S\r\n]*[\r\n]+\s*")


@dataclass(frozen=True, slots=True)
class Converted(Generic[T]):
    """A cell's value; ``tidied`` where it was written otherwise than the value reads."""

    value: T
    tidied: bool = False


class CellFaultError(Exception):
    """A cell that cannot be taken; holds what a finding needs beside its place."""

    def __init__(self, *, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy


def is_blank(cell: RawCell) -> bool:
    """Whether the cell shows nothing."""
    return isinstance(cell, str) and not _INVISIBLE.sub("", cell).strip()


def shown(cell: RawCell) -> str:
    """The cell as evidence: what the user's program shows, cut short."""
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == time() else cell.replace(tzinfo=None)
    text = str(cell).upper() if isinstance(cell, bool) else str(cell)
    return text if len(text) <= _LONGEST_EVIDENCE else f"{text[:_LONGEST_EVIDENCE]}……"


def refuse_formula_error(cell: RawCell) -> None:
    """Raise ``CellFaultError`` where a formula left an error, or no value at all."""
    if not isinstance(cell, str) or not cell.startswith("#"):
        return
    if cell == UNSAVED_FORMULA:
        raise CellFaultError(
            code="ledger.formula",
            message="是公式，但文件里没有保存它的结果",
            remedy="请用表格软件打开并保存一次，或改填数值",
        )
    if cell.strip() in ERROR_VALUES:
        raise CellFaultError(
            code="ledger.formula", message=f"是公式错误“{cell.strip()}”", remedy="请改正公式，或改填数值"
        )


def convert_text(cell: RawCell) -> Converted[str]:
    """The cell as text: trimmed, line breaks inside it closed up, invisible characters dropped."""
    if isinstance(cell, str):
        return Converted(_LINE_BREAK.sub(_close_up, _INVISIBLE.sub("", cell).strip()))
    if isinstance(cell, float):
        return Converted(f"{cell:.15g}")
    return Converted(shown(cell))


def _close_up(found: re.Match[str]) -> str:
    """Nothing between Chinese lines, a space between Latin words."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return " " if before.isascii() and after.isascii() else ""


def convert_date(cell: RawCell) -> Converted[date]:
    """The cell as a date: a real one, or text in one of the four written forms."""
    if isinstance(cell, datetime):
        return Converted(_plausible(cell.date()))
    if isinstance(cell, date):
        return Converted(_plausible(cell))
    text = _half_width(cell)
    found = _DATE.fullmatch(text)
    if found is None or "".join(found.group(2, 4, 6)) not in _DATE_MARKS:
        raise CellFaultError(
            code="ledger.date", message=f"写作“{shown(cell)}”，不是日期", remedy=_date_remedy(cell, text)
        )
    year, month, day = (int(part) for part in found.group(1, 3, 5))
    return Converted(_calendar_day(year, month, day, shown(cell)), tidied=text != str(cell))


def _calendar_day(year: int, month: int, day: int, written: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise CellFaultError(
            code="ledger.date", message=f"写作“{written}”，日历上没有这一天", remedy="请核对年、月、日"
        ) from None
    return _plausible(found)


def _plausible(found: date) -> date:
    # A number shown in a date format becomes a day of 1900: a wrong cell format, not a date.
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    raise CellFaultError(
        code="ledger.date",
        message=f"是 {found.isoformat()}，年份不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间",
        remedy="请核对年份，并看看是否把数字设成了日期格式",
    )


def _date_remedy(cell: RawCell, text: str) -> str:
    remedy = "请写成 2016-02-25、2016/2/25、2016.2.25 或 2016年2月25日"
    if compact := _COMPACT_DATE.fullmatch(text):
        return f"{remedy}（您要填的可能是“{'-'.join(compact.groups())}”）"
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return f"{remedy}；如果这是日期序列号，请把单元格格式设为日期"
    return remedy


def convert_count(cell: RawCell) -> Converted[int]:
    """The cell as a count: a whole number, not negative."""
    found = _number(cell, "ledger.count", "请填 0 或正整数，单位不要写在格里")
    if found.value != found.value.to_integral_value():
        raise CellFaultError(
            code="ledger.count", message=f"写作“{shown(cell)}”，不是整数", remedy="请填 0 或正整数"
        )
    return Converted(int(found.value), found.tidied)


def convert_number(cell: RawCell) -> Converted[Decimal]:
    """The cell as a number, not negative, with the decimals that it shows."""
    return _number(cell, "ledger.number", "请填 0 或正数，单位写到“单位”一列")


def convert_money(cell: RawCell) -> Converted[Decimal]:
    """The cell as a sum in yuan, to the cent at most."""
    found = _number(cell, "ledger.money", "请只填以元为单位的数字，例如 1234.50")
    exponent = found.value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _CENTS:
        raise CellFaultError(
            code="ledger.money",
            message=f"写作“{shown(cell)}”，小数超过两位",
            remedy="金额以元为单位，最多保留到分",
        )
    return found


def _number(cell: RawCell, code: str, remedy: str) -> Converted[Decimal]:
    text = _half_width(cell)
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


def convert_month(cell: RawCell) -> Converted[int]:
    """The cell as a month: 3, 3月, 2016年3月, or a date that a spreadsheet made of it."""
    if isinstance(cell, date):
        return Converted(_plausible(cell).month, tidied=True)
    text = _half_width(cell)
    found = None if isinstance(cell, bool) else _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found["month"]) <= _MONTHS:
        raise CellFaultError(
            code="ledger.month",
            message=f"写作“{shown(cell)}”，不是月份",
            remedy="请填 1 至 12，或“3月”这样的写法",
        )
    return Converted(int(found["month"]), tidied=len(text) > len("12月"))


def _half_width(cell: RawCell) -> str:
    """Text with full-width digits and marks made half-width, and the spaces around it gone."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", str(cell))).strip()
