"""Rows of 依申请公开 → the statutory table."""

from __future__ import annotations

from decimal import Decimal

from records import applications, day

from report_builder.diagnostics import Findings
from report_builder.statistics.figures import ByApplicant, RequestStatistics
from report_builder.statistics.requests import count_requests

PERIOD = (day("2016-01-01"), day("2016-12-31"))


def count(picture: str) -> tuple[RequestStatistics, Findings]:
    """The year 2016 of the drawn applications."""
    findings = Findings()
    return count_requests(applications(picture), *PERIOD, findings), findings


def totals(requests: RequestStatistics) -> dict[str, int]:
    """The rows that are not nil, by their 总计."""
    return {key: row.total for key, row in requests.rows if row.total}


def test_an_outcome_counts_in_the_year_of_its_reply() -> None:
    requests, findings = count("""
        2015-12-20 自然人   网络 - 2016-01-08 予以公开
        2016-03-01 商业企业 信函 - 2016-03-20 属于国家秘密
        2016-12-20 自然人   当面 - 2017-01-09 予以公开
    """)

    assert list(findings) == []
    assert totals(requests) == {
        "new": 2,
        "carried_in": 1,
        "granted": 1,
        "refused.1": 1,
        "total": 2,
        "carried_out": 1,
    }


def test_a_reply_on_the_last_day_of_the_year_is_not_carried_out() -> None:
    requests, _ = count("2016-12-30 自然人 网络 - 2016-12-31 予以公开")

    assert totals(requests) == {"new": 1, "granted": 1, "total": 1}


def test_what_came_later_or_was_answered_earlier_is_another_year_s_and_is_told() -> None:
    requests, findings = count("""
        2017-01-03 自然人 网络 - -          -
        2015-11-03 自然人 网络 - 2015-12-01 予以公开
    """)

    assert totals(requests) == {}
    assert [(found.code, str(found.place)) for found in findings] == [
        ("statistics.other_year", "台账.xlsx › 依申请公开!B2"),
        ("statistics.other_year", "台账.xlsx › 依申请公开!K3"),
    ]


def test_the_columns_are_the_applicants() -> None:
    requests, _ = count("""
        2016-03-01 自然人       网络 - - -
        2016-03-01 法律服务机构 网络 - - -
        2016-03-01 其他         网络 - - -
        2016-03-01 其他         网络 - - -
    """)

    assert requests.row("new") == ByApplicant(natural_person=1, legal_service=1, other=2)


def test_the_outcome_called_others_is_the_last_leaf_of_other_handling() -> None:
    requests, _ = count("2016-03-01 其他 网络 - 2016-03-02 其他")

    assert requests.row("other.3") == ByApplicant(other=1)


def test_methods_count_what_came_in_during_the_year() -> None:
    requests, _ = count("""
        2015-12-20 自然人 传真 - 2016-01-08 予以公开
        2016-03-01 自然人 信函 - -          -
        2016-03-02 自然人 -    - -          -
    """)

    assert [(tally.label, tally.count) for tally in requests.by_method if tally.count] == [
        ("信函", 1),
        ("未注明", 1),
    ]


def test_extended_replies_and_fees_count_with_the_reply() -> None:
    requests, _ = count("""
        2016-03-01 自然人 信函 2016-03-20 2016-04-10 予以公开
        2016-03-01 自然人 信函 -          2016-03-10 予以公开
        2016-12-01 自然人 信函 2016-12-20 2017-01-10 予以公开
    """)

    assert (requests.closed_in_time, requests.closed_extended) == (1, 1)
    assert requests.charged == Decimal("21.00")
    assert requests.waived == Decimal(2)


def test_a_year_without_applications_is_nil_in_every_row() -> None:
    requests, findings = count("")

    assert list(findings) == []
    assert len(requests.rows) == 25
    assert totals(requests) == {}
