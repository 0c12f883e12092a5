"""A picture of a sheet in a few lines of text → a real little workbook: .xlsx, .xls, .ods or .csv."""

from __future__ import annotations

import csv
import re
from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING, Final, TypeAlias

import openpyxl
import xlwt  # type: ignore[import-untyped]  # ships no types
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]  # ships no types
from odf.table import Table, TableCell, TableRow  # type: ignore[import-untyped]  # ships no types
from odf.text import P  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Cell: TypeAlias = str | int | float | bool | date | None

_COLUMN_GAP: Final = re.compile(r"\s*\|\s*|\s{2,}|\t")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER: Final = re.compile(r"-?[0-9]+")
_DECIMAL: Final = re.compile(r"-?[0-9]+\.[0-9]+")


def picture(text: str) -> list[list[Cell]]:
    """The cells that a picture shows.

    Columns stand two spaces or a ``|`` apart; ``-`` is an empty cell; dates, numbers, TRUE and FALSE become
    real ones unless they stand in single quotes; ``⏎`` is a line break inside a cell; a line with nothing on
    it is an empty row.
    """
    lines = dedent(text).strip("\n").rstrip().split("\n")
    return [[_cell(part) for part in _COLUMN_GAP.split(line.strip())] for line in lines]


def _cell(text: str) -> Cell:
    if text in {"", "-"}:
        return None
    if text[0] == text[-1] == "'":
        return text[1:-1]
    if _DATE.fullmatch(text):
        return date.fromisoformat(text)
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return {"TRUE": True, "FALSE": False}.get(text, text.replace("⏎", "\n"))


def write_workbook(
    path: Path, sheets: Mapping[str, str], *, down: int = 0, right: int = 0, encoding: str = "utf-8"
) -> Path:
    """Write pictures as sheets, moved ``down`` and to the ``right``; the file's kind is its ending."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = {name: _moved(picture(text), down, right) for name, text in sheets.items()}
    if path.suffix == ".csv":
        _write_csv(path, next(iter(cells.values())), encoding)
    else:
        {".xlsx": _write_xlsx, ".xls": _write_xls, ".ods": _write_ods}[path.suffix](path, cells)
    return path


def _moved(rows: Sequence[Sequence[Cell]], down: int, right: int) -> list[list[Cell]]:
    return [[] for _ in range(down)] + [[None] * right + list(row) for row in rows]


def _write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column).value = value
    book.save(path)


def _write_xls(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(number, column, value, day)
                elif value is not None:
                    sheet.write(number, column, value)
    book.save(str(path))


def _write_ods(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> None:
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))


def _ods_cell(value: Cell) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, bool):
        cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    elif isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, (int, float)):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def _write_csv(path: Path, rows: Sequence[Sequence[Cell]], encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(["" if value is None else str(value) for value in row] for row in rows)
