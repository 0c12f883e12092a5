"""``Statistics`` and the filled annex → the bytes of ``statistics.json`` and ``statistics.xlsx``."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from report_builder.archives import repack
from report_builder.filing.statistics_sheets import lay_out
from report_builder.quantities import plain_number
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from report_builder.filing.statistics_sheets import Cell, SheetTable
    from report_builder.formats.tables import AnnexTable
    from report_builder.statistics.figures import Statistics

    Json = dict[str, "Json"] | list["Json"] | str | int | None

_HEADER_ROW: Final = 2
_WIDEST: Final = 60
_NARROWEST: Final = 9
_WIDE_TABLE: Final = 6
_A4: Final = 9  # ECMA-376 part 1, 18.3.1.63, paperSize
_FONT: Final = "宋体"
_TITLE_SIZE: Final = 14
_TITLE_HEIGHT: Final = 28
_TEXT_SIZE: Final = 11
_HEADER_FILL: Final = "FFDDEBF7"
_LINE: Final = "FFBFBFBF"
# The workbook's own styles, by the names that a spreadsheet program shows.
_HEADER_LOOK: Final = "统计表头"
_TEXT_LOOK: Final = "统计文字"
_NUMBER_LOOK: Final = "统计数字"
_DATE_LOOK: Final = "统计日期"
_LEVELS: Final = 4


def statistics_json(statistics: Statistics, annex: AnnexTable | None, format_name: str) -> bytes:
    """Every figure nested by its path, keys in order; a decimal is a string, so that no reader rounds it."""
    tree: dict[str, Json] = {
        "agency": statistics.agency,
        "year": statistics.year,
        "format": format_name,
        "period": {"first_day": str(statistics.first_day), "last_day": str(statistics.last_day)},
    }
    for path, figure in figures_by_path(statistics).items():
        _place(tree, path.split("."), plain_number(figure) if isinstance(figure, Decimal) else figure)
    if annex:
        tree["annex"] = {
            "title": annex.title,
            "columns": list(annex.columns),
            "rows": [
                {"label": row.label, "unit": row.unit, "value": row.value, "level": row.level, "key": row.key}
                for row in annex.rows
            ],
        }
    return (json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _place(tree: dict[str, Json], steps: list[str], figure: Json) -> None:
    """Put a figure where its path leads; raises ``ValueError`` where a figure stands in the way."""
    for step in steps[:-1]:
        branch = tree.setdefault(step, {})
        if not isinstance(branch, dict):
            msg = f"{step!r} is a figure and cannot hold {steps!r}"
            raise ValueError(msg)  # noqa: TRY004  the paths are at fault, not a type
        tree = branch
    tree[steps[-1]] = figure


def statistics_xlsx(statistics: Statistics, annex: AnnexTable | None, format_name: str) -> bytes:
    """A workbook for people, one sheet a table; the same figures give the same bytes."""
    from openpyxl import Workbook  # noqa: PLC0415  heavy; other commands start without it
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415  likewise

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _add_looks(workbook)
    for table in lay_out(statistics, annex):
        title = f"{statistics.agency}{statistics.year}年{table.name}"
        _write_sheet(workbook.create_sheet(table.name), title, table)
    _name_document(workbook, statistics, format_name)
    saved = io.BytesIO()
    # Workbook.save would stamp the clock; the writer itself does not.
    ExcelWriter(workbook, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED)).save()
    return repack(saved.getvalue())


def _name_document(workbook: Workbook, statistics: Statistics, format_name: str) -> None:
    """The document's properties, dated by the year's last day and not by the clock."""
    moment = datetime.combine(statistics.last_day, datetime.min.time())
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = statistics.agency
    properties.title = f"{statistics.agency}{statistics.year}年政府信息公开统计"
    properties.description = format_name
    properties.created = properties.modified = moment


def _write_sheet(sheet: Worksheet, title: str, table: SheetTable) -> None:
    """A title, a header that stays in sight, the rows, and how they are printed on A4."""
    for number, row in enumerate(((title,), table.header, *table.rows), start=1):
        for column, value in enumerate(row, start=1):
            _write_cell(sheet, number, column, value)
    _dress_title(sheet, len(table.header))
    _dress_cells(sheet, table)
    _set_up_printing(sheet, table)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    """A value as what it is: text is never taken for a formula, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415  heavy, as above

    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _dress_title(sheet: Worksheet, columns: int) -> None:
    """The title over the whole width."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415  heavy, as above

    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet.cell(1, 1).font = Font(name=_FONT, size=_TITLE_SIZE, bold=True)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = _TITLE_HEIGHT


def _dress_cells(sheet: Worksheet, table: SheetTable) -> None:
    """The looks and widths of the header and the rows."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  heavy, as above

    levels = (1, *table.levels) if table.levels else ()
    for number, row in enumerate((table.header, *table.rows)):
        for column, value in enumerate(row, start=1):
            level = levels[number] if levels and column == 1 else 1
            sheet.cell(_HEADER_ROW + number, column).style = _look_of(value, number, level)
    for column, values in enumerate(zip(table.header, *table.rows, strict=True), start=1):
        width = max(_width(value) for value in values) + 2
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width, _NARROWEST), _WIDEST)


def _look_of(value: Cell, number: int, level: int) -> str:
    """The name of the style that a cell takes."""
    if number == 0:
        return _HEADER_LOOK
    if isinstance(value, str):
        return f"{_TEXT_LOOK}{level}"
    return _DATE_LOOK if isinstance(value, date) else _NUMBER_LOOK


def _add_looks(workbook: Workbook) -> None:
    """The workbook's named styles; naming one is far cheaper than dressing every cell piece by piece."""
    from openpyxl.styles import (  # noqa: PLC0415  heavy, as above
        Alignment,
        Border,
        Font,
        NamedStyle,
        PatternFill,
        Side,
    )

    side = Side(style="thin", color=_LINE)

    def add(name: str, horizontal: str, *, indent: int = 0, bold: bool = False) -> NamedStyle:
        style = NamedStyle(
            name,
            font=Font(name=_FONT, size=_TEXT_SIZE, bold=bold),
            border=Border(left=side, right=side, top=side, bottom=side),
            alignment=Alignment(horizontal=horizontal, vertical="center", wrap_text=True, indent=indent),
        )
        workbook.add_named_style(style)
        return style

    add(_HEADER_LOOK, "center", bold=True).fill = PatternFill("solid", fgColor=_HEADER_FILL)
    add(_NUMBER_LOOK, "right")
    add(_DATE_LOOK, "right").number_format = "yyyy-mm-dd"
    for level in range(1, _LEVELS + 1):
        add(f"{_TEXT_LOOK}{level}", "left", indent=level - 1)


def _set_up_printing(sheet: Worksheet, table: SheetTable) -> None:
    """A4, as wide as the sheet, the title and header on every page, pages counted at the foot."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem  # noqa: PLC0415  heavy, as above
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415  likewise

    is_wide = len(table.header) > _WIDE_TABLE
    sheet.freeze_panes = "B3" if is_wide else "A3"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{_HEADER_ROW}"
    sheet.print_options.horizontalCentered = True
    footer = HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter = footer


def _width(value: Cell) -> int:
    """How many columns of a half-width letter the text takes."""
    text = "" if value is None else str(value)
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
