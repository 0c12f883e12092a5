"""A text of the manuscript as a sequence: letters, figures, notes, letters raised or lowered, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from report_builder.reports.figure_record import ShownFigure
from report_builder.reports.report import Note, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Letters: TypeAlias = Text | ShownFigure


class Script(Struct, frozen=True):
    """Letters that are raised (上标), or else lowered (下标)."""

    letters: tuple[Letters, ...]
    is_raised: bool


class WebLink(Struct, frozen=True):
    """Letters that lead to an address."""

    letters: tuple[Letters, ...]
    address: str


Inline: TypeAlias = Text | ShownFigure | Note | Script | WebLink
Inlines: TypeAlias = tuple[Inline, ...]


def plain(text: str) -> Inlines:
    """Letters and no more."""
    return (Text(text),) if text else ()


def words_of(inlines: Iterable[Inline]) -> str:
    """The text as it reads, without its notes."""
    return "".join(each.text for each in letters_of(inlines))


def letters_of(inlines: Iterable[Inline]) -> Iterator[Letters]:
    """The letters and figures of a text in their order."""
    for inline in inlines:
        match inline:
            case Text() | ShownFigure():
                yield inline
            case Script() | WebLink():
                yield from inline.letters
            case Note():
                pass


def notes_in(inlines: Iterable[Inline]) -> tuple[str, ...]:
    """The notes that a text refers to."""
    return tuple(inline.text for inline in inlines if isinstance(inline, Note))
