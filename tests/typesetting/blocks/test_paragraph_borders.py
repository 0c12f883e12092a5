"""Borders and shading of paragraphs: shared by those in a row, and parted with the lines that they hold."""

from __future__ import annotations

import pytest
from traces import lines_of, set_pages
from word_files import cell, paragraph, row, table, word_file

from report_builder.typesetting.placed.pages import Fill

LINE = '<w:spacing w:line="400" w:lineRule="exact"/>'
LEFT, RIGHT = 1587 / 20, (11906 - 1474) / 20


def box(*sides: str) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="4"/>' for side in sides)
    return f"{LINE}<w:pBdr>{lines}</w:pBdr>"


SHADED = LINE + '<w:shd w:val="clear" w:fill="355E00"/>'


def test_shading_lies_behind_the_paragraph_from_side_to_side() -> None:
    (page,) = set_pages(word_file(paragraph("标题", SHADED, '<w:color w:val="FFFFFF"/>'))).pages

    (ground,) = page.fills

    assert ground.colour == "355E00"
    assert (ground.left, ground.right) == pytest.approx((LEFT, RIGHT))
    assert ground.bottom - ground.top == pytest.approx(20)


def test_shading_of_text_lies_on_that_of_its_paragraph() -> None:
    (page,) = set_pages(word_file(paragraph("标题", SHADED, '<w:highlight w:val="yellow"/>'))).pages

    assert [fill.colour for fill in page.fills] == ["355E00", "FFFF00"]


def test_shading_parts_with_the_lines_at_a_page_end() -> None:
    pages = set_pages(word_file(paragraph("国" * 28 * 40, SHADED))).pages

    assert [len(page.fills) for page in pages] == [len(lines_of(page)) for page in pages]


def test_shading_in_a_cell_keeps_to_the_cell() -> None:
    shaded = cell(paragraph("甲", SHADED))

    (page,) = set_pages(word_file(table([3000, 3000], row(shaded, cell("乙"))))).pages

    (ground,) = page.fills
    assert isinstance(ground, Fill)
    assert ground.right - ground.left == pytest.approx(150 - 10.8)


def test_a_box_stands_outside_of_the_text() -> None:
    (page,) = set_pages(word_file(paragraph("甲", box("top", "left", "bottom", "right")))).pages

    upright = sorted({rule.left for rule in page.rules if rule.left == rule.right})
    level = [rule for rule in page.rules if rule.top == rule.bottom]
    assert upright == pytest.approx([LEFT - 4.5, RIGHT + 4.5])
    assert [(rule.left, rule.right) for rule in level] == [pytest.approx((LEFT - 5, RIGHT + 5))] * 2


def test_paragraphs_in_a_row_with_the_same_borders_share_them() -> None:
    same = box("top", "bottom")

    (page,) = set_pages(word_file(paragraph("甲", same) + paragraph("乙", same))).pages

    assert len(page.rules) == 2
    assert min(rule.top for rule in page.rules) < page.runs[0].baseline
    assert max(rule.top for rule in page.rules) > page.runs[1].baseline


@pytest.mark.parametrize(
    ("above", "below", "count"),
    [
        (box("bottom"), box("top", "bottom"), 3),
        (box("bottom") + '<w:ind w:left="400"/>', box("bottom"), 2),
        (box("bottom", "between"), box("bottom", "between"), 2),
        (LINE, box("bottom"), 1),
    ],
)
def test_paragraphs_with_other_borders_or_indents_keep_their_own(above: str, below: str, count: int) -> None:
    (page,) = set_pages(word_file(paragraph("甲", above) + paragraph("乙", below))).pages

    assert len(page.rules) == count


def test_a_line_across_is_drawn_from_side_to_side() -> None:
    across = (
        '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" style="width:0;height:1.5pt" o:hr="t"/>'
        "</w:pict></w:r></w:p>"
    )

    (page,) = set_pages(word_file(across + paragraph("甲"))).pages

    (rule,) = page.rules
    assert (rule.left, rule.right, rule.width) == pytest.approx((LEFT, RIGHT, 1.5))
