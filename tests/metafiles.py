"""A picture → a Windows metafile that holds it, and one that holds lines alone, as bytes."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


def _parts(image: Image.Image) -> tuple[bytes, bytes]:
    """A picture's headers and its dots, as a BMP file has them after its own head."""
    saved = io.BytesIO()
    image.convert("RGB").save(saved, "BMP")
    data = saved.getvalue()
    (start,) = struct.unpack_from("<I", data, 10)
    return data[14:start], data[start:]


def _emf(*records: bytes) -> bytes:
    body = b"".join(records) + struct.pack("<IIIII", 14, 20, 0, 16, 20)
    head = struct.pack("<II8iII", 1, 88, 0, 0, 99, 99, 0, 0, 2540, 2540, 0x464D4520, 0x10000)
    head += struct.pack("<IIHHIII", 88 + len(body), len(records) + 2, 1, 0, 0, 0, 0)
    return head.ljust(88, b"\0") + body


def emf_of(image: Image.Image) -> bytes:
    """An EMF that paints a picture (STRETCHDIBITS)."""
    header, dots = _parts(image)
    offsets = (80, len(header), 80 + len(header), len(dots))
    size = (80 + len(header) + len(dots) + 3) // 4 * 4
    record = struct.pack("<II4i2i4i", 81, size, 0, 0, 99, 99, 0, 0, 0, 0, *image.size)
    record += struct.pack("<4I2I2i", *offsets, 0, 0, 100, 100)
    return _emf((record + header + dots).ljust(size, b"\0"))


def emf_of_lines(count: int = 40) -> bytes:
    """An EMF that draws lines (LINETO)."""
    return _emf(*(struct.pack("<II2i", 54, 16, index, index) for index in range(count)))


def wmf_of(image: Image.Image) -> bytes:
    """A WMF that paints a picture (STRETCHDIB)."""
    header, dots = _parts(image)
    picture = header + dots
    record = struct.pack("<IHIH8H", (28 + len(picture)) // 2, 0x0F43, 0, 0, *([10] * 8)) + picture
    end = struct.pack("<IH", 3, 0)
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, (18 + len(record) + 6) // 2, 0, len(record) // 2, 0)
    return head + record + end
