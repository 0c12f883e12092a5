"""Runs that are to be so wide (调整宽度) → their characters spread or drawn together to that width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.typesetting.document.properties import Fit
    from report_builder.typesetting.text.glyph_strings import GlyphString

Stretch = tuple[int, int, "Fit"]
"""Where glyphs begin and end that are to fit a width together."""


def joined(stretches: list[Stretch], start: int, end: int, fit: Fit | None) -> None:
    """Take glyphs among those that are to fit; runs of one mark that follow one another fit as one."""
    if fit is None:
        return
    if stretches and stretches[-1][1:] == (start, fit):
        start = stretches.pop()[0]
    stretches.append((start, end, fit))


def fit_widths(string: GlyphString, stretches: Iterable[Stretch]) -> None:
    """Space the glyphs of each stretch, but for the last one, so that all of it is as wide as asked for."""
    for start, end, fit in stretches:
        gaps = end - start - 1
        if gaps < 1:
            continue
        extra = (fit.width - sum(string.widths[start:end])) / gaps
        for index in range(start, end - 1):
            manner = string.manners[index]
            string.manners[index] = replace(manner, spacing=manner.spacing + extra)
            string.widths[index] += extra
