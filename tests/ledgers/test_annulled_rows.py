"""Rows that a remark declares void are asked about, and counted as somebody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import SETTINGS
from msgspec.structs import replace

from report_builder.settings import Answer

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

PUBLISHED = """
    信息名称 | 信息类别 | 公开日期 | 公开渠道 | 备注
    通知 | 学校财务 | 2016-03-01 | 柳州教育网 | {}
    公告 | 学校财务 | 2016-03-02 | 柳州教育网 | 已归档
"""
FEES = "项目名称 | 月份 | 金额（元） | 说明\n考试费 | 3 | 10 | {}\n考试费 | 4 | 5 | 现场收取"


def question_of(ledgers: LedgerFolder) -> str:
    return ledgers.only("ledger.row_void").remedy.partition('question = "')[2].partition('"')[0]


@pytest.mark.parametrize("remark", ["作废", "已作废，见第9行", "误登", "重复登记", "不计入", "本条删除"])
def test_a_row_that_its_remark_declares_void_is_asked_about(ledgers: LedgerFolder, remark: str) -> None:
    ledgers.draw("台账.xlsx", 主动公开=PUBLISHED.format(remark))
    ledgers.read()

    found = ledgers.only("ledger.row_void")
    assert found.severity == "error"
    assert "1 行" in found.message
    assert remark in found.evidence


@pytest.mark.parametrize("remark", ["", "已归档", "原件未作废", "不是重复登记", "文件已废止", "多处张贴"])
def test_other_remarks_need_no_word(ledgers: LedgerFolder, remark: str) -> None:
    ledgers.draw("台账.xlsx", 主动公开=PUBLISHED.format(remark))

    rows = ledgers.rows("主动公开")

    assert [row.text("信息名称") for row in rows] == ["通知", "公告"]
    assert ledgers.told() == []


@pytest.mark.parametrize(("answer", "counted"), [("计入", ["10", "5"]), ("不计入", ["5"])])
def test_a_column_that_is_not_read_says_so_as_well(
    ledgers: LedgerFolder, answer: str, counted: list[str]
) -> None:
    ledgers.read_sheet("行政事业性收费", FEES.format("作废"))
    given = (Answer(question=question_of(ledgers), answer=answer),)

    ledgers.settings = replace(SETTINGS, answers=given)
    rows = ledgers.rows("行政事业性收费")

    assert [str(row.money("金额（元）")) for row in rows] == counted


def test_another_row_made_void_makes_it_another_question(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("行政事业性收费", FEES.format("作废"))
    first = question_of(ledgers)

    ledgers.read_sheet("行政事业性收费", FEES.format("误填"))

    assert question_of(ledgers) != first
