"""Two wordings of a figure → whether they say the same, and how one author's words take another's number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMERAL: Final = re.compile(r"\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千万亿两]+")
_IDLE: Final = re.compile(r"\s+|(?<=\d)[,，](?=\d{3})")
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
# What a figure's wording says besides the number: that there is none, or which way it went.
DIRECTIONS: Final = {
    "无": ("未", "没有", "无"),
    "升": ("增长", "增加", "上升", "提高"),
    "降": ("下降", "减少", "降低"),
    "平": ("持平",),
}


def tidy(text: str) -> str:
    """The text without what two programs write differently: spaces, full-width digits, grouping."""
    return _IDLE.sub("", text.translate(_FULL_WIDTH))


def says_the_same(text: str, other: str) -> bool:
    """Whether two wordings give the same figure, whatever else the author changed in one."""
    if tidy(text) == tidy(other):
        return True
    direction = directions(text)
    if direction != directions(other) or _numerals(text) != _numerals(other):
        return False
    return bool(direction or _numerals(text))


def directions(text: str) -> frozenset[str]:
    """Which of the directions a text tells."""
    return frozenset(name for name, words in DIRECTIONS.items() if any(word in text for word in words))


def renumbered(text: str, built: str, new: str) -> str | None:
    """The author's own wording with the new number; ``None`` where the words would not fit it.

    ``text`` says the same as ``built``, what the report said at first, in the author's words.
    """
    numerals = _NUMERAL.findall(new)
    fits = says_the_same(text, built) and directions(text) == directions(new)
    if not numerals or not fits or len(numerals) != len(_NUMERAL.findall(text)):
        return None
    following = iter(numerals)
    return _NUMERAL.sub(lambda _: next(following), text)


def _numerals(text: str) -> Sequence[str]:
    return _NUMERAL.findall(tidy(text))
