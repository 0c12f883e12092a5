"""A DrawingML chart, or a SmartArt drawing → what it says: its title and figures, its words.

Word keeps in the file what a chart shows: its title, its categories and every figure (ECMA-376 21.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from lxml.etree import _Element

_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MOST_CELLS: Final = 2_000


class ChartData(Struct, frozen=True):
    """What a chart says: its title, and rows of words and figures, the first of which is their head."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def read_chart(root: _Element) -> ChartData:
    """The title and the figures of a chart: a row for each category, a column for each series."""
    title = "".join(text.text or "" for text in root.iterfind(f"{_C}chart/{_C}title//{_A}t"))
    names: list[str] = []
    columns: list[dict[int, str]] = []
    categories: dict[int, str] = {}
    for series in root.iter(f"{_C}ser"):
        names.append("".join(_points(series.find(f"{_C}tx")).values()) or f"系列{len(names) + 1}")
        categories = _points(_first(series, "cat", "xVal")) or categories
        columns.append(_points(_first(series, "val", "yVal")))
    count = 1 + max((index for column in (categories, *columns) for index in column), default=-1)
    count = min(count, _MOST_CELLS // (len(columns) + 1))
    body = (
        (categories.get(index, str(index + 1)), *(column.get(index, "") for column in columns))
        for index in range(count)
    )
    return ChartData(title, (("", *names), *body) if count else ())


def _first(series: _Element, *names: str) -> _Element | None:
    return next((found for name in names if (found := series.find(f"{_C}{name}")) is not None), None)


def _points(element: _Element | None) -> dict[int, str]:
    """The values that Word has kept for a reference, or that stand there themselves, by their places."""
    found: dict[int, str] = {}
    for point in () if element is None else element.iter(f"{_C}pt"):
        try:
            place = int(point.get("idx", ""))
        except ValueError:
            continue
        if 0 <= place < _MOST_CELLS:
            value = point.find(f"{_C}v")
            found[place] = "" if value is None else _plain(value.text or "")
    if element is not None and not found and (own := element.find(f"{_C}v")) is not None:
        found[0] = own.text or ""
    return found


def _plain(value: str) -> str:
    """A figure without the noise of binary fractions: 0.1 for 0.10000000000000001."""
    try:
        return f"{float(value):.12g}" if "." in value else value
    except ValueError:
        return value


def words_of_smart_art(root: _Element) -> tuple[str, ...]:
    """The words of a SmartArt drawing, point by point."""
    points = (point.iter(f"{_A}t") for point in root.iter(f"{_DGM}pt"))
    return tuple(word for point in points if (word := "".join(text.text or "" for text in point)))
