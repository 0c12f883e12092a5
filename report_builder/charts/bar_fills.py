"""A style of print → the fillings of bars, each told from the others and from the paper."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

BLACK: Final = "#000000"
WHITE: Final = "#ffffff"


class ChartStyle(StrEnum):
    """How charts are printed: on any printer and copier, or in colour."""

    MONO = "mono"
    COLOUR = "colour"


class BarFill(Struct, frozen=True):
    """A filling: its colour, the hatching over it, its outline, and the colour of figures upon it."""

    fill: str
    hatch: str = ""
    edge: str = ""
    text: str = WHITE


class BarFills(Struct, frozen=True):
    """The fillings of a style: of the series in their order, and of earlier years."""

    series: tuple[BarFill, ...]
    earlier: BarFill


# Dark, hatched and dotted stay apart when a page is copied, and copied again; greys alone do not.
_MONO: Final = BarFills(
    (
        BarFill("#3d3d3d", edge=BLACK),
        BarFill(WHITE, "/////", BLACK, BLACK),
        BarFill(WHITE, ".....", BLACK, BLACK),
    ),
    BarFill(WHITE, "/////", BLACK, BLACK),
)
# Blue, vermilion and green of Okabe and Ito's palette, which colour-blind readers tell apart;
# darkened until white figures can be read upon them (WCAG 2.2, 1.4.3); a white line keeps parts apart.
_COLOUR: Final = BarFills(
    (BarFill("#0072b2", edge=WHITE), BarFill("#b84d00", edge=WHITE), BarFill("#007a59", edge=WHITE)),
    BarFill("#858585", edge=WHITE),
)

_STEPS: Final = 8
_WHITEST: Final = 255


def shades(inks: BarFills) -> tuple[tuple[int, int, int], ...]:
    """Every colour that a picture in these inks may hold: each of them, and on its way into the paper."""
    fills = (BLACK, *(ink.fill for ink in (*inks.series, inks.earlier)))
    levels = (tuple(bytes.fromhex(fill[1:])) for fill in fills)
    blended = (
        (_towards_white(red, step), _towards_white(green, step), _towards_white(blue, step))
        for red, green, blue in levels
        for step in range(_STEPS + 1)
    )
    return tuple(dict.fromkeys(blended))


def _towards_white(level: int, step: int) -> int:
    return level + (_WHITEST - level) * step // _STEPS


INKS: Final = {ChartStyle.MONO: _MONO, ChartStyle.COLOUR: _COLOUR}
