"""A part of a Word file → what of it is too much, too deep or out of its place."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from word_elements import element

from report_builder.budgets import Budget
from report_builder.word.soundness import excess_before_reading, excess_of_tree, faults_of_tree, has_text

if TYPE_CHECKING:
    from lxml.etree import _Element


def key(found: object) -> str:
    return getattr(found, "key", "")


def body(content: str) -> str:
    return f"<w:document><w:body>{content}</w:body></w:document>"


def alone(markup: str) -> _Element:
    """The element as the root of a tree of its own."""
    return deepcopy(element(markup))


def test_elements_are_counted_before_a_tree_is_made_and_ends_are_none() -> None:
    data = b"<a><b></b><c/></a>"

    assert excess_before_reading(data, Budget(elements=3)) is None
    assert key(excess_before_reading(data, Budget(elements=2))) == "elements"


def test_bytes_are_counted_before_a_tree_is_made() -> None:
    budget = Budget()

    assert excess_before_reading(b" " * budget.tree_bytes, budget) is None
    assert key(excess_before_reading(b" " * (budget.tree_bytes + 1), budget)) == "unpacked_megabytes"


def test_paragraphs_and_characters_have_a_last_one_that_is_allowed() -> None:
    two = alone(body("<w:p><w:r><w:t>甲乙</w:t></w:r></w:p>" * 2))

    assert excess_of_tree(two, Budget(paragraphs=2, characters=4)) is None
    assert key(excess_of_tree(two, Budget(paragraphs=1))) == "paragraphs"
    assert key(excess_of_tree(two, Budget(characters=3))) == "characters"


def test_depth_has_a_last_one_that_is_allowed() -> None:
    deep = alone("<w:a>" * 5 + "</w:a>" * 5)

    assert excess_of_tree(deep, Budget(depth=4)) is None
    assert key(excess_of_tree(deep, Budget(depth=3))) == "depth"


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        (body("<w:p/><w:tc/>"), "单元格不在表格的行里"),
        (body("<w:tbl><w:tc/></w:tbl>"), "单元格不在表格的行里"),
        (body("<w:tr/>"), "表格的行不在表格里"),
        (body("<w:tbl><w:tr><w:tr/></w:tr></w:tbl>"), "表格的行不在表格里"),
        (body("<w:t>甲</w:t>"), "文字不在段落里"),
        (body("<w:r/>"), "文字不在段落里"),
        (body("<w:p><w:t>甲</w:t></w:p>"), "文字不在段落里"),
        (body("<w:p><w:p/></w:p>"), "段落套在段落里"),
        (body("<w:p><w:r><w:p/></w:r></w:p>"), "段落套在段落里"),
    ],
)
def test_what_stands_where_word_puts_nothing_is_a_fault(markup: str, fault: str) -> None:
    assert list(faults_of_tree(alone(markup))) == [fault]


def test_a_sound_part_has_no_fault() -> None:
    sound = "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"

    assert list(faults_of_tree(alone(body(sound)))) == []


def test_a_document_has_text_where_it_has_a_paragraph() -> None:
    assert has_text(alone(body("<w:p/>")))
    assert not has_text(alone(body("")))
    assert not has_text(alone("<w:document/>"))
