"""The ``{{ }}`` and ``{% %}`` of a narrative or a template → whether anybody would write so much there.

They are only cut into words here: parsing, which goes deep where brackets do, begins when all are short.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

MOST_TAGS: Final = 2_000
MOST_WORDS: Final = 150  # of one tag, signs and brackets among them
MOST_DEEP: Final = 15  # brackets within brackets
MOST_DIGITS: Final = 18
_NUMBER: Final = re.compile(r"[0-9]{1,%d}(?:\.[0-9]{1,%d})?" % (MOST_DIGITS, MOST_DIGITS), re.ASCII)  # noqa: UP031  braces
_BEGINS: Final = frozenset(("variable_begin", "block_begin"))
_ENDS: Final = frozenset(("variable_end", "block_end"))
_SILENT: Final = frozenset(("whitespace", "data"))


def limits_exceeded(environment: Environment, text: str) -> Iterator[tuple[int, str]]:
    """The line of each tag that is too long, and in what; the parser tells of what is written wrongly."""
    tags = words = deep = 0
    told = False
    try:
        for line, kind, word in environment.lex(text):
            if kind in _BEGINS:
                tags, words, deep, told = tags + 1, 0, 0, False
                if tags > MOST_TAGS:
                    yield line, f"花括号超过 {MOST_TAGS} 处"
                    return
            elif kind not in _ENDS and kind not in _SILENT:
                words += 1
                deep += (word in "([{") - (word in ")]}") if kind == "operator" else 0
                fault = _fault(kind, word, words, deep)
                if fault and not told:
                    yield line, fault
                told = told or bool(fault)
    except TemplateSyntaxError:
        return


def _fault(kind: str, word: str, words: int, deep: int) -> str:
    if kind in {"integer", "float"} and not _NUMBER.fullmatch(word):
        return f"“{word[:20]}”不是普通的数：最多 {MOST_DIGITS} 位，不用科学记数法"
    if words > MOST_WORDS:
        return f"一对花括号里的内容太长，超过 {MOST_WORDS} 个词和符号"
    return f"括号套得太深，超过 {MOST_DEEP} 层" if deep > MOST_DEEP else ""
