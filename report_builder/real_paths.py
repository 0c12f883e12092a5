"""A path → where it leads once every link has been followed."""

from __future__ import annotations

import os
from pathlib import Path


def real_path(path: Path, *, strict: bool = False) -> Path:
    """The whole path without links; where links go in a circle, as far as they can be followed.

    A strict one raises ``OSError`` of a circle and of what is not there. ``Path.resolve`` raises
    ``RuntimeError`` of a circle, as if the program were at fault.
    """
    return Path(os.path.realpath(path, strict=strict))
