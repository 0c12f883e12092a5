"""Two wordings of a figure → whether they say the same, and one author's words with another number."""

from __future__ import annotations

import pytest

from report_builder.reports.figure_wording import (
    directions,
    lengthened,
    renumbered,
    says_the_same,
    tells_a_figure,
    tidy,
)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("12件", "１２ 件"),
        ("12,345条", "12345条"),
        ("共12件", "12宗"),
        ("增长25.18%", "增加了25.18%"),
        ("没有收到申请", "未收到"),
        ("十二件", "十二宗"),
        ("3-5件", "3-5宗"),
        ("超过12件", "逾12宗"),
        ("与上年持平", "持平"),
        ("甲", "甲"),
    ],
)
def test_other_words_around_the_same_number_say_the_same(text: str, other: str) -> None:
    assert says_the_same(text, other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("12件", "13件"),
        ("12件", "12件、3件"),
        ("-12", "12"),
        ("增长25.18%", "下降25.18%"),
        ("25.18%", "增长25.18%"),
        ("未收到", "收到"),
        ("12件", "超过12件"),
        ("近12件", "逾12件"),
        ("12个百分点", "12%"),
        ("甲", "乙"),
        ("12,34条", "1234条"),
    ],
)
def test_another_number_direction_or_bound_says_something_else(text: str, other: str) -> None:
    assert not says_the_same(text, other)


def test_spaces_wide_digits_and_grouping_are_tidied_and_commas_between_numbers_are_not() -> None:
    assert tidy("１，２３４ 件，５%") == "1234件，5%"
    assert tidy("12,345,678") == "12345678"
    assert tidy("1,2") == "1,2"


def test_the_directions_of_a_text_are_told_together() -> None:
    assert directions("同比增长，环比下降") == {"升", "降"}
    assert directions("没有") == {"无"}
    assert directions("12件") == frozenset()


@pytest.mark.parametrize(
    ("text", "tells"), [("12", True), ("十二", True), ("未收到", True), ("收到申请", False)]
)
def test_a_text_tells_a_figure_by_a_number_or_by_saying_that_there_is_none(text: str, *, tells: bool) -> None:
    assert tells_a_figure(text) is tells


@pytest.mark.parametrize(
    ("before", "text", "after", "is_another"),
    [
        ("收到", "12", "件", False),
        ("收到1", "12", "件", True),
        ("收到", "12", "0件", True),
        ("收到", "12", ".5件", True),
        ("收到", "12", ",345件", True),
        ("收到", "12", "，345件", False),
        ("收到", "12", "万件", True),
        ("收到", "12", "%", True),
        ("收到", "12件", "3", False),
        ("收到1.", "12", "件", True),
        ("十", "二件", "", True),
        ("收到1", "约12件", "", False),
        ("３", "12", "件", True),
    ],
)
def test_digits_right_beside_a_figure_make_another_number_of_it(
    before: str, text: str, after: str, *, is_another: bool
) -> None:
    assert lengthened(before, text, after) is is_another


@pytest.mark.parametrize(
    ("text", "built", "new", "found"),
    [
        ("共十二宗", "十二件", "十三件", "共十三宗"),
        ("总计12宗", "12件", "15件", "总计15宗"),
        ("增加了5%（3件）", "增长5%，3件", "增长6%，4件", "增加了6%（4件）"),
        ("总计12宗", "12件", "没有收到", None),
        ("总计12宗", "13件", "15件", None),
        ("增加了5%", "增长5%", "下降5%", None),
        ("总计12宗", "12件", "15件、3件", None),
    ],
)
def test_an_authors_words_take_the_new_number_where_they_fit_it(
    text: str, built: str, new: str, found: str | None
) -> None:
    assert renumbered(text, built, new) == found
