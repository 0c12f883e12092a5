"""Columns (分栏) and page borders (页面边框): text fills one column after another, borders stand around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from traces import lines_of, set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file
from word_parts import mark, notes, of_runs, run

from report_builder.diagnostics import Findings

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Page

LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
TWO = '<w:cols w:num="2" w:space="425"/>'
LEFT, MEASURE = 1587 / 20, 442.25
SECOND = LEFT + (MEASURE + 21.25) / 2


def lines(count: int, word: str = "行", properties: str = LINE) -> str:
    return "".join(paragraph(f"{word}{number}", properties) for number in range(count))


def ends(section: str) -> str:
    """A paragraph that ends a section."""
    return f"<w:p><w:pPr>{LINE}<w:sectPr>{section}</w:sectPr></w:pPr></w:p>"


def in_columns(page: Page) -> tuple[list[str], list[str]]:
    """The lines of the left and of the right half of a page."""
    halves = (
        [found for found in page.runs if found.left < SECOND - 1],
        [found for found in page.runs if found.left >= SECOND - 1],
    )
    left, right = (lines_of(replace(page, runs=tuple(runs))) for runs in halves)
    return left, right


def tops(page: Page) -> dict[str, float]:
    """The baseline of each of a page's runs by its text."""
    return {found.text: found.baseline for found in page.runs}


def test_text_fills_one_column_after_the_other() -> None:
    pages = set_pages(word_file(lines(50), section=PAGE + TWO)).pages

    left, right = in_columns(pages[0])
    assert (len(left), len(right)) == (22, 22)
    assert (left[0], right[0], right[-1]) == ("行0", "行22", "行43")
    assert len(pages) == 2


def test_lines_are_as_wide_as_their_column() -> None:
    page = set_pages(word_file(paragraph("国" * 40, LINE), section=PAGE + TWO)).pages[0]

    assert [len(text) for text in lines_of(page)] == [13, 13, 13, 1]


def test_columns_before_another_section_on_the_page_end_evenly() -> None:
    body = lines(10) + ends(PAGE + TWO) + paragraph("下", LINE)

    (page,) = set_pages(word_file(body, section=PAGE + '<w:type w:val="continuous"/>')).pages

    left, right = in_columns(page)
    assert left[:-1] == [f"行{number}" for number in range(6)]
    assert right == [f"行{number}" for number in range(6, 10)]
    below = tops(page)["下"]
    assert below > max(each for text, each in tops(page).items() if text != "下")


def test_columns_begin_below_what_stands_on_the_page() -> None:
    body = lines(3, "上") + ends(PAGE) + paragraph("左", LINE) + lines(20) + paragraph("右", LINE) * 2

    page = set_pages(word_file(body, section=PAGE + TWO + '<w:type w:val="continuous"/>')).pages[0]

    left, _ = in_columns(page)
    assert left[:5] == ["上0", "上1", "上2", "左", "行0"]
    assert min(found.baseline for found in page.runs if found.left > SECOND - 1) == tops(page)["左"]


def test_a_column_break_goes_to_the_next_column_a_page_break_to_the_next_page() -> None:
    def broken(kind: str) -> str:
        return f'<w:p><w:r><w:t>一</w:t><w:br w:type="{kind}"/><w:t>二</w:t></w:r></w:p>'

    def pages(kind: str) -> int:
        return len(set_pages(word_file(broken(kind), section=PAGE + TWO)).pages)

    page = set_pages(word_file(broken("column"), section=PAGE + TWO)).pages[0]

    assert in_columns(page) == (["一"], ["二"])
    assert (pages("column"), pages("page")) == (1, 2)


def test_a_line_between_columns_reaches_as_far_down_as_the_text() -> None:
    section = PAGE + '<w:cols w:num="2" w:space="425" w:sep="1"/>'

    page = set_pages(word_file(lines(30), section=section)).pages[0]

    (rule,) = page.rules
    assert rule.left == rule.right == pytest.approx(LEFT + MEASURE / 2)
    assert rule.bottom > max(found.baseline for found in page.runs)


def test_columns_of_their_own_widths_begin_where_the_file_says() -> None:
    section = PAGE + (
        '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="3000" w:space="845"/><w:col w:w="3000"/></w:cols>'
    )

    page = set_pages(word_file(lines(22) + paragraph("右", LINE), section=section), Findings()).pages[0]

    assert next(found for found in page.runs if found.text == "右").left == pytest.approx(LEFT + 192.25)


def test_a_footnote_stands_at_the_foot_of_its_column_below_all_its_text() -> None:
    marked = of_runs(run("注"), mark(1), properties=LINE)
    docx = word_file(lines(30) + marked, section=PAGE + TWO, parts=notes("footnote", "脚注的文字"))

    page = set_pages(docx).pages[0]

    note = next(found for found in page.runs if "脚" in found.text)
    assert note.left >= SECOND - 1
    assert note.baseline > max(found.baseline for found in page.runs if found is not note) - 30


def test_a_table_goes_on_in_the_next_column() -> None:
    rows = [row(cell(paragraph(f"{number}", LINE))) for number in range(30)]

    left, right = in_columns(set_pages(word_file(table([3000], *rows), section=PAGE + TWO)).pages[0])

    assert [*left, *right] == [str(number) for number in range(30)]
    assert len(right) == 9


def bordered(shown: str = "", offset: str = ' w:offsetFrom="page"', style: str = "single") -> str:
    sides = "".join(
        f'<w:{side} w:val="{style}" w:sz="8" w:space="24" w:color="C00000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return PAGE + f"<w:pgBorders{offset}{shown}>{sides}</w:pgBorders>"


def test_a_page_border_stands_so_far_from_the_papers_edge() -> None:
    page = set_pages(word_file(paragraph("文"), section=bordered())).pages[0]

    assert len(page.rules) == 4
    assert min(rule.left for rule in page.rules) == pytest.approx(24)
    assert max(rule.right for rule in page.rules) == pytest.approx(page.width - 24)
    assert min(rule.top for rule in page.rules) == pytest.approx(24)
    assert max(rule.bottom for rule in page.rules) == pytest.approx(page.height - 24)


def test_a_page_border_may_stand_around_the_type_area() -> None:
    page = set_pages(word_file(paragraph("文"), section=bordered(offset=""))).pages[0]

    assert max(rule.top for rule in page.rules) == pytest.approx(page.height - 1984 / 20 + 24.5)
    assert min(rule.left for rule in page.rules) == pytest.approx(LEFT - 25)


@pytest.mark.parametrize(
    ("shown", "counts"), [("", [4, 4, 4]), ("firstPage", [4, 0, 0]), ("notFirstPage", [0, 4, 4])]
)
def test_a_page_border_stands_on_the_pages_that_it_is_for(shown: str, counts: list[int]) -> None:
    section = bordered(f' w:display="{shown}"' if shown else "")

    pages = set_pages(word_file(lines(60), section=section)).pages

    assert [len(page.rules) for page in pages] == counts


def test_a_double_page_border_has_two_lines_at_each_side() -> None:
    assert len(set_pages(word_file(paragraph("文"), section=bordered(style="double"))).pages[0].rules) == 8


@pytest.mark.parametrize(
    ("columns", "starts"),
    [
        ('<w:cols w:num="1" w:space="425"/>', [0]),
        ('<w:cols w:space="425"/>', [0]),
        ('<w:cols w:num="2"/>', [0, (MEASURE + 36) / 2]),
        ('<w:cols w:num="2" w:space="0"/>', [0, MEASURE / 2]),
        ('<w:cols w:num="4" w:space="8000"/>', [0]),
        ('<w:cols w:equalWidth="0"><w:col w:w="2000" w:space="400"/><w:col w:w="5000"/></w:cols>', [0, 120]),
        ('<w:cols w:equalWidth="0"><w:col w:w="4000"/></w:cols>', [0]),
        ('<w:cols w:equalWidth="0"><w:col w:w="100"/><w:col w:w="5000"/></w:cols>', [0]),
        ('<w:cols w:num="2" w:space="0" w:equalWidth="1"><w:col w:w="100"/></w:cols>', [0, MEASURE / 2]),
    ],
)
def test_columns_begin_where_their_section_says_if_there_is_room_for_them(
    columns: str, starts: list[float]
) -> None:
    turned = '<w:p><w:r><w:t>甲</w:t><w:br w:type="column"/><w:t>乙</w:t></w:r></w:p>'

    pages = set_pages(word_file(turned, section=PAGE + columns), Findings()).pages

    lefts = [found.left - LEFT for page in pages for found in page.runs]
    assert lefts == pytest.approx(starts if len(starts) == 2 else [0, 0], abs=0.1)
    assert len(pages) == (1 if len(starts) == 2 else 2)


def test_columns_before_a_section_that_begins_a_page_fill_one_after_the_other_whatever_comes_later() -> None:
    later = PAGE + '<w:type w:val="continuous"/>'
    body = lines(10) + ends(PAGE + TWO) + paragraph("下", LINE) + ends(PAGE) + paragraph("末", LINE)

    page = set_pages(word_file(body, section=later)).pages[0]

    left, right = in_columns(page)
    assert len(left) == 10
    assert right == []
