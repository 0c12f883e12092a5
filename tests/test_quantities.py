"""Figures → their printed form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from report_builder.quantities import plain_number


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
