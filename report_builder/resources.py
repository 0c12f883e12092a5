"""A folder's name → the files that ship with the package, or the user's own that stand in for them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parent


def packaged_folder(name: str) -> Path:
    """The ``styles``, ``fonts`` or ``data`` folder that ships with the package.

    A wheel carries it inside the package; a checkout keeps it beside the package.
    Raises ``FileNotFoundError`` when the installation is incomplete.
    """
    for folder in (_PACKAGE / "packaged" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    msg = f"the installation has no folder {name!r}"
    raise FileNotFoundError(msg)


def find_resource(working_folder: Path, name: str, *parts: str) -> Path:
    """A file of ``styles`` or ``fonts``: the one under the working folder wins over the packaged one."""
    own = working_folder.joinpath(name, *parts)
    return own if own.exists() else packaged_folder(name).joinpath(*parts)
