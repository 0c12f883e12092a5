"""The rows of a table → its cells on the grid, merged ones as one."""

from __future__ import annotations

import pytest
from word_elements import element

from report_builder.word.tables import PlacedCell, cells_of, count_repeated, place_cells, rows_of


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def placed(*rows: str) -> list[list[tuple[str, int, int, int]]]:
    """The text, column, columns and rows of each cell."""
    found = place_cells(list(rows_of(element(f"<w:tbl>{''.join(rows)}</w:tbl>"))))
    return [[(text_of(each), each.column, each.columns, each.rows) for each in cells] for cells in found]


def text_of(placed_cell: PlacedCell) -> str:
    return "".join(placed_cell.element.itertext())


SPAN = '<w:gridSpan w:val="{}"/>'
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
SIDE, ALONG = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'


def test_cells_stand_one_after_another_and_take_the_columns_that_they_say() -> None:
    assert placed(row(cell("甲", SPAN.format(2)), cell("乙"), cell("丙", SPAN.format(3)))) == [
        [("甲", 0, 2, 1), ("乙", 2, 1, 1), ("丙", 3, 3, 1)]
    ]


def test_a_row_may_begin_further_right() -> None:
    assert placed(row(cell("甲"), properties='<w:gridBefore w:val="2"/>')) == [[("甲", 2, 1, 1)]]


def test_a_cell_merged_downwards_is_one() -> None:
    assert placed(
        row(cell("甲", DOWN), cell("乙")), row(cell("", ON), cell("丙")), row(cell("", ON), cell("丁"))
    ) == [
        [("甲", 0, 1, 3), ("乙", 1, 1, 1)],
        [("丙", 1, 1, 1)],
        [("丁", 1, 1, 1)],
    ]


def test_a_merging_that_goes_on_from_nothing_is_a_cell() -> None:
    assert placed(row(cell("甲", ON)), row(cell("乙", ON))) == [[("甲", 0, 1, 1)], [("乙", 0, 1, 1)]]


def test_a_merging_that_is_broken_off_does_not_go_on_later() -> None:
    rows = (row(cell("甲", DOWN)), row(cell("乙")), row(cell("丙", ON)))

    assert placed(*rows) == [[("甲", 0, 1, 1)], [("乙", 0, 1, 1)], [("丙", 0, 1, 1)]]


def test_only_a_cell_of_the_same_columns_goes_on_with_one_above() -> None:
    assert placed(row(cell("甲", DOWN + SPAN.format(2))), row(cell("乙", ON), cell("丙", ON))) == [
        [("甲", 0, 2, 1)],
        [("乙", 0, 1, 1), ("丙", 1, 1, 1)],
    ]


def test_a_second_merging_begins_below_the_first() -> None:
    assert placed(row(cell("甲", DOWN)), row(cell("", ON)), row(cell("乙", DOWN)), row(cell("", ON))) == [
        [("甲", 0, 1, 2)], [], [("乙", 0, 1, 2)], [],
    ]  # fmt: skip


def test_the_lowest_of_the_merged_cells_is_kept_for_its_lower_border() -> None:
    rows = list(rows_of(element(f"<w:tbl>{row(cell('甲', DOWN))}{row(cell('低', ON))}</w:tbl>")))

    ((only,), _) = place_cells(rows)

    assert "".join(only.last.itertext()) == "低"
    assert only.row == 0


def test_cells_merged_sideways_the_older_way_are_one() -> None:
    assert placed(row(cell("甲", SIDE), cell("", ALONG), cell("", ALONG + SPAN.format(2)), cell("乙"))) == [
        [("甲", 0, 4, 1), ("乙", 4, 1, 1)]
    ]
    assert placed(row(cell("甲", ALONG), cell("乙", SIDE))) == [[("甲", 0, 1, 1), ("乙", 1, 1, 1)]]


@pytest.mark.parametrize(("written", "columns"), [("0", 1), ("x", 1), ("63", 63), ("5000", 63)])
def test_a_span_has_bounds(written: str, columns: int) -> None:
    assert placed(row(cell("甲", SPAN.format(written)))) == [[("甲", 0, columns, 1)]]


def test_rows_and_cells_in_controls_and_insertions_are_there_and_deleted_rows_are_not() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{row(cell('乙'))}</w:sdtContent></w:sdt>"
    gone = row(cell("丙"), properties="<w:del/>")
    table = element(f"<w:tbl>{row(cell('甲'))}{wrapped}{gone}</w:tbl>")

    assert ["".join(each.itertext()) for each in rows_of(table)] == ["甲", "乙"]
    within = element(
        f"<w:tr><w:sdt><w:sdtContent>{cell('丁')}</w:sdtContent></w:sdt>{cell('戊')}<w:p/></w:tr>"
    )
    assert ["".join(each.itertext()) for each in cells_of(within)] == ["丁", "戊"]


@pytest.mark.parametrize(
    ("marks", "repeated"),
    [
        (["<w:tblHeader/>", "<w:tblHeader/>", ""], 2),
        (["", "<w:tblHeader/>"], 0),
        (['<w:tblHeader w:val="0"/>'], 0),
        (['<w:tblHeader w:val="false"/>'], 0),
        (['<w:tblHeader w:val="1"/>', '<w:tblHeader w:val="off"/>'], 1),
    ],
)
def test_the_first_rows_that_are_marked_are_repeated(marks: list[str], repeated: int) -> None:
    table = element(f"<w:tbl>{''.join(row(cell('甲'), properties=mark) for mark in marks)}</w:tbl>")

    assert count_repeated(rows_of(table)) == repeated
