"""A shape's border and its area → the straight lines that it is drawn of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from report_builder.typesetting.document.content import Shape
from report_builder.typesetting.document.properties import Border
from report_builder.typesetting.pages.strokes import stroke_shape

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import RuledLine

AREA = (10.0, 20.0, 100.0, 60.0)


def stroked(
    form: Literal["rectangle", "ellipse", "line"],
    width: float = 6.0,
    compound: str = "",
    *,
    rising: bool = False,
    area: tuple[float, float, float, float] = AREA,
) -> list[RuledLine]:
    shape = Shape(form=form, border=Border(width, colour="FF0000"), compound=compound, rising=rising)
    return list(stroke_shape(shape, *area))


def ends(rule: RuledLine) -> tuple[float, float, float, float]:
    return rule.left, rule.top, rule.right, rule.bottom


def test_a_rectangle_has_four_edges_whose_corners_are_filled() -> None:
    rules = stroked("rectangle")

    assert [ends(rule) for rule in rules] == [
        (7, 20, 113, 20), (110, 20, 110, 80), (113, 80, 7, 80), (10, 80, 10, 20),
    ]  # fmt: skip
    assert {(rule.width, rule.colour) for rule in rules} == {(6, "FF0000")}


def test_a_line_falls_or_rises_from_corner_to_corner() -> None:
    assert ends(*stroked("line")) == (10, 20, 110, 80)
    assert ends(*stroked("line", rising=True)) == (10, 80, 110, 20)


def test_an_ellipse_goes_round_its_area_by_its_four_outermost_places() -> None:
    starts = [(round(rule.left, 6), round(rule.top, 6)) for rule in stroked("ellipse")]

    assert len(starts) == 72
    assert [starts[step] for step in (0, 18, 36, 54)] == [(110, 50), (60, 80), (10, 50), (60, 20)]


@pytest.mark.parametrize(
    ("compound", "lines"),
    [
        ("dbl", [(-2, 2), (2, 2)]),
        ("thickThin", [(-1.2, 3.6), (2.4, 1.2)]),
        ("thinThick", [(-2.4, 1.2), (1.2, 3.6)]),
        ("tri", [(-2.5, 1), (0, 2), (2.5, 1)]),
        ("other", [(0, 6)]),
    ],
)
def test_a_double_line_is_as_wide_as_a_single_one_and_lies_from_left_to_right_along_it(
    compound: str, lines: list[tuple[float, float]]
) -> None:
    across = stroked("line", compound=compound, area=(0, 50, 100, 0))
    down = stroked("line", compound=compound, area=(50, 0, 0, 100))

    assert [(rule.top - 50, rule.width) for rule in across] == [pytest.approx(line) for line in lines]
    assert [(50 - rule.left, rule.width) for rule in down] == [pytest.approx(line) for line in lines]
    assert all(rule.top == rule.bottom for rule in across)


def test_without_a_border_or_a_length_nothing_is_drawn() -> None:
    assert stroked("rectangle", width=0) == []
    assert stroked("line", area=(10, 20, 0, 0)) == []
    assert list(stroke_shape(Shape(form="rectangle", border=None), *AREA)) == []
