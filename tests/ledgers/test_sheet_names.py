"""What sheets and CSV files are called, and which sheet of the contract that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED
from sheets import write_workbook

from report_builder.ledgers.sheet_names import Known, is_note, recognise

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

WORK = "指标 | 数量\n会议 | 3"


@pytest.mark.parametrize("name", ["主动公开", "主动公开 ", " 主动公开", "主 动 公 开", "主动公开\u3000"])
def test_spaces_do_not_matter(name: str) -> None:
    assert recognise(name) == Known("主动公开", is_exact=True)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("主动公开台账", "主动公开"),
        ("依申请公开登记表", "依申请公开"),
        ("依申请公开统计表", "依申请公开统计"),
        ("主动公开（教务科）", "主动公开"),
        ("教务科-主动公开", "主动公开"),
        ("教务科主动公开", "主动公开"),
        ("2016年主动公开", "主动公开"),
        ("一、主动公开", "主动公开"),
        ("1.主动公开", "主动公开"),
        ("主动公开_上半年", "主动公开"),
        ("工作情况【办公室】", "工作情况"),
    ],
)
def test_what_only_says_whose_or_which_a_sheet_is_does_not_matter(name: str, sheet: str) -> None:
    assert recognise(name) == Known(sheet, is_exact=False)


@pytest.mark.parametrize(
    "name",
    [
        "主动公开(2)",
        "主动公开2",
        "主动公开 - 副本",
        "主动公开（旧）",
        "主动公开汇总",
        "不予主动公开",
        "未主动公开",
        "主动公开和依申请公开",
        "主动公开目录说明",
        "公开",
        "Sheet1",
    ],
)
def test_a_copy_a_sum_and_the_contrary_are_not_taken(name: str) -> None:
    assert recognise(name) is None


@pytest.mark.parametrize("name", ["填表说明", "选项", "填表说明 ", "WpsReserved_CellImgList"])
def test_sheets_of_notes_and_of_the_program_hold_no_figures(name: str) -> None:
    assert is_note(name)


def test_a_workbook_saved_sheet_by_sheet_as_csv_has_files_of_notes_too(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_workbook(ledgers.path / "2026年台账-填表说明.csv", {"": "怎么填\n一件一行"})
    write_workbook(ledgers.path / "2026年台账-选项.csv", {"": "月份\n1"})

    ledgers.read()

    assert ledgers.told() == []


def test_a_sheet_that_is_read_under_another_name_is_told(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况台账", WORK)

    assert len(read.work) == 1
    assert ledgers.told() == ["notice ledger.tidied 台账.xlsx › 工作情况台账"]
    assert ledgers.only("ledger.tidied").message == "工作表名写作“工作情况台账”，按“工作情况”读取"


def test_a_sheet_with_a_programs_name_is_known_by_its_header(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("Sheet1", f"2016年台账\n{WORK}\n培训 | 2")

    assert read.work == ()
    assert ledgers.told() == ["warning ledger.sheet_unknown 台账.xlsx › Sheet1"]
    found = ledgers.only("ledger.sheet_unknown")
    assert found.message == "“Sheet1”不是规定的工作表，没有读取，里面约有 2 行数据没有计入"
    assert "如果它是“政府网站”或“工作情况”" in found.remedy


@pytest.mark.parametrize("name", ["工作情况.csv", "工作情况（教务科）.csv", "教务科工作情况台账.csv"])
def test_a_csv_may_say_whose_it_is(ledgers: LedgerFolder, name: str) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_workbook(ledgers.path / name, {"": WORK})

    read = ledgers.read()

    assert len(read.work) == 1
    assert ledgers.told() == []


def test_a_copy_of_a_csv_is_not_counted_twice(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    for name, text in (("工作情况.csv", WORK), ("工作情况 - 副本.csv", f"{WORK}\n培训 | 2")):
        write_workbook(ledgers.path / name, {"": text})

    read = ledgers.read()

    assert len(read.work) == 1
    assert ledgers.told() == ["warning ledger.sheet_unknown 工作情况 - 副本.csv › 工作情况 - 副本"]


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_a_csv_may_be_parted_by_other_marks(ledgers: LedgerFolder, mark: str) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    text = f"工作情况表{mark}\n指标{mark}数量\n会议,培训{mark}3\n"
    (ledgers.path / "工作情况.csv").write_text(text, encoding="gb18030")

    read = ledgers.read()

    assert [reading.indicator for reading in read.work] == ["会议,培训"]


def test_a_workbook_under_the_name_of_a_csv_is_read(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 工作情况=WORK).rename(ledgers.path / "台账.csv")

    read = ledgers.read()

    assert len(read.work) == 1
    assert ledgers.told() == []
