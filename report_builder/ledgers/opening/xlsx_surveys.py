"""The parts of an .xlsx or .xlsm → surveys of its sheets (ECMA-376, part 1, 18.2 and 18.3)."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.ledgers.cells import UNKNOWN_ERROR, UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import EPOCH_1900, EPOCH_1904, Span
from report_builder.ledgers.opening.surveys import Survey, broken
from report_builder.ledgers.opening.xml_parts import attribute, elements

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TEXTS: Final = frozenset({"s", "str", "inlineStr"})
_YES: Final = frozenset({"1", "true"})


def survey_xlsx(parts: zipfile.ZipFile) -> Iterator[Survey]:
    """The sheets in the order of the workbook."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in elements(parts, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    present = {name.lower(): name for name in parts.namelist()}
    epoch = EPOCH_1900
    for element in elements(parts, "xl/workbook.xml", "sheet", "workbookPr"):
        if etree.QName(element).localname == "workbookPr":
            epoch = EPOCH_1904 if element.get("date1904") in _YES else EPOCH_1900
            continue
        part = posixpath.normpath(posixpath.join("/xl", targets.get(attribute(element, "id"), "")))
        name = present.get(part.lower().lstrip("/"))
        if name is not None:
            is_hidden = element.get("state", "visible") != "visible"
            yield _survey_worksheet(
                parts, name, Survey(element.get("name", ""), is_hidden=is_hidden, epoch=epoch)
            )


def _survey_worksheet(parts: zipfile.ZipFile, part: str, survey: Survey) -> Survey:
    row = -1
    for element in elements(parts, part, "row", "sheetData", "col", "mergeCell"):
        tag = str(element.tag)
        if tag.endswith("row"):
            row = _row_index(element, row + 1)
            if element.get("hidden") in _YES:
                survey.hide_rows(row, row)
            _survey_cells(element, row, survey)
        elif tag.endswith("sheetData"):
            _survey_cells(element, row + 1, survey)  # what stands in no row, calamine reads all the same
        else:
            _note_layout(element, survey)
    return survey


def _survey_cells(row: etree._Element, index: int, survey: Survey) -> None:
    column = -1
    for cell in row.iter("{*}c"):
        at, column = _address(cell, index, column + 1)
        if len(cell):
            survey.reach(at, column)
            if fault := _formula_fault(cell):
                survey.fault(at, column, fault)


def _note_layout(element: etree._Element, survey: Survey) -> None:
    """Take note of a hidden column (18.3.1.13) or a merged cell (18.3.1.55)."""
    if element.get("hidden") in _YES:
        survey.hide_columns(int(element.get("min", "1")) - 1, int(element.get("max", "1")) - 1)
    first, _, last = element.get("ref", "").partition(":")
    begins, ends = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
    if begins and ends:
        survey.merge(
            Span(_column_index(begins[1]), int(begins[2]) - 1, _column_index(ends[1]), int(ends[2]) - 1)
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
