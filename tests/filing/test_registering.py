"""The register of what was sent: rows below the last, versions counted, nothing of its owner's touched."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from report_builder.diagnostics import ReportError
from report_builder.filing.packages import Recipient
from report_builder.filing.register_sheets import (
    COLUMNS,
    UnfitRegisterError,
    new_register,
    read_register,
    with_rows,
)
from report_builder.filing.registering import (
    BACKUP,
    REGISTER,
    Registration,
    SentPackage,
    read_rows,
    register,
    version_of,
)

if TYPE_CHECKING:
    from pathlib import Path

OFFICE: Final = SentPackage(Recipient("领导小组办公室", "报送"), "归档/报送-领导小组办公室.zip", "a" * 64)
ROOM: Final = SentPackage(Recipient("档案馆", "查阅"), "归档/查阅-档案馆.zip", "b" * 64)
FIRST: Final = Registration(
    date(2017, 1, 20), 2016, 1, "年度报告", date(2017, 1, 13), 12, "f" * 64, (OFFICE, ROOM)
)
CORRECTED: Final = replace(
    FIRST, today=date(2017, 2, 3), version=2, report="e" * 64, packages=(replace(OFFICE, sha256="c" * 64),)
)


def sheet_of(folder: Path) -> list[list[object]]:
    """The rows of the register as a spreadsheet program shows them."""
    book = load_workbook(folder / REGISTER)
    return [list(row) for row in book["归档登记"].iter_rows(values_only=True)]


def codes(error: pytest.ExceptionInfo[ReportError]) -> list[str]:
    return [each.code for each in error.value.findings]


def test_the_first_packages_begin_a_register(tmp_path: Path) -> None:
    found = register(tmp_path, FIRST)

    header, office, room = sheet_of(tmp_path)
    assert tuple(header[: len(COLUMNS)]) == COLUMNS
    assert office[:5] == ["2017-01-20", 2016, 1, "报送", "领导小组办公室"]
    assert (room[4], room[9], room[10]) == ("档案馆", "b" * 64, "f" * 64)
    assert [each.code for each in found] == ["register.added"]
    assert not (tmp_path / BACKUP).exists()


def test_the_same_register_has_the_same_bytes() -> None:
    rows: list[dict[str, str | int]] = [{"送交单位": "档案馆", "版本": 1}]

    assert new_register(rows) == new_register(rows)


def test_what_is_noted_already_is_not_noted_again(tmp_path: Path) -> None:
    register(tmp_path, FIRST)
    before = (tmp_path / REGISTER).read_bytes()

    assert register(tmp_path, replace(FIRST, today=date(2017, 3, 1))) == ()

    assert (tmp_path / REGISTER).read_bytes() == before


def test_a_correction_is_noted_below_with_what_it_stands_for(tmp_path: Path) -> None:
    register(tmp_path, FIRST)

    found = register(tmp_path, CORRECTED)

    assert sheet_of(tmp_path)[3][:5] == ["2017-02-03", 2016, 2, "报送", "领导小组办公室"]
    assert sheet_of(tmp_path)[3][11] == "更正，代替第1版"
    assert [each.code for each in found] == ["register.version", "register.added"]


def test_a_version_packed_again_says_so(tmp_path: Path) -> None:
    register(tmp_path, FIRST)

    register(tmp_path, replace(FIRST, packages=(replace(ROOM, sha256="d" * 64),)))

    assert sheet_of(tmp_path)[3][2] == 1
    assert sheet_of(tmp_path)[3][11] == "同一版重新打包"


def test_a_version_packed_again_is_no_correction_of_the_one_before(tmp_path: Path) -> None:
    register(tmp_path, FIRST)
    register(tmp_path, CORRECTED)

    (found,) = register(tmp_path, replace(CORRECTED, packages=(replace(ROOM, sha256="d" * 64),)))

    assert found.code == "register.added"
    assert found.message == "报告没有变，还是第2版；包有变动的，又登记 1 个包"


def test_a_version_is_the_last_one_or_the_next(tmp_path: Path) -> None:
    assert version_of(read_rows(tmp_path), 2016, "f" * 64) == 1
    register(tmp_path, FIRST)
    register(tmp_path, CORRECTED)

    rows = read_rows(tmp_path)

    assert version_of(rows, 2016, "e" * 64) == 2
    assert version_of(rows, 2016, "0" * 64) == 3
    assert version_of(rows, 2016, "f" * 64) == 3  # the first one again is a correction of the second
    assert version_of(rows, 2017, "f" * 64) == 1


def test_rows_that_a_person_deleted_count_no_more(tmp_path: Path) -> None:
    register(tmp_path, FIRST)
    book = load_workbook(tmp_path / REGISTER)
    book["归档登记"].delete_rows(2, 2)
    book.save(tmp_path / REGISTER)

    assert version_of(read_rows(tmp_path), 2016, "0" * 64) == 1


def test_the_register_as_it_was_lies_beside_it(tmp_path: Path) -> None:
    register(tmp_path, FIRST)
    before = (tmp_path / REGISTER).read_bytes()

    register(tmp_path, CORRECTED)

    assert (tmp_path / BACKUP).read_bytes() == before


def own_register(tmp_path: Path) -> Path:
    """A register that its owner has made her own: columns between ours, a note, another sheet, a table."""
    register(tmp_path, FIRST)
    path = tmp_path / REGISTER
    book = load_workbook(path)
    sheet = book["归档登记"]
    sheet.insert_cols(5)
    sheet["E1"], sheet["E2"] = "经办科室", "办公室"
    sheet["Q2"] = "王芳"
    sheet["E2"].comment = Comment("电话已告知", "王芳")
    sheet.insert_rows(1)
    sheet["A1"] = "报送和归档登记"
    sheet.add_table(Table(displayName="登记", ref="A2:P4"))
    book.create_sheet("说明")["A1"] = "别的内容"
    book.save(path)
    return path


def test_columns_and_everything_else_of_its_owner_stay(tmp_path: Path) -> None:
    path = own_register(tmp_path)
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}

    register(tmp_path, CORRECTED)

    book = load_workbook(path)
    sheet = book["归档登记"]
    with zipfile.ZipFile(path) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    assert [each.value for each in sheet[5]][:7] == [
        "2017-02-03",
        2016,
        2,
        "报送",
        None,
        "领导小组办公室",
        "年度报告",
    ]
    assert (sheet["E3"].value, sheet["Q3"].value) == ("办公室", "王芳")
    assert sheet.tables["登记"].ref == "A2:P5"
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/tables/table1.xml"}
    assert before.keys() == after.keys()


def test_a_register_that_lacks_a_column_is_left_as_it_is(tmp_path: Path) -> None:
    register(tmp_path, FIRST)
    book = load_workbook(tmp_path / REGISTER)
    book["归档登记"]["J1"] = "校验"
    book.save(tmp_path / REGISTER)
    before = (tmp_path / REGISTER).read_bytes()

    with pytest.raises(ReportError) as read:
        read_rows(tmp_path)
    with pytest.raises(ReportError) as written:
        register(tmp_path, CORRECTED)

    assert codes(read) == codes(written) == ["register.unreadable"]
    assert read.value.findings[0].evidence == "缺少的列：包校验码（SHA-256）"
    assert (tmp_path / REGISTER).read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / REGISTER).write_bytes(data or b" ")

    with pytest.raises(ReportError) as told:
        read_rows(tmp_path)

    assert codes(told) == ["register.unreadable"]


def test_a_register_with_a_damaged_part_is_told(tmp_path: Path) -> None:
    register(tmp_path, FIRST)
    saved = io.BytesIO()
    with zipfile.ZipFile(tmp_path / REGISTER) as source, zipfile.ZipFile(saved, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(
                name, data.replace(b"</Relationships>", b"") if "workbook.xml.rels" in name else data
            )

    with pytest.raises(UnfitRegisterError):
        with_rows(saved.getvalue(), [{"版本": 2}])


@pytest.mark.parametrize("lock", [f"~${REGISTER}", f".~lock.{REGISTER}#", f".~{REGISTER}"])
def test_a_register_that_somebody_has_open_stops_it(tmp_path: Path, lock: str) -> None:
    register(tmp_path, FIRST)
    (tmp_path / lock).write_bytes(b"")

    with pytest.raises(ReportError) as told:
        read_rows(tmp_path)

    assert [(each.code, each.severity) for each in told.value.findings] == [("file.opened", "error")]


def test_a_title_with_markup_in_it_stays_text(tmp_path: Path) -> None:
    register(tmp_path, FIRST)

    register(tmp_path, replace(CORRECTED, title="<t>=1+1&\x07"))

    assert sheet_of(tmp_path)[3][5] == "<t>=1+1&"
    assert load_workbook(tmp_path / REGISTER)["归档登记"]["F4"].data_type in {"s", "inlineStr"}


def test_rows_are_added_where_the_last_one_ends() -> None:
    book = Workbook()
    sheet = book.create_sheet("归档登记")
    sheet.append(COLUMNS)
    for _ in range(3):
        sheet.append([""] * 3)  # rows that a person once filled in and emptied again
    saved = io.BytesIO()
    book.save(saved)

    made = with_rows(saved.getvalue(), [{"送交单位": "档案馆", "版本": 1}])

    assert read_register(made).last == 2
    assert load_workbook(io.BytesIO(made))["归档登记"]["E2"].value == "档案馆"
