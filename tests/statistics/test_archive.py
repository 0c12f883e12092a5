"""The tree of a ``statistics.json`` → its figures by path; what is no figure is left out, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from report_builder.statistics.archive import figures_in, parse_archive

LARGEST = 10**15


@pytest.mark.parametrize(
    ("leaf", "figure"),
    [
        (3, 3),
        (-3, -3),
        (0, 0),
        (None, None),
        ("1.50", Decimal("1.50")),
        ("-2", Decimal(-2)),
        (LARGEST, LARGEST),
        (-LARGEST, -LARGEST),
        (str(LARGEST), Decimal(LARGEST)),
    ],
)
def test_whole_numbers_are_counts_and_decimals_are_written_as_strings(leaf: object, figure: object) -> None:
    assert dict(figures_in({"work": {"甲": leaf}})) == {"work.甲": figure}


@pytest.mark.parametrize(
    "leaf",
    [
        LARGEST + 1,
        -LARGEST - 1,
        str(LARGEST + 1),
        True,
        1.5,
        "甲",
        "",
        "NaN",
        "Infinity",
        "1e16",
        "1e999999999",
        "-1e999999999",
        "1e-999999",
        "0e999999",
        "0" * 41,
        [1],
    ],
)
def test_what_is_no_figure_or_beyond_measure_is_left_out(leaf: object) -> None:
    assert dict(figures_in({"work": {"甲": leaf, "乙": 1}})) == {"work.乙": 1}


def test_what_a_file_says_of_itself_is_no_figure() -> None:
    tree = {"version": 3, "year": 2016, "agency": "5", "shown": {"甲": 1}, "requests": {"new": {"total": 7}}}

    assert dict(figures_in(tree)) == {"requests.new.total": 7}


def test_a_tree_is_followed_eight_steps_deep() -> None:
    tree: object = 5
    for step in reversed(range(9)):
        tree = {str(step): tree}
    assert isinstance(tree, dict)

    assert dict(figures_in(tree["0"])) == {"1.2.3.4.5.6.7.8": 5}
    assert dict(figures_in(tree)) == {}


def test_half_a_letter_is_none_and_a_whole_one_of_two_is_read() -> None:
    written = '{"agency": "%s", "year": 2016, "requests": {"new": {"total": 7}}}'

    assert parse_archive((written % "\\ud800局").encode()) is None
    whole = parse_archive((written % "\\ud842\\udfb7局").encode())

    assert whole is not None
    assert whole.agency == "𠮷局"
