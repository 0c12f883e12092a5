"""Set blocks → sheets: paragraphs and tables stacked on pages, broken where a page is full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import field

from report_builder.typesetting.blocks.paragraph_borders import edge_rules
from report_builder.typesetting.pages.chains import Chains, chains_of, first_count, framed_from
from report_builder.typesetting.pages.page_filling import PageFiller
from report_builder.typesetting.pages.placing import LinePlace, kept_clear
from report_builder.typesetting.pages.table_flow import TablePlacer
from report_builder.typesetting.placed.border_lines import width_of
from report_builder.typesetting.placed.set_blocks import SetParagraph, stack_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.placed.set_blocks import SetBlock, SetNote, SetTable

_TOLERANCE: Final = 0.05
_WIDOW: Final = 2
# Sections that open on a page of their own side, and what its number leaves when halved.
_SIDES: Final = {"evenPage": 0, "oddPage": 1}


class Flow(PageFiller):
    """Places blocks on sheets, one after the other.

    ``chains`` are those of the blocks being placed, ``loose`` is the index of the block that ends a chain
    which no sheet holds.
    """

    chains: Chains = field(default_factory=lambda: chains_of(()))
    loose: int = -1

    def put_separator(self, following: Sequence[SetBlock]) -> None:
        """Put the line that stands between the text and the endnotes, with the first line of those."""
        separator = self.notes.separator
        self.chains = chains_of(following)
        needed = separator.height + sum(self._least(index) for index in range(len(following)))
        if not self.fresh and not self.fits(needed):
            self.new_page(forced=False)
        self.top += separator.put(self.sheet, self.left, self.top)
        self.fresh = False
        self.after = 0.0

    def place(self, blocks: Sequence[SetBlock]) -> None:
        """Place a section's blocks in order."""
        self.chains, self.loose = chains_of(blocks), -1
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if not isinstance(block, SetParagraph):
                self._place_table(block)
                index += 1
            elif block.properties.frame:
                framed = framed_from(blocks, index)
                index += len(framed)
                self._place_frame(framed, blocks[index : index + 1])
            else:
                self._place_paragraph(block, blocks[index - 1] if index else None, index)
                index += 1

    def _gap_before(self, paragraph: SetParagraph, previous: SetBlock | None) -> float:
        """The space above a paragraph; none at the top of a page that the text itself has turned to."""
        before = paragraph.properties.space_before
        if self.fresh:
            return before if self.forced else 0.0
        same = isinstance(previous, SetParagraph) and previous.style == paragraph.style
        if same and paragraph.properties.contextual_spacing:
            return 0.0
        return max(self.after, before)

    def _place_paragraph(self, paragraph: SetParagraph, previous: SetBlock | None, index: int) -> None:
        properties = paragraph.properties
        if properties.page_break_before and not self.fresh:
            self.new_page(forced=True)
        gap = self._gap_before(paragraph, previous)
        if not self.fits(gap + self._least(index)):
            if self.fresh:
                self.loose = self.chains.ends[index]
            else:
                self.new_page(forced=False)
                gap = 0.0
        self.top += gap
        spot = LinePlace(self.left, self.top, self.top, outer_right=self.sheet.outer_right)
        for stretch in kept_clear(paragraph, self.sheet.geometry, spot):
            self.reserve(*stretch)
        self.mark(paragraph, self.top)
        self._place_lines(paragraph, self._tail(index))
        self.after = properties.space_after

    def _least(self, index: int) -> float:
        """Height that must fit for a block to start on this sheet, with what it keeps with it and its notes.

        A chain that no sheet holds keeps nothing together but its last two, so that it breaks only where
        a sheet is full.
        """
        chains = self.chains
        end = chains.ends[index]
        if chains.least[index] > self.depth + _TOLERANCE:
            self.loose = end
        if self.loose != end or index == end:
            return chains.least[index] + self._notes_room(end)
        if index + 1 < end:
            return chains.first(index) + self._notes_room(index)
        return chains.blocks[index].height + chains.gap(index) + chains.first(end) + self._notes_room(end)

    def _notes_room(self, index: int) -> float:
        """The room that the notes of a block's first lines need."""
        block = self.chains.blocks[index]
        if not isinstance(block, SetParagraph):
            return 0.0
        lines = block.lines[: first_count(block)]
        return self.notes.room_for([note for line in lines for note in line.notes])

    def _tail(self, index: int) -> float:
        """Height that must fit below a paragraph's last line: what it keeps with it."""
        if not self.chains.keeps_next(index) or self._is_inside_loose(index):
            return 0.0
        return self.chains.gap(index) + self._least(index + 1)

    def _is_inside_loose(self, index: int) -> bool:
        """Whether a block and the one after it stand in a chain that no sheet holds, its end apart."""
        return self.chains.ends[index] == self.loose and index + 1 < self.loose

    def _place_lines(self, paragraph: SetParagraph, tail: float = 0.0) -> None:
        lines = list(paragraph.lines)
        properties = paragraph.properties
        edges = (self.left + paragraph.left, self.left + paragraph.right)
        self.sheet.draw(rules=edge_rules(properties, edges, self.top, at_foot=False))
        self.top += paragraph.head
        while lines:
            count = self._count_fitting(paragraph, lines, tail)
            for line in lines[:count]:
                self.sheet.put_line(line, self.left, self.top)
                self.top += line.height
                self.take_notes(line.notes)
            self.fresh = self.fresh and not count
            breaks = bool(count) and lines[count - 1].ends_page
            leaves = bool(count) and lines[count - 1].ends_column
            lines = lines[count:]
            if lines or breaks or leaves:
                self.new_page(forced=breaks)
        if properties.border_bottom:
            self.top += paragraph.foot
            lower = self.top - width_of(properties.border_bottom)
            self.sheet.draw(rules=edge_rules(properties, edges, lower, at_foot=True))

    def _count_fitting(self, paragraph: SetParagraph, lines: Sequence[object], tail: float) -> int:
        """How many of the lines left go on this sheet, by widow control; one at least on a fresh one.

        Where ``tail`` does not fit below the last line, the last lines go with it to the next sheet:
        a paragraph keeps its end with the next one, not all of itself.
        """
        height = 0.0
        count = 0
        taken: tuple[SetNote, ...] = ()
        total = len(lines)
        for line in paragraph.lines[-total:]:
            height += line.height
            if not self.fits(height + self.notes.room_for(line.notes, taken)):
                break
            taken += line.notes
            count += 1
            if line.ends_page or line.ends_column:
                return count
        if count == total and tail and not self.fits(height + tail) and not self.fresh:
            count = total - 1
        if count < total and paragraph.properties.widow_control:
            if total - count < _WIDOW:
                count = total - _WIDOW
            if count < _WIDOW and total == len(paragraph.lines):
                count = 0
        return max(count, 1) if self.fresh else max(count, 0)

    def _place_frame(self, framed: Sequence[SetParagraph], following: Sequence[SetBlock]) -> None:
        """Place a text frame: at the foot of the type area, or in the flow.

        The frame stands on the page of the paragraph that follows it (ECMA-376 17.3.1.11).
        """
        height = stack_height(tuple(framed))
        anchor = sum(block.lines[0].height for block in following if isinstance(block, SetParagraph))
        if not self.fresh and not self.fits(self.after + height + anchor):
            self.new_page(forced=False)
        frame = framed[0].properties.frame
        if frame and frame.align_bottom:
            self.bottom -= height
            self.sheet.put_stack(framed, self.left, self.bottom)
        else:
            self.sheet.put_stack(framed, self.left, self.top)
            self.top += height
        self.fresh = False
        self.take_notes([note for block in framed for line in block.lines for note in line.notes])

    def _place_table(self, table: SetTable) -> None:
        self.top += 0.0 if self.fresh else self.after
        self.after = 0.0
        anchor = table.table.anchor
        if anchor is None:
            TablePlacer(self).place(table)
        else:
            TablePlacer(self).float_in(table, anchor)
