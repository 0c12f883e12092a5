"""Some outputs made anew → their places in ``out/<year>/``, where a build has put them and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.filing.manifests import MANIFEST, built_files, digest_of, renewed_manifest
from report_builder.filing.outputs import file_output

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def update_outputs(
    folder: Path, outputs: Mapping[str, bytes], modified: int | None = None
) -> tuple[str, ...]:
    """Replace those of the outputs that stand there as they were built; gives their names.

    The manifest is brought up to date with those that were replaced, also where another cannot be: then
    ``ReportError`` (``file.unwritable``) is raised. What the user edited or put there is not touched.
    """
    built = built_files(folder)
    ours = {
        name: data
        for name, data in outputs.items()
        if name in built and digest_of(folder / name) == built[name]
    }
    replaced: dict[str, bytes] = {}
    try:
        for name, data in ours.items():
            file_output(folder / name, data, modified)
            replaced[name] = data
    finally:
        if replaced:
            file_output(folder / MANIFEST, renewed_manifest(folder, replaced), modified)
    return tuple(ours)
