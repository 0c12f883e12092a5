"""A ``w:shd`` → the colour that it lays down (ECMA-376 17.3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.word.packages import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLACK: Final = "000000"
_WHITE: Final = "FFFFFF"
_COLOUR_DIGITS: Final = 6
_PERCENT: Final = 100


def read_fill(element: _Element | None) -> str | None:
    """The colour that a ``w:shd`` lays down, empty for none; ``None`` where there is no shading at all.

    A pattern of so many percent (ECMA-376 17.18.78) becomes the mixture of its two colours.
    """
    if element is None:
        return None
    pattern = element.get(f"{W}val", "clear")
    fill = _colour(element.get(f"{W}fill", "auto"))
    if pattern == "solid":
        return _colour(element.get(f"{W}color", "auto")) or _BLACK
    if pattern.startswith("pct") and pattern[3:].isascii() and pattern[3:].isdigit():
        share = min(int(pattern[3:]), _PERCENT) / _PERCENT
        ink = _colour(element.get(f"{W}color", "auto")) or _BLACK
        return _mix(ink, fill or _WHITE, share)
    return fill


def _colour(name: str) -> str:
    digits = name.upper()
    known = len(digits) == _COLOUR_DIGITS and all(digit in "0123456789ABCDEF" for digit in digits)
    return digits if known else ""


def _mix(ink: str, paper: str, share: float) -> str:
    pairs = ((int(ink[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(dark * share + light * (1 - share)):02X}" for dark, light in pairs)
