"""Borders of pages: on the first page of a section, on the others, or on all."""

from __future__ import annotations

import pytest
from traces import set_pages
from word_files import PAGE, paragraph, word_file

SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="24"/>' for side in ("top", "left", "bottom", "right")
)


@pytest.mark.parametrize(
    ("shown", "framed"),
    [("firstPage", [4, 0, 0]), ("notFirstPage", [0, 4, 4]), ("allPages", [4, 4, 4])],
)
def test_a_page_is_framed_where_its_section_says(shown: str, framed: list[int]) -> None:
    borders = f'<w:pgBorders w:offsetFrom="page" w:display="{shown}">{SIDES}</w:pgBorders>'
    body = paragraph("一") + paragraph("二", "<w:pageBreakBefore/>") + paragraph("三", "<w:pageBreakBefore/>")

    pages = set_pages(word_file(body, section=PAGE + borders)).pages

    assert [len(page.rules) for page in pages] == framed


def ends(*sides: str, from_page: bool = True) -> list[tuple[float, float, float, float]]:
    """Where the lines of a page run whose borders, a point wide and 24 from the edge, are at these sides."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="24"/>' for side in sides)
    offset = "page" if from_page else "text"
    section = f'{PAGE}<w:pgBorders w:offsetFrom="{offset}">{borders}</w:pgBorders>'
    (page,) = set_pages(word_file(paragraph("一"), section=section)).pages
    return [
        (round(rule.left, 1), round(rule.top, 1), round(rule.right, 1), round(rule.bottom, 1))
        for rule in page.rules
    ]


def test_a_border_at_one_side_alone_runs_from_edge_to_edge_or_over_the_type_area() -> None:
    assert ends("top") == [(0, 24.5, 595.3, 24.5)]
    assert ends("left") == [(24.5, 0, 24.5, 841.9)]
    assert ends("top", from_page=False) == [(79.3, 80.4, 521.6, 80.4)]
    assert ends() == []


def test_borders_all_around_meet_at_their_corners() -> None:
    top, bottom, left, right = ends("top", "left", "bottom", "right")

    assert (top[1], bottom[1], left[0], right[0]) == (24.5, 817.4, 24.5, 570.8)
    assert {round(left[0] - 0.5, 1), round(right[0] + 0.5, 1)} == {top[0], top[2]} == {bottom[0], bottom[2]}
    assert {top[1], bottom[1]} == {round(left[1] + 0.5, 1), round(left[3] - 0.5, 1)}
