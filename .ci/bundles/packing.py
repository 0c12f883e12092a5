"""A folder → an archive whose bytes depend on the files and the given moment alone."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import time
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUMS: Final = "SHA256SUMS"
_PROGRAM: Final = 0o755
_FILE: Final = 0o644
_REGULAR: Final = 0o100000


def files_of(folder: Path) -> list[Path]:
    """Every file under a folder, by the bytes of its path."""
    return sorted(
        (path for path in folder.rglob("*") if path.is_file()),
        key=lambda path: path.relative_to(folder).as_posix().encode(),
    )


def write_sums(folder: Path) -> None:
    """Leave the hash of every file in the folder, as `sha256sum --check` reads them."""
    lines = [f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files_of(folder)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def digest(path: Path) -> str:
    """A file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(folder: Path, archive: Path, moment: int) -> None:
    """Write a .zip or .tar.gz of the folder under its own name, all dated ``moment`` (seconds since 1970)."""
    if archive.suffix == ".zip":
        _pack_zip(folder, archive, moment)
    else:
        _pack_tar(folder, archive, moment)


def _pack_zip(folder: Path, archive: Path, moment: int) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, path, mode in _entries(folder):
            entry = zipfile.ZipInfo(name, time.gmtime(moment)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whose modes follow
            entry.external_attr = (_REGULAR | mode) << 16
            packed.writestr(entry, path.read_bytes())


def _pack_tar(folder: Path, archive: Path, moment: int) -> None:
    with (
        archive.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.PAX_FORMAT) as packed,
    ):
        for name, path, mode in _entries(folder):
            entry = tarfile.TarInfo(name)
            data = path.read_bytes()
            entry.size, entry.mode, entry.mtime = len(data), mode, moment
            packed.addfile(entry, io.BytesIO(data))


def _entries(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Name within the archive, file, and mode of each."""
    for path in files_of(folder):
        mode = _PROGRAM if path.stat().st_mode & 0o100 else _FILE
        yield f"{folder.name}/{path.relative_to(folder).as_posix()}", path, mode
