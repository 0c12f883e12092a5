"""A ``w:sectPr`` and what stands before it → ``PageSection``: paper, margins, grid, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from report_builder.numerals import numeral
from report_builder.quantities import twips
from report_builder.typesetting.document.content import Borders
from report_builder.typesetting.document.formatting import border, flag, length, number
from report_builder.typesetting.document.paper import Geometry, PageBorders, PageSection
from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from report_builder.typesetting.document.content import Block

_LINE_GRIDS: Final = frozenset(("lines", "linesAndChars", "snapToChars"))
_CHARACTER_GRIDS: Final = frozenset(("linesAndChars", "snapToChars"))
_OPENINGS: Final = frozenset(("continuous", "evenPage", "oddPage"))
# What a section may ask for that is not set, each with the values that ask for nothing.
_UNSUPPORTED: Final = {
    "lnNumType": frozenset[str](),
    "vAlign": frozenset(("top",)),
    "textDirection": frozenset(("lrTb", "tb", "")),
    "bidi": frozenset(("0", "false", "off")),
}
# Paper of 1 pt to 22 inches, Word's own most; a file that claims otherwise gets the default.
_LEAST_PAPER: Final = 1.0
_MOST_PAPER: Final = 1584.0
_LEAST_MEASURE: Final = 1.0
# Word's own gap between columns, the least column that it makes, and the most of them.
_COLUMN_GAP: Final = 36.0
_LEAST_COLUMN: Final = 18.0
_MOST_COLUMNS: Final = 45


class Surroundings(Struct, frozen=True):
    """What a section takes from the document: the headers and footers so far, where the gutter is."""

    headers: Mapping[str, tuple[Block, ...]]
    footers: Mapping[str, tuple[Block, ...]]
    gutter_at_top: bool = False


def read_section(
    properties: _Element, blocks: tuple[Block, ...], around: Surroundings, unknown: set[str]
) -> PageSection:
    """The section that ends with these properties; what it asks for in vain goes into ``unknown``."""
    _note(properties, unknown)
    geometry = read_geometry(properties, gutter_at_top=around.gutter_at_top)
    if not _is_possible(geometry):
        unknown.add("pgSz")
        geometry = Geometry()
    columns = properties.find(f"{W}cols")
    geometry = replace(
        geometry,
        columns=_columns(properties, geometry.measure),
        column_rules=columns is not None and columns.get(f"{W}sep", "0") in {"1", "true", "on"},
    )
    numbering = properties.find(f"{W}pgNumType")
    start = None if numbering is None else number(numbering, "start")
    numerals = "decimal" if numbering is None else numbering.get(f"{W}fmt", "decimal")
    if numeral(1, numerals) is None:
        unknown.add("pgNumType")
    opening = properties.find(f"{W}type")
    kind = "nextPage" if opening is None else opening.get(f"{W}val", "nextPage")
    title_page = properties.find(f"{W}titlePg")
    return PageSection(
        geometry=geometry,
        blocks=blocks,
        headers=around.headers,
        footers=around.footers,
        title_page=title_page is not None and flag(title_page),
        opening=cast(
            'Literal["nextPage", "continuous", "evenPage", "oddPage"]',
            kind if kind in _OPENINGS else "nextPage",
        ),
        first_page=None if start is None else int(start),
        numerals=numerals,
        own_footers=properties.find(f"{W}footerReference") is not None,
        page_borders=_page_borders(properties),
    )


def _note(properties: _Element, unknown: set[str]) -> None:
    for name, idle in _UNSUPPORTED.items():
        found = properties.find(f"{W}{name}")
        if found is not None and found.get(f"{W}val", "none") not in idle:
            unknown.add(name)
    columns = properties.find(f"{W}cols")
    widths = {number(column, "w") for column in (() if columns is None else columns.iterfind(f"{W}col"))}
    if columns is not None and len(widths) > 1 and not _is_equal(columns):
        unknown.add("cols")


def _is_equal(columns: _Element) -> bool:
    return columns.get(f"{W}equalWidth", "1") not in {"0", "false", "off"}


def _columns(properties: _Element, measure: float) -> tuple[tuple[float, float], ...]:
    """The columns of a section (17.6.4); none where there is but one, or no room for them."""
    element = properties.find(f"{W}cols")
    if element is None:
        return ()
    count = int(min(max(number(element, "num") or 1, 1), _MOST_COLUMNS))
    own = list(element.iterfind(f"{W}col"))[:_MOST_COLUMNS]
    if own and not _is_equal(element):
        widths = [length(column, "w") or 0.0 for column in own]
        gaps = [length(column, "space") or 0.0 for column in own]
    else:
        space = length(element, "space")
        gap = _COLUMN_GAP if space is None else space
        widths, gaps = [(measure - gap * (count - 1)) / count] * count, [gap] * count
    starts = [sum(widths[:index]) + sum(gaps[:index]) for index in range(len(widths))]
    if len(widths) == 1 or min(widths) < _LEAST_COLUMN:
        return ()
    return tuple(zip(starts, widths, strict=True))


def _page_borders(properties: _Element) -> PageBorders | None:
    """The borders of the pages (17.6.10)."""
    element = properties.find(f"{W}pgBorders")
    if element is None:
        return None
    borders = Borders(*(border(element.find(f"{W}{side}")) for side in ("top", "bottom", "left", "right")))
    shown = element.get(f"{W}display", "allPages")
    return PageBorders(
        borders,
        from_page=element.get(f"{W}offsetFrom") == "page",
        shown=cast(
            'Literal["allPages", "firstPage", "notFirstPage"]',
            shown if shown in {"firstPage", "notFirstPage"} else "allPages",
        ),
    )


def read_geometry(properties: _Element, *, gutter_at_top: bool = False) -> Geometry:
    """Read ``w:pgSz``, ``w:pgMar`` and ``w:docGrid`` of a section."""
    default = Geometry()

    def measure(tag: str, attribute: str, otherwise: float) -> float:
        element = properties.find(f"{W}{tag}")
        value = None if element is None else length(element, attribute)
        return otherwise if value is None else value

    grid = properties.find(f"{W}docGrid")
    kind = "default" if grid is None else grid.get(f"{W}type", "default")
    pitch = space = 0.0
    if grid is not None and kind in _LINE_GRIDS:
        pitch = twips(number(grid, "linePitch") or 0.0)
    if grid is not None and kind in _CHARACTER_GRIDS:
        # In 4096ths of a point (ECMA-376 17.6.5).
        space = (number(grid, "charSpace") or 0.0) / 4096
    # A negative margin is the same distance, but one that a tall header does not push (17.6.11).
    top, bottom = measure("pgMar", "top", default.top), measure("pgMar", "bottom", default.bottom)
    gutter = measure("pgMar", "gutter", 0.0)
    right_gutter = (found := properties.find(f"{W}rtlGutter")) is not None and flag(found)
    at_left = not gutter_at_top and not right_gutter
    return Geometry(
        width=measure("pgSz", "w", default.width),
        height=measure("pgSz", "h", default.height),
        top=abs(top) + (gutter if gutter_at_top else 0.0),
        bottom=abs(bottom),
        left=measure("pgMar", "left", default.left) + (gutter if at_left else 0.0),
        right=measure("pgMar", "right", default.right)
        + (gutter if right_gutter and not gutter_at_top else 0.0),
        header=measure("pgMar", "header", default.header),
        footer=measure("pgMar", "footer", default.footer),
        grid_pitch=pitch,
        grid_space=space,
        holds_top=top < 0,
        holds_bottom=bottom < 0,
    )


def _is_possible(geometry: Geometry) -> bool:
    """Whether there is paper, and room on it."""
    sides = (geometry.width, geometry.height)
    paper = all(_LEAST_PAPER <= side <= _MOST_PAPER for side in sides)
    return (
        paper
        and geometry.measure >= _LEAST_MEASURE
        and geometry.top + geometry.bottom + _LEAST_MEASURE <= geometry.height
    )
