"""A raw cell → a date or a month, or why it is none."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from report_builder.ledgers.cells import CellFaultError, Converted, RawCell, half_width, shown
from report_builder.ledgers.opening.layouts import EPOCH_1900

FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2100
_MONTHS: Final = 12

_DATE: Final = re.compile(
    r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*([-/.月])\s*(\d{1,2})\s*([日号]?)"
    r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_DATE_MARKS: Final = frozenset({"--", "//", "..", "年月日", "年月号", "年月"})
_COMPACT_DATE: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SHORT_YEAR: Final = re.compile(r"\d{1,2}([-/.年])\d{1,2}[-/.月]\d{1,2}[日号]?")
_YEAR_LAST: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_SERIAL: Final = re.compile(r"\d{5}")
_MONTH: Final = re.compile(r"(?:\d{4}(?:年|[-/.]))?(?P<month>\d{1,2})(?:月份?)?")
_FORMS: Final = "请写成 2016-02-25、2016/2/25、2016.2.25 或 2016年2月25日"


def convert_date(cell: RawCell, epoch: date = EPOCH_1900) -> Converted[date]:
    """The cell as a date: a real one, its number in the workbook, or text in one of the written forms."""
    if isinstance(cell, datetime):
        return Converted(_plausible(cell.date()))
    if isinstance(cell, date):
        return Converted(_plausible(cell))
    text = half_width(cell)
    if compact := _COMPACT_DATE.fullmatch(text):
        year, month, day = (int(part) for part in compact.groups())
        return Converted(_calendar_day(year, month, day, shown(cell)), tidied=True)
    if numbered := _numbered_day(cell, epoch):
        return Converted(numbered, tidied=True)
    found = _DATE.fullmatch(text)
    if found is None or "".join(found.group(2, 4, 6)) not in _DATE_MARKS:
        raise _no_date(cell, text, epoch)
    year, month, day = (int(part) for part in found.group(1, 3, 5))
    unfinished = found[4] == "月" and not found[6]
    return Converted(_calendar_day(year, month, day, shown(cell)), tidied=unfinished or text != str(cell))


def _numbered_day(cell: RawCell, epoch: date) -> date | None:
    """The day of a number whose cell lost its date format (ECMA-376, part 1, 18.17.4.1)."""
    if not isinstance(cell, (int, float)) or isinstance(cell, bool):
        return None
    first, last = date(FIRST_YEAR, 1, 1) - epoch, date(LAST_YEAR, 12, 31) - epoch
    return epoch + timedelta(days=int(cell)) if first.days <= cell <= last.days else None


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


def _no_date(cell: RawCell, text: str, epoch: date) -> CellFaultError:
    if _SHORT_YEAR.fullmatch(text):
        message = f"写作“{shown(cell)}”，年份没有写全四位，分不清年、月、日"
        return CellFaultError(code="ledger.date", message=message, remedy=_FORMS)
    if _YEAR_LAST.fullmatch(text):
        message = f"写作“{shown(cell)}”，年份在后面，分不清月、日"
        return CellFaultError(code="ledger.date", message=message, remedy=_FORMS)
    remedy = _FORMS
    if _SERIAL.fullmatch(text) and (numbered := _numbered_day(int(text), epoch)):
        remedy = f"{remedy}（如果这是日期序列号，那一天是 {numbered.isoformat()}）"
    return CellFaultError(code="ledger.date", message=f"写作“{shown(cell)}”，不是日期", remedy=remedy)


def convert_month(cell: RawCell) -> Converted[int]:
    """The cell as a month: 3, 3月, 2016年3月, or a date that a spreadsheet made of it."""
    if isinstance(cell, date):
        return Converted(_plausible(cell).month, tidied=True)
    text = half_width(cell)
    found = None if isinstance(cell, bool) else _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found["month"]) <= _MONTHS:
        raise CellFaultError(
            code="ledger.month",
            message=f"写作“{shown(cell)}”，不是月份",
            remedy="请填 1 至 12，或“3月”这样的写法",
        )
    return Converted(int(found["month"]), tidied=len(text) > len("12月"))
