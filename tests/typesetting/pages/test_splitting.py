"""What no longer fits on a page → how much of it still goes there, line by line and row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from traces import lines_of, set_pages
from word_files import cell, paragraph, row, word_file

from report_builder.diagnostics import Findings

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Pages

# 22 of these lines fill a page; 27 hanzi fill a line.
LINE: Final = '<w:spacing w:line="579" w:lineRule="exact"/>'
ROWS: Final = 22
WIDTH: Final = 27


def filler(count: int) -> str:
    return "".join(paragraph(f"行{number}", LINE) for number in range(count))


def long(lines: int, properties: str = "", letter: str = "国") -> str:
    """A paragraph of so many lines."""
    return paragraph(letter * WIDTH * (lines - 1) + letter * 5, LINE + properties)


def cells(*columns: str, properties: str = "") -> str:
    """A row of cells without margins or borders, each a letter and how many lines it takes: 甲3."""
    made = []
    for column in columns:
        texts = "".join(paragraph(f"{column[0]}{number}", LINE) for number in range(int(column[1:])))
        made.append(cell(texts))
    return row(*made, properties=properties)


def grid(*rows: str, columns: int = 1) -> str:
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    widths = "".join('<w:gridCol w:w="2000"/>' for _ in range(columns))
    properties = f"<w:tblPr><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return f"<w:tbl>{properties}<w:tblGrid>{widths}</w:tblGrid>{''.join(rows)}</w:tbl>"


def pages_of(body: str) -> Pages:
    return set_pages(word_file(body), Findings())


def begun(body: str, letters: str = "国") -> list[int]:
    """How many lines that begin with one of the letters stand on each page."""
    return [sum(line.startswith(tuple(letters)) for line in lines_of(page)) for page in pages_of(body).pages]


@pytest.mark.parametrize(
    ("lines", "room", "taken"),
    [
        (2, 2, 2), (2, 1, 0), (3, 2, 0), (3, 1, 0), (4, 3, 2), (4, 2, 2), (4, 1, 0), (5, 4, 3), (5, 3, 3),
        (5, 2, 2), (6, 5, 4), (6, 4, 4), (30, 22, 22), (24, 23, 22),
    ],
)  # fmt: skip
def test_two_lines_at_least_stay_and_two_at_least_go_on(lines: int, room: int, taken: int) -> None:
    found = begun(filler(max(ROWS - room, 0)) + long(lines))

    assert found[0] == min(taken, ROWS)
    assert sum(found) == lines


@pytest.mark.parametrize(("lines", "room", "taken"), [(2, 1, 1), (3, 2, 2), (3, 1, 1), (4, 3, 3)])
def test_without_widow_control_a_page_takes_what_fits(lines: int, room: int, taken: int) -> None:
    assert begun(filler(ROWS - room) + long(lines, '<w:widowControl w:val="0"/>')) == [taken, lines - taken]


def test_a_paragraph_that_keeps_its_lines_goes_on_whole() -> None:
    assert begun(filler(ROWS - 4) + long(5, "<w:keepLines/>")) == [0, 5]
    assert begun(filler(ROWS - 5) + long(5, "<w:keepLines/>")) == [5]


def test_spaces_around_a_parted_paragraph_stand_at_its_ends_alone() -> None:
    spaced = '<w:spacing w:before="579" w:after="579" w:line="579" w:lineRule="exact"/>'
    text = paragraph("国" * WIDTH * 4, spaced)

    first, second = pages_of(filler(ROWS - 3) + text + filler(2)).pages

    baselines = [sorted({round(run.baseline, 1) for run in page.runs}) for page in (first, second)]
    assert [line.startswith("国") for line in lines_of(first)][-2:] == [True, True]
    assert round(baselines[0][-2] - baselines[0][-3], 1) == pytest.approx(57.9, abs=0.2)
    assert baselines[1][0] == pytest.approx(baselines[0][0], abs=0.1)  # no space above what goes on
    assert round(baselines[1][2] - baselines[1][1], 1) == pytest.approx(57.9, abs=0.2)


def test_a_framed_paragraph_is_open_where_it_parts() -> None:
    sides = "".join(f'<w:{side} w:val="single" w:sz="8"/>' for side in ("top", "bottom"))

    first, second = pages_of(filler(ROWS - 3) + long(5, f"<w:pBdr>{sides}</w:pBdr>")).pages

    assert [len([rule for rule in page.rules if rule.top == rule.bottom]) for page in (first, second)] == [
        1,
        1,
    ]
    above, below = (min(rule.top for rule in page.rules) for page in (first, second))
    assert above < min(run.baseline for run in first.runs if run.text.startswith("国"))
    assert below > max(run.baseline for run in second.runs if run.text.startswith("国")) - 1


# --- tables -----------------------------------------------------------------------------------------


def test_rows_go_on_where_the_page_ends() -> None:
    rows = [cells("甲1") for _ in range(6)]

    assert begun(filler(ROWS - 4) + grid(*rows), "甲") == [4, 2]
    assert begun(filler(ROWS - 6) + grid(*rows), "甲") == [6]


@pytest.mark.parametrize(
    ("room", "taken"), [(1, 0), (2, 2), (3, 3), (4, 3), (5, 5)]
)  # two lines stay, and two go on, in a row of five
def test_a_row_parts_between_the_paragraphs_of_its_cell(room: int, taken: int) -> None:
    text = paragraph("国" * 6 * 4 + "国" * 3, LINE)

    found = begun(filler(ROWS - room) + grid(row(cell(text))))

    assert found[0] == taken
    assert sum(found) == 5


def test_a_row_that_may_not_part_goes_on_whole() -> None:
    assert begun(filler(ROWS - 3) + grid(cells("甲4", properties="<w:cantSplit/>")), "甲") == [0, 4]


def test_a_row_of_a_fixed_height_goes_on_whole() -> None:
    height = f'<w:trHeight w:val="{579 * 4}" w:hRule="exact"/>'

    assert begun(filler(ROWS - 3) + grid(cells("甲4", properties=height)), "甲") == [0, 4]


def test_a_row_waits_where_one_of_its_cells_would_show_nothing() -> None:
    kept = cell(long(3, "<w:keepLines/>", "乙")[:])
    free = cell("".join(paragraph(f"甲{number}", LINE) for number in range(6)))

    assert begun(filler(ROWS - 2) + grid(row(free, kept), columns=2), "甲")[0] == 0


def test_a_row_taller_than_any_page_parts_although_it_may_not() -> None:
    found = begun(grid(cells(f"甲{ROWS + 5}", properties="<w:cantSplit/>")), "甲")

    assert found == [ROWS, 5]


def test_a_short_cell_beside_a_long_one_stays_on_the_first_page() -> None:
    body = filler(ROWS - 3) + grid(cells("甲6", "乙2"), columns=2)

    assert begun(body, "甲") == [3, 3]
    first, second = pages_of(body).pages
    assert any("乙1" in line for line in lines_of(first))
    assert not any("乙" in line for line in lines_of(second))


def test_a_head_never_stands_alone_and_is_repeated() -> None:
    head = cells("头1", properties="<w:tblHeader/><w:cantSplit/>")
    rows = [cells("甲1", properties="<w:cantSplit/>") for _ in range(3)]

    assert begun(filler(ROWS - 1) + grid(head, *rows), "头甲") == [0, 4]
    assert begun(filler(ROWS - 2) + grid(head, *rows), "头甲") == [2, 3]


def test_a_row_that_keeps_with_the_next_goes_on_with_it() -> None:
    kept = row(cell(paragraph("甲0", LINE + "<w:keepNext/>")), properties="<w:cantSplit/>")
    rows = [cells("甲1", properties="<w:cantSplit/>"), kept, cells("甲1", properties="<w:cantSplit/>")]

    assert begun(filler(ROWS - 2) + grid(*rows), "甲") == [1, 2]
    assert begun(filler(ROWS - 3) + grid(*rows), "甲") == [3]


def test_rows_that_no_page_holds_together_part_where_the_page_is_full() -> None:
    kept = row(cell(paragraph("甲0", LINE + "<w:keepNext/>")), properties="<w:cantSplit/>")

    assert begun(filler(5) + grid(*[kept] * (ROWS + 3)), "甲") == [ROWS - 5, 8]


def test_a_cell_over_several_rows_goes_on_below_the_cut() -> None:
    tall = cell("".join(paragraph(f"乙{number}", LINE) for number in range(6)), '<w:vMerge w:val="restart"/>')
    goes_on = cell(paragraph("", LINE), "<w:vMerge/>")
    rows = [
        row(tall, cell(paragraph("甲0", LINE))),
        *(row(goes_on, cell(paragraph("甲0", LINE))) for _ in range(5)),
    ]

    body = filler(ROWS - 4) + grid(*rows, columns=2)

    lines = [line for page in pages_of(body).pages for line in lines_of(page)]
    first, second = pages_of(body).pages
    assert sum("甲" in line for line in lines_of(first)) == 4
    assert sum("甲" in line for line in lines_of(second)) == 2
    shown = [number for number in range(6) if any(f"乙{number}" in line for line in lines_of(first))]
    assert shown == [0, 1, 2, 3]
    assert sum("乙" in line for line in lines) == 6


def test_turned_text_stays_whole() -> None:
    turned = cell(paragraph("直排字", LINE), '<w:textDirection w:val="tbRlV"/>')
    beside = cell("".join(paragraph(f"甲{number}", LINE) for number in range(8)))

    body = filler(ROWS - 4) + grid(row(turned, beside), columns=2)

    counts = ["".join(lines_of(page)).count("直") for page in pages_of(body).pages]
    assert sum(counts) == 1
    assert begun(body, "甲直")[0] >= 1


@pytest.mark.parametrize(("widows", "room", "begins"), [("0", 1, 1), ("1", 1, 0), ("1", 2, 2)])
def test_what_stays_with_a_row_waits_for_no_more_of_it_than_its_first_lines(
    widows: str, room: int, begins: int
) -> None:
    title = paragraph("题", LINE + "<w:keepNext/>")
    text = paragraph("国" * 6 * 4 + "国" * 3, f'{LINE}<w:widowControl w:val="{widows}"/>')

    found = pages_of(filler(ROWS - 1 - room) + title + grid(row(cell(text))))

    first = lines_of(found.pages[0])
    assert ("题" in first) is bool(begins)
    assert sum(line.startswith("国") for line in first) == begins
