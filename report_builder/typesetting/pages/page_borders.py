"""A section's page borders (页面边框) and a page's geometry → rules around the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.typesetting.placed.border_lines import rules_across, rules_down, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.document.paper import Geometry, PageBorders
    from report_builder.typesetting.document.properties import Border
    from report_builder.typesetting.placed.pages import RuledLine


def page_rules(page: PageBorders, geometry: Geometry, *, opens: bool) -> Iterator[RuledLine]:
    """The rules of a page's borders; ``opens`` tells the section's first page (ECMA-376 17.6.10)."""
    if (page.shown == "firstPage" and not opens) or (page.shown == "notFirstPage" and opens):
        return
    borders = page.borders
    left = _outer(borders.left, 0.0, geometry.left, from_page=page.from_page)
    top = _outer(borders.top, 0.0, geometry.top, from_page=page.from_page)
    right = geometry.width - _outer(borders.right, 0.0, geometry.right, from_page=page.from_page)
    bottom = geometry.height - _outer(borders.bottom, 0.0, geometry.bottom, from_page=page.from_page)
    ends = (top, bottom)
    for border, at_foot in ((borders.top, False), (borders.bottom, True)):
        if border is not None and border.width:
            y = bottom - width_of(border) if at_foot else top
            yield from rules_across(border, (left, right), y, (borders.left, borders.right), at_foot=at_foot)
    for border, at_right in ((borders.left, False), (borders.right, True)):
        if border is not None and border.width:
            x = right - width_of(border) if at_right else left
            yield from rules_down(border, x, ends, (borders.top, borders.bottom), at_right=at_right)


def _outer(border: Border | None, edge: float, margin: float, *, from_page: bool) -> float:
    """How far a border's outer edge stands from the paper's; where there is none, where it would turn."""
    if border is None:
        return edge if from_page else margin
    return border.space if from_page else max(margin - border.space - width_of(border), 0.0)
