"""``tests/sample_year/*.csv`` → ``data/2016/ledgers/*.xlsx``: the departments' workbooks of a year.

They are as an office leaves them: every department has its own titles, column order and way with dates.
Run ``python tests/make_sample_year.py`` after changing a row; the same rows give the same bytes.
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

TESTS: Final = Path(__file__).resolve().parent
SOURCES: Final = TESTS / "sample_year"
LEDGERS: Final = TESTS.parent / "data" / "2016" / "ledgers"

# A row of a source as the CSV has it: every value a text, empty where the cell is blank.
Row = dict[str, str]
CellValue = date | float | str | None


class DateStyle(Struct, frozen=True):
    """How a department writes dates: ``write`` gives the cell's value, ``shown_as`` its number format."""

    write: Callable[[date], date | str]
    shown_as: str = "General"


def _as_is(day: date) -> date:
    return day


REAL_HYPHENS: Final = DateStyle(_as_is, "yyyy\\-mm\\-dd")
REAL_SLASHES: Final = DateStyle(_as_is, "yyyy/m/d")
REAL_CHINESE: Final = DateStyle(_as_is, 'yyyy"年"m"月"d"日"')
TEXT_HYPHENS: Final = DateStyle(lambda day: day.isoformat())
TEXT_SLASHES: Final = DateStyle(lambda day: f"{day.year}/{day.month}/{day.day}")
TEXT_CHINESE: Final = DateStyle(lambda day: f"{day.year}年{day.month}月{day.day}日")


class Page(Struct, frozen=True):
    """A sheet of a department's workbook: its columns in that department's order and its title rows."""

    sheet: str
    columns: str
    titles: tuple[str, ...] = ()

    def headers(self) -> list[str]:
        """The column names, left to right."""
        return self.columns.split()


class Department(Struct, frozen=True):
    """A department (科室) with its habits: dates take the styles in turn, row by row."""

    name: str
    fill: str
    dates: tuple[DateStyle, ...]
    pages: tuple[Page, ...]


PUBLISHED: Final = "信息名称 文号 信息类别 制发日期 公开日期 公开渠道 责任科室 备注"
INTERPRETED: Final = "解读名称 解读对象 政策发布日期 解读日期 解读形式 公开渠道 备注"
APPLIED: Final = (
    "登记编号 收到日期 申请人类型 申请方式 申请内容 补正通知日期 补正日期 征求意见开始 征求意见结束 "
    "延期日期 答复日期 处理结果 收费金额（元） 减免金额（元） 备注"
)
CHARGED: Final = "项目名称 月份 金额（元）"

# The legal steps that did not happen in 2016 keep their empty sheets: nought is counted, not assumed.
DEPARTMENTS: Final = (
    Department(
        "办公室",
        "DDEBF7",
        (REAL_HYPHENS,),
        (
            Page("主动公开", f"{PUBLISHED} 网址", ("柳州市教育局2016年主动公开信息登记表（办公室）",)),
            Page("规范性文件", "文件名称 文号 文件类型 制发日期 废止日期 备注", ("2016年规范性文件登记表",)),
            Page("依申请公开", APPLIED, ("柳州市教育局2016年政府信息公开申请登记表",)),
            Page("不予公开备案", "信息名称 不予公开依据 备案日期", ("2016年不予公开政府信息备案登记表",)),
            Page(
                "复议诉讼",
                "案号 案件类型 收到日期 审结日期 结果",
                ("2016年行政复议、行政诉讼和举报投诉登记表",),
            ),
            Page(
                "新媒体", "平台 账号 月份 订阅用户数 阅读人数 阅读次数 发布条数 单篇最高阅读量 阅读量过万条数"
            ),
            Page("政府网站", "指标 数量 单位 备注", ("柳州教育网2016年运行情况",)),
            Page("工作情况", "指标 数量 单位", ("2016年政府信息公开工作情况",)),
        ),
    ),
    Department(
        "基础教育科",
        "E2EFDA",
        (TEXT_CHINESE,),
        (
            Page("主动公开", PUBLISHED, ("柳州市教育局2016年主动公开信息登记表（基础教育科）",)),
            Page("政策解读", INTERPRETED, ("柳州市教育局2016年政策解读登记表（基础教育科）",)),
        ),
    ),
    Department(
        "财务科",
        "FFF2CC",
        (REAL_SLASHES,),
        (
            Page("主动公开", "信息类别 信息名称 文号 责任科室 制发日期 公开日期 公开渠道 备注"),
            Page(
                "行政事业性收费", CHARGED, ("2016年行政事业性收费登记表", "填报科室：财务科　　金额单位：元")
            ),
        ),
    ),
    Department(
        "教育督导室",
        "EDEDED",
        (TEXT_HYPHENS,),
        (Page("主动公开", "公开日期 信息名称 信息类别 文号 制发日期 公开渠道 责任科室"),),
    ),
    Department(
        "招生考试院",
        "FCE4D6",
        (TEXT_SLASHES,),
        (
            Page(
                "主动公开",
                "信息名称 信息类别 文号 制发日期 公开日期 公开渠道 备注 责任科室",
                ("柳州市教育局2016年主动公开信息登记表", "填报科室：招生考试院"),
            ),
            Page("政策解读", "解读名称 解读形式 解读对象 政策发布日期 解读日期 公开渠道"),
            Page("行政事业性收费", CHARGED),
        ),
    ),
    Department(
        "人事科",
        "D9E1F2",
        (REAL_CHINESE,),
        (
            Page("主动公开", "信息名称 文号 制发日期 信息类别 公开渠道 公开日期 责任科室 备注"),
            Page("政策解读", INTERPRETED, ("2016年政策解读登记表（人事科）",)),
        ),
    ),
    Department(
        "学生资助管理中心",
        "DDEBF7",
        (REAL_HYPHENS, TEXT_HYPHENS, TEXT_SLASHES),  # three people kept this one
        (
            Page("主动公开", PUBLISHED),
            Page("政策解读", "解读日期 解读名称 解读对象 政策发布日期 解读形式 公开渠道 备注"),
        ),
    ),
    Department(
        "安全稳定科",
        "E2EFDA",
        (TEXT_CHINESE, TEXT_SLASHES),
        (Page("主动公开", "责任科室 信息名称 文号 信息类别 制发日期 公开日期 公开渠道 备注"),),
    ),
)

CREATED: Final = datetime(2016, 1, 4, 9, tzinfo=UTC).replace(tzinfo=None)  # openpyxl takes naive UTC
MODIFIED: Final = datetime(2016, 12, 30, 9, tzinfo=UTC).replace(tzinfo=None)
ZIP_EPOCH: Final = (2016, 12, 30, 17, 0, 0)
THIN: Final = Side(style="thin", color="808080")
BOX: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WIDTHS: Final[Mapping[str, float]] = {
    "信息名称": 58,
    "解读名称": 58,
    "解读对象": 48,
    "文件名称": 48,
    "公开渠道": 34,
    "指标": 42,
    "文号": 20,
    "项目名称": 36,
    "不予公开依据": 36,
    "申请内容": 40,
    "责任科室": 17,
}
USUAL_WIDTH: Final = 14.0


def make_workbooks() -> dict[str, bytes]:
    """Each department's workbook by its file name."""
    return {f"{department.name}.xlsx": _packed(_drawn(department)) for department in DEPARTMENTS}


def _drawn(department: Department) -> Workbook:
    workbook = Workbook()
    workbook.properties.creator = f"柳州市教育局{department.name}"
    workbook.properties.created = CREATED
    workbook.properties.modified = MODIFIED
    if workbook.active is not None:
        workbook.remove(workbook.active)
    for page in department.pages:
        _draw(workbook.create_sheet(page.sheet), page, department)
    return workbook


def _draw(sheet: Worksheet, page: Page, department: Department) -> None:
    headers = page.headers()
    for row, title in enumerate(page.titles, start=1):
        _write_title(sheet, row, title, len(headers))
    top = len(page.titles) + 1
    for column, header in enumerate(headers, start=1):
        cell = sheet.cell(top, column)
        _write(cell, header)
        cell.font = Font(name="黑体", size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor=department.fill)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(header, USUAL_WIDTH)
    for number, row_values in enumerate(_rows_of(page.sheet, department.name)):
        style = department.dates[number % len(department.dates)]
        for column, header in enumerate(headers, start=1):
            value, shown_as = _value(header, row_values.get(header, ""), style)
            _write(sheet.cell(top + 1 + number, column), value, shown_as)
    sheet.freeze_panes = f"A{top + 1}"
    _set_up_printing(sheet, top)


def _set_up_printing(sheet: Worksheet, top: int) -> None:
    """Landscape A4, as wide as the paper, the header again on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{top}"


def _write_title(sheet: Worksheet, row: int, title: str, width: int) -> None:
    first = row == 1
    sheet.cell(row, 1, title).font = Font(name="宋体", size=16 if first else 11, bold=first)
    sheet.cell(row, 1).alignment = Alignment(horizontal="center" if first else "left", vertical="center")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    sheet.row_dimensions[row].height = 30.0 if first else 18.0


def _write(cell: Cell | MergedCell, value: CellValue, shown_as: str = "General") -> None:
    cell.value = value
    cell.number_format = shown_as
    cell.font = Font(name="宋体", size=11)
    cell.border = BOX
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _value(header: str, text: str, style: DateStyle) -> tuple[CellValue, str]:
    """What the cell under a header holds, and its number format."""
    if header.endswith("日期") and text:
        return style.write(date.fromisoformat(text)), style.shown_as
    return _number_or_text(text), "General"


def _number_or_text(text: str) -> CellValue:
    if text.isdecimal():
        return int(text)
    whole, point, fraction = text.partition(".")
    return float(text) if point and whole.isdecimal() and fraction.isdecimal() else text or None


def _rows_of(sheet: str, department: str) -> Iterator[Row]:
    """The rows of one sheet that a department keeps; a source that names no department is the office's."""
    source = SOURCES / f"{sheet}.csv"
    if source.is_file():
        with source.open(encoding="utf-8", newline="") as lines:
            yield from (row for row in csv.DictReader(lines) if row.get("责任科室", "办公室") == department)


def _packed(workbook: Workbook) -> bytes:
    """The workbook's bytes without the hour of their making.

    ``Workbook.save`` would stamp today's date; parts are stored, since two zlibs may deflate differently.
    """
    raw, packed = BytesIO(), BytesIO()
    ExcelWriter(workbook, ZipFile(raw, "w")).save()
    with ZipFile(raw) as source, ZipFile(packed, "w", ZIP_STORED) as target:
        for name in source.namelist():
            part = ZipInfo(name, ZIP_EPOCH)
            part.create_system = 3  # or Windows and Linux would differ
            part.external_attr = 0o644 << 16
            target.writestr(part, source.read(name))
    return packed.getvalue()


def write_workbooks(folder: Path, workbooks: Mapping[str, bytes]) -> Sequence[Path]:
    """Put the workbooks into the folder; give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in workbooks]
    for path in paths:
        path.write_bytes(workbooks[path.name])
    return paths


if __name__ == "__main__":
    write_workbooks(LEDGERS, make_workbooks())
