"""Workbooks as other programs write them: WPS, Excel with protection, calculation or its older calendar."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]  # ships no types
from ledger_folders import EMPTY_PUBLISHED, LedgerFolder
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]  # ships no types
from odf.table import Table, TableCell, TableRow  # type: ignore[import-untyped]  # ships no types
from odf.text import P  # type: ignore[import-untyped]  # ships no types
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.protection import WorkbookProtection

if TYPE_CHECKING:
    from pathlib import Path

WITHHELD = "信息名称 | 不予公开依据 | 备案日期\n试题 | 第八条 | 2016-03-01"
WPS_SHEET = (
    '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" mc:Ignorable="etc" '
)


def rewrite(path: Path, part: str, *changes: tuple[str, str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    for old, new in changes:
        assert old in text, text
        text = text.replace(old, new)
    parts[part] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_workbook_that_wps_saved_is_read(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 不予公开备案=WITHHELD)
    rewrite(
        path,
        "xl/worksheets/sheet2.xml",
        ("<worksheet ", WPS_SHEET),
        ('<dimension ref="A1:C2"/>', ""),
        ("<row ", '<row spans="1:3" etc:rowFlag="1" '),
        ("</worksheet>", '<extLst><ext uri="{x}"><etc:data c="1"/></ext></extLst></worksheet>'),
    )
    rewrite(path, "docProps/app.xml", ("Microsoft Excel", "WWO_wpscloud_20240101"))

    read = ledgers.read()

    assert [day.date() for day in read.frame("不予公开备案")["备案日期"]] == [date(2016, 3, 1)]
    assert ledgers.told() == []


def test_a_dimension_that_is_too_small_loses_nothing(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 不予公开备案=WITHHELD)
    rewrite(path, "xl/worksheets/sheet2.xml", ('ref="A1:C2"', 'ref="A1"'))

    read = ledgers.read()

    assert len(read.frame("不予公开备案")) == 1


def test_a_protected_workbook_is_read_like_any_other(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 不予公开备案=WITHHELD)
    book = openpyxl.load_workbook(path)
    book.security = WorkbookProtection(workbookPassword="CC1A", lockStructure=True)
    for sheet in book.worksheets:
        sheet.protection.sheet = True
        sheet.protection.set_password("改不得")
    book.save(path)

    read = ledgers.read()

    assert len(read.frame("不予公开备案")) == 1
    assert ledgers.told() == []


def test_a_protected_sheet_of_an_xls_is_read_like_any_other(ledgers: LedgerFolder) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("工作情况")
    for row, cells in enumerate((("指标", "数量"), ("会议", 3))):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    sheet.protect = True
    book.save(str(ledgers.path / "台账.xls"))
    ledgers.draw("a.xlsx", 主动公开=EMPTY_PUBLISHED)

    read = ledgers.read()

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == []


def test_a_formula_counts_by_its_saved_value(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 工作情况="指标 | 数量\n会议 | 3")
    rewrite(path, "xl/worksheets/sheet2.xml", ("<v>3</v>", "<f>1+2</f><v>3</v>"))

    read = ledgers.read()

    assert read.frame("工作情况")["数量"].tolist() == [3]
    assert ledgers.told() == []


def test_a_formula_without_a_saved_value_asks_for_opening_and_saving_once(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("工作情况", "指标 | 数量\n会议 | =1+2")

    found = ledgers.only("ledger.formula")
    assert found.message == "数量是公式，但文件里没有保存它的结果"
    assert found.remedy == "请用表格软件打开并保存一次，或改填数值"


@pytest.mark.parametrize("is_saved", [True, False])
def test_a_formula_of_an_ods_counts_by_its_saved_value_or_is_told(
    ledgers: LedgerFolder, *, is_saved: bool
) -> None:
    ledgers.draw("a.xlsx", 主动公开=EMPTY_PUBLISHED)
    saved = {"valuetype": "float", "value": "3"} if is_saved else {}
    write_ods(ledgers.path / "台账.ods", ("指标", "数量"), ("会议", TableCell(formula="of:=1+2", **saved)))

    read = ledgers.read()

    assert len(read.frame("工作情况")) == int(is_saved)
    assert ledgers.told() == ([] if is_saved else ["error ledger.formula 台账.ods › 工作情况!B2"])


def test_formulas_that_show_nothing_make_no_record_of_a_blank_row(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 工作情况="指标 | 数量\n会议 | 3")
    rewrite(
        path,
        "xl/worksheets/sheet2.xml",
        ("</sheetData>", '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c></row></sheetData>'),
    )

    read = ledgers.read()

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == []


@pytest.mark.parametrize("cell", [42429 - 1462, date(2016, 2, 29)])
def test_days_are_counted_by_the_calendar_of_the_workbook(ledgers: LedgerFolder, cell: int | date) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.title = "不予公开备案"
    for row in (("信息名称", "不予公开依据", "备案日期"), ("试题", "第八条", cell)):
        sheet.append(row)
    book.save(ledgers.path / "台账.xlsx")
    ledgers.draw("a.xlsx", 主动公开=EMPTY_PUBLISHED)

    read = ledgers.read()

    assert [day.date() for day in read.frame("不予公开备案")["备案日期"]] == [date(2016, 2, 29)]


def test_a_binary_workbook_under_another_ending_is_named_as_such(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")

    ledgers.read()

    assert ledgers.told() == ["error ledger.file_format 台账.xlsx"]


def test_a_sheet_of_an_xls_that_begins_beyond_the_file_is_damaged_without_a_panic(
    ledgers: LedgerFolder, capfd: pytest.CaptureFixture[str]
) -> None:
    path = ledgers.draw("台账.xls", 主动公开=EMPTY_PUBLISHED)
    content = path.read_bytes()
    at = content.index(b"\x85\x00") + 4  # BOUNDSHEET, whose body begins with the sheet's offset
    path.write_bytes(content[:at] + b"\xfe\xff\xff\xdf" + content[at + 4 :])

    ledgers.read()

    assert ledgers.told() == ["error file.unreadable 台账.xls"]
    assert capfd.readouterr().err == ""


def test_a_merge_over_a_million_rows_takes_no_time(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 不予公开备案=WITHHELD)
    merges = '<mergeCell ref="B2:B1048576"/>' * 20_000
    rewrite(
        path, "xl/worksheets/sheet2.xml", ("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")
    )

    read = ledgers.read()

    assert len(read.frame("不予公开备案")) == 1
    assert ledgers.told() == []


def write_ods(path: Path, *rows: tuple[str | TableCell, ...]) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="工作情况")
    for cells in rows:
        line = TableRow()
        for each in cells:
            cell = each if not isinstance(each, str) else TableCell(valuetype="string")
            if isinstance(each, str):
                cell.addElement(P(text=each))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
