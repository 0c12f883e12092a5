"""A paragraph's glyphs as values: each with its width and its manner, or what stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.placed.moving import moved
from report_builder.typesetting.placed.pages import GlyphLook

if TYPE_CHECKING:
    from report_builder.typesetting.document.content import Drawing, Span
    from report_builder.typesetting.document.properties import Border, Leader, Underline
    from report_builder.typesetting.placed.pages import Fill, GlyphRun, RuledLine


class Composed(Struct, frozen=True):
    """A composition in its place: its width, how far it reaches from the baseline, and what it draws."""

    width: float = 0.0
    ascent: float = 0.0
    descent: float = 0.0
    runs: tuple[GlyphRun, ...] = ()
    rules: tuple[RuledLine, ...] = ()
    fills: tuple[Fill, ...] = ()

    def at(self, left: float, down: float = 0.0) -> Composed:
        """The same, so far to the right and so far down."""
        return Composed(
            self.width,
            self.ascent - down,
            self.descent + down,
            tuple(replace(run, left=run.left + left, baseline=run.baseline + down) for run in self.runs),
            tuple(moved(rule, left, down) for rule in self.rules),
            tuple(moved(fill, left, down) for fill in self.fills),
        )


class GlyphManner(Struct, frozen=True):
    """Everything that neighbouring glyphs must share to be set in one run; lengths in points.

    ``ascent`` and ``descent`` are those of the line that the glyphs ask for; ``drawing`` or ``composed`` is
    what stands in the line instead of a character. ``owner`` counts the paragraph's spans from 1, 0 is none
    of them. ``absent`` is the character that no face has, where a stand-in is painted for it.
    """

    look: GlyphLook
    spacing: float = 0.0
    ascent: float = 0.0
    descent: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    underline: Underline = ""
    strike: bool = False
    double_strike: bool = False
    border: Border | None = None
    emphasis: bool = False
    shading: str = ""
    drawing: Drawing | None = None
    composed: Composed | None = None
    owner: int = 0
    absent: str = ""


NO_MANNER: Final = GlyphManner(GlyphLook("", 0.0))


class GlyphString(Struct):
    """A paragraph's characters in order; the three lists run side by side.

    ``widths`` hold each character's advance and letter spacing. Breaks stand in as control
    characters without a width. ``anchors`` are drawings, each with the index that it is anchored before;
    ``spans`` the links, marks and labels in it, ``marks`` the indices of notes' marks, ``places`` the
    names that links lead to, each with an index; ``leaders`` the indices of tabs that a line leads along.
    """

    characters: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    manners: list[GlyphManner] = field(default_factory=list)
    anchors: list[tuple[int, Drawing]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    marks: set[int] = field(default_factory=set)
    places: list[tuple[int, str]] = field(default_factory=list)
    leaders: dict[int, Leader] = field(default_factory=dict)
