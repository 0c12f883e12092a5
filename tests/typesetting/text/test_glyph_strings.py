"""A composition moved to its place reaches as much less up as it reaches further down."""

from __future__ import annotations

import pytest

from report_builder.typesetting.placed.pages import Fill, RuledLine
from report_builder.typesetting.text.glyph_strings import Composed


@pytest.mark.parametrize("down", [0.0, 3.0, -2.0])
def test_a_composition_moves_with_all_that_it_draws(down: float) -> None:
    drawn = Composed(
        width=20.0,
        ascent=12.0,
        descent=4.0,
        rules=(RuledLine(1.0, 2.0, 5.0, 2.0, 0.5, "000000"),),
        fills=(Fill(1.0, 2.0, 5.0, 6.0, "FF0000"),),
    )

    moved = drawn.at(10.0, down)

    assert (moved.width, moved.ascent, moved.descent) == (20.0, 12.0 - down, 4.0 + down)
    (rule,), (fill,) = moved.rules, moved.fills
    assert (rule.left, rule.top, rule.right, rule.bottom) == (11.0, 2.0 + down, 15.0, 2.0 + down)
    assert (fill.left, fill.top, fill.right, fill.bottom) == (11.0, 2.0 + down, 15.0, 6.0 + down)
