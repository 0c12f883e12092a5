"""A year and what is known of it → the blank workbook that its figures are filled into, as bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct, field
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from report_builder.archives import repack
from report_builder.ledgers import blank_choices, blank_explanation, contract
from report_builder.ledgers import vocabulary as words
from report_builder.ledgers.blank_choices import ChoiceLists
from report_builder.ledgers.blank_looks import add_looks
from report_builder.ledgers.blank_rules import Ruling
from report_builder.ledgers.blank_sheets import BlankSheet, write_sheet
from report_builder.ledgers.guides import SHEET_GUIDES, ListedRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.ledgers.carried_rows import CarriedRow
    from report_builder.ledgers.choices import Vocabulary

_STYLES: Final = "xl/styles.xml"
_OF_A_FONT: Final = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
_OUTCOMES: Final = (words.GRANTED, words.REFUSED, words.UNAVAILABLE, words.NOT_HANDLED, words.OTHERWISE)


class BlankYear(Struct, frozen=True):
    """What a blank workbook is made for.

    ``indicators`` are the rows of 工作情况 that the year's format wants, and whatever else is to stand in a
    sheet by its label; ``carried`` are rows of the year before, by sheet, and ``carried_notes`` say so.
    """

    year: int
    agency: str
    vocabulary: Vocabulary
    indicators: Mapping[str, tuple[ListedRow, ...]] = field(default_factory=lambda: MappingProxyType({}))
    carried: Mapping[str, tuple[CarriedRow, ...]] = field(default_factory=lambda: MappingProxyType({}))
    carried_notes: tuple[str, ...] = ()

    def listed(self, sheet: str) -> tuple[ListedRow, ...]:
        """The rows of a sheet whose labels stand, each once."""
        if sheet == contract.APPLICATION_TOTALS:
            return _TABLE_ROWS
        known = {row.label: row for row in reversed(self.indicators.get(sheet, ()))}
        return tuple(reversed(known.values()))


def blank_workbook(blank: BlankYear) -> bytes:
    """The workbook: 填表说明, every sheet of the contract, and the hidden lists; the same on every run."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_looks(workbook)
    sheets = [
        BlankSheet(sheet, SHEET_GUIDES[name], blank.listed(name), tuple(blank.carried.get(name, ())))
        for name, sheet in contract.SHEETS.items()
    ]
    title = f"{blank.agency}{blank.year}年政府信息公开台账"
    explanation = workbook.create_sheet(blank_explanation.SHEET)
    explanation.sheet_view.tabSelected = True
    blank_explanation.write_explanation(explanation, title, blank.year, sheets, blank.carried_notes)
    written = [(workbook.create_sheet(sheet.contract.name), sheet) for sheet in sheets]
    lists = ChoiceLists(workbook.create_sheet(blank_choices.SHEET))
    lists.sheet.sheet_state = "hidden"
    ruling = Ruling(blank.year, blank.vocabulary, lists)
    for sheet, contents in written:
        write_sheet(sheet, contents, ruling)
    _name_document(workbook, title, blank)
    return _packed(workbook)


def _table_rows() -> tuple[ListedRow, ...]:
    """The rows of the statutory table in its order, the outcomes under their headings."""
    listed = [ListedRow(words.NEW_APPLICATIONS), ListedRow(words.CARRIED_IN)]
    for heading, outcomes in zip(words.TABLE_ROW_CHOICES.groups, _OUTCOMES, strict=True):
        listed.append(ListedRow(heading, heading=True))
        listed.extend(ListedRow(outcome) for outcome in outcomes)
    return (*listed, ListedRow(words.TOTAL_HANDLED), ListedRow(words.CARRIED_OUT))


_TABLE_ROWS: Final = _table_rows()


def _name_document(workbook: Workbook, title: str, blank: BlankYear) -> None:
    """The document's properties, dated by the year's first day and not by the clock."""
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = blank.agency
    properties.title = title
    properties.created = properties.modified = datetime(blank.year, 1, 1)  # noqa: DTZ001  the file format knows no zone


def _packed(workbook: Workbook) -> bytes:
    """The workbook's bytes; ``Workbook.save`` would stamp the clock, the writer itself does not."""
    saved = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED)).save()
    with zipfile.ZipFile(saved) as archive:
        styles = _in_order(archive.read(_STYLES))
    return repack(saved.getvalue(), {_STYLES: styles})


def _in_order(styles: bytes) -> bytes:
    """The styles with what a font says in the order of the schema (ECMA-376-1, 18.8.22), as Excel has it."""
    root = etree.fromstring(styles)
    for font in root.iter("{*}font"):
        font[:] = sorted(font, key=lambda said: _OF_A_FONT.index(etree.QName(said).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
