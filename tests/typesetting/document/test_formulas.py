"""Formulas in and between the lines: readable, laid out where they are simple, heard in one line."""

from __future__ import annotations

import pytest
from equations import built, formula, letters
from traces import set_pages
from word_files import word_file
from word_parts import of_runs, run

from report_builder.typesetting.placed.pages import Page, StructureRole


def page_of(*content: str) -> Page:
    return set_pages(word_file(of_runs(*content))).pages[0]


def shown(page: Page) -> str:
    return "".join(found.text for found in page.runs)


RATE = built("f", num=letters("174-139"), den=letters("139"))


def test_a_formula_in_a_sentence_stays_readable() -> None:
    page = page_of(run("增长率为"), formula(RATE, letters("×100%")), run("。"))

    assert shown(page) == "增长率为174-139139×100%。"
    assert len(page.rules) == 1


def test_a_formula_is_heard_in_one_line() -> None:
    pages = set_pages(word_file(of_runs(run("率为"), formula(RATE, letters("=25%")))))

    assert [each.text for each in pages.elements if each.role is StructureRole.FORMULA] == [
        "(174-139)/139=25%"
    ]


@pytest.mark.parametrize(
    ("part", "text", "spoken"),
    [
        (built("sSup", e=letters("a"), sup=letters("2")), "a2", "a^2"),
        (built("sSub", e=letters("x"), sub=letters("i")), "xi", "x_i"),
        (built("sSubSup", e=letters("x"), sub=letters("i"), sup=letters("2")), "x2i", "x_i^2"),
        (built("sPre", sub=letters("1"), sup=letters("2"), e=letters("X")), "X21", "_1^2X"),
        (built("rad", '<m:degHide m:val="1"/>', deg="", e=letters("b")), "b", "√b"),
        (built("rad", e=letters("b")), "b", "√b"),
        (built("rad", deg="", e=letters("b")), "b", "√b"),
        (built("rad", deg=letters("3"), e=letters("b+c")), "3b+c", "3√(b+c)"),
        (built("d", e=letters("a") + "|" + letters("b")), "(a|b)", "(a|b)"),
        (built("d", '<m:begChr m:val="["/><m:endChr m:val="]"/>', e=letters("a")), "[a]", "[a]"),
        (built("f", '<m:type m:val="lin"/>', num=letters("1"), den=letters("2")), "1/2", "1/2"),
        (built("f", '<m:type m:val="noBar"/>', num=letters("n"), den=letters("k")), "nk", "(n k)"),
        (built("func", fName=letters("sin"), e=letters("x")), "sinx", "sinx"),
        (built("limLow", e=letters("lim"), lim=letters("n")), "limn", "lim_n"),
        (built("eqArr", e=letters("x&amp;=1") + "|" + letters("y&amp;=2")), "x=1y=2", "x=1；y=2"),
        (built("bar", '<m:pos m:val="top"/>', e=letters("x")), "x", "x"),
        (built("acc", e=letters("x")), "x^", "x^^"),
        (built("borderBox", e=letters("x")), "x", "x"),
        (built("phant", e=letters("x")), "x", "x"),
    ],
)
def test_every_part_of_a_formula_is_set_and_spoken(part: str, text: str, spoken: str) -> None:
    pages = set_pages(word_file(of_runs(run("式"), formula(part, letters("+1")))))

    assert shown(pages.pages[0]) == f"式{text}+1"
    assert [each.text for each in pages.elements if each.role is StructureRole.FORMULA] == [f"{spoken}+1"]


def test_a_matrix_stands_in_rows_and_columns() -> None:
    rows = "".join(f"<m:mr><m:e>{letters(a)}</m:e><m:e>{letters(b)}</m:e></m:mr>" for a, b in ("12", "34"))
    page = page_of(formula(f"<m:m>{rows}</m:m>"))

    found = {each.text: each for each in page.runs}
    assert found["1"].baseline == found["2"].baseline < found["3"].baseline == found["4"].baseline
    assert found["1"].left == found["3"].left < found["2"].left == found["4"].left


def test_a_sum_has_its_limits_beside_it_in_a_line_and_over_and_under_it_on_its_own() -> None:
    total = built("nary", '<m:chr m:val="∑"/>', sub=letters("i"), sup=letters("n"), e=letters("x"))

    beside = {each.text: each for each in page_of(run("和"), formula(total)).runs}
    alone = {each.text: each for each in page_of(formula(total, displayed=True)).runs}

    assert beside["n"].left > beside["∑"].left + 10
    assert alone["n"].left < alone["∑"].left + alone["∑"].look.size


def test_a_formula_on_a_line_of_its_own_stands_in_the_middle() -> None:
    page = page_of(formula(letters("E=1"), displayed=True))

    assert page.runs[0].left > 250


def test_letters_lie_on_their_side_figures_and_named_functions_stand_upright() -> None:
    page = page_of(formula(letters("x"), letters("2"), letters("sin", '<m:rPr><m:sty m:val="p"/></m:rPr>')))

    assert {each.text: each.look.italic for each in page.runs} == {"x": True, "2sin": False}


def test_a_long_formula_breaks_at_the_lines_end() -> None:
    page = page_of(run("国" * 20), formula(*(letters(f"+变量{number}") for number in range(20))))

    assert len({each.baseline for each in page.runs}) > 2
    assert all(each.left < 530 for each in page.runs)


def test_a_reading_stands_above_its_hanzi_and_takes_no_room() -> None:
    reading = (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="16"/><w:hpsRaise w:val="30"/>'
        "</w:rubyPr><w:rt><w:r><w:t>liu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>柳</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r>"
    )
    found = {each.text: each for each in page_of(run("读"), reading, run("州")).runs}

    assert found["liu"].look.size == 8
    assert found["liu"].baseline == pytest.approx(found["柳"].baseline - 15)
    assert found["州"].left == pytest.approx(found["柳"].left + 16)


def test_two_lines_in_one_take_the_room_of_one() -> None:
    joined = '<w:eastAsianLayout w:id="1" w:combine="1"/>'
    found = {
        each.text: each for each in page_of(run("市教育", joined), run("局公安局", joined), run("文件")).runs
    }

    upper = next(each for each in found.values() if "市" in each.text)
    lower = next(each for each in found.values() if "公" in each.text)
    assert upper.look.size == lower.look.size == 8
    assert upper.baseline < lower.baseline
    assert found["文件"].left == pytest.approx(upper.left + 4 * 8)


def test_two_lines_in_one_stand_in_the_brackets_that_are_asked_for() -> None:
    joined = '<w:eastAsianLayout w:id="1" w:combine="1" w:combineBrackets="round"/>'

    assert shown(page_of(run("甲局乙局", joined))) == "(甲局乙局)"
