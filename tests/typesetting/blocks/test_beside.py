"""Text and the drawings that it keeps clear of: beside them, above and below, never under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drawing_files import anchored, inline, photograph, picture, run, with_files
from hypothesis import example, given, settings
from hypothesis import strategies as st
from traces import faces, set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import GlyphRun, Page

LEFT, TOP, RIGHT = 1587 / 20, 2098 / 20, 1587 / 20 + 442.25
FILES = {"a.jpg": photograph()}
LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'


def pages_of(body: str, findings: Findings | None = None, section: str = PAGE) -> tuple[Page, ...]:
    return set_pages(with_files(word_file(body, section=section), FILES), findings).pages


def square(
    width: float = 120,
    height: float = 100,
    across: tuple[str, float | str] = ("column", 0.0),
    down: tuple[str, float | str] = ("paragraph", 0.0),
) -> str:
    """A run with a picture that text runs beside."""
    wrap = 'wrapSquare wrapText="bothSides"'
    return run(anchored(picture("a.jpg"), width, height, wrap=wrap, across=across, down=down))


def with_picture(shown: str, words: str) -> str:
    return paragraph(words, LINE).replace("</w:pPr>", f"</w:pPr>{shown}", 1)


def ends_of(found: GlyphRun) -> tuple[float, float]:
    face = faces().face(found.look.face)
    width = sum(face.advance(each) * found.look.size + found.spacing for each in found.text)
    return found.left, found.left + width - found.spacing


def is_covered(page: Page) -> bool:
    """Whether any text of a page stands where a picture stands."""
    return any(
        ends_of(found)[0] < shown.right - 0.1
        and ends_of(found)[1] > shown.left + 0.1
        and found.baseline - 10 < shown.bottom
        and found.baseline > shown.top + 0.1
        for found in page.runs
        for shown in page.pictures
    )


def test_text_runs_beside_a_picture_and_below_it_over_the_whole_width() -> None:
    (page,) = pages_of(with_picture(square(), "国" * 200))

    lefts = [found.left for found in page.runs]
    assert lefts[:4] == pytest.approx([LEFT + 120] * 4)
    assert lefts[4:] == pytest.approx([LEFT] * len(lefts[4:]))
    assert not is_covered(page)


def test_text_runs_on_the_wider_side() -> None:
    (page,) = pages_of(with_picture(square(across=("column", "right")), "国" * 200))

    assert page.runs[0].left == pytest.approx(LEFT)
    assert not is_covered(page)


def test_paragraphs_that_follow_run_beside_the_picture_too() -> None:
    (page,) = pages_of(with_picture(square(), "一") + paragraph("国" * 60, LINE) + paragraph("完", LINE))

    assert [found.left for found in page.runs[:4]] == pytest.approx([LEFT + 120] * 4)
    assert not is_covered(page)


def test_a_table_begins_below_the_picture() -> None:
    (page,) = pages_of(with_picture(square(), "一") + table([3000], row(cell("表"))))

    assert next(found for found in page.runs if found.text == "表").baseline > TOP + 100


def test_text_stands_below_a_picture_that_leaves_less_than_an_inch() -> None:
    (page,) = pages_of(with_picture(square(width=400), "国国"))

    assert page.runs[0].baseline > TOP + 100


@pytest.mark.parametrize("wrap", ['wrapSquare wrapText="bothSides"', "wrapTopAndBottom"])
@pytest.mark.parametrize("down", [("page", 200.0), ("margin", 60.0), ("margin", "center")])
def test_text_stands_above_and_below_a_picture_that_stands_by_the_page(
    wrap: str, down: tuple[str, float | str]
) -> None:
    shown = run(anchored(picture("a.jpg"), 120, 100, wrap=wrap, down=down))
    body = with_picture(shown, "一") + "".join(paragraph(f"行{number}", LINE) for number in range(30))

    pages = pages_of(body)

    assert len(pages[0].pictures) == 1
    assert not is_covered(pages[0])
    above = [found for found in pages[0].runs if found.baseline < pages[0].pictures[0].top]
    assert above
    assert len(above) < len(pages[0].runs)


def test_pictures_side_by_side_take_their_height_once() -> None:
    def clear(across: float) -> str:
        down = ("paragraph", 30.0)
        shown = picture("a.jpg")
        return run(anchored(shown, 83.5, 83.5, wrap="wrapTopAndBottom", across=("column", across), down=down))

    (page,) = pages_of(with_picture(clear(86) + clear(0), "两图同段") + paragraph("后文", LINE))

    after = next(found for found in page.runs if found.text == "后文")
    assert TOP + 30 + 83.5 < after.baseline < TOP + 30 + 83.5 + 29


def test_pictures_in_consecutive_paragraphs_each_take_their_height() -> None:
    shown = run(anchored(picture("a.jpg"), 80, 60, wrap="wrapTopAndBottom"))

    (page,) = pages_of(with_picture(shown, "一") + with_picture(shown, "二") + paragraph("三", LINE))

    first, second = sorted(page.pictures, key=lambda each: each.top)
    assert second.top >= first.bottom
    assert not is_covered(page)


def test_a_picture_over_a_cells_text_does_not_cover_the_next_row() -> None:
    shown = run(anchored(picture("a.jpg"), 118, 118))
    first = row(cell(f"<w:p>{shown}</w:p>"), cell("说明"))

    (page,) = pages_of(table([4000, 3000], first, row(cell("下一行"), cell("下一行"))))

    assert not is_covered(page)


def test_a_picture_in_a_line_of_a_cell_covers_nothing() -> None:
    shown = inline(picture("a.jpg"), 100, 100)

    (page,) = pages_of(table([4000], row(cell(f"<w:p>{shown}</w:p>")), row(cell("下一行"))))

    assert not is_covered(page)


# The last picture hangs over the foot of the page, so that it stands farther up than its lines were set for.
MOVED_UP = [
    (0.0, 0.0, 123.0, 145.0, "column"),
    (0.0, 0.0, 139.0, 116.0, "column"),
    (0.0, 116.0, 10.0, 222.0, "column"),
]

PLACES = st.tuples(
    st.floats(-20, 460),
    st.floats(-10, 200),
    st.floats(10, 300),
    st.floats(10, 250),
    st.sampled_from(["column", "margin", "page"]),
)


@settings(deadline=None, max_examples=60)
@example(MOVED_UP, 117, "left")
@given(st.lists(PLACES, min_size=1, max_size=3), st.integers(0, 120), st.sampled_from(["left", "both"]))
def test_no_text_of_a_page_stands_under_a_picture_that_it_runs_beside(
    places: list[tuple[float, float, float, float, str]], length: int, alignment: str
) -> None:
    body = "".join(
        with_picture(
            square(width, height, across=(base, across), down=("paragraph", down)), "国" * (length + 1)
        )
        for across, down, width, height, base in places
    )
    body = body.replace("<w:spacing", f'<w:jc w:val="{alignment}"/><w:spacing')

    pages = set_pages(with_files(word_file(body + paragraph("完", LINE)), FILES), Findings()).pages

    assert sum(len(page.pictures) for page in pages) == len(places)
    if len(pages) == 1 and min(down for _, down, *_ in places) >= 0:
        assert not is_covered(pages[0])
