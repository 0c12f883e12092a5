"""Text that runs down or up a cell: where each character stands, and which way it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from table_files import DOWN, UP
from traces import faces, set_pages
from word_files import cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import GlyphRun, Page

SIZE: Final = 16.0
LINE: Final = '<w:spacing w:line="400" w:lineRule="exact"/>'


def page_of(text: str, direction: str, more: str = "", run: str = "") -> Page:
    """A page with one cell whose text runs as is said."""
    height = '<w:trHeight w:val="4000" w:hRule="exact"/>'
    turned = cell(paragraph(text, LINE + more, run), direction)
    (page,) = set_pages(word_file(table([1500], row(turned, properties=height))), Findings()).pages
    return page


def runs_of(text: str, direction: str, more: str = "") -> list[GlyphRun]:
    return list(page_of(text, direction, more).runs)


def test_hanzi_stand_upright_one_below_the_other() -> None:
    first, second, third = runs_of("一二三", DOWN)

    assert [each.turn for each in (first, second, third)] == [0, 0, 0]
    assert second.baseline - first.baseline == pytest.approx(SIZE)
    assert third.baseline - second.baseline == pytest.approx(SIZE)
    assert first.left == second.left


def test_letters_lie_on_their_side_and_take_their_own_width() -> None:
    runs = runs_of("iM国", DOWN)
    narrow, wide, hanzi = runs

    assert (narrow.turn, wide.turn, hanzi.turn) == (90, 90, 0)
    face = faces().face(narrow.look.face)
    assert wide.baseline - narrow.baseline == pytest.approx(face.advance("i") * SIZE, abs=0.01)
    assert face.advance("i") < 0.5 * face.advance("M") + 0.5


def test_brackets_and_dashes_turn_with_the_text() -> None:
    turns = {each.text: each.turn for each in runs_of("（国）—。", DOWN)}

    assert turns["（"] == turns["）"] == turns["—"] == 90
    assert turns["国"] == turns["。"] == 0


def test_a_stop_stands_in_the_upper_right_of_its_square() -> None:
    hanzi, stop = runs_of("国。", DOWN)

    assert stop.left - hanzi.left == pytest.approx(0.6 * SIZE)
    assert stop.baseline - hanzi.baseline == pytest.approx(SIZE - 0.6 * SIZE)


def test_text_that_runs_up_lies_as_a_whole_and_begins_at_the_foot() -> None:
    (run,) = runs_of("一二三", UP)

    assert run.turn == 270
    assert run.text == "一二三"
    below, above = runs_of("上", UP)[0].baseline, runs_of("下", DOWN)[0].baseline
    assert below > above


def test_a_line_of_hanzi_stands_in_the_middle_of_its_width() -> None:
    page = page_of("国", DOWN)
    (run,) = page.runs
    right = max(rule.left for rule in page.rules)
    left = min(rule.left for rule in page.rules)

    assert left < run.left < right - SIZE


def test_an_underline_runs_beside_text_that_runs_down() -> None:
    plain, underlined = (page_of("国国", DOWN, run=look) for look in ("", '<w:u w:val="single"/>'))

    (line,) = [rule for rule in underlined.rules if rule not in plain.rules]
    assert line.left == pytest.approx(line.right)
    assert line.bottom - line.top == pytest.approx(2 * SIZE, abs=0.1)


def test_lines_that_run_down_begin_at_the_right_and_go_on_to_the_left() -> None:
    body = paragraph("一", LINE) + paragraph("二", LINE)
    height = '<w:trHeight w:val="4000" w:hRule="exact"/>'
    (page,) = set_pages(word_file(table([1500], row(cell(body, DOWN), properties=height))), Findings()).pages
    first, second = sorted(page.runs, key=lambda run: run.text)
    left = min(rule.left for rule in page.rules)

    # 75 points wide, 5.4 of them free at each side; a line takes 20, and a hanzi of 16 stands in its middle.
    assert first.left == pytest.approx(left + 75 - 5.4 - 20 + 2, abs=0.6)
    assert first.left - second.left == pytest.approx(20.0)
