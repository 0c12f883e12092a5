"""The bytes of a workbook of the usual kinds → its sheets, read by calamine once they have been surveyed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook, SheetTypeEnum

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.biff5_workbooks import is_biff5, read_biff5
from report_builder.ledgers.opening.binary_workbooks import survey_xls, workbook_stream
from report_builder.ledgers.opening.layouts import SheetLayout
from report_builder.ledgers.opening.raw_sheets import RawSheet
from report_builder.ledgers.opening.surveys import Survey, WorkbookFaultError, broken, encrypted
from report_builder.ledgers.opening.zipped_workbooks import survey_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.ledgers.cells import RawCell


def read_old_workbook(content: bytes, budget: Budget = USUAL) -> list[RawSheet]:
    """The sheets of an .xls; raises ``WorkbookFaultError`` for one that must stay shut."""
    stream = workbook_stream(content)
    if is_biff5(stream):
        return read_biff5(stream, budget)
    surveys = {survey.sheet: survey for survey in survey_xls(stream, budget)}
    return [_sheet(name, rows, surveys.get(name)) for name, rows in _cells(content, None)]


def read_zipped_workbook(content: bytes, budget: Budget = USUAL) -> list[RawSheet]:
    """The sheets of an .xlsx, .xlsm or .ods; raises ``WorkbookFaultError`` for one that must stay shut."""
    surveyed = survey_zip(content, budget)
    surveys = {survey.sheet: survey for survey in surveyed.surveys}
    return [
        _sheet(name, rows, surveys.get(name)) for name, rows in _cells(surveyed.content, frozenset(surveys))
    ]


def _sheet(name: str, rows: list[list[RawCell]], survey: Survey | None) -> RawSheet:
    layout = survey.layout() if survey else SheetLayout()
    return RawSheet(name, _with_faults(rows, survey), layout)


def _cells(content: bytes, surveyed: frozenset[str] | None) -> Iterator[tuple[str, list[list[RawCell]]]]:
    """The cells of every worksheet as calamine gives them, each row as long as the longest."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        if surveyed is not None and not surveyed.issuperset(names):
            raise broken(what="文件内部的工作表目录已损坏")  # noqa: TRY301 - the engine alone knows which sheets it would read
        for name in names:
            yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except WorkbookFaultError:
        raise
    except BaseException as fault:
        # calamine's Rust panics are no `Exception`; anything else of that rank must pass.
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        if "password" in str(fault).lower():
            raise encrypted() from fault
        raise broken(what="文件不完整或已损坏") from fault


def _with_faults(rows: list[list[RawCell]], survey: Survey | None) -> list[list[RawCell]]:
    """The cells with the formula errors put back that calamine leaves empty."""
    if survey is None or not survey.faults:
        return rows
    height = max(row for row, _ in survey.faults) + 1
    width = max(len(rows[0]) if rows else 0, max(column for _, column in survey.faults) + 1)
    if rows and width > len(rows[0]):
        for row in rows:
            row.extend([""] * (width - len(row)))
    rows.extend([""] * width for _ in range(height - len(rows)))
    for (row_index, column), text in survey.faults.items():
        rows[row_index][column] = text
    return rows
