"""The structure of tables: a full grid of cells, whatever is merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from table_files import CONTINUE, RESTART, span, spanned_table
from traces import set_pages
from word_files import cell, row, table, word_file

from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Pages


def grid_of(pages: Pages) -> list[list[int]]:
    """How often each place of the one table's grid is covered, by its rows as the structure has them."""
    elements = pages.elements
    rows = [index for index, element in enumerate(elements) if element.role is StructureRole.ROW]
    cells = {
        row: [
            element
            for element in elements
            if element.parent == row and element.role in {StructureRole.CELL, StructureRole.HEADER_CELL}
        ]
        for row in rows
    }
    width = sum(element.columns for element in cells[rows[0]])
    covered = [[0] * width for _ in rows]
    for number, row_element in enumerate(rows):
        column = 0
        for element in cells[row_element]:
            while column < width and covered[number][column]:
                column += 1
            for down in range(number, number + element.rows):
                for across in range(column, column + element.columns):
                    covered[down][across] += 1
        assert cells[row_element], "a row without cells"
    return covered


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1_000_000))
def test_every_place_of_any_table_is_covered_once_and_no_row_is_without_cells(seed: int) -> None:
    covered = grid_of(set_pages(word_file(spanned_table(seed))))

    assert {count for line in covered for count in line} == {1}


def test_a_row_that_merged_cells_cover_wholly_is_none_of_the_structures() -> None:
    merged = table(
        [2000, 2000],
        row(cell("题", span(2) + RESTART)),
        row(cell("", span(2) + CONTINUE)),
        row(cell("甲"), cell("乙")),
    )

    assert len(grid_of(set_pages(word_file(merged)))) == 2
