"""Lists: what is counted, how it is written, where it stands, and what it is in the structure."""

from __future__ import annotations

import pytest
from traces import glyph_lefts, lines_of, set_pages
from word_files import cell, paragraph, row, table, word_file
from word_parts import level, listed, numbering

from report_builder.diagnostics import Findings
from report_builder.typesetting.placed.pages import Pages, StructureRole

Branch = tuple[object, ...]
LEFT = 79.3
OUTLINE = (
    level(0, "%1、", "chineseCountingThousand") + level(1, "（%2）", "chineseCounting") + level(2, "%1.%3")
)


def first_glyphs(pages: Pages) -> list[tuple[str, float]]:
    """Every character of the first page with its left edge, rounded."""
    return [(character, round(left, 1)) for character, left in glyph_lefts(pages.pages[0])]


def numbers_of(body: str, parts: dict[str, str]) -> list[str]:
    """The lines of a document's first page."""
    return lines_of(set_pages(word_file(body, parts=parts)).pages[0])


def tree(pages: Pages, parent: int = 0) -> list[Branch]:
    """The structure below an element: roles, and the text of what holds some."""
    found: list[Branch] = []
    for index, element in enumerate(pages.elements):
        if element.parent == parent and element.role is not StructureRole.ARTIFACT:
            text = "".join(run.text for page in pages.pages for run in page.runs if run.element == index)
            found.append((element.role.value, text, *tree(pages, index)))
    return found


def test_levels_count_and_start_anew_below_a_higher_one() -> None:
    body = "".join(
        listed(text, 1, index)
        for text, index in [("甲", 0), ("子", 1), ("丑", 1), ("乙", 0), ("寅", 1), ("其一", 2), ("其二", 2)]
    )

    lines = numbers_of(body, numbering(OUTLINE))

    assert lines == ["一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅", "二.1其一", "二.2其二"]


def test_all_levels_of_a_legal_number_are_digits() -> None:
    levels = level(0, "%1、", "chineseCounting") + level(1, "%1.%2", "decimal", "<w:isLgl/>")

    assert numbers_of(listed("甲") + listed("子", 1, 1), numbering(levels)) == ["一、甲", "1.1子"]


def test_a_level_that_never_starts_anew_counts_on() -> None:
    levels = level(0, "%1.") + level(1, "%2)", "decimal", '<w:lvlRestart w:val="0"/>')
    body = listed("甲") + listed("子", 1, 1) + listed("乙") + listed("丑", 1, 1)

    assert numbers_of(body, numbering(levels)) == ["1.甲", "1)子", "2.乙", "2)丑"]


def test_lists_of_one_definition_count_on_together_unless_one_names_its_start() -> None:
    lists = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = listed("甲", 1) + listed("乙", 2) + listed("丙", 3) + listed("丁", 3)

    assert numbers_of(body, numbering(level(0, "%1."), lists=lists)) == ["1.甲", "2.乙", "5.丙", "6.丁"]


def test_a_list_may_write_a_level_in_its_own_way() -> None:
    lists = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, '第%1条', 'chineseCounting')}</w:lvlOverride></w:num>"
    )

    assert numbers_of(listed("总则", 2), numbering(level(0, "%1."), lists=lists)) == ["第一条总则"]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="正文"/></w:style>
<w:style w:type="paragraph" w:styleId="one"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="two"><w:name w:val="heading 2"/><w:basedOn w:val="one"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="linked"><w:name w:val="第三级"/><w:basedOn w:val="a"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


def test_a_style_gives_its_paragraphs_their_list_and_level() -> None:
    levels = OUTLINE.replace('<w:suff w:val="nothing"/><w:lvlText w:val="%1.%3"/>', "").replace(
        '<w:lvl w:ilvl="2">', '<w:lvl w:ilvl="2"><w:pStyle w:val="linked"/><w:lvlText w:val="%3#"/>'
    )
    body = "".join(paragraph(style, f'<w:pStyle w:val="{style}"/>') for style in ("one", "two", "linked"))
    docx = word_file(body, styles=STYLES, parts=numbering(levels))

    pages = set_pages(docx)

    assert lines_of(pages.pages[0]) == ["一、one", "（一）two", "1#linked"]


def test_the_number_of_a_heading_belongs_to_the_heading() -> None:
    body = paragraph("概述", '<w:pStyle w:val="one"/>')

    pages = set_pages(word_file(body, styles=STYLES, parts=numbering(OUTLINE)))

    assert [mark.text for mark in pages.bookmarks] == ["一、概述"]
    assert tree(pages) == [("H", "一、概述")]


def test_list_0_takes_a_paragraph_out_of_its_styles_list() -> None:
    indented = OUTLINE.replace("</w:lvl>", '<w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>', 1)
    out = '<w:pStyle w:val="one"/><w:numPr><w:numId w:val="0"/></w:numPr>'

    pages = set_pages(word_file(paragraph("附件", out), styles=STYLES, parts=numbering(indented)))

    assert first_glyphs(pages)[0] == ("附", LEFT)


HANGING = '<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr>'


@pytest.mark.parametrize(
    ("own", "left"),
    [("", 36.0), ('<w:ind w:left="400" w:hanging="400"/>', 20.0)],
    ids=["the level's indent", "the paragraph's own indent"],
)
def test_the_text_starts_at_the_hanging_indent(own: str, left: float) -> None:
    parts = numbering(level(0, "%1.", "decimal", HANGING, suffix="tab"))

    glyphs = first_glyphs(set_pages(word_file(listed("国" * 40, properties=own), parts=parts)))

    assert glyphs[0] == ("1", LEFT)
    assert glyphs[2] == ("国", round(LEFT + left, 1))
    turned = [index for index in range(3, len(glyphs)) if glyphs[index][1] < glyphs[index - 1][1]]
    assert [glyphs[index][1] for index in turned] == [glyphs[2][1]]


def test_a_number_set_to_the_right_ends_at_the_first_line_indent() -> None:
    right = '<w:lvlJc w:val="right"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
    parts = numbering(level(0, "%1.", "decimal", right, suffix="tab"))

    glyphs = first_glyphs(set_pages(word_file(listed("国"), parts=parts)))

    assert glyphs[0] == ("1", round(LEFT + 18 - 12, 1))
    assert glyphs[2] == ("国", round(LEFT + 36, 1))


def test_a_bullet_of_a_symbol_font_is_a_plain_character_in_a_face_that_has_it() -> None:
    wingdings = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    parts = numbering(level(0, "\uf06c", "bullet", wingdings))

    assert numbers_of(listed("要点"), parts) == ["●要点"]


def test_a_bullet_that_is_not_known_is_a_plain_one_and_is_named() -> None:
    findings = Findings()
    webdings = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    docx = word_file(listed("要点"), parts=numbering(level(0, "\uf0ee", "bullet", webdings)))

    pages = set_pages(docx, findings)

    assert lines_of(pages.pages[0]) == ["•要点"]
    assert ["项目符号 Wingdings" in found.message for found in findings] == [True]


def test_items_of_lists_are_nested_in_the_structure() -> None:
    body = listed("甲") + listed("子", 1, 1) + listed("乙") + paragraph("正文") + listed("丙")

    pages = set_pages(word_file(body, parts=numbering(OUTLINE)))

    inner = ("L", "", ("LI", "", ("Lbl", "（一）"), ("LBody", "子")))
    assert tree(pages) == [
        (
            "L",
            "",
            ("LI", "", ("Lbl", "一、"), ("LBody", "甲", inner)),
            ("LI", "", ("Lbl", "二、"), ("LBody", "乙")),
        ),
        ("P", "正文"),
        ("L", "", ("LI", "", ("Lbl", "三、"), ("LBody", "丙"))),
    ]


def test_a_list_in_a_cell_and_a_table_between_items_do_not_join_lists() -> None:
    inside = table([4000], row(cell(listed("子", 2))))
    body = listed("甲") + inside + listed("乙")

    pages = set_pages(word_file(body, parts=numbering(level(0, "%1."), level(0, "%1)"))))

    assert [branch[0] for branch in tree(pages)] == ["L", "Table", "L"]


def test_a_hidden_or_unnamed_number_leaves_a_plain_paragraph() -> None:
    parts = numbering(level(0, "%1", "none"), level(0, "%1.", "decimal", "<w:rPr><w:vanish/></w:rPr>"))

    pages = set_pages(word_file(listed("甲", 1) + listed("乙", 2) + listed("丙", 77), parts=parts))

    assert tree(pages) == [("P", "甲"), ("P", "乙"), ("P", "丙")]


@pytest.mark.parametrize(
    ("levels", "numbers"),
    [
        # A level of which no item has come counts as begun, and as counted.
        ((1, 1, 0, 1, 1, 0, 1), ["1.1", "1.2", "2", "2.1", "2.2", "3", "3.1"]),
        ((2, 1, 0), ["1.1.1", "1.2", "2"]),
        ((0, 2, 1, 2), ["1", "1.1.1", "1.2", "1.2.1"]),
        ((0, 1, 2, 0, 2), ["1", "1.1", "1.1.1", "2", "2.1.1"]),
    ],
)
def test_deeper_items_before_the_first_of_a_level_begin_it(
    levels: tuple[int, ...], numbers: list[str]
) -> None:
    parts = numbering(level(0, "%1") + level(1, "%1.%2") + level(2, "%1.%2.%3"))
    body = "".join(listed("条", 1, index) for index in levels)

    assert numbers_of(body, parts) == [f"{number}条" for number in numbers]


def test_a_level_begun_by_deeper_items_takes_the_start_that_its_list_names() -> None:
    starts = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    lists = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{starts}</w:num>'
    parts = numbering(level(0, "%1") + level(1, "%1.%2"), lists=lists)

    assert numbers_of(listed("条", 2, 1) + listed("条", 2, 0), parts) == ["4.1条", "5条"]


@pytest.mark.parametrize("index", [-1, 9, 10, 1000])
def test_a_level_that_no_list_has_leaves_a_plain_paragraph(index: int) -> None:
    pages = set_pages(word_file(listed("甲", 1, index), parts=numbering(level(0, "%1."))))

    assert tree(pages) == [("P", "甲")]
