"""A ``.docx`` as bytes → its XML parts: the reader that all who read Word share."""

from __future__ import annotations

from report_builder.word_packages import (
    MAX_FILE_BYTES,
    MAX_PART_BYTES,
    MAX_PARTS,
    Package,
    R,
    Relationship,
    W,
    open_package,
    unreadable,
)

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_PARTS",
    "MAX_PART_BYTES",
    "Package",
    "R",
    "Relationship",
    "W",
    "open_package",
    "unreadable",
]
