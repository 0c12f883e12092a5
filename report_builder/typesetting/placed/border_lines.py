"""A border of a paragraph, a table or a page → the lines that it is made of, and rules for them in place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.placed.pages import RuledLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.document.properties import Border

Lines = tuple[tuple[float, float], ...]
"""Of each line of a border how far it begins from the border's upper or left edge, and its width."""

# Word's own thin line, and the gap and the thick line that go with it where the width names something else.
_THIN: Final = 0.75
_THICK: Final = 1.5
_HALF: Final = 0.5
# Dashes and the gaps between them, in widths of the line.
_DASHES: Final = {
    "dotted": 1.0,
    "dashed": 4.0,
    "dashSmallGap": 3.0,
    "dotDash": 3.0,
    "dotDotDash": 2.0,
    "dashDotStroked": 3.0,
}
_EQUAL: Final = {"double": 2, "triple": 3, "doubleWave": 2}
_WAVES: Final = frozenset(("wave", "doubleWave"))
# A wave is three of its lines high and six long; Word draws none thicker than this.
_MOST_WAVE: Final = 1.5
_WAVE_HEIGHT: Final = 3.0
_WAVE_LENGTH: Final = 6.0


def lines_of(border: Border) -> Lines:
    """The lines of a border (ECMA-376 17.18.2), named from above or from the left as in ``thinThick…``."""
    if border.style in _WAVES:
        height = min(border.width, _MOST_WAVE) * _WAVE_HEIGHT
        return tuple((index * height * 1.5, height) for index in range(_EQUAL.get(border.style, 1)))
    if border.style in _EQUAL:
        return tuple((2 * index * border.width, border.width) for index in range(_EQUAL[border.style]))
    if border.style.startswith(("thinThick", "thickThin")):
        return _unequal(border)
    return ((0.0, border.width),)


def _unequal(border: Border) -> Lines:
    """Thin and thick lines; which part the width names depends on how wide the gap is called."""
    if border.style.endswith("LargeGap"):
        thin, thick, gap = _THIN, _THICK, border.width
    elif border.style.endswith("MediumGap"):
        thin, thick, gap = border.width * _HALF, border.width, border.width * _HALF
    else:
        thin, thick, gap = _THIN, border.width, _THIN
    if border.style.startswith("thinThickThin"):
        return ((0.0, thin), (thin + gap, thick), (thin + thick + 2 * gap, thin))
    if border.style.startswith("thinThick"):
        return ((0.0, thin), (thin + gap, thick))
    return ((0.0, thick), (thick + gap, thin))


@cache
def width_of(border: Border | None) -> float:
    """A border's whole width: its lines and the gaps between them."""
    if border is None or not border.width:
        return 0.0
    start, width = lines_of(border)[-1]
    return start + width


def inset(border: Border | None, depth: int, *, at_end: bool) -> float:
    """How far from a border's outer edge the line begins at which a line of another one ends.

    The other's line is the ``depth``-th of its own from outside, counted from nought. ``at_end`` tells a
    border at the right or at the foot, whose outermost line is its last.
    """
    if border is None or not border.width:
        return 0.0
    lines = lines_of(border)
    start, width = lines[-1 - min(depth, len(lines) - 1)] if at_end else lines[min(depth, len(lines) - 1)]
    return width_of(border) - start - width if at_end else start


Sides = tuple["Border | None", "Border | None"]


def rules_across(
    border: Border, edges: tuple[float, float], top: float, sides: Sides, *, at_foot: bool
) -> Iterator[RuledLine]:
    """The rules of a border that runs across; its inner lines end at those of the borders at its ends."""
    lines = lines_of(border)
    for index, (start, width) in enumerate(lines):
        depth = len(lines) - 1 - index if at_foot else index
        left = edges[0] + inset(sides[0], depth, at_end=False)
        right = edges[1] - inset(sides[1], depth, at_end=True)
        middle = top + start + width / 2
        yield from rules_along(border, (left, middle, right, middle), width)


def rules_down(
    border: Border, left: float, ends: tuple[float, float], sides: Sides, *, at_right: bool
) -> Iterator[RuledLine]:
    """The rules of a border that runs down."""
    lines = lines_of(border)
    for index, (start, width) in enumerate(lines):
        depth = len(lines) - 1 - index if at_right else index
        top = ends[0] + inset(sides[0], depth, at_end=False)
        bottom = ends[1] - inset(sides[1], depth, at_end=True)
        middle = left + start + width / 2
        yield from rules_along(border, (middle, top, middle, bottom), width)


def rules_along(border: Border, ends: tuple[float, float, float, float], width: float) -> Iterator[RuledLine]:
    """One line of a border from point to point, where it is a wave of many short ones."""
    left, top, right, bottom = ends
    if border.style in _WAVES and (left == right or top == bottom):
        yield from wave(ends, width, border.colour)
        return
    dash = _DASHES.get(border.style, 0.0) * max(width, _THIN)
    yield RuledLine(left, top, right, bottom, width, border.colour, dash)


def has_gaps(border: Border) -> bool:
    """Whether a border is made of dashes or dots, which fill no corner."""
    return border.style in _DASHES


def wave(ends: tuple[float, float, float, float], height: float, colour: str) -> Iterator[RuledLine]:
    """A wave across or down the page, as high as is said from crest to trough."""
    left, top, right, bottom = ends
    line = height / _WAVE_HEIGHT
    swing = (height - line) / 2
    length = max(right - left, bottom - top)
    count = max(round(length / (line * _WAVE_LENGTH) * 2), 1)
    step = length / count
    for index in range(count):
        start, end = index * step, (index + 1) * step
        rise, fall = (swing, -swing) if index % 2 == 0 else (-swing, swing)
        if top == bottom:
            yield RuledLine(left + start, top + rise, left + end, top + fall, line, colour)
        else:
            yield RuledLine(left + rise, top + start, left + fall, top + end, line, colour)
