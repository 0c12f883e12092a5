"""The number that an author typed, or Word wrote, before a paragraph → its level, count and official form."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from report_builder.manuscript.numbering import FOURTH, LARGEST, SECTION, SUBSECTION, THIRD, heading_number
from report_builder.quantities import chinese_ordinal

_HANZI: Final = "([一二三四五六七八九十]{1,3})"
# 一、 → （一） → 1. → （1）, GB/T 9704-2012, 7.3.3, in whatever width and with whatever mark they are typed.
# A year (2016.) or a decimal (3.5) is no number.
_FORMS: Final = {
    SECTION: re.compile(rf"(?:{_HANZI}\s*[、．.]|第{_HANZI}(?:部分|章)[、：:，]?)\s*"),
    SUBSECTION: re.compile(rf"[（(]\s*{_HANZI}\s*[）)]\s*[、.．]?\s*"),
    THIRD: re.compile(r"(\d{1,2})\s*[.．、](?!\d)\s*"),
    FOURTH: re.compile(r"[（(]\s*(\d{1,2})\s*[）)]\s*[、.．]?\s*"),
}
_COUNTS: Final = {chinese_ordinal(count): count for count in range(1, LARGEST + 1)}
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")


class TypedNumber(Struct, frozen=True):
    """A number of a level; ``end`` is how many characters it takes."""

    level: int
    count: int
    end: int

    @property
    def written(self) -> str:
        """The number as the standard writes it."""
        return heading_number(self.level, self.count)


def read_ordinal(text: str) -> TypedNumber | None:
    """The number at the head of a text, if there is one."""
    plain = text[:12].translate(_FULL_WIDTH)
    for level, form in _FORMS.items():
        if match := form.match(plain):
            digits = next(filter(None, match.groups()), "")
            count = int(digits) if digits.isascii() else _COUNTS.get(digits, 0)
            return TypedNumber(level, count, match.end()) if 0 < count <= LARGEST else None
    return None
