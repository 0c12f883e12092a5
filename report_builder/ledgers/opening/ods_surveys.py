"""The content of an .ods → surveys of its sheets (OpenDocument 1.2, part 1, 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.ledgers.cells import UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import CellRange
from report_builder.ledgers.opening.surveys import Survey, encrypted
from report_builder.ledgers.opening.xml_parts import attribute, elements, local_name, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from report_builder.ledgers.opening.zipped_parts import ZippedParts

_WATCHED: Final = ("table-properties", "table-column", "table-row", "table")
_CELLS: Final = ("{*}table-cell", "{*}covered-table-cell")
_SPACES: Final = "{*}s"
_UNSEEN: Final = frozenset({"collapse", "filter"})


def survey_ods(parts: ZippedParts) -> Iterator[Survey]:
    """The sheets in their order; raises ``WorkbookFaultError`` for a file with a password."""
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise encrypted()
    unseen: set[str] = set()
    survey, rows, columns = Survey("", parts.budget), 0, 0
    with parts.stream("content.xml") as stream:
        for element in elements(stream, *_WATCHED, budget=parts.budget, whole="table-row"):
            kind = local_name(element)
            if kind == "table-properties":
                unseen.update(_style_of_unseen_tables(element))
            elif kind == "table-row":
                table = None if survey.sheet else next(element.iterancestors("{*}table"), None)
                survey.sheet = survey.sheet if table is None else attribute(table, "name")
                rows += _survey_row(element, rows, survey)
            elif kind == "table-column":
                columns += _survey_columns(element, columns, survey)
            else:
                survey.sheet = attribute(element, "name")
                survey.is_hidden = attribute(element, "style-name") in unseen
                yield survey
                survey, rows, columns = Survey("", parts.budget, letters=survey.letters), 0, 0


def _style_of_unseen_tables(properties: etree._Element) -> set[str]:
    style = properties.getparent()
    is_unseen = attribute(properties, "display") == "false" and style is not None
    return {attribute(style, "name")} if is_unseen and style is not None else set()


def _survey_columns(element: etree._Element, first: int, survey: Survey) -> int:
    """Take note of columns that are alike, and tell how many they are."""
    marks = marks_of(element)
    repeated = _count(marks, "number-columns-repeated")
    if marks.get("visibility") in _UNSEEN:
        survey.hide_columns(first, first + repeated - 1)
    return repeated


def _survey_row(element: etree._Element, row: int, survey: Survey) -> int:
    """Take note of rows that are alike, and tell how many they are."""
    marks = marks_of(element)
    repeated = _count(marks, "number-rows-repeated")
    if marks.get("visibility") in _UNSEEN:
        survey.hide_rows(row, row + repeated - 1)
    column = 0
    has_spaces = next(element.iter(_SPACES), None) is not None
    for cell in element.iter(*_CELLS):
        marks = marks_of(cell)
        width = _count(marks, "number-columns-repeated")
        if len(cell) or "value-type" in marks:
            survey.reach(row + repeated - 1, column + width - 1)
            if has_spaces or repeated * width > 1:
                survey.hold(_letters(cell) * repeated * width)
        if "error" in cell.values() and _is_error(cell):
            survey.fault(row, column, "".join(str(part) for part in cell.itertext()).strip())
        elif "formula" in marks and not len(cell) and "value-type" not in marks:
            survey.fault(row, column, UNSAVED_FORMULA)  # written by a program that does not calculate
        rows, columns = _count(marks, "number-rows-spanned"), _count(marks, "number-columns-spanned")
        if rows > 1 or columns > 1:
            survey.merge(CellRange(column, row, column + columns - 1, row + rows - 1))
        column += width
    return repeated


def _letters(cell: etree._Element) -> int:
    """How many letters a cell shows, spaces that are only counted among them (6.1.3)."""
    spaces = (_count(marks_of(each), "c") for each in cell.iter(_SPACES))
    return sum(spaces) + sum(len(part) for part in cell.itertext())


def _is_error(cell: etree._Element) -> bool:
    return any(str(name).endswith("}value-type") and value == "error" for name, value in cell.items())


def _count(marks: dict[str, str], what: str) -> int:
    return max(1, int(marks[what])) if what in marks else 1
