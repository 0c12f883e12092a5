"""Rows of 规范性文件, 行政执法 and 行政事业性收费 → the counts of art. 20."""

from __future__ import annotations

from decimal import Decimal

from records import book, charges, documents, enforcement, readings, settings

from report_builder.diagnostics import Findings
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.tallies import DocumentStock


def test_documents_are_made_abolished_and_in_force_at_the_year_s_end() -> None:
    stock = documents("""
        甲 行政规范性文件 2016-01-01 -
        乙 行政规范性文件 2016-12-31 2016-12-31
        丙 行政规范性文件 2010-05-01 2017-01-01
        丁 行政规范性文件 2010-05-01 2015-12-31
        戊 行政规范性文件 2017-01-01 -
        己 规章           2016-05-01 -
    """)

    legal = count_statistics(book(documents=stock), settings(), 2016, Findings()).legal

    assert legal.normative_documents == DocumentStock(issued=2, abolished=1, in_force=2)
    assert legal.rules == DocumentStock(issued=1, abolished=0, in_force=1)


def test_a_document_made_on_the_last_day_is_in_force_at_the_year_s_end() -> None:
    stock = documents("甲 行政规范性文件 2016-12-31 -\n乙 行政规范性文件 2016-12-31 2017-01-01")

    legal = count_statistics(book(documents=stock), settings(), 2016, Findings()).legal

    assert legal.normative_documents == DocumentStock(issued=2, abolished=0, in_force=2)


def test_an_indicator_of_nought_is_nought_and_not_unknown() -> None:
    rows = readings("工作情况", "培训 0 次\n经费 0.5 万元")

    statistics = count_statistics(book(work=rows), settings(), 2016, Findings())

    assert [(each.indicator, each.value) for each in statistics.work] == [
        ("培训", Decimal(0)),
        ("经费", Decimal("0.5")),
    ]


def test_decisions_are_added_up_by_kind() -> None:
    rows = enforcement(行政许可=3, 行政处罚=2) + enforcement(行政许可=4)

    statistics = count_statistics(book(enforcement=rows), settings(), 2016, Findings())

    decisions = {
        kind: statistics.figures[f"proactive.{kind}.decisions"]
        for kind in ("licences", "penalties", "compulsions", "other_services")
    }
    assert decisions == {"licences": 7, "penalties": 2, "compulsions": 0, "other_services": 0}


def test_charges_in_ten_thousands_are_exact() -> None:
    rows = charges("592372449.00", "0.07")

    figures = count_statistics(book(charges=rows), settings(), 2016, Findings()).figures

    assert figures["proactive.fees.amount_yuan"] == Decimal("592372449.07")
    assert figures["proactive.fees.amount_wan"] == Decimal("59237.244907")


def test_a_thousand_cents_are_ten_yuan_and_nothing_besides() -> None:
    rows = charges(*["0.01"] * 1000)

    figures = count_statistics(book(charges=rows), settings(), 2016, Findings()).figures

    assert str(figures["proactive.fees.amount_yuan"]) == "10.00"
