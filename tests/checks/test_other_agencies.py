"""The words before a figure and the agency's own names → whether somebody else is spoken of."""

from __future__ import annotations

import pytest

from report_builder.checks.other_agencies import own_names

NAMES = ("宿迁市人民政府", "市政府", "市政府办公室")


@pytest.mark.parametrize(
    "words",
    [
        "收到", "宿迁市人民政府收到", "市政府办公室收到", "全市各级行政机关收到", "本机关收到", "我局受理",
        "沭阳县、全市共收到", "各级各部门共收到", "各部门、全市共收到",
    ],
)  # fmt: skip
def test_words_that_name_nobody_or_last_the_agency_speak_of_it(words: str) -> None:
    assert not own_names(NAMES).are_not_meant(words)


@pytest.mark.parametrize(
    "words",
    [
        "沭阳县收到",
        "市自然资源局收到",
        "16个部门共收到",
        "新沂市收到",
        "市政府、沭阳县共收到",
        "市委收到",
    ],
)
def test_words_that_name_last_a_part_of_it_or_another_speak_of_that(words: str) -> None:
    assert own_names(NAMES).are_not_meant(words)


def test_without_a_name_only_the_whole_is_the_agency() -> None:
    nobody = own_names(("", ""))

    assert not nobody.are_not_meant("全市收到")
    assert nobody.are_not_meant("教育局收到")
