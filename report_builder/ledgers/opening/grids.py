"""A ledger file → its sheets as grids of raw cells, every cell at its own row and column."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.diagnostics import Place
from report_builder.ledgers.opening.file_kinds import FileKind, kind_of
from report_builder.ledgers.opening.layouts import SheetLayout
from report_builder.ledgers.opening.surveys import WorkbookFaultError, broken, too_many_sheets
from report_builder.ledgers.opening.text_encodings import decode_text
from report_builder.ledgers.opening.text_tables import read_text_table
from report_builder.ledgers.opening.workbook_files import read_old_workbook, read_zipped_workbook
from report_builder.ledgers.opening.xml_spreadsheets import read_xml_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.opening.file_bytes import LedgerFile
    from report_builder.ledgers.opening.raw_sheets import RawSheet

_DELIMITED: Final = frozenset({".csv", ".tsv"})
_PAGES: Final = frozenset({".htm", ".html", ".mht", ".mhtml"})
_ON_PAGES: Final = frozenset({FileKind.WEB_PAGE, FileKind.WEB_ARCHIVE})
_WORKBOOKS: Final = frozenset({FileKind.OLD_WORKBOOK, FileKind.ZIPPED_WORKBOOK})
_ANYTHING: Final = _PAGES | {".txt", ".xml"}  # endings that promise no table
# What the ending promises; a workbook goes under any ending, since nothing is lost by that.
_PROMISED: Final = {
    FileKind.TEXT: _DELIMITED | {".txt"},
    FileKind.WEB_PAGE: _PAGES,
    FileKind.WEB_ARCHIVE: _PAGES,
    FileKind.SPREADSHEET_2003: frozenset({".xml"}),
}
_LETTERS: Final = 26


class SheetGrid(Struct, frozen=True):
    """A sheet's cells from A1 on; an empty cell is an empty text."""

    file: str
    sheet: str
    rows: Sequence[Sequence[RawCell]]
    layout: SheetLayout = field(default_factory=SheetLayout)


def column_letter(index: int) -> str:
    """The letter of a column by its index from 0: A, Z, AA."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, _LETTERS)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


def read_grids(source: LedgerFile, findings: Findings) -> tuple[SheetGrid, ...]:
    """Every sheet of a file that can be read; otherwise none, and the findings say why."""
    place = Place(source.file)
    try:
        content = source.read()
        kind = kind_of(content)
        sheets = _sheets(kind, content, source, findings)
        if len(sheets) > source.budget.sheets:
            raise too_many_sheets(source.budget)
        if not sheets and source.suffix not in _ANYTHING:
            raise _no_table(kind, source.suffix)
    except WorkbookFaultError as fault:
        findings.error(fault.code, place, fault.message, remedy=fault.remedy)
        return ()
    if not sheets:
        what = "里面没有表格，不是台账，没有读取"
        findings.notice("ledger.file_skipped", place, what, remedy="台账请用 .xlsx、.xls、.ods 或 .csv")
    elif kind not in _WORKBOOKS and source.suffix not in _PROMISED[kind]:
        what = f"扩展名是 {source.suffix}，其实是{kind.value}，已按里面的表格打开"
        findings.notice("ledger.file_kind", place, what, remedy="最好用表格软件打开，另存为 .xlsx")
    elif source.suffix == ".xlsm":
        what = "带有宏：宏没有运行，只读取了表格里已有的数据"
        findings.notice("ledger.macros", place, what, remedy="数据要靠宏算出来的，请先用表格软件打开并保存")
    return tuple(SheetGrid(source.file, sheet.name, sheet.rows, sheet.layout) for sheet in sheets)


def _sheets(kind: FileKind, content: bytes, source: LedgerFile, findings: Findings) -> list[RawSheet]:
    """The sheets of a file by what it holds; none where it holds no table, or none that its ending admits."""
    stem = PurePath(source.name).stem
    if kind is FileKind.TEXT:
        place, is_table = Place(source.file, stem), source.suffix in _DELIMITED
        text = _text(content, source.suffix)
        return _found(read_text_table(text, place, findings, source.budget, is_table=is_table))
    if kind is FileKind.SPREADSHEET_2003:
        return read_xml_spreadsheet(decode_text(content), source.budget)
    if kind in _WORKBOOKS:
        is_old = kind is FileKind.OLD_WORKBOOK
        read = read_old_workbook if is_old else read_zipped_workbook
        return read(content, source.budget)
    if kind in _ON_PAGES and source.suffix not in _DELIMITED:
        from report_builder.ledgers.opening.web_sheets import read_web_sheets  # noqa: PLC0415  few ledgers are pages

        return read_web_sheets(content, stem, source.budget, is_archive=kind is FileKind.WEB_ARCHIVE)
    return []


def _text(content: bytes, suffix: str) -> str:
    """The text of a file; one whose ending promises a workbook is not spoken of as if it should be text."""
    try:
        return decode_text(content)
    except WorkbookFaultError as fault:
        if suffix in _PROMISED[FileKind.TEXT]:
            raise
        raise _no_table(FileKind.TEXT, suffix) from fault


def _no_table(kind: FileKind, suffix: str) -> WorkbookFaultError:
    """The fault of a file whose ending promises a table."""
    if kind in _ON_PAGES:
        return WorkbookFaultError(
            code="file.unreadable",
            message=f"打不开：它其实是网页，{'不是' if suffix in _DELIMITED else '里面没有'}表格",
            remedy="可能是没有登录时导出的登录页面，请重新导出；"
            "网页上确实有表格的，请用表格软件打开它，另存为 .xlsx",
        )
    if kind is FileKind.EMPTY:
        return WorkbookFaultError(
            code="file.unreadable",
            message="打不开：文件是空的",
            remedy="请换一份填好的台账；用不着的，请移出这个文件夹",
        )
    return broken(
        what={
            FileKind.OTHER_MARKUP: "它其实是 XML 文件，不是表格",
            FileKind.TEXT: "它其实不是表格文件，或已损坏",
        }.get(kind, "里面没有工作表")
    )


def _found(sheet: RawSheet | None) -> list[RawSheet]:
    return [] if sheet is None else [sheet]
