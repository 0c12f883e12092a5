"""The folders of ``styles`` → every format, the user's own before the packaged one of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Findings, Place
from report_builder.formats.definitions import load_format
from report_builder.formats.folders import DEFINITION, TEMPLATE
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.formats.definitions import ReportFormat


def load_formats(own_styles: Path, findings: Findings | None = None) -> tuple[ReportFormat, ...]:
    """The formats by name; one with a fault is passed over, and ``findings`` are told of it.

    What the fault is a build with that format tells, and a look over its template.
    """
    folders = {
        path.parent.name: path.parent
        for styles in (packaged_folder("styles"), own_styles)
        for path in sorted(styles.glob(f"*/{DEFINITION}"))
    }
    loaded = {name: load_format(folder, Findings()) for name, folder in sorted(folders.items())}
    for name, report_format in loaded.items():
        if report_format is None and findings is not None:
            findings.warn(
                "format.passed_over",
                Place(f"{own_styles.name}/{name}"),
                "这个格式有错或者读不出来，没有照它核对报告",
                remedy=f"请运行 report-builder check {own_styles.name}/{name}/{TEMPLATE} 看是什么错",
            )
    return tuple(each for each in loaded.values() if each is not None)
