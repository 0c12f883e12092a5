"""The links of pages → actions of the text that leads to an address, or to a place in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.painting.addresses import spelt_address
from report_builder.painting.ofd.elements import element, lengths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

    from report_builder.typesetting.placed.pages import GlyphRun, Page, Pages


class LinkActions:
    """Knows where every link of the pages leads; ``numbers`` are the pages' own."""

    def __init__(self, pages: Pages, numbers: Sequence[int]) -> None:
        self._targets: dict[str, Mapping[str, str]] = {}
        for page, identifier in zip(pages.pages, numbers, strict=True):
            for target in page.targets:
                self._targets.setdefault(target.name, destination(identifier, target.top))

    def add(self, made: etree._Element, run: GlyphRun, page: Page) -> None:
        """Let the object of a run lead where its link does; nothing for a place that no page shows."""
        link = next((each for each in page.links if each.element == run.element), None)
        if link is None:
            return
        if not link.address.startswith("#"):
            action = element("Action", element("Actions", made), Event="CLICK")
            element("URI", action, URI=spelt_address(link.address))
        elif target := self._targets.get(link.address[1:]):
            add_goto(made, target)


def destination(page: int, top: float) -> Mapping[str, str]:
    """The attributes of a place: a page, and how far down it."""
    return {"Type": "XYZ", "PageID": str(page), "Left": "0", "Top": lengths([max(top, 0.0)]), "Zoom": "0"}


def add_goto(made: etree._Element, target: Mapping[str, str]) -> None:
    """Let an object lead to a place."""
    action = element("Action", element("Actions", made), Event="CLICK")
    element("Dest", element("Goto", action), **target)
