"""The text of a CSV, TSV or other delimited file → its sheet; a finding for rows whose cells have moved."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Final, cast

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.delimited_texts import (
    DELIMITERS,
    find_delimiter,
    read_rows,
    split_line,
    usual_width,
)
from report_builder.ledgers.opening.layouts import spell_rows
from report_builder.ledgers.opening.raw_sheets import RawSheet, filled_up
from report_builder.ledgers.opening.surveys import Survey, WorkbookFaultError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Findings, Place
    from report_builder.ledgers.cells import RawCell

_FEWEST_COLUMNS: Final = 3
_DIRECTIVE: Final = re.compile(r"sep=([,;|\t])\s*")  # for Excel, which shows it in no row
_TEXT_FORMULA: Final = re.compile(r'^="([^"]*)"$')  # how exports keep 001 from becoming 1
_LONGEST_EVIDENCE: Final = 60
# What a cell takes in memory here, and where calamine reads it; and how many cells a line takes as much as.
_TEXT_CELL: Final = 3
_CELL: Final = 2
_LINE: Final = 4


def read_text_table(
    text: str, place: Place, findings: Findings, budget: Budget = USUAL, *, is_table: bool
) -> RawSheet | None:
    """The sheet of a text, which a ``place`` names; ``None`` where it is no table, unless that is known.

    Raises ``WorkbookFaultError`` where rows cannot be told from one another.
    """
    _check_size(text, place.sheet, budget)
    lines = list(StringIO(text, newline=""))
    directive = _DIRECTIVE.fullmatch(lines[0]) if lines else None
    if directive:
        del lines[0]
    delimiter = directive[1] if directive else find_delimiter(lines, is_table=is_table)
    if not delimiter and not is_table:
        return None
    delimiter = delimiter or next(iter(DELIMITERS))
    rows, begins = read_rows(lines, delimiter)
    width = usual_width(rows)
    _part_otherwise(rows, delimiter, width)
    if moved := _moved(rows, width):
        _tell_moved(moved, lines[begins[moved[0]]], DELIMITERS[delimiter], place, findings)
    Survey(place.sheet, budget).reach(max(len(rows) - 1, 0), max(map(len, rows), default=1) - 1)
    if '="' in text:
        rows = [[_TEXT_FORMULA.sub(r"\1", cell) for cell in row] for row in rows]
    return RawSheet(place.sheet, filled_up(cast("list[list[RawCell]]", rows)))


def _check_size(text: str, sheet: str, budget: Budget) -> None:
    """Refuse a text that would take more room than a workbook may, before it is parted into cells."""
    lines = max(map(text.count, "\r\n"))
    marks = max(map(text.count, DELIMITERS))
    if (lines * _LINE + marks) * _TEXT_CELL > budget.cells * _CELL:
        raise WorkbookFaultError(
            code="file.too_large",
            message=f"“{sheet}”表里的行或者格多得不合常理，没有打开",
            remedy=f"请删去数据区以外的内容，或拆成几个文件；{budget.way_out('cells')}",
        )


def _part_otherwise(rows: list[list[str]], delimiter: str, width: int) -> None:
    """Part the rows that another mark than everybody else's parts into just as many cells."""
    if width < _FEWEST_COLUMNS:
        return
    for number, row in enumerate(rows):
        if len(row) == 1 and row[0].strip():
            parted = (split_line(row[0], mark) for mark in DELIMITERS if mark != delimiter)
            rows[number] = next((cells for cells in parted if len(cells) == width), row)


def _moved(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The rows below the header with more cells than the others; a mark that ends every row adds none."""
    header = next((number for number, row in enumerate(rows) if len(row) == width), len(rows))
    below = [number for number in range(header + 1, len(rows)) if len(rows[number]) > 1]
    longer = [number for number in below if len(rows[number]) > width]
    if len(longer) == len(below) and all(not any(rows[number][width:]) for number in longer):
        return []
    return longer


def _tell_moved(moved: Sequence[int], line: str, mark: str, place: Place, findings: Findings) -> None:
    shown = line.strip()
    findings.error(
        "ledger.text_columns",
        place,
        f"第{spell_rows(moved)}行比其他行多出几格，分不清哪个{mark}是格与格的分界",
        evidence=shown if len(shown) <= _LONGEST_EVIDENCE else f"{shown[:_LONGEST_EVIDENCE]}……",
        remedy=f"格里本来就有{mark}的，请把这一格用英文双引号括起来，或者用表格软件核对以后另存为 .xlsx",
    )
