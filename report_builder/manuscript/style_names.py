"""A ``w:style`` element → the names that a user sees for it, and whether one of them is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.word.packages import W
from report_builder.word.styles import value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

# What Word calls in the file what it shows by these names, or beside them. It shows Normal as 正文 too, but
# Normal is what all styles stand on: it has no indent, and text would be set without one.
_BUILT_IN: Final = {
    "标题": "title",
    "一级标题": "heading 1",
    "二级标题": "heading 2",
    "三级标题": "heading 3",
    "四级标题": "heading 4",
    "题注": "caption",
    "脚注文本": "footnote text",
    "脚注引用": "footnote reference",
    "目录标题": "toc heading",
    "目录 1": "toc 1",
    "目录 2": "toc 2",
}


def style_name(style: _Element) -> str:
    """The name in the file."""
    return value(style, "name")


def styles_called(styles: Iterable[_Element], wanted: str) -> frozenset[str]:
    """The ids of the styles that a user sees under that name.

    Word numbers a style that clashes with one of its own: 正文 becomes 正文1 when it saves. Its own styles
    stand for the name where no other has it.
    """
    own = re.compile(rf"{re.escape(wanted)}\d*")
    built_in = _BUILT_IN.get(wanted)
    named, standing_in = set(), set()
    for style in styles:
        name = style_name(style)
        if own.fullmatch(name) or wanted in value(style, "aliases").split(","):
            named.add(style.get(f"{W}styleId", ""))
        elif name.casefold() == built_in:
            standing_in.add(style.get(f"{W}styleId", ""))
    return frozenset(named or standing_in)
