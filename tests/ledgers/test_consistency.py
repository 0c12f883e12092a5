"""Cells of a row, and rows of a year, that cannot both be right."""

from __future__ import annotations

import pytest
from ledger_folders import EMPTY_PUBLISHED, LedgerFolder


def test_published_before_it_was_made_is_an_error_naming_both_cells(ledgers: LedgerFolder) -> None:
    ledgers.draw(
        "台账.xlsx",
        主动公开="""
        信息名称 | 信息类别 | 制发日期 | 公开日期 | 公开渠道
        通知甲 | 学校财务 | 2016-03-02 | 2016-03-01 | 柳州教育网
        通知乙 | 学校财务 | 2016-03-01 | 2016-03-01 | 柳州教育网
        """,
    )

    read = ledgers.read()

    assert read.frame("主动公开")["信息名称"].tolist() == ["通知乙"]
    found = ledgers.only("ledger.date_order")
    assert ledgers.told() == ["error ledger.date_order 台账.xlsx › 主动公开!D2"]
    assert found.message == "公开日期（2016-03-01）早于制发日期（2016-03-02）"
    assert found.evidence == "制发日期在 C2"


def test_a_reply_before_the_application_came_is_an_error(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet(
        "依申请公开",
        """
        登记编号 | 收到日期   | 申请人类型 | 答复日期   | 处理结果
        '1'      | 2016-03-02 | 自然人     | 2016-03-01 | 予以公开
        """,
    )

    assert ledgers.told() == ["error ledger.date_order 台账.xlsx › 依申请公开!D2"]


def test_an_outcome_without_its_date_is_told_beside_another_fault_of_the_row(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet(
        "依申请公开",
        """
        登记编号 | 收到日期   | 申请人类型 | 答复日期 | 处理结果
        '1'      | 2016-03-02 | 公民       | -        | 予以公开
        """,
    )

    assert ledgers.told() == [
        "error ledger.choice 台账.xlsx › 依申请公开!C2",
        "error ledger.reply_incomplete 台账.xlsx › 依申请公开!D2",
    ]


def test_an_outcome_that_is_not_understood_is_not_a_missing_one(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet(
        "依申请公开",
        """
        登记编号 | 收到日期   | 申请人类型 | 答复日期   | 处理结果
        '1'      | 2016-03-02 | 自然人     | 2016-03-05 | 不予公开
        """,
    )

    assert ledgers.told() == ["error ledger.choice 台账.xlsx › 依申请公开!E2"]


@pytest.mark.parametrize(
    ("replied", "outcome", "place"), [("-", "予以公开", "D2"), ("2016-03-05", "-", "E2")]
)
def test_an_outcome_and_its_date_go_together(
    ledgers: LedgerFolder, replied: str, outcome: str, place: str
) -> None:
    ledgers.read_sheet(
        "依申请公开",
        f"""
        登记编号 | 收到日期   | 申请人类型 | 答复日期  | 处理结果
        '1'      | 2016-03-02 | 自然人     | {replied} | {outcome}
        """,
    )

    assert ledgers.told() == [f"error ledger.reply_incomplete 台账.xlsx › 依申请公开!{place}"]


@pytest.mark.parametrize(
    ("kind", "closed", "outcome", "told"),
    [
        ("行政复议", "-", "-", []),
        ("行政复议", "-", "尚未审结", []),
        ("行政复议", "2016-05-01", "结果维持", []),
        ("举报投诉", "2016-05-01", "-", []),
        ("行政复议", "2016-05-01", "-", ["error ledger.dispute_incomplete 台账.xlsx › 复议诉讼!E2"]),
        ("行政复议", "-", "结果维持", ["error ledger.dispute_incomplete 台账.xlsx › 复议诉讼!D2"]),
        ("行政复议", "2016-05-01", "尚未审结", ["error ledger.dispute_incomplete 台账.xlsx › 复议诉讼!E2"]),
    ],
)
def test_a_case_is_either_closed_with_an_outcome_or_pending(
    ledgers: LedgerFolder, kind: str, closed: str, outcome: str, told: list[str]
) -> None:
    ledgers.read_sheet(
        "复议诉讼",
        f"案号 | 案件类型 | 收到日期 | 审结日期 | 结果\n柳复1号 | {kind} | 2016-03-01 | {closed} | {outcome}",
    )

    assert ledgers.told() == told


def test_a_registration_number_given_twice_is_an_error_even_across_files(ledgers: LedgerFolder) -> None:
    sheet = "登记编号 | 收到日期 | 申请人类型\n'1' | 2016-03-01 | 自然人"
    ledgers.draw("a.xlsx", 主动公开=EMPTY_PUBLISHED, 依申请公开=sheet)
    ledgers.draw("b.xlsx", 依申请公开=sheet)

    ledgers.read()

    assert ledgers.told() == ["error ledger.duplicate_number b.xlsx › 依申请公开!A2"]
    assert ledgers.only("ledger.duplicate_number").evidence.endswith("a.xlsx › 依申请公开!A2")


def test_a_case_number_given_twice_is_an_error(ledgers: LedgerFolder) -> None:
    row = "柳复1号 | 行政复议 | 2016-03-01"

    ledgers.read_sheet("复议诉讼", f"案号 | 案件类型 | 收到日期\n{row}\n{row}")

    assert ledgers.told() == ["error ledger.duplicate_case 台账.xlsx › 复议诉讼!A3"]


def test_an_item_registered_twice_on_one_day_is_a_warning(ledgers: LedgerFolder) -> None:
    ledgers.draw(
        "台账.xlsx",
        主动公开="""
        信息名称 | 信息类别 | 公开日期 | 公开渠道
        招生通知 | 招生考试 | 2016-03-01 | 柳州教育网
        招生通知 | 招生考试 | 2016-03-02 | 柳州教育网
        招生通知 | 招生考试 | 2016-03-01 | 政府公报
        """,
    )

    read = ledgers.read()

    assert len(read.frame("主动公开")) == 3
    assert ledgers.told() == ["warning ledger.duplicate_item 台账.xlsx › 主动公开!A4"]
    assert ledgers.only("ledger.duplicate_item").evidence == "第一次出现在 A2"
