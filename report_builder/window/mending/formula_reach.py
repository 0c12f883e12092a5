"""The formulas of a workbook and one cell → those whose results were worked out from that cell.

A program that does not work formulas out must not change what one of them was worked out from: its old result
would stay in the file, and be read. What cannot be told for sure counts as reading the cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

# Names, tables and functions that find their cells only while they are worked out.
_AT_LARGE: Final = re.compile(r"INDIRECT|OFFSET|\[|#REF", re.IGNORECASE)
_STRING: Final = re.compile(r'"[^"]*"')
_REFERENCE: Final = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^\s!'\"(),;:+\-*/&=<>^%{}]+)!)?"
    r"(?:\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]{1,7})(?::\$?(?P<last>[A-Z]{1,3})\$?(?P<end>[0-9]{1,7}))?"
    r"|\$?(?P<from>[A-Z]{1,3}):\$?(?P<to>[A-Z]{1,3})|\$?(?P<first>[0-9]{1,7}):\$?(?P<till>[0-9]{1,7}))(?![\w(])"
)
_WORD: Final = re.compile(r"(?<![\w.!$'])[^\W\d][\w.]*(?!\s*[\w.(!])")
_TRUTHS: Final = frozenset({"TRUE", "FALSE"})
_CELL: Final = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})")


class WorkbookFormula(Struct, frozen=True):
    """A formula and the cell that shows its result; ``covers`` is the range of one over several cells."""

    sheet: str
    cell: str
    text: str
    covers: str = ""


def column_number(letters: str) -> int:
    """A column by its letters, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def formulas_of(sheet: str, root: _Element) -> Iterator[WorkbookFormula]:
    """The formulas of a sheet's part, those spelt out that only say which one they are like."""
    shared: dict[str, tuple[str, str]] = {}
    for cell in root.iter("{*}c"):
        formula = cell.find("{*}f")
        if formula is None:
            continue
        at, text = cell.get("r", ""), formula.text or ""
        if formula.get("t") == "shared":
            if text:
                shared[formula.get("si", "")] = (at, text)
            elif formula.get("si", "") in shared:
                text = _moved(*shared[formula.get("si", "")], at)
        yield WorkbookFormula(sheet, at, text, formula.get("ref", "") if formula.get("t") == "array" else "")


def _moved(origin: str, text: str, to: str) -> str:
    """A formula as it is in another cell."""
    from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415  few workbooks share formulas

    try:
        return str(Translator(f"={text}", origin).translate_formula(to)).removeprefix("=")
    except (TranslatorError, ValueError, IndexError):
        return "#REF!"


def readers_of(cell: str, sheet: str, formulas: Iterable[WorkbookFormula]) -> list[WorkbookFormula]:
    """The formulas that were worked out from a cell, as far as that can be told."""
    found = _CELL.fullmatch(cell)
    if found is None:
        return []
    column, row = column_number(found["column"]), int(found["row"])
    return [each for each in formulas if _reads(each, sheet, column, row)]


def _reads(formula: WorkbookFormula, sheet: str, column: int, row: int) -> bool:
    text = _STRING.sub("", formula.text)
    if not text or _AT_LARGE.search(text):
        return True
    for found in _REFERENCE.finditer(text):
        named = found["sheet"]
        of_sheet = formula.sheet if named is None else named.strip("'").replace("''", "'")
        if of_sheet.casefold() == sheet.casefold() and _holds(found, column, row):
            return True
    rest = _REFERENCE.sub(" ", text)
    return any(word.upper() not in _TRUTHS for word in _WORD.findall(rest))  # a name of the workbook's own


def _holds(found: re.Match[str], column: int, row: int) -> bool:
    """Whether a reference holds a cell."""
    if found["from"]:
        ends = sorted((column_number(found["from"]), column_number(found["to"])))
        return ends[0] <= column <= ends[1]
    if found["first"]:
        rows = sorted((int(found["first"]), int(found["till"])))
        return rows[0] <= row <= rows[1]
    columns = sorted((column_number(found["column"]), column_number(found["last"] or found["column"])))
    rows = sorted((int(found["row"]), int(found["end"] or found["row"])))
    return columns[0] <= column <= columns[1] and rows[0] <= row <= rows[1]
