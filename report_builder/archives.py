"""Parts, or a zip-based document (``.docx``, ``.xlsx``) → an archive: same content, same bytes."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import date

# The earliest moment a zip entry can name; ZIP APPNOTE 4.4.6 keeps MS-DOS time.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)

# What `zipfile` raises for a damaged, an encrypted or an oddly packed archive, and for no archive at all:
# its own fault and those of its decompressors, and what reading fields at any place of any bytes comes to.
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, EOFError, ValueError, LookupError,
    OverflowError, struct.error,
)  # fmt: skip

_PLAIN_FILE: Final = 0o100644 << 16
_UNIX: Final = 3
_LEVEL: Final = 6


def repack(data: bytes, written: Mapping[str, bytes] | None = None, dropped: Container[str] = ()) -> bytes:
    """The archive with every part in its place, compressed alike and dated ``EPOCH``.

    ``written`` are parts that take the place of those of their names, ``dropped`` are left out.

    Raises ``zipfile.BadZipFile`` where ``data`` is no archive.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in (each for each in dict.fromkeys(source.namelist()) if each not in dropped):
            part = written[name] if written and name in written else source.read(name)
            target.writestr(_entry(name), part, compresslevel=_LEVEL)
    return packed.getvalue()


def pack(files: Mapping[str, bytes], day: date | None = None) -> bytes:
    """An archive of the files in their order, compressed alike and dated by the day, or ``EPOCH``.

    Names beyond ASCII carry the flag that says they are UTF-8 (APPNOTE 4.4.4, bit 11): without it Windows
    takes a Chinese name for one in its own code page.
    """
    moment = EPOCH if day is None else (max(day.year, EPOCH[0]), day.month, day.day, 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in files.items():
            target.writestr(_entry(name, moment), data, compresslevel=_LEVEL)
    return packed.getvalue()


def _entry(name: str, moment: tuple[int, int, int, int, int, int] = EPOCH) -> zipfile.ZipInfo:
    """An entry that tells nothing of the machine it was written on."""
    entry = zipfile.ZipInfo(name, date_time=moment)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    return entry
