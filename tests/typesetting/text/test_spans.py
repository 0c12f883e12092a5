"""Places that links lead to, and where a line ends → those that stand in it."""

from __future__ import annotations

from report_builder.typesetting.text.glyph_strings import GlyphString
from report_builder.typesetting.text.spans import places_before


def test_a_place_before_the_first_sign_of_the_next_line_stands_in_the_next_line() -> None:
    string = GlyphString(places=[(0, "甲"), (4, "乙"), (5, "丙"), (9, "丁")])

    assert [list(places_before(string, end)) for end in (5, 5, 8, 10)] == [["甲", "乙"], [], ["丙"], ["丁"]]
