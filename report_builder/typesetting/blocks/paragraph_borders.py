"""A paragraph's borders and shading → what its lines draw around the text, and whose borders are shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.typesetting.placed.border_lines import rules_across, rules_down, width_of
from report_builder.typesetting.placed.pages import Fill, RuledLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.typesetting.document.properties import Border, ParagraphProperties
    from report_builder.typesetting.placed.set_blocks import SetLine
    from report_builder.typesetting.text.indents import Indents


_BAR: Final = 0.5


def edges_of(properties: ParagraphProperties, indents: Indents, measure: float) -> tuple[float, float]:
    """Where a paragraph's borders and shading begin and end; those at its sides stand outside of its text."""
    left = indents.left + min(indents.first_line, 0.0)
    return left - _reach(properties.border_left), measure - indents.right + _reach(properties.border_right)


def _reach(border: Border | None) -> float:
    return border.space + width_of(border) if border else 0.0


def surround(
    lines: Sequence[SetLine], properties: ParagraphProperties, edges: tuple[float, float]
) -> list[SetLine]:
    """The lines with the shading behind them and the borders at their sides, so that both part with them."""
    sides = [
        (border, edge, at_right)
        for border, edge, at_right in (
            (properties.border_left, edges[0], False),
            (properties.border_right, edges[1] - width_of(properties.border_right), True),
        )
        if border and border.width
    ]
    if not sides and not properties.shading and not properties.bars:
        return list(lines)
    surrounded: list[SetLine] = []
    for index, line in enumerate(lines):
        top = -line.baseline - (0.0 if index else _reach(properties.border_top))
        is_last = index == len(lines) - 1
        bottom = line.height - line.baseline + (_reach(properties.border_bottom) if is_last else 0.0)
        ground = (Fill(edges[0], top, edges[1], bottom, properties.shading),) if properties.shading else ()
        ends = (None if index else properties.border_top, properties.border_bottom if is_last else None)
        rules = (
            rule
            for border, left, at_right in sides
            for rule in rules_down(border, left, (top, bottom), ends, at_right=at_right)
        )
        bars = (RuledLine(bar, top, bar, bottom, _BAR) for bar in properties.bars)
        surrounded.append(replace(line, fills=(*ground, *line.fills), rules=(*line.rules, *rules, *bars)))
    return surrounded


def edge_rules(
    properties: ParagraphProperties, edges: tuple[float, float], top: float, *, at_foot: bool
) -> Iterator[RuledLine]:
    """The upper or the lower border of a paragraph whose upper edge is ``top``."""
    border = properties.border_bottom if at_foot else properties.border_top
    if border is None or not border.width:
        return
    sides = (properties.border_left, properties.border_right)
    yield from rules_across(border, edges, top, sides, at_foot=at_foot)
