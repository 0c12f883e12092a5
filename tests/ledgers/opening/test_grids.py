"""Files of every kind → the same cells at the same addresses; broken, locked and swollen ones are refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
import xlwt  # type: ignore[import-untyped]  # ships no types
from ledger_folders import EMPTY_PUBLISHED, LedgerFolder
from sheets import write_workbook

from report_builder.budgets import USUAL
from report_builder.diagnostics import Findings
from report_builder.ledgers.cells import UNSAVED_FORMULA
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import SheetGrid, column_letter, read_grids
from report_builder.ledgers.opening.surveys import MAX_COLUMNS, MAX_ROWS

PICTURE = """
    登记编号  NA        收到日期    数量
    -         '2016-1'  2016-02-25  3
"""


def read(path: Path) -> tuple[SheetGrid, ...]:
    findings = Findings()
    grids = read_grids(describe(path), findings)
    assert [str(finding) for finding in findings] == []
    return grids


def faults(content: bytes, name: str = "台账.xlsx") -> list[str]:
    findings = Findings()
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        assert read_grids(describe(path), findings) == ()
    return [f"{finding.code} {finding.message}" for finding in findings]


def filled(grid: SheetGrid) -> dict[str, object]:
    return {
        f"{column_letter(column)}{row}": value
        for row, cells in enumerate(grid.rows, start=1)
        for column, value in enumerate(cells)
        if value != ""
    }


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_every_cell_keeps_its_address_below_and_beside_empty_ones(tmp_path: Path, suffix: str) -> None:
    path = write_workbook(tmp_path / f"a{suffix}", {"依申请公开": PICTURE}, down=3, right=2)

    (grid,) = read(path)

    cells = {
        place: value.date() if hasattr(value, "date") else value for place, value in filled(grid).items()
    }
    assert cells == {
        "C4": "登记编号", "D4": "NA", "E4": "收到日期", "F4": "数量",
        "D5": "2016-1", "E5": date(2016, 2, 25), "F5": 3,
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_offices_write(tmp_path: Path, encoding: str) -> None:
    path = write_workbook(tmp_path / "依申请公开.csv", {"": PICTURE}, down=3, right=2, encoding=encoding)

    (grid,) = read(path)

    assert grid.sheet == "依申请公开"
    assert filled(grid) == {
        "C4": "登记编号", "D4": "NA", "E4": "收到日期", "F4": "数量",
        "D5": "2016-1", "E5": "2016-02-25", "F5": "3",
    }  # fmt: skip


def test_every_row_is_as_wide_as_the_widest(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("标题\n\na,b,c\n", encoding="utf-8")

    (grid,) = read(path)

    assert [len(row) for row in grid.rows] == [3, 3, 3]


def test_a_whole_number_stays_as_the_engine_gives_it(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": "3  2.5"})

    (grid,) = read(path)

    assert [type(cell) for cell in grid.rows[0]] == [float, float]


def test_more_rows_than_an_old_workbook_can_hold_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write(199_999, 3, "x")
    book.close()

    (grid,) = read(path)

    assert (len(grid.rows), filled(grid)) == (200_000, {"D200000": "x"})


def test_a_workbook_whose_list_of_sheets_has_another_name_is_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": "x"})
    rewrite(path, "_rels/.rels", "xl/workbook.xml", "xl/workbook2.xml")
    with zipfile.ZipFile(path) as archive:
        parts = {
            name.replace("workbook.xml", "workbook2.xml"): archive.read(name) for name in archive.namelist()
        }
    path.write_bytes(zip_of({name: content.decode() for name, content in parts.items()}))

    (grid,) = read(path)

    assert (grid.sheet, filled(grid)) == ("表", {"A1": "x"})


def test_columns_after_z_have_two_letters() -> None:
    letters = [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702)]

    assert letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_formula_error_stays_in_its_cell_of_an_xlsx(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B2"] = "x"
    sheet["D4"] = "#REF!"
    sheet["D4"].data_type = "e"
    sheet["E5"] = "=1/0"  # openpyxl saves no result
    book.save(tmp_path / "a.xlsx")

    (grid,) = read(tmp_path / "a.xlsx")

    assert filled(grid) == {"B2": "x", "D4": "#REF!", "E5": UNSAVED_FORMULA}


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": "x"})
    rewrite(path, "xl/worksheets/sheet1.xml", "</row>", '<c r="B1" t="str"><f>""</f><v></v></c></row>')

    (grid,) = read(path)

    assert filled(grid) == {"A1": "x"}


def test_a_formula_error_stays_in_its_cell_of_an_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("依申请公开")
    sheet.write(1, 1, "x")
    sheet.row(3).set_cell_error(3, "#DIV/0!")
    sheet.row(4).set_cell_boolean(4, 1)
    book.save(str(tmp_path / "a.xls"))

    (grid,) = read(tmp_path / "a.xls")

    assert filled(grid) == {"B2": "x", "D4": "#DIV/0!", "E5": True}


def test_a_formula_error_stays_in_its_cell_of_an_ods(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.ods", {"表": "x  错"})
    calcext = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    text = '<table:table-cell office:value-type="string"><text:p>错</text:p>'
    marks = f'xmlns:c="{calcext}" office:value-type="string" c:value-type="error"'
    error = f"<table:table-cell {marks}><text:p>Err:502</text:p>"
    rewrite(path, "content.xml", text, error)

    (grid,) = read(path)

    assert filled(grid) == {"A1": "x", "B1": "#VALUE!"}


def test_a_style_called_error_is_no_error_of_an_ods(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.ods", {"表": "x"})
    rewrite(path, "content.xml", "<table:table-cell ", '<table:table-cell table:style-name="error" ')

    (grid,) = read(path)

    assert filled(grid) == {"A1": "x"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "打不开：文件是空的"),
        (b"not a workbook", "打不开：它其实不是表格文件，或已损坏"),
        (b"<html><table></table></html>", "打不开：它其实是网页，里面没有表格"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "打不开：它其实不是表格文件，或已损坏"),  # Excel 4.0
        (b"<records><record/></records>", "打不开：它其实是 XML 文件，不是表格"),
        (b"PK\x03\x04 cut short", "打不开：文件不完整或已损坏"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, message: str) -> None:
    told = faults(content)

    assert told == [f"file.unreadable {message}"]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, suffix: str) -> None:
    content = write_workbook(tmp_path / f"a{suffix}", {"依申请公开": PICTURE}).read_bytes()

    told = faults(content[: len(content) // 2])

    assert told == ["file.unreadable 打不开：文件不完整或已损坏"]


def test_another_kind_of_zip_is_refused() -> None:
    told = faults(zip_of({"word/document.xml": "<document/>"}))

    assert told == ["file.unreadable 打不开：它不是表格文件"]


def test_an_xlsx_with_a_password_is_named_as_such() -> None:
    wrapped = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")

    told = faults(wrapped)

    assert told == ["ledger.file_encrypted 设有打开密码，读不出内容"]


def test_an_xls_with_a_password_is_named_as_such(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xls", {"依申请公开": PICTURE})
    # the WINDOWPROTECT record that xlwt writes, turned into FILEPASS (MS-XLS 2.4.117)
    content = path.read_bytes().replace(b"\x19\x00\x02\x00\x00\x00", b"\x2f\x00\x02\x00\x01\x00", 1)

    told = faults(content, "a.xls")

    assert told == ["ledger.file_encrypted 设有打开密码，读不出内容"]


def test_an_ods_with_a_password_is_named_as_such(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.ods", {"表": "x"})
    rewrite(path, "META-INF/manifest.xml", "</manifest:manifest>", "<encryption-data/></manifest:manifest>")

    told = faults(path.read_bytes(), "a.ods")

    assert told == ["ledger.file_encrypted 设有打开密码，读不出内容"]


def test_a_cell_at_the_end_of_the_sheet_does_not_reserve_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = 1
    book.save(tmp_path / "a.xlsx")

    told = faults((tmp_path / "a.xlsx").read_bytes())

    assert told == ["file.too_large “Sheet”表伸展到第 1048576 行、第 16384 列，大得不合常理"]


def test_a_cell_that_hides_its_address_is_found_by_its_row(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": "x"})
    rewrite(path, "xl/worksheets/sheet1.xml", "</row>", '</row><row r="9999999"><c><v>1</v></c></row>')

    told = faults(path.read_bytes())

    assert told == ["file.too_large “表”表伸展到第 9999999 行、第 1 列，大得不合常理"]


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": "x"})
    rewrite(path, "xl/worksheets/sheet1.xml", 'r="A1"', 'r="A999999999"')

    told = faults(path.read_bytes())

    assert told == ["file.unreadable 打不开：文件内部有不成样子的单元格地址"]


def test_a_sheet_that_the_survey_cannot_find_is_not_opened(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": "x"})
    rewrite(path, "xl/_rels/workbook.xml.rels", "/xl/worksheets/sheet1.xml", "/xl/worksheets/sheet9.xml")

    told = faults(path.read_bytes())

    assert told == ["file.unreadable 打不开：文件内部的工作表目录已损坏"]


def test_repeated_cells_of_an_ods_count_as_often_as_they_are_repeated(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.ods", {"表": "x"})
    rewrite(
        path, "content.xml", "<table:table-row>", '<table:table-row table:number-rows-repeated="1048577">'
    )

    told = faults(path.read_bytes(), "a.ods")

    assert told == ["file.too_large “表”表伸展到第 1048577 行、第 1 列，大得不合常理"]


def test_empty_repeated_cells_of_an_ods_do_not_count(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.ods", {"表": "x"})
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = f'<table:table-row table:number-rows-repeated="1048575">{cells}</table:table-row>'
    rewrite(path, "content.xml", "</table:table>", f"{rows}</table:table>")

    (grid,) = read(path)

    assert filled(grid) == {"A1": "x"}


def test_a_csv_beyond_the_bounds_is_refused() -> None:
    wide = faults(("," * MAX_COLUMNS).encode(), "a.csv")
    long = faults(("x\n" * (MAX_ROWS + 1)).encode(), "a.csv")

    assert [told[0].split()[0] for told in (wide, long)] == ["file.too_large", "file.too_large"]


def test_a_zip_bomb_is_not_opened() -> None:
    size = 1_000_000
    swollen = zip_of({"xl/workbook.xml": " " * size}).replace(
        size.to_bytes(4, "little"), (USUAL.unpacked_bytes + 1).to_bytes(4, "little")
    )

    told = faults(swollen)

    assert told == ["file.too_large 展开后的内容过大，没有打开"]


def test_a_zip_bomb_that_makes_itself_out_small_is_not_opened() -> None:
    size = 1_000_000
    bomb = zip_of({"xl/workbook.xml": " " * size}).replace(
        size.to_bytes(4, "little"), (10).to_bytes(4, "little")
    )

    told = faults(bomb)

    assert told == ["file.unreadable 打不开：文件不完整或已损坏"]


def test_a_part_given_twice_is_refused() -> None:
    told = faults(zip_of({"xl/workbook.xml": "<a/>", "XL/workbook.xml": "<b/>"}))

    assert told == ["file.unreadable 打不开：文件内部有重名的部分"]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": "x"})
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet'
    rewrite(path, "xl/worksheets/sheet1.xml", "<worksheet", bomb)
    rewrite(path, "xl/worksheets/sheet1.xml", "</row>", '<c r="B1"><f>1</f><v>&b;</v></c></row>')

    (grid,) = read(path)

    assert "B1" not in {place for place, value in filled(grid).items() if "aaa" in str(value)}


def test_a_workbook_under_the_other_ending_is_read_all_the_same(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED).rename(ledgers.path / "台账.xls")

    ledgers.read()

    assert ledgers.told() == []


def zip_of(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def rewrite(path: Path, part: str, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert old in text, text
    parts[part] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
