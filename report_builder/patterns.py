"""Regular expressions that are compiled when they are first needed, and words that need none.

Compiling classes of Chinese characters is slow: a hundred expressions, of which a short command uses ten,
would take a tenth of its time.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Pattern(Struct, frozen=True, dict=True):
    """An expression; a text that has none of its ``words``, where there are any, holds no match of it."""

    expression: str
    words: tuple[str, ...] = ()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled once."""
        return re.compile(self.expression)

    def search(self, text: str) -> re.Match[str] | None:
        """Its first match in a text."""
        return self.compiled.search(text) if self._may_match(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Its match at the beginning of a text."""
        return self.compiled.match(text) if self._may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Its match of a whole text."""
        return self.compiled.fullmatch(text) if self._may_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All its matches in a text."""
        return self.compiled.finditer(text) if self._may_match(text) else iter(())

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """A text with its matches replaced."""
        return self.compiled.sub(replacement, text) if self._may_match(text) else text

    def _may_match(self, text: str) -> bool:
        return not self.words or has_any(text, self.words)


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text has one of some words."""
    return any(word in text for word in words)


def cut_at(text: str, marks: str) -> list[str]:
    """A text cut wherever one of some marks stands: 甲，乙。 at ，。 is 甲, 乙 and nothing."""
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return text.split(marks[0])
