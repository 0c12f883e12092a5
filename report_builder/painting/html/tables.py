"""A table of a report → a table of a page: its caption, its heads with what they speak for, its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.painting.html.elements import add, element
from report_builder.word.table_heads import HeadCell, HeadRow, find_heads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml import etree

    from report_builder.painting.html.elements import Content
    from report_builder.reports.report import Paragraph, Table, TableCell
    from report_builder.word.table_heads import Spot, TableHeads

# So many columns do not fit on a telephone; the table is moved sideways there.
_MANY: Final = 6
_ALIGNMENTS: Final = {"right": "right", "end": "right", "center": "middle"}


def write_table(
    table: Table, caption: Content, write_all: Callable[[tuple[Paragraph, ...]], Iterable[Content]]
) -> etree._Element:
    """The table; ``write_all`` writes what stands in a cell."""
    return _TableWriter(table, write_all).write(caption)


class _TableWriter:
    def __init__(self, table: Table, write_all: Callable[[tuple[Paragraph, ...]], Iterable[Content]]) -> None:
        self.table = table
        self.write_all = write_all
        self.columns = max((cell.column + cell.columns - 1 for row in table.rows for cell in row), default=0)
        self.heads: TableHeads = find_heads(_head_rows(table))
        # A row in which no cell begins is none: merged cells reach into all of it, and no longer count it.
        self.is_kept = [bool(row) for row in table.rows]

    def write(self, caption: Content) -> etree._Element:
        head = self._head_rows()
        made = element("table", caption, class_="many" if self.columns > _MANY else "")
        if head:
            add(made, element("thead", *(self._row(row) for row in range(head) if self.is_kept[row])))
        body = [self._row(row) for row in range(head, len(self.table.rows)) if self.is_kept[row]]
        add(made, element("tbody", *body))
        return made

    def _head_rows(self) -> int:
        """How many of the first rows are heads of columns alone."""
        for number, row in enumerate(self.table.rows):
            kinds = {self.heads.kinds.get((number, place), "") for place in range(len(row))}
            if kinds - {"column"}:
                return number
        return 0

    def _row(self, number: int) -> etree._Element:
        made = element("tr")
        reached = self._reaching_into(number)
        next_column = 1
        for place, cell in enumerate(self.table.rows[number]):
            self._fill(made, next_column, cell.column, reached)
            add(made, self._cell((number, place), cell))
            next_column = cell.column + cell.columns
        self._fill(made, next_column, self.columns + 1, reached)
        return made

    def _reaching_into(self, number: int) -> frozenset[int]:
        """The columns of a row that cells from above it cover."""
        return frozenset(
            column
            for above in range(number)
            for cell in self.table.rows[above]
            if above + cell.rows > number
            for column in range(cell.column, cell.column + cell.columns)
        )

    @staticmethod
    def _fill(row: etree._Element, start: int, end: int, reached: frozenset[int]) -> None:
        """Fill the columns where a row starts late or ends early, or its cells would move."""
        for column in range(start, end):
            if column not in reached:
                add(row, element("td"))

    def _cell(self, spot: Spot, cell: TableCell) -> etree._Element:
        kind = self.heads.kinds.get(spot, "")
        rows = max(sum(self.is_kept[spot[0] : spot[0] + cell.rows]), 1)
        heard = " ".join(map(self._id, self.heads.heard.get(spot, ())))
        alignment = cell.paragraphs[0].alignment if cell.paragraphs else ""
        return element(
            "th" if kind else "td",
            *self.write_all(cell.paragraphs),
            id=self._id(spot) if kind else "",
            scope=_scope(kind, cell.columns, rows),
            headers=heard,
            colspan=str(cell.columns) if cell.columns > 1 else "",
            rowspan=str(rows) if rows > 1 else "",
            class_=_ALIGNMENTS.get(alignment, ""),
        )

    def _id(self, spot: Spot) -> str:
        return f"t{self.table.number}-r{spot[0] + 1}-{spot[1] + 1}"


def _scope(kind: str, columns: int, rows: int) -> str:
    """What a head speaks for: its column or its row, or several of them."""
    if kind == "column":
        return "colgroup" if columns > 1 else "col"
    return ("rowgroup" if rows > 1 else "row") if kind else ""


def _head_rows(table: Table) -> tuple[HeadRow, ...]:
    return tuple(
        HeadRow(
            tuple(
                HeadCell("".join(cell.text.split()), cell.column - 1, cell.columns, cell.rows) for cell in row
            ),
            number < table.repeated,
        )
        for number, row in enumerate(table.rows)
    )
