"""A section as values: its paper, margins, columns and borders, its blocks, its headers and footers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.typesetting.document.content import Block, Borders


class Geometry(Struct, frozen=True):
    """A section's paper, margins and document grid (文档网格).

    ``grid_pitch`` is 0 where there is no line grid; ``grid_space`` is what a character grid adds to
    every hanzi, negative where it sets more of them on a line than would fit. ``columns`` are those of more
    than one (分栏): how far each begins from the type area's left edge, and its width. ``holds_top`` and
    ``holds_bottom`` say that a tall header or footer does not push the type area. The paper is Letter
    where a file names none, as Word has it.
    """

    width: float = 612.0
    height: float = 792.0
    top: float = 72.0
    bottom: float = 72.0
    left: float = 72.0
    right: float = 72.0
    header: float = 36.0
    footer: float = 36.0
    grid_pitch: float = 0.0
    grid_space: float = 0.0
    columns: tuple[tuple[float, float], ...] = ()
    column_rules: bool = False
    holds_top: bool = False
    holds_bottom: bool = False

    @property
    def measure(self) -> float:
        """The width of the type area (版心)."""
        return self.width - self.left - self.right

    @property
    def column_measure(self) -> float:
        """The width in which text is set: that of the narrowest column."""
        return min((width for _, width in self.columns), default=self.measure)


class PageBorders(Struct, frozen=True):
    """The borders of a section's pages (页面边框): from the paper's edge, or else from the type area.

    ``shown`` says on which of its pages they stand.
    """

    borders: Borders
    from_page: bool
    shown: Literal["allPages", "firstPage", "notFirstPage"] = "allPages"


class PageSection(Struct, frozen=True):
    """A section: blocks under one geometry, its headers and footers by kind (default, even, first).

    ``opening`` is the kind of break before it, ``first_page`` the number of its first page where it
    starts to count anew, ``numerals`` the file's name for how page numbers are written.
    ``own_footers`` says that it has not taken all of its footers over from the section before.
    """

    geometry: Geometry
    blocks: tuple[Block, ...]
    headers: Mapping[str, tuple[Block, ...]]
    footers: Mapping[str, tuple[Block, ...]]
    title_page: bool
    opening: Literal["nextPage", "continuous", "evenPage", "oddPage"] = "nextPage"
    first_page: int | None = None
    numerals: str = "decimal"
    own_footers: bool = True
    page_borders: PageBorders | None = None
