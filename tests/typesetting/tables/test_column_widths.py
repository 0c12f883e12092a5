"""The columns of a table, as wide as its file asks for and as its words need."""

from __future__ import annotations

from itertools import pairwise

import pytest
from set_tables import LEFT, column_edges, plain_table, set_body, wide
from traces import set_pages
from word_files import cell, paragraph, row, word_file

from report_builder.diagnostics import Findings, Place

MEASURE = (11906 - 1587 - 1474) / 20


def widths_of(body: str) -> list[float]:
    edges = column_edges(set_body(body).pages[0])
    return [right - left for left, right in pairwise(edges)]


def near(*widths: float) -> object:
    """Widths as they are read back from lines, to a twentieth of a millimetre."""
    return pytest.approx(widths, abs=0.15)


def test_without_a_grid_the_cells_own_widths_make_the_columns() -> None:
    assert widths_of(plain_table("", row(wide("甲", 1000), wide("乙", 3000)))) == near(50, 150)


def test_a_grid_of_noughts_gives_way_to_the_cells_widths() -> None:
    assert widths_of(plain_table("", row(wide("甲", 1000), wide("乙", 3000)), grid=(0, 0))) == near(50, 150)


def test_where_cells_agree_they_win_over_the_grid_as_in_word() -> None:
    rows = [row(wide("甲", 1000), wide("乙", 3000)) for _ in range(2)]

    assert widths_of(plain_table("", *rows, grid=(2000, 2000))) == near(50, 150)


def test_where_cells_contradict_each_other_the_grid_decides() -> None:
    rows = [row(wide("甲", 1000), wide("乙", 3000)), row(wide("甲", 2000), wide("乙", 2500))]

    assert widths_of(plain_table("", *rows, grid=(1600, 2400))) == near(80, 120)


def test_widths_in_percent_are_parts_of_the_table() -> None:
    properties = '<w:tblW w:w="5000" w:type="pct"/>'

    found = widths_of(plain_table(properties, row(wide("甲", 1000, "pct"), wide("乙", 4000, "pct"))))

    assert found == near(MEASURE / 5, MEASURE * 4 / 5)


def test_a_table_of_all_the_width_stretches_the_grid_that_it_has() -> None:
    properties = '<w:tblW w:w="100%" w:type="pct"/>'

    assert sum(widths_of(plain_table(properties, row(cell("甲"), cell("乙")), grid=(1000, 1000)))) == (
        pytest.approx(MEASURE, abs=0.2)
    )


def test_columns_that_ask_for_nothing_are_as_wide_as_their_text_if_there_is_room() -> None:
    assert widths_of(plain_table("", row(cell("序号"), cell("内容内容")))) == near(32, 64)


def test_a_short_column_stays_on_one_line_beside_a_long_one() -> None:
    page = set_body(plain_table("", row(cell("序号"), cell("国" * 80)))).pages[0]

    assert "序号" in "".join(run.text for run in page.runs if run.left < LEFT + 32)
    assert column_edges(page)[-1] == pytest.approx(LEFT + MEASURE, abs=0.2)


def test_a_fixed_table_parts_what_is_left_evenly() -> None:
    properties = '<w:tblW w:w="6000" w:type="dxa"/><w:tblLayout w:type="fixed"/>'

    assert widths_of(plain_table(properties, row(cell("甲"), cell("乙乙乙"), cell("丙")))) == near(
        100, 100, 100
    )


def test_a_word_that_does_not_fit_widens_its_column_and_not_the_table() -> None:
    first, second = widths_of(plain_table("", row(cell("1234567890123"), cell("乙")), grid=(1000, 6000)))

    assert first > 50
    assert first + second == pytest.approx(350, abs=0.2)


def test_in_a_fixed_table_no_word_widens_a_column() -> None:
    fixed = '<w:tblLayout w:type="fixed"/>'

    assert widths_of(plain_table(fixed, row(cell("1234567890123"), cell("乙")), grid=(1000, 6000))) == near(
        50, 300
    )


def test_a_spanning_cell_gives_its_width_to_the_columns_that_have_none() -> None:
    spanning = cell("合", '<w:tcW w:w="4000" w:type="dxa"/><w:gridSpan w:val="2"/>')
    rows = [row(spanning, wide("丙", 1000)), row(cell("甲"), cell("乙"), cell("丙"))]

    assert widths_of(plain_table("", *rows)) == near(100, 100, 50)


def test_a_table_that_leaves_the_paper_is_brought_back_into_the_type_area() -> None:
    found = widths_of(plain_table("", row(wide("甲", 9000), wide("乙", 9000))))

    assert sum(found) == pytest.approx(MEASURE, abs=0.2)


def test_a_fixed_table_wider_than_the_type_area_is_told_of() -> None:
    findings = Findings()
    body = plain_table('<w:tblLayout w:type="fixed"/>', row(wide("甲", 5000), wide("乙", 5000)))

    set_pages(word_file(body), findings)

    assert [(each.code, each.place) for each in findings] == [
        ("docx.table_wide", Place("样张.docx", paragraph=1))
    ]


@pytest.mark.parametrize(
    ("properties", "left"),
    [
        ("", 0),
        ('<w:jc w:val="center"/>', (MEASURE - 200) / 2),
        ('<w:jc w:val="right"/>', MEASURE - 200),
        ('<w:tblInd w:w="400" w:type="dxa"/>', 20),
    ],
)
def test_a_table_stands_where_it_is_aligned(properties: str, left: float) -> None:
    page = set_body(plain_table(properties, row(wide("甲", 4000)))).pages[0]

    assert column_edges(page)[0] == pytest.approx(LEFT + left, abs=0.1)


def test_a_column_of_text_that_runs_down_is_as_wide_as_its_lines_are_high() -> None:
    down = '<w:textDirection w:val="tbRl"/>'
    exact = '<w:spacing w:line="400" w:lineRule="exact"/>'

    (own,) = widths_of(plain_table("", row(cell(paragraph("竖"), down))))
    (one,) = widths_of(plain_table("", row(cell(paragraph("竖", exact), down))))
    (two,) = widths_of(plain_table("", row(cell(2 * paragraph("竖", exact), down))))

    assert [own, one, two] == near(16, 20, 40)


@pytest.mark.parametrize("direction", ["", '<w:textDirection w:val="tbRl"/>'])
def test_the_margins_of_a_cell_are_a_part_of_its_column(direction: str) -> None:
    margins = '<w:tcMar><w:left w:w="200" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tcMar>'
    exact = '<w:spacing w:line="320" w:lineRule="exact"/>'

    (bare,) = widths_of(plain_table("", row(cell(paragraph("竖", exact), direction))))
    (spaced,) = widths_of(plain_table("", row(cell(paragraph("竖", exact), margins + direction))))

    assert [bare, spaced] == near(16, 29)


@pytest.mark.parametrize(("settings", "left"), [("12", LEFT - 10), ("14", LEFT - 10), ("15", LEFT)])
def test_before_word_2013_the_text_of_the_first_cell_met_the_margin(settings: str, left: float) -> None:
    mode = f'<w:compatSetting w:name="compatibilityMode" w:val="{settings}"/>'
    margins = '<w:tcMar><w:left w:w="200" w:type="dxa"/></w:tcMar>'
    body = plain_table("", row(cell("甲", margins)), grid=(2000,))

    (page,) = set_pages(
        word_file(body, parts={"settings": f"<w:settings><w:compat>{mode}</w:compat></w:settings>"})
    ).pages

    assert column_edges(page)[0] == pytest.approx(left, abs=0.1)


def test_a_table_whose_first_row_has_no_cell_is_set_all_the_same() -> None:
    page = set_body(plain_table("", "<w:tr/>", row(wide("甲", 2000)))).pages[0]

    assert [run.text for run in page.runs] == ["甲"]
