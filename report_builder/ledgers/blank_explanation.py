"""A year and its sheets → the sheet 填表说明 that opens a blank workbook."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from report_builder.ledgers import blank_looks as looks
from report_builder.ledgers.blank_sheets import EXAMPLE_ROW, FIRST_ROW, write_cell
from report_builder.ledgers.cells import EXAMPLE_MARK
from report_builder.quantities import half_widths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from report_builder.ledgers.blank_sheets import BlankSheet

SHEET: Final = "填表说明"

_WIDTHS: Final = (20, 64, 34)
_LINE: Final = 16.0
_TITLE_HEIGHT: Final = 34.0
_LAST_COLUMN: Final = "C"
_A4: Final = 9


def write_explanation(
    sheet: Worksheet, title: str, year: int, sheets: Iterable[BlankSheet], carried: Iterable[str]
) -> None:
    """What to fill in and how, the sheets with links to them, what was carried over, and what comes next."""
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _write_across(sheet, 1, title, looks.TITLE, _TITLE_HEIGHT)
    row = _write_passage(sheet, 2, "怎么填", _ways(year))
    row = _write_list(sheet, row, sheets)
    notes = tuple(carried)
    if notes:
        row = _write_passage(sheet, row, "从上年带入的", notes)
    _write_passage(sheet, row, "填好以后", _next_steps(year))
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _ways(year: int) -> tuple[str, ...]:
    return (
        f"每张工作表记一类事项，一件一行，从第 {FIRST_ROW} 行填起。",
        f"第 {EXAMPLE_ROW} 行以“{EXAMPLE_MARK}”开头的灰色斜体字是示例，统计时不计，留着、删去都可以。",
        "表头带“*”的列必填。把鼠标停在表头上，可以看到这一列怎么填、依据什么；表头的名称请不要改。",
        f"日期写成 {year}-3-9、{year}/3/9 或者 {year}年3月9日，年份要写全。",
        "格子右边出现箭头的，请从列表里选；“公开渠道”有几个的，用“、”连写。",
        "数量只填数字，单位不要写在格里。全年没有的事项不用填，整张表空着就按没有统计。",
        "已经列好名称的行，只填数量；填 0 和空着不一样，空着是没有填报。",
        "由几个科室分头填的，把这个文件复制几份，改成科室的名称；从上年带入的行，只在一份里保留。",
        f"填好的都放回 data/{year}/ledgers 文件夹，程序会合在一起统计。同一件事项只由一个科室填。",
    )


def _next_steps(year: int) -> tuple[str, ...]:
    return (
        "保存并关闭所有台账。",
        f"运行 report-builder check {year}，按提示逐条改正；每条提示都写明是哪个文件、哪张表、哪一格。",
        f"修改 data/{year} 文件夹里的正文（narrative.md 或者 narrative.docx），把上年的情况换成本年的。",
        f"运行 report-builder build {year}，在 out/{year} 文件夹里取 Word 报告和 PDF。",
    )


def _write_passage(sheet: Worksheet, row: int, caption: str, points: Iterable[str]) -> int:
    """A caption and numbered points over the whole width; gives the next row."""
    _write_across(sheet, row, caption, looks.CAPTION, 2 * _LINE)
    for number, point in enumerate(points, start=1):
        row += 1
        text = f"{number}. {point}"
        _write_across(sheet, row, text, looks.TEXT, _height(text, sum(_WIDTHS)))
    return row + 1


def _write_list(sheet: Worksheet, row: int, sheets: Iterable[BlankSheet]) -> int:
    """The sheets, each linked to; gives the next row."""
    _write_across(sheet, row, "各张工作表", looks.CAPTION, 2 * _LINE)
    row += 1
    for number, name in enumerate(("工作表", "填什么，由谁填", "必填的列"), start=1):
        write_cell(sheet.cell(row, number), name, looks.HEADER)
    for blank in sheets:
        row += 1
        required = "、".join(column.name for column in blank.declared.columns if column.required)
        for number, text in enumerate(
            (blank.declared.name, blank.declared.purpose, required or "——"), start=1
        ):
            write_cell(sheet.cell(row, number), text, looks.LABEL)
        place = f"{quote_sheetname(blank.declared.name)}!A{FIRST_ROW}"
        sheet.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=place)
        sheet.row_dimensions[row].height = max(
            _height(blank.declared.purpose, _WIDTHS[1]), _height(required, _WIDTHS[2])
        )
    return row + 1


def _write_across(sheet: Worksheet, row: int, text: str, look: str, height: float) -> None:
    write_cell(sheet.cell(row, 1), text, look)
    sheet.merge_cells(f"A{row}:{_LAST_COLUMN}{row}")
    sheet.row_dimensions[row].height = height


def _height(text: str, width: int) -> float:
    """How high a row must be, since no program widens a row for merged cells; a line holds a little less."""
    return max(1, math.ceil(half_widths(text) / (width - 4))) * _LINE + 4
