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
from report_builder.ledgers.opening.xml_parts import attribute, elements, endless, local_name, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.ledgers.cells import RawCell

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROW_OR_CELL: Final = re.compile(r"<(?:[\w.-]++:)?(?:Row|Cell)\b")
_TAGS: Final = ("Date1904", "Column", "Cell", "Row", "Visible", "Worksheet")


def read_xml_spreadsheet(text: str, budget: Budget = USUAL) -> list[RawSheet]:
    """The sheets in their order; raises ``WorkbookFaultError`` for a damaged one."""
    if sum(1 for _ in _ROW_OR_CELL.finditer(text)) > budget.streamed:  # a million are counted in a moment
        raise endless(budget)
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
        self.line: etree._Element | None = None  # what holds the cells that go by
        self.at = 0

    def note(self, element: etree._Element, kind: str) -> None:
        """Take note of columns, of a cell, of a row, or of the sheet's being hidden."""
        if kind == "Visible":
            self.survey.is_hidden = (element.text or "").strip() != "SheetVisible"
        elif kind == "Column":
            self._add_columns(marks_of(element))
        elif kind == "Cell":
            self._add_cell(element)
        else:
            self._add_row(marks_of(element))

    def _add_columns(self, marks: Mapping[str, str]) -> None:
        first = _index(marks, self.next_column)
        self.next_column = first + _count(marks, "Span") + 1
        if marks.get("Hidden") == "1":
            self.survey.hide_columns(first, self.next_column - 1)

    def _add_cell(self, cell: etree._Element) -> None:
        line = cell.getparent()
        if line is None or line is not self.line:
            row = next(cell.iterancestors("{*}Row"), cell)
            self.line, self.at = line, _index(marks_of(row), self.next_row)
        marks = marks_of(cell)
        at, column = self.at, _index(marks, self.next_cell)
        right, down = column + _count(marks, "MergeAcross"), at + _count(marks, "MergeDown")
        self.next_cell = right + 1
        value = _value(cell, is_formula="Formula" in marks)
        if value != "":
            self.survey.reach(at, column)
            self.row[column] = value
        if right > column or down > at:
            self.survey.merge(CellRange(column, at, right, down))

    def _add_row(self, marks: Mapping[str, str]) -> None:
        """Put the row at its place; ``Span`` says for how many more its looks hold."""
        at = _index(marks, self.next_row)
        self.next_row = at + _count(marks, "Span") + 1
        if marks.get("Hidden") == "1":
            self.survey.hide_rows(at, self.next_row - 1)
        if self.row:
            self.rows.extend([] for _ in range(len(self.rows), at))
            self.rows.append([self.row.get(column, "") for column in range(max(self.row) + 1)])
        self.row, self.next_cell, self.line = {}, 0, None

    def finished(self, name: str, *, is_1904: bool) -> RawSheet:
        """The sheet under its name."""
        self.survey.sheet = name
        if is_1904:
            self.survey.epoch = EPOCH_1904
        return RawSheet(name, filled_up(self.rows), self.survey.layout())


def _index(marks: Mapping[str, str], otherwise: int) -> int:
    written = marks.get("Index")
    return max(int(written) - 1, 0) if written else otherwise


def _count(marks: Mapping[str, str], what: str) -> int:
    return max(0, int(marks.get(what) or 0))


def _value(cell: etree._Element, *, is_formula: bool) -> RawCell:
    data = cell.find("{*}Data")
    if data is None:
        return UNSAVED_FORMULA if is_formula else ""
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
