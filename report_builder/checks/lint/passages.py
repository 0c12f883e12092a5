"""A report's paragraphs → ``Passage`` values, each with what the rules must not look into hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.reports.report import Role

if TYPE_CHECKING:
    from report_builder.diagnostics import Place

# Stands for each hidden character, so that places in `bare` are places in `text`; no pattern means it.
HIDDEN: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
# Beyond the BMP too, for names with rare characters.
HAN: Final = "[\U00020000-\U0003ffff\u3400-\u4dbf\u4e00-\u9fff〇]"
# Numerals of ordinals and headings.
NUMERAL: Final = "[一二三四五六七八九十]"

_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[\w\-.~:/?#\[\]@!$&'()*+,;=%]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|\b[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.(?:gov|com|cn|org|net)\b(?:/[\w\-.~/?#&=%]*)?",
    re.ASCII,
)
_MARKS: Final = re.compile("[《》]")
_ORDINALS: Final = (
    re.compile(f"({NUMERAL}{{1,3}})、"),
    re.compile(f"[（(]({NUMERAL}{{1,3}})[）)]"),
    re.compile(r"(\d{1,2})[.．、](?!\d)"),
    re.compile(r"[（(](\d{1,2})[）)]"),
    re.compile("([①-⑳])"),
)
_DIGITS: Final = "一二三四五六七八九"
_TEN: Final = 10
# A heading of a Word file that nothing but its number marks is no longer than this.
_LONGEST_HEADING: Final = 45


class Ordinal(Struct, frozen=True):
    """The number before a passage: its level (GB/T 15834—2011, B.3.8), its count, and where it ends."""

    level: int
    count: int
    end: int


class Passage(Struct, frozen=True):
    """A paragraph: ``bare`` is ``text`` with names of documents inside 《》 and addresses hidden.

    ``level`` is a heading's, from 1; 0 for anything else.
    """

    text: str
    bare: str
    place: Place
    role: Role
    level: int

    @property
    def ordinal(self) -> Ordinal | None:
        """The number that it begins with, if it does."""
        for level, form in enumerate(_ORDINALS, start=1):
            if match := form.match(self.text):
                return Ordinal(level, _count(match[1]), match.end())
        return None

    @property
    def heading(self) -> str:
        """Its words without the number before them."""
        ordinal = self.ordinal
        return self.text[ordinal.end if ordinal else 0 :].strip()


Text = tuple[Passage, ...]


def passage(text: str, place: Place, role: Role = Role.TEXT, level: int = 0) -> Passage:
    """A passage, with what is to be hidden in it hidden."""
    return Passage(text, _hide(text), place, role, level)


def with_headings(text: Text) -> Text:
    """The text with roles for headings that only their numbers mark, as in a Word file without styles.

    Such a heading stands alone: one that runs on into its paragraph is that paragraph's first sentence, and
    an item of a list is followed by the next.
    """
    return tuple(
        Passage(each.text, each.bare, each.place, Role.HEADING, ordinal.level)
        if each.role is Role.TEXT and (ordinal := each.ordinal) and _stands_alone(each, ordinal, following)
        else each
        for each, following in zip(text, (*text[1:], None), strict=True)
    )


def _stands_alone(each: Passage, ordinal: Ordinal, following: Passage | None) -> bool:
    below = 2  # 一、 and （一）: only these two have a look of their own in GB/T 9704—2012, 7.3.3
    if ordinal.level > below or len(each.text) > _LONGEST_HEADING or following is None:
        return False
    if re.search("[。！？；]", each.bare.rstrip()[:-1]) or not following.text.strip():
        return False
    after = following.ordinal
    return after is None or after.level != ordinal.level


def _hide(text: str) -> str:
    """The text with everything inside the outermost 《》 and every address replaced, sign by sign."""
    hidden = list(text)
    opened: list[int] = []
    for mark in _MARKS.finditer(text):
        if mark.group() == "《":
            opened.append(mark.end())
        elif opened:
            start = opened.pop()
            if not opened:
                hidden[start : mark.start()] = HIDDEN * (mark.start() - start)
    for address in _ADDRESS.finditer(text):
        hidden[address.start() : address.end()] = HIDDEN * (address.end() - address.start())
    return "".join(hidden)


def _count(numeral: str) -> int:
    """一 to 九十九, 1 to 99 or ① to ⑳ as a number."""
    if numeral.isascii():
        return int(numeral)
    if "①" <= numeral[0] <= "⑳":
        return ord(numeral[0]) - ord("①") + 1
    tens, ten, ones = numeral.partition("十")
    units = _DIGITS.find(ones[:1]) + 1 if ones else 0
    if not ten:
        return _DIGITS.find(tens[:1]) + 1
    return (_DIGITS.find(tens) + 1 if tens else 1) * _TEN + units
