"""A Windows metafile (EMF, WMF, also packed) → the picture inside it, where it holds one and little else.

What office programs paste as a metafile is often a photograph in a drawing's clothes. Its lines and letters
are drawn by nothing here: a metafile of which less than half is a picture counts as a drawing.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

from report_builder.budgets import USUAL, Budget

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKED: Final = b"\x1f\x8b"
_GZIP: Final = 31
_PLACEABLE: Final = b"\xd7\xcd\xc6\x9a"
_PLACEABLE_LENGTH: Final = 22
_WMF_STARTS: Final = (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_WMF_HEADER: Final = 18
_EMF_START: Final = b"\x01\x00\x00\x00"
# The records that paint a picture, by their numbers, and where they say where its parts are (MS-EMF 2.3.1).
_EMF_PICTURES: Final = {76: 84, 77: 84, 114: 84, 80: 48, 81: 48}
_EMF_LEAST: Final = 100
# Where the picture itself begins in the records that paint one (MS-WMF 2.3.1).
_WMF_PICTURES: Final = {0x0940: 22, 0x0B41: 26, 0x0D33: 24, 0x0F43: 28}
_CORE_HEADER: Final = 12
_LEAST_HEADER: Final = 40
_PALETTE_BITS: Final = 8
_MASKED: Final = 3
_MOST_RECORDS: Final = 200_000
_LEAST_SHARE: Final = 0.5


def kind_of(data: bytes, budget: Budget = USUAL) -> str:
    """``EMF`` or ``WMF``, or empty for what is none, packed or not."""
    plain = unpacked(data, budget)
    if plain[:4] == _EMF_START:
        return "EMF"
    return "WMF" if plain[:4] == _PLACEABLE or plain[:4] in _WMF_STARTS else ""


def unpacked(data: bytes, budget: Budget = USUAL) -> bytes:
    """A file without its gzip packing (.emz, .wmz), as far as its size is bounded."""
    if data[:2] != _PACKED:
        return data
    try:
        return zlib.decompressobj(_GZIP).decompress(data, budget.tree_bytes)
    except zlib.error:
        return data


def picture_inside(data: bytes, budget: Budget = USUAL) -> bytes | None:
    """The picture of a metafile as a BMP file; ``None`` where it holds none, or much else beside it."""
    plain = unpacked(data, budget)
    records = _emf_pictures(plain) if kind_of(plain, budget) == "EMF" else _wmf_pictures(plain)
    try:
        largest = max(records, key=len, default=b"")
    except struct.error:
        return None
    return largest if len(largest) >= _LEAST_SHARE * len(plain) else None


def _emf_pictures(data: bytes) -> Iterator[bytes]:
    place = 0
    for _ in range(_MOST_RECORDS):
        if place + 8 > len(data):
            return
        kind, size = struct.unpack_from("<II", data, place)
        if size < 8 or place + size > len(data):  # noqa: PLR2004 - the two numbers themselves
            return
        if kind in _EMF_PICTURES and size >= _EMF_LEAST - 36 + _EMF_PICTURES[kind] - 48:
            at = place + _EMF_PICTURES[kind]
            header, header_size, dots, dots_size = struct.unpack_from("<IIII", data, at)
            if header_size and header + header_size <= size and dots + dots_size <= size:
                yield _bmp(
                    data[place + header : place + header + header_size],
                    data[place + dots : place + dots + dots_size],
                )
        place += size


def _wmf_pictures(data: bytes) -> Iterator[bytes]:
    place = (_PLACEABLE_LENGTH if data[:4] == _PLACEABLE else 0) + _WMF_HEADER
    for _ in range(_MOST_RECORDS):
        if place + 6 > len(data):
            return
        words, kind = struct.unpack_from("<IH", data, place)
        size = 2 * words
        if size < 6 or place + size > len(data):  # noqa: PLR2004 - the two numbers themselves
            return
        start = _WMF_PICTURES.get(kind, size)
        if size > start + _LEAST_HEADER:
            picture = data[place + start : place + size]
            length = _header_length(picture)
            yield _bmp(picture[:length], picture[length:])
        place += size


def _header_length(picture: bytes) -> int:
    """How long the headers of a picture are, its palette among them."""
    length = int.from_bytes(picture[:4], "little")
    if length < _LEAST_HEADER:
        return min(length, _CORE_HEADER)
    bits = int.from_bytes(picture[14:16], "little")
    packing = int.from_bytes(picture[16:20], "little")
    colours = int.from_bytes(picture[32:36], "little")
    if not colours and bits <= _PALETTE_BITS:
        colours = 1 << bits
    masks = 12 if packing == _MASKED and length == _LEAST_HEADER else 0
    return length + masks + 4 * min(colours, 1 << _PALETTE_BITS)


def _bmp(header: bytes, dots: bytes) -> bytes:
    """A picture with the head that a file has."""
    start = 14 + len(header)
    return struct.pack("<2sIHHI", b"BM", start + len(dots), 0, 0, start) + header + dots
