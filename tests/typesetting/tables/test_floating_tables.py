"""Tables that float stand at their place, 版记 at the page's foot among them, and text keeps clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from traces import lines_of, set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Page

LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
LEFT, TOP, BOTTOM = 1587 / 20, 2098 / 20, 16838 / 20 - 1984 / 20


def lines(count: int) -> str:
    return "".join(paragraph(f"行{number}", LINE) for number in range(count))


def floating(place: str, *words: str, width: int = 3000) -> str:
    made = table([width], *(row(cell(paragraph(word, LINE))) for word in words or ("表",)))
    return made.replace("<w:tblPr>", f"<w:tblPr><w:tblpPr {place}/>")


def pages_of(body: str) -> tuple[Page, ...]:
    return set_pages(word_file(body)).pages


FOOT = 'w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"'


def edges(page: Page) -> tuple[float, float, float, float]:
    return (
        min(rule.left for rule in page.rules),
        min(rule.top for rule in page.rules),
        max(rule.right for rule in page.rules),
        max(rule.bottom for rule in page.rules),
    )


def test_a_colophon_stands_at_the_foot_of_the_type_area() -> None:
    (page,) = pages_of(lines(2) + floating(FOOT, "抄送", "印发", width=8845) + paragraph("", LINE))

    assert edges(page)[3] == pytest.approx(BOTTOM, abs=0.6)
    assert lines_of(page) == ["行0", "行1", "抄送", "印发"]


def test_a_colophon_that_finds_no_room_goes_to_the_next_page() -> None:
    pages = pages_of(lines(22) + floating(FOOT, "抄送") + paragraph("", LINE))

    assert [lines_of(page)[-1] for page in pages] == ["行21", "抄送"]


def test_text_after_a_table_at_the_foot_stands_above_it_and_goes_on_overleaf() -> None:
    pages = pages_of(floating(FOOT, "抄送") + lines(25))

    assert lines_of(pages[0])[-1] == "抄送"
    assert [len(lines_of(page)) for page in pages] == [21, 5]


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ('w:vertAnchor="page" w:horzAnchor="page" w:tblpX="2000" w:tblpY="6000"', 100),
        ('w:vertAnchor="page" w:horzAnchor="margin" w:tblpX="400" w:tblpY="6000"', LEFT + 20),
        ('w:vertAnchor="page" w:horzAnchor="margin" w:tblpXSpec="right" w:tblpY="6000"', LEFT + 442.25 - 150),
        ('w:vertAnchor="page" w:horzAnchor="page" w:tblpXSpec="center" w:tblpY="6000"', 595.3 / 2 - 75),
    ],
)
def test_a_table_stands_where_it_is_said_to_on_the_page(place: str, left: float) -> None:
    (page,) = pages_of(lines(3) + floating(place) + lines(3))

    assert edges(page)[0] == pytest.approx(left, abs=0.5)
    assert edges(page)[1] == pytest.approx(300, abs=0.5)


def test_text_goes_on_below_a_table_in_its_way() -> None:
    place = 'w:vertAnchor="page" w:horzAnchor="margin" w:tblpY="6000"'

    (page,) = pages_of(floating(place, "表") + lines(10))

    tops = {found.text: found.baseline for found in page.runs}
    assert tops["行5"] < tops["表"] < tops["行6"] < tops["行9"]
    assert tops["行6"] - tops["表"] > 20


def test_a_table_that_follows_the_text_stands_in_it_at_its_side() -> None:
    place = 'w:vertAnchor="text" w:horzAnchor="margin" w:tblpXSpec="right" w:tblpY="200"'

    (page,) = pages_of(lines(1) + floating(place) + paragraph("后", LINE))

    assert lines_of(page) == ["行0", "表", "后"]
    assert edges(page)[2] == pytest.approx(LEFT + 442.25, abs=0.5)
    assert edges(page)[1] == pytest.approx(TOP + 28.95 + 10, abs=0.6)


def test_a_floating_table_longer_than_a_page_parts_like_any_other() -> None:
    pages = pages_of(floating(FOOT, *(f"{number}" for number in range(30))))

    assert [text for page in pages for text in lines_of(page)] == [str(number) for number in range(30)]


def test_text_left_in_the_continuation_of_a_cell_merged_sideways_is_hidden() -> None:
    merged = [
        cell("甲", '<w:hMerge w:val="restart"/>'),
        cell("甲", '<w:hMerge w:val="continue"/>'),
        cell("乙"),
    ]

    page = set_pages(word_file(table([2000, 2000, 2000], row(*merged)), section=PAGE)).pages[0]

    assert lines_of(page) == ["甲乙"]


def lines_above(distance: int) -> int:
    """How many lines of text stand above a table in the middle of the page that keeps so much clear."""
    place = f'w:vertAnchor="page" w:horzAnchor="margin" w:tblpY="6000" w:topFromText="{distance}"'
    (page,) = pages_of(floating(place, width=8845) + lines(12))
    top = edges(page)[1]
    return sum(run.baseline < top for run in page.runs if run.text.startswith("行"))


def test_text_keeps_clear_above_a_table_as_far_as_it_says() -> None:
    assert [lines_above(0) - lines_above(distance) for distance in (579, 2 * 579)] == [1, 2]
