"""The words of a sentence before a figure, and the agency's names → whether another body is spoken of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

# 全市, 我局, 各级各部门: the agency with all that belongs to it.
_WHOLE: Final = (
    "本机关|(?:全|本|我|各级)(?:各|、各|[省市县区旗州盟]|乡镇|街道|部门|单位|行政机关|机关|[局委办厅院会])+"
)
# 沭阳县, 市自然资源局, 16个部门, 新沂市收到: a part of what the report tells of, or somebody else.
_OTHER: Final = (
    "各[县区市州旗]|[县旗镇乡局厅]|区(?![分别域])|委员会|[省市]委|办公室|部门|单位|街道|本级"
    "|市(?=共?(?:收|受理|接|办|答复|发生))"
)


class OwnNames(Struct, frozen=True):
    """The names by which a report calls its own agency."""

    mentions: re.Pattern[str]

    def are_not_meant(self, words: str) -> bool:
        """Whether what the words name last is not the agency; words that name nobody speak of it."""
        last = ""
        for mention in self.mentions.finditer(words):
            last = mention.lastgroup or ""
        return last == "other"


def own_names(names: Iterable[str]) -> OwnNames:
    """The names as a text can be searched for them, the longest first: 市教育局 has 教育局 in it."""
    own = "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))
    return OwnNames(re.compile(f"(?P<own>{own + '|' if own else ''}{_WHOLE})|(?P<other>{_OTHER})"))
