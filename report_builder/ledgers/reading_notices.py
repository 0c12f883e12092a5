"""What was taken of a sheet otherwise than it stands there → notices, one for all cells that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from report_builder.ledgers.cells import shown
from report_builder.ledgers.declarations import LABELS, QUANTITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.conversions import ColumnValues
    from report_builder.ledgers.tables import LedgerTable


def tell_rewordings(table: LedgerTable, converted: Iterable[ColumnValues], findings: Findings) -> None:
    """Tell which cells were read in other words than they say.

    Labels are told by their wording, since each may be mistaken in its own way. A column of dates or numbers
    is told once, with its first cell: all of it was written in the same manner.
    """
    told: list[tuple[int, int, str, str]] = []
    for order, column in enumerate(converted):
        read_as = column.read_as
        if not any(each is not None for each in read_as):
            continue
        codes = column.distinct.codes
        rows = np.flatnonzero(table.records & column.distinct.rows([each is not None for each in read_as]))
        if not len(rows):
            continue
        name = column.column.name
        if column.column.kind not in LABELS:
            told.append((int(rows[0]), order, name, _sentence(column, int(codes[rows[0]]), len(rows))))
            continue
        found, firsts, counts = np.unique(codes[rows], return_index=True, return_counts=True)
        told.extend(
            (int(rows[first]), order, name, _sentence(column, int(code), int(count)))
            for code, first, count in zip(found, firsts, counts, strict=True)
        )
    for row, _, name, message in sorted(told):
        findings.notice("ledger.tidied", table.origin.cell(int(table.numbers[row]), name), message)


def _sentence(column: ColumnValues, code: int, count: int) -> str:
    same = "同样的写法" if column.column.kind in LABELS else "这一列不规范的写法"
    more = f"，{same}共 {count} 处" if count > 1 else ""
    written = " ".join(shown(column.distinct.cells[code]).split())
    return f"{column.column.name}写作“{written}”，按“{column.read_as[code]}”读取{more}"


def tell_merged(table: LedgerTable, findings: Findings) -> None:
    """Tell which merged cells gave their value to each of their rows."""
    for name, rows in table.merged.items():
        if table.sheet.column(name).kind in QUANTITIES:
            continue
        spans = sorted({span for row, span in rows.items() if table.records[row]})
        if not spans:
            continue
        first = spans[0]
        more = f"等 {len(spans)} 处" if len(spans) > 1 else ""
        where = f"第{first.row + 1}至{first.last_row + 1}行{more}"
        findings.notice(
            "ledger.merged",
            table.origin.cell(first.row + 1, name),
            f"{name}{where}是合并的单元格，其中每一行都按同一个值读取",
        )
