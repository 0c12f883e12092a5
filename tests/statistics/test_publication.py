"""Rows of 主动公开 → counts by category, channel and month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from records import book, documents, interpretations, published, settings

from report_builder.diagnostics import Findings
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from records import Rows

    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics

ITEMS = published("""
    财务   2016-02-22 2016-02-25 统一平台
    财务   2016-03-01 2016-03-29 统一平台、微信
    财务   2016-03-01 2016-03-30 统一平台
    招生   -          2016-06-13 教育网、统一平台、微信
""")

AGENCY = settings(groups=(("教育信息", ("招生", "财务")), ("机构信息", ("年度报告",))))


def count(
    items: Rows = ITEMS,
    documents: Rows | None = None,
    agency: Settings = AGENCY,
    findings: Findings | None = None,
) -> Statistics:
    """The figures of these items."""
    rows = book(published=items, documents=documents or [])
    return count_statistics(rows, agency, 2016, Findings() if findings is None else findings)


def family(statistics: Statistics, stem: str) -> dict[str, object]:
    """The figures whose paths begin alike, by the rest, in their order."""
    figures = {**statistics.figures, **statistics.details}
    return {path.removeprefix(stem): figure for path, figure in figures.items() if path.startswith(stem)}


def test_an_item_in_several_channels_counts_once_in_the_total_and_once_a_channel() -> None:
    counted = count()

    assert counted.publication.total == 4
    assert [*family(counted, "publication.by_channel.").items()] == [
        ("统一平台", 4),
        ("教育网", 1),
        ("微信", 2),
    ]


def test_two_channels_of_one_kind_count_once_for_the_kind() -> None:
    counted = count()

    assert [*family(counted, "publication.by_channel_kind.").items()] == [
        ("政府公报", 0),
        ("政府网站", 4),
        ("政务微博", 0),
        ("政务微信", 2),
        ("其他方式", 0),
    ]


def test_the_settings_categories_come_first_and_nil_is_told() -> None:
    counted = count()

    assert [*family(counted, "publication.by_category.").items()] == [
        ("招生", 1),
        ("财务", 3),
        ("年度报告", 0),
    ]
    assert family(counted, "publication.by_group.") == {"教育信息": 4, "机构信息": 0}


def test_a_category_of_no_setting_stands_behind_those_of_the_settings() -> None:
    counted = count(agency=settings(groups=(("教育信息", ("招生",)),)))

    assert [*family(counted, "publication.by_category.").items()] == [("招生", 1), ("财务", 3)]


def test_the_twentieth_working_day_is_in_time_and_the_twenty_first_is_late() -> None:
    counted = count()

    finance = family(counted, "categories.财务.")
    assert (finance["in_time"], finance["late"], finance["undated"]) == (2, 1, 0)
    admissions = family(counted, "categories.招生.")
    assert (admissions["in_time"], admissions["late"], admissions["undated"]) == (0, 0, 1)
    assert counted.details["groups.教育信息.in_time"] == 2


def test_months_are_those_of_publication() -> None:
    counted = count()

    assert counted.publication.by_month == (0, 1, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    assert counted.details["categories.财务.by_month.03"] == 2


def test_nothing_published_is_counted_as_nil() -> None:
    counted = count(items=[])

    assert counted.publication.total == 0
    assert counted.publication.by_month == (0,) * 12
    assert set(family(counted, "publication.").values()) == {0}


@pytest.mark.parametrize(("titles", "number"), [("《考试 办法》", ""), ("别的", "柳教发〔2016〕1号")])
def test_an_item_that_the_ledger_of_normative_documents_lists_is_one(titles: str, number: str) -> None:
    items: Rows = [{**ITEMS[0], "信息名称": titles, "文号": number}, ITEMS[1]]
    normative: Rows = [
        {**row, "文号": "柳教发〔2016〕1号"} for row in documents("考试办法 行政规范性文件 2016-02-22 -")
    ]

    counted = count(items=items, documents=normative)

    assert counted.figures["publication.normative_documents"] == 1


def test_an_item_is_found_by_its_title_and_of_one_published_twice_the_first_time() -> None:
    again = {**ITEMS[0], "信息名称": "信息3"}

    counted = count(items=[*ITEMS, again])

    assert str(counted.items["信息3"].published_on) == "2016-02-25"
    assert counted.items["信息5"].channels == ("教育网", "统一平台", "微信")
    assert set(counted.items) == {"信息2", "信息3", "信息4", "信息5"}


def test_a_sheet_of_another_year_from_its_first_row_to_its_last_is_warned_of() -> None:
    findings = Findings()

    count(
        published("""
    财务   2015-02-22 2015-02-25 统一平台
    财务   2015-03-01 2015-03-29 统一平台
"""),
        findings=findings,
    )

    (warned,) = [each for each in findings if each.severity == "warning" and "一行也没有计入" in each.message]
    assert warned.code == "statistics.other_year"
    assert "2 行" in warned.message


def test_a_sheet_with_a_row_of_the_year_is_not_warned_of() -> None:
    findings = Findings()

    count(
        published("""
    财务   2015-02-22 2015-02-25 统一平台
    财务   2016-03-01 2016-03-29 统一平台
"""),
        findings=findings,
    )

    assert [each for each in findings if "一行也没有计入" in each.message] == []


@pytest.mark.parametrize(
    ("made", "published_on", "in_time"),
    [
        ("2016-06-08", "2016-06-08", 1),
        ("2016-06-08", "2016-06-14", 1),  # three working days: the holiday of Dragon Boat lies between
        ("2016-06-08", "2016-06-15", 0),
        ("-", "2016-06-14", 0),
    ],
)
def test_an_interpretation_has_three_working_days(made: str, published_on: str, in_time: int) -> None:
    rows = book(interpretations=interpretations(f"解读甲 {made} {published_on}"))

    statistics = count_statistics(rows, settings(), 2016, Findings())

    assert statistics.figures["interpretations.total"] == 1
    assert statistics.figures["interpretations.in_time"] == in_time
