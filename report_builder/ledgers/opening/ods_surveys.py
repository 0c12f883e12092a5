"""The content of an .ods → surveys of its sheets (OpenDocument 1.2, part 1, 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.ledgers.cells import UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import Span
from report_builder.ledgers.opening.surveys import Survey, encrypted
from report_builder.ledgers.opening.xml_parts import attribute, elements

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_TAGS: Final = ("table-properties", "table", "table-column", "table-row")
_UNSEEN: Final = frozenset({"collapse", "filter"})


def survey_ods(parts: zipfile.ZipFile) -> Iterator[Survey]:
    """The sheets in their order; raises ``WorkbookFaultError`` for a file with a password."""
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise encrypted()
    unseen: set[str] = set()
    survey, row, column = None, 0, 0
    for element in elements(parts, "content.xml", *_TAGS):
        kind = etree.QName(element).localname
        if kind == "table-properties":
            unseen.update(_style_of_unseen_tables(element))
            continue
        if kind == "table":
            yield survey or _begin(element, unseen)
            survey = None
            continue
        if survey is None:
            survey, row, column = _begin(_table_of(element), unseen), 0, 0
        if kind == "table-row":
            row += _survey_row(element, row, survey)
        else:
            column += _survey_column(element, column, survey)


def _style_of_unseen_tables(properties: etree._Element) -> set[str]:
    style = properties.getparent()
    is_unseen = attribute(properties, "display") == "false" and style is not None
    return {attribute(style, "name")} if is_unseen and style is not None else set()


def _table_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("{*}table"), None)


def _begin(table: etree._Element | None, unseen: set[str]) -> Survey:
    if table is None:
        return Survey("")
    return Survey(attribute(table, "name"), is_hidden=attribute(table, "style-name") in unseen)


def _survey_column(element: etree._Element, column: int, survey: Survey) -> int:
    """Take note of columns that look alike, and tell how many they are."""
    repeated = _repeated(element, "number-columns-repeated")
    if attribute(element, "visibility") in _UNSEEN:
        survey.hide_columns(column, column + repeated - 1)
    return repeated


def _survey_row(element: etree._Element, row: int, survey: Survey) -> int:
    """Take note of rows that are alike, and tell how many they are."""
    repeated = _repeated(element, "number-rows-repeated")
    if attribute(element, "visibility") in _UNSEEN:
        survey.hide_rows(row, row + repeated - 1)
    column = 0
    for cell in element.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        width = _repeated(cell, "number-columns-repeated")
        _survey_cell(cell, Span(column, row, column + width - 1, row + repeated - 1), survey)
        column += width
    return repeated


def _survey_cell(cell: etree._Element, at: Span, survey: Survey) -> None:
    kinds = {str(value) for key, value in cell.attrib.items() if str(key).endswith("}value-type")}
    if kinds or len(cell):
        survey.reach(at.last_row, at.last_column)
    if "error" in kinds:
        survey.fault(at.row, at.column, "".join(str(part) for part in cell.itertext()).strip())
    elif not kinds and not len(cell) and attribute(cell, "formula"):
        survey.fault(at.row, at.column, UNSAVED_FORMULA)  # written by a program that does not calculate
    rows, columns = _repeated(cell, "number-rows-spanned"), _repeated(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        survey.merge(Span(at.column, at.row, at.column + columns - 1, at.row + rows - 1))


def _repeated(element: etree._Element, what: str) -> int:
    return max(1, int(attribute(element, what) or 1))
