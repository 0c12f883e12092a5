"""Lines for a screen on which a Chinese character takes the room of two Latin letters."""

from __future__ import annotations

import pytest

from report_builder.command_line.wrapping import columns_of, wrap
from report_builder.quantities import half_widths


def test_a_chinese_character_takes_the_room_of_two_letters() -> None:
    assert [half_widths("年报"), half_widths("report"), half_widths("2016年")] == [4, 6, 6]


def test_a_line_is_broken_between_any_two_chinese_characters() -> None:
    assert wrap("政府信息公开工作年度报告", 10) == ["政府信息公", "开工作年度", "报告"]


def test_a_closing_mark_never_opens_a_line_and_an_opening_one_never_ends_it() -> None:
    lines = wrap("一二三四，五六七（八九）十", 8)

    assert lines == ["一二三", "四，五六", "七（八", "九）十"]


def test_a_word_is_kept_whole_where_it_fits_a_line() -> None:
    assert wrap("请运行 report-builder", 16) == ["请运行", "report-builder"]


def test_a_word_wider_than_a_line_is_broken_where_the_line_is_full() -> None:
    assert wrap("0123456789", 4) == ["0123", "4567", "89"]


def test_the_first_line_and_the_later_ones_open_as_they_should() -> None:
    assert wrap("一二三四五", 8, "- ", "  ") == ["- 一二三", "  四五"]


@pytest.mark.parametrize("columns", [3, 7, 20, 80])
def test_nothing_is_lost_and_no_line_is_too_wide(columns: int) -> None:
    text = "错误 ledger.choice 台账/教务科.xlsx › 依申请公开!C14：写作“个人”（不是六种之一）。"

    lines = wrap(text, columns)

    assert "".join("".join(lines).split()) == "".join(text.split())
    # Marks that may not be parted from their character reach over the edge of a very narrow screen only.
    assert columns < 8 or max(half_widths(line) for line in lines) <= columns


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 80) == [""]


def test_the_second_column_is_wrapped_under_itself() -> None:
    rows = [("甲", "一二三四"), ("乙丙", "五")]

    assert columns_of(rows, 12) == ["  甲    一二", "        三四", "  乙丙  五"]
