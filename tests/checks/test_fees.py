"""Fees in the ledger and what the text says of them → what is left out, differs or is none of the tariff."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from golden_suqian import SUQIAN_2023, SUQIAN_2024
from msgspec.structs import replace
from prose import codes, lines, prose
from records import applications, book
from suqian_subject import statistics, with_figures

from report_builder.checks.fees import check_fees
from report_builder.statistics.rows import APPLICANTS

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

HEADING = "# 其他需要报告的事项\n"


def check(text: str, *amounts: str, year: int = 2024, unpaid: bool = False) -> list[Finding]:
    """What is found where applications cost so much."""
    picture = f"{year}-03-01 自然人 网络 - {year}-03-08 予以公开\n" * len(amounts)
    rows = [
        {**row, "收费金额（元）": Decimal(amount)}
        for row, amount in zip(applications(picture), amounts, strict=True)
    ]
    fees = {"requests_fees.charged": sum(map(Decimal, amounts), Decimal(0))}
    nil = {} if unpaid else {f"requests.other.2.{column}": 0 for column in APPLICANTS.values()}
    counted = with_figures(statistics(SUQIAN_2024), {**fees, **nil})
    counted = replace(
        counted,
        year=year,
        first_day=counted.first_day.replace(year=year),
        last_day=counted.last_day.replace(year=year),
    )
    return list(check_fees(book(applications=rows), counted, prose(text)))


def test_cases_and_amount_that_agree_with_the_ledger_pass() -> None:
    text = f"{HEADING}收取信息处理费3件，共2230元，其中880元、1080元、270元。"

    assert check(text, "880", "1080", "270") == []


def test_an_amount_in_units_of_ten_thousand_yuan_is_the_same_amount() -> None:
    assert check(f"{HEADING}收取信息处理费3件，计0.223万元。", "880", "1080", "270") == []


@pytest.mark.parametrize(
    "text",
    ["无其他需要报告的事项。", "收取了信息处理费。", "收取信息处理费3件。", "本年度受理3件，收费2230元。"],
)
def test_a_section_without_cases_and_amount_is_told(text: str) -> None:
    findings = check(HEADING + text, "880", "1080", "270")

    assert lines(findings) == [("fees.unreported", 1)]
    assert findings[0].evidence == "台账：3 件，2230 元"


@pytest.mark.parametrize(("amount", "is_told"), [("0", False), ("0.5", True), ("1", True)])
def test_a_fee_of_a_single_yuan_is_a_fee(amount: str, *, is_told: bool) -> None:
    findings = check(f"{HEADING}收取信息处理费如下。", amount)

    assert ("fees.unreported" in codes(findings)) is is_told


def test_a_statement_that_differs_from_the_ledger_is_told() -> None:
    findings = check(f"{HEADING}收取信息处理费2件，共2203元。", "880", "1080", "270")

    assert [(found.code, found.message) for found in findings] == [
        ("fees.differ", "写明的信息处理费与台账不一致：写的是2件，台账是3件"),
        ("fees.differ", "写明的信息处理费与台账不一致：写的是2203元，台账是2230元"),
    ]


def test_without_fees_nothing_need_be_said() -> None:
    assert check(f"{HEADING}无其他需要报告的事项。") == []


def test_applicants_who_did_not_pay_are_a_reason_to_speak_of_the_fee() -> None:
    assert lines(check(f"{HEADING}无其他需要报告的事项。", unpaid=True)) == [("fees.unreported", 1)]
    assert check(f"{HEADING}本年度未收取信息处理费。", unpaid=True) == []


def test_a_fee_told_elsewhere_belongs_into_the_last_section() -> None:
    text = f"# 总体情况\n收取信息处理费2件，共200元。\n{HEADING}无其他需要报告的事项。"

    assert lines(check(text)) == [("fees.unreported", 3)]


def test_before_2019_there_was_another_fee() -> None:
    assert check(f"{HEADING}无其他需要报告的事项。", "15.5", year=2018) == []


@pytest.mark.parametrize("amount", ["100", "300", "880", "1080", "270", "700", "720", "2740"])
def test_what_the_tariff_can_give_passes(amount: str) -> None:
    assert check(f"{HEADING}收取信息处理费1件，共{amount}元。", amount) == []


@pytest.mark.parametrize("amount", ["15.5", "5", "710", "2710", "888"])
def test_what_the_tariff_cannot_give_is_told_at_its_cell(amount: str) -> None:
    findings = check(f"{HEADING}收取信息处理费1件，共{amount}元。", amount)

    assert [(found.code, str(found.place)) for found in findings] == [
        ("fees.tariff", "台账.xlsx › 依申请公开!M2")
    ]


def test_before_the_tariff_of_2021_no_amount_is_odd() -> None:
    assert codes(check(f"{HEADING}收取信息处理费1件，共15.5元。", "15.5", year=2020)) == []


def test_suqian_2023_states_no_single_fees_and_passes() -> None:
    year = statistics(SUQIAN_2023)

    findings = check_fees(book(), year, prose(f"{HEADING}收取信息处理费25件，共2950元。"))

    assert list(findings) == []
