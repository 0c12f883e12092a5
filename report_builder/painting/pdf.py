"""``Pages`` → a PDF as bytes, painted on a reportlab canvas with every face embedded."""

from __future__ import annotations

import io
from functools import cache
from math import cos, radians, sin
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from reportlab.lib.colors import HexColor

from report_builder.painting.archiving import archive_pdf
from report_builder.painting.canvases import open_canvas
from report_builder.painting.inside_reportlab import show_in_text, write_in_text
from report_builder.painting.marked_content import Marks
from report_builder.painting.pictures import PicturePainter
from report_builder.typesetting.placed.pages import GlyphLook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

    from report_builder.painting.attachments import Attachment
    from report_builder.painting.seal_places import SealPlace
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.pages import (
        Bookmark,
        Fill,
        GlyphRun,
        Page,
        Pages,
        PlacedPicture,
        RuledLine,
    )

_FILL: Final = 0
_FILL_AND_STROKE: Final = 2
# A face without a bold sister is made bolder by an outline of this share of its size.
_EMBOLDENING: Final = 0.03
# A face without an italic sister is slanted by so much (some 12 degrees).
_SLANT: Final = 0.2
# How text is turned and slanted, by degrees clockwise and whether it is italic (ISO 32000-1, 8.3.3).
_MATRICES: Final[dict[tuple[float, bool], str]] = {
    (0, False): "1 0 0 1",
    (0, True): f"1 0 {_SLANT} 1",
    (90, False): "0 -1 1 0",
    (90, True): f"0 -1 1 -{_SLANT}",
    (270, False): "0 1 -1 0",
    (270, True): f"0 1 -1 {_SLANT}",
}
_AT_FIRST: Final = GlyphLook("", 0.0)


def paint_pdf(
    pages: Pages, faces: Faces, attachments: Sequence[Attachment] = (), seal: SealPlace | None = None
) -> bytes:
    """Paint the pages as PDF/A-2a and PDF/UA-1, with attachments as PDF/A-3a; same pages, same bytes.

    Where the seal has a place, an empty signature field waits for it there.
    Raises ``ReportError`` for a face that cannot be embedded.
    """
    buffer = io.BytesIO()
    used = sorted({run.look.face for page in pages.pages for run in page.runs})
    canvas = open_canvas(buffer, [faces.face(name) for name in used], language=pages.language)
    marks = Marks(pages.elements)
    painter = PicturePainter(canvas, marks)
    for index, page in enumerate(pages.pages):
        canvas.setPageSize((page.width, page.height))
        marks.open_page()
        painter.open_page()
        for layer in _layers(page):
            canvas.addLiteral("q")
            _paint_rules(canvas, layer)
            _paint_text(canvas, layer, marks)
            canvas.addLiteral("Q")
            painter.paint(layer.pictures, page.height)
        _add_bookmarks(canvas, page, index, pages.bookmarks)
        canvas.showPage()
    canvas.save()
    return archive_pdf(buffer.getvalue(), pages, painter, attachments, seal)


def _layers(page: Page) -> Iterator[Page]:
    """What a page shows, layer by layer from the lowest, each as a page of its own."""
    drawn: tuple[GlyphRun | RuledLine | Fill | PlacedPicture, ...]
    drawn = (*page.runs, *page.rules, *page.fills, *page.pictures)
    layers = sorted({0, *(each.layer for each in drawn)})
    if len(layers) == 1:
        yield page
        return
    for layer in layers:
        yield replace(
            page,
            runs=tuple(run for run in page.runs if run.layer == layer),
            rules=tuple(rule for rule in page.rules if rule.layer == layer),
            fills=tuple(fill for fill in page.fills if fill.layer == layer),
            pictures=tuple(picture for picture in page.pictures if picture.layer == layer),
        )


@cache
def _colour(name: str) -> Color:
    """A colour by its six hexadecimal digits; reportlab works each one out anew."""
    return HexColor(int(name, 16))


@cache
def _matrix(turn: float, *, italic: bool) -> str:
    """How text is turned and slanted, as the first four numbers of a text matrix."""
    known = _MATRICES.get((turn, italic))
    if known is not None:
        return known
    across, down = cos(radians(turn)), sin(radians(turn))
    slant = _SLANT if italic else 0.0
    return " ".join(f"{each:.4f}" for each in (across, -down, slant * across + down, across - slant * down))


def _paint_rules(canvas: Canvas, page: Page) -> None:
    if not page.rules and not page.fills:
        return
    canvas.addLiteral("/Artifact <</Type /Layout>> BDC")
    for fill in page.fills:
        _paint_fill(canvas, page, fill)
    canvas.setFillColor(_colour(_AT_FIRST.colour))
    for rule in page.rules:
        _paint_rule(canvas, page, rule)
    canvas.addLiteral("EMC")


def _paint_fill(canvas: Canvas, page: Page, fill: Fill) -> None:
    canvas.setFillColor(_colour(fill.colour))
    edges = (fill.left, page.height - fill.bottom)
    if fill.round:
        canvas.ellipse(*edges, fill.right, page.height - fill.top, stroke=0, fill=1)
    else:
        canvas.rect(*edges, fill.right - fill.left, fill.bottom - fill.top, stroke=0, fill=1)


def _paint_rule(canvas: Canvas, page: Page, rule: RuledLine) -> None:
    canvas.setStrokeColor(_colour(rule.colour))
    canvas.setLineWidth(rule.width)
    canvas.setDash([rule.dash] if rule.dash else [])
    canvas.line(rule.left, page.height - rule.top, rule.right, page.height - rule.bottom)


def _paint_text(canvas: Canvas, page: Page, marks: Marks) -> None:
    """Paint a page's runs, those of one structure element as one piece of marked content."""
    text = canvas.beginText()
    look = _AT_FIRST
    for opening, runs in marks.groups(page.runs):
        write_in_text(text, opening)
        for run in runs:
            if run.look is not look:
                _change_look(text, look, run.look)
                look = run.look
            matrix = _matrix(run.turn, italic=look.italic)
            spacing = run.spacing / look.scale
            write_in_text(
                text, f"{matrix} {run.left:.3f} {page.height - run.baseline:.3f} Tm {spacing:.4f} Tc"
            )
            if run.absent:
                write_in_text(text, f"/Span <</ActualText <{_as_hexadecimal(run.said)}>>> BDC")
            show_in_text(text, run.text)
            if run.absent:
                write_in_text(text, "EMC")
        write_in_text(text, "EMC")
    canvas.drawText(text)


def _as_hexadecimal(text: str) -> str:
    """A text string as a content stream holds it (ISO 32000-1, 7.9.2.2)."""
    return f"feff{text.encode('utf-16-be').hex()}"


def _change_look(text: PDFTextObject, before: GlyphLook, look: GlyphLook) -> None:
    """Write what differs from the look before; the rest of it is still in force."""
    text.setFont(look.face, look.size)
    if look.colour != before.colour:
        text.setFillColor(_colour(look.colour))
    if look.scale != before.scale:
        text.setHorizScale(look.scale * 100)
    if look.bold != before.bold:
        text.setTextRenderMode(_FILL_AND_STROKE if look.bold else _FILL)
    if look.bold:
        text.setStrokeColor(_colour(look.colour))
        write_in_text(text, f"{look.size * _EMBOLDENING:.4f} w")


def _add_bookmarks(canvas: Canvas, page: Page, index: int, bookmarks: Sequence[Bookmark]) -> None:
    """Add a page's headings to the outline; a level that skips one is drawn up to the next possible one."""
    depth = -1
    for number, bookmark in enumerate(bookmarks):
        depth = min(bookmark.level - 1, depth + 1)
        if bookmark.page == index:
            key = f"heading-{number}"
            canvas.bookmarkHorizontal(key, 0, page.height - bookmark.top)
            canvas.addOutlineEntry(bookmark.text, key, level=depth, closed=False)
