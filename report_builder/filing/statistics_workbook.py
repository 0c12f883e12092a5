"""``Statistics`` and the filled annex → the bytes of ``statistics.xlsx``, a workbook for people."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.archives import repack
from report_builder.filing.statistics_sheets import lay_out
from report_builder.quantities import half_widths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it carries no types
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it carries no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it carries no types

    from report_builder.filing.statistics_sheets import Cell, SheetTable
    from report_builder.formats.tables import AnnexTable
    from report_builder.statistics.figures import Statistics

_HEADER_ROW: Final = 1
_WIDEST: Final = 60
_NARROWEST: Final = 9
_WIDE_TABLE: Final = 6
_A4: Final = 9  # ECMA-376 part 1, 18.3.1.63, paperSize
_TITLE_HEIGHT: Final = 28
_LEVELS: Final = 4
_TITLE: Final = {"font_name": "宋体", "font_size": 14, "bold": True, "align": "center", "valign": "vcenter"}
_TEXT: Final = {
    "font_name": "宋体",
    "font_size": 11,
    "border": 1,
    "border_color": "#BFBFBF",
    "valign": "vcenter",
    "text_wrap": True,
}
# XML 1.0, 2.2: what no part of a workbook can hold.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _CellLooks(Struct, frozen=True):
    """The looks of a workbook's cells; ``texts`` are those of text by its level."""

    title: Format
    header: Format
    number: Format
    day: Format
    texts: tuple[Format, ...]

    def of(self, value: Cell, level: int) -> Format:
        """How a value of a row looks."""
        if isinstance(value, str):
            return self.texts[level - 1]
        return self.day if isinstance(value, date) else self.number


def statistics_xlsx(statistics: Statistics, annex: AnnexTable | None, format_name: str) -> bytes:
    """A workbook for people, one sheet a table; the same figures give the same bytes."""
    return tables_xlsx(lay_out(statistics, annex), statistics, format_name)


def tables_xlsx(tables: Iterable[SheetTable], statistics: Statistics, format_name: str) -> bytes:
    """Tables of a year as the sheets of a workbook."""
    # It loads in a fifth of openpyxl's time, and every build writes this file.
    from xlsxwriter import Workbook  # noqa: PLC0415  other commands start without it

    saved = io.BytesIO()
    workbook = Workbook(saved, {"in_memory": True})
    workbook.set_properties(_properties(statistics, format_name))
    looks = _looks(workbook)
    for table in tables:
        sheet = workbook.add_worksheet(table.name)
        _write_sheet(sheet, f"{statistics.agency}{statistics.year}年{table.name}", table, looks)
        _set_up_printing(sheet, table)
    workbook.close()
    return repack(saved.getvalue())


def _properties(statistics: Statistics, format_name: str) -> dict[str, str | datetime]:
    """The document's properties, dated by the year's last day and not by the clock."""
    return {
        "author": _writable(statistics.agency),
        "title": _writable(f"{statistics.agency}{statistics.year}年政府信息公开统计"),
        "comments": format_name,
        "created": datetime.combine(statistics.last_day, datetime.min.time()),
    }


def _looks(workbook: Workbook) -> _CellLooks:
    def look(**more: object) -> Format:
        return workbook.add_format({**_TEXT, **more})

    return _CellLooks(
        title=workbook.add_format(_TITLE),
        header=look(align="center", bold=True, bg_color="#DDEBF7"),
        number=look(align="right"),
        day=look(align="right", num_format="yyyy-mm-dd"),
        texts=tuple(look(align="left", indent=level) for level in range(_LEVELS)),
    )


def _write_sheet(sheet: Worksheet, title: str, table: SheetTable, looks: _CellLooks) -> None:
    """A title over the whole width, a header, and the rows."""
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.merge_range(0, 0, 0, len(table.header) - 1, _writable(title), looks.title)
    for column, name in enumerate(table.header):
        sheet.write_string(_HEADER_ROW, column, name, looks.header)
    for number, row in enumerate(table.rows):
        for column, value in enumerate(row):
            level = table.levels[number] if table.levels and not column else 1
            _write_cell(sheet, (_HEADER_ROW + 1 + number, column), value, looks.of(value, level))
    for column, values in enumerate(zip(table.header, *table.rows, strict=True)):
        width = max(_width(value) for value in values) + 2
        sheet.set_column(column, column, min(max(width, _NARROWEST), _WIDEST))


def _write_cell(sheet: Worksheet, place: tuple[int, int], value: Cell, look: Format) -> None:
    """A value as what it is: text is never taken for a formula, whatever it begins with."""
    if value is None:
        sheet.write_blank(*place, None, look)
    elif isinstance(value, str):
        sheet.write_string(*place, _writable(value), look)
    elif isinstance(value, date):
        sheet.write_datetime(*place, datetime.combine(value, datetime.min.time()), look)
    else:
        sheet.write_number(*place, value, look)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _set_up_printing(sheet: Worksheet, table: SheetTable) -> None:
    """A4, as wide as the sheet, the title and header on every page, pages counted at the foot."""
    is_wide = len(table.header) > _WIDE_TABLE
    sheet.freeze_panes(_HEADER_ROW + 1, 1 if is_wide else 0)
    sheet.set_paper(_A4)
    if is_wide:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, _HEADER_ROW)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _width(value: Cell) -> int:
    """How many columns of a half-width letter the text takes."""
    return 0 if value is None else half_widths(str(value))
