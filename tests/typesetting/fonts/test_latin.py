"""A font's name that nobody knows → the class of face that its letters are set in."""

from __future__ import annotations

import pytest

from report_builder.typesetting.fonts.latin import class_of_name


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Some Font", "serif"), ("Georgia", "serif"), ("Garamond", "serif"), ("Calibri Light", "sans"),
        ("Open Sans", "sans"), ("Inter", "sans"), ("International", "serif"), ("Consolas", "mono"),
        ("Letter Gothic Std", "mono"), ("Century Gothic", "sans"), ("楷体", "eastern"), ("FZKai", "eastern"),
        ("fzkai", "serif"), ("SimSun-ExtB", "eastern"), ("Noto Serif CJK", "eastern"),
        ("PingFang SC", "eastern"), ("Roboto Mono", "mono"), ("Heiti TC", "eastern"),
    ],
)  # fmt: skip
def test_a_name_says_of_what_class_a_font_is(name: str, found: str) -> None:
    assert class_of_name(name) == found
