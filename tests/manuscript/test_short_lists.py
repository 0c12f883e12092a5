"""The numbered paragraphs of a Word narrative → items of a list, or headings of what stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import paragraph
from word_narratives import compose_word, told
from word_parts import level, listed, numbering

from report_builder.manuscript.blocks import BlockKind

if TYPE_CHECKING:
    from pathlib import Path

    from narratives import Composed


def headings(composed: Composed) -> list[str]:
    """The headings below those of the sections."""
    assert composed.manuscript is not None
    sections = composed.manuscript.sections
    blocks = [block for section in sections for block in section.blocks]
    return [block.text for block in blocks if block.kind is not BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "behind", [[], ["二、其他情况", "无。"], ["（二）机制", "完善。"], ["以上各项均已完成。"]]
)
@pytest.mark.parametrize(
    "items", [["1. 第一", "2. 第二"], ["（1）第一", "（2）第二"], ["1、甲", "2、乙", "3、丙"]]
)
def test_short_items_are_a_list_wherever_it_ends(tmp_path: Path, items: list[str], behind: list[str]) -> None:
    composed = compose_word(tmp_path, "一、基本情况", "（一）制度", "做了以下工作：", *items, *behind)

    assert headings(composed) == [each for each in ("（一）制度", *behind[:1]) if each.startswith("（")]
    assert told(composed) == []


def test_a_list_that_word_numbers_is_a_list(tmp_path: Path) -> None:
    lists = numbering(level(0, "%1.", "decimal"))

    composed = compose_word(
        tmp_path,
        paragraph("一、基本情况"),
        listed("第一"),
        listed("第二"),
        paragraph("二、其他"),
        "无。",
        **lists,
    )

    assert headings(composed) == []
    assert composed.text() == ["# 基本情况", "1.第一", "2.第二", "# 其他", "无。"]


def test_numbered_headings_with_text_below_each_stay_headings(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path,
        "一、基本情况",
        "1. 加强领导",
        "成立小组。",
        "2. 抓好落实",
        "（1）分工",
        "明确分工。",
        "3. 加强培训",
        "办班。",
    )

    assert headings(composed) == ["1.加强领导", "2.抓好落实", "（1）分工", "3.加强培训"]


def test_a_single_item_above_the_next_section_is_no_heading_without_text(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, "一、基本情况", "有一项：", "1. 指南", "二、其他", "无。")

    assert headings(composed) == []
