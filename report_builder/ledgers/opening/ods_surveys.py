"""The content of an .ods → surveys of its sheets (OpenDocument 1.2, part 1, 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers.cells import UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import Span
from report_builder.ledgers.opening.surveys import Survey, encrypted
from report_builder.ledgers.opening.xml_parts import attribute, elements, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from report_builder.ledgers.opening.zipped_parts import Parts

_TAGS: Final = ("table", "table-column", "table-row", "table-cell", "covered-table-cell")
_UNSEEN: Final = frozenset({"collapse", "filter"})


def survey_ods(parts: Parts) -> Iterator[Survey]:
    """The sheets in their order; raises ``WorkbookFaultError`` for a file with a password."""
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise encrypted()
    unseen: set[str] = set()
    sheet = None
    with parts.stream("content.xml") as stream:
        for element in elements(stream, "table-properties", *_TAGS):
            kind = local_name(element)
            if kind == "table-properties":
                unseen.update(_style_of_unseen_tables(element))
            elif kind == "table":
                yield sheet.survey if sheet else _begin(element, unseen)
                sheet = None
            else:
                sheet = sheet or _Sheet(_begin(_table_of(element), unseen))
                sheet.note(element, kind)


class _Sheet(Struct):
    """A sheet of which so many columns, rows and cells of the row at hand have gone by."""

    survey: Survey
    columns: int = 0
    rows: int = 0
    cells: int = 0

    def note(self, element: etree._Element, kind: str) -> None:
        """Take note of columns, rows or cells that are alike, and pass on beyond them."""
        if kind == "table-column":
            repeated = _repeated(element, "number-columns-repeated")
            if attribute(element, "visibility") in _UNSEEN:
                self.survey.hide_columns(self.columns, self.columns + repeated - 1)
            self.columns += repeated
        elif kind == "table-row":
            repeated = _repeated(element, "number-rows-repeated")
            if attribute(element, "visibility") in _UNSEEN:
                self.survey.hide_rows(self.rows, self.rows + repeated - 1)
            self.rows, self.cells = self.rows + repeated, 0
        else:
            row = next(element.iterancestors("{*}table-row"), element)
            height, width = (
                _repeated(row, "number-rows-repeated"),
                _repeated(element, "number-columns-repeated"),
            )
            last_row, last_column = self.rows + height - 1, self.cells + width - 1
            _survey_cell(element, Span(self.cells, self.rows, last_column, last_row), self.survey)
            self.cells += width


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
