"""A few lines of text → the manuscript that they are, each line a paragraph, ``# `` before a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.manuscript.blocks import Block, BlockKind, Manuscript, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Finding

TITLE: Final = "宿迁市人民政府2024年政府信息公开工作年度报告"


def prose(picture: str, title: str = TITLE) -> Manuscript:
    """What stands before the first heading is the opening; lines count from 1, empty ones too."""
    opening: list[Block] = []
    sections: list[Section] = []
    for line, text in enumerate(picture.strip().splitlines(), start=1):
        text = text.strip()  # noqa: PLW2901  a picture may be indented
        if text.startswith("# "):
            sections.append(Section(len(sections) + 1, text[2:], (), line))
        elif text and not sections:
            opening.append(Block(BlockKind.PARAGRAPH, text, line))
        elif text:
            last = sections[-1]
            blocks = (*last.blocks, Block(BlockKind.PARAGRAPH, text, line))
            sections[-1] = Section(last.number, last.heading, blocks, last.line)
    return Manuscript("narrative.md", title, tuple(opening), tuple(sections))


def codes(findings: Iterable[Finding]) -> list[str]:
    """The code of each finding."""
    return [finding.code for finding in findings]


def lines(findings: Iterable[Finding]) -> list[tuple[str, int | None]]:
    """The code and the line of each finding."""
    return [(found.code, found.place.line if found.place else None) for found in findings]
