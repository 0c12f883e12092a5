"""Which files of a folder are ledgers, and what is said of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED, LedgerFolder

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings, Place
from report_builder.ledgers.opening import file_bytes, ledger_files
from report_builder.ledgers.opening.grids import read_grids

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.ledgers.opening.grids import SheetGrid


def grids_of(folder: LedgerFolder) -> list[SheetGrid]:
    """Every sheet of every file of a folder."""
    found = ledger_files.find_ledger_files(folder.path, folder.findings)
    return [grid for source in found for grid in read_grids(source, folder.findings)]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    folder = LedgerFolder(tmp_path / "没有")

    folder.read()

    assert folder.told() == ["error file.missing 台账"]


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    folder = LedgerFolder(tmp_path / "台账")
    folder.path.write_text("x")

    folder.read()

    assert folder.only("file.missing").message == "不是文件夹"


def test_an_empty_folder_is_an_error(ledgers: LedgerFolder) -> None:
    (ledgers.path / ".DS_Store").write_bytes(b"\0")
    (ledgers.path / "Thumbs.db").write_bytes(b"\0")

    ledgers.read()

    assert ledgers.told() == ["error ledger.no_files 台账"]


def test_ledgers_are_read_in_the_order_of_their_names(ledgers: LedgerFolder) -> None:
    for name in ("乙.xlsx", "b.csv", "a.ods", "C.xls"):
        ledgers.draw(name, 主动公开=EMPTY_PUBLISHED)

    read = ledgers.read()

    assert [file.rpartition("/")[2] for file in read.files] == ["C.xls", "a.ods", "b.csv", "乙.xlsx"]


def test_an_ending_in_capitals_is_the_same_ending(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED).rename(ledgers.path / "台账.XLSX")

    ledgers.read()

    assert ledgers.told() == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("~$好.xlsx", "warning ledger.file_locked ~$好.xlsx"),
        (".~lock.好.xlsx#", "warning ledger.file_locked .~lock.好.xlsx#"),
        ("~$台账.xlsx", "notice ledger.file_locked ~$台账.xlsx"),
        ("台账.et", "error ledger.file_format 台账.et"),
        ("台账.xlsb", "error ledger.file_format 台账.xlsb"),
        ("台账.numbers", "error ledger.file_format 台账.numbers"),
        ("台账.zip", "warning ledger.file_skipped 台账.zip"),
        ("扫描件.pdf", "notice ledger.file_skipped 扫描件.pdf"),
        ("照片.JPG", "notice ledger.file_skipped 照片.JPG"),
        ("说明.wps", "notice ledger.file_skipped 说明.wps"),
        ("说明.docx", "notice ledger.file_skipped 说明.docx"),
    ],
)
def test_every_other_file_has_its_own_word(ledgers: LedgerFolder, name: str, told: str) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    (ledgers.path / name).write_bytes(b"x")

    ledgers.read()

    assert ledgers.told() == [told]


def test_a_folder_within_is_passed_over_with_a_notice(ledgers: LedgerFolder) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    (ledgers.path / "旧").mkdir()

    ledgers.read()

    assert ledgers.told() == ["notice ledger.file_skipped 旧"]


def test_a_folder_called_like_a_ledger_is_an_error(ledgers: LedgerFolder) -> None:
    (ledgers.path / "台账.xlsx").mkdir()

    ledgers.read()

    assert ledgers.told() == ["error file.unreadable 台账.xlsx"]


def test_a_link_out_of_the_folder_is_refused(ledgers: LedgerFolder, tmp_path: Path) -> None:
    outside = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED).rename(tmp_path / "外面.xlsx")
    (ledgers.path / "链接.xlsx").symlink_to(outside)

    ledgers.read()

    assert ledgers.told() == ["error ledger.file_outside 链接.xlsx"]


def test_a_link_within_the_folder_is_followed(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    (ledgers.path / "旧").mkdir()
    target = ledgers.draw("旧/会议.xlsx", 工作情况="指标 | 数量\n会议 | 3").rename(
        ledgers.path / "旧/会议.bak"
    )
    (ledgers.path / "链接.xlsx").symlink_to(target)

    read = ledgers.read()

    assert read.frame("工作情况")["指标"].tolist() == ["会议"]


def test_a_link_to_nothing_is_an_error(ledgers: LedgerFolder) -> None:
    (ledgers.path / "链接.xlsx").symlink_to(ledgers.path / "没有.xlsx")

    ledgers.read()

    assert ledgers.told() == ["error file.unreadable 链接.xlsx"]


def test_a_file_beyond_the_bound_is_refused(ledgers: LedgerFolder) -> None:
    with (ledgers.path / "大.xlsx").open("wb") as stream:
        stream.truncate(USUAL.file_bytes + 1)

    ledgers.read()

    assert ledgers.told() == ["error file.too_large 大.xlsx"]


@pytest.mark.parametrize("name", ["._台账.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_systems_leave_in_folders_needs_no_word(ledgers: LedgerFolder, name: str) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    (ledgers.path / name).write_bytes(b"\0\5\x16\7")

    ledgers.read()

    assert ledgers.told() == []


def test_the_folder_of_a_macos_archive_needs_no_word(ledgers: LedgerFolder) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    (ledgers.path / "__MACOSX").mkdir()

    ledgers.read()

    assert ledgers.told() == []


def test_a_folder_with_ledgers_in_it_is_warned_of_by_their_names(ledgers: LedgerFolder) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    ledgers.draw("教务科/乙.xlsx", 主动公开=EMPTY_PUBLISHED)
    ledgers.draw("教务科/甲.csv", 主动公开=EMPTY_PUBLISHED)

    ledgers.read()

    assert ledgers.told() == ["warning ledger.file_skipped 教务科"]
    assert ledgers.only("ledger.file_skipped").message == "子文件夹里的 2 个表格没有读取：乙.xlsx、甲.csv"


@pytest.mark.parametrize(
    ("name", "evidence"),
    [
        ("a.xls", "文件内容与 .xls 工作簿同类，只是扩展名不同"),
        ("a.xlsx", "文件内容与 .xlsx 工作簿同类，只是扩展名不同"),
        ("a.csv", ""),
    ],
)
def test_a_wps_file_is_refused_and_told_what_it_really_holds(
    ledgers: LedgerFolder, name: str, evidence: str
) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    ledgers.draw(name, 工作情况="指标 | 数量").rename(ledgers.path / "台账.et")

    ledgers.read()

    assert ledgers.told() == ["error ledger.file_format 台账.et"]
    assert ledgers.only("ledger.file_format").evidence == evidence


def test_a_workbook_with_macros_is_read_and_told(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 工作情况="指标 | 数量\n会议 | 3").rename(
        ledgers.path / "台账.xlsm"
    )

    read = ledgers.read()

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == ["notice ledger.macros 台账.xlsm"]


def test_macros_of_a_workbook_that_stays_shut_need_no_word(ledgers: LedgerFolder) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    (ledgers.path / "台账.xlsm").write_bytes(b"PK\x03\x04")

    ledgers.read()

    assert ledgers.told() == ["error file.unreadable 台账.xlsm"]


@pytest.mark.parametrize("name", ["工作情况.txt", "工作情况.tsv", "工作情况.html"])
def test_texts_and_pages_with_a_table_are_ledgers(ledgers: LedgerFolder, name: str) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    table = "<table><tr><td>指标</td><td>数量</td></tr><tr><td>会议</td><td>3</td></tr></table>"
    text = table if name.endswith("html") else "指标\t数量\n会议\t3\n"
    (ledgers.path / name).write_text(text, encoding="gb18030")

    assert [grid.sheet for grid in grids_of(ledgers)] == ["主动公开", "工作情况"]


def test_a_text_without_a_table_is_neither_read_nor_carried_in_the_report(ledgers: LedgerFolder) -> None:
    (ledgers.path / "说明.txt").write_text("请逐行填写", encoding="utf-8")

    found = ledger_files.find_ledger_files(ledgers.path, ledgers.findings)

    assert found == ()
    assert ledgers.told() == ["notice ledger.file_skipped 说明.txt", "error ledger.no_files 台账"]


def test_a_text_within_a_folder_within_is_no_ledger_that_is_missed(ledgers: LedgerFolder) -> None:
    ledgers.draw("好.xlsx", 主动公开=EMPTY_PUBLISHED)
    (ledgers.path / "说明").mkdir()
    (ledgers.path / "说明/说明.txt").write_text("请逐行填写", encoding="utf-8")

    ledgers.read()

    assert ledgers.told() == ["notice ledger.file_skipped 说明"]


def test_the_same_file_under_two_names_is_read_once(ledgers: LedgerFolder) -> None:
    first = ledgers.draw("a.xlsx", 主动公开=EMPTY_PUBLISHED, 工作情况="指标 | 数量\n会议 | 3")
    (ledgers.path / "a - 副本.xlsx").write_bytes(first.read_bytes())

    read = ledgers.read()

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == ["notice ledger.duplicate_file a.xlsx"]


def test_a_file_that_changes_before_it_is_read_is_not_counted(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    found = file_bytes.describe(path)
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 工作情况="指标 | 数量\n会议 | 3")

    grids = read_grids(found, ledgers.findings)

    assert grids == ()
    assert ledgers.told() == ["error file.changed 台账.xlsx"]


def test_a_file_that_goes_before_it_is_read_is_told(ledgers: LedgerFolder) -> None:
    path = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    found = file_bytes.describe(path)
    path.unlink()

    grids = read_grids(found, ledgers.findings)

    assert grids == ()
    assert ledgers.told() == ["error file.unreadable 台账.xlsx"]


def test_ledgers_that_are_too_much_together_are_refused(ledgers: LedgerFolder) -> None:
    for name in ("a.csv", "b.csv"):
        (ledgers.path / name).write_text("名称,数量\n" * 40_000, encoding="utf-8")
    findings = Findings()

    found = ledger_files.find_ledger_files(ledgers.path, findings, Budget(folder_megabytes=1))

    assert [each.name for each in found] == ["a.csv"]
    assert [(each.code, each.place) for each in findings] == [
        ("file.too_large", Place((ledgers.path / "b.csv").as_posix()))
    ]
