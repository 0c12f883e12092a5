"""The cells of a row and the widths of their columns → the height that shows all of them.

Excel works it out where none is said; WPS and LibreOffice leave rows of one line, and texts lie over others.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE: Final = 15.0  # points that a line of the usual eleven takes
_MOST_LINES: Final = 27  # a row has at most 409 points


def height_of(cells: Sequence[object], widths: Sequence[float]) -> float:
    """In points; a width is in digits of the usual face, of which a Chinese letter takes two and a bit."""
    pairs = zip(cells, widths, strict=True)
    lines = max((_lines(each, width) for each, width in pairs if isinstance(each, str)), default=1)
    return _LINE * min(max(lines, 1), _MOST_LINES)


def _lines(text: str, width: float) -> int:
    room = max(width - 1, 1)  # what stands left and right of the text
    return sum(max(ceil(_width(line) / room), 1) for line in text.split("\n"))


def _width(line: str) -> float:
    return sum(2.1 if east_asian_width(letter) in "WFA" else 1.05 for letter in line)
