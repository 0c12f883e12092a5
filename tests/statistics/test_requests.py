"""Rows of 依申请公开 → the statutory table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from records import applications, book, settings

from report_builder.diagnostics import Findings
from report_builder.request_rows import RequestRow, shipped_rows
from report_builder.statistics.counting import CountingBasis, count_statistics
from report_builder.statistics.tallies import ByApplicant

if TYPE_CHECKING:
    from report_builder.statistics.figures import Statistics


def count(picture: str) -> tuple[Statistics, Findings]:
    """The year 2016 of the drawn applications."""
    findings = Findings()
    return count_statistics(book(applications=applications(picture)), settings(), 2016, findings), findings


def totals(statistics: Statistics) -> dict[str, int]:
    """The rows that are not nil, by their 总计."""
    return {key: row.total for key, row in statistics.requests.rows if row.total}


def test_an_outcome_counts_in_the_year_of_its_reply() -> None:
    statistics, findings = count("""
        2015-12-20 自然人   网络 - 2016-01-08 予以公开
        2016-03-01 商业企业 信函 - 2016-03-20 属于国家秘密
        2016-12-20 自然人   当面 - 2017-01-09 予以公开
    """)

    assert list(findings) == []
    assert totals(statistics) == {
        "new": 2,
        "carried_in": 1,
        "granted": 1,
        "refused.1": 1,
        "total": 2,
        "carried_out": 1,
    }


def test_a_reply_on_the_last_day_of_the_year_is_not_carried_out() -> None:
    statistics, _ = count("2016-12-30 自然人 网络 - 2016-12-31 予以公开")

    assert totals(statistics) == {"new": 1, "granted": 1, "total": 1}


def test_what_came_later_or_was_answered_earlier_is_another_year_s_and_is_told() -> None:
    statistics, findings = count("""
        2017-01-03 自然人 网络 - -          -
        2015-11-03 自然人 网络 - 2015-12-01 予以公开
    """)

    assert totals(statistics) == {}
    assert [(found.code, str(found.place)) for found in findings] == [
        ("statistics.other_year", "台账.xlsx › 依申请公开!B2"),
        ("statistics.other_year", "台账.xlsx › 依申请公开!K3"),
    ]


def test_the_columns_are_the_applicants() -> None:
    statistics, _ = count("""
        2016-03-01 自然人       网络 - - -
        2016-03-01 法律服务机构 网络 - - -
        2016-03-01 其他         网络 - - -
        2016-03-01 其他         网络 - - -
    """)

    assert statistics.requests.row("new") == ByApplicant(natural_person=1, legal_service=1, other=2)


def test_the_outcome_called_others_is_the_last_leaf_of_other_handling() -> None:
    statistics, _ = count("2016-03-01 其他 网络 - 2016-03-02 其他")

    assert statistics.requests.row("other.3") == ByApplicant(other=1)


def test_a_row_that_a_format_adds_is_counted_under_its_own_key() -> None:
    rows = (*shipped_rows(), RequestRow("other.unspecified", "其他处理", "（六）"))
    picture = "2016-03-01 其他 网络 - 2016-03-02 其他处理\n2016-03-01 其他 网络 - 2016-03-02 其他"

    statistics = count_statistics(
        book(applications=applications(picture)),
        settings(),
        2016,
        Findings(),
        CountingBasis(request_rows=rows),
    )

    assert totals(statistics) == {"new": 2, "other.3": 1, "total": 2, "other.unspecified": 1}
    assert statistics.figures["requests.other.unspecified.other"] == 1
    assert statistics.details["requests.other.rows"] == 2


def test_methods_count_what_came_in_during_the_year() -> None:
    statistics, _ = count("""
        2015-12-20 自然人 传真 - 2016-01-08 予以公开
        2016-03-01 自然人 信函 - -          -
        2016-03-02 自然人 -    - -          -
    """)

    stem = "requests_by_method."
    counted = {path.removeprefix(stem): n for path, n in statistics.figures.items() if path.startswith(stem)}
    assert counted == {"当面": 0, "信函": 1, "网络": 0, "传真": 0, "未注明": 1}


def test_extended_replies_and_fees_count_with_the_reply() -> None:
    statistics, _ = count("""
        2016-03-01 自然人 信函 2016-03-20 2016-04-10 予以公开
        2016-03-01 自然人 信函 -          2016-03-10 予以公开
        2016-12-01 自然人 信函 2016-12-20 2017-01-10 予以公开
    """)

    assert (statistics.requests.closed_in_time, statistics.requests.closed_extended) == (1, 1)
    assert statistics.figures["requests_fees.charged"] == Decimal("21.00")
    assert statistics.figures["requests_fees.waived"] == Decimal(2)


def test_a_reply_after_the_legal_limit_is_not_in_time() -> None:
    statistics, _ = count("""
        2016-03-01 自然人 信函 -          2016-03-22 予以公开
        2016-03-01 自然人 信函 -          2016-03-23 予以公开
        2016-03-01 自然人 信函 2016-03-20 2016-12-23 予以公开
    """)

    assert (statistics.requests.closed_in_time, statistics.requests.closed_extended) == (1, 1)
    assert statistics.requests.row("total").total == 3


def test_replies_after_the_limit_are_counted_whether_extended_or_not() -> None:
    statistics, _ = count("""
        2016-03-01 自然人 信函 -          2016-03-22 予以公开
        2016-03-01 自然人 信函 -          2016-03-23 予以公开
        2016-03-01 自然人 信函 2016-03-20 2016-12-23 予以公开
        2016-03-01 自然人 信函 -          -          -
    """)

    assert statistics.figures["requests_closed.late"] == 2


def test_a_year_without_applications_is_nil_in_every_row() -> None:
    statistics, findings = count("")

    assert list(findings) == []
    assert len(statistics.requests.rows) == 25
    assert totals(statistics) == {}
