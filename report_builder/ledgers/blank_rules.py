"""A column as it is declared → what its cells take: a list, dates or numbers, with prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from openpyxl.worksheet.datavalidation import DataValidation

from report_builder.ledgers.amounts import MAX_QUANTITY
from report_builder.ledgers.declarations import ColumnKind

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    from report_builder.ledgers.blank_choices import ChoiceLists
    from report_builder.ledgers.choices import Vocabulary
    from report_builder.ledgers.declarations import Column

_MONTHS: Final = tuple(range(1, 13))
_DAY_NIL: Final = 693_594  # 30 December 1899; ECMA-376 part 1, 18.17.4.1
_LONGEST_MESSAGE: Final = 200  # Excel shows 255 characters at most
_PICK: Final = "请点格子右边的箭头，从列表里选一项。"


class Ruling(Struct, frozen=True):
    """What the rules of a workbook are made from."""

    year: int
    vocabulary: Vocabulary
    lists: ChoiceLists

    def rule(self, column: Column) -> DataValidation | None:
        """The rule of a column's cells; ``None`` where any text may stand."""
        if values := listed_values(column, self.vocabulary):
            return self._list(column, values)
        if column.kind is ColumnKind.DATE:
            return self._dates(column)
        if column.kind is ColumnKind.COUNT:
            return _numbers(column, "whole", "请填 0 或者正整数，单位不要写在格里。")
        if column.kind is ColumnKind.NUMBER:
            return _numbers(column, "decimal", "请填 0 或者正数，单位写到“单位”一列。")
        if column.kind is ColumnKind.MONEY:
            return _numbers(column, "decimal", "请填以元为单位的数字，如 1250.50。")
        return None

    def _list(self, column: Column, values: tuple[str | int, ...]) -> DataValidation:
        is_open = column.kind is ColumnKind.CHANNELS
        told = "、".join(str(value) for value in values)
        if column.kind is ColumnKind.MONTH:
            told, prompt = "", "请填 1 至 12 的数字。"
        else:
            prompt = "可以从列表里选；有几个渠道的，用“、”连写。" if is_open else _PICK
        told = f"可选：{told}" if told and len(told) <= _LONGEST_MESSAGE else ""
        rule = DataValidation("list", formula1=self.lists.range_of(column.name, values))
        # Several channels in one cell are no value of the list; the reader looks at them one by one.
        return _spoken(rule, column, prompt, prompt + told, stops=not is_open)

    def _dates(self, column: Column) -> DataValidation:
        first, last = column.period.days(self.year)
        rule = DataValidation("date", operator="between", formula1=_serial(first), formula2=_serial(last))
        prompt = f"请填日期，写成 {self.year}-3-9 或者 {self.year}/3/9。"
        error = f"{prompt}应在 {first.isoformat()} 至 {last.isoformat()} 之间。"
        return _spoken(rule, column, prompt, error)


def listed_values(column: Column, vocabulary: Vocabulary) -> tuple[str | int, ...]:
    """The values that a column's list offers; empty where it has none."""
    if column.kind is ColumnKind.MONTH:
        return _MONTHS
    choices = vocabulary.choices(column)
    return choices.values if choices else ()


def _serial(day: date) -> str:
    """The number that stands for a day in a workbook: the days since the last but one of 1899."""
    return str(day.toordinal() - _DAY_NIL)


def _numbers(column: Column, kind: Literal["whole", "decimal"], prompt: str) -> DataValidation:
    rule = DataValidation(kind, operator="between", formula1="0", formula2=str(MAX_QUANTITY))
    return _spoken(rule, column, prompt, prompt)


def _spoken(
    rule: DataValidation, column: Column, prompt: str, error: str, *, stops: bool = True
) -> DataValidation:
    """The rule with what the program says when a cell is entered, and when a value is refused."""
    rule.allow_blank = True
    rule.showInputMessage = True
    rule.promptTitle = column.name
    rule.prompt = f"{prompt}{'必填。' if column.required else ''}"
    rule.showErrorMessage = stops
    rule.errorStyle = "stop"
    rule.errorTitle = f"{column.name}填得不对"
    rule.error = error
    return rule
