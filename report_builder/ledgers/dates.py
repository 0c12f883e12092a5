"""A raw cell → a date or a month, or why it is none."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from report_builder.ledgers.cells import CellFaultError, Converted, RawCell, half_width, shown
from report_builder.ledgers.opening.layouts import EPOCH_1900
from report_builder.numerals import read_hanzi

FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2100
_MONTHS: Final = 12

_PLAIN_DATE: Final = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{4}年\d{1,2}月\d{1,2}[日号]")
# What people put between year, month and day: marks that look alike, also mixed.
_PART: Final = r"\s*[-/.,、。—–−‐~年月\s]\s*"
_DATE: Final = re.compile(rf"(\d{{4}}|\d{{2}}){_PART}(\d{{1,2}}){_PART}(\d{{1,2}})\s*[日号.。]?")
_COMPACT_DATE: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_CAPTION: Final = re.compile(r"^[\u4e00-\u9fff]{2,8}[:：]\s*")
_WEEKDAY: Final = re.compile(r"[(\s]*(?:星期|周|礼拜)[一二三四五六日天][)\s]*")
_TIME: Final = re.compile(
    r"(?:T|\s+|(?<=[日号]))\s*(?:上午|下午|晚上|[AaPp][Mm])?\s*\d{1,2}[:时点](?:\d{1,2}[:分]?(?:\d{1,2}(?:\.\d+)?秒?)?)?"
    r"\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?$"
)
_HALF_DAY: Final = re.compile(r"\s*(?:上午|下午|晚上|[AaPp][Mm])$")
_EXPORTED: Final = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[T ]\d{1,2}:.*")
_NO_YEAR: Final = re.compile(r"\d{1,2}[月./-]\d{1,2}[日号]?")
_YEAR_FIRST: Final = re.compile(r"\d{1,2}([-/.年])\d{1,2}[-/.月]\d{1,2}[日号]?")
_YEAR_LAST: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_SERIAL: Final = re.compile(r"\d{5}")
_CHINESE_DATE: Final = re.compile(
    r"([〇○零OoО0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS: Final = {
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    **dict.fromkeys("〇○零OoО0", 0),
}
_SHORT_YEARS: Final = range(13, 30)  # Excel takes 00 to 29 for 2000 to 2029; up to 12 it may be a month
_CENTURY: Final = 2000
_FORMS: Final = "请写成 2016-02-25、2016/2/25、2016.2.25 或 2016年2月25日"

_MONTH: Final = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})(?:年度?|[-/.]|(?=\d{2}$)))?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)?"
)
_PERIOD: Final = re.compile(
    r"(?P<year>(?:19|20)\d{2})?年?(?:(?P<whole>全年度?|年度)|(?P<half>[上下])半年|(?:第?(?P<quarter>[一二三四1-4])季度?)"
    r"|[Qq](?P<q>[1-4])|(?P<first>\d{1,2})月?[-~至到—–](?P<last>\d{1,2})月份?)"
)


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
    bare = _bare_date(text)
    found = _DATE.fullmatch(bare)
    if found is None or not _is_year(found[1]):
        raise _no_date(cell, text)
    year, month, day = (int(part) for part in found.groups())
    year += _CENTURY if year in _SHORT_YEARS else 0
    is_plain = _PLAIN_DATE.fullmatch(text) is not None and text == str(cell)
    is_plain = is_plain or _is_clocked(cell)
    return Converted(_calendar_day(year, month, day, shown(cell)), tidied=not is_plain)


def _bare_date(text: str) -> str:
    """A written date without a caption, a weekday and a time, its Chinese numerals as digits."""
    bare = _WEEKDAY.sub(" ", _CAPTION.sub("", text)).strip()
    bare = _HALF_DAY.sub("", _TIME.sub("", bare))
    if written := _CHINESE_DATE.fullmatch(bare):
        year = "".join(str(_DIGITS[letter]) for letter in written[1])
        return f"{year}-{read_hanzi(written[2])}-{read_hanzi(written[3])}"
    return bare


def _is_clocked(cell: RawCell) -> bool:
    """Whether a text is a day and a time as programs export it, which needs no word."""
    return isinstance(cell, str) and _EXPORTED.fullmatch(cell) is not None


def _is_year(digits: str) -> bool:
    """Four digits, or two that can be no month: as Excel turns them."""
    return len(digits) > len("16") or int(digits) in _SHORT_YEARS


def _numbered_day(cell: RawCell, epoch: date) -> date | None:
    """The day of a number whose cell lost its date format (ECMA-376, part 1, 18.17.4.1)."""
    if isinstance(cell, str) and _SERIAL.fullmatch(cell.strip()):
        cell = int(cell)
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


def _no_date(cell: RawCell, text: str) -> CellFaultError:
    what = "不是日期"
    if _YEAR_LAST.fullmatch(text):
        what = "年份在后面，分不清月、日"
    elif _YEAR_FIRST.fullmatch(text):
        what = "年份没有写全四位，分不清年、月、日"
    elif _NO_YEAR.fullmatch(text):
        what = "没有写年份"
    return CellFaultError(code="ledger.date", message=f"写作“{shown(cell)}”，{what}", remedy=_FORMS)


class Month(Struct, frozen=True):
    """A month (1 to 12), or a longer time such as 上半年 by its first and last month.

    ``year`` where the cell says it.
    """

    first: int
    last: int
    year: int | None = None

    @property
    def number(self) -> int | None:
        """The one month; ``None`` for a longer time."""
        return self.first if self.first == self.last else None

    def __str__(self) -> str:
        year = f"{self.year}年" if self.year else ""
        return f"{year}{self.first}月" if self.number else f"{year}{self.first}至{self.last}月"


def convert_month(cell: RawCell) -> Converted[Month]:
    """The cell as a month: 3, 3月, 三月, 2016年3月, or a date that a spreadsheet made of it."""
    if isinstance(cell, date):
        day = _plausible(cell.date() if isinstance(cell, datetime) else cell)
        return Converted(Month(day.month, day.month, day.year), tidied=True)
    text = half_width(cell).replace(" ", "")
    if isinstance(cell, str) and (period := _PERIOD.fullmatch(text)) and (longer := _longer_time(period)):
        return Converted(longer, tidied=True)
    found = None if isinstance(cell, bool) else _MONTH.fullmatch(text)
    number = 0
    if found is not None:
        number = int(found["month"]) if found["month"].isdecimal() else read_hanzi(found["month"]) or 0
    # A number such as 2016.1 may be January, or October with its nought lost.
    is_cut = isinstance(cell, float) and found is not None and bool(found["year"]) and number == 1
    if found is None or not 1 <= number <= _MONTHS or is_cut:
        raise CellFaultError(
            code="ledger.month",
            message=f"写作“{shown(cell)}”，{'分不清是1月还是10月' if is_cut else '不是月份'}",
            remedy="请填 1 至 12，或“3月”这样的写法",
        )
    year = int(found["year"]) if found["year"] else None
    return Converted(Month(number, number, year), tidied=bool(year) or not found["month"].isdecimal())


def _longer_time(period: re.Match[str]) -> Month | None:
    """The months of 全年, 上半年, 第二季度 or 1-6月; ``None`` for what is none, such as 9-3月."""
    year = int(period["year"]) if period["year"] else None
    if period["half"]:
        first, last = (1, 6) if period["half"] == "上" else (7, 12)
    elif quarter := period["quarter"] or period["q"]:
        number = int(quarter) if quarter.isdecimal() else read_hanzi(quarter) or 0
        first, last = 3 * number - 2, 3 * number
    else:
        first, last = (1, _MONTHS) if period["whole"] else (int(period["first"]), int(period["last"]))
    return Month(first, last, year) if 1 <= first <= last <= _MONTHS else None
