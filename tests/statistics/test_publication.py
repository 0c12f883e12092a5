"""Rows of 主动公开 → counts by category, channel and month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from records import documents, published, settings

from report_builder.diagnostics import Findings
from report_builder.statistics.publication import count_publication
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from report_builder.ledgers.records import NormativeDocument, PublishedItem
    from report_builder.settings import Settings
    from report_builder.statistics.figures import PublicationStatistics

ITEMS = published("""
    财务   2016-02-22 2016-02-25 统一平台
    财务   2016-03-01 2016-03-29 统一平台、微信
    财务   2016-03-01 2016-03-30 统一平台
    招生   -          2016-06-13 教育网、统一平台、微信
""")


AGENCY = settings(groups=(("教育信息", ("招生", "财务")), ("机构信息", ("年度报告",))))


def count(
    items: tuple[PublishedItem, ...] = ITEMS,
    documents: tuple[NormativeDocument, ...] = (),
    agency: Settings = AGENCY,
    findings: Findings | None = None,
) -> PublicationStatistics:
    """The figures of these items."""
    return count_publication(
        items, documents, agency, ANNOUNCED, Findings() if findings is None else findings
    )


def test_an_item_in_several_channels_counts_once_in_the_total_and_once_a_channel() -> None:
    counted = count()

    assert counted.total == 4
    assert [(tally.label, tally.count) for tally in counted.by_channel] == [
        ("统一平台", 4),
        ("教育网", 1),
        ("微信", 2),
    ]


def test_two_channels_of_one_kind_count_once_for_the_kind() -> None:
    counted = count()

    assert [(tally.label, tally.count) for tally in counted.by_channel_kind] == [
        ("政府公报", 0),
        ("政府网站", 4),
        ("政务微博", 0),
        ("政务微信", 2),
        ("其他方式", 0),
    ]


def test_a_channel_without_a_kind_counts_among_the_others_and_is_told_once() -> None:
    findings = Findings()

    counted = count(agency=settings(channels=(("统一平台", "政府网站"),)), findings=findings)

    assert counted.by_channel_kind[-1].count == 2
    assert [str(found.place) for found in findings] == [
        "台账.xlsx › 主动公开!F3",
        "台账.xlsx › 主动公开!F5",
    ]


def test_the_settings_categories_come_first_and_nil_is_told() -> None:
    counted = count()

    assert [(part.label, part.total) for part in counted.categories] == [
        ("招生", 1),
        ("财务", 3),
        ("年度报告", 0),
    ]
    assert [(part.label, part.total) for part in counted.groups] == [("教育信息", 4), ("机构信息", 0)]


def test_the_twentieth_working_day_is_in_time_and_the_twenty_first_is_late() -> None:
    counted = count()

    finance = counted.categories[1]
    admissions = counted.categories[0]
    assert (finance.in_time, finance.late, finance.undated) == (2, 1, 0)
    assert (admissions.in_time, admissions.late, admissions.undated) == (0, 0, 1)


def test_months_are_those_of_publication() -> None:
    counted = count()

    assert counted.by_month == (0, 1, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    assert counted.groups[0].by_month == counted.by_month


def test_nothing_published_is_counted_as_nil() -> None:
    counted = count(items=())

    assert counted.total == 0
    assert counted.by_month == (0,) * 12
    assert {part.total for part in counted.categories} == {0}


def test_an_item_that_the_ledger_of_normative_documents_lists_is_one() -> None:
    items = (replace(ITEMS[0], title="《考试 办法》"), replace(ITEMS[1], document_number="柳教发〔2016〕1号"))
    normative = documents("考试办法 行政规范性文件 2016-02-22 -\n别的办法 行政规范性文件 2016-01-04 -")

    counted = count(items=items, documents=normative)

    assert counted.normative_documents == 1
