"""Words that a narrative may use → their values, and what is said of one that it may not."""

from __future__ import annotations

import pytest

from report_builder.manuscript.words import MAX_SUGGESTED, Lookup, NarrativeFault, View, suggestion


class Shown(View, frozen=True):
    """Two figures, of which one is not filled in."""

    总数: int = 3
    金额: int | None = None


def fault_of(call: object, *arguments: object) -> NarrativeFault:
    assert callable(call)
    with pytest.raises(NarrativeFault) as caught:
        call(*arguments)
    return caught.value


def test_twelve_words_are_listed_and_of_more_only_the_near_one_is_named() -> None:
    names = tuple(f"第{number}项" for number in range(MAX_SUGGESTED))

    assert suggestion("收费", names) == f"可写：{'、'.join(names)}"
    assert suggestion("收费额", (*names, "收费")) == "您要写的可能是“收费”"
    assert suggestion("收费额", ("收费",)) == "可写：收费（您要写的可能是“收费”）"
    assert suggestion("收费额", ()) == "请核对写法是否与台账或设置一致"


def test_a_word_has_its_value_and_one_that_nobody_filled_in_or_knows_is_a_fault() -> None:
    assert Shown().named("总数") == 3
    assert fault_of(Shown().named, "金额").code == "narrative.value"
    assert "“总数”" in fault_of(Shown().named, "总").remedy
    assert bool(Shown())
    assert Shown().label() == ""


@pytest.mark.parametrize("name", ["关于〈办法〉的通知", "《关于〈办法〉的通知》", "关于 《办法》的 通知"])
def test_a_name_is_found_however_its_title_is_marked_or_spaced(name: str) -> None:
    assert Lookup("信息名称", {"关于《办法》的通知": 5})(name) == 5


def test_two_titles_in_a_row_are_not_one() -> None:
    lookup = Lookup("信息名称", {"《甲》和《乙》": 5, "》": 6})

    assert lookup("《甲》和《乙》") == 5
    assert lookup("》") == 6
    assert fault_of(lookup, "甲》和《乙").word == "甲》和《乙"


def test_brackets_hold_a_name_and_nothing_else() -> None:
    lookup = Lookup("信息名称", {"甲": 5})

    assert "信息名称" in fault_of(lookup, 5).message
    assert lookup.words() == {}
