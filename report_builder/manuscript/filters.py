"""A value and a | word of the narrative (| 日期, | 书名, | 列举 …) → its wording."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.manuscript import wording
from report_builder.manuscript.words import unfit
from report_builder.quantities import YearOnYear, printed_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class ValueKind(Struct, frozen=True):
    """A kind of value by its Python types and by the word an author knows it by."""

    types: tuple[type, ...]
    word: str


NUMBER: Final = ValueKind((int, Decimal), "数")
WHOLE: Final = ValueKind((int,), "整数")
TEXT: Final = ValueKind((str,), "文字")
DAY: Final = ValueKind((date,), "日期")
ROW: Final = ValueKind((tuple, list), "一列名称")


class Filter(Struct, frozen=True):
    """A | word: what it takes, the value before the bar first, and what it makes of that."""

    name: str
    takes: tuple[ValueKind, ...]
    word: Callable[..., object]

    def __call__(self, *values: object) -> object:
        """The wording; raises ``NarrativeFault`` for values of the wrong kind or size."""
        if len(values) != len(self.takes):
            raise unfit(message=f"“| {self.name}”的括号里应当有{len(self.takes) - 1}项", word=self.name)
        for value, kind in zip(values, self.takes, strict=True):
            if not isinstance(value, kind.types):
                raise unfit(message=f"“| {self.name}”要用{kind.word}，这里不是", word=self.name)
        try:
            return self.word(*values)
        except ValueError as fault:
            raise unfit(message=f"“| {self.name}”：{fault}", word=self.name) from fault


def _year_on_year(this_year: int, last_year: int, measure: str) -> str:
    return wording.compared(YearOnYear(this_year, last_year), measure)


FILTERS: Final[Mapping[str, Filter]] = {
    each.name: each
    for each in (
        Filter("日期", (DAY,), wording.full_date),
        Filter("月份", (DAY,), wording.year_and_month),
        Filter("同月", (DAY, DAY), wording.same_month_or),
        Filter("月", (DAY,), wording.month_of),
        Filter("月日", (DAY,), wording.month_and_day),
        Filter("有无", (NUMBER, TEXT, TEXT, TEXT), wording.happened),
        Filter("概数", (WHOLE, TEXT), wording.roughly),
        Filter("超过", (WHOLE, TEXT), wording.more_than),
        Filter("汉字", (WHOLE,), wording.hanzi_count),
        Filter("占比", (NUMBER, NUMBER), wording.percentage),
        Filter("同比", (WHOLE, WHOLE, TEXT), _year_on_year),
        Filter("书名", (TEXT,), wording.title_marked),
        Filter("列举", (ROW,), wording.listed),
        Filter("个数", (ROW,), len),
    )
}


def plainly(value: object) -> str:
    """A value as it reads where no | word follows; raises ``NarrativeFault`` where that says nothing."""
    match value:
        case str():
            return value
        case int() | Decimal() if not isinstance(value, bool):
            return printed_number(value)
        case date():
            return wording.full_date(value)
        case tuple() | list() if all(isinstance(each, str) for each in value):
            return wording.listed(value)
        case _:
            raise unfit(message="这里还要用“.”写明是哪一项", remedy="例如 {{ 申请.新收 }}、{{ 机关.全称 }}")
