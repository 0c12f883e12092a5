"""A section's columns and what stands on its sheets → the regions of a sheet that text fills in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.typesetting.placed.pages import RuledLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_builder.typesetting.document.paper import Geometry

# Less than this holds no line of text.
LEAST_HEIGHT: Final = 12.0
_TOLERANCE: Final = 0.05
_RULE_WIDTH: Final = 0.5
# How often the height of balanced columns is halved upon: to some hundredths of a page.
_HALVINGS: Final = 10


class ColumnStretch(Struct, frozen=True):
    """A stretch of a column: how far it stands from the type area's left edge, its top and its bottom."""

    left: float
    top: float
    bottom: float


def columns_of(geometry: Geometry, top: float, bottom: float) -> list[ColumnStretch]:
    """The columns of a section between two heights; one where it has no more."""
    return [ColumnStretch(left, top, bottom) for left, _ in geometry.columns] or [
        ColumnStretch(0.0, top, bottom)
    ]


def split(region: ColumnStretch, top: float, bottom: float) -> tuple[ColumnStretch, ColumnStretch | None]:
    """What is left of a region above and below a stretch that text keeps clear of."""
    if bottom <= region.top + _TOLERANCE or top >= region.bottom - _TOLERANCE:
        return region, None
    below = ColumnStretch(region.left, min(max(bottom, region.top), region.bottom), region.bottom)
    if top < region.top + LEAST_HEIGHT:
        return below, None
    above = ColumnStretch(region.left, region.top, top)
    return above, below if below.bottom - below.top > LEAST_HEIGHT else None


def column_rules(geometry: Geometry, top: float, bottom: float) -> Iterator[RuledLine]:
    """The lines between columns, where the section wants them."""
    if geometry.column_rules and bottom > top:
        for index in range(1, len(geometry.columns)):
            left, width = geometry.columns[index - 1]
            middle = geometry.left + (left + width + geometry.columns[index][0]) / 2
            yield RuledLine(middle, top, middle, bottom, _RULE_WIDTH)


def least_height(least: float, most: float, fits: Callable[[float], bool]) -> float:
    """The least height of columns in which everything fits, so that they end as evenly as they can."""
    if not fits(most):
        return most
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        if fits(middle):
            most = middle
        else:
            least = middle
    return most
