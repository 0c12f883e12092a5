"""A folder of agencies → what was built in it, and the summary, as bytes by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.agencies.agency_folders import SUMMARY
from report_builder.agencies.batch import PAGE, WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def outputs(root: Path) -> Mapping[str, bytes]:
    """Every file of every agency's ``out`` by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.glob("*/out/**/*")
        if path.is_file()
    }


def summary(root: Path) -> Mapping[str, bytes]:
    """The page and the workbook."""
    return {name: (root / SUMMARY / name).read_bytes() for name in (PAGE, WORKBOOK)}
