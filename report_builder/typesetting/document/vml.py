"""A ``w:pict`` or ``w:object`` → ``Drawing``: what older Word and WPS wrote (ECMA-376 part 4, 19)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from report_builder.typesetting.document.charts import framed
from report_builder.typesetting.document.content import (
    Anchor,
    Drawing,
    DrawingPart,
    Margins,
    Position,
    Shape,
    WordArt,
)
from report_builder.typesetting.document.pictures import Retouching
from report_builder.typesetting.document.properties import Border, RunProperties
from report_builder.word.packages import R, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from report_builder.typesetting.document.drawing_source import DrawingSource

_V: Final = "{urn:schemas-microsoft-com:vml}"
_O: Final = "{urn:schemas-microsoft-com:office:office}"
_W10: Final = "{urn:schemas-microsoft-com:office:word}"
_UNITS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0, "": 0.75}
_LENGTH: Final = re.compile(r"\s*(-?\d{0,7}(?:\.\d{0,9})?)\s*(pt|in|cm|mm|px|pc|)\s*")
_EMU: Final = 12_700.0
_SHAPES: Final = frozenset(f"{_V}{name}" for name in ("shape", "rect", "roundrect", "oval", "line"))
_FORMS: Final[dict[str, Literal["rectangle", "ellipse", "line"]]] = {"oval": "ellipse", "line": "line"}
# The shape type of a text box, of a picture, of a plain box and of a straight line.
_BOXES: Final = frozenset(("#_x0000_t202", "#_x0000_t75", "#_x0000_t1", ""))
_LINE_TYPES: Final = frozenset(("#_x0000_t20", "#_x0000_t32"))
_COLOURS: Final = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "green": "008000",
    "yellow": "FFFF00", "gray": "808080", "silver": "C0C0C0", "maroon": "800000",
}  # fmt: skip
_COMPOUNDS: Final = {
    "thinThin": "dbl",
    "thickThin": "thickThin",
    "thinThick": "thinThick",
    "thickBetweenThin": "tri",
}
# How far text stands from a box's edges where nothing else is said: 0.1 and 0.05 inches.
_INSET: Final = ("7.2pt", "3.6pt", "7.2pt", "3.6pt")
_VERTICALS: Final[dict[str, Literal["top", "center", "bottom"]]] = {"middle": "center", "bottom": "bottom"}
_BASES: Final = {"text": "paragraph", "char": "character", "line": "line"}
_LINE_COLOUR: Final = "A0A0A0"
_LINE_WIDTH: Final = 1.5
_TOP_LAYER: Final = 2**32
_GROUP_SIZE: Final = "1000,1000"
_FOUR: Final = 4
# How far text stands beside a shape where nothing else is said: an eighth of an inch.
_ASIDE: Final = "9pt"


def read_pict(element: _Element, source: DrawingSource) -> Iterator[Drawing]:
    """The drawings of a ``w:pict`` or ``w:object``, each of its outermost shapes being one."""
    shapes = [child for child in element if child.tag in _SHAPES or child.tag == f"{_V}group"]
    if not shapes:
        source.leave_out("object")
    for child in shapes:
        style = _style_of(child)
        if style.get("visibility") == "hidden":
            continue
        if child.get(f"{_O}hr") is not None:
            # A line from side to side (19.1.2.5, hr): it becomes a border, which knows how wide that is.
            colour = _colour(child.get("fillcolor", "")) or _LINE_COLOUR
            source.draw_across(Border(_points(style.get("height", "")) or _LINE_WIDTH, colour=colour))
            continue
        left, top, width, height = _corner_and_size(child, style)
        parts = tuple(_parts(child, (0.0, 0.0, width, height), source))
        yield Drawing(width, height, parts, _anchor(child, style, left, top))


def _style_of(shape: _Element) -> Mapping[str, str]:
    pairs = (entry.partition(":") for entry in shape.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value}


def _points(value: str) -> float:
    """A CSS length in points; what is none counts as nothing."""
    found = _LENGTH.fullmatch(value)
    if found is None or found[1] in {"", "-", ".", "-."}:
        return 0.0
    return float(found[1]) * _UNITS[found[2]]


def _pair(value: str) -> tuple[float, float]:
    first, _, second = value.partition(",")
    return _points(first), _points(second)


def _corner_and_size(shape: _Element, style: Mapping[str, str]) -> tuple[float, float, float, float]:
    if shape.tag == f"{_V}line":
        ends = (_pair(shape.get("from", "")), _pair(shape.get("to", "")))
        (left, top), (right, bottom) = ends
        return min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)
    left = _points(style.get("margin-left") or style.get("left", ""))
    top = _points(style.get("margin-top") or style.get("top", ""))
    return (
        left,
        top,
        max(_points(style.get("width", "")), 0.0),
        max(_points(style.get("height", "")), 0.0),
    )


def _anchor(shape: _Element, style: Mapping[str, str], left: float, top: float) -> Anchor | None:
    """Where a shape stands on the page; ``None`` for one in the line."""
    if style.get("position") != "absolute" and shape.tag != f"{_V}line":
        return None
    order = int(_number(style.get("z-index", "")))
    wrap = shape.find(f"{_W10}wrap")
    kind = "none" if wrap is None else wrap.get("type", "none")
    beside = kind in {"square", "tight", "through"}
    return Anchor(
        _position(style, "horizontal", left),
        _position(style, "vertical", top),
        layer=order - _TOP_LAYER if order < 0 else order + 1,
        wrap="clear" if kind == "topAndBottom" else "beside" if beside else "none",
        above=_points(style.get("mso-wrap-distance-top", "")),
        below=_points(style.get("mso-wrap-distance-bottom", "")),
        before=_points(style.get("mso-wrap-distance-left", _ASIDE)),
        after=_points(style.get("mso-wrap-distance-right", _ASIDE)),
    )


def _position(style: Mapping[str, str], axis: str, offset: float) -> Position:
    base = style.get(f"mso-position-{axis}-relative", "text")
    align = style.get(f"mso-position-{axis}", "absolute")
    column = "column" if axis == "horizontal" and base == "text" else ""
    margin = base.replace("-margin-area", "Margin")
    return Position(column or _BASES.get(base, margin), offset, "" if align in {"absolute", ""} else align)


def _number(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return found if abs(found) < _TOP_LAYER else 0.0


def _number_pair(value: str) -> tuple[float, float]:
    first, _, second = value.partition(",")
    return _number(first), _number(second)


def _parts(
    shape: _Element, place: tuple[float, float, float, float], source: DrawingSource
) -> Iterator[DrawingPart]:
    if shape.tag == f"{_V}group":
        yield from _group(shape, place, source)
        return
    data = shape.find(f"{_V}imagedata")
    words = shape.find(f"{_V}textpath")
    if words is not None:
        yield DrawingPart(*place, _word_art(shape, words))
        return
    if data is not None:
        image = source.image(
            data.get(f"{R}id", ""),
            (shape.get("alt") or data.get(f"{_O}title") or "").strip(),
            decorative=False,
            retouching=Retouching(crop=_crop(data), ratio=place[2] / place[3] if place[3] else 0.0),
        )
        text = (shape.get("alt") or data.get(f"{_O}title") or "图片").strip()
        yield DrawingPart(*place, framed((text,), source.ordinal) if image is None else image)
        return
    yield DrawingPart(*place, _box(shape, source))


def _word_art(shape: _Element, words: _Element) -> WordArt:
    """The words that a shape is made of, such as a watermark's (19.1.2.23)."""
    look, style = _style_of(words), _style_of(shape)
    family = look.get("font-family", "").strip("\"'") or "Times New Roman"
    fill = shape.find(f"{_V}fill")
    colour = _fill(shape) or "000000"
    return WordArt(
        words.get("string", ""),
        RunProperties(
            east_asian=family,
            ascii=family,
            high_ansi=family,
            bold=look.get("font-weight") == "bold",
            italic=look.get("font-style") == "italic",
            colour=_faded(colour, "1" if fill is None else fill.get("opacity", "1")),
        ),
        _degrees(style.get("rotation", "")) % 360,
    )


def _degrees(value: str) -> float:
    """An angle in degrees, or in 65536ths of one where it ends in fd."""
    return _number(value.removesuffix("fd")) / 65_536 if value.endswith("fd") else _number(value)


def _faded(colour: str, opacity: str) -> str:
    """A colour on white paper, so much of it."""
    share = _number(opacity.removesuffix("f")) / 65_536 if opacity.endswith("f") else _number(opacity)
    kept = min(max(share, 0.0), 1.0)
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * kept):02X}" for part in parts)


def _group(
    shape: _Element, place: tuple[float, float, float, float], source: DrawingSource
) -> Iterator[DrawingPart]:
    """The members of a group, which are measured in the group's own units."""
    first_left, first_top = _number_pair(shape.get("coordorigin", ""))
    across, down = _number_pair(shape.get("coordsize", _GROUP_SIZE))
    scale = (place[2] / (across or 1.0), place[3] / (down or 1.0))
    for member in shape:
        if member.tag not in _SHAPES and member.tag != f"{_V}group":
            continue
        style = _style_of(member)
        if member.tag == f"{_V}line":
            left, top = _number_pair(member.get("from", ""))
            right, bottom = _number_pair(member.get("to", ""))
            left, top, width, height = (
                min(left, right),
                min(top, bottom),
                abs(right - left),
                abs(bottom - top),
            )
        else:
            left, top, width, height = (
                _number(style.get(name, "")) for name in ("left", "top", "width", "height")
            )
        inner = (
            place[0] + (left - first_left) * scale[0],
            place[1] + (top - first_top) * scale[1],
            max(width * scale[0], 0.0),
            max(height * scale[1], 0.0),
        )
        yield from _parts(member, inner, source)


def _crop(data: _Element) -> tuple[float, float, float, float]:
    def share(name: str) -> float:
        value = data.get(name, "")
        # A share, or 65536ths of the whole where it ends in f.
        return _number(value[:-1]) / 65_536 if value.endswith("f") else _number(value)

    return share("cropleft"), share("croptop"), share("cropright"), share("cropbottom")


def _box(shape: _Element, source: DrawingSource) -> Shape:
    name = str(shape.tag).removeprefix(_V)
    kind = shape.get("type", "")
    drawn = name != "shape" or kind in _BOXES or kind in _LINE_TYPES
    border = _border(shape)
    fill = _fill(shape)
    form = _FORMS.get(name, "line" if kind in _LINE_TYPES else "rectangle")
    if not drawn and (border or fill):
        source.leave_out("自选图形")
    _note(shape, source)
    stroke = shape.find(f"{_V}stroke")
    if stroke is not None and stroke.get("dashstyle", "solid") != "solid":
        source.leave_out("图形的虚线")
    box = shape.find(f"{_V}textbox")
    held = None if box is None else box.find(f"{W}txbxContent")
    inner = {} if box is None else _style_of(box)
    if "layout-flow" in inner and inner["layout-flow"] != "horizontal":
        source.leave_out("文本框的竖排文字")
    style = _style_of(shape)
    return Shape(
        form=form,
        border=border if drawn else None,
        compound=_COMPOUNDS.get("" if stroke is None else stroke.get("linestyle", ""), ""),
        fill=fill if drawn else "",
        rising=_is_rising(shape, style),
        blocks=() if held is None else source.read_blocks(held),
        margins=_insets("" if box is None else box.get("inset", "")),
        vertical=_VERTICALS.get(style.get("v-text-anchor", ""), "top"),
        grows=inner.get("mso-fit-shape-to-text") == "t",
        wraps=style.get("mso-wrap-style") != "none",
    )


def _note(shape: _Element, source: DrawingSource) -> None:
    """Name what of a shape's look is not drawn."""
    fill, stroke, cast = (shape.find(f"{_V}{name}") for name in ("fill", "stroke", "shadow"))
    if shape.tag == f"{_V}roundrect":
        source.leave_out("roundRect")
    if any(part is not None and part.get("opacity", "1") not in {"1", "100%"} for part in (fill, stroke)):
        source.leave_out("alpha")
    if cast is not None and cast.get("on", "t") not in {"f", "false"}:
        source.leave_out("effectLst")
    arrows = () if stroke is None else (stroke.get(f"{end}arrow", "none") for end in ("start", "end"))
    if any(arrow != "none" for arrow in arrows):
        source.leave_out("headEnd")


def _is_rising(shape: _Element, style: Mapping[str, str]) -> bool:
    if shape.tag == f"{_V}line":
        (left, top), (right, bottom) = _pair(shape.get("from", "")), _pair(shape.get("to", ""))
        return (right - left) * (bottom - top) < 0
    return style.get("flip", "") in {"x", "y"}


def _insets(value: str) -> Margins:
    given = [part.strip() for part in value.split(",")][:_FOUR]
    given += [""] * (_FOUR - len(given))
    left, top, right, bottom = (_points(own or default) for own, default in zip(given, _INSET, strict=True))
    return Margins(top=top, bottom=bottom, left=left, right=right)


def _border(shape: _Element) -> Border | None:
    """A shape's outline; a shape has one of 0.75 pt unless it says otherwise."""
    stroke = shape.find(f"{_V}stroke")
    if not _is_on(shape, "stroked", stroke):
        return None
    weight = _of_either(stroke, "weight", shape, "strokeweight") or "0.75pt"
    # A weight without a unit is in English metric units (part 4, 19.1.2.19).
    width = _number(weight) / _EMU if weight.strip().isdigit() else _points(weight)
    colour = _colour(_of_either(stroke, "color", shape, "strokecolor"))
    return Border(max(width, 0.0), colour=colour or "000000")


def _fill(shape: _Element) -> str:
    """A shape's fill, white unless it says otherwise."""
    fill = shape.find(f"{_V}fill")
    if not _is_on(shape, "filled", fill):
        return ""
    return _colour(_of_either(fill, "color", shape, "fillcolor") or "white")


def _is_on(shape: _Element, attribute: str, child: _Element | None) -> bool:
    """Whether a shape has an outline or a fill, which it says itself or by an element inside it."""
    values = (shape.get(attribute, ""), "" if child is None else child.get("on", ""))
    return not any(value in {"f", "false"} for value in values)


def _of_either(child: _Element | None, name: str, shape: _Element, attribute: str) -> str:
    """An attribute of the element inside a shape, or else of the shape."""
    return ("" if child is None else child.get(name, "")) or shape.get(attribute, "")


def _colour(value: str) -> str:
    """A colour by its digits or its name; what follows it, as in ``#4f81bd [3204]``, is of the theme."""
    word = (value.split() or [""])[0].lower()
    digits = word.lstrip("#").upper()
    if word.startswith("#") and set(digits) <= set("0123456789ABCDEF"):
        if len(digits) == len("RGB"):
            return "".join(digit * 2 for digit in digits)
        if len(digits) == len("RRGGBB"):
            return digits
    return _COLOURS.get(word, "")
