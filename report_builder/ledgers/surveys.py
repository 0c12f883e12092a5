"""A workbook's own bytes → how far its sheets reach and which cells hold formula errors, before it is opened.

The calamine engine gives formula errors as empty cells, and reserves memory for the whole rectangle that a
sheet's outermost cells span; so both are looked up first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from report_builder.ledgers.cells import ERROR_VALUES, UNKNOWN_ERROR, UNSAVED_FORMULA

MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 256
MAX_CELLS: Final = 5_000_000
MAX_FAULTS: Final = 10_000


class WorkbookFaultError(Exception):
    """A workbook that cannot be taken; holds what a finding needs beside its place."""

    def __init__(self, *, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy


@dataclass(slots=True)
class Survey:
    """A sheet as its file describes it: its extent, and its formula errors by row and column from 0."""

    sheet: str
    rows: int = 0
    columns: int = 0
    faults: dict[tuple[int, int], str] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Take note of a filled cell; raises ``WorkbookFaultError`` where the sheet grows out of bounds."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows > MAX_ROWS or self.columns > MAX_COLUMNS or self.rows * self.columns > MAX_CELLS:
            raise WorkbookFaultError(
                code="file.too_large",
                message=f"“{self.sheet}”表伸展到第 {self.rows} 行、第 {self.columns} 列，大得不合常理",
                remedy="请删去数据区以外的内容，或拆成几个文件",
            )

    def fault(self, row: int, column: int, text: str) -> None:
        """Take note of a cell whose formula gave an error or no value."""
        self.reach(row, column)
        if len(self.faults) < MAX_FAULTS:
            known = text in ERROR_VALUES or text == UNSAVED_FORMULA
            self.faults[row, column] = text if known else UNKNOWN_ERROR


def broken(*, what: str) -> WorkbookFaultError:
    """The fault of a workbook whose file is damaged."""
    return WorkbookFaultError(
        code="file.unreadable",
        message=f"打不开：{what}",
        remedy="请用表格软件打开它，另存为新的 .xlsx；打不开的话请换一份完好的",
    )


def encrypted() -> WorkbookFaultError:
    """The fault of a workbook that asks for a password."""
    return WorkbookFaultError(
        code="ledger.file_encrypted",
        message="设有打开密码，读不出内容",
        remedy="请在表格软件里去掉打开密码，另存后再放进来",
    )
