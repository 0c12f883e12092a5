"""Files by their names → the files of a BagIt folder (RFC 8493), which proves them years later by itself.

Written here and not by the library of that name, which works in a folder on the disk and looks at the clock:
a package takes its place with all else, or not at all. That library's validator is the tests' referee.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DECLARATION: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
PAYLOAD: Final = "data/"
# RFC 8493, 2.1.3: a name that would part a line, and the sign that says so.
_SPELT: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}


def bag_files(payload: Mapping[str, bytes], info: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The files of the folder by their names, the payload's under ``data/``; ``info`` says whose it is.

    No Payload-Oxum among it: where that does not fit, validators stop there and name no file.
    """
    kept = {f"{PAYLOAD}{name}": data for name, data in sorted(payload.items())}
    tags = {
        DECLARATION: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        INFO: "".join(f"{label}: {' '.join(value.split())}\n" for label, value in info).encode(),
        MANIFEST: _manifest(kept),
    }
    return {**tags, TAG_MANIFEST: _manifest(tags), **kept}


def spell_name(name: str) -> str:
    """A name as a manifest has it."""
    return re.sub("[%\r\n]", lambda found: _SPELT[found.group()], name)


def read_name(spelt: str) -> str:
    """A manifest's name as the file has it."""
    names = {written: sign for sign, written in _SPELT.items()}
    return re.sub("%(?:25|0D|0A)", lambda found: names[found.group().upper()], spelt, flags=re.IGNORECASE)


def _manifest(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{sha256(data).hexdigest()}  {spell_name(name)}\n" for name, data in files.items())
    return "".join(lines).encode()
