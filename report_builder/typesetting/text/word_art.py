"""Words that fill an area, turned about its middle → their glyphs in place."""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.typesetting.document.content import TextRun
from report_builder.typesetting.text.glyph_runs import runs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.document.content import WordArt
    from report_builder.typesetting.placed.pages import GlyphRun
    from report_builder.typesetting.text.glyphs import Shaper

# How much of its area's height the words' size is, and how far their middle stands above the baseline.
_SIZE: Final = 0.85
_MIDDLE: Final = 0.36


def stretched(art: WordArt, area: tuple[float, float], shaper: Shaper, ordinal: int) -> tuple[GlyphRun, ...]:
    """The words as wide and as high as their area, from its upper left corner."""
    return tuple(_stretched(art, area, shaper, ordinal)) if min(area) > 0 else ()


def _stretched(art: WordArt, area: tuple[float, float], shaper: Shaper, ordinal: int) -> Iterator[GlyphRun]:
    size = area[1] * _SIZE
    properties = replace(art.properties, size=size)
    natural = sum(shaper.shape((TextRun(art.text, properties),), ordinal, None).widths)
    if not natural:
        return
    string = shaper.shape((TextRun(art.text, replace(properties, scale=area[0] / natural)),), ordinal, None)
    angle = radians(art.turn)
    for run in runs_of(string, 0, string.widths, 0.0):
        across, down = run.left - area[0] / 2, _MIDDLE * size
        for placed in run.glyphs(0):
            yield replace(
                placed,
                left=area[0] / 2 + across * cos(angle) - down * sin(angle),
                baseline=area[1] / 2 + across * sin(angle) + down * cos(angle),
                turn=art.turn,
            )
