"""A year and what is known of it → the blank workbook that its figures are filled into, as bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from report_builder.archives import repack
from report_builder.ledgers import blank_choices, blank_explanation
from report_builder.ledgers import vocabulary as words
from report_builder.ledgers.blank_choices import ChoiceLists
from report_builder.ledgers.blank_looks import add_looks
from report_builder.ledgers.blank_rules import Ruling
from report_builder.ledgers.blank_sheets import BlankSheet, ListedRow, write_sheet
from report_builder.ledgers.sheets import APPLICATION_TOTALS, DISPUTE_TOTALS, DOCUMENT_TOTALS, SHEETS
from report_builder.request_rows import shipped_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.ledgers.carried_rows import CarriedRows
    from report_builder.ledgers.choices import Vocabulary
    from report_builder.request_rows import RequestRow

_STYLES: Final = "xl/styles.xml"
_OF_A_FONT: Final = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
_ALL_OUTCOMES: Final = words.TABLE_ROW_CHOICES.groups[0]  # 本年度办理结果


class BlankYear(Struct, frozen=True):
    """What a blank workbook is made for.

    ``indicators`` are the rows of 工作情况 that the year's format wants, and whatever else is to stand in a
    sheet by its label; ``carried`` is what the year before hands on, and ``carried_notes`` say so.
    ``request_rows`` are the rows of the format's table of applications.
    """

    year: int
    agency: str
    vocabulary: Vocabulary
    indicators: Mapping[str, tuple[ListedRow, ...]] = field(default_factory=lambda: MappingProxyType({}))
    carried: CarriedRows | None = None
    carried_notes: tuple[str, ...] = ()
    request_rows: tuple[RequestRow, ...] = field(default_factory=shipped_rows)

    def listed(self, sheet: str) -> tuple[ListedRow, ...]:
        """The rows of a sheet whose labels stand, each once, with what is known of them."""
        rows = _table_rows(self.request_rows) if sheet == APPLICATION_TOTALS else _TABLE_ROWS.get(sheet)
        if rows is not None:
            cells = self.carried.known_cells(sheet) if self.carried else {}
            return tuple(
                replace(row, cells=cells[row.label]) if row.label in cells and not row.heading else row
                for row in rows
            )
        known = {row.label: row for row in reversed(self.indicators.get(sheet, ()))}
        return tuple(reversed(known.values()))


def blank_workbook(blank: BlankYear) -> bytes:
    """The workbook: 填表说明, every declared sheet, and the hidden lists; the same on every run."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_looks(workbook)
    sheets = [
        BlankSheet(sheet, blank.listed(name), blank.carried.by_sheet.get(name, ()) if blank.carried else ())
        for name, sheet in SHEETS.items()
    ]
    title = f"{blank.agency}{blank.year}年政府信息公开台账"
    explanation = workbook.create_sheet(blank_explanation.SHEET)
    explanation.sheet_view.tabSelected = True
    blank_explanation.write_explanation(explanation, title, blank.year, sheets, blank.carried_notes)
    written = [(workbook.create_sheet(sheet.declared.name), sheet) for sheet in sheets]
    lists = ChoiceLists(workbook.create_sheet(blank_choices.SHEET))
    lists.sheet.sheet_state = "hidden"
    ruling = Ruling(blank.year, blank.vocabulary, lists)
    for sheet, contents in written:
        write_sheet(sheet, contents, ruling)
    _name_document(workbook, title, blank)
    return _packed(workbook)


def _table_rows(rows: Sequence[RequestRow]) -> tuple[ListedRow, ...]:
    """The rows of the table of applications in its order, the outcomes under their headings."""
    listed: list[ListedRow] = []
    headings: set[str] = set()
    for row in rows:
        above = row.group_label if row.heading else _ALL_OUTCOMES if row.is_outcome else ""
        if above and above not in headings:
            listed.append(ListedRow(above, heading=True))
            headings.add(above)
        listed.append(ListedRow(row.label))
    return tuple(listed)


_TABLE_ROWS: Final[Mapping[str, tuple[ListedRow, ...]]] = MappingProxyType(
    {
        DOCUMENT_TOTALS: tuple(ListedRow(kind) for kind in words.DOCUMENT_KIND_CHOICES.values),
        DISPUTE_TOTALS: tuple(ListedRow(kind) for kind in words.SUITS),
    }
)


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
