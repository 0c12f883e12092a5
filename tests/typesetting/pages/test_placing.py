"""An anchored drawing, its line and its page → where its upper left corner stands."""

from __future__ import annotations

import pytest

from report_builder.typesetting.document.content import Anchor, Drawing, Position
from report_builder.typesetting.document.paper import Geometry
from report_builder.typesetting.document.properties import ParagraphProperties
from report_builder.typesetting.pages.placing import LinePlace, find_corner, kept_clear
from report_builder.typesetting.placed.set_blocks import SetDrawing, SetLine, SetParagraph

PAPER = Geometry(width=600, height=800, top=100, bottom=90, left=80, right=60)
SPOT = LinePlace(left=85, top=300, baseline=316)
HERE = Position("column"), Position("line")


def drawn(
    across: Position | None = None, down: Position | None = None, wrap: str = "clear", above: float = 0.0
) -> SetDrawing:
    """A drawing of 50 by 40, anchored where it is said, 7 points into its line of 400."""
    anchor = None
    if across or down:
        anchor = Anchor(across or HERE[0], down or HERE[1], 1, wrap, above=3, below=4)  # type: ignore[arg-type]
    return SetDrawing(Drawing(50, 40, (), anchor), 7, above, 400)


def test_a_drawing_in_the_line_stands_on_its_baseline() -> None:
    assert find_corner(drawn(), PAPER, SPOT) == (92, 276)


@pytest.mark.parametrize(
    ("position", "odd", "even"),
    [
        (Position("page", 5), 5, 5),
        (Position("margin", 5), 85, 85),
        (Position("column", 5), 90, 90),
        (Position("leftMargin", 5), 5, 5),
        (Position("rightMargin", 5), 545, 545),
        (Position("insideMargin", 5), 5, 545),
        (Position("outsideMargin", 5), 545, 5),
        (Position("character", 5), 97, 97),
        (Position("page", align="left"), 0, 0),
        (Position("page", align="center"), 275, 275),
        (Position("page", align="right"), 550, 550),
        (Position("margin", align="center"), 285, 285),
        (Position("column", align="right"), 435, 435),
        (Position("margin", align="inside"), 80, 490),
        (Position("margin", align="outside"), 490, 80),
        (Position("rightMargin", align="center"), 545, 545),
    ],
)
def test_across_a_drawing_stands_by_what_it_refers_to_on_either_side_of_a_leaf(
    position: Position, odd: float, even: float
) -> None:
    other = LinePlace(85, 300, 316, outer_right=False)

    assert find_corner(drawn(position), PAPER, SPOT)[0] == odd
    assert find_corner(drawn(position), PAPER, other)[0] == even


@pytest.mark.parametrize(
    ("position", "top"),
    [
        (Position("page", 5), 5),
        (Position("margin", 5), 105),
        (Position("topMargin", 5), 5),
        (Position("bottomMargin", 5), 715),
        (Position("line", 5), 305),
        (Position("paragraph", 5), 285),
        (Position("page", align="bottom"), 760),
        (Position("margin", align="center"), 385),
        (Position("topMargin", align="bottom"), 60),
        (Position("bottomMargin", align="center"), 735),
        (Position("paragraph", 900), 760),
        (Position("line", -900), 0),
        (Position("page", 900), 900),
        (Position("margin", -900), -800),
    ],
)
def test_down_a_drawing_stands_by_what_it_refers_to_and_stays_on_the_page_with_its_paragraph(
    position: Position, top: float
) -> None:
    assert find_corner(drawn(None, position, above=20), PAPER, SPOT)[1] == top


@pytest.mark.parametrize(
    ("top", "above", "corner"), [(150, 100, 105), (150, 50, 105), (150, 49, 106), (90, 20, 75)]
)
def test_what_is_left_of_a_paragraph_on_the_next_page_begins_at_the_type_areas_top(
    top: float, above: float, corner: float
) -> None:
    found = find_corner(
        drawn(None, Position("paragraph", 5), above=above), PAPER, LinePlace(85, top, top + 16)
    )

    assert found[1] == corner


def clear(*drawings: SetDrawing, top: float = 300) -> list[tuple[float, float]]:
    """What is kept clear for drawings in the second of two lines of 20 points."""
    lines = SetLine(20, 16, ()), SetLine(20, 16, (), drawings=drawings)
    paragraph = SetParagraph(ParagraphProperties(), "", lines, 0, 0, 1)
    return list(kept_clear(paragraph, PAPER, LinePlace(85, top, top + 16)))


def test_text_keeps_clear_of_a_drawing_that_stands_by_the_page() -> None:
    assert clear(drawn(None, Position("page", 400))) == [(397, 444)]
    assert clear(drawn(None, Position("paragraph", align="top"), above=20)) == [(297, 344)]


def test_text_keeps_clear_of_one_that_follows_it_only_where_the_pages_foot_has_moved_it_up() -> None:
    assert clear(drawn(None, Position("line", 10))) == []
    assert clear(drawn(None, Position("line", 10)), top=750) == [(757, 804)]
    assert clear(drawn(None, Position("line", -10)), top=750) == []


def test_of_a_drawing_in_the_line_or_one_that_text_runs_over_it_is_not_kept_clear() -> None:
    assert clear(drawn(), drawn(None, Position("page", 400), wrap="none")) == []
