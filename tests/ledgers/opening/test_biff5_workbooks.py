"""Workbooks of Excel 5.0 and 95, with Chinese texts: no sheet is lost, and no text is taken for another."""

from __future__ import annotations

import struct
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from biff5_files import DAY, WRITTEN_DAY, record, workbook

from report_builder.diagnostics import Findings
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import SheetGrid, read_grids

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[list[object]] = [
    ["登记编号", "收到日期", "数量", "备注"],
    ["甲一", date(2016, 2, 29), 3, "一般；镕"],
    [None, 2.5, "#REF!", True],
    ["=公式的文字", -7, None, "末"],
]


def read(path: Path, content: bytes) -> tuple[tuple[SheetGrid, ...], list[str]]:
    path.write_bytes(content)
    findings = Findings()
    grids = read_grids(describe(path), findings)
    return grids, [f"{finding.code} {finding.message}" for finding in findings]


def test_every_cell_of_every_sheet_is_read(tmp_path: Path) -> None:
    grids, told = read(tmp_path / "a.xls", workbook({"主动公开": ROWS, "政策解读": [["解读名称"]]}))

    assert told == []
    assert [grid.sheet for grid in grids] == ["主动公开", "政策解读"]
    assert grids[0].rows == [
        ["登记编号", "收到日期", "数量", "备注"],
        ["甲一", date(2016, 2, 29), 3.0, "一般；镕"],
        ["", 2.5, "#REF!", True],
        ["公式的文字", -7.0, "", "末"],
    ]
    assert grids[1].rows == [["解读名称"]]


@pytest.mark.parametrize(
    ("encoding", "page"), [("gb18030", 936), ("cp950", 950), ("gb18030", 1252), ("gb18030", 10008)]
)
def test_texts_are_read_by_the_code_page_or_as_chinese_programs_write_them(
    tmp_path: Path, encoding: str, page: int
) -> None:
    grids, _ = read(tmp_path / "a.xls", workbook({"甲": [["公開", "文件"]]}, encoding, page))

    assert [(grid.sheet, grid.rows) for grid in grids] == [("甲", [["公開", "文件"]])]


def test_a_number_is_a_day_by_its_format(tmp_path: Path) -> None:
    cells = b"".join(
        record(0x0203, struct.pack("<HHHd", 1, column, look, number))
        for column, (look, number) in enumerate(
            [(DAY, 42429.0), (WRITTEN_DAY, 42429.5), (0, 42429.0), (DAY, 2e7)]
        )
    )

    (grid,), _ = read(tmp_path / "a.xls", workbook({"甲": [["x"]]}, more=cells))

    assert grid.rows[1] == [date(2016, 2, 29), datetime(2016, 2, 29, 12), 42429.0, 2e7]  # noqa: DTZ001 - a day has no zone


def test_several_numbers_of_one_record_are_read(tmp_path: Path) -> None:
    packed = struct.pack("<HH", 2, 1) + b"".join(
        struct.pack("<HI", 0, each) for each in (3 << 2 | 2, 250 << 2 | 3)
    )

    (grid,), _ = read(
        tmp_path / "a.xls", workbook({"甲": [["x"]]}, more=record(0x00BD, packed + struct.pack("<H", 2)))
    )

    assert grid.rows[2] == ["", 3.0, 2.5]


def test_a_hidden_row_is_noted(tmp_path: Path) -> None:
    row = record(0x0208, struct.pack("<HHHHHHH", 1, 0, 1, 0, 0, 0, 0x20))

    (grid,), _ = read(tmp_path / "a.xls", workbook({"甲": [["x"], ["y"]]}, more=row))

    assert grid.layout.hidden_rows == (range(1, 2),)


def test_one_cut_short_is_damaged(tmp_path: Path) -> None:
    content = workbook({"甲": [["x" * 200]] * 200})
    broken = workbook({"甲": [["x"]]}, more=record(0x0204, b"\1"))

    assert read(tmp_path / "a.xls", content[: len(content) // 2]) == (
        (),
        ["file.unreadable 打不开：文件不完整或已损坏"],
    )
    assert read(tmp_path / "b.xls", broken) == ((), ["file.unreadable 打不开：文件不完整或已损坏"])


def test_a_sheet_without_an_end_is_damaged_since_rows_may_be_missing(tmp_path: Path) -> None:
    content = workbook({"甲": [["x"]]})
    end = record(0x000A, b"")
    at = content.rindex(end)

    told = read(tmp_path / "a.xls", content[:at] + record(0x0201, b"") + content[at + len(end) :])

    assert told == ((), ["file.unreadable 打不开：文件不完整或已损坏"])


def test_one_with_a_password_is_named_as_such(tmp_path: Path) -> None:
    content = workbook({"甲": [["x"]]}).replace(
        struct.pack("<HH", 0x0042, 2), struct.pack("<HH", 0x002F, 2), 1
    )

    assert read(tmp_path / "a.xls", content)[1] == ["ledger.file_encrypted 设有打开密码，读不出内容"]
