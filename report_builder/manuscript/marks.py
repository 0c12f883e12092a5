"""A text with its raised letters, links, footnotes and figures marked → the text as a sequence (``inlines``).

The marks are noncharacters, which no narrative and no ledger may hold (Unicode 23.7). They carry what is no
letter through Jinja and Markdown; a figure's own (``shown_figures``) stand inside the pieces as if they were
letters.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from report_builder.manuscript.blocks import Picture, TextCell, TextTable
from report_builder.manuscript.inlines import Script, WebLink
from report_builder.manuscript.shown_figures import letters_in, without_figure_marks
from report_builder.reports.report import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.formats.tables import PrintedCell
    from report_builder.manuscript.blocks import Inset
    from report_builder.manuscript.inlines import Inline, Inlines
    from report_builder.reports.figure_record import ShownFigure


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


def inlines_of(marked: str, figures: Sequence[ShownFigure]) -> Inlines:
    """The text as a sequence, its figures being those of the marks' numbers."""
    return tuple(_inlines(marked, figures))


def _inlines(marked: str, figures: Sequence[ShownFigure]) -> Iterator[Inline]:
    for piece in pieces(marked):
        match piece.look:
            case PieceLook.NOTE:
                yield Note(without_figure_marks(piece.text).strip())
            case PieceLook.RAISED | PieceLook.LOWERED:
                letters = tuple(letters_in(piece.text, figures))
                yield Script(letters, is_raised=piece.look is PieceLook.RAISED)
            case PieceLook.LINK:
                yield WebLink(tuple(letters_in(piece.text, figures)), piece.address)
            case PieceLook.PLAIN:
                yield from letters_in(piece.text, figures)


class MarkedTextTable(Struct, frozen=True):
    """A table of the text whose cells are marked texts, a line for each paragraph."""

    shares: tuple[float, ...]
    head_rows: int
    rows: tuple[tuple[PrintedCell, ...], ...]


MarkedInset: TypeAlias = Picture | MarkedTextTable


def settled(inset: MarkedInset | None, figures: Sequence[ShownFigure]) -> Inset | None:
    """A picture, or a table with its cells' texts as sequences."""
    if not isinstance(inset, MarkedTextTable):
        return inset
    rows = tuple(tuple(_cell(cell, figures) for cell in row) for row in inset.rows)
    return TextTable(inset.shares, inset.head_rows, rows)


def _cell(cell: PrintedCell, figures: Sequence[ShownFigure]) -> TextCell:
    paragraphs = tuple(inlines_of(line, figures) for line in cell.text.split("\n"))
    return TextCell(paragraphs, cell.columns, cell.rows, cell.is_head, cell.align)
