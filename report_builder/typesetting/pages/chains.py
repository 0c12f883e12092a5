"""Set blocks → the chains of those that keep with the next one (与下段同页), each measured once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.typesetting.pages.splitting import first_height
from report_builder.typesetting.placed.set_blocks import SetParagraph, gap_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.placed.set_blocks import SetBlock

_WIDOW: Final = 2


class Chains(Struct, frozen=True):
    """Of each block the height that must fit for it to start, notes apart, and the block that ends its chain.

    A chain is a row of blocks each of which keeps with the next one; a paragraph that may part keeps
    only its end with the next one, so that it ends a chain and begins another.
    """

    blocks: Sequence[SetBlock]
    least: Sequence[float]
    ends: Sequence[int]

    def keeps_next(self, index: int) -> bool:
        """Whether a block has one after it that it keeps with."""
        return _holds_next(self.blocks, index)

    def gap(self, index: int) -> float:
        """The space between a block and the one after it."""
        return gap_between(self.blocks[index], self.blocks[index + 1])

    def first(self, index: int) -> float:
        """Height of what must stand together at a block's own start."""
        block = self.blocks[index]
        return first_lines(block) if isinstance(block, SetParagraph) else first_height(block, kept=False)


def chains_of(blocks: Sequence[SetBlock]) -> Chains:
    """The chains among the blocks of a section."""
    least = [0.0] * len(blocks)
    ends = list(range(len(blocks)))
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if not isinstance(block, SetParagraph):
            least[index] = first_height(block)
        elif block.properties.frame or may_part(block) or not _holds_next(blocks, index):
            least[index] = first_lines(block)
        else:
            least[index] = block.height + gap_between(block, blocks[index + 1]) + least[index + 1]
            ends[index] = ends[index + 1]
    return Chains(blocks, least, ends)


def _holds_next(blocks: Sequence[SetBlock], index: int) -> bool:
    """Whether a block keeps with the next one; what its author has put on another page it does not."""
    block, following = blocks[index], blocks[index + 1 : index + 2]
    if not following or not isinstance(block, SetParagraph) or not block.properties.keep_next:
        return False
    parted = isinstance(following[0], SetParagraph) and following[0].properties.page_break_before
    ends = bool(block.lines) and (block.lines[-1].ends_page or block.lines[-1].ends_column)
    return not parted and not ends


def may_part(paragraph: SetParagraph) -> bool:
    """Whether a page may end inside a paragraph."""
    return not paragraph.properties.keep_lines and len(paragraph.lines) > _WIDOW + 1


def first_count(paragraph: SetParagraph) -> int:
    """How many lines must stand together at a paragraph's start."""
    properties = paragraph.properties
    count = len(paragraph.lines)
    if properties.keep_lines:
        return count
    if properties.widow_control and count > 1:
        # Two lines here and two on the next page: a paragraph of three does not part.
        return count if count <= _WIDOW + 1 else _WIDOW
    return 1


def first_lines(paragraph: SetParagraph) -> float:
    """Height of the lines that must stand together at a paragraph's start, without their notes."""
    count = first_count(paragraph)
    foot = paragraph.foot if count == len(paragraph.lines) and paragraph.properties.keep_lines else 0.0
    return paragraph.head + sum(line.height for line in paragraph.lines[:count]) + foot


def framed_from(blocks: Sequence[SetBlock], index: int) -> list[SetParagraph]:
    """The paragraphs from ``index`` on that share one frame."""
    framed: list[SetParagraph] = []
    for block in blocks[index:]:
        if not isinstance(block, SetParagraph) or not block.properties.frame:
            break
        if framed and block.properties.frame != framed[0].properties.frame:
            break
        framed.append(block)
    return framed
