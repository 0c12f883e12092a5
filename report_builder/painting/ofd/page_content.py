"""A page → its content: layers of areas, lines, text and pictures, each object with a number of its own."""

from __future__ import annotations

from itertools import groupby
from math import cos, radians, sin
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct, field

from report_builder.painting.ofd.elements import MILLIMETRES, colour, element, lengths, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml import etree

    from report_builder.painting.ofd.elements import Identifiers
    from report_builder.painting.ofd.fonts import EmbeddedFont
    from report_builder.painting.ofd.links import LinkActions
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.pages import Fill, GlyphRun, Page, PlacedPicture, RuledLine

# What a line of text takes above and below its baseline, in shares of its size.
_ABOVE: Final = 1.0
_BELOW: Final = 0.25
# The same as in the PDF: a face without a bold or an italic sister is outlined, or slanted.
_EMBOLDENING: Final = 0.03
_SLANT: Final = 0.2
# An ellipse of four curves: how far their handles reach, in shares of the half axes.
_HANDLE: Final = 0.5522847498
_LONGEST_ALONE: Final = 2
_BLACK: Final = "000000"

Drawn = TypeVar("Drawn", "GlyphRun", "RuledLine", "Fill", "PlacedPicture")


class Resources(Struct, frozen=True):
    """What the objects of pages refer to: fonts by the faces' names, pictures by their files' bytes."""

    faces: Faces
    fonts: Mapping[str, EmbeddedFont]
    pictures: Mapping[bytes, int]
    links: LinkActions


class ContentWriter(Struct):
    """Writes the content of pages; ``objects`` are the numbers of each structure element's objects.

    They stand in the order of the pages, each with the number of its page.
    """

    resources: Resources
    identifiers: Identifiers
    objects: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def write(self, page: Page, identifier: int) -> etree._Element:
        """The part of a page whose own number is ``identifier``."""
        root = element("Page")
        area = element("Area", root)
        element("PhysicalBox", area, page_box(page))
        content = element("Content", root)
        for depth in sorted({0, *(each.layer for each in _drawn(page))}):
            kind = "Body" if not depth else "Background" if depth < 0 else "Foreground"
            layer = element("Layer", content, ID=str(self.identifiers.take()), Type=kind)
            for fill in _in_layer(page.fills, depth):
                self._fill(layer, fill)
            for rule in _in_layer(page.rules, depth):
                self._rule(layer, rule)
            for run in _in_layer(page.runs, depth):
                self._claim(run.element, identifier, self._text(layer, run, page))
            for picture in _in_layer(page.pictures, depth):
                self._claim(picture.element, identifier, self._picture(layer, picture))
        return root

    def _claim(self, owner: int, page: int, made: int) -> None:
        self.objects.setdefault(owner, []).append((page, made))

    def _fill(self, layer: etree._Element, fill: Fill) -> None:
        width, height = fill.right - fill.left, fill.bottom - fill.top
        box = (fill.left, fill.top, width, height)
        made = self._path(layer, box, Fill="true", Stroke="false")
        element("FillColor", made, Value=colour(fill.colour))
        outline = _ellipse(width, height) if fill.round else _rectangle(width, height)
        element("AbbreviatedData", made, outline)

    def _rule(self, layer: etree._Element, rule: RuledLine) -> None:
        left, right = sorted((rule.left, rule.right))
        top, bottom = sorted((rule.top, rule.bottom))
        # An area without width or height is none (7.3): the line's own width keeps it from that.
        margin = max(rule.width, 0.1)
        box = (left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin)
        dashes = {"DashPattern": lengths((rule.dash, rule.dash))} if rule.dash else {}
        made = self._path(layer, box, LineWidth=lengths([rule.width]), **dashes)
        element("StrokeColor", made, Value=colour(rule.colour))
        start = lengths((rule.left - left + margin, rule.top - top + margin))
        end = lengths((rule.right - left + margin, rule.bottom - top + margin))
        element("AbbreviatedData", made, f"M {start} L {end}")

    def _path(self, layer: etree._Element, box: Iterable[float], **attributes: str) -> etree._Element:
        identifier = str(self.identifiers.take())
        return element("PathObject", layer, ID=identifier, Boundary=lengths(box), **attributes)

    def _picture(self, layer: etree._Element, picture: PlacedPicture) -> int:
        width, height = picture.right - picture.left, picture.bottom - picture.top
        identifier = self.identifiers.take()
        element(
            "ImageObject",
            layer,
            ID=str(identifier),
            Boundary=lengths((picture.left, picture.top, width, height)),
            CTM=f"{lengths([width])} 0 0 {lengths([height])} 0 0",
            ResourceID=str(self.resources.pictures[picture.data]),
        )
        return identifier

    def _text(self, layer: etree._Element, run: GlyphRun, page: Page) -> int:
        look = run.look
        font = self.resources.fonts[look.face]
        advances = self._advances(run)
        place = _TextArea(run, sum(advances))
        identifier = self.identifiers.take()
        made = element(
            "TextObject",
            layer,
            ID=str(identifier),
            Boundary=lengths(place.box),
            Font=str(font.identifier),
            Size=lengths([look.size]),
            **place.matrix,
        )
        self.resources.links.add(made, run, page)
        if look.bold:
            made.set("Stroke", "true")
            made.set("LineWidth", lengths([look.size * _EMBOLDENING]))
        if look.colour != _BLACK or look.bold:
            element("FillColor", made, Value=colour(look.colour))
        if look.bold:
            element("StrokeColor", made, Value=colour(look.colour))
        if run.absent:
            _add_glyphs(made, [font.glyphs[ord(character)] for character in run.text])
        code = element("TextCode", made, run.said, X=lengths([place.start]), Y=lengths([place.baseline]))
        if len(advances) > 1:
            code.set("DeltaX", _run_lengths(advances[:-1]))
        return identifier

    def _advances(self, run: GlyphRun) -> list[float]:
        """How far each character leads to the next, before the run is stretched."""
        face, size = self.resources.faces.face(run.look.face), run.look.size
        spacing = run.spacing / run.look.scale
        return [face.advance(character) * size + spacing for character in run.text]


class _TextArea:
    """Where a run stands: the area that it takes, and how it is stretched, slanted and turned inside it."""

    def __init__(self, run: GlyphRun, width: float) -> None:
        above, below = run.look.size * _ABOVE, run.look.size * _BELOW
        slant = _SLANT if run.look.italic else 0.0
        self.matrix: dict[str, str] = {}
        self.start, self.baseline = 0.0, above
        if not run.turn and not slant and run.look.scale == 1:
            self.box = (run.left, run.baseline - above, max(width, 0.1), above + below)
            return
        across, down = cos(radians(run.turn)), sin(radians(run.turn))
        # A row of x, y times this matrix (8.3): stretched, slanted, then turned clockwise, since y goes down.
        a, b = run.look.scale * across, run.look.scale * down
        c, d = -slant * across - down, -slant * down + across
        corners = [(x * a + y * c, x * b + y * d) for x in (0.0, width) for y in (-above, below)]
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
        self.box = (run.left + left, run.baseline + top, right - left, bottom - top)
        self.baseline = 0.0
        self.matrix["CTM"] = " ".join((*map(number, (a, b, c, d)), lengths((-left, -top))))


def page_box(page: Page) -> str:
    """A page's size, in tenths of a millimetre: A4 is 210 by 297, whatever points make of it."""
    return f"0 0 {number(round(page.width * MILLIMETRES, 1))} {number(round(page.height * MILLIMETRES, 1))}"


def _drawn(page: Page) -> Sequence[GlyphRun | RuledLine | Fill | PlacedPicture]:
    return (*page.runs, *page.rules, *page.fills, *page.pictures)


def _in_layer(drawn: Iterable[Drawn], depth: int) -> Iterable[Drawn]:
    return (each for each in drawn if each.layer == depth)


def _add_glyphs(made: etree._Element, glyphs: Sequence[int]) -> None:
    """Show other glyphs than the text has: what stands in for characters that no face has (11.4)."""
    count = str(len(glyphs))
    changed = element("CGTransform", made, CodePosition="0", CodeCount=count, GlyphCount=count)
    element("Glyphs", changed, " ".join(map(str, glyphs)))


def _run_lengths(advances: Iterable[float]) -> str:
    """Distances, many alike as ``g``, their number and one of them (11.3)."""
    written: list[str] = []
    for value, alike in groupby(lengths([advance]) for advance in advances):
        many = len(list(alike))
        written += ["g", str(many), value] if many > _LONGEST_ALONE else [value] * many
    return " ".join(written)


def _rectangle(width: float, height: float) -> str:
    right, bottom = lengths([width]), lengths([height])
    return f"M 0 0 L {right} 0 L {right} {bottom} L 0 {bottom} C"


def _ellipse(width: float, height: float) -> str:
    """The ellipse inside an area, clockwise from its rightmost point."""
    across, down = width / 2, height / 2
    far, deep = across * _HANDLE, down * _HANDLE
    curves = (
        (width, down + deep, across + far, height, across, height),
        (across - far, height, 0.0, down + deep, 0.0, down),
        (0.0, down - deep, across - far, 0.0, across, 0.0),
        (across + far, 0.0, width, down - deep, width, down),
    )
    return " ".join((f"M {lengths((width, down))}", *(f"B {lengths(curve)}" for curve in curves), "C"))
