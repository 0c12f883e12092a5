"""The XML of an .xlsx's worksheet → its survey, element by element (ECMA-376, part 1, 18.3)."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final

from report_builder.ledgers.cells import UNKNOWN_ERROR, UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import CellRange
from report_builder.ledgers.opening.surveys import Survey, broken
from report_builder.ledgers.opening.xml_parts import elements, local_name

if TYPE_CHECKING:
    from lxml import etree

YES: Final = frozenset({"1", "true"})
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_IN_ROWS: Final = frozenset({"c", "row"})
_TEXTS: Final = frozenset({"s", "str", "inlineStr"})


def survey_worksheet(stream: IO[bytes], survey: Survey) -> Survey:
    """Take note of every cell of a worksheet, wherever it stands, and of what is hidden or merged."""
    row, column, current = -1, -1, None
    for element in elements(stream, "c", "row", "col", "mergeCell", budget=survey.budget):
        kind = local_name(element)
        if kind in _IN_ROWS:
            line = element if kind == "row" else next(element.iterancestors("{*}row"), None)
            if line is not None and line is not current:
                row, column, current = _row_index(line, row + 1), -1, line
        if kind == "c":  # outside of rows it belongs to the next one, as calamine has it
            column = survey_cell(element, row + (current is None), column + 1, survey)
        elif kind == "row":
            if element.get("hidden") in YES:
                survey.hide_rows(row, row)
            column, current = -1, None
        else:
            _note_layout(element, survey)
    return survey


def survey_cell(cell: etree._Element, row: int, column: int, survey: Survey) -> int:
    """Take note of a cell and give its column; ``row`` and ``column`` are where it is without an address."""
    at, column = _address(cell, row, column)
    if len(cell):
        survey.reach(at, column)
        if fault := _formula_fault(cell):
            survey.fault(at, column, fault)
    return column


def _note_layout(element: etree._Element, survey: Survey) -> None:
    """Take note of a hidden column (18.3.1.13) or a merged cell (18.3.1.55)."""
    if element.get("hidden") in YES:
        survey.hide_columns(int(element.get("min", "1")) - 1, int(element.get("max", "1")) - 1)
    first, _, last = element.get("ref", "").partition(":")
    begins, ends = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
    if begins and ends:
        survey.merge(
            CellRange(_column_index(begins[1]), int(begins[2]) - 1, _column_index(ends[1]), int(ends[2]) - 1)
        )


def _address(cell: etree._Element, row: int, column: int) -> tuple[int, int]:
    """Row and column of a cell; a writer may leave addresses out, and then cells follow one another."""
    written = cell.get("r", "")
    if not written:
        return row, column
    address = _ADDRESS.fullmatch(written)
    if address is None:
        raise broken(what="文件内部有不成样子的单元格地址")
    return int(address[2]) - 1, _column_index(address[1])


def _row_index(row: etree._Element, otherwise: int) -> int:
    number = row.get("r", "")
    return int(number) - 1 if number.isdecimal() else otherwise


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _formula_fault(cell: etree._Element) -> str:
    kind = cell.get("t", "n")
    if kind == "e":
        return cell.findtext("{*}v") or UNKNOWN_ERROR
    # A formula that another program wrote without calculating; an empty text is a result (t="str").
    unsaved = kind not in _TEXTS and cell.find("{*}f") is not None and not cell.findtext("{*}v")
    return UNSAVED_FORMULA if unsaved else ""
