"""A DrawingML chart, or a SmartArt drawing → its figures as a table, its words as paragraphs, in a frame.

Word keeps in the file what a chart shows: its title, its categories and every figure (ECMA-376 21.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.typesetting.document.content import (
    Borders,
    DocumentCell,
    DocumentParagraph,
    DocumentRow,
    DocumentTable,
    Margins,
    Shape,
    TextRun,
)
from report_builder.typesetting.document.properties import Border, ParagraphProperties, RunProperties

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINE: Final = Border(0.5)
_FRAME: Final = Border(0.75, colour="808080")
_SIZE: Final = 9.0
_MOST_CELLS: Final = 2_000
_ALL: Final = Borders(_LINE, _LINE, _LINE, _LINE, _LINE, _LINE)


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


def framed(words: Iterable[str], ordinal: int, figures: ChartData | None = None) -> Shape:
    """A visible frame that stands in for what cannot be drawn, with words and figures in it."""
    blocks: list[DocumentParagraph | DocumentTable] = [_paragraph(word, ordinal) for word in words if word]
    if figures is not None and figures.rows:
        blocks.append(_table(figures.rows, ordinal))
    return Shape(border=_FRAME, blocks=tuple(blocks), grows=figures is not None, stands_in=True)


def _paragraph(text: str, ordinal: int, alignment: str = "left") -> DocumentParagraph:
    look = RunProperties(east_asian="宋体", size=_SIZE)
    properties = ParagraphProperties(alignment="right" if alignment == "right" else "left")
    return DocumentParagraph(properties, look, (TextRun(text, look),) if text else (), "", ordinal)


def _table(rows: Sequence[Sequence[str]], ordinal: int) -> DocumentTable:
    made = tuple(
        DocumentRow(
            tuple(
                DocumentCell(
                    (_paragraph(text, ordinal, "right" if column and index else "left"),),
                    column,
                    columns=1,
                    rows=1,
                    borders=Borders(),
                    margins=Margins(),
                    vertical="center",
                    heads_row=column == 0 and index > 0,
                )
                for column, text in enumerate(row)
            ),
            height=0.0,
            height_rule="atLeast",
            header=index == 0,
            can_split=True,
        )
        for index, row in enumerate(rows)
    )
    return DocumentTable((0.0,) * len(rows[0]), made, _ALL, indent=0.0, alignment="left")
