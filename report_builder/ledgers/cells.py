"""A raw cell → whether it is blank, what it shows, and its text; why a cell cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Generic, TypeAlias, TypeVar

from msgspec import Struct

RawCell: TypeAlias = str | int | float | bool | date | time | timedelta
T = TypeVar("T")

# What spreadsheet programs show in place of a value that a formula could not give.
ERROR_VALUES: Final = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
})  # fmt: skip
UNKNOWN_ERROR: Final = "#VALUE!"
UNSAVED_FORMULA: Final = "#（公式结果未保存）"

NIL: Final = Decimal(0)

MAX_EXACT_INTEGER: Final = 10**15  # spreadsheets keep 15 significant digits
_LONGEST_EVIDENCE: Final = 60

_INVISIBLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200d\u2060\ufeff\ufffe\uffff]")
_LINE_BREAK: Final = re.compile(r"[^\S\r\n]*[\r\n]+\s*")
_ODD_SPACE: Final = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]")  # typed by web pages, not by people

# What people type where nothing is to be said.
_PLACEHOLDERS: Final = frozenset({"/", "\\", "-", "--", "—", "——", "–", "无", "N/A", "n/a", "*"})

EXAMPLE_MARK: Final = "【示例】"


class Converted(Struct, Generic[T], frozen=True):
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
    if not isinstance(cell, str):
        return False
    if cell.isprintable() and not cell.isspace():  # quick for nearly every cell
        return not cell
    return not _INVISIBLE.sub("", cell).strip()


def is_placeholder(cell: RawCell) -> bool:
    """Whether the cell only says that nothing is to be said: 无, /, —."""
    return isinstance(cell, str) and half_width(cell) in _PLACEHOLDERS


def shown(cell: RawCell) -> str:
    """The cell as evidence: what the user's program shows, cut short."""
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == time() else cell.replace(tzinfo=None)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # spreadsheets keep a whole number as a fraction
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
        if cell.isprintable() and cell[:1] != " " and cell[-1:] != " ":  # quick for nearly every cell
            return Converted(cell)
        text = _LINE_BREAK.sub(_close_up, _INVISIBLE.sub("", cell).strip())
        return Converted(_ODD_SPACE.sub(" ", text))
    if isinstance(cell, float) and not cell.is_integer():
        return Converted(f"{cell:.15g}")
    return Converted(shown(cell))


def _close_up(found: re.Match[str]) -> str:
    """Nothing between Chinese lines, a space between Latin words."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return " " if before.isascii() and after.isascii() else ""


def half_width(cell: RawCell) -> str:
    """Text with full-width digits and marks made half-width, and the spaces around it gone."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", str(cell))).strip()
