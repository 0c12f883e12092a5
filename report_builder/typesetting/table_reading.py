"""A ``w:tbl`` → ``Table``: grid, spans, borders and cell margins resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, cast

from report_builder.typesetting.content import Borders, Cell, Margins, Row, Table
from report_builder.typesetting.formatting import border, flag, length
from report_builder.typesetting.package import W
from report_builder.typesetting.properties import Border

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from report_builder.typesetting.content import Block
    from report_builder.typesetting.properties import LineRule

_NO_LINE: Final = Border(width=0.0)
_HEIGHT_RULES: Final[dict[str, LineRule]] = {"exact": "exact", "atLeast": "atLeast", "auto": "atLeast"}


def read_table(
    element: _Element, style_properties: _Element | None, read_blocks: Callable[[_Element], tuple[Block, ...]]
) -> Table:
    """Read a table; ``style_properties`` is the ``w:tblPr`` of its table style, where it has one."""
    own = element.find(f"{W}tblPr")
    margins = _margins(_pick(own, style_properties, "tblCellMar"), Margins())
    widths = tuple(length(column, "w") or 0.0 for column in element.iterfind(f"{W}tblGrid/{W}gridCol"))
    rows = [_read_row(row, margins, read_blocks) for row in _rows(element)]
    alignment = _value(_pick(own, style_properties, "jc"), "left")
    indent = _pick(own, style_properties, "tblInd")
    return Table(
        widths=widths,
        rows=tuple(_merge_down(rows)),
        borders=_borders(_pick(own, style_properties, "tblBorders")),
        indent=0.0 if indent is None else length(indent, "w") or 0.0,
        alignment=cast(
            'Literal["left", "center", "right"]',
            alignment if alignment in {"center", "right"} else "left",
        ),
    )


def _rows(element: _Element) -> Iterator[_Element]:
    """The rows of a table, also those inside content controls and accepted insertions."""
    for child in element:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _rows(child)


def _cells(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
            yield from _cells(child)


def _pick(own: _Element | None, inherited: _Element | None, name: str) -> _Element | None:
    for source in (own, inherited):
        found = None if source is None else source.find(f"{W}{name}")
        if found is not None:
            return found
    return None


def _value(element: _Element | None, default: str) -> str:
    return default if element is None else element.get(f"{W}val", default)


def _margins(element: _Element | None, base: Margins) -> Margins:
    def side(default: float, *names: str) -> float:
        for name in names:
            found = None if element is None else element.find(f"{W}{name}")
            if found is not None and (value := length(found, "w")) is not None:
                return value
        return default

    return Margins(
        top=side(base.top, "top"),
        bottom=side(base.bottom, "bottom"),
        left=side(base.left, "left", "start"),
        right=side(base.right, "right", "end"),
    )


def _borders(element: _Element | None) -> Borders:
    def side(*names: str) -> Border | None:
        for name in names:
            found = None if element is None else element.find(f"{W}{name}")
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
    )


def _read_row(
    element: _Element, margins: Margins, read_blocks: Callable[[_Element], tuple[Block, ...]]
) -> tuple[Row, list[str]]:
    """A row and, for each of its cells, how it merges downwards: "", "restart" or "continue"."""
    properties = element.find(f"{W}trPr")
    height = None if properties is None else properties.find(f"{W}trHeight")
    before = None if properties is None else properties.find(f"{W}gridBefore")
    column = int(_value(before, "0"))
    cells: list[Cell] = []
    merges: list[str] = []
    for cell in _cells(element):
        cell_properties = cell.find(f"{W}tcPr")
        read, merge = _read_cell(cell, cell_properties, column, margins, read_blocks)
        cells.append(read)
        merges.append(merge)
        column += read.columns
    row = Row(
        cells=tuple(cells),
        height=0.0 if height is None else length(height, "val") or 0.0,
        height_rule=_HEIGHT_RULES.get("" if height is None else height.get(f"{W}hRule", ""), "atLeast"),
        header=_has(properties, "tblHeader"),
        can_split=not _has(properties, "cantSplit"),
    )
    return row, merges


def _has(properties: _Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and flag(found)


def _read_cell(
    element: _Element,
    properties: _Element | None,
    column: int,
    margins: Margins,
    read_blocks: Callable[[_Element], tuple[Block, ...]],
) -> tuple[Cell, str]:
    def find(name: str) -> _Element | None:
        return None if properties is None else properties.find(f"{W}{name}")

    merge = find("vMerge")
    vertical = _value(find("vAlign"), "top")
    cell = Cell(
        blocks=read_blocks(element),
        column=column,
        columns=max(1, int(_value(find("gridSpan"), "1"))),
        rows=1,
        borders=_borders(find("tcBorders")),
        margins=_margins(find("tcMar"), margins),
        vertical=cast(
            'Literal["top", "center", "bottom"]', vertical if vertical in {"center", "bottom"} else "top"
        ),
    )
    return cell, "" if merge is None else _value(merge, "continue")


def _merge_down(rows: list[tuple[Row, list[str]]]) -> Iterator[Row]:
    """Turn ``vMerge`` chains into row spans and drop the continuing cells, which hold no text."""
    for index, (row, merges) in enumerate(rows):
        kept = tuple(
            _spanned(cell, rows[index + 1 :]) if merge == "restart" else cell
            for cell, merge in zip(row.cells, merges, strict=True)
            if merge != "continue" or index == 0
        )
        yield Row(kept, row.height, row.height_rule, row.header, row.can_split)


def _spanned(cell: Cell, below: list[tuple[Row, list[str]]]) -> Cell:
    span = 1
    for row, merges in below:
        continues = any(
            other.column == cell.column and merge == "continue"
            for other, merge in zip(row.cells, merges, strict=True)
        )
        if not continues:
            break
        span += 1
    return Cell(cell.blocks, cell.column, cell.columns, span, cell.borders, cell.margins, cell.vertical)
