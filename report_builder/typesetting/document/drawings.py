"""A ``w:drawing`` → ``Drawing``: pictures, text boxes and lines, in the line or anchored (ECMA-376 20.4).

Also chooses between the branches of ``mc:AlternateContent``, of which one alone is to be read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.document.charts import framed
from report_builder.typesetting.document.content import Anchor, Drawing, DrawingPart, Position, Shape
from report_builder.typesetting.document.pictures import Retouching
from report_builder.typesetting.document.shapes import (
    EMU_PER_POINT,
    A,
    colour_of,
    emu,
    plain,
    read_inside,
    read_outline,
)
from report_builder.typesetting.document.vml import read_pict
from report_builder.word.packages import R, W
from report_builder.word.pictures import NAMELESS, description_of, is_decorative
from report_builder.word.walk import ALTERNATIVES, choose_alternative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from report_builder.typesetting.document.drawing_source import DrawingSource

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_WPG: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
_WPC: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
# Kinds of graphics that only Word itself can draw, by the last word of their namespace.
_FOREIGN: Final = {"chart": "图表", "diagram": "SmartArt 图形", "chartex": "图表", "ink": "墨迹"}
# Those of which the file says in words and figures what they show.
_TOLD: Final = frozenset(("chart", "diagram"))
# What a document may change about a picture that is followed, or that says nothing of how it looks.
_RETOUCHED: Final = frozenset(("clrChange", "alphaModFix", "extLst"))
_WRAPS: Final[dict[str, Literal["none", "clear", "beside"]]] = {
    "wrapNone": "none",
    "wrapTopAndBottom": "clear",
    "wrapSquare": "beside",
    "wrapTight": "beside",
    "wrapThrough": "beside",
}
_FORMS: Final[dict[str, Literal["rectangle", "ellipse", "line"]]] = {
    "rect": "rectangle",
    "roundRect": "rectangle",
    "flowChartProcess": "rectangle",
    "ellipse": "ellipse",
    "flowChartConnector": "ellipse",
    "line": "line",
    "straightConnector1": "line",
}
# Heights above the text are counted from 1, those behind it downwards from -1 (20.4.2.3).
_TOP_LAYER: Final = 2**32
_THOUSANDTHS: Final = 100_000.0
_MOST_NESTED: Final = 20
_OFFSET: Final = re.compile(r"-?\d{1,10}")


def read_drawings(element: _Element, source: DrawingSource) -> Iterator[Drawing]:
    """Read a ``w:drawing``, a ``w:pict`` or a ``w:object``; what is hidden gives none."""
    if element.tag != f"{W}drawing":
        yield from read_pict(element, source)
    elif (drawing := _read_drawing(element, source)) is not None:
        yield drawing


def _read_drawing(element: _Element, source: DrawingSource) -> Drawing | None:
    frame = next((child for child in element if child.tag in {f"{_WP}inline", f"{_WP}anchor"}), None)
    if frame is None:
        source.leave_out("drawing")
        return None
    described = frame.find(f"{_WP}docPr")
    if described is not None and described.get("hidden") in {"1", "true"}:
        return None
    extent = frame.find(f"{_WP}extent")
    area = _DrawingArea(0.0, 0.0, emu(extent, "cx"), emu(extent, "cy"))
    data = frame.find(f"{A}graphic/{A}graphicData")
    if data is None or area.width < 0 or area.height < 0:
        source.leave_out("drawing")
        return None
    reader = _PartReader(source, description_of(described), is_decorative(described))
    parts = tuple(part for child in data for part in reader.read(child, area))
    anchor = _read_anchor(frame) if frame.tag == f"{_WP}anchor" else None
    in_cell = next(element.iterancestors(f"{W}tc"), None) is not None
    if anchor and in_cell and frame.get("layoutInCell", "1") in {"0", "false"}:
        source.leave_out("layoutInCell")
    return Drawing(area.width, area.height, parts, anchor)


class _DrawingArea(Struct, frozen=True):
    """Where something stands, from the drawing's corner; in a group also how its members are scaled."""

    left: float
    top: float
    width: float
    height: float
    across: float = 1.0
    down: float = 1.0
    from_left: float = 0.0
    from_top: float = 0.0

    def inner(self, transform: _Element | None) -> _DrawingArea:
        """The area of a member of the group."""
        offset = None if transform is None else transform.find(f"{A}off")
        extent = None if transform is None else transform.find(f"{A}ext")
        return _DrawingArea(
            self.left + (emu(offset, "x") - self.from_left) * self.across,
            self.top + (emu(offset, "y") - self.from_top) * self.down,
            max(emu(extent, "cx") * self.across, 0.0),
            max(emu(extent, "cy") * self.down, 0.0),
        )

    def opened(self, transform: _Element | None) -> _DrawingArea:
        """The same area as a group whose members are measured in its own units (20.1.7.5)."""
        offset = None if transform is None else transform.find(f"{A}chOff")
        extent = None if transform is None else transform.find(f"{A}chExt")
        width, height = emu(extent, "cx"), emu(extent, "cy")
        return _DrawingArea(
            self.left,
            self.top,
            self.width,
            self.height,
            self.width / width if width else 1.0,
            self.height / height if height else 1.0,
            emu(offset, "x"),
            emu(offset, "y"),
        )


class _PartReader(Struct, frozen=True):
    """Reads what a drawing shows; all its pictures share the drawing's alternative text."""

    source: DrawingSource
    text: str
    decorative: bool

    def read(self, element: _Element, area: _DrawingArea, depth: int = 0) -> Iterator[DrawingPart]:
        """The parts of a picture, a shape, a group or a canvas."""
        tag = str(element.tag)
        if tag == f"{_PIC}pic":
            yield from self._picture(element, area)
        elif tag == f"{_WPS}wsp":
            yield self._shape(element, area)
        elif tag in {f"{_WPG}wgp", f"{_WPG}grpSp"} and depth < _MOST_NESTED:
            yield from self._group(element, area, depth)
        elif tag == f"{_WPC}wpc":
            canvas = _DrawingArea(area.left, area.top, area.width, area.height)
            yield from self._members(element, canvas, depth)
        elif tag == ALTERNATIVES:
            chosen = choose_alternative(element)
            for child in () if chosen is None else chosen:
                yield from self.read(child, area, depth)
        else:
            space = tag.partition("}")[0].rsplit("/", 1)[-1]
            if space in _TOLD:
                named = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
                link_id = named.get("id") or named.get("dm", "")
                shown = self.source.stand_in(_FOREIGN[space], link_id, self.text)
                yield DrawingPart(area.left, area.top, area.width, area.height, shown)
                return
            self.source.leave_out(_FOREIGN.get(space, tag.rpartition("}")[2]))

    def _group(self, element: _Element, area: _DrawingArea, depth: int) -> Iterator[DrawingPart]:
        transform = element.find(f"{_WPG}grpSpPr/{A}xfrm")
        self._check_turn(transform)
        yield from self._members(element, area.opened(transform), depth)

    def _members(self, element: _Element, area: _DrawingArea, depth: int) -> Iterator[DrawingPart]:
        for child in element:
            name = str(child.tag).rpartition("}")[2]
            properties = {"pic": f"{_PIC}spPr", "wsp": f"{_WPS}spPr", "grpSp": f"{_WPG}grpSpPr"}.get(name)
            if properties is not None:
                yield from self.read(child, area.inner(child.find(f"{properties}/{A}xfrm")), depth + 1)
            elif name == "graphicFrame":
                self.source.leave_out("组合里的图表")

    def _check_turn(self, transform: _Element | None) -> None:
        if transform is not None and (plain(transform, "rot") or 0.0):
            self.source.leave_out("图形的旋转")

    def _check_look(self, blip: _Element | None, properties: _Element | None) -> None:
        """Name what is changed about a picture and not shown: its colours, its outline, its sides."""
        changes = () if blip is None else (str(child.tag).removeprefix(A) for child in blip)
        if set(changes) - _RETOUCHED:
            self.source.leave_out("blip")
        if properties is None:
            return
        transform, form = properties.find(f"{A}xfrm"), properties.find(f"{A}prstGeom")
        self._check_turn(transform)
        if _is_flipped(transform, "flipH") or _is_flipped(transform, "flipV"):
            self.source.leave_out("flip")
        if properties.find(f"{A}custGeom") is not None or (
            form is not None and form.get("prst", "rect") != "rect"
        ):
            self.source.leave_out("prstGeom")

    def _picture(self, element: _Element, area: _DrawingArea) -> Iterator[DrawingPart]:
        blip = element.find(f"{_PIC}blipFill/{A}blip")
        properties = element.find(f"{_PIC}spPr")
        own = element.find(f"{_PIC}nvPicPr/{_PIC}cNvPr")
        transform = None if properties is None else properties.find(f"{A}xfrm")
        self._check_look(blip, properties)
        image = self.source.image(
            "" if blip is None else blip.get(f"{R}embed", ""),
            self.text or description_of(own),
            decorative=self.decorative,
            retouching=replace(
                _read_retouching(element.find(f"{_PIC}blipFill/{A}srcRect"), blip, self.source),
                ratio=area.width / area.height if area.height else 0.0,
                is_turned=transform is not None and bool(plain(transform, "rot")),
            ),
        )
        place = (area.left, area.top, area.width, area.height)
        if image is not None:
            yield DrawingPart(*place, image)
        else:
            yield DrawingPart(
                *place, framed((self.text or description_of(own) or NAMELESS,), self.source.ordinal)
            )
        outline = None if properties is None else read_outline(properties, None, self.source)
        if outline is not None and outline.border is not None:
            yield DrawingPart(*place, Shape(border=outline.border))

    def _shape(self, element: _Element, area: _DrawingArea) -> DrawingPart:
        properties = element.find(f"{_WPS}spPr")
        style = element.find(f"{_WPS}style")
        held = element.find(f"{_WPS}txbx/{W}txbxContent")
        inside = read_inside(element.find(f"{_WPS}bodyPr"), self.source)
        shape = Shape(
            blocks=() if held is None else self.source.read_blocks(held),
            margins=inside.margins,
            vertical=inside.vertical,
            grows=inside.grows,
            wraps=inside.wraps,
        )
        place = (area.left, area.top, area.width, area.height)
        if properties is None:
            return DrawingPart(*place, shape)
        transform = properties.find(f"{A}xfrm")
        self._check_turn(transform)
        outline = read_outline(properties, style, self.source)
        form = self._form(properties, visible=bool(outline.border or outline.fill))
        drawn = Shape(
            form=form or "rectangle",
            border=outline.border if form else None,
            compound=outline.compound,
            fill=outline.fill if form else "",
            rising=_is_flipped(transform, "flipV") != _is_flipped(transform, "flipH"),
            blocks=shape.blocks,
            margins=shape.margins,
            vertical=shape.vertical,
            grows=shape.grows,
            wraps=shape.wraps,
        )
        return DrawingPart(*place, drawn)

    def _form(self, properties: _Element, *, visible: bool) -> Literal["rectangle", "ellipse", "line"] | None:
        """The form of a shape; ``None`` for one whose outline is not drawn, whatever text it holds."""
        preset = properties.find(f"{A}prstGeom")
        name = "" if preset is None else preset.get("prst", "")
        form = _FORMS.get(name)
        if visible and form is None:
            self.source.leave_out(f"图形 {name}" if name else "任意多边形")
        if visible and name == "roundRect":
            self.source.leave_out(name)
        return form


def _is_flipped(transform: _Element | None, attribute: str) -> bool:
    return transform is not None and transform.get(attribute) in {"1", "true"}


def _read_retouching(crop: _Element | None, blip: _Element | None, source: DrawingSource) -> Retouching:
    def share(name: str) -> float:
        return (plain(crop, name) or 0.0) / _THOUSANDTHS

    changed = None if blip is None else blip.find(f"{A}clrChange/{A}clrFrom")
    faded = None if blip is None else blip.find(f"{A}alphaModFix")
    amount = plain(faded, "amt")
    return Retouching(
        crop=(share("l"), share("t"), share("r"), share("b")),
        transparent="" if changed is None else colour_of(changed, source.scheme),
        opacity=1.0 if amount is None else min(max(amount / _THOUSANDTHS, 0.0), 1.0),
    )


def _read_anchor(frame: _Element) -> Anchor:
    """Read ``wp:anchor``; a position in percent has its value in points in the fallback beside it."""
    height = int(plain(frame, "relativeHeight") or 0)
    behind = frame.get("behindDoc") in {"1", "true"}
    wraps = (_WRAPS.get(str(child.tag).removeprefix(_WP)) for child in frame)
    simple = frame.find(f"{_WP}simplePos")
    if frame.get("simplePos") in {"1", "true"} and simple is not None:
        horizontal = Position("page", emu(simple, "x"))
        vertical = Position("page", emu(simple, "y"))
    else:
        horizontal = _read_position(frame, "positionH", "column")
        vertical = _read_position(frame, "positionV", "paragraph")
    return Anchor(
        horizontal,
        vertical,
        layer=height - _TOP_LAYER if behind else height + 1,
        wrap=next((wrap for wrap in wraps if wrap), "none"),
        above=emu(frame, "distT"),
        below=emu(frame, "distB"),
        before=emu(frame, "distL"),
        after=emu(frame, "distR"),
    )


def _read_position(frame: _Element, name: str, default: str) -> Position:
    for position in frame.iter(f"{_WP}{name}"):
        base = position.get("relativeFrom", default)
        for child in position:
            words = (child.text or "").strip()
            if child.tag == f"{_WP}align":
                return Position(base, align=words)
            if child.tag == f"{_WP}posOffset" and _OFFSET.fullmatch(words):
                return Position(base, int(words) / EMU_PER_POINT)
    return Position(default)
