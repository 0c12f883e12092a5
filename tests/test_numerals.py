"""How the number formats of WordprocessingML write numbers."""

from __future__ import annotations

import pytest

from report_builder.numerals import numeral


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {10: "⑩"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("ideographEnclosedCircle", {4: "㈣"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperLetter", {28: "BB"}),
        ("lowerRoman", {4: "iv", 1994: "mcmxciv"}),
        ("upperRoman", {9: "IX", 4000: "4000"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○"}),
        (
            "chineseCountingThousand",
            {10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一", 1020: "一千零二十"},
        ),
        ("japaneseCounting", {10: "十", 11: "十一", 111: "百十一", 1020: "千二十", 0: "〇"}),
        ("ideographDigital", {1: "一", 10: "一〇", 2016: "二〇一六"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥", 61: "61"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 305: "叁佰零伍"}),
        ("none", {1: ""}),
        ("bullet", {7: ""}),
        ("thaiCounting", {1: None}),
    ],
)
def test_a_number_is_written_as_its_format_says(style: str, written: dict[int, str | None]) -> None:
    assert {value: numeral(value, style) for value in written} == written
