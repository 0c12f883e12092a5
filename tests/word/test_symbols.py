"""Symbols, hyphens and what is painted where no face has a character."""

from __future__ import annotations

import pytest
from traces import lines_of, set_pages
from word_files import paragraph, word_file
from word_parts import of_runs, run

from report_builder.diagnostics import Findings
from report_builder.word.symbols import is_symbol_font, is_unseen, plain_character, plain_text

WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Wingdings" w:char="006C"/></w:r>', "●"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✔"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="宋体" w:char="25A1"/></w:r>', "□"),
        (run("l", WINGDINGS), "●"),
        (run("甲乙", WINGDINGS), "甲乙"),
        ("<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t></w:r>", "甲乙"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>", "A-B"),
    ],
)
def test_a_symbol_is_set_as_the_character_that_it_shows(markup: str, text: str) -> None:
    assert lines_of(set_pages(word_file(of_runs(markup))).pages[0]) == [text]


def test_a_symbol_that_nobody_knows_is_named() -> None:
    findings = Findings()
    docx = word_file(of_runs('<w:r><w:t>甲</w:t><w:sym w:font="Webdings" w:char="F061"/></w:r>'))

    pages = set_pages(docx, findings)

    assert lines_of(pages.pages[0]) == ["甲"]
    assert ["符号 Webdings F061" in found.message for found in findings] == [True]


def test_no_line_ends_at_a_no_break_hyphen() -> None:
    joined = "<w:r><w:t>" + "国" * 26 + "AB</w:t><w:noBreakHyphen/><w:t>CD</w:t></w:r>"

    lines = lines_of(set_pages(word_file(of_runs(joined))).pages[0])

    assert lines == ["国" * 26, "AB-CD"]


def test_a_mark_that_no_face_has_is_painted_as_its_likeness() -> None:
    assert lines_of(set_pages(word_file(paragraph("𝟏要点"))).pages[0]) == ["1要点"]


@pytest.mark.parametrize("sign", "☑☒☐✓✔✉▼◀⇒☎℡™ⅰⅹ㎎㎥㈱㉑㊿⓪℉＂︵﹙♥❖➢〆ǹ")
def test_a_sign_of_everyday_forms_has_a_face(sign: str) -> None:
    assert lines_of(set_pages(word_file(paragraph(f"甲{sign}乙"))).pages[0]) == [f"甲{sign}乙"]


def test_a_mathematical_letter_is_painted_as_the_plain_one() -> None:
    assert lines_of(set_pages(word_file(paragraph("设𝑆为面积，𝛼为系数"))).pages[0]) == ["设S为面积，α为系数"]


def test_joiners_and_marks_of_form_and_order_are_not_painted() -> None:
    docx = word_file(paragraph("甲\u200d乙\ufe0f丙\u2060丁\u2028戊\ufffc"))

    assert lines_of(set_pages(docx).pages[0]) == ["甲乙丙丁戊"]


@pytest.mark.parametrize(
    ("code", "font", "character"),
    [
        (0x6C, "Wingdings", "●"),
        (0xF06C, " wingdings ", "●"),
        (0xF000, "Wingdings", None),
        (0x20, "Wingdings", " "),
        (0xF020, "Symbol", " "),
        (0x30, "Symbol", "0"),
        (0x30, "Wingdings", None),
        (0x7E, "Symbol", "~"),
        (0x7F, "Symbol", None),
        (0x1F, "Symbol", None),
        (0x7532, "Wingdings", "甲"),
        (0xFF, "Wingdings", None),
        (0x100, "Wingdings", "\u0100"),
        (0xF0FF, "Wingdings", None),
        (0xF100, "Wingdings", "\uf100"),
        (0x41, "Symbol", "Α"),
        (0x41, "宋体", "A"),
        (0xF041, "宋体", None),
        (0xF0FF, "宋体", None),
        (0x07, "宋体", None),
        (0x25A1, "宋体", "□"),
    ],
)
def test_a_code_is_what_its_font_shows_for_it(code: int, font: str, character: str | None) -> None:
    assert plain_character(code, font) == character


def test_a_text_in_a_symbol_font_is_plain_only_where_all_of_it_is_known() -> None:
    assert plain_text("lm", "Wingdings") == "●❍"
    assert plain_text("l0", "Wingdings") is None
    assert plain_text("", "Wingdings") == ""


@pytest.mark.parametrize("unseen", ["\ufe0f", "\u200d", "\u200b", "\x07", "\u2028", "\u2029", "\ufffc"])
def test_what_only_chooses_a_form_or_an_order_is_never_seen(unseen: str) -> None:
    assert is_unseen(unseen)


@pytest.mark.parametrize("seen", ["\t", "甲", " ", "\u3000", "A", "。"])
def test_letters_blanks_and_tabs_are_seen(seen: str) -> None:
    assert not is_unseen(seen)


def test_symbol_fonts_are_known_however_they_are_spelled() -> None:
    assert is_symbol_font(" WINGDINGS 2 ")
    assert not is_symbol_font("仿宋_GB2312")
