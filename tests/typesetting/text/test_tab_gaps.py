"""Text behind a tab that is set against a stop on the right: where its last character ends."""

from __future__ import annotations

import pytest
from traces import glyph_lefts, lines_of, set_pages
from word_files import word_file

STOP = 8845 / 20


@pytest.mark.parametrize("text", ["印发", "2016年12月31日印发", "第3版A4纸"])
def test_text_ends_on_its_stop_whatever_spaces_stand_between_its_scripts(text: str) -> None:
    tabs = '<w:tabs><w:tab w:val="right" w:pos="8845"/></w:tabs>'
    body = f"<w:p><w:pPr>{tabs}</w:pPr><w:r><w:t>办公室</w:t><w:tab/><w:t>{text}</w:t></w:r></w:p>"

    [page] = set_pages(word_file(body)).pages

    assert len(lines_of(page)) == 1
    left = page.runs[0].left
    character, last = glyph_lefts(page)[-1]
    size = page.runs[-1].look.size
    assert character == text[-1]
    assert last + size - left == pytest.approx(STOP, abs=0.1)
