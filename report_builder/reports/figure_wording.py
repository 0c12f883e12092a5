"""Two wordings of a figure → whether they say the same, and how one author's words take another's number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DIGITS: Final = "〇零一二三四五六七八九十百千万亿两"
# A stroke is a minus only where no number precedes it: 3-5 is a range.
_NUMERAL: Final = re.compile(rf"(?:(?<!\d)[-−])?\d+(?:\.\d+)?|[{_DIGITS}]+")
_ENDS_IN_NUMERAL: Final = re.compile(rf"(?:\d\.?|[{_DIGITS}])\Z")
_BEGINS_WITH_NUMERAL: Final = re.compile(rf"\A(?:[.,]?\d|[{_DIGITS}%‰])")
_IDLE: Final = re.compile(r"\s+|(?<=\d)[,，](?=\d{3})")
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．％－", "0123456789.%-")
# What a figure's wording says besides the number: that there is none, or which way it went.
DIRECTIONS: Final = {
    "无": ("未", "没有", "无"),
    "升": ("增长", "增加", "上升", "提高"),
    "降": ("下降", "减少", "降低"),
    "平": ("持平",),
}
# Words that make another statement of the same number: more than, fewer than, points instead of percent.
_BOUNDS: Final = {
    "超": ("超过", "逾", "以上", "多", "余"),
    "欠": ("不足", "不到", "不满", "近", "以下", "以内"),
    "点": ("百分点",),
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
    if _said(_BOUNDS, text) != _said(_BOUNDS, other):
        return False
    return bool(direction or _numerals(text))


def directions(text: str) -> frozenset[str]:
    """Which of the directions a text tells."""
    return _said(DIRECTIONS, text)


def _said(kinds: Mapping[str, tuple[str, ...]], text: str) -> frozenset[str]:
    return frozenset(name for name, words in kinds.items() if any(word in text for word in words))


def tells_a_figure(text: str) -> bool:
    """Whether a text has a number in it, or says that there is none."""
    return bool(directions(text) or _NUMERAL.search(tidy(text)))


def lengthened(before: str, text: str, after: str) -> bool:
    """Whether letters right beside a figure make another number of it: a 0 typed behind a 12."""
    before, text, after = (
        before.translate(_FULL_WIDTH),
        text.translate(_FULL_WIDTH),
        after.translate(_FULL_WIDTH),
    )
    number = _NUMERAL.match(text)
    last = _ENDS_IN_NUMERAL.search(text)
    return bool((number and _ENDS_IN_NUMERAL.search(before)) or (last and _BEGINS_WITH_NUMERAL.match(after)))


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
