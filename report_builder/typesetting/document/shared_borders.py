"""Paragraphs in a row → the same, with one border around those that share theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.typesetting.document.content import DocumentParagraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.typesetting.document.content import Block
    from report_builder.typesetting.document.properties import Border, ParagraphProperties


def share_borders(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks whose borders stand around all paragraphs in a row that have the same (ECMA-376 17.3.1.24)."""
    shared: list[Block] = []
    above: Block | None = None
    for block in blocks:
        if (
            isinstance(above, DocumentParagraph)
            and isinstance(block, DocumentParagraph)
            and _belong_together(above, block)
        ):
            shared[-1] = _without_foot(shared[-1])
            head = replace(block.properties, border_top=block.properties.border_between)
            shared.append(replace(block, properties=head))
        else:
            shared.append(block)
        above = block
    return tuple(shared)


def _without_foot(block: Block) -> Block:
    if not isinstance(block, DocumentParagraph):
        return block
    return replace(block, properties=replace(block.properties, border_bottom=None))


def _belong_together(above: DocumentParagraph, below: DocumentParagraph) -> bool:
    first, second = _box(above.properties), _box(below.properties)
    return first == second and any(first[0])


def _box(properties: ParagraphProperties) -> tuple[tuple[Border | None, ...], tuple[object, ...]]:
    """The borders around a paragraph, and what must be the same beside them for two to share theirs."""
    borders = (
        properties.border_top,
        properties.border_bottom,
        properties.border_left,
        properties.border_right,
        properties.border_between,
    )
    indents = (properties.left, properties.right, properties.left_chars, properties.right_chars)
    return borders, (*indents, properties.frame)
