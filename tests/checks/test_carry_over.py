"""A year beside the year before → what does not carry on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from golden_suqian import SUQIAN_2023, SUQIAN_2024
from msgspec.structs import replace
from records import applications, book
from suqian_subject import last_year, requests, statistics, stock, totals, with_figures

from report_builder.checks.carry_over import check_carried, check_carry_over

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

CARRIED_IN = 1


def check(table: list[list[int]]) -> list[Finding]:
    """What is found in 2024 with another table of applications."""
    year = with_figures(statistics(SUQIAN_2024), requests(table))
    return list(check_carry_over(book(application_totals=totals(table)), year, last_year()))


def test_2024_of_suqian_carries_on_where_2023_ended() -> None:
    assert check([list(row) for row in SUQIAN_2024.requests]) == []


def test_a_column_carried_in_otherwise_than_it_was_carried_out_is_told_at_its_cell() -> None:
    table = [list(row) for row in SUQIAN_2024.requests]
    table[CARRIED_IN][:2] = [117, 4]

    findings = check(table)

    assert [(found.code, str(found.place), found.message) for found in findings] == [
        (
            "statistics.carry_over",
            "台账.xlsx › 依申请公开统计!B3",
            "“自然人”一列：上年结转 117，上年报告的结转下年度继续办理是 118",
        ),
        (
            "statistics.carry_over",
            "台账.xlsx › 依申请公开统计!C3",
            "“商业企业”一列：上年结转 4，上年报告的结转下年度继续办理是 3",
        ),
    ]


def test_the_applications_that_the_ledger_carries_in_are_named() -> None:
    rows = book(applications=applications("2023-12-20 自然人 网络 - 2024-01-08 予以公开"))
    table = [[0] * 7 for _ in SUQIAN_2024.requests]
    table[CARRIED_IN] = [1, 0, 0, 0, 0, 0, 1]
    year = with_figures(statistics(SUQIAN_2024), requests(table))

    findings = list(check_carry_over(rows, year, last_year()))

    assert findings[0].evidence.endswith("台账里上年收到的是：1")


def test_documents_in_force_that_do_not_follow_from_last_year_are_told() -> None:
    year = with_figures(statistics(SUQIAN_2024), stock("normative_documents", (50, 227, 421)))

    findings = list(check_carry_over(book(), year, last_year()))

    assert [found.message for found in findings] == ["“行政规范性文件”现行有效 421 件，按上年推算应是 420 件"]


def test_the_form_before_2021_had_another_count_of_documents() -> None:
    before = replace(last_year(), year=2020)
    others = {**stock("rules", (0, 0, 1)), **stock("normative_documents", (0, 0, 0))}

    assert list(check_carry_over(book(), with_figures(statistics(SUQIAN_2024), others), before)) == []


def test_without_the_year_before_nothing_is_told() -> None:
    assert list(check_carry_over(book(), statistics(SUQIAN_2023), None)) == []


def check_alone(**changed: int) -> list[str]:
    """What is found in 2024's figures alone, with others in the column of 自然人."""
    figures = dict(statistics(SUQIAN_2024).figures) | {
        f"requests.{row}.natural_person": value for row, value in changed.items()
    }
    return [found.message for found in check_carried(figures, last_year(), "报告.docx")]


def test_figures_alone_carry_on_where_2023_ended() -> None:
    assert check_alone() == []


def test_figures_alone_that_do_not_carry_on_are_told_by_column_and_in_all() -> None:
    assert check_alone(carried_in=117) == [
        "“自然人”一列：上年结转 117，上年报告的结转下年度继续办理是 118",
        "“总计”一列：上年结转 120，上年报告的结转下年度继续办理是 121",
    ]


def test_what_a_report_does_not_tell_is_not_compared() -> None:
    assert list(check_carried({"requests.carried_in.natural_person": 5}, last_year(), "报告.docx")) == []


def test_documents_in_force_are_carried_on_by_figures_alone() -> None:
    figures = dict(statistics(SUQIAN_2024).figures)
    figures["proactive.rules.in_force"] = int(figures["proactive.rules.in_force"] or 0) + 1

    (found,) = check_carried(figures, last_year(), "报告.docx")

    assert found.code == "statistics.in_force"


def test_only_the_column_s_own_applications_are_named_and_for_the_total_all() -> None:
    rows = book(
        applications=applications("""
            2023-12-20 自然人   网络 - 2024-01-08 予以公开
            2023-12-21 商业企业 网络 - 2024-01-08 予以公开
            2024-01-05 商业企业 网络 - 2024-01-08 予以公开
        """)
    )
    table = [[0] * 7 for _ in SUQIAN_2024.requests]
    table[CARRIED_IN] = [1, 1, 0, 0, 0, 0, 2]
    year = with_figures(statistics(SUQIAN_2024), requests(table))

    told = {found.message[1:3]: found.evidence for found in check_carry_over(rows, year, last_year())}

    assert told["自然"].endswith("；台账里上年收到的是：1")
    assert told["商业"].endswith("；台账里上年收到的是：2")


def test_more_applications_than_can_be_named_are_counted() -> None:
    def evidence(count: int) -> str:
        rows = book(applications=applications("2023-12-20 自然人 网络 - 2024-01-08 予以公开\n" * count))
        table = [[0] * 7 for _ in SUQIAN_2024.requests]
        table[CARRIED_IN] = [count, 0, 0, 0, 0, 0, count]
        year = with_figures(statistics(SUQIAN_2024), requests(table))
        return next(check_carry_over(rows, year, last_year())).evidence

    assert evidence(8).endswith("、7、8")
    assert evidence(9).endswith("、7、8等9件")


def test_a_stock_is_last_years_with_what_was_issued_and_without_what_was_abolished() -> None:
    for counts, told in (((2, 5, 595), []), ((2, 5, 596), ["statistics.in_force"])):
        year = with_figures(statistics(SUQIAN_2024), stock("normative_documents", counts))
        before = replace(
            last_year(), figures=dict(last_year().figures) | {"proactive.normative_documents.in_force": 598}
        )

        assert [each.code for each in check_carry_over(book(), year, before)] == told
