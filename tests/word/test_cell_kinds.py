"""What a cell says → nothing, a figure, a year or words."""

from __future__ import annotations

import pytest

from report_builder.word.cell_kinds import CellSays, kind_of_text


@pytest.mark.parametrize("text", ["", "-", "——", "／", "无", "√", "……"])
def test_a_stroke_or_a_tick_says_nothing(text: str) -> None:
    assert kind_of_text(text) is CellSays.NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "0", "1,024", "25.18%", "-3.5万元", "12 件", "（12）", "￥30",
        "0772-2822960", "2026.1.15", "A1234", "1234567890123456789012",
    ],
)  # fmt: skip
def test_a_number_with_or_without_a_unit_or_a_code_is_a_figure(text: str) -> None:
    assert kind_of_text(text) is CellSays.FIGURE


@pytest.mark.parametrize("text", ["1999", "2025"])
def test_a_year_by_itself_is_a_year(text: str) -> None:
    assert kind_of_text(text) is CellSays.YEAR


@pytest.mark.parametrize(
    "text",
    [
        "自然人", "2025年", "2025年度", "2025年12月", "3月", "第3号", "12345678901234567890123456",
        "行政许可12件以上", "甲乙丙12", "ab123", "国令第711号有关规定", "12个百分点",
    ],
)  # fmt: skip
def test_words_and_periods_are_words_however_many_digits_they_have(text: str) -> None:
    expected = CellSays.FIGURE if text.isdigit() else CellSays.WORDS

    assert kind_of_text(text) is expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("甲乙1234", CellSays.FIGURE),  # four digits, half of the letters
        ("甲乙丙1234甲", CellSays.FIGURE),
        ("甲乙丙12345甲丙", CellSays.FIGURE),
        ("甲乙丙1234甲丙", CellSays.WORDS),  # fewer than half
        ("甲123", CellSays.WORDS),  # fewer than four
        ("甲" * 12 + "1" * 12, CellSays.FIGURE),
        ("甲" * 12 + "1" * 13, CellSays.WORDS),  # longer than any code
    ],
)
def test_a_code_is_short_and_made_of_digits_for_the_most_part(text: str, kind: CellSays) -> None:
    assert kind_of_text(text) is kind
