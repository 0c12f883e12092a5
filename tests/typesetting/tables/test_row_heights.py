"""The cells of a table → its full grid, and rows as high as they need to be."""

from __future__ import annotations

from msgspec.structs import replace

from report_builder.typesetting.document.content import (
    Borders,
    DocumentCell,
    DocumentRow,
    DocumentTable,
    Margins,
)
from report_builder.typesetting.document.properties import LineRule, ParagraphProperties
from report_builder.typesetting.placed.set_blocks import SetCell, SetLine, SetParagraph, SetRow
from report_builder.typesetting.tables.row_heights import CellGap, slots_of, with_heights


def cell(column: int = 0, columns: int = 1, rows: int = 1) -> DocumentCell:
    return DocumentCell((), column, columns, rows, Borders(), Margins(top=1, bottom=2), "top")


def document_row(*cells: DocumentCell, rule: LineRule = "auto") -> DocumentRow:
    return DocumentRow(cells, 0.0, rule, header=False, can_split=True)


def slots(*rows: tuple[DocumentCell, ...], columns: int = 3) -> list[list[object]]:
    """Each slot as its cell's column, or the width of the gap in brackets."""
    table = DocumentTable((), tuple(document_row(*cells) for cells in rows), Borders(), 0.0, "left")
    return [
        [[slot.columns] if isinstance(slot, CellGap) else slot.column for slot in found]
        for found in slots_of(table, columns)
    ]


def test_a_row_is_filled_up_with_gaps_where_no_cell_stands() -> None:
    assert slots((cell(1),), (cell(0), cell(2)), (cell(0, 3),), ()) == [
        [[1], 1, [1]], [0, [1], 2], [0], [[3]],
    ]  # fmt: skip


def test_where_a_cell_reaches_into_from_above_there_is_no_gap() -> None:
    assert slots((cell(1, rows=3),), (cell(2),), (), ()) == [[[1], 1, [1]], [[1], 2], [[1], [1]], [[3]]]
    assert slots((cell(0, 2, 2), cell(2)), ()) == [[0, 2], [[1]]]


def set_row(height: float, *cells: tuple[float, int], rule: LineRule = "auto") -> SetRow:
    """A row of cells, each of one line so high and over so many rows."""
    made = tuple(
        SetCell(
            cell(number, rows=rows),
            0,
            10,
            (SetParagraph(ParagraphProperties(), "", (SetLine(line, 0, ()),), 0, 0, 1),),
            1,
        )
        for number, (line, rows) in enumerate(cells)
    )
    return SetRow(document_row(*(each.cell for each in made), rule=rule), made, height)


def heights(*rows: SetRow) -> list[float]:
    return [row.height for row in with_heights(rows)]


def test_a_row_is_as_high_as_the_highest_of_its_cells_with_its_margins_or_as_it_is_to_be_at_least() -> None:
    assert heights(set_row(0, (10, 1), (20, 1)), set_row(50, (10, 1)), set_row(7)) == [23, 50, 7]


def test_a_fixed_row_keeps_its_height_unless_a_line_would_be_lost() -> None:
    assert heights(set_row(13, (20, 1), rule="exact")) == [13]
    assert heights(set_row(12.9, (20, 1), rule="exact")) == [23]


def test_the_last_row_of_a_spanning_cell_grows_by_what_the_cell_lacks() -> None:
    assert heights(set_row(0, (97, 2), (7, 1)), set_row(0, (17, 1))) == [10, 90]
    assert heights(set_row(0, (17, 2), (7, 1)), set_row(0, (17, 1))) == [10, 20]
    assert heights(set_row(0, (97, 3), (7, 1)), set_row(0, (17, 1))) == [10, 90]


def test_a_spanning_cell_whose_last_row_is_fixed_or_that_has_but_one_left_grows_none() -> None:
    assert heights(set_row(0, (97, 2), (7, 1)), set_row(20, rule="exact")) == [10, 20]
    assert heights(set_row(5, (97, 2))) == [5]


def test_nothing_but_its_height_changes_in_a_row() -> None:
    row = set_row(0, (10, 1))

    assert with_heights([row]) == [replace(row, height=13.0)]
