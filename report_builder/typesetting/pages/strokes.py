"""A shape's border and its area → rules: four edges or one line, doubled where the border is."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.placed.pages import RuledLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.document.content import Shape
    from report_builder.typesetting.document.properties import Border

# The lines that a border is made up of (ECMA-376 20.1.10.33), each as the place of its middle and its
# width, in shares of the whole border's width. The double lines of letterheads (武文线) are among them.
_COMPOUNDS: Final = {
    "dbl": ((1 / 6, 1 / 3), (5 / 6, 1 / 3)),
    "thickThin": ((3 / 10, 3 / 5), (9 / 10, 1 / 5)),
    "thinThick": ((1 / 10, 1 / 5), (7 / 10, 3 / 5)),
    "tri": ((1 / 12, 1 / 6), (1 / 2, 1 / 3), (11 / 12, 1 / 6)),
}
# How many straight lines an ellipse is drawn of: at the size of a seal each is 2 pt long.
_STEPS: Final = 72
_SINGLE: Final = ((1 / 2, 1.0),)


def stroke_shape(shape: Shape, left: float, top: float, width: float, height: float) -> Iterator[RuledLine]:
    """The rules of a shape's border; a border lies half inside its area and half outside."""
    border = shape.border
    if border is None or not border.width:
        return
    right, bottom = left + width, top + height
    if shape.form == "ellipse":
        middle = (left + width / 2, top + height / 2)
        for start, end in pairwise(_around(*middle, width / 2, height / 2)):
            yield from _stroke(border, shape.compound, (*start, *end))
        return
    if shape.form == "line":
        ends = (left, bottom, right, top) if shape.rising else (left, top, right, bottom)
        yield from _stroke(border, shape.compound, ends)
        return
    half = border.width / 2
    for edge in (
        (left - half, top, right + half, top),
        (right, top, right, bottom),
        (right + half, bottom, left - half, bottom),
        (left, bottom, left, top),
    ):
        yield from _stroke(border, shape.compound, edge)


def _around(across: float, down: float, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Places on an ellipse so near to one another that the lines between them look round, clockwise."""
    for step in range(_STEPS + 1):
        angle = 2 * pi * step / _STEPS
        yield across + width * cos(angle), down + height * sin(angle)


def _stroke(border: Border, compound: str, ends: tuple[float, float, float, float]) -> Iterator[RuledLine]:
    """One line; the parts of a double one lie from its left side to its right, seen along it."""
    left, top, right, bottom = ends
    length = hypot(right - left, bottom - top)
    if not length:
        return
    across, down = -(bottom - top) / length, (right - left) / length
    for middle, share in _COMPOUNDS.get(compound, _SINGLE):
        shift = (middle - 1 / 2) * border.width
        yield RuledLine(
            left + across * shift,
            top + down * shift,
            right + across * shift,
            bottom + down * shift,
            border.width * share,
            border.colour,
        )
