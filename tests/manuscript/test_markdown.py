"""A filled narrative in Markdown → its elements, each with its line, and what a report cannot have."""

from __future__ import annotations

import pytest

from report_builder.diagnostics import Findings
from report_builder.manuscript.expressions import FilledText
from report_builder.manuscript.markdown import ElementKind, TextElement, parse_markdown
from report_builder.manuscript.marks import PieceLook, begin_link
from report_builder.manuscript.narrative_source import NarrativeSource

HEADING, PARAGRAPH, NUMBERED, BULLET = (
    ElementKind.HEADING, ElementKind.PARAGRAPH, ElementKind.NUMBERED, ElementKind.BULLET,
)  # fmt: skip


def parse(text: str) -> tuple[list[TextElement], list[tuple[str, int | None]]]:
    """The elements of a text, and the code and the line of each finding."""
    lines = tuple(text.split("\n"))
    findings = Findings()
    filled = FilledText(lines, tuple(range(1, len(lines) + 1)))
    elements = parse_markdown(filled, NarrativeSource("narrative.md", lines), findings)
    return list(elements), [(found.code, found.place.line if found.place else None) for found in findings]


def test_headings_have_the_level_of_their_signs_whatever_blank_follows_them() -> None:
    elements, told = parse("# 甲\n##乙\n###　丙\n#### 丁\n\n　　正文。")

    assert told == []
    assert elements == [
        TextElement(HEADING, "甲", 1, level=1),
        TextElement(HEADING, "乙", 2, level=2),
        TextElement(HEADING, "丙", 3, level=3),
        TextElement(HEADING, "丁", 4, level=4),
        TextElement(PARAGRAPH, "正文。", 6),
    ]


def test_a_heading_of_a_fifth_level_is_refused() -> None:
    assert parse("##### 甲")[1] == [("narrative.unsupported", 1)]


def test_items_have_the_number_that_was_typed_and_the_first_begins_its_list() -> None:
    elements, told = parse("3. 甲\n4. 乙\n\n- 丙\n- 丁")

    assert told == []
    assert elements == [
        TextElement(NUMBERED, "甲", 1, typed=3, starts=True),
        TextElement(NUMBERED, "乙", 2, typed=4),
        TextElement(BULLET, "丙", 4, starts=True),
        TextElement(BULLET, "丁", 5),
    ]


def test_what_follows_an_items_first_paragraph_is_a_paragraph_of_its_own() -> None:
    elements, told = parse("1. 甲\n\n   乙\n\n   - 丙")

    assert [(each.kind, each.text, each.line) for each in elements] == [
        (NUMBERED, "甲", 1),
        (PARAGRAPH, "乙", 3),
    ]
    assert told == [("narrative.unsupported", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "`码`",
        "> 引",
        "![图](a.png)",
        "---",
        "<b>甲</b>",
        "```\n码\n```",
        "|甲|乙|\n|-|-|\n|1|2|",
        "<div>\n甲\n</div>",
    ],
)
def test_what_a_report_cannot_have_is_refused_once_a_line(text: str) -> None:
    _, told = parse(f"正文。\n\n{text}")

    assert told == [("narrative.unsupported", 3)]


def test_the_line_of_a_fault_is_that_of_its_row_in_the_paragraph() -> None:
    elements, told = parse("甲\n乙`码`\n丙*斜*\n**粗**")

    assert told == [("narrative.unsupported", 2), ("narrative.markup", 3), ("narrative.markup", 4)]
    assert [(each.text, each.line) for each in elements] == [("甲乙丙斜粗", 1)]


def test_lines_of_a_paragraph_are_one_and_one_that_ends_like_a_paragraph_is_told() -> None:
    elements, told = parse("甲，\n乙。\n丙")

    assert [each.text for each in elements] == ["甲，乙。丙"]
    assert told == [("narrative.joined", 2)]


def test_a_link_to_the_web_is_kept_and_any_other_is_its_words() -> None:
    elements, told = parse("见[网站](http://a.cn/)。\n\n见[附件](a.docx)。")

    assert [each.text for each in elements] == [
        f"见{begin_link('http://a.cn/')}网站{PieceLook.PLAIN.value}。",
        "见附件。",
    ]
    assert told == [("narrative.markup", 3)]
