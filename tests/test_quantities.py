"""Figures → their printed form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from report_builder.quantities import is_rounded, plain_number, printed_number


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (0, "0"),
        (1000, "1000"),
        (Decimal("0.00"), "0"),
        (Decimal("5.60"), "5.6"),
        (Decimal(".5"), "0.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("72701.2578"), "72701.2578"),
        (Decimal("0.0000001"), "0.0000001"),
    ],
)
def test_a_figure_is_printed_exactly_and_without_idle_noughts(figure: Decimal | int, printed: str) -> None:
    text = plain_number(figure)

    assert text == printed


@pytest.mark.parametrize(
    ("figure", "text", "rounded"),
    [
        ("12.470728", "12.4707", True),
        ("12.47075", "12.4708", True),
        ("0.00004", "0", True),
        ("12.4700", "12.47", False),
        ("1E+3", "1000", False),
        ("1234567890123456.78", "1234567890123456.78", False),
    ],
)
def test_a_figure_is_printed_with_four_decimals_at_most(figure: str, text: str, *, rounded: bool) -> None:
    assert printed_number(Decimal(figure)) == text
    assert is_rounded(Decimal(figure)) == rounded
