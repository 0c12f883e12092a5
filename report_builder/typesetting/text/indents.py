"""A paragraph → where its lines start and end, and where its tabs stop, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.typesetting.document.content import TextRun
from report_builder.typesetting.document.properties import TabStop

if TYPE_CHECKING:
    from report_builder.typesetting.document.content import DocumentParagraph
    from report_builder.typesetting.document.properties import ParagraphProperties
    from report_builder.typesetting.text.glyph_strings import GlyphString

_HUNDREDTHS: Final = 100.0


class Indents(Struct, frozen=True):
    """A paragraph's indents in points, those in characters converted."""

    left: float
    right: float
    first_line: float


def indents_of(paragraph: DocumentParagraph) -> Indents:
    """The indents of a paragraph; one character is as wide as the paragraph's own size."""
    properties = paragraph.properties
    left, right, first = properties.left, properties.right, properties.first_line
    if properties.left_chars:
        left = properties.left_chars / _HUNDREDTHS * paragraph.mark.size
    if properties.right_chars:
        right = properties.right_chars / _HUNDREDTHS * paragraph.mark.size
    if properties.first_line_chars:
        first = properties.first_line_chars / _HUNDREDTHS * paragraph.mark.size
    return Indents(left, right, first)


def tab_stops(properties: ParagraphProperties, indents: Indents) -> tuple[TabStop, ...]:
    """A paragraph's tab stops; under a hanging indent its left edge is one too, as in Word."""
    if indents.first_line >= 0:
        return properties.tabs
    stops = (*properties.tabs, TabStop(indents.left, "left"))
    return tuple(sorted(stops, key=lambda stop: stop.position))


def label_shift(paragraph: DocumentParagraph, string: GlyphString) -> float:
    """How far a number that is centred or ends at the first-line indent stands before it (17.9.7)."""
    if not paragraph.label_shift:
        return 0.0
    first = paragraph.inlines[0]
    length = len(first.text.rstrip()) if isinstance(first, TextRun) else 0
    return sum(string.widths[:length]) * paragraph.label_shift
