"""Ledgers of a small year → its statistics, and every figure by its path."""

from __future__ import annotations

from decimal import Decimal

import pytest
from records import (
    book,
    charges,
    day,
    enforcement,
    interpretations,
    ledgers,
    media,
    published,
    readings,
    settings,
)

from report_builder.diagnostics import Findings
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.paths import figures_by_path


def test_a_small_year_is_counted_without_a_finding() -> None:
    findings = Findings()

    statistics = count_statistics(ledgers(), settings(), 2016, findings)

    assert list(findings) == []
    assert (statistics.first_day, statistics.last_day) == (day("2016-01-01"), day("2016-12-31"))
    assert statistics.publication.total == 3
    assert statistics.interpretations.total == 2
    assert statistics.interpretations.in_time == 1


def test_rows_of_other_years_are_left_out_with_their_cells() -> None:
    rows = book(
        published=published("财务 - 2015-12-31 统一平台\n财务 - 2016-01-01 统一平台"),
        interpretations=interpretations("解读 - 2017-01-01"),
    )
    findings = Findings()

    statistics = count_statistics(rows, settings(), 2016, findings)

    assert statistics.publication.total == 1
    assert statistics.interpretations.total == 0
    assert [(found.code, str(found.place)) for found in findings] == [
        ("statistics.other_year", "台账.xlsx › 主动公开!E2"),
        ("statistics.other_year", "台账.xlsx › 政策解读!D2"),
    ]


def test_charges_and_decisions_dated_in_another_year_are_left_out_with_their_cells() -> None:
    rows = book(
        charges=[{**row, "年": 2015} for row in charges("3.00")] + charges("4.00"),
        enforcement=[{**row, "年": 2017} for row in enforcement(行政许可=3)],
    )
    findings = Findings()

    statistics = count_statistics(rows, settings(), 2016, findings)

    assert (statistics.legal.fees, statistics.legal.licences) == (Decimal(4), 0)
    assert [found.code for found in findings] == ["statistics.other_year"] * 2


def test_interpretations_stand_in_order_of_date_with_their_working_days() -> None:
    rows = book(
        interpretations=interpretations("乙 2016-06-20 2016-06-22\n甲 2016-06-08 2016-06-13\n丙 - 2016-07-01")
    )

    statistics = count_statistics(rows, settings(), 2016, Findings())

    assert [(each.title, each.working_days) for each in statistics.interpreted] == [
        ("甲", 2),
        ("乙", 2),
        ("丙", None),
    ]


def test_departments_readings_are_added_up_and_units_are_not_mixed() -> None:
    rows = book(work=readings("工作情况", "培训 3 次\n培训 2 次\n经费 5 万元\n经费 5 元"))
    findings = Findings()

    statistics = count_statistics(rows, settings(), 2016, findings)

    assert [(reading.indicator, int(reading.value)) for reading in statistics.work] == [
        ("培训", 5),
        ("经费", 5),
    ]
    assert [(found.code, str(found.place)) for found in findings] == [
        ("statistics.summed", "台账.xlsx › 工作情况!A3"),
        ("statistics.units_differ", "台账.xlsx › 工作情况!C5"),
    ]


def test_every_figure_has_a_path() -> None:
    figures = figures_by_path(count_statistics(ledgers(), settings(), 2016, Findings()))

    expected = {
        "publication.total": 3,
        "publication.by_category.财务": 2,
        "publication.by_channel_kind.政务微信": 2,
        "publication.by_month.06": 1,
        "publication.late": 1,
        "publication.normative_documents": 1,
        "interpretations.total": 2,
        "requests.new.natural_person": 1,
        "requests.carried_in.total": 1,
        "requests.refused.1.total": 1,
        "requests.carried_out.total": 1,
        "requests_by_method.当面": 1,
        "requests_closed.extended": 1,
        "requests_fees.charged_wan": Decimal("0.002100"),
        "withheld.total": 0,
        "litigation.review.upheld": 1,
        "complaints": 1,
        "proactive.rules.issued": 0,
        "proactive.normative_documents.in_force": 1,
        "proactive.licences.decisions": 3,
        "proactive.fees.amount_wan": Decimal("1.234567"),
        "media.柳州教育.subscribers": 5649,
        "websites.信息发布条数": 1186,
        "work.政府信息公开专项经费": Decimal("5.6"),
    }
    assert {path: figures.get(path, "absent") for path in expected} == expected


def test_accounts_of_one_name_on_two_platforms_keep_their_own_paths() -> None:
    rows = ledgers(media=media("微信 甲 - 1 - - - - -\n微博 甲 - 2 - - - - -"))

    figures = figures_by_path(count_statistics(rows, settings(), 2016, Findings()))

    assert figures["media.微信·甲.subscribers"] == 1
    assert figures["media.微博·甲.subscribers"] == 2


def test_a_figure_is_known_by_its_path_whether_or_not_it_is_in_the_file() -> None:
    statistics = count_statistics(ledgers(), settings(), 2016, Findings())
    kept = next(path for path in statistics.details if path not in statistics.figures)

    assert statistics.figure("publication.total") == 3
    assert statistics.figure(kept) == statistics.details[kept]
    with pytest.raises(KeyError):
        statistics.figure("publication.nothing")
