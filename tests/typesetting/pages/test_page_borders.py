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
