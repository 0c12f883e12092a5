"""``numbering.xml`` → the numbers before the paragraphs of its lists, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_elements import element

from report_builder.word.list_numbers import BULLET, read_lists

if TYPE_CHECKING:
    from report_builder.word.list_numbers import ListCounters


def level(index: int, text: str, style: str = "decimal", more: str = "", start: str = "1") -> str:
    """A level of a definition."""
    begins = f'<w:start w:val="{start}"/>' if start else ""
    return (
        f'<w:lvl w:ilvl="{index}">{begins}<w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*definitions: str, extra: str = "") -> ListCounters:
    """List 1 of the first definition, list 2 of the second, and more ``w:num`` as they are given."""
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{each}</w:abstractNum>'
        for number, each in enumerate(definitions)
    )
    own = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(len(definitions))
    )
    return read_lists(element(f"<w:numbering>{abstracts}{own}{extra}</w:numbering>"))


def numbers(counters: ListCounters, asked: str) -> list[str]:
    """What stands before paragraphs: ``1.0 1.1`` are two of list 1, of its first level and of its second."""
    found = []
    for each in asked.split():
        list_id, _, index = each.partition(".")
        found.append(counters.next_number(list_id, int(index)))
    return found


THREE: str = level(0, "%1、", "chineseCounting") + level(1, "（%2）", "chineseCounting") + level(2, "%3.")


def test_levels_count_each_below_the_other() -> None:
    assert numbers(lists(THREE), "1.0 1.1 1.1 1.2 1.2 1.0 1.1 1.2") == [
        "一、", "（一）", "（二）", "1.", "2.", "二、", "（一）", "1.",
    ]  # fmt: skip


def test_a_level_shows_the_numbers_above_it() -> None:
    found = lists(level(0, "%1") + level(1, "%1.%2") + level(2, "%1.%2.%3"))

    assert numbers(found, "1.0 1.1 1.1 1.2 1.0 1.1") == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_a_deeper_level_before_any_higher_one_counts_that_as_begun() -> None:
    found = lists(level(0, "%1") + level(1, "%1.%2"))

    assert numbers(found, "1.1 1.1 1.0 1.1") == ["1.1", "1.2", "2", "2.1"]


def test_a_level_starts_where_it_says_and_at_nought_where_it_says_nothing() -> None:
    assert numbers(lists(level(0, "%1.", start="5")), "1.0 1.0") == ["5.", "6."]
    assert numbers(lists(level(0, "%1.", start="")), "1.0 1.0") == ["0.", "1."]


def test_a_level_that_never_restarts_counts_on() -> None:
    never = level(0, "%1、") + level(1, "%2.", more='<w:lvlRestart w:val="0"/>')

    assert numbers(lists(never), "1.0 1.1 1.1 1.0 1.1") == ["1、", "1.", "2.", "2、", "3."]


def test_a_level_restarts_only_after_the_levels_that_it_names() -> None:
    second = level(0, "%1、") + level(1, "%2.") + level(2, "(%3)", more='<w:lvlRestart w:val="1"/>')

    assert numbers(lists(second), "1.0 1.1 1.2 1.1 1.2 1.0 1.2") == [
        "1、",
        "1.",
        "(1)",
        "2.",
        "(2)",
        "2、",
        "(1)",
    ]


def test_a_bullet_is_a_bullet_and_a_blank_one_nothing() -> None:
    assert numbers(lists(level(0, "●", "bullet")), "1.0") == [BULLET]
    assert numbers(lists(level(0, " ", "bullet")), "1.0") == [""]


def test_a_legal_level_shows_every_number_in_digits() -> None:
    legal = level(0, "%1", "chineseCounting") + level(1, "%1.%2", "decimal", "<w:isLgl/>")
    switched_off = level(0, "%1", "chineseCounting") + level(1, "%1.%2", "decimal", '<w:isLgl w:val="0"/>')

    assert numbers(lists(legal), "1.0 1.1") == ["一", "1.1"]
    assert numbers(lists(switched_off), "1.0 1.1") == ["一", "一.1"]


def test_lists_of_one_definition_count_on_together() -> None:
    again = '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'

    assert numbers(lists(THREE, extra=again), "1.0 7.0 1.0") == ["一、", "二、", "三、"]


def test_a_list_may_begin_anew_once() -> None:
    anew = (
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="4"/>'
        "</w:lvlOverride></w:num>"
    )

    assert numbers(lists(THREE, extra=anew), "1.0 1.0 7.0 7.0 1.0") == [
        "一、",
        "二、",
        "四、",
        "五、",
        "六、",
    ]


def test_a_level_above_that_is_begun_anew_shows_it() -> None:
    anew = (
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="3"/>'
        "</w:lvlOverride></w:num>"
    )
    found = lists(level(0, "%1") + level(1, "%1.%2"), extra=anew)

    assert numbers(found, "7.1 7.0") == ["3.1", "4"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = (
        f'<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level(0, "第%1条")}'
        "</w:lvlOverride></w:num>"
    )

    assert numbers(lists(THREE, extra=own), "7.0 7.1") == ["第1条", "（一）"]


def test_levels_out_of_range_are_none() -> None:
    odd = level(9, "九") + level(8, "%9)")

    assert numbers(lists(odd), "1.8 1.9") == ["1)", ""]
    assert lists(odd).next_number("1", -1) == ""
    assert numbers(lists(odd), "5.0") == [""]
    assert read_lists(None).next_number("1", 0) == ""


def test_an_unknown_kind_of_numbers_is_written_in_digits() -> None:
    assert numbers(lists(level(0, "%1.", "nobodysCounting")), "1.0 1.0") == ["1.", "2."]


def test_a_numbering_style_leads_to_the_definition_that_has_the_levels() -> None:
    linked = '<w:numStyleLink w:val="样式"/>'
    target = f'<w:styleLink w:val="样式"/>{level(0, "第%1章", "chineseCounting")}'

    assert numbers(lists(linked, target), "1.0 2.0") == ["第一章", "第二章"]


def test_a_style_that_leads_nowhere_keeps_its_own_levels() -> None:
    assert numbers(lists(f'<w:numStyleLink w:val="无"/>{level(0, "%1.")}'), "1.0") == ["1."]


@pytest.mark.parametrize("known", [True, False])
def test_a_list_without_a_definition_writes_nothing(*, known: bool) -> None:
    stray = '<w:num w:numId="7"><w:abstractNumId w:val="9"/></w:num>' if known else '<w:num w:numId="7"/>'

    assert numbers(lists(THREE, extra=stray), "7.0 1.0") == ["", "一、"]
