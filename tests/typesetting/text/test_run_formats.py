"""Looks of characters that official documents use, and tab stops that align figures or draw lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from traces import glyph_lefts, set_pages
from word_files import word_file
from word_parts import of_runs, run

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Page

LEFT = 1587 / 20


def page_of(*content: str, properties: str = "") -> Page:
    return set_pages(word_file(of_runs(*content, properties=properties))).pages[0]


def tabbed(stops: str, text: str) -> Page:
    return page_of(
        f"<w:r><w:t>数</w:t><w:tab/><w:t>{text}</w:t></w:r>", properties=f"<w:tabs>{stops}</w:tabs>"
    )


@pytest.mark.parametrize(
    ("text", "whole"), [("3.14", 1), ("1,234.5", 5), ("12.5%", 2), ("1000", 4), ("约7.5", 2)]
)
def test_figures_are_aligned_by_their_points(text: str, whole: int) -> None:
    page = tabbed('<w:tab w:val="decimal" w:pos="4000"/>', text)

    lefts = [left for character, left in glyph_lefts(page) if character != "数"]
    end = lefts[whole] if whole < len(lefts) else lefts[-1] + 8
    assert end == pytest.approx(LEFT + 200, abs=0.5)


def test_a_bar_stands_in_every_line_of_its_paragraph() -> None:
    page = page_of(run("国" * 60), properties='<w:tabs><w:tab w:val="bar" w:pos="2000"/></w:tabs>')

    assert [rule.left for rule in page.rules] == pytest.approx([LEFT + 100] * 3)
    assert page.rules[0].bottom == pytest.approx(page.rules[1].top)


def test_a_border_stands_once_around_neighbouring_runs() -> None:
    look = '<w:bdr w:val="single" w:sz="4" w:space="0"/>'
    page = page_of(run("前"), run("字符", look), run("边框", look + "<w:b/>"), run("后"))

    assert len(page.rules) == 4
    assert min(rule.left for rule in page.rules) == pytest.approx(LEFT + 16, abs=0.3)
    assert max(rule.right for rule in page.rules) == pytest.approx(LEFT + 16 * 5, abs=0.3)


def test_a_double_strike_is_two_lines() -> None:
    assert len(page_of(run("删", "<w:dstrike/>")).rules) == 2
    assert len(page_of(run("删", "<w:strike/>")).rules) == 1


def test_a_waved_underline_is_a_wave() -> None:
    rules = page_of(run("波浪", '<w:u w:val="wave"/>')).rules

    assert len(rules) > 4
    assert all(rule.top != rule.bottom for rule in rules)


@pytest.mark.parametrize("width", [1920, 500])
def test_runs_of_one_mark_are_together_as_wide_as_is_asked_for(width: int) -> None:
    look = f'<w:fitText w:val="{width}" w:id="2"/>'
    page = page_of(run("姓", look), run("名人", look), run("后"))

    lefts = dict(glyph_lefts(page))
    assert lefts["后"] == pytest.approx(LEFT + width / 20)
    assert lefts["人"] == pytest.approx(LEFT + width / 20 - 16)


def test_a_border_stands_as_far_from_its_text_as_it_says() -> None:
    def sides(space: int) -> tuple[float, float]:
        look = f'<w:bdr w:val="single" w:sz="4" w:space="{space}"/>'
        upright = [rule for rule in page_of(run("框", look)).rules if rule.left == rule.right]
        return min(rule.left for rule in upright), max(rule.left for rule in upright)

    near, far = sides(0), sides(4)

    assert near[0] - far[0] == pytest.approx(4.0)
    assert far[1] - near[1] == pytest.approx(4.0)
