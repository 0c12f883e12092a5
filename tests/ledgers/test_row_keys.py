"""Titles as departments type them → keys: one by one and together the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.ledgers.row_keys import title_key, title_keys

TYPED = st.text(st.sampled_from("关于ＡaÅé（）()《》2２①ﾊﾟカ゚각ᅡ각ﬁ㎏½ß İσς_- 　\n\t\ue000"), max_size=6)


@given(st.lists(TYPED, max_size=6))
def test_titles_have_together_the_keys_that_each_has(titles: list[str]) -> None:
    assert title_keys(titles) == [title_key(title) for title in titles]


@pytest.mark.parametrize(
    "title", ["关于印发《办法》的通知", "关于印发〈办法〉的　通知。", "关于印发“办法”的通知（）"]
)
def test_marks_and_spaces_do_not_tell_titles_apart(title: str) -> None:
    assert title_key(title) == "关于印发办法的通知"
    assert title_keys([title, "Ａ－1"]) == ["关于印发办法的通知", "a1"]
