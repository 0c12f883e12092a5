"""Paragraphs and tables → set blocks: lines and rows with their heights, ready to be stacked on pages.

Everything is placed from the block's own top left corner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.blocks.boxes import BoxSetter
from report_builder.typesetting.blocks.paragraph_borders import edges_of, surround
from report_builder.typesetting.blocks.tagging import Tagger
from report_builder.typesetting.document.content import DocumentParagraph, Drawing, NoteSpan
from report_builder.typesetting.placed.pages import StructureElement, StructureRole
from report_builder.typesetting.placed.set_blocks import SetParagraph, gap_between, stack_height
from report_builder.typesetting.tables.table_setting import TableSetter
from report_builder.typesetting.text.beside_drawings import obstacles_of
from report_builder.typesetting.text.indents import indents_of
from report_builder.typesetting.text.lines import TextColumn, set_lines
from report_builder.typesetting.text.spans import SetSpans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.typesetting.blocks.tagging import Tags
    from report_builder.typesetting.document.content import Block, DocumentTable, Span
    from report_builder.typesetting.document.paper import Geometry
    from report_builder.typesetting.placed.set_blocks import SetBlock, SetLine, SetNote, SetTable
    from report_builder.typesetting.text.beside_drawings import Obstacle
    from report_builder.typesetting.text.glyphs import Shaper
    from report_builder.typesetting.text.page_numbers import PageNumbers


def _stacked_lines(blocks: Iterable[SetBlock]) -> Iterator[tuple[float, SetLine]]:
    """The lines of blocks one below the other, each with the space above it; a table cell by cell."""
    above: SetBlock | None = None
    for block in blocks:
        space = gap_between(above, block)
        if not isinstance(block, SetParagraph):
            for row in block.rows:
                for cell in row.cells:
                    yield from _stacked_lines(cell.blocks)
            continue
        for line in block.lines:
            yield space, line
            space = 0.0
        above = block


def _held(found: list[SetBlock], obstacles: Sequence[Obstacle]) -> list[SetBlock]:
    """Blocks of which the last one reaches down as far as the drawings beside it do."""
    lowest = max((each.bottom for each in obstacles), default=0.0)
    last = found[-1] if found else None
    if lowest <= 0 or not isinstance(last, SetParagraph):
        return found
    line = replace(last.lines[-1], height=last.lines[-1].height + lowest)
    return [*found[:-1], replace(last, lines=(*last.lines[:-1], line))]


class Setter(Struct):
    """Sets blocks, and grows the logical structure as it goes.

    ``note_column`` is where footnotes are set, ``endnotes`` are those found so far. ``depth`` is the height
    of the type area, ``page`` the section's page; ``numbers`` is what page fields show where nothing else
    is said.
    ``without_heads`` are the first paragraphs of tables in which no heads can be made out.
    """

    shaper: Shaper
    aligns_table_edge: bool
    tagger: Tagger = field(default_factory=Tagger)
    note_column: TextColumn | None = None
    endnotes: list[NoteSpan] = field(default_factory=list)
    depth: float = 0.0
    numbers: PageNumbers | None = None
    page: Geometry | None = None
    without_heads: list[int] = field(default_factory=list)

    @property
    def elements(self) -> list[StructureElement]:
        """The structure so far."""
        return self.tagger.elements

    def add_element(self, element: StructureElement) -> int:
        """Take an element into the structure; gives its index."""
        return self.tagger.add(element)

    def note_headless(self, ordinal: int) -> None:
        """Remember a table in which no heads can be made out, by its first paragraph."""
        self.without_heads.append(ordinal)

    def turn_to(self, page: Geometry) -> TextColumn:
        """Begin a section: gives where its text, and the notes that it refers to, are set."""
        outside = min(page.left, page.right)
        column = TextColumn(page.column_measure, page.grid_pitch, outside=outside)
        self.note_column, self.page = column, page
        self.depth = page.height - page.top - page.bottom
        self.shaper.turn_to_grid(page.grid_space)
        return column

    def set_furniture(
        self, blocks: Iterable[Block], page: Geometry, parent: int, numbers: PageNumbers
    ) -> list[SetBlock]:
        """Set a header or a footer, which stands on no grid and shows the page's own numbers."""
        self.shaper.turn_to_grid(0.0)
        column = TextColumn(page.measure, 0.0, outside=min(page.left, page.right))
        around, self.numbers = self.numbers, numbers
        found = [self.set_block(block, column, parent) for block in blocks]
        self.numbers = around
        return found

    def set_block(self, block: Block, column: TextColumn, parent: int) -> SetBlock:
        """Set one paragraph or table below a structure element."""
        if isinstance(block, DocumentParagraph):
            return self.set_paragraph(block, column, parent)
        return self.set_table(block, column, parent)

    def set_flowing(self, blocks: Iterable[Block], column: TextColumn, parent: int) -> list[SetBlock]:
        """Set blocks one below the other, the text of each beside the drawings that reach down to it."""
        found: list[SetBlock] = []
        carried: list[Obstacle] = []
        for block in blocks:
            if isinstance(block, DocumentParagraph):
                properties = block.properties.spaced_in(column.grid_pitch)
                after = (
                    found[-1].properties.space_after if found and isinstance(found[-1], SetParagraph) else 0.0
                )
                gap = max(after, properties.space_before) if found else 0.0
                beside = [each.lowered(-gap) for each in carried if each.bottom > gap]
                if any(isinstance(inline, Drawing) for inline in block.inlines):
                    spaced = replace(block, properties=properties)
                    beside += obstacles_of(spaced, column.measure, self.page)
                set_block = self.set_paragraph(block, column, parent, obstacles=beside)
                carried = []
                if beside:
                    height = sum(line.height for line in set_block.lines)
                    carried = [each.lowered(-height) for each in beside if each.bottom > height]
                found.append(set_block)
            else:
                # No row of a table can be narrowed: it begins below what stands there.
                found = _held(found, carried)
                carried = []
                found.append(self.set_table(block, column, parent))
        return _held(found, carried) if column.in_cell else found

    def set_paragraph(
        self,
        paragraph: DocumentParagraph,
        column: TextColumn,
        parent: int,
        numbers: PageNumbers | None = None,
        obstacles: Sequence[Obstacle] = (),
    ) -> SetParagraph:
        """Set one paragraph; it becomes a heading of the structure if it has an outline level."""
        properties = paragraph.properties.spaced_in(column.grid_pitch)
        if properties is not paragraph.properties:
            paragraph = replace(paragraph, properties=properties)
        tags = self.tagger.tag(paragraph, parent)
        element = tags.element
        numbers = numbers or self.numbers
        spans = SetSpans(element, tags.spans, self._set_notes(tags, column))
        narrowed = replace(column, obstacles=tuple(obstacles)) if obstacles or column.obstacles else column
        lines = set_lines(paragraph, narrowed, self.shaper, spans=spans, numbers=numbers)
        if any(line.drawings for line in lines):
            boxes = BoxSetter(self, column, element, parent, paragraph, numbers)
            lines = boxes.set_drawings(lines)
        edges = edges_of(properties, indents_of(paragraph), column.measure)
        return SetParagraph(
            properties=properties,
            style=paragraph.style,
            lines=tuple(surround(lines, properties, edges)),
            left=edges[0],
            right=edges[1],
            element=element,
        )

    def _set_notes(self, tags: Tags, column: TextColumn) -> dict[Span, SetNote]:
        """Set the footnotes that a paragraph refers to; its endnotes are kept for the document's end."""
        self.endnotes += (span for span in tags.spans if isinstance(span, NoteSpan) and span.at_end)
        found: dict[Span, SetNote] = {}
        for span, element in tags.notes.items():
            blocks, _ = self.set_stack(span.blocks, self.note_column or column, element, None)
            found[span] = tuple(_stacked_lines(blocks))
        return found

    def set_endnotes(self, column: TextColumn, parent: int) -> list[SetBlock]:
        """Set the endnotes that the document has referred to, each an element of its own."""
        found: list[SetBlock] = []
        for span in self.endnotes:
            element = self.add_element(StructureElement(StructureRole.NOTE, parent))
            blocks, _ = self.set_stack(span.blocks, column, element, None)
            found += blocks
        return found

    def set_stack(
        self, blocks: Sequence[Block], column: TextColumn, parent: int, numbers: PageNumbers | None
    ) -> tuple[tuple[SetBlock, ...], float]:
        """Set the blocks of a text box one below the other; gives also the height that they take."""
        around, self.numbers = self.numbers, numbers or self.numbers
        found = tuple(self.set_flowing(blocks, column, parent))
        self.numbers = around
        return found, stack_height(found)

    def set_table(self, table: DocumentTable, column: TextColumn, parent: int) -> SetTable:
        """Set every cell of a table and give every row the height that its cells need."""
        return TableSetter(self).set(table, column, parent)
