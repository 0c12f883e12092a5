"""The words of a call → the call as it is typed, to be copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME: Final = "report-builder"


def spell_call(words: Sequence[str]) -> str:
    """A call as it is typed: a word with a blank or a mark of the shell's in double quotes."""
    return " ".join([NAME, *(_quote(word) for word in words)])


def _quote(word: str) -> str:
    return f'"{word}"' if re.search(r"[\s&|<>()^;'*?$`]", word) or not word else word
