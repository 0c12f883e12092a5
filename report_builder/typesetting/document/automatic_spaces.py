"""Blocks → the same with the spaces that their file leaves to Word (段前、段后自动) in points.

Word sets them as browsers do: 14 points between paragraphs, none between the items of a list, none at the top
and the bottom of a cell, a text box, a note or the document.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.document.content import DocumentParagraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.typesetting.document.content import Block

_BROWSER: Final = 14.0
# What they are where the document does not want Word to do as browsers do (ECMA-376 17.15.3.21).
_FIXED_BEFORE: Final = 5.0
_FIXED_AFTER: Final = 10.0
_NO_LIST: Final = frozenset(("", "0"))


class AutomaticSpaces(Struct, frozen=True):
    """How a document's automatic spaces are set: ``fixed`` where it does not want them as in a browser."""

    fixed: bool = False

    def settle(self, blocks: Iterable[Block], *, starts: bool = True, ends: bool = True) -> tuple[Block, ...]:
        """Settle the spaces of blocks; ``starts`` and ``ends`` say whether their container does there."""
        found = tuple(blocks)
        if not any(isinstance(block, DocumentParagraph) and _is_automatic(block) for block in found):
            return found
        around = (None, *found, None)
        settled: list[Block] = []
        for index, (before, block) in enumerate(pairwise(around[:-1])):
            after = around[index + 2]
            if not isinstance(block, DocumentParagraph) or not _is_automatic(block):
                settled.append(block)  # type: ignore[arg-type]  # only the first of all is none
                continue
            above = 0.0 if (before is None and starts) or _are_items(before, block) else _BROWSER
            below = 0.0 if (after is None and ends) or _are_items(block, after) else _BROWSER
            settled.append(self._spaced(block, above, below))
        return tuple(settled)

    def _spaced(self, paragraph: DocumentParagraph, above: float, below: float) -> DocumentParagraph:
        properties = paragraph.properties
        if properties.auto_before:
            before = _FIXED_BEFORE if self.fixed else above
            properties = replace(properties, space_before=before, before_lines=None)
        if properties.auto_after:
            after = _FIXED_AFTER if self.fixed else below
            properties = replace(properties, space_after=after, after_lines=None)
        return replace(paragraph, properties=properties)


def _is_automatic(paragraph: DocumentParagraph) -> bool:
    return paragraph.properties.auto_before or paragraph.properties.auto_after


def _are_items(above: Block | None, below: Block | None) -> bool:
    """Whether two neighbours are items of one list, or of a list and one inside of it."""
    if not isinstance(above, DocumentParagraph) or not isinstance(below, DocumentParagraph):
        return False
    first, second = above.properties, below.properties
    listed = not {first.list_id, second.list_id} & _NO_LIST
    return listed and (first.list_id == second.list_id or first.list_level != second.list_level)
