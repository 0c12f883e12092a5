"""What a ledger's sheet is, declared once: its columns, and everything that is derived from them.

From a declaration come the reading, the blank workbook with its lists, prompts and notes, what a new year
carries over, and the tables of the manual. To add a column is to add it here, under ``sheets/``.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from report_builder.ledgers.vocabulary import Choices

# 国令第711号 came into force on 15 May 2019; the reports of that year are made under it.
_REVISED = 2019


class ColumnKind(StrEnum):
    """What a column's cells hold."""

    TEXT = "文字"
    DATE = "日期"
    MONTH = "月份"
    COUNT = "数量"
    NUMBER = "数值"
    MONEY = "金额"
    CHOICE = "选项"
    CATEGORY = "信息类别"
    CHANNELS = "公开渠道"


QUANTITIES = frozenset({ColumnKind.COUNT, ColumnKind.NUMBER, ColumnKind.MONEY})
LABELS = frozenset({ColumnKind.CHOICE, ColumnKind.CATEGORY, ColumnKind.CHANNELS})


class AllowedDays(Enum):
    """Which days a date column takes: those of the year alone, or others since the first possible day."""

    OF_THE_YEAR = None
    OF_A_DOCUMENT = date(1949, 10, 1)
    OF_A_CASE = date(2008, 5, 1)  # 国令第492号 came into force

    def days(self, year: int) -> tuple[date, date]:
        """The first and the last day; cases of the year may be closed while the report is being written."""
        if self.value is None:
            return date(year, 1, 1), date(year, 12, 31)
        return self.value, date(year + 1, 12, 31)


class Column(Struct, frozen=True):
    """A column of a sheet.

    ``choices`` where its cells come from a closed list; ``synonyms`` are other headers that can only mean it.
    ``note`` tells whoever fills it what to write, ``example`` shows it (``{year}`` stands for the
    year), and ``law`` is what it rests on: under 国令第492号, and under 国令第711号.
    """

    name: str
    note: str
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = False
    choices: Choices | None = None
    synonyms: tuple[str, ...] = ()
    example: str = ""
    period: AllowedDays = AllowedDays.OF_A_DOCUMENT
    law: tuple[str, str] = ("", "")

    def basis(self, year: int) -> str:
        """The law of the year that the column rests on; empty where there is none to cite."""
        return self.law[year >= _REVISED]


class DateOrder(Struct, frozen=True):
    """Two date columns of which ``later`` may not come before ``earlier``."""

    earlier: str
    later: str


class CarryOverRule(Struct, frozen=True):
    """Which rows a new year takes over: begun by the last day of the old one, and not ended by then.

    ``kinds`` of the column ``kind`` only, where there are others that never go over.
    """

    begun: str
    ended: str
    kind: str = ""
    kinds: tuple[str, ...] = ()


class Likeness(Struct, frozen=True):
    """Rows that are likely the same thing entered twice: the same words in ``words``, the same ``day``.

    Two rows with different values in ``number`` are two things.
    """

    words: tuple[str, ...]
    day: str
    number: str = ""


class Amounts(Struct, frozen=True):
    """The ``quantity`` that a sheet adds up by ``label``, month by month."""

    label: str
    quantity: str


class Sheet(Struct, frozen=True):
    """A sheet by its name.

    ``purpose`` says what it is for and who fills it. ``names`` are other names that can only mean this sheet.
    ``dated`` is the column that says of which year a row is. ``section_rows`` are labels that may stand alone
    on a row to head the rows below. A row of totals is passed over unless ``is_table``: then the sheet is a
    statutory table, each label once a workbook. Where the blank workbook ``lists_rows`` by their labels, a
    row without any number has not been filled in and is no record. No two rows may have the same ``number``.
    """

    name: str
    purpose: str
    columns: tuple[Column, ...]
    names: tuple[str, ...] = ()
    dated: str = ""
    date_orders: tuple[DateOrder, ...] = ()
    section_rows: tuple[str, ...] = ()
    is_table: bool = False
    lists_rows: bool = False
    number: str = ""
    carrying: CarryOverRule | None = None
    likeness: Likeness | None = None
    amounts: Amounts | None = None

    def column(self, name: str) -> Column:
        """A column by its name; raises ``KeyError`` for one that the sheet does not have."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that every row must fill."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def has_months(self) -> bool:
        """Whether rows may be of a month, told by 月份 or by a date."""
        return any(column.kind is ColumnKind.MONTH for column in self.columns)
