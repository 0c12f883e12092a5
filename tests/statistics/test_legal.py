"""Rows of 规范性文件, 行政执法 and 行政事业性收费 → the counts of art. 20."""

from __future__ import annotations

from decimal import Decimal

from records import charges, day, documents, enforcement

from report_builder.statistics.figures import DocumentStock
from report_builder.statistics.legal import count_legal

YEAR = (day("2016-01-01"), day("2016-12-31"))


def test_documents_are_made_abolished_and_in_force_at_the_year_s_end() -> None:
    stock = documents("""
        甲 行政规范性文件 2016-01-01 -
        乙 行政规范性文件 2016-12-31 2016-12-31
        丙 行政规范性文件 2010-05-01 2017-01-01
        丁 行政规范性文件 2010-05-01 2015-12-31
        戊 行政规范性文件 2017-01-01 -
        己 规章           2016-05-01 -
    """)

    legal = count_legal(stock, (), (), *YEAR)

    assert legal.normative_documents == DocumentStock(issued=2, abolished=1, in_force=2)
    assert legal.rules == DocumentStock(issued=1, abolished=0, in_force=1)


def test_decisions_are_added_up_by_kind() -> None:
    rows = enforcement(行政许可=3, 行政处罚=2) + enforcement(行政许可=4)

    legal = count_legal((), rows, (), *YEAR)

    assert (legal.licences, legal.penalties, legal.compulsions, legal.other_services) == (7, 2, 0, 0)


def test_charges_in_ten_thousands_are_exact() -> None:
    legal = count_legal((), (), charges("592372449.00", "0.07"), *YEAR)

    assert legal.fees == Decimal("592372449.07")
    assert legal.fees_wan == Decimal("59237.244907")
