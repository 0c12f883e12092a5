"""Borders of every kind: as many lines as their names say, as wide as Word draws them, corners that meet."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from traces import set_pages
from word_files import cell, paragraph, row, word_file

from report_builder.typesetting.placed.border_lines import wave

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Page, RuledLine

SIDES = ("top", "left", "bottom", "right")


def bordered(*sides: str, style: str = "double", size: int = 12) -> str:
    marks = "".join(
        f'<w:{side} w:val="{style}" w:sz="{size}" w:space="1" w:color="FF0000"/>' for side in sides
    )
    return f"<w:pBdr>{marks}</w:pBdr>"


def page_of(body: str) -> Page:
    return set_pages(word_file(body)).pages[0]


def across(page: Page) -> list[RuledLine]:
    return sorted((rule for rule in page.rules if rule.top == rule.bottom), key=lambda rule: rule.top)


def down(page: Page) -> list[RuledLine]:
    return sorted((rule for rule in page.rules if rule.left == rule.right), key=lambda rule: rule.left)


@pytest.mark.parametrize(
    ("style", "size", "widths", "height"),
    [
        ("single", 24, [3], 3),
        ("double", 24, [3, 3], 9),
        ("triple", 8, [1, 1, 1], 5),
        ("thinThickSmallGap", 24, [0.75, 3], 4.5),
        ("thickThinSmallGap", 24, [3, 0.75], 4.5),
        ("thinThickMediumGap", 24, [1.5, 3], 6),
        ("thickThinMediumGap", 24, [3, 1.5], 6),
        ("thinThickLargeGap", 24, [0.75, 1.5], 5.25),
        ("thickThinLargeGap", 24, [1.5, 0.75], 5.25),
        ("thinThickThinSmallGap", 24, [0.75, 3, 0.75], 6),
    ],
)
@pytest.mark.parametrize("side", ["top", "bottom"])
def test_a_paragraphs_border_has_the_lines_of_its_name_from_above(
    style: str, size: int, widths: list[float], height: float, side: str
) -> None:
    rules = across(page_of(paragraph("红线", bordered(side, style=style, size=size))))

    assert [rule.width for rule in rules] == pytest.approx(widths)
    first, last = rules[0], rules[-1]
    assert last.top + last.width / 2 - first.top + first.width / 2 == pytest.approx(height)


def test_text_below_a_border_of_many_lines_is_clear_of_it() -> None:
    page = page_of(paragraph("上", bordered("bottom", style="triple", size=24)) + paragraph("下"))

    below = next(run for run in page.runs if run.text == "下")
    assert max(rule.top + rule.width / 2 for rule in page.rules) < below.baseline - 16 * 0.8


def test_a_wave_is_a_wave_from_side_to_side() -> None:
    rules = page_of(paragraph("波", bordered("bottom", style="wave", size=6))).rules

    assert min(rule.left for rule in rules) == pytest.approx(79.35, abs=0.1)
    assert max(rule.right for rule in rules) == pytest.approx(521.6, abs=0.1)
    assert all(abs(rule.top - rule.bottom) > 1 for rule in rules)


@pytest.mark.parametrize("style", ["double", "thickThinMediumGap", "triple"])
def test_the_corners_of_a_paragraphs_borders_meet_line_by_line(style: str) -> None:
    page = page_of(paragraph("框", bordered(*SIDES, style=style)))

    horizontal, vertical = across(page), down(page)
    count = len(horizontal) // 2
    for depth in range(count):
        top, left = horizontal[depth], vertical[depth]
        bottom, right = horizontal[-1 - depth], vertical[-1 - depth]
        assert top.left == pytest.approx(left.left - left.width / 2)
        assert top.right == pytest.approx(right.left + right.width / 2)
        assert left.top == pytest.approx(top.top - top.width / 2)
        assert right.bottom == pytest.approx(bottom.top + bottom.width / 2)


def framed(style: str, inside: str = "single") -> str:
    outer = "".join(f'<w:{side} w:val="{style}" w:sz="12"/>' for side in SIDES)
    inner = "".join(f'<w:{side} w:val="{inside}" w:sz="4"/>' for side in ("insideH", "insideV"))
    rows = row(cell("甲"), cell("乙")) + row(cell("丙"), cell("丁"))
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr><w:tblBorders>{outer}{inner}</w:tblBorders></w:tblPr>{grid}{rows}</w:tbl>"


@pytest.mark.parametrize("style", ["double", "thinThickSmallGap", "triple"])
def test_the_corners_of_a_table_meet_line_by_line(style: str) -> None:
    page = page_of(framed(style))

    horizontal = [rule for rule in across(page) if rule.right - rule.left > 290]
    count = {"triple": 3}.get(style, 2)
    vertical = down(page)
    outer, inner = horizontal[0], horizontal[count - 1]
    assert outer.left == pytest.approx(vertical[0].left - vertical[0].width / 2)
    assert inner.left == pytest.approx(vertical[count - 1].left - vertical[count - 1].width / 2)
    assert vertical[0].top == pytest.approx(outer.top - outer.width / 2)
    assert vertical[count - 1].top == pytest.approx(inner.top - inner.width / 2)


def test_a_line_inside_a_table_ends_at_the_nearest_line_of_a_double_border() -> None:
    page = page_of(framed("double"))

    inside = next(rule for rule in across(page) if rule.width == pytest.approx(0.5))
    left, right = down(page)[1], down(page)[-2]
    assert left.left - left.width <= inside.left <= left.left + left.width
    assert right.left - right.width <= inside.right <= right.left + right.width


def test_each_stroke_of_a_wave_begins_where_the_last_one_ended() -> None:
    across, down = (
        list(wave(ends, 6.0, "000000")) for ends in ((10.0, 5.0, 50.0, 5.0), (5.0, 10.0, 5.0, 50.0))
    )

    assert across[0].left == 10.0
    assert across[-1].right == pytest.approx(50.0)
    assert all(one.right == pytest.approx(two.left) for one, two in pairwise(across))
    assert all(one.bottom == pytest.approx(two.top) for one, two in pairwise(across))
    assert max(each.top for each in across) - min(each.top for each in across) < 6.0
    assert [(each.top, each.left) for each in down] == [(each.left, each.top) for each in across]
    assert {each.width for each in across} == {across[0].width}


@pytest.mark.parametrize("side", ["top", "bottom"])
def test_a_border_in_a_cell_has_its_lines_from_above_as_one_in_the_text(side: str) -> None:
    bordered_text = paragraph("红线", bordered(side, style="thinThickSmallGap", size=24))
    grid = '<w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'

    rules = across(page_of(f"<w:tbl>{grid}{row(cell(bordered_text))}</w:tbl>"))

    assert [rule.width for rule in rules] == pytest.approx([0.75, 3])
