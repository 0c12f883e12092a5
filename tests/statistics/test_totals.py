"""Tables that were filled in, beside rows → what counts, and what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from records import (
    application_totals,
    applications,
    book,
    dispute_totals,
    disputes,
    document_totals,
    documents,
    of_file,
    settings,
)

from report_builder.diagnostics import Findings, Severity
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.tallies import ByApplicant, DocumentStock, Outcomes

if TYPE_CHECKING:
    from records import Rows

    from report_builder.statistics.figures import Statistics

BALANCED = """
    本年新收政府信息公开申请数量 3 1 0 0 0 0 4
    上年结转政府信息公开申请数量 1 0 0 0 0 0 1
    予以公开                     2 1 0 0 0 0 3
    属于国家秘密                 1 0 0 0 0 0 1
    总计                         3 1 0 0 0 0 4
    结转下年度继续办理           1 0 0 0 0 0 1
"""
LEDGER = """
    2015-12-20 自然人   网络 - 2016-01-08 予以公开
    2016-03-01 自然人   网络 - 2016-03-08 予以公开
    2016-03-01 自然人   网络 - 2016-03-08 属于国家秘密
    2016-03-01 商业企业 网络 - 2016-03-08 予以公开
    2016-12-30 自然人   网络 - -          -
"""


UNPARTED = "statistics.totals_only"  # told of every table that stands alone


def count(**rows: Rows) -> tuple[Statistics, Findings]:
    """The year 2016 of these rows, and what was found but for what a table cannot tell apart."""
    findings, told = Findings(), Findings()
    statistics = count_statistics(book(**rows), settings(), 2016, findings)
    told.extend(each for each in findings if each.code != UNPARTED)
    return statistics, told


def test_what_a_table_cannot_tell_apart_is_told_and_counted_of_the_rows_alone() -> None:
    findings = Findings()

    statistics = count_statistics(
        book(application_totals=application_totals(BALANCED)), settings(), 2016, findings
    )

    [told] = findings
    assert told.code == UNPARTED
    assert "各申请方式的申请数" in told.message
    assert "收取费用" in told.message
    assert "新收" not in told.message
    assert statistics.figures["requests_by_method.网络"] == 0


def test_a_balanced_table_is_taken_as_it_is() -> None:
    statistics, findings = count(application_totals=application_totals(BALANCED))

    assert list(findings) == []
    assert statistics.requests.row("new") == ByApplicant(natural_person=3, business=1)
    assert statistics.requests.row("refused.1").total == 1
    assert statistics.requests.row("other.3").total == 0


def test_sixty_four_units_with_equal_small_figures_add_up_without_a_finding() -> None:
    table = application_totals(BALANCED)
    units = [row for number in range(64) for row in of_file(f"单位{number}.xlsx", table)]

    statistics, findings = count(application_totals=units)

    assert list(findings) == []
    assert statistics.requests.row("total").total == 256
    assert statistics.requests.row("new") == ByApplicant(natural_person=192, business=64)


def test_a_table_without_its_total_gets_the_sum_of_its_outcomes() -> None:
    picture = "\n".join(line for line in BALANCED.splitlines() if "总计" not in line)

    statistics, findings = count(application_totals=application_totals(picture))

    assert list(findings) == []
    assert statistics.requests.row("total") == ByApplicant(natural_person=3, business=1)


def test_a_department_that_leaves_its_total_out_has_it_counted_beside_one_that_gives_it() -> None:
    without = "\n".join(line for line in BALANCED.splitlines() if "总计" not in line)
    other = of_file("另一科室.xlsx", application_totals(without))

    statistics, _ = count(application_totals=[*application_totals(BALANCED), *other])

    assert statistics.requests.row("total") == ByApplicant(natural_person=6, business=2)


def test_a_table_and_rows_of_one_workbook_that_agree_are_counted_once() -> None:
    statistics, findings = count(
        application_totals=application_totals(BALANCED), applications=applications(LEDGER)
    )

    assert list(findings) == []
    assert statistics.requests.row("total").total == 4


def test_a_table_and_rows_of_one_workbook_that_differ_are_told_cell_by_cell() -> None:
    rows = applications(LEDGER.replace("属于国家秘密", "其他"))

    _, findings = count(application_totals=application_totals(BALANCED), applications=rows)

    [found] = findings.errors
    assert (found.code, str(found.place)) == (
        "statistics.requests_differ",
        "台账.xlsx › 依申请公开统计!A2",
    )
    assert found.evidence == "属于国家秘密·自然人：统计 1，台账 0；其他·自然人：统计 0，台账 1"


def test_a_table_of_one_workbook_and_rows_of_another_add_up_and_that_is_told() -> None:
    other = of_file("另一科室.xlsx", applications("2016-03-01 自然人 网络 - 2016-03-08 予以公开"))

    statistics, findings = count(application_totals=application_totals(BALANCED), applications=other)

    assert statistics.requests.row("new") == ByApplicant(natural_person=4, business=1)
    assert statistics.requests.row("granted").total == 4
    assert statistics.requests.row("total").total == 5
    assert [(found.code, found.severity) for found in findings] == [
        ("statistics.totals_added", Severity.NOTICE)
    ]


def test_a_table_that_says_just_what_the_rows_of_another_workbook_say_is_a_warning() -> None:
    other = of_file("另一科室.xlsx", applications(LEDGER))

    _, findings = count(application_totals=application_totals(BALANCED), applications=other)

    [found] = findings
    assert (found.code, found.severity) == ("statistics.totals_added", Severity.WARNING)
    assert "另一科室.xlsx" in found.evidence


def test_of_three_workbooks_each_is_taken_as_it_is() -> None:
    both = application_totals(BALANCED) + of_file("统计.xlsx", application_totals(BALANCED))
    rows = applications(LEDGER) + of_file("逐件.xlsx", applications("2016-03-01 自然人 网络 - - -"))

    statistics, findings = count(application_totals=both, applications=rows)

    assert statistics.requests.row("new").total == 4 + 4 + 1
    assert [found.code for found in findings] == ["statistics.totals_added"]


def test_reviews_and_suits_may_be_given_as_totals() -> None:
    table = dispute_totals("行政复议 3 1 0 2 6\n复议后起诉 0 0 1 0 -")
    other = of_file("法制科.xlsx", disputes("行政复议 2016-03-01 2016-05-01 结果维持"))

    statistics, findings = count(dispute_totals=table, disputes=other)

    assert statistics.disputes.review == Outcomes(upheld=4, corrected=1, pending=2)
    assert statistics.disputes.suit_after_review == Outcomes(other=1)
    assert [found.code for found in findings] == ["statistics.totals_added"]


def test_totals_and_rows_of_disputes_in_one_workbook_are_compared() -> None:
    rows = disputes("行政复议 2016-03-01 2016-05-01 结果维持")

    statistics, findings = count(dispute_totals=dispute_totals("行政复议 2 0 0 0 2"), disputes=rows)

    [found] = findings
    assert (found.code, found.evidence) == (
        "statistics.totals_differ",
        "行政复议·结果维持：统计 2，台账 1",
    )
    assert statistics.disputes.review == Outcomes(upheld=1)


def test_documents_may_be_given_as_totals() -> None:
    statistics, findings = count(document_totals=document_totals("规章 2 1 12\n行政规范性文件 50 227 420"))

    assert list(findings) == []
    assert statistics.legal.rules == DocumentStock(2, 1, 12)
    assert statistics.legal.normative_documents == DocumentStock(50, 227, 420)


@pytest.mark.parametrize(("issued", "codes"), [(1, []), (2, ["statistics.totals_differ"])])
def test_a_table_of_documents_knows_the_stock_that_a_ledger_of_changes_does_not(
    issued: int, codes: list[str]
) -> None:
    table = document_totals(f"行政规范性文件 {issued} 0 12")

    statistics, findings = count(document_totals=table, documents=documents("甲 行政规范性文件 2016-03-01 -"))

    assert statistics.legal.normative_documents == DocumentStock(1, 0, 12)
    assert [found.code for found in findings] == codes


def test_rows_of_other_years_alone_do_not_silence_a_table() -> None:
    old = applications("2015-03-01 自然人 网络 - 2015-03-08 予以公开")

    statistics, _ = count(application_totals=application_totals(BALANCED), applications=old)

    assert statistics.requests.row("new").total == 4
