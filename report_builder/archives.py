"""A zip-based document (``.docx``, ``.xlsx``) → the same parts with fixed times: same content, same bytes."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

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


def pack(files: Mapping[str, bytes]) -> bytes:
    """An archive of the files in their order, compressed alike and dated ``EPOCH``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in files.items():
            target.writestr(_entry(name), data, compresslevel=_LEVEL)
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that tells nothing of the machine it was written on."""
    entry = zipfile.ZipInfo(name, date_time=EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    return entry
