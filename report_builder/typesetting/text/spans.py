"""The links, marks and labels of a paragraph, and a line's runs → areas, notes and places of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from report_builder.typesetting.document.content import LinkSpan, NoteSpan
from report_builder.typesetting.placed.pages import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.typesetting.document.content import Span
    from report_builder.typesetting.placed.set_blocks import SetNote
    from report_builder.typesetting.text.glyph_strings import GlyphManner, GlyphString


class SetSpans(Struct, frozen=True):
    """What a paragraph and its spans have become: elements of the structure, and the notes' set lines."""

    element: int
    elements: Mapping[Span, int] = field(default_factory=dict)
    notes: Mapping[Span, SetNote] = field(default_factory=dict)

    def owners(self, string: GlyphString) -> list[int]:
        """The element of every owner that the glyphs' manners name; the paragraph's own comes first."""
        return [self.element, *(self.elements.get(span, self.element) for span in string.spans)]


class Stretch(Protocol):
    """A part of a line in one manner: where it starts, how wide it is, what it says."""

    @property
    def left(self) -> float:
        """Its left edge."""

    @property
    def width(self) -> float:
        """Its width."""

    @property
    def manner(self) -> GlyphManner:
        """How its glyphs are set."""

    @property
    def text(self) -> str:
        """Its characters."""


def links_of(runs: Sequence[Stretch], string: GlyphString, owners: Sequence[int]) -> Iterator[Link]:
    """The areas of a line that lead somewhere, one for each link, from the line's own baseline."""
    for owner, span in enumerate(string.spans, 1):
        own = [run for run in runs if run.manner.owner == owner]
        if own and isinstance(span, LinkSpan):
            yield Link(
                left=own[0].left,
                top=-max(run.manner.ascent for run in own),
                right=own[-1].left + own[-1].width,
                bottom=max(run.manner.descent for run in own),
                address=span.address,
                text="".join(run.text for run in own),
                element=owners[owner],
            )


def notes_of(runs: Sequence[Stretch], string: GlyphString, spans: SetSpans) -> Iterator[SetNote]:
    """The notes whose marks stand in a line, in their order."""
    for owner, span in enumerate(string.spans, 1):
        if (
            isinstance(span, NoteSpan)
            and span in spans.notes
            and any(run.manner.owner == owner for run in runs)
        ):
            yield spans.notes[span]


def places_before(string: GlyphString, end: int) -> Iterator[str]:
    """The names of places before an index that no earlier line has taken."""
    while string.places and string.places[0][0] < end:
        yield string.places.pop(0)[1]
