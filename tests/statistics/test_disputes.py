"""Rows of 复议诉讼 → outcomes, complaints and petitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import book, disputes, settings

from report_builder.diagnostics import Findings
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.tallies import Outcomes

if TYPE_CHECKING:
    from report_builder.statistics.tallies import DisputeFigures


def count(picture: str) -> tuple[DisputeFigures, Findings]:
    """The year 2016 of the drawn cases."""
    findings = Findings()
    return count_statistics(book(disputes=disputes(picture)), settings(), 2016, findings).disputes, findings


def test_a_case_counts_in_the_year_in_which_it_is_closed() -> None:
    counted, _ = count("""
        行政复议         2015-12-01 2016-02-01 结果维持
        行政复议         2016-12-01 2017-02-01 结果纠正
        未经复议直接起诉 2016-05-01 2016-08-01 结果纠正
        复议后起诉       2016-05-01 -          尚未审结
        复议后起诉       2015-05-01 -          尚未审结
    """)

    assert counted.review == Outcomes(upheld=1, pending=1)
    assert counted.direct_suit == Outcomes(corrected=1)
    assert counted.suit_after_review == Outcomes(pending=2)


def test_cases_of_other_years_are_left_out_and_told() -> None:
    counted, findings = count("""
        行政复议 2015-03-01 2015-05-01 结果维持
        行政复议 2017-01-05 -          尚未审结
        举报投诉 2017-01-05 -          -
    """)

    assert counted.review.total == counted.complaints == 0
    assert sorted((found.code, str(found.place)) for found in findings) == [
        ("statistics.other_year", "台账.xlsx › 复议诉讼!C3"),
        ("statistics.other_year", "台账.xlsx › 复议诉讼!C4"),
        ("statistics.other_year", "台账.xlsx › 复议诉讼!D2"),
    ]


def test_complaints_and_petitions_count_by_the_day_they_came_in() -> None:
    counted, _ = count("举报投诉 2016-03-01 - -\n举报投诉 2016-04-01 2017-01-01 -\n申诉 2016-05-01 - -")

    assert (counted.complaints, counted.petitions) == (2, 1)
