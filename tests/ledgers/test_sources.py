"""Which files of a folder are ledgers, and what is said of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED, LedgerFolder

from report_builder.ledgers import sources

if TYPE_CHECKING:
    from pathlib import Path


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
        ("~$台账.xlsx", "warning ledger.file_locked ~$台账.xlsx"),
        (".~lock.台账.ods#", "warning ledger.file_locked .~lock.台账.ods#"),
        ("台账.et", "error ledger.file_format 台账.et"),
        ("台账.xlsm", "error ledger.file_format 台账.xlsm"),
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
    target = ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    (ledgers.path / "链接.xlsx").symlink_to(target)

    read = ledgers.read()

    assert len(read.files) == 2
    assert ledgers.told() == []


def test_a_link_to_nothing_is_an_error(ledgers: LedgerFolder) -> None:
    (ledgers.path / "链接.xlsx").symlink_to(ledgers.path / "没有.xlsx")

    ledgers.read()

    assert ledgers.told() == ["error file.unreadable 链接.xlsx"]


def test_a_file_beyond_the_bound_is_refused(ledgers: LedgerFolder) -> None:
    with (ledgers.path / "大.xlsx").open("wb") as stream:
        stream.truncate(sources.MAX_FILE_BYTES + 1)

    ledgers.read()

    assert ledgers.told() == ["error file.too_large 大.xlsx"]
