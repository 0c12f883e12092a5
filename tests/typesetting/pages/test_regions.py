"""A column and a stretch that text keeps clear of → what is left of it; the least height that holds all."""

from __future__ import annotations

import pytest

from report_builder.typesetting.document.paper import Geometry
from report_builder.typesetting.pages.regions import (
    ColumnStretch,
    column_rules,
    columns_of,
    least_height,
    split,
)

WHOLE = ColumnStretch(5.0, 100.0, 200.0)


@pytest.mark.parametrize(
    ("top", "bottom", "above", "below"),
    [
        (0, 100, (100, 200), None),
        (200, 300, (100, 200), None),
        (120, 150, (100, 120), (150, 200)),
        (112, 150, (100, 112), (150, 200)),
        (111.9, 150, (150, 200), None),
        (0, 150, (150, 200), None),
        (150, 188, (100, 150), None),
        (150, 187.9, (100, 150), (187.9, 200)),
        (150, 300, (100, 150), None),
        (50, 300, (200, 200), None),
    ],
)
def test_a_column_is_split_where_both_parts_hold_a_line(
    top: float, bottom: float, above: tuple[float, float], below: tuple[float, float] | None
) -> None:
    assert split(WHOLE, top, bottom) == (
        ColumnStretch(5.0, *above),
        below and ColumnStretch(5.0, *below),
    )


def test_a_section_without_columns_has_one_over_all_its_width() -> None:
    two = Geometry(columns=((0.0, 100.0), (120.0, 100.0)))

    assert columns_of(Geometry(), 1, 2) == [ColumnStretch(0.0, 1, 2)]
    assert columns_of(two, 1, 2) == [ColumnStretch(0.0, 1, 2), ColumnStretch(120.0, 1, 2)]


def test_lines_stand_in_the_middle_between_columns_where_the_section_wants_them() -> None:
    columns = ((0.0, 100.0), (120.0, 80.0), (230.0, 50.0))
    ruled = Geometry(left=50, columns=columns, column_rules=True)

    found = [(rule.left, rule.top, rule.right, rule.bottom) for rule in column_rules(ruled, 10, 90)]

    assert found == [(160, 10, 160, 90), (265, 10, 265, 90)]
    assert list(column_rules(Geometry(columns=columns), 10, 90)) == []
    assert list(column_rules(ruled, 90, 90)) == []


def test_the_least_height_is_found_by_halving_ten_times() -> None:
    asked: list[float] = []

    def fits(height: float) -> bool:
        asked.append(height)
        return height >= 300

    found = least_height(0.0, 1024.0, fits)

    assert (found, len(asked)) == (300.0, 11)
    assert asked[:3] == [1024.0, 512.0, 256.0]


def test_what_does_not_fit_at_all_gets_all_there_is() -> None:
    assert least_height(0.0, 100.0, lambda _: False) == 100.0
