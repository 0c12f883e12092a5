"""The cascade of styles and the constructs of WordprocessingML that change what is read."""

from __future__ import annotations

import io

import docx
import pytest
from traces import lines_of, set_pages
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr>
  <w:rFonts w:eastAsia="宋体" w:ascii="宋体" w:hAnsi="宋体"/><w:sz w:val="21"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="正文"/>
  <w:rPr><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="一级标题"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="c"><w:name w:val="强调"/>
  <w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>
<w:style><w:name w:val="没有标识的样式"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="circle"><w:name w:val="圈"/><w:basedOn w:val="circle"/></w:style>
"""


DATE_FIELD = (
    "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>旧日期</w:t></w:r>"
    "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("properties", "run", "face", "size", "colour"),
    [
        ("", "", "Song", 16, "000000"),
        ('<w:pStyle w:val="b"/>', "", "Hei", 16, "000000"),
        ('<w:pStyle w:val="b"/>', '<w:sz w:val="44"/>', "Hei", 22, "000000"),
        ("", '<w:rStyle w:val="c"/>', "Song", 16, "FF0000"),
        ('<w:pStyle w:val="circle"/>', "", "Song", 10.5, "000000"),
        ('<w:pStyle w:val="nobody"/>', "", "Song", 16, "000000"),
    ],
)
def test_formatting_comes_from_defaults_then_styles_then_the_run_itself(
    properties: str, run: str, face: str, size: float, colour: str
) -> None:
    docx = word_file(paragraph("字", properties, run), styles=STYLES)

    look = set_pages(docx).pages[0].runs[0].look

    assert (look.face, look.size, look.colour) == (face, size, colour)


def test_headings_make_the_outline() -> None:
    docx = word_file(paragraph("一、概述", '<w:pStyle w:val="b"/>') + paragraph("正文"), styles=STYLES)

    bookmarks = set_pages(docx).bookmarks

    assert [(mark.text, mark.level, mark.page) for mark in bookmarks] == [("一、概述", 1, 0)]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>", "链接"),
        (
            "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            "控件",
        ),
        ("<w:p><w:sdt><w:sdtContent><w:r><w:t>26</w:t></w:r></w:sdtContent></w:sdt></w:p>", "26"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>", "显"),
        (DATE_FIELD, "旧日期"),
        ("<w:p><w:r><w:t> 甲 </w:t></w:r><w:r><w:t>\n乙\n丙</w:t></w:r></w:p>", "甲乙 丙"),
        ('<w:p><w:r><w:t xml:space="preserve">甲 </w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>', "甲 乙"),
        ('<w:p xml:space="preserve"><w:r><w:t>甲 </w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>', "甲 乙"),
        ("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>word甲ß</w:t></w:r></w:p>", "WORD甲SS"),
        ("<w:p><w:r><w:rPr><w:smallCaps/></w:rPr><w:t>Word甲</w:t></w:r></w:p>", "WORD甲"),
    ],
)
def test_what_a_reader_of_the_document_sees_is_read(body: str, text: str) -> None:
    page = set_pages(word_file(body)).pages[0]

    assert lines_of(page) == [text]


def test_small_capitals_are_lower_than_the_letters_that_are_capitals_in_the_text() -> None:
    docx = word_file(paragraph("Word", run="<w:smallCaps/>"))

    runs = set_pages(docx).pages[0].runs

    assert [(run.text, run.look.size) for run in runs] == [("W", 16), ("ORD", pytest.approx(12.8))]


@pytest.mark.parametrize(
    ("outlines", "levels"),
    [("012", [1, 2, 3]), ("101", [1, 1, 2]), ("2422", [1, 2, 1, 1]), ("0210", [1, 2, 2, 1])],
)
def test_no_level_of_headings_is_skipped(outlines: str, levels: list[int]) -> None:
    body = "".join(paragraph("题", f'<w:outlineLvl w:val="{outline}"/>') for outline in outlines)
    empty = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:p>'

    pages = set_pages(word_file(empty + body))

    assert [element.level for element in pages.elements if element.text] == levels
    assert [bookmark.level for bookmark in pages.bookmarks if bookmark.text] == levels


def test_a_heading_of_a_no_break_space_counts_among_the_levels() -> None:
    body = "".join(
        paragraph(text, f'<w:outlineLvl w:val="{level}"/>') for level, text in ((0, "题"), (2, "\u00a0"))
    )

    pages = set_pages(word_file(body))

    assert [element.level for element in pages.elements if element.text] == [1, 2]


@pytest.mark.parametrize(
    ("written", "language"), [("en-US", "en-US"), ("", "zh-CN"), ("中文", "zh-CN"), ("语言 x", "zh-CN")]
)
def test_a_language_that_is_no_tag_is_taken_for_chinese(written: str, language: str) -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.core_properties.language = written
    buffer = io.BytesIO()
    document.save(buffer)

    assert set_pages(buffer.getvalue(), Findings()).language == language


@pytest.mark.parametrize(("code", "shown"), [("F0A8", "□"), ("00FC", "✔"), ("25A1", "□")])
def test_a_symbol_is_named_by_its_code_in_sixteens(code: str, shown: str) -> None:
    font = "宋体" if code == "25A1" else "Wingdings"
    symbol = f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p>'

    assert lines_of(set_pages(word_file(symbol)).pages[0]) == [shown]


@pytest.mark.parametrize("code", ["", "xyz", "FFFFFFFF"])
def test_a_symbol_without_a_code_is_told(code: str) -> None:
    findings = Findings()

    set_pages(word_file(f'<w:p><w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r></w:p>'), findings)

    assert any(code in found.message or code in found.evidence for found in findings if "符号" in str(found))
    assert [found.code for found in findings if "符号" in str(found)]
