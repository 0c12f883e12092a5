"""A text with its raised letters, its links and its footnotes marked → the pieces, each with its look.

The marks are noncharacters, which no narrative and no ledger may hold (Unicode 23.7). A figure's own marks
(``shown_figures``) stand inside the pieces as if they were letters, until the Word file is filled.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.manuscript.shown_figures import without_figure_marks

if TYPE_CHECKING:
    from collections.abc import Iterator


class PieceLook(Enum):
    """How a piece of a text stands, by the mark that it begins with."""

    PLAIN = "\ufdd2"
    RAISED = "\ufdd3"
    LOWERED = "\ufdd4"
    NOTE = "\ufdd5"
    LINK = "\ufdd7"


class Piece(Struct, frozen=True):
    """Letters of one look; those of a footnote are the note's text, and stand at its foot of the page.

    ``address`` is where a link leads.
    """

    text: str
    look: PieceLook
    address: str = ""


MARKS: Final = "".join(look.value for look in PieceLook)
# Before the words that name a table or a picture.
CAPTION: Final = "\ufdd6"

# Between the address of a link and its words.
_ADDRESSED: Final = "\ufddb"
_PIECE: Final = re.compile(f"([{MARKS}]?)([^{MARKS}]+)")


def pieces(marked: str) -> Iterator[Piece]:
    """The pieces in their order."""
    for mark, text in _PIECE.findall(marked):
        look = PieceLook(mark) if mark else PieceLook.PLAIN
        address, addressed, words = text.partition(_ADDRESSED)
        if look is not PieceLook.LINK:
            yield Piece(text, look)
        elif addressed:
            yield Piece(words, look, address)


def begin_link(address: str) -> str:
    """What stands before the words of a link; they end with the next mark."""
    return f"{PieceLook.LINK.value}{address}{_ADDRESSED}"


def unmarked(marked: str) -> str:
    """The text as it reads, its footnotes and the marks of its figures left out."""
    return without_figure_marks(
        "".join(piece.text for piece in pieces(marked) if piece.look is not PieceLook.NOTE)
    )


def footnotes(marked: str) -> tuple[str, ...]:
    """The text's footnotes as they read."""
    notes = (piece.text for piece in pieces(marked) if piece.look is PieceLook.NOTE)
    return tuple(without_figure_marks(note).strip() for note in notes)
