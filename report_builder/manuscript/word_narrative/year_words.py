"""The words of an earlier year's report → its years, each with what says it of any year: 年, 上年, 下年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is not the report's to date: a document's name or number, and an expression.
_HIDDEN: Final = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〔[^〔〕]*〕|\{\{.*?\}\}|\{%.*?%\}")
_DIGIT: Final = "[0-9０-９]"
# One year of a span (2021—2025年) is no more this year's than the other.
_YEAR: Final = re.compile(rf"(?<![0-9０-９—–－~～-])(?P<year>{_DIGIT}{{4}})(?=年)")
# The whole period and its ends are every year's; any other day is that of something that happened once.
_PERIOD: Final = re.compile(r"年度?(?:1月1日|12月31日|1月至12月|1—12月|12月底|1月1日零时)")
_DAY: Final = re.compile(rf"年{_DIGIT}{{1,2}}月")
# A year that belongs to a document, a plan or somebody's judgement, which the year before had, too.
_OF_ITS_OWN: Final = re.compile(
    "年度?[^，。；]{0,12}(?:预算|决算|要点|计划|第三方评估|印发|出台|修订|施行|制定)"
)
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_WORDS: Final = {0: "年", -1: "上年", 1: "下年"}


class YearWord(Struct, frozen=True):
    """A year in a text from ``start`` to ``end``; ``expression`` says it anew, empty where it has to stay."""

    start: int
    end: int
    year: int
    expression: str = ""


def year_words(text: str, year: int) -> Iterator[YearWord]:
    """The years in a text of the report on ``year`` that are its own, the one before it or the one after."""
    hidden = [match.span() for match in _HIDDEN.finditer(text)]
    for match in _YEAR.finditer(text):
        found = int(match["year"].translate(_WIDE))
        if found - year not in _WORDS or any(start <= match.start() < end for start, end in hidden):
            continue
        word = _WORDS[found - year] if _may_move(text, match.end()) else ""
        yield YearWord(match.start(), match.end(), found, word and f"{{{{ {word} }}}}")


def _may_move(text: str, end: int) -> bool:
    """Whether what follows a year lets another year stand in its place."""
    if _PERIOD.match(text, end):
        return True
    return not (_DAY.match(text, end) or _OF_ITS_OWN.match(text, end))
