"""The folders of ``styles`` → every format, the user's own before the packaged one of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Findings
from report_builder.formats.definitions import load_format
from report_builder.formats.folders import DEFINITION
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.formats.definitions import ReportFormat


def load_formats(own_styles: Path) -> tuple[ReportFormat, ...]:
    """The formats by name; one with a fault is passed over, since a build with it tells of it."""
    folders = {
        path.parent.name: path.parent
        for styles in (packaged_folder("styles"), own_styles)
        for path in sorted(styles.glob(f"*/{DEFINITION}"))
    }
    loaded = (load_format(folder, Findings()) for _, folder in sorted(folders.items()))
    return tuple(each for each in loaded if each is not None)
