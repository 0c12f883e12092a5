"""A line's glyphs → runs of one manner and one spacing, with the lines and dots that go with them."""

from __future__ import annotations

from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.fonts.missing_characters import STAND_IN
from report_builder.typesetting.placed.border_lines import wave
from report_builder.typesetting.placed.moving import moved
from report_builder.typesetting.placed.pages import Fill, GlyphRun, RuledLine
from report_builder.word.symbols import NO_BREAK_HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.text.glyph_strings import GlyphManner, GlyphString

_SAME: Final = 1e-6
# Where lines and dots stand beside characters, as shares of the size.
LINE_SHARE: Final = 0.05
UNDERLINE_SHARE: Final = 0.16
_STRIKE_SHARE: Final = 0.3
_DOT_SHARE: Final = 0.06


class Run(Struct, frozen=True):
    """Glyphs of one manner and one spacing, and the width they take; ``lefts`` is where each dot stands."""

    left: float
    width: float
    manner: GlyphManner
    text: str
    spacing: float
    lefts: tuple[float, ...]

    def glyphs(self, element: int) -> tuple[GlyphRun, ...]:
        """The run as a page holds it; a composition gives runs of its own."""
        manner = self.manner
        if manner.composed:
            return tuple(
                replace(run, left=run.left + self.left, element=element) for run in manner.composed.runs
            )
        text = STAND_IN * len(self.text) if manner.absent else self.text.replace(NO_BREAK_HYPHEN, "-")
        run = GlyphRun(
            self.left, -manner.rise, manner.look, text, element, self.spacing, absent=manner.absent
        )
        return (run,)

    def rules(self) -> Iterator[RuledLine]:
        """Its underline and the line through it, or the lines that a composition draws."""
        if self.manner.composed:
            yield from (moved(rule, self.left, 0.0) for rule in self.manner.composed.rules)
            return
        manner, size = self.manner, self.manner.look.size
        right = self.left + self.width
        thin = size * LINE_SHARE
        below = size * UNDERLINE_SHARE - manner.rise
        if manner.underline == "wave":
            yield from wave((self.left, below, right, below), thin * 3, manner.look.colour)
        elif manner.underline:
            width = thin * 2 if manner.underline == "thick" else thin
            dash = size / 5 if manner.underline == "dashed" else 0.0
            yield RuledLine(self.left, below, right, below, width, manner.look.colour, dash)
            if manner.underline == "double":
                yield RuledLine(
                    self.left, below + 2 * thin, right, below + 2 * thin, thin, manner.look.colour
                )
        if manner.strike:
            middle = -size * _STRIKE_SHARE - manner.rise
            for shift in (-thin, thin) if manner.double_strike else (0.0,):
                height = middle + shift
                yield RuledLine(self.left, height, right, height, thin, manner.look.colour)

    def fills(self) -> Iterator[Fill]:
        """Its background, and the dots below its characters."""
        if self.manner.composed:
            yield from (moved(fill, self.left, 0.0) for fill in self.manner.composed.fills)
            return
        manner, size = self.manner, self.manner.look.size
        if manner.shading:
            yield Fill(self.left, -manner.ascent, self.left + self.width, manner.descent, manner.shading)
        if manner.emphasis:
            radius = size * _DOT_SHARE
            top = size * UNDERLINE_SHARE
            for left in self.lefts:
                middle = left + size / 2
                yield Fill(
                    middle - radius, top, middle + radius, top + 2 * radius, manner.look.colour, round=True
                )


def runs_of(string: GlyphString, start: int, advances: list[float], left: float) -> Iterator[Run]:
    """Gather neighbouring glyphs of one manner and one spacing into runs.

    What follows a run's last glyph shows only in where the next run starts, so that glyph may be
    followed by any space.
    """
    count = len(advances)
    characters = string.characters[start : start + count]
    manners = string.manners[start : start + count]
    extras = list(map(sub, advances, string.widths[start : start + count]))
    first = 0
    while first < count:
        if characters[first] == "\t":
            left += advances[first]
            first += 1
            continue
        manner, extra = manners[first], extras[first]
        after = first + 1
        while (
            after < count
            and manners[after] is manner
            and characters[after] != "\t"
            and abs(extras[after - 1] - extra) < _SAME
        ):
            after += 1
        lefts = tuple(accumulate(advances[first : after - 1], initial=left)) if manner.emphasis else ()
        width = sum(advances[first:after])
        yield Run(left, width, manner, "".join(characters[first:after]), manner.spacing + extra, lefts)
        left += width
        first = after
