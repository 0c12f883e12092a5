"""A finished PDF's page as a picture → where its ink stands on the type area, in millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # it carries no types
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Marks = NDArray[np.bool_]

# GB/T 9704-2012, 5.2.1: the type area is 37 mm below the sheet's head, and 28 mm from its left edge.
TOP: Final = 37.0
LEFT: Final = 28.0
_DPI: Final = 300
_MM: Final = 25.4 / _DPI


class Band(Struct, frozen=True):
    """Rows of ink and how far they reach, in millimetres from the corner of the type area."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def height(self) -> float:
        """From its first row to its last."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From its first column to its last."""
        return self.right - self.left


def picture(pdf: Path, number: int) -> NDArray[np.int_]:
    """A page as it is seen, its last one for -1."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number % len(document)]
    return np.asarray(page.render(scale=_DPI / 72).to_pil().convert("RGB")).astype(int)


def red(seen: NDArray[np.int_]) -> Marks:
    """Where a page is red."""
    found: Marks = (seen[:, :, 0] > 180) & (seen[:, :, 1] < 110) & (seen[:, :, 2] < 110)
    return found


def black(seen: NDArray[np.int_]) -> Marks:
    """Where a page is black."""
    found: Marks = seen.max(axis=2) < 110
    return found


def bands(marks: Marks, gap: int = 3) -> Iterator[Band]:
    """Each band of ink from the head of the page down; white rows up to ``gap`` part none."""
    rows = np.flatnonzero(marks.any(axis=1))
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > gap) + 1):
        columns = np.flatnonzero(marks[group[0] : group[-1] + 1].any(axis=0))
        top, bottom, left, right = group[0], group[-1] + 1, columns[0], columns[-1] + 1
        yield Band(top * _MM - TOP, bottom * _MM - TOP, left * _MM - LEFT, right * _MM - LEFT)
