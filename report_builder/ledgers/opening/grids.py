"""A ledger file → its sheets as grids of raw cells, every cell at its own row and column."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from python_calamine import CalamineWorkbook, SheetTypeEnum

from report_builder.diagnostics import Place
from report_builder.ledgers.opening.binary_workbooks import OLE_SIGNATURE, survey_xls
from report_builder.ledgers.opening.layouts import Layout
from report_builder.ledgers.opening.surveys import Survey, WorkbookFaultError, broken, encrypted
from report_builder.ledgers.opening.zipped_workbooks import ZIP_SIGNATURE, Surveyed, survey_zip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.opening.sources import Source

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_CSV_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_DELIMITERS: Final = (",", "\t", ";")
_HEAD: Final = 2_000
_LETTERS: Final = 26


class Grid(Struct, frozen=True):
    """A sheet's cells from A1 on; an empty cell is an empty text."""

    file: str
    sheet: str
    rows: Sequence[Sequence[RawCell]]
    layout: Layout = field(default_factory=Layout)


def column_letter(index: int) -> str:
    """The letter of a column by its index from 0: A, Z, AA."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, _LETTERS)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


def read_grids(source: Source, findings: Findings) -> tuple[Grid, ...]:
    """Every sheet of a file that can be read; otherwise none, and the findings say why."""
    try:
        content = source.read()
        is_text = source.suffix == ".csv" and not content.startswith((OLE_SIGNATURE, ZIP_SIGNATURE))
        return _csv_grids(source, content) if is_text else _workbook_grids(source, content)
    except WorkbookFaultError as fault:
        findings.error(fault.code, Place(source.file), fault.message, remedy=fault.remedy)
        return ()


def _workbook_grids(source: Source, content: bytes) -> tuple[Grid, ...]:
    surveyed = _survey(content)
    surveys = {survey.sheet: survey for survey in surveyed.surveys}
    return tuple(
        _grid(source.file, sheet, rows, surveys.get(sheet))
        for sheet, rows in _cells(surveyed.content, frozenset(surveys))
    )


def _grid(file: str, sheet: str, rows: list[list[RawCell]], survey: Survey | None) -> Grid:
    layout = survey.layout() if survey else Layout()
    return Grid(file, sheet, _with_faults(rows, survey), layout)


def _survey(content: bytes) -> Surveyed:
    """Go by the content, since exporting programs often give an .xlsx the name .xls and the reverse."""
    if content.startswith(OLE_SIGNATURE):
        return Surveyed(survey_xls(content), content)
    if content.startswith(ZIP_SIGNATURE):
        return survey_zip(content)
    if not content:
        raise broken(what="文件是空的")
    if content.lstrip()[:1] == b"<":
        raise broken(what="它其实是网页或 XML 文件，只是改了扩展名")
    raise broken(what="它其实不是表格文件，或已损坏")


def _cells(content: bytes, surveyed: frozenset[str]) -> Iterator[tuple[str, list[list[RawCell]]]]:
    """The cells of every worksheet as calamine gives them, each row as long as the longest."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        if content.startswith(ZIP_SIGNATURE) and not surveyed.issuperset(names):
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


def _csv_grids(source: Source, content: bytes) -> tuple[Grid, ...]:
    """A CSV file has one sheet, which is called by the file's name, as spreadsheet programs do."""
    text = _decode(content)
    survey = Survey(source.name.removesuffix(source.name[-len(source.suffix) :]))
    rows: list[list[RawCell]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)):
            if row:
                survey.reach(len(rows), len(row) - 1)
            rows.append([*row])
    except csv.Error as fault:
        raise broken(what="不是逗号分隔的表格") from fault
    width = survey.columns
    return (Grid(source.file, survey.sheet, [row + [""] * (width - len(row)) for row in rows]),)


def _delimiter(text: str) -> str:
    """What parts the cells: the mark that the lines down to the header have most of, a comma if none."""
    head = text[:_HEAD]
    return max(_DELIMITERS, key=head.count)


def _decode(content: bytes) -> str:
    if content.startswith(_UTF16_MARKS) or b"\0" in content:
        raise broken(what="不是 UTF-8 或 GB18030 编码的文本")
    for encoding in _CSV_ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise broken(what="不是 UTF-8 或 GB18030 编码的文本")
