"""The text of an XML spreadsheet of Excel 2003 → its sheets (XML Spreadsheet Reference, Office 2003)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.cells import UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import EPOCH_1904, CellRange
from report_builder.ledgers.opening.raw_sheets import RawSheet, filled_up
from report_builder.ledgers.opening.surveys import Survey, broken
from report_builder.ledgers.opening.xml_parts import endless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.ledgers.cells import RawCell

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_KINDS: Final = frozenset(("Date1904", "Column", "Cell", "Data", "Row", "Visible", "Worksheet"))
_OTHERS: Final = 3  # elements, for each that is a row or cell: itself and what is in it
_MOST_ATTRIBUTES: Final = 1_000


def read_xml_spreadsheet(text: str, budget: Budget = USUAL) -> list[RawSheet]:
    """The sheets in their order; raises ``WorkbookFaultError`` for a damaged one."""
    content = _DECLARATION.sub("", text).encode("utf-8", "replace")
    reading = _Reading(budget)
    try:
        reading.parser.Parse(content, True)  # noqa: FBT003  expat's own way to say that this is all
    except (expat.ExpatError, ValueError) as fault:
        raise broken(what="文件内部的表格内容已损坏") from fault
    return [each.finished(is_1904=reading.is_1904) for each in reading.sheets]


class _Reading:
    """What has gone by of a file. No tree is made: a million cells are read in a few seconds.

    Namespaces are not looked at: whoever writes such a file gives its names their usual beginnings, or none.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.sheets: list[_OpenXmlSheet] = []
        self.sheet = _OpenXmlSheet(budget)
        self.is_1904 = False
        self.depth = 0
        self.cell_depth = 0  # of the cell that is open; nil where none is
        self.text: list[str] | None = None  # of a value, or of a word on the sheet, while it is open
        self.looked_at = 0
        self.elements = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._take
        self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        """Entities of its own have no place in such a file."""
        raise broken(what="文件内部的表格内容已损坏")

    def _begin(self, written: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        kind = written if written in _KINDS else written.rpartition(":")[2]
        if kind == "Data":
            if self.depth == self.cell_depth + 1 and self.sheet.begin_value(_marks(attributes)):
                self.text = []
        elif kind == "Cell":
            self.looked_at += 1
            if not self.cell_depth:
                self.cell_depth = self.depth
                self.sheet.begin_cell(_marks(attributes))
        elif kind == "Row":
            self.looked_at += 1
            self.sheet.begin_row(_marks(attributes))
        else:
            self._begin_another(kind, attributes)
        self.elements += 1
        most = self.budget.streamed
        if self.looked_at > most or self.elements > self.budget.elements + _OTHERS * self.looked_at:
            raise endless(self.budget)

    def _begin_another(self, kind: str, attributes: dict[str, str]) -> None:
        """What begins seldom."""
        if kind == "Visible":
            self.text = []
        elif kind == "Worksheet":
            self.sheet.survey.sheet = _marks(attributes).get("Name", "")
        elif kind == "Column":
            self.sheet.add_columns(_marks(attributes))

    def _take(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _end(self, written: str) -> None:
        kind = written if written in _KINDS else written.rpartition(":")[2]
        if kind == "Data":
            if self.text is not None and self.depth == self.cell_depth + 1:
                self.sheet.value, self.text = "".join(self.text), None
        elif kind == "Cell":
            if self.depth == self.cell_depth:
                self.sheet.end_cell()
                self.cell_depth, self.text = 0, None
        elif kind == "Row":
            self.sheet.end_row()
        elif kind == "Visible":
            self.sheet.survey.is_hidden = "".join(self.text or ()).strip() != "SheetVisible"
            self.text = None
        elif kind == "Worksheet":
            self.sheets.append(self.sheet)
            self.sheet = _OpenXmlSheet(self.budget)
        elif kind == "Date1904":
            self.is_1904 = True
        self.depth -= 1


class _OpenXmlSheet:
    """What has gone by of a sheet."""

    def __init__(self, budget: Budget) -> None:
        self.survey = Survey("", budget)
        self.rows: list[list[RawCell]] = []
        self.row: dict[int, RawCell] = {}
        self.next_row = 0
        self.next_column = 0
        self.next_cell = 0
        self.at: dict[str, str] = {}  # the marks of the row that is open, of the cell, of its value
        self.cell: dict[str, str] = {}
        self.kind: dict[str, str] | None = None
        self.value = ""

    def add_columns(self, marks: dict[str, str]) -> None:
        """Take note of columns."""
        first = _index(marks, self.next_column)
        self.next_column = first + _count(marks, "Span") + 1
        if marks.get("Hidden") == "1":
            self.survey.hide_columns(first, self.next_column - 1)

    def begin_row(self, marks: dict[str, str]) -> None:
        """A row begins."""
        self.at = marks

    def begin_cell(self, marks: dict[str, str]) -> None:
        """A cell begins."""
        self.cell, self.kind, self.value = marks, None, ""

    def begin_value(self, marks: dict[str, str]) -> bool:
        """The value of a cell begins; ``False`` where it has one."""
        if self.kind is not None:
            return False
        self.kind = marks
        return True

    def end_cell(self) -> None:
        """Take the cell that went by."""
        at, column = _index(self.at, self.next_row), _index(self.cell, self.next_cell)
        self.next_cell = column + 1
        value = self._value()
        if value != "":
            self.survey.reach(at, column)
            self.row[column] = value
        if "MergeAcross" in self.cell or "MergeDown" in self.cell:
            right, down = column + _count(self.cell, "MergeAcross"), at + _count(self.cell, "MergeDown")
            self.next_cell = right + 1
            if right > column or down > at:
                self.survey.merge(CellRange(column, at, right, down))

    def _value(self) -> RawCell:
        if self.kind is None:
            return UNSAVED_FORMULA if "Formula" in self.cell else ""
        match self.kind.get("Type"):
            case "Number" if self.value.strip():
                return float(self.value)
            case "Boolean":
                return self.value.strip() == "1"
            case "DateTime" if self.value.strip():
                return datetime.fromisoformat(self.value.strip())
            case _:
                return self.value

    def end_row(self) -> None:
        """Put the row at its place; ``Span`` says for how many more its looks hold."""
        at = _index(self.at, self.next_row)
        self.next_row = at + _count(self.at, "Span") + 1
        if self.at.get("Hidden") == "1":
            self.survey.hide_rows(at, self.next_row - 1)
        if self.row:
            self.rows.extend([] for _ in range(len(self.rows), at))
            self.rows.append([self.row.get(column, "") for column in range(max(self.row) + 1)])
        self.row, self.next_cell, self.at = {}, 0, {}

    def finished(self, *, is_1904: bool) -> RawSheet:
        """The sheet under its name."""
        if is_1904:
            self.survey.epoch = EPOCH_1904
        return RawSheet(self.survey.sheet, filled_up(self.rows), self.survey.layout())


def _marks(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their local names; raises ``WorkbookFaultError`` where they never end."""
    if not attributes:
        return attributes
    if len(attributes) > _MOST_ATTRIBUTES:
        raise broken(what="文件内部的表格内容已损坏")
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}


def _index(marks: Mapping[str, str], otherwise: int) -> int:
    written = marks.get("Index")
    return max(int(written) - 1, 0) if written else otherwise


def _count(marks: Mapping[str, str], what: str) -> int:
    return max(0, int(marks.get(what) or 0))
