"""Set blocks → sheets: paragraphs and tables stacked on pages, broken where a page is full."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.blocks import SetParagraph, stack_height
from report_builder.typesetting.pages import Bookmark
from report_builder.typesetting.sheets import Sheet
from report_builder.typesetting.table_flow import TablePlacer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.blocks import SetBlock, SetTable
    from report_builder.typesetting.content import Geometry
    from report_builder.typesetting.pages import Element

_TOLERANCE: Final = 0.05
_WIDOW: Final = 2


@dataclass(slots=True)
class Flow:
    """Fills sheets from top to bottom.

    ``top`` is where the next line goes, ``bottom`` where the type area ends on this sheet, ``after``
    the space that the last paragraph wants below itself.
    """

    elements: Sequence[Element]
    sheets: list[Sheet] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0
    after: float = 0.0
    fresh: bool = True
    forced: bool = True

    @property
    def sheet(self) -> Sheet:
        """The sheet being filled."""
        return self.sheets[-1]

    @property
    def left(self) -> float:
        """The type area's left edge."""
        return self.sheet.geometry.left

    def open_section(self, geometry: Geometry, section: int) -> None:
        """Start a section on a new page."""
        self._add_sheet(geometry, section, opens_section=True)
        self.forced = True

    def new_page(self, *, forced: bool) -> None:
        """Start the next page; ``forced`` where the author asked for it."""
        self._add_sheet(self.sheet.geometry, self.sheet.section, opens_section=False)
        self.forced = forced

    def _add_sheet(self, geometry: Geometry, section: int, *, opens_section: bool) -> None:
        self.sheets.append(Sheet(geometry, section, opens_section))
        self.top = geometry.top
        self.bottom = geometry.height - geometry.bottom
        self.after = 0.0
        self.fresh = True

    def fits(self, height: float) -> bool:
        """Whether so much still fits on the sheet."""
        return self.top + height <= self.bottom + _TOLERANCE

    def place(self, blocks: Sequence[SetBlock]) -> None:
        """Place a section's blocks in order."""
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if not isinstance(block, SetParagraph):
                self._place_table(block)
                index += 1
            elif block.properties.frame:
                framed = _framed(blocks, index)
                index += len(framed)
                self._place_frame(framed, blocks[index : index + 1])
            else:
                self._place_paragraph(block, blocks, index)
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

    def _place_paragraph(self, paragraph: SetParagraph, blocks: Sequence[SetBlock], index: int) -> None:
        properties = paragraph.properties
        if properties.page_break_before and not self.fresh:
            self.new_page(forced=True)
        previous = blocks[index - 1] if index else None
        gap = self._gap_before(paragraph, previous)
        if not self.fresh and not self.fits(gap + self._least(blocks, index)):
            self.new_page(forced=False)
            gap = 0.0
        self.top += gap
        self._mark(paragraph)
        self._place_lines(paragraph, self._tail(blocks, index))
        self.after = properties.space_after

    def _least(self, blocks: Sequence[SetBlock], index: int) -> float:
        """Height that must fit for the block to start here: what it keeps with it, and its first lines."""
        height = 0.0
        after = 0.0
        while index < len(blocks):
            block = blocks[index]
            if not isinstance(block, SetParagraph):
                return height + after + _first_rows(block)
            properties = block.properties
            if height:
                height += max(after, properties.space_before)
            if not properties.keep_next or properties.frame or _may_part(block):
                return height + _first_lines(block)
            height += block.height
            after = properties.space_after
            index += 1
        return height

    def _tail(self, blocks: Sequence[SetBlock], index: int) -> float:
        """Height that must fit below a paragraph's last line: what it keeps with it."""
        block = blocks[index]
        if not isinstance(block, SetParagraph) or not block.properties.keep_next or index + 1 == len(blocks):
            return 0.0
        following = blocks[index + 1]
        before = following.properties.space_before if isinstance(following, SetParagraph) else 0.0
        return max(block.properties.space_after, before) + self._least(blocks, index + 1)

    def _mark(self, paragraph: SetParagraph) -> None:
        """Remember where a heading stands, for the outline."""
        element = self.elements[paragraph.element]
        if element.level:
            self.bookmarks.append(Bookmark(element.text, element.level, len(self.sheets) - 1, self.top))

    def _place_lines(self, paragraph: SetParagraph, tail: float = 0.0) -> None:
        lines = list(paragraph.lines)
        properties = paragraph.properties
        edges = (self.left + paragraph.left, self.left + paragraph.right)
        self.sheet.put_border(properties.border_top, *edges, self.top)
        self.top += paragraph.head
        while lines:
            count = self._count_fitting(paragraph, lines, tail)
            for line in lines[:count]:
                self.sheet.put_line(line, self.left, self.top)
                self.top += line.height
            self.fresh = self.fresh and not count
            breaks = bool(count) and lines[count - 1].ends_page
            lines = lines[count:]
            if lines or breaks:
                self.new_page(forced=breaks)
        if properties.border_bottom:
            self.top += paragraph.foot
            width = properties.border_bottom.width
            self.sheet.put_border(properties.border_bottom, *edges, self.top - width)

    def _count_fitting(self, paragraph: SetParagraph, lines: Sequence[object], tail: float) -> int:
        """How many of the lines left go on this sheet, by widow control; one at least on a fresh one.

        Where ``tail`` does not fit below the last line, the last lines go with it to the next sheet:
        a paragraph keeps its end with the next one, not all of itself.
        """
        height = 0.0
        count = 0
        total = len(lines)
        for line in paragraph.lines[-total:]:
            height += line.height
            if not self.fits(height):
                break
            count += 1
            if line.ends_page:
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

    def _place_table(self, table: SetTable) -> None:
        self.top += 0.0 if self.fresh else self.after
        self.after = 0.0
        TablePlacer(self, table).place()


def _framed(blocks: Sequence[SetBlock], index: int) -> list[SetParagraph]:
    """The paragraphs from ``index`` on that share one frame."""
    framed: list[SetParagraph] = []
    for block in blocks[index:]:
        if not isinstance(block, SetParagraph) or not block.properties.frame:
            break
        if framed and block.properties.frame != framed[0].properties.frame:
            break
        framed.append(block)
    return framed


def _may_part(paragraph: SetParagraph) -> bool:
    """Whether a page may end inside a paragraph."""
    return not paragraph.properties.keep_lines and len(paragraph.lines) > _WIDOW + 1


def _first_lines(paragraph: SetParagraph) -> float:
    """Height of the lines that must stand together at a paragraph's start."""
    properties = paragraph.properties
    if properties.keep_lines:
        return paragraph.height
    count = len(paragraph.lines)
    least = 1
    if properties.widow_control and count > 1:
        # Two lines here and two on the next page: a paragraph of three does not part.
        least = count if count <= _WIDOW + 1 else _WIDOW
    return paragraph.head + sum(line.height for line in paragraph.lines[:least])


def _first_rows(table: SetTable) -> float:
    """Height of a table's repeated head and its first row below."""
    return sum(row.height for row in table.rows[: table.header_rows + 1])
