"""``styles.xml`` → what each style makes of its text."""

from __future__ import annotations

import pytest
from word_elements import element

from report_builder.word.styles import outline_level, read_hidden, read_styles, value, whole


def style(style_id: str, name: str, more: str = "", attributes: str = "") -> str:
    head = f'<w:style w:type="paragraph" w:styleId="{style_id}" {attributes}>'
    return f'{head}<w:name w:val="{name}"/>{more}</w:style>'


def styles(*each: str) -> str:
    return f"<w:styles>{''.join(each)}</w:styles>"


def level_of(name: str, more: str = "") -> int:
    return read_styles(element(styles(style("x", name, more))))["x"].level


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("heading 1", 1), ("Heading 9", 9), ("标题 3", 3), ("标题2", 2), ("一级标题", 1), ("二级标题", 2),
        ("三级标题", 3), ("四级标题1", 4), ("heading 10", 0), ("正文", 0), ("Title", 0), ("五级标题", 0),
    ],
)  # fmt: skip
def test_a_name_tells_the_level(name: str, level: int) -> None:
    assert level_of(name) == level


@pytest.mark.parametrize(("outline", "level"), [("0", 1), ("2", 3), ("8", 9), ("9", 0), ("x", 0)])
def test_an_outline_level_tells_it_where_no_name_does(outline: str, level: int) -> None:
    assert level_of("我的", f'<w:pPr><w:outlineLvl w:val="{outline}"/></w:pPr>') == level
    assert outline_level(outline) == level


def test_a_title_is_none_of_the_headings_whatever_its_outline() -> None:
    found = read_styles(
        element(styles(style("t", "大标题", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'), style("c", "toc 1")))
    )

    assert (found["t"].is_title, found["t"].level, found["t"].is_contents) == (True, 0, False)
    assert (found["c"].is_title, found["c"].is_contents) == (False, True)


@pytest.mark.parametrize("name", ["TOC 9", "toc heading", "目录 1", "目录标题"])
def test_lines_of_contents_are_told_by_name(name: str) -> None:
    assert read_styles(element(styles(style("x", name))))["x"].is_contents


def test_what_a_style_does_not_say_its_base_says() -> None:
    base = style(
        "b",
        "heading 2",
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr><w:jc w:val="right"/></w:pPr>',
    )
    heir = style("h", "我的", '<w:basedOn w:val="b"/>')
    own = style(
        "o", "他的", '<w:basedOn w:val="b"/><w:pPr><w:jc w:val="left"/><w:outlineLvl w:val="0"/></w:pPr>'
    )

    found = read_styles(element(styles(base, heir, own)))

    assert found["h"] == found["b"]
    assert (found["b"].level, found["b"].list_id, found["b"].list_level, found["b"].alignment) == (
        2,
        "3",
        1,
        "right",
    )
    assert (found["o"].level, found["o"].alignment, found["o"].list_id) == (1, "left", "3")


def test_a_name_of_a_base_makes_no_title() -> None:
    found = read_styles(element(styles(style("t", "Title"), style("s", "副标题", '<w:basedOn w:val="t"/>'))))

    assert not found["s"].is_title


def test_styles_that_are_based_on_each_other_come_to_an_end() -> None:
    circle = (style("a", "甲", '<w:basedOn w:val="b"/>'), style("b", "乙", '<w:basedOn w:val="a"/>'))

    assert read_styles(element(styles(*circle)))["a"].level == 0
    assert read_hidden(element(styles(*circle))).styles == frozenset()


@pytest.mark.parametrize("written", ["1", "true", "on"])
def test_the_default_paragraph_style_has_no_name(written: str) -> None:
    found = read_styles(
        element(styles(style("n", "heading 3", attributes=f'w:default="{written}"'), style("x", "正文")))
    )

    assert found[""] == found["n"]


def test_a_default_style_of_characters_is_not_that_of_paragraphs() -> None:
    character = (
        '<w:style w:type="character" w:default="1" w:styleId="c"><w:name w:val="heading 1"/></w:style>'
    )

    assert "" not in read_styles(element(styles(character, style("p", "正文", attributes='w:default="0"'))))
    assert read_styles(None) == {}


VANISH = "<w:rPr><w:vanish/></w:rPr>"
SHOWS = '<w:rPr><w:vanish w:val="{}"/></w:rPr>'


@pytest.mark.parametrize("off", ["0", "false", "off"])
def test_a_style_hides_as_it_or_its_base_says(off: str) -> None:
    found = read_hidden(
        element(
            styles(
                style("hides", "密", VANISH),
                style("heir", "承", '<w:basedOn w:val="hides"/>'),
                style("shows", "显", f'<w:basedOn w:val="hides"/>{SHOWS.format(off)}'),
                style("plain", "素"),
            )
        )
    )

    assert found.styles == {"hides", "heir"}


@pytest.mark.parametrize(
    ("paragraph", "run", "hidden"),
    [
        ("", "", False),
        ("", VANISH, True),
        ("", '<w:rPr><w:rStyle w:val="hides"/></w:rPr>', True),
        ("", '<w:rPr><w:rStyle w:val="plain"/></w:rPr>', False),
        ("", '<w:rPr><w:rStyle w:val="hides"/><w:vanish w:val="0"/></w:rPr>', False),
        ("hides", "", True),
        ("hides", "<w:rPr><w:b/></w:rPr>", True),
        ("hides", SHOWS.format("off"), False),
        ("hides", '<w:rPr><w:rStyle w:val="plain"/></w:rPr>', True),
        ("plain", "", False),
    ],
)
def test_a_run_s_own_look_goes_before_its_styles(paragraph: str, run: str, *, hidden: bool) -> None:
    found = read_hidden(element(styles(style("hides", "密", VANISH), style("plain", "素"))))
    markup = f'<w:p><w:pPr><w:pStyle w:val="{paragraph}"/></w:pPr><w:r>{run}</w:r></w:p>'
    read = element(markup)

    assert found.in_paragraph(read)(read[-1]) is hidden


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("123456789", 123456789),
        ("1234567890", 7),
        ("-1", 7),
        ("", 7),
        ("３", 7),
        ("1.5", 7),
    ],
)
def test_a_count_is_plain_digits_and_not_too_many(text: str, number: int) -> None:
    assert whole(text, 7) == number


def test_a_value_is_that_of_the_first_that_stands_at_the_path() -> None:
    read = element('<w:p><w:pPr/><w:pPr><w:jc w:val="left"/><w:jc w:val="right"/></w:pPr></w:p>')

    assert value(read, "pPr/jc") == "left"
    assert value(read, "jc") == ""
    assert value(element("<w:p><w:pPr><w:jc/></w:pPr></w:p>"), "pPr/jc") == ""
