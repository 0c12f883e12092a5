"""Rows that hold no record: totals, notes, names, titles, examples and headers said again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

SKIPPED = "notice ledger.row_skipped 台账.xlsx › 工作情况!第{}行"


@pytest.mark.parametrize(
    "row", ["【示例】公众开放日活动数 | 3 | 次", "' 【示例】公众开放日活动数' | 3 | -", "【示例】 | - | -"]
)
def test_the_example_as_shipped_is_ignored_without_a_word(ledgers: LedgerFolder, row: str) -> None:
    read = ledgers.read_sheet("工作情况", f"指标 | 数量 | 单位\n{row}\n会议 | 3 | 次")

    assert read.frame("工作情况")["row"].tolist() == [3]
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

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == [SKIPPED.format(3)]


def test_the_lines_that_follow_a_note_belong_to_it(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "工作情况", "指标 | 数量\n会议 | 3\n注：1.会议含视频会议。\n2.培训不含网络培训。\n\n2016年12月31日"
    )

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == [SKIPPED.format(row) for row in (3, 4, 6)]


def test_a_record_below_a_note_is_still_a_record(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "行政执法", "事项类型 | 月份 | 数量\n注：按月填\n行政许可 | 3 | 42\n行政处罚 | - | -"
    )

    assert read.frame("行政执法")["数量"].tolist() == [42]
    assert ledgers.told() == [
        "notice ledger.row_skipped 台账.xlsx › 行政执法!第2行",
        "error ledger.cell_empty 台账.xlsx › 行政执法!C4",
    ]


def test_a_record_whose_title_begins_like_a_note_is_read(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "不予公开备案", "信息名称 | 不予公开依据 | 备案日期\n说明：试题的由来 | 第八条 | 2016-03-01"
    )

    assert read.frame("不予公开备案")["信息名称"].tolist() == ["说明：试题的由来"]
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

    assert read.frame("行政执法")["数量"].tolist() == [42]
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 行政执法!第3行"]


def test_totals_between_blank_rows_and_months_are_not_counted(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "行政执法",
        "事项类型 | 月份 | 数量\n"
        "行政许可 | 1 | 2\n小计 | - | 2\n\n行政许可 | 2 | 3\n小计 | - | 3\n\n总计 | - | 5",
    )

    assert read.frame("行政执法")["数量"].sum() == 5


def test_an_indicator_that_ends_like_a_total_is_read(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量\n培训人次合计 | 3")

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == []


def test_a_header_pasted_again_among_the_rows_is_passed_over(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量\n会议 | 3\n指标 | 数量\n培训 | 2")

    assert read.frame("工作情况")["指标"].tolist() == ["会议", "培训"]
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

    (application,) = ledgers.rows("依申请公开")

    assert (application["延期日期"], application["收费金额（元）"]) == (None, 0)
    assert ledgers.told() == [
        "notice ledger.tidied 台账.xlsx › 依申请公开!D2",
        "notice ledger.tidied 台账.xlsx › 依申请公开!E2",
    ]


def test_a_unit_in_the_cell_takes_the_place_of_its_column(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量 | 单位\n培训 | 12人 | -\n会议 | 3次 | 次")

    assert list(read.frame("工作情况")[["数量", "单位"]].itertuples(index=False, name=None)) == [
        (12, "人"),
        (3, "次"),
    ]


def test_two_units_of_one_number_are_an_error(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("工作情况", "指标 | 数量 | 单位\n经费 | 3万元 | 元")

    assert ledgers.told("ledger.tidied") == ["error ledger.number 台账.xlsx › 工作情况!B2"]


def test_an_example_of_another_years_workbook_is_ignored_too(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "依申请公开",
        "登记编号 | 收到日期 | 申请人类型\n【示例】2014-001 | 2014-03-09 | 自然人\n'1' | 2016-03-09 | 自然人",
    )

    assert read.frame("依申请公开")["登记编号"].tolist() == ["1"]
    assert ledgers.told() == []


def test_records_that_were_copied_from_the_example_with_its_mark_count(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "工作情况",
        "指标 | 数量\n【示例】公众开放日活动数 | 3\n【示例】会议 | 3\n【示例】公众开放日活动数 | 5",
    )

    assert read.frame("工作情况")["指标"].tolist() == ["会议", "公众开放日活动数"]
    assert ledgers.told() == ["notice ledger.example_mark 台账.xlsx › 工作情况!第3行"]
    assert "有 2 行前面留着“【示例】”" in ledgers.only("ledger.example_mark").message


@pytest.mark.parametrize(
    "row",
    [
        "无 | 无 | 无",
        "—— | —— | ——",
        "本年度无 | - | -",
        "本单位2016年无不予公开事项 | / | /",
        "零报告 | - | -",
        "暂无 | - | -",
        "'0' | - | -",
    ],
)
def test_a_row_that_says_that_there_is_nothing_is_no_record(ledgers: LedgerFolder, row: str) -> None:
    read = ledgers.read_sheet("不予公开备案", f"信息名称 | 不予公开依据 | 备案日期\n{row}")

    assert read.frame("不予公开备案").empty
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 不予公开备案!第2行"]


@pytest.mark.parametrize("title", ["无障碍环境建设办法", "无偿献血条例", "本年度无线电管理规定"])
def test_a_title_that_begins_with_wu_and_lacks_its_date_is_a_faulty_record(
    ledgers: LedgerFolder, title: str
) -> None:
    ledgers.read_sheet("不予公开备案", f"信息名称 | 不予公开依据 | 备案日期\n{title} | 第八条 | -")

    assert ledgers.told() == ["error ledger.cell_empty 台账.xlsx › 不予公开备案!C2"]


@pytest.mark.parametrize("row", ["以下空白", "以上共2条", "共 2 条", "第1页 共1页", "以下无正文"])
def test_what_closes_a_sheet_is_no_record(ledgers: LedgerFolder, row: str) -> None:
    read = ledgers.read_sheet(
        "不予公开备案", f"信息名称 | 不予公开依据 | 备案日期\n试题 | 第八条 | 2016-03-01\n{row} | - | -"
    )

    assert len(read.frame("不予公开备案")) == 1
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 不予公开备案!第3行"]


@pytest.mark.parametrize("title", ["一、教务科", "（二）办公室", "第三部分 财务"])
def test_the_title_of_a_part_is_no_record(ledgers: LedgerFolder, title: str) -> None:
    read = ledgers.read_sheet(
        "不予公开备案", f"信息名称 | 不予公开依据 | 备案日期\n{title} | - | -\n试题 | 第八条 | 2016-03-01"
    )

    assert len(read.frame("不予公开备案")) == 1
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 不予公开备案!第2行"]


def test_many_rows_of_one_kind_that_hold_no_record_are_told_at_once(ledgers: LedgerFolder) -> None:
    rows = "\n".join("无 | 无 | 无" for _ in range(20))

    ledgers.read_sheet("不予公开备案", f"信息名称 | 不予公开依据 | 备案日期\n{rows}")

    assert ledgers.only("ledger.row_skipped").message.endswith("这样的行共 20 行：第 2至21 行")
