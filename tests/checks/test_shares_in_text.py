"""占…% in a sentence, beside its part and the wholes of the year → a warning where no whole bears it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from prose import codes, prose

from report_builder.checks.sentences import read_sentences
from report_builder.checks.shares_in_text import check_shares

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

FIGURES = {"requests.new.total": 3, "requests.carried_in.total": 0, "requests.total.total": 3}


def check(text: str, **figures: int) -> list[Finding]:
    """What is found of a sentence in a year of three applications, or of other figures."""
    known = {name.replace("__", "."): count for name, count in figures.items()} or FIGURES
    (sentence,) = read_sentences(prose(f"# 总体情况\n{text}"))
    return list(check_shares(sentence, known))


@pytest.mark.parametrize(
    "share",
    [
        pytest.param("66.7%", id="rounded"),
        pytest.param("66.6%", id="its last place cut off"),
        pytest.param("67%", id="rounded to a whole"),
        pytest.param("66%", id="the rest of a whole cut off"),
    ],
)
def test_a_share_that_differs_in_its_last_place_only_is_left_alone(share: str) -> None:
    assert check(f"予以公开2件，占{share}。") == []


@pytest.mark.parametrize("share", ["66.8%", "66.5%", "68%", "65%", "33.3%", "0.7%"])
def test_a_share_that_is_off_by_more_than_its_last_place_is_told(share: str) -> None:
    assert codes(check(f"予以公开2件，占{share}。")) == ["text.share"]


def test_a_share_that_is_a_whole_step_of_its_last_place_off_is_told() -> None:
    assert codes(check("予以公开1件，占26%。", requests__new__total=4)) == ["text.share"]


def test_the_nearest_whole_is_named_with_what_the_share_of_it_would_be() -> None:
    (found,) = check("予以公开2件，占60%。")

    assert found.message == "2件占60%，与哪个总数都对不上"
    assert found.evidence.startswith("最接近的是 2÷3＝67%；")


def test_all_of_a_whole_is_a_share_of_it() -> None:
    assert check("予以公开3件，占100%。") == []


def test_a_share_of_a_whole_that_is_less_than_its_part_is_no_share() -> None:
    assert codes(check("予以公开3件，占149.9%。", requests__new__total=2)) == ["text.share"]


def test_the_whole_may_be_a_larger_count_of_the_same_unit_earlier_in_the_sentence() -> None:
    assert check("发布信息8条，其中解读2条，占25%。") == []
    assert codes(check("发布信息8篇，其中解读2条，占25%。")) == ["text.share"]
    assert codes(check("发布信息2条，其中解读8条，占25%。")) == ["text.share"]


def test_new_and_carried_in_together_are_a_whole_and_so_are_reviews_and_suits() -> None:
    assert check("答复3件，占60%。", requests__new__total=4, requests__carried_in__total=1) == []
    suits = {"litigation__direct_suit__total": 1, "litigation__suit_after_review__total": 3}
    assert check("纠正1件，占25%。", **suits) == []
    assert check("纠正3件，占30%。", **suits, litigation__review__total=6) == []
    assert codes(check("纠正1件，占30%。", **suits, litigation__review__total=6)) == ["text.share"]


def test_without_any_whole_nothing_is_told() -> None:
    assert check("予以公开2件，占60%。", publication__else=0) == []


@pytest.mark.parametrize(
    "text",
    [
        "予以公开约2件，占60%。",
        "予以公开2件，占近60%。",
        "予以公开2件。办结率占60%。",
        "召开会议2场，占60%。",
        "予以公开2件，增长60%。",
    ],
)
def test_what_is_rough_or_no_share_of_a_count_is_left_alone(text: str) -> None:
    assert [
        found
        for sentence in read_sentences(prose(f"# 情况\n{text}"))
        for found in check_shares(sentence, FIGURES)
    ] == []
