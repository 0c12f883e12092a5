"""Faults in a sheet's cells → findings in the order of its rows, many alike as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct, field

from report_builder.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.frames import SheetOrigin

MOST_TOLD: Final = 20  # of one kind in one column; beyond, one finding speaks for all
_MOST_PLACES: Final = 5


class CellRemark(Struct, frozen=True):
    """What a finding says of one cell."""

    message: str
    evidence: str = ""
    remedy: str = ""


class RowFaults(Struct):
    """Gathers the faults of a sheet: which rows have failed, and what is to be told.

    ``numbers`` are the rows' numbers as the spreadsheet program shows them; a row is meant by its index.
    """

    origin: SheetOrigin
    numbers: NDArray[np.int64]
    failed: NDArray[np.bool_]
    by_column: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    _told: list[tuple[int, int, Finding]] = field(default_factory=list)

    def fail(
        self, code: str, column: str, rows: NDArray[np.bool_], tell: Callable[[int], CellRemark]
    ) -> None:
        """Fail the rows of a mask for a cell of theirs, and tell it as an error."""
        if rows.any():
            self.failed |= rows
            self.by_column[column] = self.by_column.get(column, np.zeros_like(rows)) | rows
            self._tell(code, Severity.ERROR, column, rows, tell)

    def warn(
        self, code: str, column: str, rows: NDArray[np.bool_], tell: Callable[[int], CellRemark]
    ) -> None:
        """Tell of the rows of a mask, which count all the same."""
        if rows.any():
            self._tell(code, Severity.WARNING, column, rows, tell)

    def of(self, *columns: str) -> NDArray[np.bool_]:
        """The rows that have failed for one of these columns."""
        none = np.zeros_like(self.failed)
        for column in columns:
            none = none | self.by_column.get(column, none)
        return none

    def _tell(
        self,
        code: str,
        severity: Severity,
        column: str,
        rows: NDArray[np.bool_],
        tell: Callable[[int], CellRemark],
    ) -> None:
        indices = np.flatnonzero(rows)
        shown = indices if len(indices) <= MOST_TOLD else indices[:1]
        for index in shown.tolist():
            told = tell(index)
            message, evidence = told.message, told.evidence
            if len(shown) < len(indices):
                more = "、".join(
                    self.origin.cell(int(self.numbers[each]), column).cell for each in indices[1:_MOST_PLACES]
                )
                message = f"{message}；这一列同类的错误共 {len(indices)} 处"
                evidence = f"{f'{evidence}；' if evidence else ''}另外在 {more} 等"
            place = self.origin.cell(int(self.numbers[index]), column)
            finding = Finding(code, severity, place, message, evidence, told.remedy)
            self._told.append((index, len(self._told), finding))

    def tell(self, findings: Findings) -> None:
        """Hand over all that was gathered, row by row."""
        findings.extend(finding for _, _, finding in sorted(self._told, key=lambda each: each[:2]))
