"""A manuscript and what was found → its text by section, figures marked, findings beside their paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.manuscript.blocks import BlockKind, Picture, TextTable
from report_builder.manuscript.inlines import Script, WebLink, letters_of
from report_builder.quantities import chinese_ordinal
from report_builder.reports.figure_record import ShownFigure
from report_builder.reports.report import Note, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.diagnostics import Finding
    from report_builder.manuscript.blocks import Block, Manuscript
    from report_builder.manuscript.inlines import Inline, Inlines

_QUOTED: Final = re.compile("^原文：(?P<words>.+)", re.MULTILINE)
_CUT: Final = "……"


class ShownLetters(Struct, frozen=True):
    """Letters of a paragraph: a figure's with its ``name``; ``is_meant`` where a finding quotes them."""

    text: str
    name: str = ""
    is_meant: bool = False
    script: str = ""


class ShownBlock(Struct, frozen=True):
    """A paragraph or a heading (``level`` 2 to 4), or in words what was set there; and its findings."""

    level: int
    pieces: tuple[ShownLetters, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]


class ShownSection(Struct, frozen=True):
    """A section with its numbered heading, empty for the opening; ``line`` is where it begins."""

    heading: str
    line: int
    blocks: tuple[ShownBlock, ...]
    findings: tuple[Finding, ...]


class ShownText(Struct, frozen=True):
    """The whole text; ``findings`` are those that belong to no paragraph."""

    sections: tuple[ShownSection, ...]
    findings: tuple[Finding, ...]


_LEVELS: Final = {BlockKind.SUBHEADING: 2, BlockKind.THIRD_HEADING: 3, BlockKind.FOURTH_HEADING: 4}


def show_text(manuscript: Manuscript, findings: Iterable[Finding]) -> ShownText:
    """The text as it reads; a finding without a place in it stands before it."""
    beside: dict[int, list[Finding]] = {}
    of_all: list[Finding] = []
    lines = set(_lines(manuscript))
    for finding in dict.fromkeys(findings):
        if finding.place is None or finding.place.file != manuscript.file:
            continue
        at = finding.place.paragraph if manuscript.is_from_word else finding.place.line
        if at in lines:
            beside.setdefault(at, []).append(finding)
        else:
            of_all.append(finding)
    opening = ShownSection("", 1, _blocks(manuscript.opening, beside), ())
    sections = [
        ShownSection(
            f"{chinese_ordinal(section.number)}、{section.heading}",
            section.line or 1,
            _blocks(section.blocks, beside),
            tuple(beside.pop(section.line or 0, ())),
        )
        for section in manuscript.sections
    ]
    return ShownText((opening, *sections), tuple(of_all))


def _lines(manuscript: Manuscript) -> Iterator[int]:
    for block in manuscript.opening:
        yield block.line or 0
    for section in manuscript.sections:
        yield section.line or 0
        yield from (block.line or 0 for block in section.blocks)


def _blocks(blocks: Iterable[Block], beside: dict[int, list[Finding]]) -> tuple[ShownBlock, ...]:
    return tuple(_block(block, tuple(beside.pop(block.line or 0, ()))) for block in blocks)


def _block(block: Block, findings: tuple[Finding, ...]) -> ShownBlock:
    pieces = tuple(_pieces(block.inlines, _meant(block.text, findings)))
    match block.inset:
        case Picture():
            pieces = (*pieces, ShownLetters(f"（图：{block.inset.description or '没有文字说明'}）"))
        case TextTable():
            pieces = (*pieces, ShownLetters(f"（表，{len(block.inset.rows)}行）"))
    return ShownBlock(_LEVELS.get(block.kind, 0), pieces, block.footnotes, findings)


def _meant(text: str, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """From where to where the sentences go that findings quote."""
    found = []
    for finding in findings:
        if quoted := _QUOTED.search(finding.evidence):
            words = quoted["words"].removeprefix(_CUT).removesuffix(_CUT)
            start = text.find(words)
            if start >= 0:
                found.append((start, start + len(words)))
    return found


def _pieces(inlines: Inlines, meant: Sequence[tuple[int, int]]) -> Iterator[ShownLetters]:
    at = 0
    for inline in inlines:
        for text, name, script in _letters(inline):
            edges = {edge - at for span in meant for edge in span if 0 < edge - at < len(text)}
            cuts = [0, *sorted(edges), len(text)]
            for start, end in pairwise(cuts):
                is_meant = any(first <= at + start and at + end <= last for first, last in meant)
                yield ShownLetters(text[start:end], name, is_meant, script)
            at += len(text)


def _letters(inline: Inline) -> Iterator[tuple[str, str, str]]:
    """The letters of an inline: their text, their figure's name, and whether they are raised or lowered."""
    if isinstance(inline, Note):
        return
    script = ("sup" if inline.is_raised else "sub") if isinstance(inline, Script) else ""
    for each in letters_of([inline]) if isinstance(inline, Script | WebLink) else (inline,):
        match each:
            case ShownFigure():
                yield each.text, each.name, script
            case Text():
                yield each.text, "", script
