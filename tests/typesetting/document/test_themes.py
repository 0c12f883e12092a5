"""Theme fonts: every slot becomes a font before anything is set."""

from __future__ import annotations

import io

import docx
import pytest
from traces import set_pages
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings

THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>
<a:fontScheme name="Office">
  <a:majorFont><a:latin typeface="Calibri"/><a:ea typeface="黑体"/><a:cs typeface=""/></a:majorFont>
  <a:minorFont><a:latin typeface="Times New Roman"/><a:ea typeface=""/><a:cs typeface=""/>
    <a:font script="Jpan" typeface="ＭＳ ゴシック"/><a:font script="Hans" typeface="楷体"/></a:minorFont>
</a:fontScheme></a:themeElements></a:theme>"""


@pytest.mark.parametrize(
    ("slot", "face"), [("minorEastAsia", "Kai"), ("majorEastAsia", "Hei"), ("minorAscii", "Roman")]
)
def test_a_slot_of_the_theme_is_the_font_that_the_theme_names(slot: str, face: str) -> None:
    kind = "ascii" if slot.endswith("Ascii") else "eastAsia"
    body = paragraph("A" if kind == "ascii" else "字", "", f'<w:rFonts w:{kind}Theme="{slot}"/>')

    run = set_pages(word_file(body, parts={"theme1": THEME})).pages[0].runs[0]

    assert run.look.face == face


@pytest.mark.parametrize("language", ["zh-CN", "ja-JP", ""])
def test_a_document_without_a_chinese_language_is_still_set_in_chinese_faces(language: str) -> None:
    settings = f'<w:settings><w:themeFontLang w:val="en-US" w:eastAsia="{language}"/></w:settings>'
    body = paragraph("字", "", '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>')

    pages = set_pages(word_file(body, parts={"theme1": THEME, "settings": settings}))

    assert pages.pages[0].runs[0].look.face == "Kai"


def test_a_theme_that_is_missing_leaves_plain_song() -> None:
    body = paragraph("字", "", '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>')

    assert set_pages(word_file(body)).pages[0].runs[0].look.face == "Song"


def test_a_document_of_python_docx_comes_out_in_a_chinese_face() -> None:
    document = docx.Document()
    document.add_heading("标题", 1)
    document.add_paragraph("正文")
    buffer = io.BytesIO()
    document.save(buffer)
    findings = Findings()

    pages = set_pages(buffer.getvalue(), findings)

    assert {run.look.face for run in pages.pages[0].runs} == {"Song"}
    assert [found.code for found in findings if found.code.startswith("font")] == []
