"""Lines on the page: the grid of GB/T 9704, alignment, indents, heights."""

from __future__ import annotations

import pytest
from traces import faces, glyph_lefts, lines_of, set_pages
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings

# GB/T 9704-2012, 5.2: 156 mm by 225 mm hold 28 characters on each of 22 lines.
BODY = '<w:jc w:val="both"/><w:spacing w:line="579" w:lineRule="exact"/>'
CONDENSED = '<w:spacing w:val="-5"/>'
MEASURE = (11906 - 1587 - 1474) / 20


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    docx = word_file(paragraph("国" * 28 * 30, BODY, CONDENSED))

    first = set_pages(docx).pages[0]

    assert [len(line) for line in lines_of(first)] == [28] * 22


def test_a_justified_line_fills_the_measure_to_its_end() -> None:
    docx = word_file(paragraph("国" * 60, BODY, CONDENSED))

    run = set_pages(docx).pages[0].runs[0]

    right = run.left + 27 * (16 + run.spacing) + 16
    assert run.left == pytest.approx(1587 / 20)
    assert right == pytest.approx(1587 / 20 + MEASURE, abs=0.3)


def test_the_last_line_of_a_justified_paragraph_is_not_stretched() -> None:
    docx = word_file(paragraph("国" * 30, BODY))

    last = set_pages(docx).pages[0].runs[-1]

    assert last.spacing == 0


def test_a_centred_line_has_equal_room_on_both_sides() -> None:
    docx = word_file(paragraph("标题", '<w:jc w:val="center"/>'))

    run = set_pages(docx).pages[0].runs[0]

    assert run.left - 1587 / 20 == pytest.approx((MEASURE - 32) / 2)


@pytest.mark.parametrize(
    ("indent", "left"),
    [
        ('<w:ind w:firstLineChars="200"/>', 32.0),
        ('<w:ind w:firstLine="630"/>', 31.5),
        ('<w:ind w:firstLineChars="200" w:firstLine="630"/>', 32.0),
        ('<w:ind w:left="315"/>', 15.75),
        ('<w:ind w:left="630" w:hanging="315"/>', 15.75),
    ],
)
def test_an_indent_moves_the_first_line(indent: str, left: float) -> None:
    docx = word_file(paragraph("缩进", indent))

    run = set_pages(docx).pages[0].runs[0]

    assert run.left - 1587 / 20 == pytest.approx(left)


def test_digits_keep_a_quarter_em_from_hanzi() -> None:
    docx = word_file(paragraph("共26件"))

    page = set_pages(docx).pages[0]

    lefts = {character: left - 1587 / 20 for character, left in glyph_lefts(page)}
    assert lefts == pytest.approx({"共": 0, "2": 16 + 4, "6": 28, "件": 16 + 4 + 16 + 4})


def test_the_gap_can_be_switched_off_by_the_document() -> None:
    docx = word_file(paragraph("共26件", '<w:autoSpaceDN w:val="0"/>'))

    runs = set_pages(docx).pages[0].runs

    assert [run.text for run in runs] == ["共26件"]


def test_quotes_among_hanzi_are_set_in_the_chinese_face() -> None:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>'
    docx = word_file(paragraph("“三公”经费——2016", "", fonts))

    runs = set_pages(docx).pages[0].runs

    assert [(run.face, run.text) for run in runs] == [("FangSong", "“三公”经费——"), ("Roman", "2016")]


def test_a_character_that_a_face_lacks_comes_from_the_next_face_of_its_chain() -> None:
    docx = word_file(paragraph("王喆"))

    runs = set_pages(docx).pages[0].runs

    assert [(run.face, run.text) for run in runs] == [("FangSong", "王"), ("Kai", "喆")]


def test_a_character_that_no_face_has_is_an_error_that_names_it() -> None:
    findings = Findings()
    docx = word_file(paragraph("正常") + paragraph("表情😀"))

    set_pages(docx, findings)

    assert [(found.code, str(found.place)) for found in findings] == [("font.no_glyph", "样张.docx › 第2段")]
    assert "U+1F600" in findings.errors[0].message


def test_a_font_that_nobody_knows_is_named_and_replaced() -> None:
    findings = Findings()
    docx = word_file(paragraph("正文", "", '<w:rFonts w:eastAsia="某某体"/>'))

    pages = set_pages(docx, findings)

    assert [found.code for found in findings] == ["font.unknown"]
    assert pages.pages[0].runs[0].face == faces().default
