"""Rows that are late → a warning for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import book, interpretations, published

from report_builder.checks.timeliness import check_timeliness
from report_builder.diagnostics import Severity
from report_builder.statistics.row_findings import MOST_TOLD
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding
    from report_builder.ledgers.frames import Ledgers


def check(ledgers: Ledgers) -> list[Finding]:
    """The warnings of the year 2016."""
    return list(check_timeliness(ledgers, 2016, ANNOUNCED))


def test_an_item_published_on_the_twentieth_working_day_is_in_time() -> None:
    findings = check(book(published=published("财务 2016-03-01 2016-03-29 统一平台")))

    assert findings == []


def test_an_item_published_on_the_twenty_first_working_day_is_told_with_its_cell_and_days() -> None:
    findings = check(book(published=published("财务 2016-03-01 2016-03-30 统一平台")))

    assert [(found.severity, found.code, str(found.place), found.message) for found in findings] == [
        (
            Severity.WARNING,
            "timeliness.publication",
            "台账.xlsx › 主动公开!E2",
            "《信息2》制发后第21个工作日才公开，超过20个工作日",
        )
    ]


def test_an_interpretation_on_the_third_working_day_is_in_time_and_on_the_fourth_is_late() -> None:
    rows = interpretations("及时 2016-06-08 2016-06-14\n迟到 2016-06-08 2016-06-15\n未填 - 2016-07-01")

    findings = check(book(interpretations=rows))

    assert [(found.code, str(found.place), found.message) for found in findings] == [
        (
            "timeliness.interpretation",
            "台账.xlsx › 政策解读!D3",
            "“迟到”在政策发布后第4个工作日才发布，超过3个工作日",
        )
    ]


def test_a_thousand_late_items_are_a_page_of_warnings_of_which_the_last_says_how_many() -> None:
    rows = [
        {**row, "row": number}
        for number in range(2, 1002)
        for row in published("财务 2016-03-01 2016-03-30 网")
    ]

    findings = check(book(published=rows))

    assert len(findings) == MOST_TOLD
    assert "同样的共1000行" in findings[-1].message


def test_a_late_item_of_another_year_is_that_year_s() -> None:
    assert check(book(published=published("财务 2014-03-01 2015-03-30 统一平台"))) == []
