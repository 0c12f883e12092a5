"""A page's pictures → image objects on the canvas, each marked as the figure that it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from PIL import Image
from reportlab.lib.utils import ImageReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.pdfgen.canvas import Canvas

    from report_builder.painting.marking import Marks
    from report_builder.typesetting.pages.pages import Picture

_JPEG: Final = b"\xff\xd8"
_OPAQUE: Final = (255, 255)


class PicturePainter(Struct):
    """Paints pictures on one canvas; the same file is decoded and embedded once."""

    canvas: Canvas
    marks: Marks
    _opened: dict[bytes, ImageReader] = field(default_factory=dict)

    def paint(self, pictures: Iterable[Picture], page_height: float) -> None:
        """Paint a page's pictures one over the other, the first lowest."""
        for picture in pictures:
            bounds = (picture.left, page_height - picture.bottom, picture.right, page_height - picture.top)
            self._write(self.marks.open(picture.element, bounds))
            self.canvas.drawImage(
                self._open(picture.data),
                bounds[0],
                bounds[1],
                bounds[2] - bounds[0],
                bounds[3] - bounds[1],
                mask="auto",
            )
            self._write("EMC")

    def _write(self, operators: str) -> None:
        self.canvas._code.append(operators)  # type: ignore[attr-defined]  # noqa: SLF001

    def _open(self, data: bytes) -> ImageReader:
        if data not in self._opened:
            self._opened[data] = _read(data)
        return self._opened[data]


class _Jpeg(ImageReader):
    """A JPEG that goes into the PDF as it is, also one that a camera wrote more than one picture into."""

    def jpeg_fh(self) -> io.BytesIO:  # type: ignore[override]  # reportlab's own says None, a JPEG's does not
        """The file itself, from its beginning."""
        file: io.BytesIO = self.fp
        file.seek(0)
        return file


def _read(data: bytes) -> ImageReader:
    """A file as reportlab takes it: a JPEG as it is, anything else as plain pixels with their alpha."""
    if data.startswith(_JPEG):
        return _Jpeg(io.BytesIO(data))
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return ImageReader(_in_eight_bits(image))


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
    # What the file said beside its pixels would make reportlab look for a transparent colour.
    plain.load()
    plain.info = {}
    return plain
