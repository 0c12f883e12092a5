"""A finished PDF → its glyphs and its lines, as another program's reader finds them."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pypdfium2  # type: ignore[import-untyped]  # it carries no types
from msgspec import Struct
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# PDFium's own sign for a hyphen that ends a line.
_HYPHEN: Final = "\x02"
# Runs of one line stand this near to one another's baseline, those of two lines never.
_SAME_LINE: Final = 4.0
# A new line begins at least so far to the left; some marks are painted a little before their neighbour.
_TURN: Final = 20.0


class Glyph(Struct, frozen=True):
    """A character and its origin, from the page's top left corner, in points."""

    text: str
    left: float
    baseline: float


class Line(Struct, frozen=True):
    """A line as it was painted: its text without blanks, and where it begins."""

    text: str
    left: float
    baseline: float


def glyphs_of(pdf: bytes | Path) -> list[list[Glyph]]:
    """The glyphs of each page in the order in which they were painted, blanks left out."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [list(_glyphs(page)) for page in document]
    finally:
        document.close()


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    text = page.get_textpage()
    height = page.get_height()
    left, bottom = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index)).replace(_HYPHEN, "-")
        if character.isspace() or raw.FPDFText_IsGenerated(text, index):
            continue
        raw.FPDFText_GetCharOrigin(text, index, left, bottom)
        yield Glyph(character, left.value, height - bottom.value)


def lines_of(page: list[Glyph]) -> list[Line]:
    """The lines of a page in the order in which they were painted, cell by cell in a table."""
    lines: list[Line] = []
    start = 0
    for index, (before, after) in enumerate(pairwise([*page, Glyph("", -1.0, -1.0)])):
        turns = after.left < before.left - _TURN or abs(after.baseline - before.baseline) > _SAME_LINE
        if turns:
            first = page[start]
            text = "".join(glyph.text for glyph in page[start : index + 1])
            lines.append(Line(text, first.left, first.baseline))
            start = index + 1
    return lines
