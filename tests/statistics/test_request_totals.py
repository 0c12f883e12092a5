"""Rows of 依申请公开统计 → the statutory table, compared with the ledger."""

from __future__ import annotations

from msgspec.structs import replace
from records import application_totals, applications, day

from report_builder.diagnostics import Findings
from report_builder.statistics.figures import ByApplicant, RequestStatistics
from report_builder.statistics.request_totals import take_totals
from report_builder.statistics.requests import count_requests

PERIOD = (day("2016-01-01"), day("2016-12-31"))
BALANCED = """
    本年新收政府信息公开申请数量 3 1 0 0 0 0 4
    上年结转政府信息公开申请数量 1 0 0 0 0 0 1
    予以公开                     2 1 0 0 0 0 3
    属于国家秘密                 1 0 0 0 0 0 1
    总计                         3 1 0 0 0 0 4
    结转下年度继续办理           1 0 0 0 0 0 1
"""


def take(picture: str, ledger: str = "") -> tuple[RequestStatistics, Findings]:
    """The drawn table beside the drawn ledger."""
    findings = Findings()
    counted = count_requests(applications(ledger), *PERIOD, findings)
    return take_totals(application_totals(picture), counted, findings), findings


def test_a_balanced_table_is_taken_as_it_is() -> None:
    requests, findings = take(BALANCED)

    assert list(findings) == []
    assert requests.row("new") == ByApplicant(natural_person=3, business=1)
    assert requests.row("refused.1").total == 1
    assert requests.row("other.3").total == 0


def test_two_departments_tables_are_added_up() -> None:
    requests, findings = take(BALANCED + BALANCED)

    assert list(findings) == []
    assert requests.row("total").total == 8


def test_a_table_without_its_total_gets_the_sum_of_its_outcomes() -> None:
    requests, findings = take("\n".join(line for line in BALANCED.splitlines() if "总计" not in line))

    assert list(findings) == []
    assert requests.row("total") == ByApplicant(natural_person=3, business=1)


def test_a_department_that_leaves_its_total_out_has_it_counted_beside_one_that_gives_it() -> None:
    without = "\n".join(line for line in BALANCED.splitlines() if "总计" not in line)
    other = [
        replace(row, origin=replace(row.origin, source=replace(row.origin.source, file="另一科室.xlsx")))
        for row in application_totals(without)
    ]
    counted = count_requests((), *PERIOD, Findings())

    requests = take_totals([*application_totals(BALANCED), *other], counted, Findings())

    assert requests.row("total") == ByApplicant(natural_person=6, business=2)


LEDGER = """
    2015-12-20 自然人   网络 - 2016-01-08 予以公开
    2016-03-01 自然人   网络 - 2016-03-08 予以公开
    2016-03-01 自然人   网络 - 2016-03-08 属于国家秘密
    2016-03-01 商业企业 网络 - 2016-03-08 予以公开
    2016-12-30 自然人   网络 - -          -
"""


def test_a_table_and_a_ledger_that_agree_pass() -> None:
    _, findings = take(BALANCED, LEDGER)

    assert list(findings) == []


def test_a_table_and_a_ledger_that_differ_are_told_cell_by_cell() -> None:
    _, findings = take(BALANCED, LEDGER.replace("属于国家秘密", "其他"))

    assert [(found.code, found.evidence) for found in findings.errors] == [
        (
            "statistics.requests_differ",
            "属于国家秘密·自然人：统计 1，台账 0；其他·自然人：统计 0，台账 1",
        )
    ]
