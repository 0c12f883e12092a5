"""The statutory tables, right and wrong → the relations that do not hold, at the cell that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from golden_suqian import SUQIAN_2023, SUQIAN_2024
from records import application_totals, applications, book, dispute_totals, disputes, of_file, settings
from suqian_subject import statistics, totals

from report_builder.checks.arithmetic import check_arithmetic, check_disputes
from report_builder.checks.count_grids import CountGrid, GridRow, dispute_grid
from report_builder.diagnostics import Findings
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from golden_suqian import Year

    from report_builder.diagnostics import Finding

BALANCED = """
    本年新收政府信息公开申请数量 60 1 0 0 0 0 61
    上年结转政府信息公开申请数量 0  0 0 0 0 0 0
    予以公开                     50 1 0 0 0 0 51
    属于国家秘密                 10 0 0 0 0 0 10
    总计                         60 1 0 0 0 0 61
    结转下年度继续办理           0  0 0 0 0 0 0
"""


def check(picture: str) -> list[Finding]:
    """What is found in a table that was filled in."""
    rows = book(application_totals=application_totals(picture))
    return check_arithmetic(rows, count_statistics(rows, settings(), 2024, Findings()))


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    """The place and the message of each finding."""
    return [(str(found.place), found.message) for found in findings]


@pytest.mark.parametrize("year", [SUQIAN_2023, SUQIAN_2024])
def test_the_published_tables_of_suqian_add_up(year: Year) -> None:
    findings = check_arithmetic(book(application_totals=totals(year.requests)), statistics(year))

    assert findings == []


def test_what_is_counted_from_the_ledgers_adds_up() -> None:
    rows = book(
        applications=applications("""
            2023-12-20 自然人   网络 - 2024-01-08 予以公开
            2024-12-20 商业企业 当面 - -          -
        """),
        disputes=disputes("行政复议 2024-03-01 2024-05-01 结果维持"),
    )

    assert check_arithmetic(rows, count_statistics(rows, settings(), 2024, Findings())) == []


def test_a_row_whose_total_is_wrong_is_told_at_its_total() -> None:
    findings = check(BALANCED.replace("10 0 0 0 0 0 10", "10 0 0 0 0 0 11"))

    assert told(findings) == [
        (
            "台账.xlsx › 依申请公开统计!H5",
            "“（三）不予公开：1.属于国家秘密”一行：各列之和 10，不等于总计 11",
        ),
        ("台账.xlsx › 依申请公开统计!H5", "“总计”一列：各项办理结果之和 62，不等于总计 61"),
    ]
    assert "由 11 改为 10" in findings[0].remedy


def test_a_cell_that_is_wrong_is_named_by_its_row_and_by_its_column() -> None:
    findings = check(BALANCED.replace("50 1 0", "51 1 0"))

    assert told(findings) == [
        ("台账.xlsx › 依申请公开统计!B4", "“（一）予以公开”一行：各列之和 52，不等于总计 51"),
        ("台账.xlsx › 依申请公开统计!B4", "“自然人”一列：各项办理结果之和 61，不等于总计 60"),
    ]
    assert "“自然人”一列填错：由 51 改为 50" in findings[1].remedy


def test_an_application_filed_under_the_wrong_type_is_told_as_the_likely_cause() -> None:
    picture = BALANCED.replace("60 1 0 0 0 0 61\n    上年", "60 0 0 0 0 1 61\n    上年")

    findings = check(picture)

    assert [(found.message, found.remedy) for found in findings] == [
        (
            "“商业企业”一列：本年新收 0 加上年结转 0，不等于总计 1 加结转下年度 0",
            "请核对该列；“其他”一列恰好少 1，可能有1件申请填错了申请人类型",
        ),
        (
            "“其他”一列：本年新收 1 加上年结转 0，不等于总计 0 加结转下年度 0",
            "请核对该列；“商业企业”一列恰好多 1，可能有1件申请填错了申请人类型",
        ),
    ]


def test_outcomes_filed_under_the_wrong_type_are_told_as_the_likely_cause() -> None:
    findings = check(BALANCED.replace("10 0 0 0 0 0 10", "8 0 0 0 0 2 10"))

    assert [(found.message, found.remedy) for found in findings] == [
        (
            "“自然人”一列：各项办理结果之和 58，不等于总计 60",
            "请核对该列；“其他”一列恰好多 2，可能有2件申请填错了申请人类型",
        ),
        (
            "“其他”一列：各项办理结果之和 2，不等于总计 0",
            "请核对该列；“自然人”一列恰好少 2，可能有2件申请填错了申请人类型",
        ),
    ]


def test_a_table_without_its_total_row_gets_the_sum_of_its_outcomes() -> None:
    assert check("\n".join(line for line in BALANCED.splitlines() if "总计" not in line)) == []


def test_a_row_that_is_left_out_is_nil_and_its_column_is_still_placed() -> None:
    findings = check("\n".join(line for line in BALANCED.splitlines() if "新收" not in line))

    assert told(findings)[0] == (
        "台账.xlsx › 依申请公开统计!B6",
        "“自然人”一列：本年新收 0 加上年结转 0，不等于总计 60 加结转下年度 0",
    )


def test_each_departments_table_must_add_up_by_itself() -> None:
    first = application_totals(BALANCED.replace("10 0 0 0 0 0 10", "9 0 0 0 0 0 9"))
    second = of_file(
        "另一科室.xlsx", application_totals(BALANCED.replace("10 0 0 0 0 0 10", "11 0 0 0 0 0 11"))
    )

    findings = check_arithmetic(book(application_totals=first + second), statistics(SUQIAN_2024))

    assert {found.code for found in findings} == {"statistics.unbalanced"}
    assert {found.place.file for found in findings if found.place} == {"台账.xlsx", "另一科室.xlsx"}


def test_a_table_of_disputes_whose_total_is_wrong_is_told_at_its_cell() -> None:
    rows = book(dispute_totals=dispute_totals("行政复议 1 0 0 0 2\n复议后起诉 1 0 0 0 -"))

    findings = check_arithmetic(rows, count_statistics(rows, settings(), 2024, Findings()))

    assert told(findings) == [("台账.xlsx › 复议诉讼统计!F2", "“行政复议”一行：各列之和 1，不等于总计 2")]


def test_a_block_of_disputes_that_adds_up_passes_and_one_that_does_not_is_told() -> None:
    sound = dispute_grid(statistics(SUQIAN_2024).disputes)

    assert list(check_disputes(sound)) == []
    assert [found.message for found in check_disputes(sound.changed("review", 4, 171))] == [
        "“行政复议”一行：各列之和 170，不等于总计 171"
    ]


def test_a_count_below_nil_is_told() -> None:
    rows = (GridRow("review", "行政复议", (-1, -1)),)
    grid = CountGrid("复议诉讼", ("结果维持", "总计"), rows, "litigation", ("upheld", "total"))

    assert [(found.code, found.message) for found in check_disputes(grid)] == [
        ("statistics.negative", "“行政复议”一行、“结果维持”一列小于 0"),
        ("statistics.negative", "“行政复议”一行、“总计”一列小于 0"),
    ]
