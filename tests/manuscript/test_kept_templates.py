"""A template whose text was prepared for an earlier report → this report's own words in its own template."""

from __future__ import annotations

import io

import pytest
from docx import Document
from lxml.etree import QName

from report_builder.manuscript.kept_templates import KeptTemplate


def template(*runs: str) -> bytes:
    """A document of one paragraph, its text in runs."""
    document = Document()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph.add_run(run)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def filled(docx: bytes, **words: str) -> list[str]:
    """The names of what the paragraph's runs hold, and their letters."""
    opened = KeptTemplate(io.BytesIO(docx))
    opened.render(words)
    shown = (each for run in opened.docx.paragraphs[0].runs for each in run._element)  # noqa: SLF001
    return [each.text or QName(each).localname for each in shown if QName(each).localname != "rPr"]


def test_a_placeholder_in_pieces_is_found_each_time_and_filled_anew() -> None:
    docx = template("{", "{ 机", "关 }}")

    assert "".join(filled(docx, 机关="甲局")) == "甲局"
    assert "".join(filled(docx, 机关="乙局")) == "乙局"


def test_templates_that_differ_in_a_word_are_kept_apart() -> None:
    assert filled(template("甲{{ 词 }}"), 词="一") == ["甲一"]
    assert filled(template("乙{{ 词 }}"), 词="一") == ["乙一"]


@pytest.mark.parametrize(("sign", "made"), [("\t", "tab"), ("\n", "br")])
def test_a_tab_or_a_line_end_in_a_filled_word_is_one_in_word(sign: str, made: str) -> None:
    assert filled(template("{{ 词 }}"), 词=f"上{sign}下") == ["上", made, "下"]
