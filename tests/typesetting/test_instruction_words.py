"""A field's instruction without a result → the words in it that a page must show, and those that it may."""

from __future__ import annotations

import pytest
from equations import built, formula, letters
from word_elements import element

from report_builder.typesetting.instruction_words import hold_words, may_show, must_show


@pytest.mark.parametrize(
    ("instruction", "words"),
    [
        (" EQ \\f(174-139,139) ", "174-139139"),
        ("eq \\o\\ac(○,密)", "○密"),
        ('EQ \\* jc2 \\* "Font:宋体" \\* hps16 \\o\\ad(\\s\\up 15(liu),柳)', "   liu柳"),
        ("EQ \\b\\bc\\{(甲)", "甲"),
        ("EQ \\a\\al\\co2\\vs3(甲,乙)", "甲乙"),
        ('QUOTE "甲" "乙" \\* MERGEFORMAT', "甲乙"),
        ("MACROBUTTON NoMacro [单击此处]", "[单击此处]"),
        ("GOTOBUTTON 附件 见附件", "见附件"),
        ("SYMBOL 65", ""),
        ('SYMBOL 108 \\f "Wingdings"', "●"),
        ("PAGE", ""),
        ("REF 甲", ""),
        ("", ""),
    ],
)
def test_the_words_of_an_instruction_are_those_that_are_no_grammar(instruction: str, words: str) -> None:
    assert must_show(instruction) == words


@pytest.mark.parametrize(
    ("instruction", "holds"),
    [
        ("EQ x", True),
        ("symbol 65", True),
        ("QUOTE a", True),
        ("PAGE", False),
        ("SEQ 图", False),
        ("REF EQ1", False),
    ],
)
def test_some_instructions_may_hold_words(instruction: str, *, holds: bool) -> None:
    complex_field = element(f"<w:p><w:r><w:instrText>{instruction}</w:instrText></w:r></w:p>")
    simple = element(f'<w:p><w:fldSimple w:instr="{instruction}"/></w:p>')

    assert hold_words([element("<w:p/>"), complex_field]) is holds
    assert hold_words([simple]) is holds


def shown(content: str) -> str:
    return "".join(may_show(element(f"<w:body>{content}</w:body>")))


def test_forms_and_word_art_may_show_their_own_words() -> None:
    entry = '<w:ddList><w:listEntry w:val="甲"/></w:ddList>'
    art = '<v:textpath string="内部资料"/>'

    assert "甲" in shown(entry)
    assert "内部资料" in shown(art)
    assert "[" in shown("<w:eastAsianLayout/>")
    assert shown("<w:p><w:r><w:t>正文</w:t></w:r></w:p>") == ""


def test_a_formula_may_show_the_signs_that_it_draws_and_those_that_it_names() -> None:
    fenced = formula(built("d", '<m:begChr m:val="【"/><m:endChr m:val="】"/>', e=letters("x")))

    assert {"【", "】", "|", "∫"} <= set(shown(fenced))


def test_an_instruction_may_show_signs_of_sums_as_often_as_it_is_long() -> None:
    text = shown("<w:p><w:r><w:instrText>EQ x</w:instrText></w:r></w:p>")

    assert text.count("∑") == len("EQ x")
    assert text.startswith("EQ x")
