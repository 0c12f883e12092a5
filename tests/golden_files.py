"""Text → the golden file that it must equal; ``pytest --update-golden`` writes the file anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def matches_golden(path: Path, text: str, *, update: bool) -> bool:
    """Whether a golden file holds this text; it is written first where it is to be updated."""
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if not path.is_file():
        return False
    # Compared by line, so that a difference shows as one.
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()
    return True
