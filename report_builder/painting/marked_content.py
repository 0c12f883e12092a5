"""A page's runs → groups of one structure element each, and the numbers that tie both together."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.typesetting.placed.pages import GlyphRun, StructureElement


class MarkedContent(Struct, frozen=True):
    """A marked piece of content: the page it is on and its number there (both from 0)."""

    page: int
    number: int


class Marks(Struct):
    """Which marked content belongs to which structure element.

    ``owners`` lists, for each page, the element of each numbered piece; ``contents`` the pieces of
    each element in reading order, ``bounds`` the edges of each figure: left, bottom, right and top.
    """

    elements: Sequence[StructureElement]
    owners: list[list[int]] = field(default_factory=list)
    contents: dict[int, list[MarkedContent]] = field(default_factory=dict)
    bounds: dict[int, tuple[float, float, float, float]] = field(default_factory=dict)

    def open_page(self) -> None:
        """Start numbering the next page."""
        self.owners.append([])

    def groups(self, runs: Sequence[GlyphRun]) -> Iterator[tuple[str, list[GlyphRun]]]:
        """Neighbouring runs of one element with the operator that opens their marked content.

        Call ``open_page`` before each page's runs.
        """
        for index, group in groupby(runs, key=lambda run: run.element):
            yield self.open(index), list(group)

    def open(self, index: int, bounds: tuple[float, float, float, float] | None = None) -> str:
        """The operator that opens a piece of an element's content; ``bounds`` are those of a figure."""
        if self.is_artifact(index):
            return "/Artifact <</Type /Pagination>> BDC"
        if bounds is not None:
            self.bounds[index] = bounds
        return f"/{tag_of(self.elements[index])} <</MCID {self._number(index)}>> BDC"

    def _number(self, index: int) -> int:
        owners = self.owners[-1]
        number = len(owners)
        owners.append(index)
        self.contents.setdefault(index, []).append(MarkedContent(len(self.owners) - 1, number))
        return number

    def is_artifact(self, index: int | None) -> bool:
        """Whether an element stands under an artifact: page furniture, repeated heads."""
        while index is not None:
            if self.elements[index].role is StructureRole.ARTIFACT:
                return True
            index = self.elements[index].parent
        return False


_DEEPEST_HEADING = 6
_TAGS = {role: role.value for role in StructureRole}


def tag_of(element: StructureElement) -> str:
    """The structure type of an element (ISO 32000-1, 14.8.4)."""
    if element.role is StructureRole.HEADING:
        return f"H{min(max(element.level, 1), _DEEPEST_HEADING)}"
    return _TAGS[element.role]
