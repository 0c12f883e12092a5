"""A level and a count → the number before a heading, and the number that an author typed taken off again."""

from __future__ import annotations

import pytest

from report_builder.manuscript.numbering import heading_number, measure_number, split_heading, split_measure


def test_each_level_has_its_own_form() -> None:
    assert [heading_number(level, 12) for level in (1, 2, 3, 4)] == ["十二、", "（十二）", "12.", "（12）"]
    assert measure_number(3) == "三是"


@pytest.mark.parametrize(
    ("typed", "number", "text"),
    [
        ("一、情况", "一、", "情况"),
        ("（二） 情况", "（二）", "情况"),
        ("(二)、情况", "(二)、", "情况"),
        ("3.情况", "3.", "情况"),
        ("12、 情况", "12、", "情况"),
        ("（4）情况", "（4）", "情况"),
        ("2016.情况", "", "2016.情况"),
        ("3.5倍", "", "3.5倍"),
        ("情况一、", "", "情况一、"),
        ("一情况", "", "一情况"),
        ("一一一一、情况", "", "一一一一、情况"),
    ],
)
def test_a_typed_number_is_taken_off_a_heading_and_no_more(typed: str, number: str, text: str) -> None:
    found = split_heading(typed)

    assert (found.number, found.text) == (number, text)


@pytest.mark.parametrize(
    ("typed", "number", "text"),
    [
        ("一是，明确责任", "一是，", "明确责任"),
        ("十二是明确", "十二是", "明确"),
        ("这是", "", "这是"),
        ("是", "", "是"),
    ],
)
def test_a_typed_measure_is_taken_off(typed: str, number: str, text: str) -> None:
    found = split_measure(typed)

    assert (found.number, found.text) == (number, text)
