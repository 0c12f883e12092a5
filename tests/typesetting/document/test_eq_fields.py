r"""EQ fields: each switch that Chinese documents use is set, none of its characters is lost or in the way."""

from __future__ import annotations

import pytest
from equations import bare_field
from hypothesis import given, settings
from hypothesis import strategies as st
from traces import set_pages
from word_files import word_file
from word_parts import of_runs, run

from report_builder.diagnostics import Findings
from report_builder.typesetting.placed.pages import GlyphRun, Page, StructureRole

SMALL = '<w:position w:val="3"/><w:sz w:val="18"/>'


def page_of(*content: str) -> Page:
    return set_pages(word_file(of_runs(*content))).pages[0]


def equation(*instruction: str | tuple[str, str]) -> dict[str, GlyphRun]:
    """The runs of an EQ field by their text."""
    return {found.text: found for found in page_of(bare_field(*instruction)).runs}


def width(found: GlyphRun) -> float:
    return found.look.size * len(found.text)


def test_a_character_in_a_circle_stands_in_its_middle() -> None:
    found = equation(" eq \\o\\ac(○,", ("密", SMALL), (")", ""))

    circle, inside = found["○"], found["密"]
    assert inside.left + width(inside) / 2 == pytest.approx(circle.left + width(circle) / 2, abs=0.01)
    assert inside.baseline == pytest.approx(circle.baseline - 1.5)


def test_pinyin_stands_above_its_base_and_takes_no_room_of_its_own() -> None:
    instruction = (' EQ \\* jc2 \\* "Font:宋体" \\* hps16 \\o\\ad(\\s\\up 15(', ("liu", SMALL), "),柳)")
    found = {each.text: each for each in page_of(bare_field(*instruction), run("州")).runs}

    assert found["liu"].baseline < found["柳"].baseline - 12
    assert found["州"].left == pytest.approx(found["柳"].left + 16, abs=0.01)


def test_joined_characters_stand_in_two_rows() -> None:
    found = equation(" EQ \\o(\\s\\up 5(市教),\\s\\do 2(育局))")

    assert found["市教"].left == found["育局"].left
    assert found["育局"].baseline - found["市教"].baseline == pytest.approx(7)


def test_a_fraction_has_its_line_between_its_parts() -> None:
    page = page_of(bare_field(" EQ \\f(174-139,139)"))

    (bar,) = page.rules
    upper, lower = page.runs
    assert (upper.text, lower.text) == ("174-139", "139")
    assert upper.baseline < bar.top < lower.baseline
    assert bar.right - bar.left > 50


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        ("\\r(3,x)", "3x"),
        ("\\r(x)", "x"),
        ("\\b(甲)", "(甲)"),
        ("\\b\\bc\\{(甲)", "{甲}"),
        ("\\b\\lc\\[(甲)", "[甲"),
        ("\\a\\al\\co2\\vs3\\hs3(甲,乙,丙,丁)", "甲乙丙丁"),
        ("\\i\\su(i=1,n,x)", "∑ni=1x"),
        ("\\i\\pr(1,2,x)", "∏21x"),
        ("\\i(0,1,x)", "∫10x"),
        ("\\i\\fc\\∮(0,1,x)", "∮10x"),
        ("\\l(甲,乙)", "甲,乙"),
        ("\\x(甲)", "甲"),
        ("甲\\d\\fo10\\li()乙", "甲乙"),
        ("x\\s\\up8(甲)\\do8(乙)", "x甲乙"),
        ("\\f(1\\,000,\\(a\\))", "1,000(a)"),
        ("\\f(f(x,y),2)", "f(x,y)2"),
        ("\\f(1;2)", "12"),
        ("\\f(1，2)", "12"),
        ("\\F(1,2)", "12"),
        ("\\o\\ac(\\f(1,2),3)", "123"),
        ("甲", "甲"),
    ],
)
def test_every_switch_sets_its_elements(instruction: str, shown: str) -> None:
    page = page_of(bare_field(f" EQ {instruction} "))

    assert sorted("".join(found.text for found in page.runs)) == sorted(shown)


def test_a_box_has_the_lines_that_are_asked_for() -> None:
    assert len(page_of(bare_field(" EQ \\x(甲)")).rules) == 4
    assert len(page_of(bare_field(" EQ \\x\\to\\bo(甲)")).rules) == 2


def test_a_root_is_drawn_over_its_radicand() -> None:
    page = page_of(bare_field(" EQ \\r(3,xy)"))

    longest = max(page.rules, key=lambda rule: rule.right - rule.left)
    radicand = next(found for found in page.runs if found.text == "xy")
    assert longest.top < radicand.baseline - 10
    assert longest.left <= radicand.left


def test_a_bracket_is_as_high_as_what_it_holds() -> None:
    found = equation(" EQ \\b(\\f(1,2))")

    assert found["("].look.size > 1.5 * found["1"].look.size
    assert found["("].look.scale < 0.7


def test_a_field_within_an_equation_shows_its_result_there() -> None:
    inner = bare_field(' QUOTE "甲"')
    begin, end = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )

    def words(text: str) -> str:
        return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'

    page = page_of(begin, words(" EQ \\f("), inner, words(",2)"), end)

    assert [found.text for found in page.runs] == ["甲", "2"]


def test_a_line_with_a_fraction_grows_and_does_not_reach_into_its_neighbours() -> None:
    page = page_of(run("国" * 27), bare_field(" EQ \\f(甲,乙)"), run("国" * 30))

    first, upper, lower = (next(each for each in page.runs if text in each.text) for text in "国甲乙")
    assert upper.baseline - 16 * 0.88 > first.baseline
    assert lower.baseline > upper.baseline + 16


def test_a_fraction_is_heard_in_one_line() -> None:
    pages = set_pages(word_file(of_runs(run("率为"), bare_field(" EQ \\f(174-139,139)"), run("。"))))

    formulas = [element.text for element in pages.elements if element.role is StructureRole.FORMULA]
    assert formulas == ["(174-139)/139"]


def test_a_character_in_a_circle_is_heard_as_it_is() -> None:
    pages = set_pages(word_file(of_runs(bare_field(" EQ \\o\\ac(○,1)"))))

    assert all(element.role is not StructureRole.FORMULA for element in pages.elements)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet='\\foasxbirl(),;1甲 "*', max_size=24))
def test_no_instruction_breaks_the_reader_or_loses_a_hanzi(instruction: str) -> None:
    safe = instruction.replace('"', "&quot;")
    findings = Findings()

    pages = set_pages(word_file(of_runs(run("前"), bare_field(f" EQ {safe}"))), findings)

    assert [finding.code for finding in findings if finding.code != "docx.text_lost"] == []
    shown = "".join(found.text for page in pages.pages for found in page.runs)
    assert shown.startswith("前")
