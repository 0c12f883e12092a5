"""The report's text as values: what the narrative says, ready to be set, and nothing about how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of text is; the template gives each kind its style."""

    PARAGRAPH = "正文"
    SUBHEADING = "二级标题"
    THIRD_HEADING = "三级标题"
    FOURTH_HEADING = "四级标题"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading below the section's own.

    ``text`` is complete: it carries its number (（一）, 1., 一是) and no markup. ``line`` is the line of the
    narrative that it came from, counted from 1, where that is known.
    """

    kind: BlockKind
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A first-level section: ``number`` counts from 1, ``heading`` is bare (without 一、)."""

    number: int
    heading: str
    blocks: tuple[Block, ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The whole text: the unnumbered opening, then the sections in their order.

    ``file`` is the narrative's name as findings spell it.
    """

    file: str
    title: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
