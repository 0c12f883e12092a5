"""A page's pictures → marked places on the canvas, and the image objects that the finished PDF shows there.

A JPEG and a plain PNG hold just what PDF wants of a picture and are passed through as they are. Anything else
is decoded, once.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pikepdf import Object, Pdf
    from reportlab.pdfgen.canvas import Canvas

    from report_builder.painting.marked_content import Marks
    from report_builder.typesetting.placed.pages import PlacedPicture

_JPEG: Final = b"\xff\xd8"
_OPAQUE: Final = (255, 255)
# A PNG file (ISO/IEC 15948): its signature, where its header stands, the kinds of pixels, no interlacing.
_SIGNATURE_LENGTH: Final = 8
_GREY, _COLOURS, _PALETTE = 0, 2, 3
_CHANNELS: Final = {_GREY: 1, _COLOURS: 3, _PALETTE: 1}
_MOST_BITS: Final = 8
# Each row of a PNG says how it was filtered; PDF knows the same filters (ISO 32000-1, 7.4.4.4).
_PNG_PREDICTOR: Final = 15
_SPACES: Final = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}
# Level 6 of zlib makes files 3 % larger than level 9 in a third of the time.
_LEVEL: Final = 6


class _Pixels(Struct, frozen=True):
    """A picture as PDF holds one: its data, how to read it, and in ``alpha`` what shows through."""

    data: bytes
    width: int
    height: int
    bits: int = 8
    space: str = "RGB"
    palette: bytes = b""
    is_jpeg: bool = False
    is_filtered: bool = False
    alpha: bytes = b""


class PicturePainter(Struct):
    """Paints pictures on one canvas; the same file is embedded once."""

    canvas: Canvas
    marks: Marks
    _numbers: dict[bytes, int] = field(default_factory=dict)
    _used: list[set[int]] = field(default_factory=list)

    def open_page(self) -> None:
        """Start the next page."""
        self._used.append(set())

    def paint(self, pictures: Iterable[PlacedPicture], page_height: float) -> None:
        """Paint a page's pictures one over the other, the first lowest."""
        for picture in pictures:
            number = self._numbers.setdefault(picture.data, len(self._numbers))
            self._used[-1].add(number)
            left, bottom = picture.left, page_height - picture.bottom
            right, top = picture.right, page_height - picture.top
            self.canvas.addLiteral(self.marks.open(picture.element, (left, bottom, right, top)))
            place = f"{right - left:.3f} 0 0 {top - bottom:.3f} {left:.3f} {bottom:.3f}"
            self.canvas.addLiteral(f"q {place} cm {_name(number)} Do Q")
            self.canvas.addLiteral("EMC")

    def embed(self, pdf: Pdf) -> None:
        """Put the pictures into the painted file, for each page those that it shows."""
        made = [_embed(pdf, _read(data)) for data in self._numbers]
        for page, used in zip(pdf.pages, self._used, strict=True):
            if used:
                page.obj.Resources.XObject = Dictionary(
                    {_name(number): made[number] for number in sorted(used)}
                )


def _name(number: int) -> str:
    return f"/Picture{number}"


def _embed(pdf: Pdf, pixels: _Pixels) -> Object:
    image = pdf.make_stream(pixels.data)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = pixels.width, pixels.height, pixels.bits
    image.Filter = Name.DCTDecode if pixels.is_jpeg else Name.FlateDecode
    if pixels.palette:
        last = len(pixels.palette) // 3 - 1
        image.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, last, String(pixels.palette)])
    else:
        image.ColorSpace = _SPACES[pixels.space]
    if pixels.is_filtered:
        image.DecodeParms = Dictionary(
            Predictor=_PNG_PREDICTOR,
            Colors=3 if pixels.space == "RGB" and not pixels.palette else 1,
            BitsPerComponent=pixels.bits,
            Columns=pixels.width,
        )
    if pixels.alpha:
        image.SMask = _embed(pdf, _Pixels(pixels.alpha, pixels.width, pixels.height, space="L"))
    return image


def _read(data: bytes) -> _Pixels:
    """A picture file as it is, where PDF can hold it so, else its pixels."""
    if data.startswith(_JPEG):
        with Image.open(io.BytesIO(data), formats=("JPEG", "MPO")) as image:
            return _Pixels(data, image.width, image.height, space=image.mode, is_jpeg=True)
    plain = _plain_png(data)
    if plain is not None:
        return plain
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return _pixels_of(_in_eight_bits(image))


def _plain_png(data: bytes) -> _Pixels | None:
    """A PNG in grey, in colours or with a palette, not interlaced and nowhere transparent, as it is."""
    chunks: dict[bytes, list[bytes]] = {}
    place = _SIGNATURE_LENGTH
    while place + 8 <= len(data):
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        chunks.setdefault(kind, []).append(data[place + 8 : place + 8 + length])
        place += length + 12
    header = chunks[b"IHDR"][0]
    bits, kind_of_pixels, interlaced = header[8], header[9], header[12]
    if kind_of_pixels not in _CHANNELS or interlaced or bits > _MOST_BITS or b"tRNS" in chunks:
        return None
    return _Pixels(
        b"".join(chunks[b"IDAT"]),
        int.from_bytes(header[:4]),
        int.from_bytes(header[4:8]),
        bits,
        "RGB" if kind_of_pixels == _COLOURS else "L",
        chunks[b"PLTE"][0] if kind_of_pixels == _PALETTE else b"",
        is_filtered=True,
    )


def _pixels_of(image: Image.Image) -> _Pixels:
    alpha = b""
    if image.mode == "RGBA":
        alpha = zlib.compress(image.getchannel("A").tobytes(), _LEVEL)
        image = image.convert("RGB")
    data = zlib.compress(image.tobytes(), _LEVEL)
    return _Pixels(data, image.width, image.height, space=image.mode, alpha=alpha)


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey or sRGB in 8 bits a channel, with an alpha channel only where something shows through."""
    if image.mode.startswith("I"):
        # 16 bits of grey; Pillow's own conversion would cut them off instead of scaling.
        plain = image.convert("I").point(lambda value: value / 256).convert("L")
    elif "transparency" in image.info or image.mode in {"LA", "PA"}:
        plain = image.convert("RGBA")
    elif image.mode == "1":
        plain = image.convert("L")
    else:
        plain = image if image.mode in {"L", "RGB", "RGBA"} else image.convert("RGB")
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema() == _OPAQUE:
        plain = plain.convert("RGB")
    return plain
