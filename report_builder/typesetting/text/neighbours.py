"""Characters of no script of their own, such as “ and …, → whether what stands around them is Chinese."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from report_builder.typesetting.document.content import TextRun
from report_builder.typesetting.text.characters import is_ambiguous, is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.typesetting.document.content import Inline


def among_hanzi(leading: str, text: str, following: str, index: int) -> bool:
    """Whether the nearest neighbour of an ambiguous character that is of a script is East Asian.

    It is looked for in the text itself, then before and after it.
    """
    neighbours = chain(reversed(text[:index]), islice(text, index + 1, None), (leading, following))
    return is_east_asian(found) if (found := deciding(neighbours)) else True


def deciding(characters: Iterable[str]) -> str:
    """The first character whose own face says which one its neighbours take; empty for none."""
    return next((each for each in characters if each and not is_ambiguous(each)), "")


def deciding_after(inlines: Sequence[Inline]) -> list[str]:
    """For every inline the first such character behind it."""
    found = [""] * len(inlines)
    for index in range(len(inlines) - 1, 0, -1):
        inline = inlines[index]
        own = deciding(inline.text) if isinstance(inline, TextRun) else ""
        found[index - 1] = own or found[index]
    return found
