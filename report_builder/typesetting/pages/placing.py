"""An anchored drawing, its line and its page → the drawing's top left corner (ECMA-376 20.4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.document.content import Anchor, Position
    from report_builder.typesetting.document.paper import Geometry
    from report_builder.typesetting.placed.set_blocks import SetDrawing, SetParagraph

_TOLERANCE: Final = 0.05
_FOLLOWS_TEXT: Final = frozenset(("paragraph", "line"))
_SHARES: Final = {"left": 0.0, "top": 0.0, "center": 0.5, "right": 1.0, "bottom": 1.0}


class LinePlace(Struct, frozen=True):
    """Where a drawing's line stands: its column's left edge, its top and its baseline.

    ``outer_right`` says that the page's outer edge is its right one, as on odd pages.
    """

    left: float
    top: float
    baseline: float
    outer_right: bool = True


def find_corner(drawing: SetDrawing, geometry: Geometry, spot: LinePlace) -> tuple[float, float]:
    """The left and top of a drawing on its page.

    One that follows its paragraph is moved up where it would leave the page at the foot, as in Word.
    """
    anchor = drawing.drawing.anchor
    if anchor is None:
        return spot.left + drawing.left, spot.baseline - drawing.height
    left = _place(anchor.horizontal, _across(anchor.horizontal, drawing, geometry, spot), drawing.width, spot)
    top = _wanted_top(anchor, drawing, geometry, spot)
    if anchor.vertical.base in _FOLLOWS_TEXT:
        top = max(min(top, geometry.height - drawing.height), 0.0)
    return left, top


def _wanted_top(anchor: Anchor, drawing: SetDrawing, geometry: Geometry, spot: LinePlace) -> float:
    """The top of an anchored drawing, were the page long enough."""
    return _place(anchor.vertical, _down(anchor.vertical, drawing, geometry, spot), drawing.height, spot)


def kept_clear(paragraph: SetParagraph, geometry: Geometry, spot: LinePlace) -> Iterator[tuple[float, float]]:
    """The stretches of a page that text keeps clear of for a paragraph's drawings that stand by the page.

    One that was to follow its paragraph stands by the page where the page's foot has moved it up: its lines
    were set to run beside it farther down.
    """
    top = spot.top
    for line in paragraph.lines:
        here = replace(spot, top=top, baseline=top + line.baseline)
        top += line.height
        for drawing in line.drawings:
            anchor = drawing.drawing.anchor
            if anchor is None or anchor.wrap == "none":
                continue
            highest = find_corner(drawing, geometry, here)[1]
            follows = anchor.vertical.base in _FOLLOWS_TEXT and not anchor.vertical.align
            if not follows or highest < _wanted_top(anchor, drawing, geometry, here) - _TOLERANCE:
                yield highest - anchor.above, highest + drawing.height + anchor.below


def _place(position: Position, area: tuple[float, float], extent: float, spot: LinePlace) -> float:
    start, length = area
    if not position.align:
        return start + position.offset
    align = position.align
    if align in {"inside", "outside"}:
        align = "right" if (align == "outside") == spot.outer_right else "left"
    return start + (length - extent) * _SHARES.get(align, 0.0)


def _across(
    position: Position, drawing: SetDrawing, geometry: Geometry, spot: LinePlace
) -> tuple[float, float]:
    """Where what a horizontal position refers to starts, and its length."""
    base = position.base
    if base in {"insideMargin", "outsideMargin"}:
        base = "rightMargin" if (base == "outsideMargin") == spot.outer_right else "leftMargin"
    areas = {
        "page": (0.0, geometry.width),
        "margin": (geometry.left, geometry.measure),
        "leftMargin": (0.0, geometry.left),
        "rightMargin": (geometry.width - geometry.right, geometry.right),
        "character": (spot.left + drawing.left, 0.0),
    }
    return areas.get(base, (spot.left, drawing.measure))


def _down(
    position: Position, drawing: SetDrawing, geometry: Geometry, spot: LinePlace
) -> tuple[float, float]:
    """Where what a vertical position refers to starts, and its length."""
    paragraph = spot.top - drawing.above
    if paragraph < geometry.top - _TOLERANCE <= spot.top:
        # The paragraph began on the page before: what is left of it starts at the type area's top.
        paragraph = geometry.top
    bottom = geometry.height - geometry.bottom
    areas = {
        "page": (0.0, geometry.height),
        "margin": (geometry.top, bottom - geometry.top),
        "topMargin": (0.0, geometry.top),
        "insideMargin": (0.0, geometry.top),
        "bottomMargin": (bottom, geometry.bottom),
        "outsideMargin": (bottom, geometry.bottom),
        "line": (spot.top, 0.0),
    }
    return areas.get(position.base, (paragraph, 0.0))
