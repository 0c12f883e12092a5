"""What hangs in a Word paragraph that is no text → a picture, or the word that names what it is."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, UnidentifiedImageError

from report_builder.manuscript.blocks import Picture
from report_builder.picture_files import bare, upright
from report_builder.word.packages import R, W
from report_builder.word.styles import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from report_builder.word.packages import Package, Relationship

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V: Final = "{urn:schemas-microsoft-com:vml}"
_GROUP: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp"
_CANVAS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}wpc"

_EMU_PER_POINT: Final = 12_700
_SUFFIXES: Final = {"PNG": "png", "JPEG": "jpeg"}
_LENGTHS: Final = re.compile(r"(?:^|;)\s*(width|height):\s*([0-9.]{1,8})(pt|in|cm|mm|px)?")
_UNITS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75}
_USUAL_WIDTH: Final = 300.0
_WHOLE_EDGE: Final = 100_000  # thousandths of a per cent (ECMA-376 20.1.10.40)
_LEAST: Final = 0.01
_CONTAINERS: Final = {"chart": "图表", "chartex": "图表", "diagram": "SmartArt 图形", "ink": "墨迹"}


class UnsupportedContent(Struct, frozen=True):
    """Something that the text cannot keep: its name, the words in it, and what its author may do.

    What ``is_ornament``, a line or a frame without words, may be left out.
    """

    name: str
    words: str = ""
    remedy: str = ""
    is_ornament: bool = False


class Floating(Struct, frozen=True):
    """A picture that the text flowed around."""

    picture: Picture


def read_drawing(
    drawing: _Element, package: Package, links: Mapping[str, Relationship]
) -> Picture | Floating | UnsupportedContent:
    """What a ``w:drawing`` shows."""
    if unfit := _unfit_drawing(drawing):
        return unfit
    blip = next(drawing.iter(f"{A}blip"), None)
    if next(drawing.iter(f"{PIC}pic"), None) is None or blip is None:
        return UnsupportedContent("图形", is_ornament=True)
    extent = next(drawing.iter(f"{WP}extent"), None)
    width, height = (_points(extent, name) for name in ("cx", "cy"))
    named = next(drawing.iter(f"{WP}docPr"), None)
    description = "" if named is None else named.get("descr") or named.get("title") or ""
    found = _picture(blip.get(f"{R}embed", ""), package, links, (width, height), description, _crop(drawing))
    if isinstance(found, Picture):
        transform = next(drawing.iter(f"{A}xfrm"), None)
        is_turned = transform is not None and whole(transform.get("rot", ""), 0) != 0
        found = replace(found, data=bare(found.data) if is_turned else upright(found.data, _ratio(found)))
    is_floating = drawing.find(f"{WP}anchor") is not None
    return Floating(found) if is_floating and isinstance(found, Picture) else found


def read_pict(
    pict: _Element, package: Package, links: Mapping[str, Relationship]
) -> Picture | Floating | UnsupportedContent:
    """What a ``w:pict``, the drawing of older programs, shows."""
    if words := _words_in_box(pict):
        return words
    image = next(pict.iter(f"{V}imagedata"), None)
    if image is None:
        art = next(pict.iter(f"{V}textpath"), None)
        return (
            UnsupportedContent("图形", is_ornament=True)
            if art is None
            else UnsupportedContent("艺术字", art.get("string", ""))
        )
    shape = image.getparent()
    style = "" if shape is None else shape.get("style", "")
    lengths = {name: float(size) * _UNITS[unit or ""] for name, size, unit in _LENGTHS.findall(style)}
    size = (lengths.get("width", 0.0), lengths.get("height", 0.0))
    description = "" if shape is None else shape.get("alt", "")
    found = _picture(image.get(f"{R}id", ""), package, links, size, description, (0, 0, 0, 0))
    return replace(found, data=upright(found.data, _ratio(found))) if isinstance(found, Picture) else found


def _unfit_drawing(drawing: _Element) -> UnsupportedContent | None:
    graphic = next(drawing.iter(f"{A}graphicData"), None)
    kind = "" if graphic is None else graphic.get("uri", "").rsplit("/", 1)[-1]
    if name := _CONTAINERS.get(kind):
        return UnsupportedContent(name, remedy="请在 Word 里把它另存为图片（PNG），再插入这张图片")
    if words := _words_in_box(drawing):
        return words
    if any(next(drawing.iter(tag), None) is not None for tag in (_GROUP, _CANVAS)):
        return UnsupportedContent("组合图形", remedy="请取消组合，只留下图片；或者把整组图形另存为图片再插入")
    return None


def _words_in_box(drawing: _Element) -> UnsupportedContent | None:
    boxes = list(drawing.iter(f"{W}txbxContent"))
    words = "".join(piece.text or "" for box in boxes[:1] for piece in box.iter(f"{W}t")).strip()
    if not boxes:
        return None
    if not words:
        return UnsupportedContent("空文本框", is_ornament=True)
    return UnsupportedContent("文本框", words, "请把框里的文字移到正文的段落里，再删去文本框")


def _points(extent: _Element | None, name: str) -> float:
    length = "" if extent is None else extent.get(name, "")
    return whole(length, 0) / _EMU_PER_POINT


def _crop(drawing: _Element) -> tuple[int, int, int, int]:
    """What is cut off at each edge; what an author has cut off must not come back."""
    edges = next(drawing.iter(f"{A}srcRect"), None)
    if edges is None:
        return (0, 0, 0, 0)
    left, top, right, bottom = (edges.get(side, "0") for side in ("l", "t", "r", "b"))
    whole = [int(edge) if re.fullmatch(r"\d{1,5}", edge) else 0 for edge in (left, top, right, bottom)]
    return (whole[0], whole[1], whole[2], whole[3])


def _picture(  # noqa: PLR0913, PLR0917 - what a drawing says of its picture
    link_id: str,
    package: Package,
    links: Mapping[str, Relationship],
    size: tuple[float, float],
    description: str,
    crop: tuple[int, int, int, int],
) -> Picture | UnsupportedContent:
    link = links.get(link_id)
    if link is None or link.external:
        return UnsupportedContent(
            "链接到文件以外的图片", link.target if link else "", "请在 Word 里改为嵌入图片"
        )
    data = package.file(link.target)
    if data is None:
        return UnsupportedContent("读不出来的图片", link.target, "图片应嵌在文件里")
    try:
        with warnings.catch_warnings():
            # The bound below is stricter than the one Pillow warns at.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(_SUFFIXES)) as image:
                suffix, pixels = _SUFFIXES[image.format or ""], image.size
                image.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError):
        return UnsupportedContent(
            "不是 PNG 或 JPEG 格式的图片", link.target, "请把图片另存为 PNG 或 JPEG，再插入"
        )
    # Pillow tells of broken files by whichever of these its decoders meet first.
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError):
        return UnsupportedContent("已损坏的图片", link.target, "请重新插入这张图片")
    if pixels[0] * pixels[1] > package.budget.pixels:
        remedy = f"请缩小后再插入；{package.budget.way_out('megapixels')}"
        return UnsupportedContent("过大的图片", f"{pixels[0]}×{pixels[1]} 像素", remedy)
    return Picture(data, suffix, *_size(size, pixels), description.strip(), crop)


def _ratio(picture: Picture) -> float:
    """The ratio of width to height in which the whole picture is shown."""
    left, top, right, bottom = (edge / _WHOLE_EDGE for edge in picture.crop)
    width = picture.width / max(1 - left - right, _LEAST)
    return width / max(picture.height / max(1 - top - bottom, _LEAST), _LEAST)


def _size(size: tuple[float, float], pixels: tuple[int, int]) -> tuple[float, float]:
    """The size that the author gave it, or a usual one in the picture's own proportions."""
    if min(size) > 0:
        return size
    return _USUAL_WIDTH, _USUAL_WIDTH * pixels[1] / max(pixels[0], 1)
