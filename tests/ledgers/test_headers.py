"""Header rows wherever they stand, and columns in whatever order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from laid_out_sheets import Looks, write_laid_out
from ledger_folders import EMPTY_PUBLISHED, SETTINGS
from msgspec.structs import replace

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder


def test_a_header_may_stand_below_title_rows(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "不予公开备案",
        """
        2016年不予公开政府信息备案台账
        -         填报单位：市教育局
        序号      信息名称    不予公开依据  备案日期
        1         试题        《条例》第八条  2016-03-01
        """,
    )

    assert read.frame("不予公开备案")["信息名称"].tolist() == ["试题"]
    (item,) = read.entries(read.frame("不予公开备案"))
    assert str(item.place("备案日期")).endswith("台账.xlsx › 不予公开备案!D4")
    assert ledgers.told() == []


def test_columns_may_stand_in_any_order(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "不予公开备案",
        """
        备案日期    不予公开依据    信息名称
        2016-03-01  第八条          试题
        """,
    )

    assert list(
        read.frame("不予公开备案")[["信息名称", "不予公开依据"]].itertuples(index=False, name=None)
    ) == [("试题", "第八条")]


@pytest.mark.parametrize(
    "name",
    [
        "金额（元）",
        "金额(元)",
        "金额⏎（元）",
        " 金 额（元） ",
        "金额（元）*",
        "*金额（元）",
        "金额（元）（必填）",
    ],
)
def test_a_column_is_known_in_spite_of_spaces_brackets_and_marks(ledgers: LedgerFolder, name: str) -> None:
    read = ledgers.read_sheet("行政事业性收费", f"项目名称 | {name}\n考试费 | 100")

    assert read.frame("行政事业性收费")["金额（元）"].tolist() == [100]
    assert ledgers.told() == []


def test_an_unknown_column_is_kept_out_with_a_notice(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量 | 完成人\n会议 | 3 | 张三")

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == ["notice ledger.column_unknown 台账.xlsx › 工作情况!C1"]


def test_a_running_number_needs_no_word(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("工作情况", "序号 | 指标 | 数量\n1 | 会议 | 3")

    assert ledgers.told() == []


def test_a_missing_required_column_is_an_error_with_the_column_that_it_may_be(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("不予公开备案", "信息名称 | 公开依据 | 备案日期\n试题 | 第八条 | 2016-03-01")

    assert read.frame("不予公开备案").empty
    found = ledgers.only("ledger.column_missing")
    assert (found.message, found.severity) == ("缺少必填的“不予公开依据”一列", "error")
    assert found.remedy == "请在表头行加上“不予公开依据”；如果“公开依据”（B1）就是它，请改列名"


def test_a_column_given_twice_is_an_error_naming_both_cells(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("工作情况", "指标 | 数量 | 数 量\n会议 | 3 | 4")

    found = ledgers.only("ledger.column_duplicate")
    assert ledgers.told() == ["error ledger.column_duplicate 台账.xlsx › 工作情况!C1"]
    assert found.evidence == "另一列在 B1"


def test_a_sheet_without_a_header_is_an_error(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("工作情况", "会议 | 3\n培训 | 4")

    assert ledgers.told() == ["error ledger.header_missing 台账.xlsx › 工作情况"]


def test_an_empty_sheet_needs_no_header(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("工作情况", "-")

    assert ledgers.told() == []


def test_an_optional_column_may_be_absent(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("依申请公开", "登记编号 | 收到日期 | 申请人类型\n1 | 2016-03-01 | 自然人")

    (application,) = read.entries(read.frame("依申请公开"))
    assert [application[name] for name in ("答复日期", "处理结果", "收费金额（元）")] == [None, "", 0]
    assert application.place("答复日期").cell == "第2行"
    assert ledgers.told() == []


def test_a_second_table_below_the_first_with_more_columns_is_asked_about(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet(
        "行政事业性收费",
        """
        项目名称 | 金额（元） | -
        考试费   | 100        | -
        项目名称 | 金额（元） | 月份
        住宿费   | 200        | 3
        """,
    )

    assert ledgers.told() == ["error ledger.header_again 台账.xlsx › 行政事业性收费!第1行"]


def test_a_header_over_two_columns_of_figures_is_asked_about(ledgers: LedgerFolder) -> None:
    ledgers.draw("0.xlsx", 主动公开=EMPTY_PUBLISHED)
    fees = "项目名称 | 金额（元） | -\n考试费 | 100 | 900"
    write_laid_out(ledgers.path / "台账.xlsx", "行政事业性收费", fees, Looks(merged=[(1, 2, 1, 3)]))

    ledgers.read()

    assert "error ledger.column_duplicate 台账.xlsx › 行政事业性收费!B1" in ledgers.told()


@pytest.mark.parametrize(
    ("columns", "wrong"),
    [({"收费": {"金额": "金额（元）"}}, "收费"), ({"行政事业性收费": {"实收": "金额"}}, "金额")],
)
def test_settings_that_name_headers_of_no_column_are_told(
    ledgers: LedgerFolder, columns: dict[str, dict[str, str]], wrong: str
) -> None:
    ledgers.settings = replace(SETTINGS, columns=columns)

    ledgers.read_sheet("行政事业性收费", "项目名称 | 金额（元）\n考试费 | 100")

    assert f"“{wrong}”不是规定的" in ledgers.only("settings.invalid").message
