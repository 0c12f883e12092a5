"""Counts, dates and names → the words that an official report has for them; pure functions."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from report_builder.manuscript.shown_figures import CLOSING, NUMBERED, OPENING
from report_builder.quantities import chinese_ordinal, plain_number, printed_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from report_builder.quantities import YearOnYear

_WAN: Final = 10_000
_YI: Final = 100_000_000
_TEN: Final = 10
_TWO: Final = 2
_MOST_IN_HANZI: Final = 99
# Tens of thousands count anew: 上万, 数十万, 上百万 (GB/T 15835-2011, 4.2.2: estimates are written in hanzi).
_ROUGH_UNITS: Final = ("", "十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿")

_OPENING: Final = "《〈"
_CLOSING: Final = "》〉"
_MARKED_PAIRS: Final = (("》", "《"), ("”", "“"))
# A break between two of these is a break in the source only: Chinese has no space between words.
_CHINESE: Final = r"\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef‘’“”…—·"


def counted(count: Decimal | int, measure: str) -> str:
    """A count with its measure word: 3件."""
    return f"{printed_number(count)}{measure}"


def happened(count: Decimal | int, verb: str, thing: str, measure: str) -> str:
    """What happened so many times: 共收到政府信息公开申请3件; of nil: 未收到政府信息公开申请."""
    return f"共{verb}{thing}{counted(count, measure)}" if count else f"未{verb}{thing}"


def hanzi_count(count: int) -> str:
    """A small count in hanzi, as it stands before a measure word: 七, 两, 十二.

    Raises ``ValueError`` outside 1 to 99.
    """
    if not 0 < count <= _MOST_IN_HANZI:
        msg = f"{count}不在1至{_MOST_IN_HANZI}之间，不写成汉字"
        raise ValueError(msg)
    return "两" if count == _TWO else chinese_ordinal(count)


def full_date(day: date) -> str:
    """2016年2月25日; nothing is padded (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def year_and_month(day: date) -> str:
    """2016年6月."""
    return f"{day.year}年{day.month}月"


def same_month_or(day: date, earlier: date) -> str:
    """同月 for a day in the month just named, else its own year and month."""
    same = (day.year, day.month) == (earlier.year, earlier.month)
    return "同月" if same else year_and_month(day)


def month_of(day: date) -> str:
    """6月."""
    return f"{day.month}月"


def month_and_day(day: date) -> str:
    """2月25日."""
    return f"{day.month}月{day.day}日"


def roughly(count: int, measure: str) -> str:
    """A count that the text need not give exactly: 上千条 for 1186, 多条 for 9, 数万次 for 61352.

    Raises ``ValueError`` for less than two: those are not many.
    """
    if count < _TWO:
        msg = f"{count}不能写成概数"
        raise ValueError(msg)
    digits = str(count)
    if count < _TEN:
        return f"多{measure}"
    first, unit = digits[0], _ROUGH_UNITS[min(len(digits), len(_ROUGH_UNITS)) - 1]
    if unit == "十" and first == "1":
        return f"十多{measure}"
    return f"{'上' if first == '1' and not unit.startswith('十') else '数'}{unit}{measure}"


def more_than(count: int, measure: str) -> str:
    """A count by the round figure that it exceeds: 超过6万次 for 61352; 达6万次 where it is that figure."""
    unit, name = (_YI, "亿") if count >= _YI else (_WAN, "万") if count >= _WAN else (1, "")
    base = count // unit if name else _one_digit(count)
    verb = "达" if base * unit == count else "超过"
    return f"{verb}{base}{name}{measure}"


def _one_digit(count: int) -> int:
    """The count with every digit but the first made nought."""
    digits = str(count)
    return int(digits[0].ljust(len(digits), "0"))


def title_marked(title: str) -> str:
    """A title in 《》, those inside it turning to 〈〉 and back (GB/T 15834-2011, 4.15.3.5)."""
    whole = title if _is_marked(title) else f"《{title}》"
    depth, marked = 0, []
    for mark in whole:
        if mark in _OPENING:
            marked.append(_OPENING[depth % 2])
            depth += 1
        elif mark in _CLOSING:
            depth = max(depth - 1, 0)
            marked.append(_CLOSING[depth % 2])
        else:
            marked.append(mark)
    return "".join(marked)


def _is_marked(title: str) -> bool:
    """Whether one pair of 《》 already holds the whole title, as 《甲》和《乙》 does not."""
    if not title.startswith("《"):
        return False
    depth = 0
    for position, mark in enumerate(title):
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if depth == 0:
            return position == len(title) - 1
    return False


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: 甲、乙和丙, 《甲》《乙》和《丙》.

    A 、 inside a name lifts the list to ，; a 和 or 及 inside one makes the last join by 以及.
    """
    if len(names) < _TWO:
        return "".join(names)
    if any("、" in name or "，" in name for name in names):
        return "，以及".join(("，".join(names[:-1]), names[-1]))
    last = "以及" if any("和" in name or "及" in name for name in names) else "和"
    return last.join((_in_a_row(names[:-1]), names[-1]))


def _in_a_row(names: Sequence[str]) -> str:
    """Names with 、 between, but none between 》《 or ”“ (GB/T 15834-2011, 4.5.3.5)."""
    row = names[0]
    for name in names[1:]:
        touching = any(row.endswith(left) and name.startswith(right) for left, right in _MARKED_PAIRS)
        row += name if touching else f"、{name}"
    return row


def percentage(part: Decimal | int, whole: Decimal | int) -> str:
    """A share to one place: 12.5%, 100%. Raises ``ValueError`` of nil."""
    if not whole:
        msg = "总数是0，算不出占比"
        raise ValueError(msg)
    share = Decimal(part) * 100 / Decimal(whole)
    return f"{plain_number(share.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP))}%"


def compared(growth: YearOnYear, measure: str) -> str:
    """The clause that sets a count beside last year's: 比上年增长12.5%.

    From nil there is no rate, so the growth itself is told: 比上年增加3件.
    """
    if growth.this_year == growth.last_year:
        return "与上年持平"
    if growth.percent is None:
        return f"比上年增加{counted(growth.this_year, measure)}"
    if not growth.percent:
        return "与上年基本持平"
    verb = "增长" if growth.percent > 0 else "下降"
    return f"比上年{verb}{plain_number(abs(growth.percent))}%"


def on_one_line(text: str) -> str:
    """The text without line breaks: nothing in their place beside Chinese, a space between Latin words."""
    lines = "\n".join(filter(None, (line.strip() for line in text.splitlines())))
    return _break_at_chinese().sub("", lines).replace("\n", " ") if "\n" in lines else lines


@cache
def _break_at_chinese() -> re.Pattern[str]:
    """What finds such a break; few texts have one, and a pattern of all Chinese takes long to compile.

    The marks of a figure stand between the break and the figure's own letters.
    """
    return re.compile(
        rf"(?<=[{_CHINESE}])\n|(?<=[{_CHINESE}]{CLOSING})\n|\n(?=(?:{OPENING}[0-9]+{NUMBERED})?[{_CHINESE}])"
    )
