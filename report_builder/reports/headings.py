"""The paragraphs of a Word file → the same with those that only their numbers mark made headings."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.patterns import has_any
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from report_builder.reports.report import Paragraph

# Numerals of ordinals and headings.
NUMERAL: Final = "[一二三四五六七八九十]"
_ORDINALS: Final = (
    re.compile(f"({NUMERAL}{{1,3}})、"),
    re.compile(f"[（(]({NUMERAL}{{1,3}})[）)]"),
    re.compile(r"(\d{1,2})[.．、](?!\d)"),
    re.compile(r"[（(](\d{1,2})[）)]"),
    re.compile("([①-⑳])"),
)
_DIGITS: Final = "一二三四五六七八九"
_TEN: Final = 10
# 一、 and （一）: only these two have a look of their own in GB/T 9704—2012, 7.3.3.
_DEEPEST: Final = 2
# A heading of a Word file that nothing but its number marks is no longer than this.
_LONGEST: Final = 45
_TITLE: Final = re.compile("《[^《》]*》")


class HeadingNumber(Struct, frozen=True):
    """The number before a passage: its level (GB/T 15834—2011, B.3.8), its count, and where it ends."""

    level: int
    count: int
    end: int


def ordinal_of(text: str) -> HeadingNumber | None:
    """The number that a text begins with, if it does."""
    for level, form in enumerate(_ORDINALS, start=1):
        if match := form.match(text):
            return HeadingNumber(level, _count(match[1]), match.end())
    return None


def key_of(heading: str) -> str:
    """A heading as it is compared: without its number, spaces and the mark at its end."""
    text = heading.strip()
    ordinal = ordinal_of(text)
    return "".join(text[ordinal.end if ordinal else 0 :].split()).rstrip("：:。")


def with_headings(paragraphs: tuple[Paragraph, ...], known: Collection[str] = ()) -> tuple[Paragraph, ...]:
    """The paragraphs with roles for headings that only their numbers mark, as in a file without styles.

    Such a heading stands alone: one that runs on into its paragraph is that paragraph's first sentence, and
    an item of a list is followed by the next. ``known`` are the keys of headings that are none of a list.
    """
    return tuple(
        replace(each, role=ParagraphRole.HEADING, level=ordinal.level)
        if each.role is ParagraphRole.TEXT
        and (ordinal := ordinal_of(f"{each.number}{each.text}".strip()))
        and _is_heading(each, ordinal, following, known)
        else each
        for each, following in zip_longest(paragraphs, paragraphs[1:])
    )


def meant_levels(
    written: Sequence[tuple[int, int, str]], sections: Collection[str]
) -> Mapping[int, tuple[int, int]]:
    """By their positions, the level and count of headings whose one numeral is of the wrong level.

    ``written`` are the level, count and key of each heading in order, ``sections`` the keys of headings of
    the first level. 五、监督保障 behind （四） and before 二、 is （五）; （二） before a heading of these
    is 二、 where that would follow.
    """
    found: dict[int, tuple[int, int]] = {}
    section = subsection = 0
    for position, (level, count, key) in enumerate(written):
        following = next((other for above, other, _ in written[position + 1 :] if above == 1), 0)
        if level == 1 and key not in sections and 1 < count == subsection + 1 and section:
            if following == section + 1 or (not following and count != section + 1):
                level = found.setdefault(position, (_DEEPEST, count))[0]  # noqa: PLW2901
        elif level == _DEEPEST and key in sections and count == section + 1 and following in {0, count + 1}:
            level = found.setdefault(position, (1, count))[0]  # noqa: PLW2901
        if level == 1:
            section, subsection = count, 0
        elif level == _DEEPEST:
            subsection = count
    return found


def with_meant_levels(paragraphs: tuple[Paragraph, ...], sections: Collection[str]) -> tuple[Paragraph, ...]:
    """The paragraphs with those headings at the level that they belong to whose numeral is of another."""
    numbered = [
        (number, ordinal, f"{each.number}{each.text}")
        for number, each in enumerate(paragraphs)
        if each.role is ParagraphRole.HEADING and (ordinal := ordinal_of(f"{each.number}{each.text}".strip()))
    ]
    written = [(ordinal.level, ordinal.count, key_of(text)) for _, ordinal, text in numbered]
    meant = {numbered[at][0]: level for at, (level, _) in meant_levels(written, sections).items()}
    return tuple(
        replace(each, level=meant[number], is_misnumbered=True) if number in meant else each
        for number, each in enumerate(paragraphs)
    )


def _is_heading(
    each: Paragraph, ordinal: HeadingNumber, following: Paragraph | None, known: Collection[str]
) -> bool:
    if ordinal.level == 1 and key_of(f"{each.number}{each.text}") in known:
        return True
    bare = _TITLE.sub("", each.text)
    if ordinal.level > _DEEPEST or len(each.text) > _LONGEST or following is None:
        return False
    if has_any(bare.rstrip()[:-1], "。！？；") or not following.text.strip():
        return False
    after = ordinal_of(f"{following.number}{following.text}".strip())
    return after is None or after.level != ordinal.level


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
