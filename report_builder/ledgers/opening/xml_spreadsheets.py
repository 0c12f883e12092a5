"""The text of an XML spreadsheet of Excel 2003 → its sheets (XML Spreadsheet Reference, Office 2003)."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.cells import UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import EPOCH_1904, CellRange
from report_builder.ledgers.opening.raw_sheets import RawSheet, filled_up
from report_builder.ledgers.opening.surveys import Survey, broken
from report_builder.ledgers.opening.xml_parts import attribute, elements, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.ledgers.cells import RawCell

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAGS: Final = ("Date1904", "Column", "Cell", "Row", "Visible", "Worksheet")


def read_xml_spreadsheet(text: str, budget: Budget = USUAL) -> list[RawSheet]:
    """The sheets in their order; raises ``WorkbookFaultError`` for a damaged one."""
    content = _DECLARATION.sub("", text).encode("utf-8", "replace")
    try:
        return list(_sheets(content, budget))
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise broken(what="文件内部的表格内容已损坏") from fault


def _sheets(content: bytes, budget: Budget) -> Iterator[RawSheet]:
    sheet, is_1904 = _OpenXmlSheet(budget), False
    for element in elements(BytesIO(content), *_TAGS, budget=budget):
        kind = local_name(element)
        if kind == "Date1904":
            is_1904 = True
        elif kind == "Worksheet":
            yield sheet.finished(attribute(element, "Name"), is_1904=is_1904)
            sheet = _OpenXmlSheet(budget)
        else:
            sheet.note(element, kind)


class _OpenXmlSheet:
    """What has gone by of a sheet."""

    def __init__(self, budget: Budget) -> None:
        self.survey = Survey("", budget)
        self.rows: list[list[RawCell]] = []
        self.row: dict[int, RawCell] = {}
        self.next_row = 0
        self.next_column = 0
        self.next_cell = 0

    def note(self, element: etree._Element, kind: str) -> None:
        """Take note of columns, of a cell, of a row, or of the sheet's being hidden."""
        if kind == "Visible":
            self.survey.is_hidden = (element.text or "").strip() != "SheetVisible"
        elif kind == "Column":
            first = _index(element, self.next_column)
            self.next_column = first + _count(element, "Span") + 1
            if attribute(element, "Hidden") == "1":
                self.survey.hide_columns(first, self.next_column - 1)
        elif kind == "Cell":
            self._add_cell(element)
        else:
            self._add_row(element)

    def _add_cell(self, cell: etree._Element) -> None:
        row = next(cell.iterancestors("{*}Row"), cell)
        at, column = _index(row, self.next_row), _index(cell, self.next_cell)
        right, down = column + _count(cell, "MergeAcross"), at + _count(cell, "MergeDown")
        self.next_cell = right + 1
        value = _value(cell)
        if value != "":
            self.survey.reach(at, column)
            self.row[column] = value
        if right > column or down > at:
            self.survey.merge(CellRange(column, at, right, down))

    def _add_row(self, row: etree._Element) -> None:
        """Put the row at its place; ``CellRange`` says for how many more its looks hold."""
        at = _index(row, self.next_row)
        self.next_row = at + _count(row, "Span") + 1
        if attribute(row, "Hidden") == "1":
            self.survey.hide_rows(at, self.next_row - 1)
        if self.row:
            self.rows.extend([] for _ in range(len(self.rows), at))
            self.rows.append([self.row.get(column, "") for column in range(max(self.row) + 1)])
        self.row, self.next_cell = {}, 0

    def finished(self, name: str, *, is_1904: bool) -> RawSheet:
        """The sheet under its name."""
        self.survey.sheet = name
        if is_1904:
            self.survey.epoch = EPOCH_1904
        return RawSheet(name, filled_up(self.rows), self.survey.layout())


def _index(element: etree._Element, otherwise: int) -> int:
    written = attribute(element, "Index")
    return int(written) - 1 if written else otherwise


def _count(element: etree._Element, what: str) -> int:
    return max(0, int(attribute(element, what) or 0))


def _value(cell: etree._Element) -> RawCell:
    data = cell.find("{*}Data")
    if data is None:
        return UNSAVED_FORMULA if attribute(cell, "Formula") else ""
    text = "".join(str(part) for part in data.itertext())
    match attribute(data, "Type"):
        case "Number" if text.strip():
            return float(text)
        case "Boolean":
            return text.strip() == "1"
        case "DateTime" if text.strip():
            return datetime.fromisoformat(text.strip())
        case _:
            return text
