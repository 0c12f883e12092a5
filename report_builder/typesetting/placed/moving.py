"""A rule, a fill or a link placed from its own origin → the same in its place on the page."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from report_builder.typesetting.placed.pages import Fill, Link, RuledLine

_Drawn = TypeVar("_Drawn", RuledLine, Fill, Link)


def moved(drawn: _Drawn, left: float, top: float) -> _Drawn:
    """The rule, the fill or the link, so far to the right and so far down."""
    return replace(
        drawn,
        left=drawn.left + left,
        right=drawn.right + left,
        top=drawn.top + top,
        bottom=drawn.bottom + top,
    )
