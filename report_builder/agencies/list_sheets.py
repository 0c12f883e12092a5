"""Rows under a head → a sheet of a workbook that is read on the screen and printed on A4 across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.agencies.row_heights import height_of
from report_builder.visible_text import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it carries no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it carries no types

Cell = str | int | float | None

_LONGEST: Final = 32_767  # characters of a cell, ECMA-376 part 1, 18.4.12
_MOST_LINKS: Final = 60_000  # of a sheet: Excel takes 65,530
_A4: Final = 9


def write_list(  # noqa: PLR0913, PLR0917  what is written, and how it looks
    sheet: Worksheet,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    bold: Format,
    looks: Sequence[Format],
    link: tuple[int, Format] | None = None,
) -> None:
    """Write a head and the rows below it, each as high as its texts; a look and a width for each column.

    ``link`` is a column whose texts are files beside the workbook, with the look of what leads there.
    """
    for column, (word, width) in enumerate(zip(head, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, bold)
    for line, row in enumerate(rows, start=1):
        sheet.set_row(line, height_of(row, widths))
        for column, value in enumerate(row):
            if link and column == link[0] and value and line <= _MOST_LINKS:
                _write_link(sheet, line, column, str(value), link[1])
            else:
                _write_cell(sheet, line, column, value, looks[column])


def _write_cell(sheet: Worksheet, line: int, column: int, value: Cell, look: Format) -> None:
    if value is None:
        sheet.write_blank(line, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(line, column, written(value)[:_LONGEST], look)
    else:
        sheet.write_number(line, column, value, look)


def _write_link(sheet: Worksheet, line: int, column: int, file: str, look: Format) -> None:
    address = f"external:{file.replace('%', '%25').replace('#', '%23')}"
    sheet.write_url(line, column, address, look, written(file)[:_LONGEST])


def keep_heads(sheet: Worksheet, rows: int, columns: int) -> None:
    """Let the head and the first column stay in sight, and rows be chosen by what they say."""
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, rows), columns - 1)


def print_across_a4(sheet: Worksheet) -> None:
    """Let a page show all columns, and every page the head."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
