"""A set table → its rows on sheets: heads repeated, rows parted only where they may or must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.document.content import Drawing
from report_builder.typesetting.pages.placing import LinePlace, find_corner
from report_builder.typesetting.pages.splitting import PageRoom, part_table
from report_builder.typesetting.placed.set_blocks import SetDrawing
from report_builder.typesetting.tables.table_drawing import TableDrawer, paragraphs_of, texts_of
from report_builder.typesetting.text.beside_drawings import FOLLOWS_TEXT

if TYPE_CHECKING:
    from report_builder.typesetting.document.content import Anchor
    from report_builder.typesetting.pages.page_filling import PageFiller
    from report_builder.typesetting.placed.set_blocks import SetNote, SetRow, SetTable

# A head that takes more than this share of a sheet is not repeated: nothing would be left for the rows.
_MOST_HEAD: Final = 0.7
# Less than any line is high.
_LINE: Final = 4.0


class TablePlacer(Struct, frozen=True):
    """Places a table on the flow's sheet and as many more as it takes.

    ``shift`` is how far to the right it stands of where its columns begin.
    """

    flow: PageFiller
    shift: float = 0.0

    def place(self, table: SetTable) -> None:
        """Place every row."""
        head = table.header_rows
        repeated: tuple[SetRow, ...] = ()
        left: SetTable | None = table
        while left is not None:
            piece, left = self._part(left, sum(row.height for row in repeated), head)
            if piece is not None:
                self._put(replace(piece, rows=(*repeated, *piece.rows)))
                repeated = repeated or self._head(table)
                head = 0
            if left is not None:
                self.flow.new_page(forced=False)

    def _part(self, table: SetTable, above: float, head: int) -> tuple[SetTable | None, SetTable | None]:
        """What fits on this sheet below a repeated head, with the footnotes that it refers to."""
        flow = self.flow
        room, whole = flow.bottom - flow.top - above, flow.depth - above - table.above - table.below
        fresh = flow.fresh
        parts = part_table(table, PageRoom(room, whole), forced=fresh, head=head)
        limit = room
        while parts[0] is not None and limit > 0 and (notes := _notes_of(parts[0])):
            if parts[0].height + flow.notes.room_for(notes) <= room:
                break
            # A line less at a time, so that no more of the table goes than its notes ask for.
            limit = min(limit, parts[0].height) - _LINE
            parts = part_table(table, PageRoom(limit, whole), forced=fresh, head=head)
        return parts

    def _put(self, piece: SetTable) -> None:
        flow = self.flow
        TableDrawer(flow.sheet, repeated=flow.artifact).put(piece, flow.left + self.shift, flow.top)
        self._mark_headings(piece, flow.top)
        flow.advance(piece.height)
        flow.take_notes(_notes_of(piece))

    def float_in(self, table: SetTable, anchor: Anchor) -> None:
        """Place a table that floats: at its height on the page, or in the text where it follows that.

        Where text stands already at its place, it waits for the next page with the text after it.
        """
        flow = self.flow
        left, top = self._corner(table, anchor)
        follows = anchor.vertical.base in FOLLOWS_TEXT and not anchor.vertical.align
        if follows or table.height > flow.depth:
            flow.skip(max(anchor.vertical.offset, 0.0) if follows and not flow.fresh else 0.0)
            replace(self, shift=left - flow.left).place(table)
            return
        if top < flow.top - _LINE and not flow.fresh:
            flow.new_page(forced=False)
            left, top = self._corner(table, anchor)
        TableDrawer(flow.sheet, repeated=flow.artifact).put(table, left, top)
        self._mark_headings(table, top)
        flow.reserve(top - anchor.above, top + table.height + anchor.below)
        flow.take_notes(_notes_of(table))

    def _mark_headings(self, piece: SetTable, top: float) -> None:
        """Remember the headings among the cells; only tables with some are gone through for them."""
        if any(map(self.flow.is_heading, texts_of([piece]))):
            for paragraph, line in paragraphs_of([piece], top):
                self.flow.mark(paragraph, line)

    def _corner(self, table: SetTable, anchor: Anchor) -> tuple[float, float]:
        flow = self.flow
        measure = 0.0 if flow.layout is None else flow.layout.section.geometry.column_measure
        drawing = Drawing(table.edges[-1] - table.edges[0], table.height, (), anchor)
        spot = LinePlace(flow.left, flow.top, flow.top, outer_right=flow.sheet.outer_right)
        return find_corner(SetDrawing(drawing, 0.0, measure=measure), flow.sheet.geometry, spot)

    def _head(self, table: SetTable) -> tuple[SetRow, ...]:
        """The head as it is repeated; its cells end where it ends."""
        rows = table.rows[: table.header_rows]
        if sum(row.height for row in rows) > self.flow.depth * _MOST_HEAD:
            return ()
        return tuple(
            replace(
                row,
                repeated=True,
                cells=tuple(
                    replace(cell, cell=replace(cell.cell, rows=min(cell.cell.rows, len(rows) - index)))
                    for cell in row.cells
                ),
            )
            for index, row in enumerate(rows)
        )


def _notes_of(piece: SetTable) -> list[SetNote]:
    """The footnotes that a piece of a table refers to."""
    notes = [note for paragraph in texts_of([piece]) for line in paragraph.lines for note in line.notes]
    turned = (line for row in piece.rows if not row.repeated for cell in row.cells for line in cell.turned)
    return [*notes, *(note for line in turned for note in line.notes)]
