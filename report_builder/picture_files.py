"""A picture file of anybody's → the same picture without what else it says: place, camera, author, thumbnail.

A camera's note of how a photograph is to be turned (Exif 2.3, 4.6.4) goes the same way: the turn is applied
where the document shows the picture turned already, as its author saw and accepted it.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = 1
_QUARTER_TURNS: Final = frozenset({5, 6, 7, 8})
_QUALITY: Final = 95
_JPEG: Final = b"\xff\xd8"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_GIF: Final = (b"GIF87a", b"GIF89a")
# What is needed to show the picture as it is: JFIF's density, the colour profile, Adobe's colour transform.
_JPEG_KEPT: Final[Mapping[int, bytes]] = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_NEVER: Final = b"\xff\xff"
_MARK: Final = 0xFF
_ASIDES: Final = frozenset((*range(0xE0, 0xF0), 0xFE))  # of applications, and comments
_WITHIN_SCAN: Final = frozenset((0, *range(0xD0, 0xD8), _MARK))
_SCAN: Final = 0xDA
_END: Final = 0xD9
_PNG_KEPT: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT".split()
)
_GIF_ASIDE: Final = 0x21
_GIF_IMAGE: Final = 0x2C
_GIF_END: Final = 0x3B
_GIF_KEPT: Final = frozenset((0xF9, 0x01))
_WEBP_DROPPED: Final = frozenset((b"EXIF", b"XMP "))


def bare(data: bytes) -> bytes:
    """The file without its metadata, its picture bit by bit as it was; any other file as it is."""
    strip: Callable[[bytes], Iterator[bytes]]
    if data.startswith(_JPEG):
        strip = _jpeg
    elif data.startswith(_PNG):
        strip = _png
    elif data.startswith(_GIF):
        strip = _gif
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        strip = _webp
    else:
        return data
    try:
        return b"".join(strip(data))
    except (IndexError, struct.error):  # damaged: whoever shows it says so
        return data


def turn_of(image: Image.Image, ratio: float) -> int:
    """How to turn a picture, 1 for not at all; ``ratio`` is its width to its height as shown, or 0."""
    turn = int(image.getexif().get(_ORIENTATION, _UPRIGHT))
    width, height = image.size
    if turn not in range(2, 9) or not (width and height):
        return _UPRIGHT
    as_stored = width / height
    as_turned = 1 / as_stored if turn in _QUARTER_TURNS else as_stored
    if ratio and abs(ratio / as_turned - 1) > abs(ratio / as_stored - 1):
        return _UPRIGHT
    return turn


def upright(data: bytes, ratio: float) -> bytes:
    """A PNG or JPEG that its reader has admitted, bare and turned."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "MPO")) as image:
        if turn_of(image, ratio) == _UPRIGHT:
            return bare(data)
        return turned(image)


def turned(image: Image.Image) -> bytes:
    """An opened picture turned as its camera noted, in its own format."""
    saved = io.BytesIO()
    profile = image.info.get("icc_profile")
    plain = ImageOps.exif_transpose(image)
    if image.format == "PNG":
        plain.save(saved, "PNG", icc_profile=profile)
    else:
        plain.save(saved, "JPEG", quality=_QUALITY, icc_profile=profile)
    return bare(saved.getvalue())


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments to keep (ITU-T T.81, B.1.1); nothing that follows the end of the picture."""
    yield _JPEG
    place = 2
    while True:
        while data[place] == _MARK and data[place + 1] == _MARK:  # fill bytes
            place += 1
        marker = data[place + 1]
        if data[place] != _MARK:
            raise IndexError
        if marker == _END:
            yield data[place : place + 2]
            return
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if marker not in _ASIDES or data[place + 4 : end].startswith(_JPEG_KEPT.get(marker, _NEVER)):
            yield data[place:end]
        place = end
        if marker == _SCAN:
            begun, place = place, _end_of_scan(data, place)
            yield data[begun:place]


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next marker stands; stuffed zeros and restart marks belong to the picture."""
    while True:
        place = data.index(b"\xff", place) if b"\xff" in data[place:] else len(data)
        following = data[place + 1]
        if following not in _WITHIN_SCAN:
            return place
        place += 1 if following == _MARK else 2


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks to keep (ISO/IEC 15948, 5.3)."""
    yield _PNG
    place = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", data, place)
        kind, end = data[place + 4 : place + 8], place + 12 + length
        if end > len(data):
            raise IndexError
        if kind in _PNG_KEPT:
            yield data[place:end]
        if kind == b"IEND":
            return
        place = end


def _gif(data: bytes) -> Iterator[bytes]:
    """The blocks to keep (GIF89a): no comments, and of applications only how often to repeat."""
    place = 13 + _palette(data[10])
    yield data[:place]
    while data[place] != _GIF_END:
        begun, is_kept = place, True
        if data[place] == _GIF_ASIDE:
            is_kept = data[place + 1] in _GIF_KEPT or data[place + 3 : place + 11] == b"NETSCAPE"
            place += 2
        elif data[place] == _GIF_IMAGE:
            place += 11 + _palette(data[place + 9])
        else:
            raise IndexError
        while data[place]:
            place += data[place] + 1
        place += 1
        if is_kept:
            yield data[begun:place]
    yield b";"


def _palette(packed: int) -> int:
    """How many bytes a table of colours has."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _webp(data: bytes) -> Iterator[bytes]:
    """The chunks to keep; the header's flags for those that go (bits 2 and 3 of VP8X) are cleared."""
    kept = []
    place = 12
    while place < len(data):
        (length,) = struct.unpack_from("<I", data, place + 4)
        end = place + 8 + length + (length & 1)
        kind, chunk = data[place : place + 4], data[place:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if kind not in _WEBP_DROPPED:
            kept.append(chunk)
        place = end
    content = b"".join(kept)
    yield b"RIFF" + struct.pack("<I", len(content) + 4) + b"WEBP" + content
