"""A paragraph's indents, in points or in characters, and its tab stops → where its lines begin."""

from __future__ import annotations

import pytest

from report_builder.typesetting.document.content import DocumentParagraph
from report_builder.typesetting.document.properties import ParagraphProperties, RunProperties, TabStop
from report_builder.typesetting.text.indents import Indents, indents_of, tab_stops

STOPS = (TabStop(10.0, "left"), TabStop(50.0, "right"))


def indents(**properties: float) -> Indents:
    own = ParagraphProperties(**properties)  # type: ignore[arg-type]  # lengths by name
    return indents_of(DocumentParagraph(own, RunProperties(size=20.0), (), "", 1))


def test_indents_in_characters_are_as_wide_as_the_paragraphs_own_size_and_go_before_points() -> None:
    assert indents(left=1.0, right=2.0, first_line=3.0) == Indents(1.0, 2.0, 3.0)
    assert indents(left=1.0, left_chars=150, right_chars=50, first_line_chars=-200) == Indents(
        30.0, 10.0, -40.0
    )
    assert indents(left=1.0, right=2.0, first_line=3.0, left_chars=0, right_chars=0) == Indents(1.0, 2.0, 3.0)


@pytest.mark.parametrize("first", [0.0, 0.5, 20.0])
def test_without_a_hanging_indent_only_the_stops_that_are_set_are_some(first: float) -> None:
    assert tab_stops(ParagraphProperties(tabs=STOPS), Indents(30.0, 0.0, first)) == STOPS


def test_under_a_hanging_indent_the_left_edge_is_a_stop_among_the_others() -> None:
    found = tab_stops(ParagraphProperties(tabs=STOPS), Indents(30.0, 0.0, -0.5))

    assert found == (STOPS[0], TabStop(30.0, "left"), STOPS[1])
