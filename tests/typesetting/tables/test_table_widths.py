"""A table's grid, its cells' widths and what their content needs → the widths of its columns."""

from __future__ import annotations

import pytest

from report_builder.typesetting.document.content import (
    Borders,
    DocumentCell,
    DocumentRow,
    DocumentTable,
    Margins,
    Width,
)
from report_builder.typesetting.tables.table_widths import Extent, TableRoom, column_widths

ROOM = TableRoom(400.0, 20.0)


def cell(column: int, columns: int = 1, width: float = 0.0, share: float = 0.0) -> DocumentCell:
    return DocumentCell((), column, columns, 1, Borders(), Margins(), "top", Width(width, share))


def table(
    *rows: tuple[DocumentCell, ...],
    grid: tuple[float, ...] = (),
    width: Width = Width(),  # noqa: B008  a frozen value
    fixed: bool = False,
) -> DocumentTable:
    made = tuple(DocumentRow(cells, 0.0, "auto", header=False, can_split=True) for cells in rows)
    return DocumentTable(grid, made, Borders(), 0.0, "left", width, fixed)


def widths(
    found: DocumentTable, *needs: tuple[float, float], room: TableRoom = ROOM, spanning: float = 0.0
) -> list[float]:
    """The columns, where a cell of each needs and would like so much, and a spanning one needs so much."""

    def extent_of(each: DocumentCell) -> Extent:
        if each.columns > 1:
            return Extent(spanning, spanning)
        return Extent(*needs[each.column]) if needs else Extent(0.0, 0.0)

    return [round(width, 2) for width in column_widths(found, room, extent_of)]


def test_a_table_without_cells_has_no_columns() -> None:
    assert widths(table()) == []


def test_a_spanning_cell_shares_what_the_others_leave_of_it_among_its_open_columns() -> None:
    rows = ((cell(0, 3, 180), cell(3, 1, 20)), (cell(0, 1, 60), cell(1), cell(2)))

    assert widths(table(*rows)) == [60, 60, 60, 20]


def test_a_spanning_cell_that_is_narrower_than_what_stands_in_it_gives_nothing() -> None:
    rows = ((cell(0, 2, 40),), (cell(0, 1, 60), cell(1)))

    assert widths(table(*rows), (0, 0), (10, 30)) == [60, 30]


def test_a_spanning_cell_over_columns_that_have_their_widths_changes_none() -> None:
    rows = ((cell(0, 2, 300),), (cell(0, 1, 60), cell(1, 1, 40)))

    assert widths(table(*rows)) == [60, 40]


def test_narrower_spans_are_shared_out_before_wider_ones() -> None:
    rows = ((cell(0, 3, 150),), (cell(0, 2, 60), cell(2)))

    assert widths(table(*rows)) == [30, 30, 90]


def test_cells_that_agree_to_a_point_go_before_the_grid_and_others_after_it() -> None:
    agreeing = ((cell(0, 1, 60), cell(1, 1, 40)), (cell(0, 1, 61), cell(1, 1, 41)))
    contradicting = ((cell(0, 1, 60), cell(1, 1, 40)), (cell(0, 1, 61.5), cell(1, 1, 41)))

    assert widths(table(*agreeing, grid=(10, 20))) == [60, 40]
    assert widths(table(*contradicting, grid=(10, 20))) == [10, 40]
    assert widths(table(*contradicting)) == [61.5, 40]


def test_a_grid_counts_as_far_as_there_are_cells_and_its_widths_are_some() -> None:
    assert widths(table((cell(0), cell(1)), grid=(50, -60, 70)), (0, 0), (10, 30)) == [50, 30]


def test_columns_that_ask_for_nothing_are_as_wide_as_they_like_where_there_is_room() -> None:
    assert widths(table((cell(0), cell(1))), (10, 80), (20, 120)) == [80, 120]


def test_a_table_of_a_width_stretches_open_columns_in_proportion_to_what_they_like() -> None:
    wide = Width(points=300.0)

    assert widths(table((cell(0), cell(1)), width=wide), (10, 80), (20, 120)) == [120, 180]
    assert widths(table((cell(0), cell(1)), width=wide), (0, 0), (0, 0)) == [150, 150]
    assert widths(table((cell(0, 1, 100), cell(1), cell(2)), width=wide), (0, 0), (9, 10), (9, 30)) == [
        100,
        50,
        150,
    ]


def test_modest_columns_get_what_they_like_and_the_others_share_the_rest_by_what_they_wish() -> None:
    found = table((cell(0), cell(1), cell(2)))

    # The first likes less than its third of 400; of the 350 left 60 must be, 290 go by 400 and 500.
    assert widths(found, (10, 50), (20, 420), (40, 540)) == [50, pytest.approx(148.89), pytest.approx(201.11)]


def test_where_nobody_is_modest_everybody_gets_its_longest_word_and_a_share_of_the_rest() -> None:
    assert widths(table((cell(0), cell(1))), (100, 500), (200, 600)) == [150, 250]


def test_a_fixed_table_parts_its_width_evenly_and_looks_at_no_word() -> None:
    found = table((cell(0), cell(1, 1, 100), cell(2)), width=Width(points=300.0), fixed=True)

    assert widths(found, (250, 250), (0, 0), (0, 0)) == [100, 100, 100]


def test_a_share_of_the_measure_scales_all_columns() -> None:
    half = Width(share=0.5)

    assert widths(table((cell(0), cell(1)), grid=(30, 70), width=half)) == [60, 140]
    assert widths(table((cell(0, share=0.25), cell(1, share=0.75)), width=half)) == [50, 150]
    assert widths(table((cell(0), cell(1)), grid=(100, 100.5), width=half)) == [100, 100.5]


def test_a_word_that_does_not_fit_takes_from_the_others_in_proportion_to_their_room() -> None:
    found = table((cell(0), cell(1), cell(2)), grid=(50, 100, 150))

    # 90 for the first; of the 210 that are left 60 must be, and 150 go by the 80 and 110 to spare.
    assert widths(found, (90, 90), (20, 20), (40, 40)) == [
        90, pytest.approx(20 + 150 * 80 / 190, abs=0.01), pytest.approx(40 + 150 * 110 / 190, abs=0.01),
    ]  # fmt: skip


def test_a_hair_too_narrow_is_wide_enough() -> None:
    assert widths(table((cell(0), cell(1)), grid=(50, 100)), (50.5, 60), (20, 20)) == [50, 100]
    assert widths(table((cell(0), cell(1)), grid=(50, 100)), (50.6, 60), (20, 20)) == [50.6, 99.4]


def test_a_table_may_reach_beyond_the_measure_as_far_as_the_paper_and_no_further() -> None:
    assert widths(table((cell(0), cell(1)), grid=(210, 210))) == [210, 210]
    assert widths(table((cell(0), cell(1)), grid=(210, 211))) == [
        pytest.approx(400 * 210 / 421, abs=0.01), pytest.approx(400 * 211 / 421, abs=0.01),
    ]  # fmt: skip


def test_where_no_room_is_enough_for_all_words_each_has_its_word_or_all_have_less() -> None:
    found = table((cell(0), cell(1)), grid=(100, 100))

    assert widths(found, (150, 150), (260, 260)) == [150, 260]
    assert widths(found, (300, 300), (300, 300)) == [100, 100]


def test_what_a_spanning_word_needs_beyond_its_columns_is_shared_out_evenly() -> None:
    rows = ((cell(0, 2),), (cell(0), cell(1)))

    assert widths(table(*rows), (10, 30), (10, 50), spanning=100) == [50, 60]
