"""A picture of a sheet with its merged cells and hidden parts → a real workbook: .xlsx, .xls or .ods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import openpyxl
import xlwt  # type: ignore[import-untyped]  # ships no types
from msgspec import Struct, field
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]  # ships no types
from odf.style import Style, TableProperties  # type: ignore[import-untyped]  # ships no types
from odf.table import (  # type: ignore[import-untyped]  # ships no types
    CoveredTableCell,
    Table,
    TableCell,
    TableColumn,
    TableRow,
)
from odf.text import P  # type: ignore[import-untyped]  # ships no types
from openpyxl.utils import get_column_letter
from sheets import Cell, picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Area: TypeAlias = tuple[int, int, int, int]
SUFFIXES: Final = (".xlsx", ".xls", ".ods")


class Looks(Struct, frozen=True):
    """What is merged (first row, first column, last row, last column) and hidden, all counted from 1."""

    merged: Sequence[Area] = field(default=())
    rows: Sequence[int] = ()
    columns: Sequence[int] = ()
    is_hidden: bool = False


def write_laid_out(path: Path, sheet: str, text: str, looks: Looks) -> None:
    """Write a sheet, behind another one that can be seen."""
    write = {".xlsx": _write_xlsx, ".xls": _write_xls, ".ods": _write_ods}[path.suffix]
    write(path, sheet, picture(text), looks)


def _write_xlsx(path: Path, name: str, rows: Sequence[Sequence[Cell]], looks: Looks) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet(name)
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            sheet.cell(row, column).value = value
    for top, left, bottom, right in looks.merged:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for row in looks.rows:
        sheet.row_dimensions[row].hidden = True
    for column in looks.columns:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.sheet_state = "hidden" if looks.is_hidden else "visible"
    book.save(path)


def _write_xls(path: Path, name: str, rows: Sequence[Sequence[Cell]], looks: Looks) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("Sheet1")
    sheet = book.add_sheet(name)
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value)
    for top, left, bottom, right in looks.merged:
        sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
    for row in looks.rows:
        sheet.row(row - 1).hidden = True
    for column in looks.columns:
        sheet.col(column - 1).hidden = True
    sheet.visibility = int(looks.is_hidden)
    book.save(str(path))


def _write_ods(path: Path, name: str, rows: Sequence[Sequence[Cell]], looks: Looks) -> None:
    document = OpenDocumentSpreadsheet()
    unseen = Style(name="ta2", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    document.spreadsheet.addElement(Table(name="Sheet1"))
    table = Table(name=name, **({"stylename": unseen} if looks.is_hidden else {}))
    for column in range(1, max(map(len, rows)) + 1):
        table.addElement(TableColumn(**({"visibility": "collapse"} if column in looks.columns else {})))
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in looks.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in looks.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - spans.keys()
    for row, cells in enumerate(rows, start=1):
        line = TableRow(**({"visibility": "filter"} if row in looks.rows else {}))
        for column, value in enumerate(cells, start=1):
            height, width = spans.get((row, column), (1, 1))
            line.addElement(
                CoveredTableCell() if (row, column) in covered else _ods_cell(value, height, width)
            )
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))


def _ods_cell(value: Cell, height: int, width: int) -> TableCell:
    spans = {"numberrowsspanned": str(height), "numbercolumnsspanned": str(width)}
    marks = spans if (height, width) != (1, 1) else {}
    if value is None:
        return TableCell(**marks)
    kind = {"valuetype": "float", "value": str(value)} if isinstance(value, int) else {"valuetype": "string"}
    cell = TableCell(**kind, **marks)
    cell.addElement(P(text=str(value)))
    return cell
