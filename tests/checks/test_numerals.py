"""Sentences → the figures in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.checks.numerals import read_figures
from report_builder.numerals import read_hanzi


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("收到申请3525件", "3525", "件"),
        ("收到申请３５２５件", "3525", "件"),
        ("收到申请3,525件", "3525", "件"),
        ("收费72701.2578万元", "727012578", "元"),
        ("阅读1.2亿次", "120000000", "次"),
        ("同比增长1.08%", "1.08", "%"),
        ("同比增长1．08％", "1.08", "%"),
        ("下降3个百分点", "3", "个百分点"),
        ("一百三十四件", "134", "件"),
        ("两万零五十件", "20050", "件"),
        ("十二个部分", "12", "个部分"),
        ("共10 件", "10", "件"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, value: str, unit: str) -> None:
    figures = read_figures(text)

    assert [(figure.value, figure.unit) for figure in figures] == [(Decimal(value), unit)]


@pytest.mark.parametrize(
    "text", ["第二十条", "第3次", "一是加强", "一中心两馆", "万一", "三四件", "百件", "二十", "十百件"]
)
def test_words_that_only_look_like_figures_are_none(text: str) -> None:
    assert read_figures(text) == ()


@pytest.mark.parametrize("text", ["20余件", "约20件", "超过6万次", "100多万元", "数十件"])
def test_an_estimate_is_rough(text: str) -> None:
    assert all(figure.rough for figure in read_figures(text)[:1])


def test_a_figure_knows_where_it_stands_and_its_decimals() -> None:
    (figure,) = read_figures("增长１．０５％。")

    assert ("增长１．０５％。"[figure.start : figure.end], figure.places) == ("１．０５％", 2)


def test_a_year_in_hanzi_is_a_year() -> None:
    assert [figure.value for figure in read_figures("二〇二四年")] == [2024]


@pytest.mark.parametrize("written", ["", "百", "三四", "一百百", "十万千", "零五"])
def test_what_is_no_number_in_hanzi_is_none(written: str) -> None:
    assert read_hanzi(written) is None


def spell(number: int) -> str:
    """A number from 1 to 9999 as it is spelt out."""
    digits = "零一二三四五六七八九"
    words, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if gap and words else "") + digits[digit] + unit
        gap = not digit
    return words


@given(st.integers(1, 9999))
def test_every_number_that_is_spelt_out_is_read_back(number: int) -> None:
    assert read_hanzi(spell(number)) == number
    assert read_hanzi(f"{spell(number)}万") == number * 10_000


@given(st.text(alphabet="零一二两十百千万0123456789.,件%年第约余 ", max_size=40))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    assert all(text[figure.start : figure.end] for figure in read_figures(text))
