"""Figures with many decimals → a notice that the report shows four."""

from __future__ import annotations

from decimal import Decimal

from golden_suqian import SUQIAN_2024
from records import book, readings, settings
from suqian_subject import statistics, with_figures

from report_builder.checks.rounding import check_rounding
from report_builder.diagnostics import Findings
from report_builder.statistics.counting import count_statistics


def test_fees_to_the_fen_are_told_with_both_figures() -> None:
    year = with_figures(statistics(SUQIAN_2024), {"proactive.fees.amount_yuan": Decimal("124707.28")})

    (found,) = check_rounding(year)

    assert (found.code, str(found.severity)) == ("statistics.rounded", "notice")
    assert "行政事业性收费（万元） 12.470728 → 12.4707" in found.evidence


def test_a_reading_of_one_s_own_is_told_by_its_name() -> None:
    rows = book(work=readings("工作情况", "经费 2.56789 万元"))
    year = count_statistics(rows, settings(), 2024, Findings())

    (found,) = check_rounding(year)

    assert "“经费” 2.56789 → 2.5679" in found.evidence


def test_four_decimals_are_not_told() -> None:
    year = with_figures(statistics(SUQIAN_2024), {"proactive.fees.amount_yuan": Decimal(124707)})

    assert list(check_rounding(year)) == []


def test_more_than_six_figures_are_counted_in_all_and_six_are_named() -> None:
    names = "甲乙丙丁戊己庚"
    rows = book(work=readings("工作情况", "\n".join(f"{name} 2.56789 万元" for name in names)))
    six = book(work=readings("工作情况", "\n".join(f"{name} 2.56789 万元" for name in names[:6])))

    (found,) = check_rounding(count_statistics(rows, settings(), 2024, Findings()))
    (all_named,) = check_rounding(count_statistics(six, settings(), 2024, Findings()))

    assert found.message.startswith("有 7 个数超过四位小数")
    assert found.evidence.endswith("“己” 2.56789 → 2.5679等")
    assert all_named.evidence.endswith("“己” 2.56789 → 2.5679")
