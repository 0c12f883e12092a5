"""Symbols, hyphens and what is painted where no face has a character."""

from __future__ import annotations

import pytest
from traces import lines_of, set_pages
from word_files import paragraph, word_file
from word_parts import of_runs, run

from report_builder.diagnostics import Findings

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
