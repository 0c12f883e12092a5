"""A section's headers and footers → the room that they leave on a page, and themselves on every page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.document.content import DocumentParagraph, FieldName, PageField
from report_builder.typesetting.pages.open_pages import OpenPage
from report_builder.typesetting.pages.page_borders import page_rules
from report_builder.typesetting.placed.set_blocks import stack_height
from report_builder.typesetting.tables.table_drawing import put_blocks
from report_builder.typesetting.text.page_numbers import PageNumbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_builder.typesetting.blocks.blocks import Setter
    from report_builder.typesetting.document.content import Block
    from report_builder.typesetting.document.document import Document
    from report_builder.typesetting.document.paper import Geometry, PageSection
    from report_builder.typesetting.placed.set_blocks import SetBlock

_KINDS: Final = ("default", "even", "first")
_QUARTER: Final = 90
_SAME: Final = 1.0
_LEAST_ROOM: Final = 20.0


class SectionLayout(Struct, frozen=True):
    """A section as its pages see it; ``headers`` and ``footers`` are heights by kind."""

    number: int
    section: PageSection
    even_and_odd: bool
    mirrors: bool
    headers: Mapping[str, float]
    footers: Mapping[str, float]

    def goes_on_after(self, before: SectionLayout) -> bool:
        """Whether the section starts on the page where the one before it ends."""
        own, other = self.section.geometry, before.section.geometry
        same = abs(own.width - other.width) < _SAME and abs(own.height - other.height) < _SAME
        return self.section.opening == "continuous" and same

    def kind(self, page: int, *, opens: bool) -> str:
        """Which of its headers and footers a page takes (ECMA-376 17.10.1)."""
        if self.section.title_page and opens:
            return "first"
        return "even" if self.even_and_odd and page % 2 == 0 else "default"

    def geometry(self, page: int, *, opens: bool) -> Geometry:
        """The geometry of a page: its side margins on its own sides, its type area clear of the furniture."""
        own = self.section.geometry
        if self.mirrors and page % 2 == 0:
            own = replace(own, left=own.right, right=own.left)
        kind = self.kind(page, opens=opens)
        header, footer = self.headers.get(kind, 0.0), self.footers.get(kind, 0.0)
        most = own.height - own.top - own.bottom - _LEAST_ROOM
        if header and not own.holds_top:
            pushed = max(own.header + header - own.top, 0.0)
            own = replace(own, top=own.top + min(pushed, max(most, 0.0)))
            most -= pushed
        if footer and not own.holds_bottom:
            pushed = max(own.footer + footer - own.bottom, 0.0)
            own = replace(own, bottom=own.bottom + min(pushed, max(most, 0.0)))
        return own


class HeaderFooterSetter(Struct):
    """Sets headers and footers; all of them are artifacts of the page, no part of the text."""

    document: Document
    setter: Setter
    artifact: int
    layouts: list[SectionLayout] = field(default_factory=list)

    def lay_out(self, number: int) -> SectionLayout:
        """How the pages of a section are laid out."""
        section = self.document.sections[number]
        footers = {} if self._upright(number) else section.footers
        layout = SectionLayout(
            number,
            section,
            self.document.even_and_odd,
            self.document.mirrors_margins,
            self._heights(section.headers, section.geometry),
            self._heights(footers, section.geometry),
        )
        self.layouts.append(layout)
        return layout

    def _heights(self, furniture: Mapping[str, tuple[Block, ...]], geometry: Geometry) -> dict[str, float]:
        one = PageNumbers(1, 1)
        return {
            kind: stack_height(self._set(furniture[kind], geometry, one))
            for kind in _KINDS
            if kind in furniture
        }

    def furnish(self, sheets: Sequence[OpenPage]) -> None:
        """Put the header and the footer on every page, now that the pages are counted."""
        counts = Counter(sheet.section for sheet in sheets)
        for sheet in sheets:
            if not sheet.blank:
                numerals = self.layouts[sheet.section].section.numerals
                numbers = PageNumbers(sheet.number, len(sheets), numerals, counts[sheet.section])
                self._furnish(sheet, numbers)

    def _furnish(self, sheet: OpenPage, numbers: PageNumbers) -> None:
        layout = self.layouts[sheet.section]
        section, geometry = layout.section, sheet.geometry
        if section.page_borders is not None:
            sheet.draw(rules=page_rules(section.page_borders, geometry, opens=sheet.opens_section))
        kind = layout.kind(sheet.number, opens=sheet.opens_section)
        header = self._set(section.headers.get(kind, ()), geometry, numbers)
        put_blocks(sheet, header, geometry.left, geometry.header, self.artifact)
        blocks = section.footers.get(kind, ())
        if (upright := self._upright(layout.number)) and _holds_number(blocks):
            self._put_turned(sheet, blocks, upright.geometry(sheet.number, opens=False), numbers)
            return
        self._put_footer(sheet, blocks, numbers)

    def _put_footer(self, sheet: OpenPage, blocks: tuple[Block, ...], numbers: PageNumbers) -> None:
        geometry = sheet.geometry
        footer = self._set(blocks, geometry, numbers)
        top = geometry.height - geometry.footer - stack_height(footer)
        put_blocks(sheet, footer, geometry.left, top, self.artifact)

    def _upright(self, number: int) -> SectionLayout | None:
        """The upright pages whose footers a landscape section has taken over from an earlier section."""
        section = self.document.sections[number]
        own = section.geometry
        if own.width <= own.height or section.own_footers:
            return None
        for earlier in reversed(self.layouts[:number]):
            page = earlier.section.geometry
            if abs(page.width - own.height) < _SAME and abs(page.height - own.width) < _SAME:
                return earlier
        return None

    def _put_turned(
        self, sheet: OpenPage, blocks: tuple[Block, ...], upright: Geometry, numbers: PageNumbers
    ) -> None:
        """Put a footer where it stands on the upright sheet.

        GB/T 9704-2012, 8: a page with a table across it keeps its number where the other pages have it. Its
        head is at the upright sheet's left, so what is the foot there is the left edge here.
        """
        page = OpenPage(upright, sheet.section, opens_section=False)
        self._put_footer(page, blocks, numbers)
        if page.pictures:
            # A picture cannot be turned here; all of the footer then stands at the page's own foot.
            self._put_footer(sheet, blocks, numbers)
            return
        for run in page.runs:
            left = upright.height - run.baseline
            sheet.draw(runs=[replace(run, left=left, baseline=run.left, turn=_QUARTER)])
        for rule in page.rules:
            x, right = upright.height - rule.top, upright.height - rule.bottom
            sheet.draw(rules=[replace(rule, left=x, right=right, top=rule.left, bottom=rule.right)])
        for fill in page.fills:
            left, right = upright.height - fill.bottom, upright.height - fill.top
            sheet.draw(fills=[replace(fill, left=left, right=right, top=fill.left, bottom=fill.right)])

    def _set(self, blocks: Iterable[Block], geometry: Geometry, numbers: PageNumbers) -> list[SetBlock]:
        return self.setter.set_furniture(blocks, geometry, self.artifact, numbers)


def _holds_number(blocks: Iterable[Block]) -> bool:
    """Whether a page number stands in a footer's paragraphs."""
    return any(
        isinstance(inline, PageField) and inline.name is FieldName.PAGE
        for block in blocks
        if isinstance(block, DocumentParagraph)
        for inline in block.inlines
    )
