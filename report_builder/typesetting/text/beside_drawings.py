"""Drawings that text runs beside, and lines from the top → where each line begins and ends.

Word sets text beside a drawing only where an inch is left for it; here all of it goes to the wider side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.document.content import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.typesetting.document.content import DocumentParagraph
    from report_builder.typesetting.document.paper import Geometry

ROOM_BESIDE: Final = 72.0
FOLLOWS_TEXT: Final = frozenset(("paragraph", "line"))
_TOLERANCE: Final = 0.05
_SHARES: Final = {"left": 0.0, "inside": 0.0, "center": 0.5, "right": 1.0, "outside": 1.0}


class Obstacle(Struct, frozen=True):
    """What text runs beside: its edges from the column's left edge and from the paragraph's first line."""

    left: float
    right: float
    top: float
    bottom: float

    def lowered(self, down: float) -> Obstacle:
        """The same, seen from so far above."""
        return replace(self, top=self.top + down, bottom=self.bottom + down)


class Bounds(Struct):
    """Gives lines their ends from the top down; ``pushed`` is how far the next line had to move down."""

    obstacles: Sequence[Obstacle]
    line: float
    top: float = 0.0
    pushed: float = 0.0

    def narrow(self, left: float, right: float) -> tuple[float, float]:
        """Where the next line begins and ends that would run from ``left`` to ``right``."""
        for obstacle in sorted(self.obstacles, key=lambda each: each.top):
            above = obstacle.bottom <= self.top + _TOLERANCE
            below = obstacle.top >= self.top + self.line - _TOLERANCE
            if above or below or obstacle.right <= left or obstacle.left >= right:
                continue
            before, after = obstacle.left - left, right - obstacle.right
            if max(before, after) < ROOM_BESIDE:
                self.pushed += obstacle.bottom - self.top
                self.top = obstacle.bottom
            elif before > after:
                right = obstacle.left
            else:
                left = obstacle.right
        return left, right

    def take(self, height: float) -> float:
        """Go below a line of so much height; gives how far it stands below the one before it."""
        self.top += height
        pushed, self.pushed = self.pushed, 0.0
        return pushed


def obstacles_of(paragraph: DocumentParagraph, measure: float, page: Geometry | None) -> Iterator[Obstacle]:
    """The drawings anchored to a paragraph that its text runs beside, and what follows it."""
    for inline in paragraph.inlines:
        if not isinstance(inline, Drawing) or inline.anchor is None or inline.anchor.wrap != "beside":
            continue
        anchor = inline.anchor
        if anchor.vertical.base not in FOLLOWS_TEXT or anchor.vertical.align:
            continue
        start, width = 0.0, measure
        if page is not None and anchor.horizontal.base == "page":
            start, width = -page.left, page.width
        left = start + anchor.horizontal.offset
        if anchor.horizontal.align:
            left = start + (width - inline.width) * _SHARES.get(anchor.horizontal.align, 0.0)
        top = anchor.vertical.offset
        if anchor.vertical.base == "paragraph":
            top -= paragraph.properties.space_before
        yield Obstacle(
            left - anchor.before,
            left + inline.width + anchor.after,
            top - anchor.above,
            top + inline.height + anchor.below,
        )
