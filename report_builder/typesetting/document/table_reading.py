"""A ``w:tbl`` → ``DocumentTable``: grid, spans, borders, margins and every cell's formatting resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from report_builder.quantities import twips
from report_builder.typesetting.document.content import (
    Anchor,
    DocumentCell,
    DocumentRow,
    DocumentTable,
    Margins,
    Position,
    Width,
)
from report_builder.typesetting.document.formatting import flag, length, number
from report_builder.typesetting.document.shadings import read_fill
from report_builder.typesetting.document.table_styles import (
    NO_BORDERS,
    CellFormat,
    GridRegion,
    TableLook,
    TableStyle,
    borders_in,
    is_on,
    overlay,
    read_borders,
    read_look,
    value_of,
)
from report_builder.word.children import first_child
from report_builder.word.packages import W
from report_builder.word.tables import place_cells, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

    from report_builder.typesetting.document.content import Block, Borders
    from report_builder.typesetting.document.properties import LineRule
    from report_builder.typesetting.document.table_styles import TableStyles
    from report_builder.word.tables import PlacedCell

_HEIGHT_RULES: Final[dict[str, LineRule]] = {"exact": "exact", "atLeast": "atLeast", "auto": "atLeast"}
_DIRECTIONS: Final[dict[str, Literal["down", "up"]]] = {
    "tbRl": "down",
    "tbRlV": "down",
    "tbLrV": "down",
    "rl": "down",
    "rlV": "down",
    "lrV": "down",
    "btLr": "up",
    "lr": "up",
}
# A width in percent counts in fiftieths of one (ECMA-376 17.18.90), or says so with its sign.
_FIFTIETHS: Final = 5000.0
_PERCENT: Final = 100.0
_ALIGNMENTS: Final[dict[str, Literal["center", "right"]]] = {
    "center": "center",
    "right": "right",
    "end": "right",
}
# A table's alternative text: its title and what it says (17.4.62, .46 of the 4th edition).
_SUMMARIES: Final = ("tblCaption", "tblDescription")
# What a table, a row and a cell may say that is not set: everything else is, or changes nothing on paper.
_UNSUPPORTED: Final = frozenset(
    f"{W}{name}" for name in ("bidiVisual", "tblCellSpacing", "tcFitText", "hidden")
)


class TableReader(Struct, frozen=True):
    """Reads tables; ``read_cell`` reads the blocks below a cell on the formatting of its table's style."""

    styles: TableStyles
    read_cell: Callable[[_Element, CellFormat], tuple[Block, ...]]
    unknown: set[str]

    def read(self, element: _Element) -> DocumentTable:
        """Read a table."""
        own = first_child(element, f"{W}tblPr")
        style = self.styles.style(value_of(first_child(own, f"{W}tblStyle"), ""))
        self._note(own)

        def find(name: str) -> _Element | None:
            found = first_child(own, f"{W}{name}")
            return style.find(name) if found is None else found

        rows = list(rows_of(element))
        placed = place_cells(rows)
        base = _Base(
            style,
            read_look(find("tblLook")),
            read_borders(first_child(own, f"{W}tblBorders")),
            _margins(find("tblCellMar"), Margins()),
            read_fill(first_child(own, f"{W}shd")) or "",
            GridRegion(
                0,
                len(rows),
                0,
                max((cell.column + cell.columns for row in placed for cell in row), default=0),
            ),
        )
        alignment = value_of(find("jc"), "left")
        indent = find("tblInd")
        return DocumentTable(
            widths=tuple(length(column, "w") or 0.0 for column in element.iterfind(f"{W}tblGrid/{W}gridCol")),
            rows=tuple(self._row(row, cells, base) for row, cells in zip(rows, placed, strict=True)),
            borders=overlay(base.borders, style.borders),
            indent=0.0 if indent is None else length(indent, "w") or 0.0,
            alignment=_ALIGNMENTS.get(alignment, "left"),
            width=_width(find("tblW")),
            fixed=(layout := find("tblLayout")) is not None and layout.get(f"{W}type") == "fixed",
            summary="。".join(filter(None, (value_of(find(name), "") for name in _SUMMARIES))),
            anchor=_anchor(first_child(own, f"{W}tblpPr")),
        )

    def _note(self, properties: _Element | None) -> None:
        """Name what will not be set."""
        for child in () if properties is None else properties:
            if child.tag in _UNSUPPORTED:
                self.unknown.add(child.tag.removeprefix(W))

    def _row(self, element: _Element, cells: list[PlacedCell], base: _Base) -> DocumentRow:
        properties = first_child(element, f"{W}trPr")
        exceptions = first_child(element, f"{W}tblPrEx")
        self._note(properties)
        height = first_child(properties, f"{W}trHeight")
        if exceptions is not None:
            base = replace(
                base,
                exceptions=read_borders(first_child(exceptions, f"{W}tblBorders")),
                margins=_margins(first_child(exceptions, f"{W}tblCellMar"), base.margins),
            )
        header = is_on(properties, "tblHeader")
        return DocumentRow(
            cells=tuple([self._cell(cell, base, header=header) for cell in cells]),
            height=0.0 if height is None else length(height, "val") or 0.0,
            height_rule=_HEIGHT_RULES.get(
                "" if height is None else height.get(f"{W}hRule", "auto"), "atLeast"
            ),
            header=header,
            can_split=not is_on(properties, "cantSplit"),
        )

    def _cell(self, placed: PlacedCell, base: _Base, *, header: bool) -> DocumentCell:
        properties = first_child(placed.element, f"{W}tcPr")
        self._note(properties)
        # Asking for each by itself would go through all of them as often.
        children = {} if properties is None else {child.tag: child for child in reversed(properties)}

        def find(name: str) -> _Element | None:
            return children.get(f"{W}{name}")

        given = base.style.cell_format(base.look, base.region, _region(placed))
        fill = read_fill(find("shd"))
        vertical = value_of(find("vAlign"), given.vertical)
        direction = value_of(find("textDirection"), "lrTb")
        heads_row = placed.column == 0 and not header and (base.look.first_column or direction in _DIRECTIONS)
        return DocumentCell(
            blocks=self.read_cell(placed.element, given),
            column=placed.column,
            columns=placed.columns,
            rows=placed.rows,
            borders=_cell_borders(find("tcBorders"), placed, base, given.borders),
            margins=_margins(find("tcMar"), base.margins),
            vertical=cast(
                'Literal["top", "center", "bottom"]', vertical if vertical in {"center", "bottom"} else "top"
            ),
            width=_width(find("tcW")),
            fill=base.fill
            if fill is None and given.fill is None
            else (given.fill if fill is None else fill) or "",
            direction=_DIRECTIONS.get(direction, "across"),
            whole_lines=(no_wrap := find("noWrap")) is not None and flag(no_wrap),
            hides_mark=(hide_mark := find("hideMark")) is not None and flag(hide_mark),
            heads_row=heads_row,
        )


def _anchor(element: _Element | None) -> Anchor | None:
    """Where a table stands that floats (17.4.58); text keeps clear of it above and below."""
    if element is None:
        return None

    def position(axis: str, bases: Mapping[str, str], default: str) -> Position:
        base = bases.get(element.get(f"{W}{'horz' if axis == 'X' else 'vert'}Anchor", ""), default)
        align = element.get(f"{W}tblp{axis}Spec", "")
        return Position(base, length(element, f"tblp{axis}") or 0.0, "" if align == "inline" else align)

    return Anchor(
        position("X", {"text": "column", "margin": "margin", "page": "page"}, "column"),
        position("Y", {"text": "paragraph", "margin": "margin", "page": "page"}, "margin"),
        layer=0,
        wrap="clear",
        above=length(element, "topFromText") or 0.0,
        below=length(element, "bottomFromText") or 0.0,
    )


class _Base(Struct, frozen=True):
    """What a table gives each of its cells; ``exceptions`` are a row's own table borders (17.4.61)."""

    style: TableStyle
    look: TableLook
    borders: Borders
    margins: Margins
    fill: str
    region: GridRegion
    exceptions: Borders | None = None


def _cell_borders(element: _Element | None, placed: PlacedCell, base: _Base, given: Borders) -> Borders:
    """A cell's own borders over its row's, over its style's; a merged cell ends as its last part does."""
    own = read_borders(element)
    if placed.last is not placed.element:
        last = read_borders(placed.last.find(f"{W}tcPr/{W}tcBorders"))
        own = replace(own, bottom=last.bottom or own.bottom)
    if base.exceptions is not None:
        given = overlay(borders_in(base.exceptions, base.region, _region(placed)), given)
    return given if own is NO_BORDERS else overlay(own, given)


def _width(element: _Element | None) -> Width:
    """A ``w:tblW`` or ``w:tcW``: in twips, or a share in fiftieths of a percent."""
    if element is None:
        return Width()
    kind, written = element.get(f"{W}type", "dxa"), element.get(f"{W}w", "")
    if written.endswith("%"):
        try:
            return Width(share=max(float(written[:-1]) / _PERCENT, 0.0))
        except ValueError:
            return Width()
    value = max(number(element, "w") or 0.0, 0.0)
    if kind == "pct":
        return Width(share=value / _FIFTIETHS)
    return Width(points=twips(value)) if kind == "dxa" else Width()


def _margins(element: _Element | None, base: Margins) -> Margins:
    if element is None:
        return base

    def side(default: float, *names: str) -> float:
        for name in names:
            found = first_child(element, f"{W}{name}")
            if found is not None and (value := length(found, "w")) is not None:
                return value
        return default

    return Margins(
        top=side(base.top, "top"),
        bottom=side(base.bottom, "bottom"),
        left=side(base.left, "left", "start"),
        right=side(base.right, "right", "end"),
    )


def _region(placed: PlacedCell) -> GridRegion:
    """The part of the grid that a cell covers."""
    return GridRegion(placed.row, placed.row + placed.rows, placed.column, placed.column + placed.columns)
