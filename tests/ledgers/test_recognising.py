"""Which sheets of a workbook are ledgers, and of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED, SETTINGS
from msgspec.structs import replace
from sheets import write_workbook

from report_builder.settings import Answer

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

WORK = "指标 | 数量\n会议 | 3"
WITHHELD = "信息名称 | 不予公开依据 | 备案日期\n{} | 第八条 | 2016-03-01"


def test_a_workbook_saved_sheet_by_sheet_as_csv_has_files_of_notes_too(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_workbook(ledgers.path / "2026年台账-填表说明.csv", {"": "怎么填\n一件一行"})
    write_workbook(ledgers.path / "2026年台账-选项.csv", {"": "月份\n1"})

    ledgers.read()

    assert ledgers.told() == []


def test_a_sheet_that_is_read_under_another_name_is_told(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况台账", WORK)

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == ["notice ledger.tidied 台账.xlsx › 工作情况台账"]
    assert ledgers.only("ledger.tidied").message == "工作表名写作“工作情况台账”，按“工作情况”读取"


@pytest.mark.parametrize("name", ["Sheet1", "教务科", "1月", "备案"])
def test_a_sheet_whose_name_says_nothing_is_known_by_its_header(ledgers: LedgerFolder, name: str) -> None:
    read = ledgers.read_sheet(name, WITHHELD.format("试题"))

    assert len(read.frame("不予公开备案")) == 1
    assert ledgers.told() == [f"notice ledger.tidied 台账.xlsx › {name}"]


def test_a_header_that_two_ledgers_have_is_asked_about(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("Sheet1", f"2016年台账\n{WORK}\n培训 | 2")

    assert read.frame("工作情况").empty
    assert ledgers.told() == ["error ledger.sheet_unknown 台账.xlsx › Sheet1"]
    found = ledgers.only("ledger.sheet_unknown")
    assert found.message == "“Sheet1”不是规定的工作表，没有读取，里面约有 2 行数据没有计入"
    assert "如果它是“政府网站”或“工作情况”" in found.remedy
    assert 'ignored_sheets = ["Sheet1"]' in found.remedy


def test_a_header_that_lacks_one_column_is_asked_about(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("1月", "信息名称 | 备案日期\n试题 | 2016-03-01")

    found = ledgers.only("ledger.sheet_unknown")
    assert found.severity == "error"
    assert "如果它是“不予公开备案”，请改成这个名称，并补上缺少的列" in found.remedy


@pytest.mark.parametrize("name", ["不予公开备案-草稿", "不予公开备案（送审）", "不予公开备案(2)", "Sheet2"])
def test_a_draft_or_a_copy_beside_its_sheet_is_asked_about(ledgers: LedgerFolder, name: str) -> None:
    ledgers.draw(
        "台账.xlsx",
        **{"主动公开": EMPTY_PUBLISHED, "不予公开备案": WITHHELD.format("甲"), name: WITHHELD.format("乙")},
    )

    ledgers.read()

    assert ledgers.told() == [f"error ledger.sheet_doubtful 台账.xlsx › {name}"]


@pytest.mark.parametrize("name", ["不予公开备案-教务科", "教务科不予公开备案", "不予公开备案（下半年）"])
def test_a_part_beside_its_sheet_is_added(ledgers: LedgerFolder, name: str) -> None:
    ledgers.draw(
        "台账.xlsx",
        **{"主动公开": EMPTY_PUBLISHED, "不予公开备案": WITHHELD.format("甲"), name: WITHHELD.format("乙")},
    )

    read = ledgers.read()

    assert sorted(read.frame("不予公开备案")["信息名称"]) == ["乙", "甲"]
    assert ledgers.told() == [f"notice ledger.tidied 台账.xlsx › {name}"]


def test_numbered_sheets_without_a_plain_one_are_parts(ledgers: LedgerFolder) -> None:
    sheets = {f"不予公开备案{number}": WITHHELD.format(f"试题{number}") for number in (1, 2, 3)}
    ledgers.draw("台账.xlsx", **{"主动公开": EMPTY_PUBLISHED, **sheets})

    read = ledgers.read()

    assert len(read.frame("不予公开备案")) == 3


@pytest.mark.parametrize(("answer", "titles"), [("计入", ["甲", "乙"]), ("不计入", ["甲"])])
def test_an_answer_is_kept_by_what_was_asked_about(
    ledgers: LedgerFolder, answer: str, titles: list[str]
) -> None:
    draft = {"不予公开备案": WITHHELD.format("甲"), "不予公开备案-草稿": WITHHELD.format("乙")}
    ledgers.draw("台账.xlsx", **{"主动公开": EMPTY_PUBLISHED, **draft})
    ledgers.read()
    question = ledgers.only("ledger.sheet_doubtful").remedy.partition('question = "')[2].partition('"')[0]

    ledgers.settings = replace(SETTINGS, answers=(Answer(question=question, answer=answer),))
    read = ledgers.read()

    assert read.frame("不予公开备案")["信息名称"].tolist() == titles
    assert "notice ledger.answered 台账.xlsx › 不予公开备案-草稿" in ledgers.told()


def test_an_answer_is_void_when_the_rows_have_changed(ledgers: LedgerFolder) -> None:
    draft = {"不予公开备案": WITHHELD.format("甲"), "不予公开备案-草稿": WITHHELD.format("乙")}
    ledgers.draw("台账.xlsx", **{"主动公开": EMPTY_PUBLISHED, **draft})
    ledgers.read()
    question = ledgers.only("ledger.sheet_doubtful").remedy.partition('question = "')[2].partition('"')[0]
    ledgers.settings = replace(SETTINGS, answers=(Answer(question=question, answer="不计入"),))

    draft["不予公开备案-草稿"] = WITHHELD.format("丙")
    ledgers.draw("台账.xlsx", **{"主动公开": EMPTY_PUBLISHED, **draft})
    ledgers.read()

    assert [finding.code for finding in ledgers.findings if finding.code != "ledger.sheet_nil"] == [
        "ledger.sheet_doubtful",
        "ledger.answer_void",
    ]


@pytest.mark.parametrize("name", ["工作情况.csv", "工作情况（教务科）.csv", "教务科工作情况台账.csv"])
def test_a_csv_may_say_whose_it_is(ledgers: LedgerFolder, name: str) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_workbook(ledgers.path / name, {"": WORK})

    read = ledgers.read()

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == []


def test_a_sheet_named_as_a_draft_that_stands_alone_is_read_with_a_warning(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况-草稿", WORK)

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == ["warning ledger.sheet_name 台账.xlsx › 工作情况-草稿"]


def test_a_workbook_under_the_name_of_a_csv_is_read(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED, 工作情况=WORK).rename(ledgers.path / "台账.csv")

    read = ledgers.read()

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == []


def test_a_sheet_to_be_ignored_that_no_workbook_has_is_warned_of(ledgers: LedgerFolder) -> None:
    ledgers.settings = replace(SETTINGS, ignored_sheets=("行政执法草搞",))
    ledgers.read_sheet("行政执法", "事项类型 | 月份 | 数量\n行政许可 | 3 | 2")

    found = ledgers.only("ledger.sheet_ignored")
    assert (found.severity, "行政执法草搞" in found.message) == ("warning", True)
