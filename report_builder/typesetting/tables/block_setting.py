"""What sets blocks, as a table and a text box see it that stand among blocks and hold blocks themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.typesetting.document.content import Block, DocumentParagraph
    from report_builder.typesetting.placed.pages import StructureElement
    from report_builder.typesetting.placed.set_blocks import SetBlock, SetParagraph
    from report_builder.typesetting.text.glyphs import Shaper
    from report_builder.typesetting.text.lines import TextColumn
    from report_builder.typesetting.text.page_numbers import PageNumbers


class BlockSetting(Protocol):
    """Sets what a cell or a box holds; ``depth`` is the height of the type area."""

    shaper: Shaper
    aligns_table_edge: bool
    depth: float

    @property
    def elements(self) -> Sequence[StructureElement]:
        """The structure so far."""

    def add_element(self, element: StructureElement) -> int:
        """Take an element into the structure; gives its index."""

    def note_headless(self, ordinal: int) -> None:
        """Remember a table in which no heads can be made out, by its first paragraph."""

    def set_flowing(self, blocks: Iterable[Block], column: TextColumn, parent: int) -> list[SetBlock]:
        """Set blocks one below the other."""

    def set_paragraph(self, paragraph: DocumentParagraph, column: TextColumn, parent: int) -> SetParagraph:
        """Set one paragraph."""

    def set_stack(
        self, blocks: Sequence[Block], column: TextColumn, parent: int, numbers: PageNumbers | None
    ) -> tuple[tuple[SetBlock, ...], float]:
        """Set the blocks of a text box one below the other; gives also the height that they take."""
