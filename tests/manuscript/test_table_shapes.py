"""A table of a Word narrative → its grid; its rows filled, repeated or left out → a table of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_elements import element
from word_files import cell, row

from report_builder.formats.tables import Alignment
from report_builder.manuscript.word_narrative.table_shapes import FilledCell, TableShape, fill_grid, read_grid

if TYPE_CHECKING:
    from report_builder.manuscript.marks import MarkedTextTable

RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def grid(*rows: str, widths: tuple[int, ...] = ()) -> TableShape:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return read_grid(element(f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"))


def filled(shape: TableShape, *rows: tuple[int, tuple[str, ...]]) -> MarkedTextTable:
    made = fill_grid(
        shape, [(number, {at: FilledCell(text) for at, text in enumerate(texts)}) for number, texts in rows]
    )
    assert made is not None
    return made


def drawn(table: MarkedTextTable) -> list[list[tuple[str, int, int]]]:
    return [[(each.text, each.columns, each.rows) for each in cells] for cells in table.rows]


def shapes(shape: TableShape) -> list[list[tuple[int, int]]]:
    return [[(each.column, each.columns) for each in cells] for cells in shape.shapes]


def test_cells_begin_where_those_before_them_end() -> None:
    found = grid(
        row(cell("甲", '<w:gridSpan w:val="2"/>'), cell("乙")),
        row(cell("丙"), cell("丁"), properties='<w:gridBefore w:val="1"/>'),
    )

    assert shapes(found) == [[(0, 2), (2, 1)], [(1, 1), (2, 1)]]


def test_a_span_has_sixty_three_columns_at_most_and_one_at_least() -> None:
    assert shapes(grid(row(cell("甲", '<w:gridSpan w:val="99"/>')))) == [[(0, 63)]]
    assert shapes(grid(row(cell("甲", '<w:gridSpan w:val="0"/>'), cell("乙")))) == [[(0, 1), (1, 1)]]
    assert shapes(grid(row(cell("甲"), properties='<w:gridBefore w:val="99"/>'))) == [[(63, 1)]]
    assert len(grid(row(*[cell("甲")] * 70)).cells[0]) == 63


@pytest.mark.parametrize(
    ("widths", "shares"),
    [
        ((100, 300), (0.25, 0.75)),
        ((100, 0), (0.5, 0.5)),
        ((100,), (0.5, 0.5)),
        ((1, 1, 1), (0.5, 0.5)),
        ((), (0.5, 0.5)),
    ],
)
def test_columns_share_the_width_as_the_grid_says_or_evenly(
    widths: tuple[int, ...], shares: tuple[float, ...]
) -> None:
    assert grid(row(cell("甲"), cell("乙")), widths=widths).shares == shares


def test_rows_that_repeat_are_heads_from_the_first_on_but_never_all_of_a_table() -> None:
    head, off = "<w:tblHeader/>", '<w:tblHeader w:val="0"/>'

    def heads(*properties: str) -> int:
        return grid(*(row(cell("甲"), properties=each) for each in properties)).heads

    assert [heads(head, "", head), heads(head, head, ""), heads(head, head)] == [1, 2, 1]
    assert [heads("", head), heads(off, "")] == [0, 0]


def test_a_merged_cell_reaches_down_as_far_as_it_goes_on_in_its_own_columns() -> None:
    shape = grid(
        row(cell("甲", RESTART), cell("乙")),
        row(cell("", GOES_ON), cell("丙")),
        row(cell("", GOES_ON), cell("丁")),
        row(cell("戊"), cell("己", RESTART)),
        row(cell("庚"), cell("", GOES_ON)),
    )

    made = filled(
        shape, (0, ("甲", "乙")), (1, ("", "丙")), (2, ("", "丁")), (3, ("戊", "己")), (4, ("庚", ""))
    )

    assert drawn(made) == [
        [("甲", 1, 3), ("乙", 1, 1)],
        [("丙", 1, 1)],
        [("丁", 1, 1)],
        [("戊", 1, 1), ("己", 1, 2)],
        [("庚", 1, 1)],
    ]


def test_a_merged_cell_does_not_go_on_in_a_row_of_other_columns_or_in_its_own_repetition() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    shape = grid(row(cell("甲", RESTART + wide), cell("乙")), row(cell("", GOES_ON), cell("丙"), cell("丁")))

    assert drawn(filled(shape, (0, ("甲", "乙")), (0, ("甲", "乙")), (1, ("", "丙", "丁")))) == [
        [("甲", 2, 1), ("乙", 1, 1)],
        [("甲", 2, 1), ("乙", 1, 1)],
        [("", 1, 1), ("丙", 1, 1), ("丁", 1, 1)],
    ]


def test_rows_too_short_are_filled_up_and_cells_too_wide_are_cut_at_what_reaches_down() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    shape = grid(
        row(cell("甲"), cell("乙"), cell("丙", RESTART)),
        row(cell("丁", wide)),
        row(cell("", GOES_ON), properties='<w:gridBefore w:val="2"/>'),
        row(cell("戊")),
    )

    made = filled(shape, (0, ("甲", "乙", "丙")), (2, ("",)), (1, ("丁",)), (3, ("戊",)))

    assert drawn(made) == [
        [("甲", 1, 1), ("乙", 1, 1), ("丙", 1, 2)],
        [("", 1, 1), ("", 1, 1)],
        [("丁", 3, 1)],
        [("戊", 1, 1), ("", 1, 1), ("", 1, 1)],
    ]


def test_a_row_of_names_above_others_is_a_head_and_a_row_with_a_figure_or_alone_is_none() -> None:
    shape = grid(row(cell(""), cell("")), row(cell(""), cell("")))

    def heads(*texts: tuple[str, str]) -> int:
        return filled(shape, *((0, each) for each in texts)).head_rows

    assert heads(("项目", "数量"), ("甲", "1")) == 1
    assert heads(("项目", "12%"), ("甲", "1")) == 0
    assert heads(("项目", ""), ("甲", "1")) == 0
    assert heads(("项目", "数量")) == 0
    assert filled(grid(row(cell("")), row(cell(""))), (0, ("项目",)), (1, ("甲",))).head_rows == 0


def test_heads_that_are_said_are_those_that_are_still_there() -> None:
    shape = grid(row(cell(""), properties="<w:tblHeader/>"), row(cell("")), row(cell("")))

    assert filled(shape, (0, ("12",)), (1, ("1",)), (1, ("2",))).head_rows == 1
    assert [each.is_head for (each,) in filled(shape, (0, ("12",)), (1, ("1",))).rows] == [True, False]


@pytest.mark.parametrize(
    ("text", "asked", "align"),
    [
        ("-1,234.5%", "right", Alignment.CENTER),
        ("——", "", Alignment.CENTER),
        ("甲乙丙丁戊己庚辛", "", Alignment.CENTER),
        ("甲乙丙丁戊己庚辛壬", "", Alignment.LEFT),
        ("甲", "right", Alignment.RIGHT),
        ("甲", "end", Alignment.RIGHT),
        ("甲乙丙丁戊己庚辛壬", "center", Alignment.CENTER),
        ("12件", "left", Alignment.CENTER),
    ],
)
def test_figures_and_short_texts_stand_in_the_middle_and_sentences_at_the_left(
    text: str, asked: str, align: Alignment
) -> None:
    shape = grid(row(cell("")))

    made = fill_grid(shape, [(0, {0: FilledCell(text, asked)})])

    assert made is not None
    assert made.rows[0][0].align is align


def test_a_table_without_rows_or_without_columns_is_none() -> None:
    assert fill_grid(grid(row(cell("甲"))), []) is None
    assert fill_grid(grid("<w:tr/>"), [(0, {})]) is None


def test_rows_and_cells_are_found_in_controls_and_a_row_that_was_deleted_is_left_out() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{row(cell('甲'))}</w:sdtContent></w:sdt>"
    gone = row(cell("旧"), properties='<w:del w:id="1"/>')
    inner = f"<w:tr><w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt></w:tr>"

    assert shapes(grid(wrapped, gone, inner)) == [[(0, 1)], [(0, 1)]]
