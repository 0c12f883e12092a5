"""What text runs beside, and how high each line is → where lines begin and end, how far they move down."""

from __future__ import annotations

import pytest

from report_builder.typesetting.text.beside_drawings import Bounds, Obstacle


def bounds(*obstacles: tuple[float, float, float, float]) -> Bounds:
    """Lines of 20 points beside obstacles: left, right, top, bottom."""
    return Bounds([Obstacle(*each) for each in obstacles], 20.0)


def ends(found: Bounds, count: int) -> list[tuple[float, float, float]]:
    """Where each line begins and ends that would run from 0 to 400, and how far it was pushed down."""
    lines = []
    for _ in range(count):
        left, right = found.narrow(0.0, 400.0)
        lines.append((left, right, found.take(20.0)))
    return lines


def test_lines_run_beside_an_obstacle_as_long_as_they_meet_it() -> None:
    assert ends(bounds((0, 100, 20, 50)), 5) == [
        (0, 400, 0), (100, 400, 0), (100, 400, 0), (0, 400, 0), (0, 400, 0),
    ]  # fmt: skip


def test_a_line_that_only_touches_an_obstacle_runs_its_whole_length() -> None:
    assert ends(bounds((0, 100, 20.04, 40)), 3) == [(0, 400, 0), (100, 400, 0), (0, 400, 0)]
    assert ends(bounds((0, 100, 19.9, 40.1)), 3) == [(100, 400, 0)] * 3


@pytest.mark.parametrize(
    ("obstacle", "line"),
    [
        ((100, 200, 0, 20), (200, 400, 0)),
        ((200, 300, 0, 20), (0, 200, 0)),
        ((150, 250, 0, 20), (250, 400, 0)),
        ((-50, 0, 0, 20), (0, 400, 0)),
        ((400, 450, 0, 20), (0, 400, 0)),
        ((-50, 10, 0, 20), (10, 400, 0)),
        ((72, 400, 0, 20), (0, 72, 0)),
    ],
)
def test_a_line_runs_on_the_wider_side(
    obstacle: tuple[float, float, float, float], line: tuple[float, float, float]
) -> None:
    assert ends(bounds(obstacle), 1) == [line]


def test_where_less_than_an_inch_is_left_the_line_stands_below_the_obstacle() -> None:
    assert ends(bounds((71, 400, 5, 45)), 2) == [(0, 400, 45), (0, 400, 0)]
    assert ends(bounds((71, 400, 25, 45)), 3) == [(0, 400, 0), (0, 400, 25), (0, 400, 0)]


def test_a_line_keeps_clear_of_several_obstacles_at_once() -> None:
    assert ends(bounds((300, 400, 0, 20), (0, 100, 0, 20)), 1) == [(100, 300, 0)]
    # Pushed down by the first, it meets the second there.
    assert ends(bounds((0, 400, 0, 30), (0, 100, 30, 60)), 2) == [(100, 400, 30), (100, 400, 0)]


def test_an_obstacle_seen_from_a_paragraph_above_is_lower() -> None:
    assert Obstacle(1, 2, 3, 4).lowered(10) == Obstacle(1, 2, 13, 14)
