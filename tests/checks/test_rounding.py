"""Figures with many decimals → a notice that the report shows four."""

from __future__ import annotations

from decimal import Decimal

from golden_suqian import SUQIAN_2024
from msgspec.structs import replace
from records import readings
from suqian_subject import statistics

from report_builder.checks.rounding import check_rounding


def test_fees_to_the_fen_are_told_with_both_figures() -> None:
    year = statistics(SUQIAN_2024)
    year = replace(year, legal=replace(year.legal, fees=Decimal("124707.28")))

    (found,) = check_rounding(year)

    assert (found.code, str(found.severity)) == ("statistics.rounded", "notice")
    assert "行政事业性收费（万元） 12.470728 → 12.4707" in found.evidence


def test_a_reading_of_one_s_own_is_told_by_its_name() -> None:
    year = replace(statistics(SUQIAN_2024), work=readings("工作情况", "经费 2.56789 万元"))

    (found,) = check_rounding(year)

    assert "“经费” 2.56789 → 2.5679" in found.evidence


def test_four_decimals_are_not_told() -> None:
    year = statistics(SUQIAN_2024)
    year = replace(year, legal=replace(year.legal, fees=Decimal(124707)))

    assert list(check_rounding(year)) == []
