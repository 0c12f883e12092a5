"""What stands before a heading, as people type it → its level, its count and its official form."""

from __future__ import annotations

import pytest

from report_builder.manuscript.word_narrative.ordinals import read_ordinal


@pytest.mark.parametrize(
    ("text", "level", "written", "rest"),
    [
        ("一、情况", 1, "一、", "情况"),
        ("二. 情况", 1, "二、", "情况"),
        ("十二．情况", 1, "十二、", "情况"),
        ("第三部分：情况", 1, "三、", "情况"),
        ("第一章情况", 1, "一、", "情况"),
        ("（二）情况", 2, "（二）", "情况"),
        ("( 二 )、情况", 2, "（二）", "情况"),
        ("3.情况", 3, "3.", "情况"),
        ("１２、情况", 3, "12.", "情况"),
        ("（4）情况", 4, "（4）", "情况"),
        ("(４). 情况", 4, "（4）", "情况"),
    ],
)
def test_a_number_is_read_in_whatever_width_and_with_whatever_mark(
    text: str, level: int, written: str, rest: str
) -> None:
    found = read_ordinal(text)

    assert found is not None
    assert (found.level, found.written, text[found.end :]) == (level, written, rest)


@pytest.mark.parametrize(
    "text",
    [
        "情况",
        "一情况",
        "3.5倍",
        "2016.12",
        "0.5",
        "（〇）",
        "0、情况",
        "100、情况",
        "一一、情况",
        "第一，",
        "",
    ],
)
def test_what_is_no_number_of_a_heading_is_none(text: str) -> None:
    assert read_ordinal(text) is None


def test_numbers_count_to_ninety_nine() -> None:
    counts = [found.count for text in ("1.", "99.", "九十九、", "三十、") if (found := read_ordinal(text))]

    assert counts == [1, 99, 99, 30]
    assert read_ordinal("100.") is None


def test_a_number_is_looked_for_in_the_first_twelve_signs_only() -> None:
    assert read_ordinal(f"（{' ' * 9}二）情况") is not None
    assert read_ordinal(f"（{' ' * 10}二）情况") is None
