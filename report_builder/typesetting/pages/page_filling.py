"""Sheets, one after the other, column by column → where the next line goes, and what is placed there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.pages.note_flow import NoteArea
from report_builder.typesetting.pages.open_pages import OpenPage
from report_builder.typesetting.pages.regions import (
    LEAST_HEIGHT,
    ColumnStretch,
    column_rules,
    columns_of,
    split,
)
from report_builder.typesetting.placed.pages import Bookmark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from report_builder.typesetting.document.paper import Geometry
    from report_builder.typesetting.pages.headers_and_footers import SectionLayout
    from report_builder.typesetting.pages.note_flow import Separator
    from report_builder.typesetting.placed.pages import StructureElement
    from report_builder.typesetting.placed.set_blocks import SetNote, SetParagraph

_TOLERANCE: Final = 0.05
# Sections that open on a page of their own side, and what its number leaves when halved.
_SIDES: Final = {"evenPage": 0, "oddPage": 1}


class PageFiller(Struct):
    """Fills sheets from top to bottom.

    ``layout`` is that of the section being set, ``artifact`` the element that repeated heads belong to.
    ``top`` is where the next line goes, ``bottom`` where the type area ends on this sheet, ``after``
    the space that the last paragraph wants below itself. ``regions`` are those that
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
            self.sheet.draw(rules=lines)

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

    def is_heading(self, paragraph: SetParagraph) -> bool:
        """Whether a paragraph is a heading of the logical structure."""
        return bool(self.elements[paragraph.element].level)

    def mark(self, paragraph: SetParagraph, top: float) -> None:
        """Remember where a heading stands on this sheet, for the outline."""
        element = self.elements[paragraph.element]
        if self.is_heading(paragraph):
            self.bookmarks.append(Bookmark(element.text, element.level, len(self.sheets) - 1, top))

    def advance(self, height: float) -> None:
        """Go down by what has been placed."""
        self.top += height
        self.fresh = False

    def skip(self, height: float) -> None:
        """Go down by room in which nothing stands."""
        self.top += height

    def separate_notes(self, separator: Separator) -> None:
        """Put this line above the notes of every sheet."""
        self.notes = replace(self.notes, separator=separator)

    @property
    def columns(self) -> list[ColumnStretch]:
        """The columns of this sheet that are still to be filled, the one being filled first."""
        return [ColumnStretch(self.shift, self.top, self.bottom), *self.regions]

    def trial(self, height: float) -> Self:
        """The same columns, empty and so high, to see what they hold; nothing of it comes on a sheet."""
        empty = OpenPage(
            self.sheet.geometry,
            self.sheet.section,
            self.sheet.opens_section,
            self.sheet.number,
            self.sheet.blank,
            outer_right=self.sheet.outer_right,
        )
        floor = self.top + height
        columns = [replace(column, bottom=floor) for column in self.columns]
        made = type(self)(
            self.elements, self.artifact, self.layout, sheets=[empty], regions=columns[1:], floor=floor
        )
        made.fill(columns[0])
        made.fresh = self.fresh
        return made

    def end_columns(self, height: float) -> None:
        """Fill the columns that are left no further down than so high."""
        self.bottom = self.top + height
        self.regions = [replace(column, bottom=self.bottom) for column in self.regions]
