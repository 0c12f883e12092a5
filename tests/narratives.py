"""A narrative drawn as text → the manuscript it becomes over a small year's figures, and what was found."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import records
from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Findings
from report_builder.manuscript.narrative import write_manuscript
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.ledgers.frames import Ledgers
    from report_builder.manuscript.blocks import Manuscript


class Composed(Struct, frozen=True):
    """What became of a narrative."""

    manuscript: Manuscript | None
    findings: Findings

    def text(self) -> list[str]:
        """Every block in order, a section's heading as ``# heading``."""
        assert self.manuscript is not None, [str(finding) for finding in self.findings]
        lines = [block.text for block in self.manuscript.opening]
        for section in self.manuscript.sections:
            lines += [f"# {section.heading}", *(block.text for block in section.blocks)]
        return lines

    def told(self) -> list[tuple[str, int | None]]:
        """The code and the line of each finding."""
        return [(found.code, found.place.line if found.place else None) for found in self.findings]


def compose(folder: Path, text: str, ledgers: Ledgers | None = None) -> Composed:
    """The manuscript of a narrative over the ledgers of ``records.ledgers``, or over others."""
    path = folder / "narrative.md"
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return compose_file(path, ledgers)


def compose_file(path: Path, ledgers: Ledgers | None = None) -> Composed:
    """The same of a file that is there already."""
    settings = records.settings(groups=(("财务招生", ("财务", "招生")),))
    settings = replace(
        settings, platform="统一平台", reading_rooms=("档案馆", "图书馆"), names={"微信号": "lzjyj"}
    )
    statistics = count_statistics(ledgers or records.ledgers(), settings, 2016, Findings())
    findings = Findings()
    return Composed(write_manuscript(path, settings, statistics, findings), findings)
