"""DrawingML shape properties → colours, outlines and boxes (ECMA-376 20.1)."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from report_builder.typesetting.document.content import Margins
from report_builder.typesetting.document.properties import Border
from report_builder.typesetting.document.themes import six_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from report_builder.typesetting.document.drawing_source import DrawingSource

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EMU_PER_POINT: Final = 12_700.0
_THOUSANDTHS: Final = 100_000.0
_LARGEST: Final = 1e10
_ALIASES: Final = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_NAMED: Final = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "green": "008000",
    "yellow": "FFFF00", "gray": "808080", "silver": "C0C0C0", "maroon": "800000", "darkRed": "8B0000",
}  # fmt: skip
# The widths that the Office themes give to their three outlines.
_THEME_WIDTHS: Final = {"1": 0.5, "2": 1.0, "3": 1.5}
_DEFAULT_WIDTH: Final = 0.75
Vertical = Literal["top", "center", "bottom"]
_VERTICALS: Final[Mapping[str, Vertical]] = {"t": "top", "ctr": "center", "b": "bottom"}


def emu(element: _Element | None, attribute: str, default: float = 0.0) -> float:
    """An attribute in English metric units as points; the default where it is absent or no number."""
    value = plain(element, attribute)
    return default if value is None else value / EMU_PER_POINT


def plain(element: _Element | None, attribute: str) -> float | None:
    """A numeric attribute, or ``None``; what no page could hold counts as none."""
    try:
        value = float("" if element is None else element.get(attribute, ""))
    except ValueError:
        return None
    return value if abs(value) < _LARGEST else None


def colour_of(element: _Element | None, scheme: Mapping[str, str]) -> str:
    """The colour inside a fill or a style reference, or empty; one that is all transparent is none."""
    if element is None:
        return ""
    for child in element:
        name = str(child.tag).removeprefix(A)
        value = child.get("val", "")
        if name == "schemeClr":
            found = scheme.get(_ALIASES.get(value, value), "")
        elif name == "sysClr":
            found = six_digits(child.get("lastClr", ""))
        elif name == "prstClr":
            found = _NAMED.get(value, "000000")
        else:
            found = six_digits(value)
        if found:
            return "" if _share(child, "alpha") == 0 else _shaded(found, child)
    return ""


def _share(colour: _Element, name: str, default: float = 1.0) -> float:
    value = plain(colour.find(f"{A}{name}"), "val")
    return default if value is None else value / _THOUSANDTHS


def _shaded(colour: str, element: _Element) -> str:
    """A colour made darker or lighter by its modifiers (ECMA-376 20.1.2.3.20, .21, .31, .34)."""
    red, green, blue = (level / 255 for level in bytes.fromhex(colour))
    hue, light, saturation = rgb_to_hls(red, green, blue)
    light = light * _share(element, "lumMod") + _share(element, "lumOff", 0.0)
    light = light * _share(element, "shade")
    light = 1 - (1 - light) * _share(element, "tint")
    shaded = hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "".join(f"{round(level * 255):02X}" for level in shaded)


class Outline(Struct, frozen=True):
    """A shape's border and how a double one is made up, and its fill."""

    border: Border | None
    compound: str
    fill: str


def read_outline(properties: _Element, style: _Element | None, source: DrawingSource) -> Outline:
    """The border and the fill of ``spPr``; where it says nothing, what the shape's style says."""
    line = properties.find(f"{A}ln")
    compound = "" if line is None else line.get("cmpd", "sng")
    dash = None if line is None else line.find(f"{A}prstDash")
    if dash is not None and dash.get("val", "solid") != "solid":
        source.leave_out("图形的虚线")
    _note(properties, line, source)
    return Outline(
        _border(line, style, source.scheme),
        "" if compound == "sng" else compound,
        _fill(properties, style, source),
    )


def _note(properties: _Element, line: _Element | None, source: DrawingSource) -> None:
    """Name what of a shape's look is not drawn: effects, arrows, colours that something shows through."""
    effects = properties.find(f"{A}effectLst")
    if effects is not None and len(effects):
        source.leave_out("effectLst")
    ends = [] if line is None else [line.find(f"{A}{name}") for name in ("headEnd", "tailEnd")]
    if any(end is not None and end.get("type", "none") != "none" for end in ends):
        source.leave_out("headEnd")
    painted = [element for element in (properties.find(f"{A}solidFill"), line) if element is not None]
    shares = (plain(alpha, "val") for element in painted for alpha in element.iter(f"{A}alpha"))
    if any(share is not None and 0 < share < _THOUSANDTHS for share in shares):
        source.leave_out("alpha")


def _border(line: _Element | None, style: _Element | None, scheme: Mapping[str, str]) -> Border | None:
    reference = None if style is None else style.find(f"{A}lnRef")
    index = "0" if reference is None else reference.get("idx", "0")
    if line is not None and line.find(f"{A}noFill") is not None:
        return None
    solid = None if line is None else line.find(f"{A}solidFill")
    if solid is None and index == "0":
        return None
    colour = colour_of(reference if solid is None else solid, scheme)
    width = emu(line, "w", _THEME_WIDTHS.get(index, _DEFAULT_WIDTH))
    return Border(max(width, 0.0), colour=colour) if colour else None


def _fill(properties: _Element, style: _Element | None, source: DrawingSource) -> str:
    for child in properties:
        name = str(child.tag).removeprefix(A)
        if name == "noFill":
            return ""
        if name == "solidFill":
            return colour_of(child, source.scheme)
        if name in {"gradFill", "blipFill", "pattFill"}:
            source.leave_out({"gradFill": "渐变填充", "blipFill": "图片填充"}.get(name, "图案填充"))
            return ""
    reference = None if style is None else style.find(f"{A}fillRef")
    if reference is None or reference.get("idx", "0") == "0":
        return ""
    return colour_of(reference, source.scheme)


class TextInShape(Struct, frozen=True):
    """How text stands in a shape (ECMA-376 20.1.2.1.1)."""

    margins: Margins
    vertical: Vertical
    grows: bool
    wraps: bool


def read_inside(properties: _Element | None, source: DrawingSource) -> TextInShape:
    """Read a shape's ``bodyPr``; without one Word's own margins count."""
    turned = "horz" if properties is None else properties.get("vert", "horz")
    if turned != "horz":
        source.leave_out("文本框的竖排文字")
    if (plain(properties, "numCol") or 1) > 1:
        source.leave_out("numCol")
    anchor = "t" if properties is None else properties.get("anchor", "t")
    return TextInShape(
        Margins(
            top=emu(properties, "tIns", 3.6),
            bottom=emu(properties, "bIns", 3.6),
            left=emu(properties, "lIns", 7.2),
            right=emu(properties, "rIns", 7.2),
        ),
        _VERTICALS.get(anchor, "top"),
        grows=properties is not None and properties.find(f"{A}spAutoFit") is not None,
        wraps=properties is None or properties.get("wrap") != "none",
    )
