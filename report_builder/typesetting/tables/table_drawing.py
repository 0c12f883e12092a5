"""Set blocks, tables above all, and their place on a sheet → fills, text and border lines there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.placed.moving import moved
from report_builder.typesetting.placed.pages import Fill
from report_builder.typesetting.placed.set_blocks import SetParagraph, gap_between
from report_builder.typesetting.tables.table_rules import rule_of, table_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.typesetting.placed.pages import GlyphRun, RuledLine
    from report_builder.typesetting.placed.set_blocks import SetBlock, SetCell, SetTable

_SHARES: Final = {"top": 0.0, "center": 0.5, "bottom": 1.0}


class Surface(Protocol):
    """What is drawn upon: a page that is being filled, or what stands in for one."""

    def draw(
        self,
        runs: Iterable[GlyphRun] = (),
        rules: Iterable[RuledLine] = (),
        fills: Iterable[Fill] = (),
    ) -> None:
        """Take what has its place already."""

    def put_paragraph(
        self, paragraph: SetParagraph, left: float, top: float, element: int | None = None
    ) -> None:
        """Place a whole paragraph with its borders."""


def put_blocks(
    sheet: Surface, blocks: Sequence[SetBlock], left: float, top: float, element: int | None = None
) -> None:
    """Place blocks one below the other; ``element`` stands in for their own where it is given."""
    above: SetBlock | None = None
    for block in blocks:
        top += gap_between(above, block)
        if isinstance(block, SetParagraph):
            sheet.put_paragraph(block, left, top, element)
        else:
            TableDrawer(sheet, element, element).put(block, left, top)
        top += block.height
        above = block


class TableDrawer(Struct, frozen=True):
    """Draws tables; ``element`` stands in for the text's own, ``repeated`` for that of a repeated head."""

    sheet: Surface
    element: int | None = None
    repeated: int | None = None

    def put(self, table: SetTable, left: float, top: float) -> None:
        """Place a table from its container's left edge on."""
        top += table.above
        position = top
        for index, row in enumerate(table.rows):
            for cell in row.cells:
                height = sum(each.height for each in table.rows[index : index + cell.cell.rows])
                area = _CellArea(left + cell.left, position, left + cell.left + cell.width, position + height)
                self._put_cell(cell, area, self.repeated if row.repeated else self.element)
            position += row.height
        self.sheet.draw(rules=table_rules(table, left, top))

    def _put_cell(self, cell: SetCell, area: _CellArea, element: int | None) -> None:
        if cell.cell.fill:
            self.sheet.draw(fills=[Fill(area.left, area.top, area.right, area.bottom, cell.cell.fill)])
        falling, rising = cell.cell.borders.falling, cell.cell.borders.rising
        if falling and falling.width:
            self.sheet.draw(rules=[rule_of(falling, area.left, area.top, area.right, area.bottom)])
        if rising and rising.width:
            self.sheet.draw(rules=[rule_of(rising, area.left, area.bottom, area.right, area.top)])
        if cell.turned:
            self._put_turned(cell, area, element)
            return
        margins = cell.cell.margins
        spare = max(area.bottom - area.top - cell.height, 0.0) * _SHARES[cell.cell.vertical]
        put_blocks(self.sheet, cell.blocks, area.left + margins.left, area.top + margins.top + spare, element)

    def _put_turned(self, cell: SetCell, area: _CellArea, element: int | None) -> None:
        """Place lines that run down the page from right to left, those that run up from left to right."""
        margins = cell.cell.margins
        inner = cell.width - margins.left - margins.right
        spare = inner - sum(line.width for line in cell.turned)
        # The cell's top is its right side where its text runs down, its left side where it runs up. Lines
        # that together are wider than the cell stand in its middle.
        down = cell.cell.direction == "down"
        share = _SHARES[cell.cell.vertical] if spare > 0 else _SHARES["center"]
        position = area.left + margins.left + spare * (1 - share if down else share)
        for line in reversed(cell.turned) if down else cell.turned:
            room = max(area.bottom - area.top - margins.top - margins.bottom - line.extent, 0.0)
            start = area.top + margins.top + room * line.share
            runs = (
                replace(
                    run,
                    left=run.left + position,
                    baseline=run.baseline + start,
                    element=run.element if element is None else element,
                )
                for run in line.runs
            )
            rules = (moved(rule, position, start) for rule in line.rules)
            self.sheet.draw(runs, rules, (moved(fill, position, start) for fill in line.fills))
            position += line.width


class _CellArea(Struct, frozen=True):
    """A cell's place on the sheet."""

    left: float
    top: float
    right: float
    bottom: float


def paragraphs_of(blocks: Sequence[SetBlock], top: float) -> Iterator[tuple[SetParagraph, float]]:
    """The paragraphs among blocks and in their tables, each with its top; those repeated left out."""
    above: SetBlock | None = None
    for block in blocks:
        top += gap_between(above, block)
        if isinstance(block, SetParagraph):
            yield block, top
        else:
            position = top + block.above
            for row in block.rows:
                for cell in () if row.repeated else row.cells:
                    yield from paragraphs_of(cell.blocks, position + cell.cell.margins.top)
                position += row.height
        top += block.height
        above = block


def texts_of(blocks: Sequence[SetBlock]) -> Iterator[SetParagraph]:
    """The same paragraphs, wherever they stand."""
    for block in blocks:
        if isinstance(block, SetParagraph):
            yield block
        else:
            for row in block.rows:
                for cell in () if row.repeated else row.cells:
                    yield from texts_of(cell.blocks)
