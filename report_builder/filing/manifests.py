"""The files of a build ↔ ``manifest.json``: each one's size and SHA-256, by which an edited one is known."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from report_builder import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST: Final = "manifest.json"
_MAX_BYTES: Final = 10_000_000


def manifest_json(outputs: Mapping[str, bytes]) -> bytes:
    """The manifest of a build, sorted by name; it tells no time of day."""
    entries = [_entry(name, data) for name, data in sorted(outputs.items())]
    return _spell({"made_by": f"report-builder {__version__}", "outputs": entries})


def renewed_manifest(folder: Path, outputs: Mapping[str, bytes]) -> bytes:
    """The folder's manifest with these outputs in the place of the earlier ones; all else as it stands."""
    manifest = _read(folder)
    for entry in manifest["outputs"]:
        name = str(entry["name"])
        if name in outputs:
            entry |= _entry(name, outputs[name])  # noqa: PLW2901  the entry itself is renewed
    return _spell(manifest)


def built_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that a build put there; none where its manifest is missing or damaged."""
    return {str(entry["name"]): str(entry["sha256"]) for entry in _read(folder)["outputs"]}


def digest_of(path: Path) -> str:
    """A file's SHA-256; empty where it cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _entry(name: str, data: bytes) -> dict[str, str | int]:
    return {"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest()}


def _spell(manifest: Mapping[str, object]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _read(folder: Path) -> dict[str, list[dict[str, str | int]]]:
    """The folder's manifest as it stands, or one of no files."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            manifest = json.loads(file.read(_MAX_BYTES))
        well_formed = all({"name", "bytes", "sha256"} <= entry.keys() for entry in manifest["outputs"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {"outputs": []}
    return manifest if well_formed else {"outputs": []}
