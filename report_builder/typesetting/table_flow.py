"""A set table → portions of rows on sheets: heads repeated, rows parted only where they must be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.table_rules import draw_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.blocks import SetCell, SetTable
    from report_builder.typesetting.flow import Flow
    from report_builder.typesetting.lines import SetLine

_TOLERANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Portion:
    """A row, or a part of one, on a sheet; ``last`` says that the row ends here."""

    row: int
    top: float
    height: float
    last: bool
    repeated: bool = False

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


def cell_lines(cell: SetCell) -> list[tuple[float, SetLine]]:
    """A cell's lines, each with the space above it."""
    lines: list[tuple[float, SetLine]] = []
    after = 0.0
    for paragraph in cell.paragraphs:
        space = max(after, paragraph.properties.space_before)
        for line in paragraph.lines:
            lines.append((space, line))
            space = 0.0
        after = paragraph.properties.space_after
    return lines


@dataclass(slots=True)
class TablePlacer:
    """Places one table; ``begun`` counts the lines already placed of cells that run over a page."""

    flow: Flow
    table: SetTable
    portions: list[Portion] = field(default_factory=list)
    begun: dict[tuple[int, int], int] = field(default_factory=dict)

    def place(self) -> None:
        """Place every row, on as many sheets as it takes."""
        head = sum(row.height for row in self.table.rows[: self.table.header_rows + 1])
        if not self.flow.fresh and not self.flow.fits(head):
            self.flow.new_page(forced=False)
        for index in range(len(self.table.rows)):
            self._place_row(index)
        self._finish()

    def _place_row(self, index: int) -> None:
        height = self.table.rows[index].height
        while not self.flow.fits(height):
            if self._parts(index):
                height = self._place_part(index)
            elif self.flow.fresh or self._only_head():
                break
            self._turn(index)
        self._add(Portion(index, self.flow.top, height, last=True))

    def _only_head(self) -> bool:
        """Whether this sheet holds nothing of the table's body yet, so that turning would gain nothing."""
        return bool(self.portions) and all(part.repeated for part in self.portions)

    def _add(self, portion: Portion) -> None:
        self.portions.append(portion)
        self.flow.top = portion.bottom
        self.flow.fresh = False

    def _turn(self, index: int) -> None:
        """Finish this sheet, turn to the next one and repeat the table's head."""
        self._finish()
        self.flow.new_page(forced=False)
        if index >= self.table.header_rows:
            for head in range(self.table.header_rows):
                row = self.table.rows[head]
                self._add(Portion(head, self.flow.top, row.height, last=True, repeated=True))

    def _parts(self, index: int) -> bool:
        """Whether a row may part here: it is allowed to or has to, and a line of it fits."""
        row = self.table.rows[index]
        sheet = self.flow.sheet.geometry
        head = sum(each.height for each in self.table.rows[: self.table.header_rows])
        too_tall = row.height > sheet.height - sheet.top - sheet.bottom - head
        if row.row.height_rule == "exact" or not (row.row.can_split or too_tall):
            return False
        room = self.flow.bottom - self.flow.top
        return any(self._fitting(index, cell, room) for cell in row.cells)

    def _fitting(self, index: int, cell: SetCell, room: float) -> int:
        """How many more lines of a cell fit into so much room."""
        room -= cell.cell.margins.top + cell.cell.margins.bottom
        count = 0
        for space, line in self._left_of(index, cell):
            room -= space + line.height
            if room < -_TOLERANCE:
                break
            count += 1
        return count

    def _left_of(self, index: int, cell: SetCell) -> list[tuple[float, SetLine]]:
        return cell_lines(cell)[self.begun.get((index, cell.cell.column), 0) :]

    def _place_part(self, index: int) -> float:
        """Place what fits of a row; gives the height of what is left."""
        room = self.flow.bottom - self.flow.top
        row = self.table.rows[index]
        left = 0.0
        for cell in row.cells:
            rest = self._left_of(index, cell)[self._fitting(index, cell, room) :]
            margins = cell.cell.margins
            needed = sum(space + line.height for space, line in rest) + margins.top + margins.bottom
            left = max(left, needed if rest else 0.0)
        self._add(Portion(index, self.flow.top, room, last=False))
        return left

    def _finish(self) -> None:
        """Draw the cells and rules of what stands on this sheet."""
        for portion in self.portions:
            for index, cell in self._cells_at(portion):
                self._draw_cell(index, cell, portion)
        draw_rules(self.flow.sheet, self.flow.left, self.table, self.portions)
        self.portions.clear()

    def _cells_at(self, portion: Portion) -> Iterator[tuple[int, SetCell]]:
        """The cells that start in a portion's row, and at a sheet's top those that reach into it."""
        first = next(part for part in self.portions if not part.repeated or part is portion)
        for index in range(portion.row + 1):
            for cell in self.table.rows[index].cells:
                reaches = index + cell.cell.rows > portion.row
                if index == portion.row or (reaches and portion is first and not portion.repeated):
                    yield index, cell

    def _draw_cell(self, index: int, cell: SetCell, portion: Portion) -> None:
        """Draw a cell, or of one that runs over the page what this sheet has room for."""
        area = [
            part
            for part in self.portions
            if part.repeated == portion.repeated and portion.row <= part.row < index + cell.cell.rows
        ]
        top, bottom = area[0].top, area[-1].bottom
        lines = cell_lines(cell)
        key = (index, cell.cell.column)
        start = 0 if portion.repeated else self.begun.get(key, 0)
        ends = area[-1].last and area[-1].row == index + cell.cell.rows - 1
        whole = ends and not start
        margins = cell.cell.margins
        position = top + margins.top
        if whole:
            spare = bottom - top - margins.top - margins.bottom - cell.content_height
            position += spare * {"top": 0.0, "center": 0.5, "bottom": 1.0}[cell.cell.vertical]
        left = self.flow.left + cell.left + margins.left
        done = start
        for space, line in lines[start:]:
            if not ends and position + space + line.height > bottom - margins.bottom + _TOLERANCE:
                break
            self.flow.sheet.put_line(line, left, position + space)
            position += space + line.height
            done += 1
        if not portion.repeated:
            self.begun[key] = done
