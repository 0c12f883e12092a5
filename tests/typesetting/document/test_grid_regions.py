"""A region of a table's grid: what starts in it, and which edges of a larger one it touches."""

from __future__ import annotations

import pytest

from report_builder.typesetting.document.table_styles import GridRegion

WHOLE = GridRegion(top=0, bottom=3, left=0, right=4)


@pytest.mark.parametrize(
    ("region", "touched"),
    [
        (GridRegion(top=0, bottom=1, left=0, right=1), (True, False, True, False)),
        (GridRegion(top=2, bottom=3, left=3, right=4), (False, True, False, True)),
        (GridRegion(top=1, bottom=2, left=1, right=3), (False, False, False, False)),
        (GridRegion(top=0, bottom=9, left=0, right=9), (True, True, True, True)),
    ],
)
def test_a_region_touches_the_edges_that_it_reaches(region: GridRegion, touched: tuple[bool, ...]) -> None:
    assert region.touches(WHOLE) == touched


@pytest.mark.parametrize(
    ("row", "column", "held"),
    [(0, 0, True), (2, 3, True), (3, 0, False), (0, 4, False), (-1, 0, False), (0, -1, False)],
)
def test_a_region_holds_the_cells_that_start_in_it(row: int, column: int, *, held: bool) -> None:
    assert WHOLE.holds(row, column) is held
