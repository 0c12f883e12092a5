"""Rows that hold no record: totals, notes, names, titles, examples and headers said again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

SKIPPED = "notice ledger.row_skipped 台账.xlsx › 工作情况!第{}行"


@pytest.mark.parametrize(
    "row",
    [
        "【示例】会议 | 9 | 次",
        "会议 | 9 | 【示例】次",
        "' 【示例】会议' | 不是数字 | -",
    ],
)
def test_an_example_is_ignored_without_a_word(ledgers: LedgerFolder, row: str) -> None:
    read = ledgers.read_sheet("工作情况", f"指标 | 数量 | 单位\n{row}\n会议 | 3 | 次")

    assert [reading.origin.row for reading in read.work] == [3]
    assert ledgers.told() == []


@pytest.mark.parametrize(
    "row",
    [
        "注：本表由各科室填报。",
        "注1：本表由各科室填报。",
        "说明：经费含上级补助。",
        "※ 本表每季度报送一次",
        "注： | 本表由各科室填报。",
        "填表人： | 张三 | -",
        "填表人：张三 | - | 2016年12月31日",
        "填 表 人：张三 | 审核人：李四",
        "科室负责人（签字）： | - | 2016年12月31日",
        "单位（盖章）：",
    ],
)
def test_notes_and_names_below_a_sheet_are_passed_over(ledgers: LedgerFolder, row: str) -> None:
    read = ledgers.read_sheet("工作情况", f"指标 | 数量 | 单位\n会议 | 3 | 次\n{row}")

    assert len(read.work) == 1
    assert ledgers.told() == [SKIPPED.format(3)]


def test_the_lines_that_follow_a_note_belong_to_it(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "工作情况", "指标 | 数量\n会议 | 3\n注：1.会议含视频会议。\n2.培训不含网络培训。\n\n2016年12月31日"
    )

    assert len(read.work) == 1
    assert ledgers.told() == [SKIPPED.format(row) for row in (3, 4, 6)]


def test_a_record_below_a_note_is_still_a_record(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "行政执法", "事项类型 | 月份 | 数量\n注：按月填\n行政许可 | 3 | 42\n行政处罚 | - | -"
    )

    assert [decision.quantity for decision in read.enforcement] == [42]
    assert ledgers.told() == [
        "notice ledger.row_skipped 台账.xlsx › 行政执法!第2行",
        "error ledger.cell_empty 台账.xlsx › 行政执法!C4",
    ]


def test_a_record_whose_title_begins_like_a_note_is_read(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "不予公开备案", "信息名称 | 不予公开依据 | 备案日期\n说明：试题的由来 | 第八条 | 2016-03-01"
    )

    assert [item.title for item in read.withheld] == ["说明：试题的由来"]
    assert ledgers.told() == []


def test_a_row_that_lacks_a_cell_is_told_and_not_taken_for_a_note(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet(
        "不予公开备案", "信息名称 | 不予公开依据 | 备案日期 | 备注\n试题 | 第八条 | - | 联系人：张三"
    )

    assert "error ledger.cell_empty 台账.xlsx › 不予公开备案!C2" in ledgers.told()


@pytest.mark.parametrize(
    "row",
    [
        "合计 | - | 42",
        "行政许可小计 | - | 42",
        "- | 合计 | 42",
        "'　合　计　' | - | 42",
        "共计：42件 | - | -",
    ],
)
def test_totals_of_any_wording_are_not_counted(ledgers: LedgerFolder, row: str) -> None:
    read = ledgers.read_sheet("行政执法", f"事项类型 | 月份 | 数量\n行政许可 | 3 | 42\n{row}")

    assert [decision.quantity for decision in read.enforcement] == [42]
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 行政执法!第3行"]


def test_totals_between_blank_rows_and_months_are_not_counted(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "行政执法",
        "事项类型 | 月份 | 数量\n"
        "行政许可 | 1 | 2\n小计 | - | 2\n\n行政许可 | 2 | 3\n小计 | - | 3\n\n总计 | - | 5",
    )

    assert sum(decision.quantity for decision in read.enforcement) == 5


def test_an_indicator_that_ends_like_a_total_is_read(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量\n培训人次合计 | 3")

    assert len(read.work) == 1
    assert ledgers.told() == []


def test_a_header_pasted_again_among_the_rows_is_passed_over(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量\n会议 | 3\n指标 | 数量\n培训 | 2")

    assert [reading.indicator for reading in read.work] == ["会议", "培训"]
    assert ledgers.told() == [SKIPPED.format(3)]


def test_another_header_among_the_rows_is_an_error(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet(
        "不予公开备案",
        "信息名称 | 不予公开依据 | 备案日期\n试题 | 第八条 | 2016-03-01\n不予公开依据 | 信息名称 | 备案日期",
    )

    assert ledgers.told() == ["error ledger.header_again 台账.xlsx › 不予公开备案!第3行"]


def test_marks_that_only_fill_a_cell_are_read_as_blank_with_a_notice(ledgers: LedgerFolder) -> None:
    ledgers.draw("a.xlsx", 主动公开=EMPTY_PUBLISHED)
    ledgers.draw(
        "台账.xlsx",
        依申请公开="登记编号 | 收到日期 | 申请人类型 | 延期日期 | 收费金额（元）\n"
        "'1' | 2016-03-01 | 自然人 | / | 无",
    )

    (application,) = ledgers.read().applications

    assert (application.extended_on, int(application.charged)) == (None, 0)
    assert ledgers.told() == [
        "notice ledger.tidied 台账.xlsx › 依申请公开!D2",
        "notice ledger.tidied 台账.xlsx › 依申请公开!E2",
    ]


def test_a_unit_in_the_cell_takes_the_place_of_its_column(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量 | 单位\n培训 | 12人 | -\n会议 | 3次 | 次")

    assert [(int(reading.value), reading.unit) for reading in read.work] == [(12, "人"), (3, "次")]


def test_two_units_of_one_number_are_an_error(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("工作情况", "指标 | 数量 | 单位\n经费 | 3万元 | 元")

    assert ledgers.told("ledger.tidied") == ["error ledger.number 台账.xlsx › 工作情况!B2"]
