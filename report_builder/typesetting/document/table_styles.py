"""``w:style`` of the type table, and a table's ``w:tblLook`` → what they give each of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.document.content import Borders
from report_builder.typesetting.document.formatting import (
    border,
    flag,
    read_paragraph_format,
    read_run_format,
)
from report_builder.typesetting.document.properties import Border, ParagraphOverrides, RunOverrides
from report_builder.typesetting.document.shadings import read_fill
from report_builder.word.children import first_child
from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MAX_DEPTH: Final = 20
_NO_LINE: Final = Border(width=0.0)
NO_BORDERS: Final = Borders()


def value_of(element: _Element | None, default: str) -> str:
    """An element's ``w:val``, or the default where either is missing."""
    return default if element is None else element.get(f"{W}val", default)


def read_borders(element: _Element | None) -> Borders:
    """The borders that a ``w:tblBorders`` or ``w:tcBorders`` sets."""
    if element is None:
        return NO_BORDERS
    children = {child.tag: child for child in reversed(element)}

    def side(*names: str) -> Border | None:
        for name in names:
            found = children.get(f"{W}{name}")
            if found is not None:
                return border(found) or _NO_LINE
        return None

    return Borders(
        top=side("top"),
        bottom=side("bottom"),
        left=side("left", "start"),
        right=side("right", "end"),
        inside_horizontal=side("insideH"),
        inside_vertical=side("insideV"),
        falling=side("tl2br"),
        rising=side("tr2bl"),
    )


def overlay(over: Borders, base: Borders) -> Borders:
    """Borders side by side: those that ``over`` sets, the base's where it sets none."""
    return Borders(
        top=over.top or base.top,
        bottom=over.bottom or base.bottom,
        left=over.left or base.left,
        right=over.right or base.right,
        inside_horizontal=over.inside_horizontal or base.inside_horizontal,
        inside_vertical=over.inside_vertical or base.inside_vertical,
        falling=over.falling or base.falling,
        rising=over.rising or base.rising,
    )


class GridRegion(NamedTuple):
    """A rectangle of a table's grid; the ends count as Python's do."""

    top: int
    bottom: int
    left: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell that starts there belongs to it."""
        return self.top <= row < self.bottom and self.left <= column < self.right

    def touches(self, around: GridRegion) -> tuple[bool, bool, bool, bool]:
        """Which edges of a region around it it touches: the upper, the lower, the left, the right one."""
        return (
            self.top == around.top,
            self.bottom >= around.bottom,
            self.left == around.left,
            self.right >= around.right,
        )


def borders_in(borders: Borders, region: GridRegion, cell: GridRegion) -> Borders:
    """A region's borders as those of one of its cells: inside ones wherever the cell touches no edge."""
    return Borders(
        top=borders.top if cell.top == region.top else borders.inside_horizontal,
        bottom=borders.bottom if cell.bottom >= region.bottom else borders.inside_horizontal,
        left=borders.left if cell.left == region.left else borders.inside_vertical,
        right=borders.right if cell.right >= region.right else borders.inside_vertical,
        falling=borders.falling,
        rising=borders.rising,
    )


class CellFormat(Struct, frozen=True):
    """What a style gives a cell; ``fill`` is ``None`` where it sets none."""

    paragraph: ParagraphOverrides = field(default_factory=ParagraphOverrides)
    run: RunOverrides = field(default_factory=RunOverrides)
    borders: Borders = field(default_factory=Borders)
    fill: str | None = None
    vertical: str = ""

    def over(self, base: CellFormat) -> CellFormat:
        """This format laid over another."""
        return CellFormat(
            ParagraphOverrides(**{**base.paragraph, **self.paragraph}),
            RunOverrides(**{**base.run, **self.run}),
            overlay(self.borders, base.borders),
            base.fill if self.fill is None else self.fill,
            self.vertical or base.vertical,
        )


class TableLook(Struct, frozen=True):
    """Which parts of a table its style sets apart (ECMA-376 17.4.56)."""

    first_row: bool = False
    last_row: bool = False
    first_column: bool = False
    last_column: bool = False
    bands_rows: bool = True
    bands_columns: bool = True


# The older spelling of a look is one hexadecimal number; its bits by what they say.
_LOOK_BITS: Final = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}


def read_look(element: _Element | None) -> TableLook:
    """A table's ``w:tblLook``; an attribute of its own wins over the bit that says the same."""
    bits = 0
    if element is not None:
        try:
            bits = int(element.get(f"{W}val", "0"), 16)
        except ValueError:
            bits = 0

    def says(name: str) -> bool:
        own = None if element is None else element.get(f"{W}{name}")
        return bool(bits & _LOOK_BITS[name]) if own is None else own in {"1", "true", "on"}

    return TableLook(
        says("firstRow"),
        says("lastRow"),
        says("firstColumn"),
        says("lastColumn"),
        bands_rows=not says("noHBand"),
        bands_columns=not says("noVBand"),
    )


class TableStyle(Struct, frozen=True):
    """A table style with all that it is based on, the base first."""

    chain: tuple[_Element, ...] = ()
    whole: CellFormat = field(default_factory=CellFormat)
    parts: dict[str, CellFormat] = field(default_factory=dict)
    row_band: int = 1
    column_band: int = 1
    _resolved: dict[tuple[object, ...], CellFormat] = field(default_factory=dict)

    def find(self, name: str) -> _Element | None:
        """A property of the table as the style sets it, its own before its base's."""
        found = (style.find(f"{W}tblPr/{W}{name}") for style in reversed(self.chain))
        return next((element for element in found if element is not None), None)

    @property
    def borders(self) -> Borders:
        """The borders that it gives the whole table."""
        borders = Borders()
        for style in self.chain:
            borders = overlay(read_borders(style.find(f"{W}tblPr/{W}tblBorders")), borders)
        return borders

    def cell_format(self, look: TableLook, table: GridRegion, cell: GridRegion) -> CellFormat:
        """What the style gives a cell, by where it stands (ECMA-376 17.7.6)."""
        touched = cell.touches(table)
        laid = []
        if self.parts:
            regions = self._regions(look, table, cell)
            laid = [each for each in regions if each[0] in self.parts and each[1].holds(cell.top, cell.left)]
        key = (touched, *[(kind, cell.touches(region)) for kind, region in laid])
        found = self._resolved.get(key)
        if found is None:
            found = replace(self.whole, borders=borders_in(self.whole.borders, table, cell))
            for kind, region in laid:
                part = self.parts[kind]
                found = replace(part, borders=borders_in(part.borders, region, cell)).over(found)
            self._resolved[key] = found
        return found

    def _regions(
        self, look: TableLook, table: GridRegion, cell: GridRegion
    ) -> Iterator[tuple[str, GridRegion]]:
        """The parts that the look sets apart, each after those that it is laid over; a cell's own bands."""
        top, bottom, left, right = table
        body = GridRegion(
            top + look.first_row, bottom - look.last_row, left + look.first_column, right - look.last_column
        )
        yield "wholeTable", table
        if look.bands_columns:
            index = (cell.left - body.left) // self.column_band
            start = body.left + index * self.column_band
            end = min(start + self.column_band, body.right)
            yield f"band{index % 2 + 1}Vert", GridRegion(top, bottom, start, end)
        if look.bands_rows:
            index = (cell.top - body.top) // self.row_band
            start = body.top + index * self.row_band
            end = min(start + self.row_band, body.bottom)
            yield f"band{index % 2 + 1}Horz", GridRegion(start, end, left, right)
        edges = (
            ("firstRow", look.first_row, GridRegion(top, top + 1, left, right)),
            ("lastRow", look.last_row, GridRegion(bottom - 1, bottom, left, right)),
            ("firstCol", look.first_column, GridRegion(top, bottom, left, left + 1)),
            ("lastCol", look.last_column, GridRegion(top, bottom, right - 1, right)),
            ("nwCell", look.first_row and look.first_column, GridRegion(top, top + 1, left, left + 1)),
            ("neCell", look.first_row and look.last_column, GridRegion(top, top + 1, right - 1, right)),
            ("swCell", look.last_row and look.first_column, GridRegion(bottom - 1, bottom, left, left + 1)),
            ("seCell", look.last_row and look.last_column, GridRegion(bottom - 1, bottom, right - 1, right)),
        )
        yield from ((kind, region) for kind, wanted, region in edges if wanted)


class TableStyles(Struct, frozen=True):
    """The table styles of a document; what they set that is not understood goes into ``unknown``."""

    elements: dict[str, _Element] = field(default_factory=dict)
    default: str = ""
    unknown: set[str] = field(default_factory=set)
    _read: dict[str, TableStyle] = field(default_factory=dict)

    def style(self, style_id: str) -> TableStyle:
        """A style by its id, the default one for none."""
        style_id = style_id or self.default
        if style_id not in self._read:
            self._read[style_id] = self._resolve(style_id)
        return self._read[style_id]

    def _resolve(self, style_id: str) -> TableStyle:
        chain: list[_Element] = []
        while (style := self.elements.get(style_id)) is not None and style not in chain:
            chain.append(style)
            style_id = value_of(first_child(style, f"{W}basedOn"), "")
            if len(chain) == _MAX_DEPTH:
                break
        whole = CellFormat()
        parts: dict[str, CellFormat] = {}
        bands = {"tblStyleRowBandSize": 1, "tblStyleColBandSize": 1}
        for style in reversed(chain):
            whole = self._format(style).over(whole)
            for part in style.iterfind(f"{W}tblStylePr"):
                kind = part.get(f"{W}type", "")
                parts[kind] = self._format(part, of_part=True).over(parts.get(kind, CellFormat()))
            for name, before in bands.items():
                size = value_of(style.find(f"{W}tblPr/{W}{name}"), "")
                bands[name] = max(int(size), 1) if size.isascii() and size.isdigit() else before
        rows, columns = bands.values()
        return TableStyle(tuple(reversed(chain)), whole, parts, rows, columns)

    def _format(self, style: _Element, *, of_part: bool = False) -> CellFormat:
        """A style's or a part's own settings; a part may give its borders as a table's or as cells'."""
        borders = read_borders(style.find(f"{W}tcPr/{W}tcBorders"))
        if of_part:
            borders = overlay(borders, read_borders(style.find(f"{W}tblPr/{W}tblBorders")))
        fill = read_fill(style.find(f"{W}tcPr/{W}shd"))
        return CellFormat(
            read_paragraph_format(first_child(style, f"{W}pPr"), self.unknown),
            read_run_format(first_child(style, f"{W}rPr"), self.unknown),
            borders,
            read_fill(style.find(f"{W}tblPr/{W}shd")) if fill is None else fill,
            value_of(style.find(f"{W}tcPr/{W}vAlign"), ""),
        )


def read_table_styles(root: _Element | None) -> TableStyles:
    """The table styles of ``styles.xml``."""
    elements: dict[str, _Element] = {}
    default = ""
    for style in () if root is None else root.iterfind(f"{W}style"):
        if style.get(f"{W}type") == "table":
            elements[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}default", "0") in {"1", "true", "on"}:
                default = style.get(f"{W}styleId", "")
    return TableStyles(elements, default)


def is_on(properties: _Element | None, name: str) -> bool:
    """Whether a switch among some properties is on."""
    found = first_child(properties, f"{W}{name}")
    return found is not None and flag(found)
