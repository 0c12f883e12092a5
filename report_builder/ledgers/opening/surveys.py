"""A workbook's own bytes → how far its sheets reach, where formulas failed, and how they are laid out.

The calamine engine gives formula errors as empty cells, tells nothing of hidden rows, and reserves memory for
the whole rectangle that a sheet's outermost cells span; so all of it is looked up before it opens the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.cells import ERROR_VALUES, UNKNOWN_ERROR, UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import EPOCH_1900, CellRange, SheetLayout

if TYPE_CHECKING:
    from datetime import date

# What spreadsheet programs can hold (Excel's specifications and limits). What memory can, the budget says:
# calamine takes 42 bytes for every cell of the rectangle: 20 million are less than a gigabyte for a moment.
MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_FAULTS: Final = 100_000
MAX_MARKS: Final = 200_000  # merged cells, and runs of hidden rows or columns, of one sheet


class WorkbookFaultError(Exception):
    """A workbook that cannot be taken; holds what a finding needs beside its place."""

    def __init__(self, *, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy


class Survey(Struct):
    """A sheet as its file describes it: its extent, formula errors and layout, by row and column from 0."""

    sheet: str
    budget: Budget = USUAL
    rows: int = 0
    columns: int = 0
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    is_hidden: bool = False
    epoch: date = EPOCH_1900
    letters: int = 0
    _hidden_rows: list[range] = field(default_factory=list)
    _hidden_columns: list[range] = field(default_factory=list)
    _merged: list[CellRange] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Take note of a filled cell; raises ``WorkbookFaultError`` where the sheet grows out of bounds."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows > MAX_ROWS or self.columns > MAX_COLUMNS:
            raise self._too_large()
        if self.rows * self.columns > self.budget.cells:
            raise self._too_large(self.budget.way_out("cells"))

    def hold(self, letters: int) -> None:
        """Take note of text that the file has once and the cells have more often, or that it only describes.

        Raises ``WorkbookFaultError`` where there is no end of it.
        """
        self.letters += letters
        if self.letters > self.budget.letters:
            raise WorkbookFaultError(
                code="file.too_large",
                message="单元格里的文字展开后多得不合常理，没有打开",
                remedy="请删去重复的长文字和成串的空格，或者用表格软件打开它，另存为 .xlsx；"
                f"{self.budget.way_out('unpacked_megabytes')}",
            )

    def _too_large(self, *ways_out: str) -> WorkbookFaultError:
        return WorkbookFaultError(
            code="file.too_large",
            message=f"“{self.sheet}”表伸展到第 {self.rows} 行、第 {self.columns} 列，大得不合常理",
            remedy="；".join(("请删去数据区以外的内容，或拆成几个文件", *ways_out)),
        )

    def fault(self, row: int, column: int, text: str) -> None:
        """Take note of a cell whose formula gave an error or no value.

        Raises ``WorkbookFaultError`` where they are too many to be told, since none may be taken as empty.
        """
        self.reach(row, column)
        if len(self.faults) >= MAX_FAULTS:
            raise WorkbookFaultError(
                code="ledger.formula",
                message=f"“{self.sheet}”表里有 {MAX_FAULTS // 10_000} 万个以上的公式出错，或没有保存结果",
                remedy="请用表格软件打开并保存一次，改正或删去这些公式",
            )
        known = text in ERROR_VALUES or text == UNSAVED_FORMULA
        self.faults[row, column] = text if known else UNKNOWN_ERROR

    def hide_rows(self, first: int, last: int) -> None:
        """Take note of rows that are hidden or filtered out."""
        _take(self._hidden_rows, range(first, last + 1))

    def hide_columns(self, first: int, last: int) -> None:
        """Take note of columns that are hidden."""
        _take(self._hidden_columns, range(first, last + 1))

    def merge(self, span: CellRange) -> None:
        """Take note of a merged cell; raises ``WorkbookFaultError`` where there is no end of them."""
        if len(self._merged) >= MAX_MARKS:
            raise WorkbookFaultError(
                code="file.too_large",
                message=f"“{self.sheet}”表里合并的单元格超过 {MAX_MARKS // 10_000} 万处",
                remedy="请取消合并，或拆成几个文件",
            )
        self._merged.append(span)

    def layout(self) -> SheetLayout:
        """All that was noted of the sheet's looks."""
        rows, columns = tuple(self._hidden_rows), tuple(self._hidden_columns)
        return SheetLayout(self.is_hidden, rows, columns, tuple(self._merged), self.epoch)


def _take(runs: list[range], run: range) -> None:
    """Lengthen the last run where the new one goes on from it."""
    if runs and runs[-1].stop == run.start:
        runs[-1] = range(runs[-1].start, run.stop)
    elif len(runs) < MAX_MARKS:
        runs.append(run)


def too_many_sheets(budget: Budget) -> WorkbookFaultError:
    """The fault of a workbook, or an archive of pages, that has more sheets than anybody leafs through."""
    return WorkbookFaultError(
        code="file.too_large",
        message=f"里面的工作表多得不合常理，最多读 {budget.sheets} 张，没有打开",
        remedy=f"请用表格软件打开它，删去用不着的工作表；{budget.way_out('parts')}",
    )


def broken(*, what: str) -> WorkbookFaultError:
    """The fault of a workbook whose file is damaged."""
    return WorkbookFaultError(
        code="file.unreadable",
        message=f"打不开：{what}",
        remedy="请用表格软件打开它，另存为新的 .xlsx；打不开的话请换一份完好的",
    )


def encrypted(*, by_protection: bool = False) -> WorkbookFaultError:
    """The fault of a workbook that asks for a password, or of an .xls encrypted by its protection.

    MS-OFFCRYPTO 2.4.2.3: an .xls whose structure is protected is encrypted, though it opens without asking.
    """
    more = "；打开时不问密码的，请撤销“保护工作簿”，再另存为 .xlsx" if by_protection else ""
    return WorkbookFaultError(
        code="ledger.file_encrypted",
        message="设有打开密码，读不出内容",
        remedy=f"请在表格软件里去掉打开密码，另存后再放进来{more}",
    )
