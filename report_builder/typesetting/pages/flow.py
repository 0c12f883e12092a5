"""Set blocks → sheets: paragraphs and tables stacked on pages, broken where a page is full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.blocks.border_lines import width_of
from report_builder.typesetting.blocks.paragraph_borders import edge_rules
from report_builder.typesetting.blocks.set_blocks import SetParagraph, stack_height
from report_builder.typesetting.pages.balancing import balance
from report_builder.typesetting.pages.chains import Chains, chains_of, first_count, framed_from
from report_builder.typesetting.pages.note_flow import NoteArea
from report_builder.typesetting.pages.open_pages import OpenPage
from report_builder.typesetting.pages.pages import Bookmark
from report_builder.typesetting.pages.placing import LinePlace, kept_clear
from report_builder.typesetting.pages.regions import (
    LEAST_HEIGHT,
    ColumnStretch,
    column_rules,
    columns_of,
    split,
)
from report_builder.typesetting.tables.table_flow import TablePlacer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.blocks.set_blocks import SetBlock, SetNote, SetTable
    from report_builder.typesetting.document.paper import Geometry
    from report_builder.typesetting.pages.headers_and_footers import SectionLayout
    from report_builder.typesetting.pages.pages import StructureElement

_TOLERANCE: Final = 0.05
_WIDOW: Final = 2
# Sections that open on a page of their own side, and what its number leaves when halved.
_SIDES: Final = {"evenPage": 0, "oddPage": 1}


class Flow(Struct):
    """Fills sheets from top to bottom.

    ``layout`` is that of the section being set, ``artifact`` the element that repeated heads belong to.
    ``top`` is where the next line goes, ``bottom`` where the type area ends on this sheet, ``after``
    the space that the last paragraph wants below itself. ``chains`` are those of the blocks being placed,
    ``loose`` is the index of the block that ends a chain which no sheet holds. ``regions`` are those that
    the text fills next on this sheet, ``shift`` is how far the one being filled stands from the type area's
    left edge; ``columns_top``, ``lowest`` and ``floor`` are where the columns begin, how far down the text of
    those before reaches, and how far down it may go for the notes below it.
    """

    elements: Sequence[StructureElement]
    artifact: int
    layout: SectionLayout | None = None
    sheets: list[OpenPage] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0
    after: float = 0.0
    fresh: bool = True
    forced: bool = True
    notes: NoteArea = field(default_factory=NoteArea)
    next_number: int | None = None
    chains: Chains = field(default_factory=lambda: chains_of(()))
    loose: int = -1
    regions: list[ColumnStretch] = field(default_factory=list)
    shift: float = 0.0
    columns_top: float = 0.0
    lowest: float = 0.0
    floor: float = 0.0

    @property
    def sheet(self) -> OpenPage:
        """The sheet being filled."""
        return self.sheets[-1]

    @property
    def left(self) -> float:
        """The type area's left edge: of the section being set, which may share this sheet with another."""
        if self.layout is None or self.layout.number == self.sheet.section:
            return self.sheet.geometry.left + self.shift
        return self.layout.geometry(self.sheet.number, opens=False).left + self.shift

    @property
    def depth(self) -> float:
        """The type area's height on this sheet, whatever stands on it."""
        geometry = self.sheet.geometry
        return geometry.height - geometry.top - geometry.bottom

    def open_section(self, layout: SectionLayout) -> None:
        """Start a section: on a new page, on the next odd or even one, or on this one (17.6.22)."""
        before, self.layout = self.layout, layout
        number = layout.section.first_page
        if before is not None and layout.goes_on_after(before):
            self.next_number = number
            self._turn_columns(before.section.geometry, layout.section.geometry)
            return
        if number is None:
            number = self.sheets[-1].number + 1 if self.sheets else 1
        parity = _SIDES.get(layout.section.opening, number % 2)
        number += number % 2 != parity
        if before is not None and self.sheet.number % 2 == parity and layout.section.opening in _SIDES:
            self.layout = before
            self._add_sheet(self.sheet.number + 1, opens_section=False, blank=True)
            self.layout = layout
        self._add_sheet(number, opens_section=True)
        self.forced = True

    def new_page(self, *, forced: bool) -> None:
        """Start the next page, or what is left of this one; ``forced`` where the author asked for a page."""
        if self.regions and not forced:
            self._next_region()
            return
        number, self.next_number = self.next_number, None
        self._add_sheet(self.sheet.number + 1 if number is None else number, opens_section=False)
        self.forced = forced

    def finish(self) -> None:
        """End the document: what is left of its notes goes on pages of their own."""
        while self.notes.waiting:
            self.new_page(forced=False)
        self._close_notes()
        if self.layout is not None:
            self._rule_columns(self.layout.section.geometry)

    def _next_region(self) -> None:
        """Go on in the next column, or below what stands in this one."""
        self._close_region()
        region = self.regions.pop(0)
        self.fill(replace(region, bottom=min(region.bottom, self.floor)))
        self.notes.clear()
        self.bottom -= self.notes.open(self.bottom - self.top, self.bottom)
        self.forced = False

    def _close_region(self) -> None:
        self._close_notes()
        self.lowest = max(self.lowest, self.top)
        if self.notes.lines:
            self.floor = min(self.floor, self.bottom)

    def fill(self, region: ColumnStretch) -> None:
        """Turn to a region of the sheet."""
        self.shift, self.top, self.bottom = region.left, region.top, region.bottom
        self.after = 0.0
        self.fresh = True

    def _turn_columns(self, before: Geometry, own: Geometry) -> None:
        """Go over to another number of columns on the same sheet, below all that stands on it."""
        if not before.columns and not own.columns:
            return
        self._close_region()
        self._rule_columns(before)
        top = self.lowest + (self.after if self.lowest <= self.top else 0.0)
        self.notes.clear()
        self.regions = columns_of(own, top, self.floor)
        if self.floor - top < LEAST_HEIGHT:
            self.regions = []
            self.new_page(forced=False)
            return
        self.fill(self.regions.pop(0))
        self.columns_top = top
        self.fresh = False

    def _rule_columns(self, geometry: Geometry) -> None:
        if self.sheets:
            lines = column_rules(geometry, self.columns_top, max(self.lowest, self.top))
            self.sheet.rules += lines

    def reserve(self, top: float, bottom: float) -> None:
        """Keep a stretch of the sheet clear of the text that comes."""
        region, below = split(ColumnStretch(self.shift, self.top, self.bottom), top, bottom)
        self.top, self.bottom = region.top, region.bottom
        if below is not None:
            self.regions.insert(0, below)

    def take_notes(self, notes: Sequence[SetNote]) -> None:
        """Put the notes of what has just been placed at the foot of the sheet."""
        self.bottom -= self.notes.take(notes, self.bottom - self.top, self.bottom)
        if self.notes.waiting:
            # The next line's notes come after those that wait, so no more text stands on this sheet.
            self.bottom = min(self.bottom, self.top)

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

    def _close_notes(self) -> None:
        if self.sheets:
            self.notes.draw(self.sheet, self.left)

    def _add_sheet(self, number: int, *, opens_section: bool, blank: bool = False) -> None:
        self._close_notes()
        if self.layout is None:
            return
        if self.sheets and self.sheet.section == self.layout.number:
            self._rule_columns(self.layout.section.geometry)
        geometry = self.layout.geometry(number, opens=opens_section)
        self.sheets.append(
            OpenPage(
                geometry,
                self.layout.number,
                opens_section,
                number,
                blank,
                outer_right=number % 2 == 1,
            )
        )
        self.columns_top = self.lowest = geometry.top
        self.floor = geometry.height - geometry.bottom
        self.regions = columns_of(geometry, geometry.top, self.floor)
        self.fill(self.regions.pop(0))
        self.notes.clear()
        if not blank:
            self.bottom -= self.notes.open(self.bottom - self.top, self.bottom)

    def fits(self, height: float) -> bool:
        """Whether so much still fits on the sheet."""
        return self.top + height <= self.bottom + _TOLERANCE

    def place(self, blocks: Sequence[SetBlock], *, balanced: bool = False) -> None:
        """Place a section's blocks in order; columns end evenly where they are to be ``balanced``."""
        if balanced and self.layout is not None and self.layout.section.geometry.columns:
            balance(self, blocks)
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

    def mark(self, paragraph: SetParagraph, top: float) -> None:
        """Remember where a heading stands on this sheet, for the outline."""
        element = self.elements[paragraph.element]
        if element.level:
            self.bookmarks.append(Bookmark(element.text, element.level, len(self.sheets) - 1, top))

    def _place_lines(self, paragraph: SetParagraph, tail: float = 0.0) -> None:
        lines = list(paragraph.lines)
        properties = paragraph.properties
        edges = (self.left + paragraph.left, self.left + paragraph.right)
        self.sheet.rules += edge_rules(properties, edges, self.top, at_foot=False)
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
            self.sheet.rules += edge_rules(properties, edges, lower, at_foot=True)

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
