"""The files of a build ↔ ``manifest.json``: each one's size and SHA-256, by which an edited one is known."""

from __future__ import annotations

from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct, UnsetType, field
from msgspec.structs import replace

from report_builder import __version__
from report_builder.budgets import RECORD_BYTES
from report_builder.json_records import read_record, record_json
from report_builder.plain_files import open_plain
from report_builder.year_folders import MANIFEST, is_plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class ManifestEntry(Struct, frozen=True):
    """One output as it was built."""

    name: str
    size: int = field(name="bytes")
    sha256: str


class Input(Struct, frozen=True):
    """One file that the outputs were built from."""

    name: str
    sha256: str


class Finishing(Struct, frozen=True, omit_defaults=True):
    """How a set was finished: ``original`` is the Word file as it was edited, ``copy`` what left the house.

    ``reason`` says why it was done in spite of the errors of the codes ``overruled``; ``sealed`` is a PDF
    with the seal on it.
    """

    version: int
    original: Input
    copy: Input
    reason: str = ""
    overruled: list[str] = []
    sealed: Input | None = None


class Manifest(Struct, frozen=True):
    """Which program built what from what; ``packages`` are the files of what was sent, in their folders.

    What was sent stays told when the year is built anew.
    """

    made_by: str
    outputs: list[ManifestEntry]
    inputs: list[Input] = []
    finishing: Finishing | UnsetType = UNSET
    packages: list[ManifestEntry] | UnsetType = UNSET

    @property
    def sent(self) -> dict[str, str]:
        """The SHA-256 of each file of the packages."""
        return {} if self.packages is UNSET else {entry.name: entry.sha256 for entry in self.packages}


def manifest_json(
    outputs: Mapping[str, bytes],
    inputs: Mapping[str, str] | None = None,
    finishing: Finishing | None = None,
    packages: Mapping[str, bytes] | None = None,
) -> bytes:
    """The manifest of a build, or of a finished set, sorted by name; it tells no time of day."""
    sources = [Input(name, digest) for name, digest in sorted((inputs or {}).items())]
    return _spell(
        Manifest(
            f"report-builder {__version__}",
            _entries(outputs),
            sources,
            UNSET if finishing is None else finishing,
            UNSET if packages is None else _entries(packages),
        )
    )


def with_sent(manifest: bytes, before: Manifest | None) -> bytes:
    """A build's manifest with what an earlier one tells of finishing and packages."""
    if before is None or (before.finishing is UNSET and before.packages is UNSET):
        return manifest
    fresh = read_record(manifest, Manifest)
    return _spell(replace(fresh, finishing=before.finishing, packages=before.packages))


def renewed_manifest(folder: Path, outputs: Mapping[str, bytes]) -> bytes:
    """The folder's manifest with these outputs in the place of the earlier ones; all else as it stands."""
    manifest = read_manifest(folder) or Manifest("", [])
    entries = [
        _entry(each.name, outputs[each.name]) if each.name in outputs else each for each in manifest.outputs
    ]
    return _spell(replace(manifest, outputs=entries))


def read_manifest(folder: Path, name: str = MANIFEST) -> Manifest | None:
    """The folder's manifest; ``None`` where there is none, or it is damaged or names what lies elsewhere."""
    try:
        with open_plain(folder / name) as file:
            data = file.read(RECORD_BYTES + 1)
        manifest = read_record(data, Manifest) if len(data) <= RECORD_BYTES else None
    except (OSError, ValueError, RecursionError):
        return None
    if manifest is None:
        return None
    is_plain = all(is_plain_name(entry.name) for entry in manifest.outputs)
    is_within = all(all(map(is_plain_name, name.split("/"))) for name in manifest.sent)
    return manifest if is_plain and is_within else None


def built_files(folder: Path, name: str = MANIFEST) -> dict[str, str]:
    """The SHA-256 of each file that a build put there; none where its manifest is missing or damaged."""
    manifest = read_manifest(folder, name)
    return {entry.name: entry.sha256 for entry in manifest.outputs} if manifest else {}


def digest_of(path: Path) -> str:
    """A file's SHA-256; empty where it cannot be read."""
    try:
        with open_plain(path) as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _entries(files: Mapping[str, bytes]) -> list[ManifestEntry]:
    return [_entry(name, data) for name, data in sorted(files.items())]


def _entry(name: str, data: bytes) -> ManifestEntry:
    return ManifestEntry(name, len(data), sha256(data).hexdigest())


def _spell(manifest: Manifest) -> bytes:
    return record_json(manifest, is_indented=True) + b"\n"
