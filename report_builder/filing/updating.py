"""Some outputs made anew → their places in ``out/<year>/``, where a build has put them and nobody else."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from report_builder.filing.outputs import MANIFEST, file_output

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MAX_MANIFEST_BYTES: Final = 10_000_000


def update_outputs(
    folder: Path, outputs: Mapping[str, bytes], modified: int | None = None
) -> tuple[str, ...]:
    """Replace those of the outputs that stand there as they were built; gives their names.

    The manifest is brought up to date with them. What the user edited or put there is not touched. Raises
    ``ReportError`` (``file.unwritable``) where the folder cannot be written.
    """
    manifest = _read_manifest(folder / MANIFEST)
    built = {entry["name"]: entry for entry in manifest.get("outputs", [])}
    ours = {
        name: data
        for name, data in outputs.items()
        if name in built and _digest_of(folder / name) == built[name]["sha256"]
    }
    for name, data in ours.items():
        file_output(folder / name, data, modified)
        built[name] |= {"bytes": len(data), "sha256": sha256(data).hexdigest()}
    if ours:
        written = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        file_output(folder / MANIFEST, written.encode(), modified)
    return tuple(ours)


def _read_manifest(path: Path) -> dict[str, list[dict[str, str | int]]]:
    """The manifest of the build; an empty one where it is missing or damaged."""
    try:
        with path.open("rb") as file:
            manifest = json.loads(file.read(_MAX_MANIFEST_BYTES))
        well_formed = all({"name", "bytes", "sha256"} <= entry.keys() for entry in manifest["outputs"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return manifest if well_formed else {}


def _digest_of(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
