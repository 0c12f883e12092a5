"""A sheet as it is declared → that sheet in a blank workbook, ready to be filled and printed."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct, field
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from report_builder.ledgers import blank_looks as looks
from report_builder.ledgers.blank_rules import listed_values
from report_builder.ledgers.cells import EXAMPLE_MARK
from report_builder.ledgers.declarations import ColumnKind
from report_builder.quantities import half_widths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from report_builder.ledgers.blank_rules import Ruling
    from report_builder.ledgers.carried_rows import CarriedRow
    from report_builder.ledgers.declarations import Column, Sheet

CellValue: TypeAlias = "str | int | date | Decimal | None"

ROWS_TO_FILL: Final = 2_000
EXAMPLE_ROW: Final = 2
FIRST_ROW: Final = 3
LAST_ROW: Final = FIRST_ROW + ROWS_TO_FILL - 1

_NARROWEST: Final = 10
_WIDEST: Final = 40
# A column of free text is made for more than its name; one of channels takes several.
_ROOM: Final[Mapping[ColumnKind, int]] = {ColumnKind.TEXT: 18, ColumnKind.CHANNELS: 28}
_NARROW_LABEL: Final = 24
_A4: Final = 9
_HEADER_HEIGHT: Final = 32
_LINE: Final = 15
_NOTE_WIDTH: Final = 280
_NOTE_LINE: Final = 18
_NOTE_LINE_LETTERS: Final = 18


class ListedRow(Struct, frozen=True):
    """A row whose label stands in the blank workbook; a ``heading`` only groups the rows below.

    ``cells`` are what is known of its other columns, such as what the year before left open.
    """

    label: str
    unit: str = ""
    heading: bool = False
    cells: Mapping[str, CellValue] = field(default_factory=dict)


class BlankSheet(Struct, frozen=True):
    """What stands in a sheet of the blank workbook: its header, and rows listed or carried over."""

    declared: Sheet
    listed: tuple[ListedRow, ...] = ()
    carried: tuple[CarriedRow, ...] = ()

    def width(self, column: Column, example: str) -> int:
        """How wide a column must be for its header, its example, its choices and the rows that stand."""
        texts = [f"*{column.name}", example, *(str(row.get(column.name, "")) for row in self.carried)]
        if column.choices:
            texts.extend(column.choices.values)
        if column is self.declared.columns[0]:
            texts.extend(row.label for row in self.listed)
        return min(
            max(_ROOM.get(column.kind, _NARROWEST), *(half_widths(text) + 2 for text in texts)), _WIDEST
        )


def write_sheet(sheet: Worksheet, blank: BlankSheet, ruling: Ruling) -> None:
    """The header, an example, the rows that stand, rules for the empty ones, and how it is printed."""
    for number, column in enumerate(blank.declared.columns, start=1):
        example = _example(column, ruling)
        if number == 1:
            example = f"{EXAMPLE_MARK}{example}"
        _write_header(sheet, number, column, _note(column, ruling.year))
        write_cell(sheet.cell(EXAMPLE_ROW, number), example, looks.EXAMPLE, column.kind)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = blank.width(column, str(example))
        looks.dress_column(dimension, column.kind)
        _add_rule(sheet, number, column, ruling)
    _write_rows(sheet, blank)
    _set_up(sheet, blank)


def write_cell(
    cell: Cell | MergedCell, value: CellValue, look: str, kind: ColumnKind = ColumnKind.NUMBER
) -> None:
    """A value as what it is: text is never taken for a formula, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.style = look
    cell.number_format = looks.FORMATS[kind]


def _write_header(sheet: Worksheet, number: int, column: Column, note: str) -> None:
    look = looks.REQUIRED_HEADER if column.required else looks.HEADER
    write_cell(sheet.cell(1, number), f"*{column.name}" if column.required else column.name, look)
    lines = sum(1 + half_widths(line) // (2 * _NOTE_LINE_LETTERS) for line in note.split("\n"))
    sheet.cell(1, number).comment = Comment(note, "填表说明", (lines + 1) * _NOTE_LINE, _NOTE_WIDTH)


def _note(column: Column, year: int) -> str:
    """What the header says to whoever points at it."""
    basis = column.basis(year)
    return "\n".join([
        f"{column.name}（{'必填' if column.required else '选填'}）",
        column.note,
        *([f"依据：{basis}"] if basis else []),
    ])  # fmt: skip


def _example(column: Column, ruling: Ruling) -> CellValue:
    """The example as the kind of value that the column takes; the agency's own category comes first."""
    if column.kind in {ColumnKind.CATEGORY, ColumnKind.CHANNELS}:
        values = listed_values(column, ruling.vocabulary)
        return values[0] if values else column.example
    text = column.example.replace("{year}", str(ruling.year))
    if not text:
        return None
    if column.kind is ColumnKind.DATE:
        return date.fromisoformat(text)
    return Decimal(text) if column.kind in {ColumnKind.COUNT, ColumnKind.NUMBER, ColumnKind.MONEY} else text


def _add_rule(sheet: Worksheet, number: int, column: Column, ruling: Ruling) -> None:
    rule = ruling.rule(column)
    if rule is not None:
        letter = get_column_letter(number)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _write_rows(sheet: Worksheet, blank: BlankSheet) -> None:
    """Rows whose labels stand, then rows of the year before; both are told apart by their looks."""
    columns = blank.declared.columns
    units = next((number for number, column in enumerate(columns, start=1) if column.name == "单位"), 0)
    for at, row in enumerate(blank.listed, start=FIRST_ROW):
        for number in range(1, len(columns) + 1):
            look = looks.HEADING if row.heading else looks.LABEL
            known = row.cells.get(columns[number - 1].name)
            text = {1: row.label, units: row.unit}.get(number) or known
            write_cell(sheet.cell(at, number), text, look, columns[number - 1].kind)
        # A row without a height is drawn as high as one line by some programs, whatever it holds.
        lines = math.ceil(half_widths(row.label) / (sheet.column_dimensions["A"].width - 2))
        sheet.row_dimensions[at].height = lines * _LINE
    for at, carried in enumerate(blank.carried, start=FIRST_ROW + len(blank.listed)):
        for number, column in enumerate(columns, start=1):
            write_cell(sheet.cell(at, number), carried.get(column.name), looks.CARRIED, column.kind)


def _set_up(sheet: Worksheet, blank: BlankSheet) -> None:
    """The header stays in sight and can be filtered; A4 landscape, as wide as the sheet, pages counted."""
    last = get_column_letter(len(blank.declared.columns))
    sheet.row_dimensions[1].height = _HEADER_HEIGHT
    # The first column stays too, where it leaves room for the others.
    sheet.freeze_panes = "B2" if sheet.column_dimensions["A"].width <= _NARROW_LABEL else "A2"
    sheet.auto_filter.ref = f"A1:{last}{LAST_ROW}"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    # The statutory table is one sheet of paper; the others grow.
    sheet.page_setup.fitToHeight = int(blank.declared.is_table)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.print_options.horizontalCentered = True
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.center.text = "&A"
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.oddHeader, sheet.oddFooter = header, footer
