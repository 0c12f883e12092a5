"""The rows of 依申请公开统计, filled directly → the statutory table, checked as its own head demands."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from report_builder.statistics.figures import ByApplicant
from report_builder.statistics.rows import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    NEW,
    OUTCOMES,
    REQUEST_ROWS,
    TOTAL,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Findings, Place
    from report_builder.ledgers.records import ApplicationTotal
    from report_builder.statistics.figures import RequestStatistics

_LABELS: Final = {row.key: row.label for row in REQUEST_ROWS}
_KEYS: Final = {row.label: row.key for row in REQUEST_ROWS}
_COLUMNS: Final = tuple(APPLICANTS)
_MOST_CELLS: Final = 12

Table = dict[str, tuple[int, ...]]


def take_totals(
    totals: Sequence[ApplicationTotal], counted: RequestStatistics, findings: Findings
) -> RequestStatistics:
    """``counted`` with the rows that ``totals`` give; both must agree where the ledger has applications.

    Departments' tables are added up; a row that none of them has is nil, and 总计 is the sum of the outcomes.
    """
    table = _read(totals, findings)
    place = totals[0].origin.cell("项目")
    _check_balance(table, place, findings)
    rows = tuple((row.key, ByApplicant(*table[row.key])) for row in REQUEST_ROWS)
    if any(figures.total for _, figures in counted.rows):
        _compare(rows, counted, place, findings)
    return replace(counted, rows=rows)


def _read(totals: Sequence[ApplicationTotal], findings: Findings) -> Table:
    """The table's figures by row; every row's 总计 is checked on the way (勾稽：各列之和等于总计)."""
    table: dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]] = {}
    nil = np.zeros(len(_COLUMNS), np.int64)
    for row in totals:
        key = _KEYS[row.label]
        if sum(row.counts) != row.total:
            findings.error(
                "statistics.unbalanced",
                row.origin.cell("总计"),
                f"“{row.label}”一行：六类申请人之和不等于总计",
                evidence=f"之和 {sum(row.counts)}，总计 {row.total}，相差 {abs(sum(row.counts) - row.total)}",
                remedy="请核对该行",
            )
        table[key] = table.get(key, nil) + np.array(row.counts, np.int64)
    if TOTAL.key not in table:
        outcomes = [table[row.key] for row in OUTCOMES if row.key in table]
        table[TOTAL.key] = np.sum(outcomes, axis=0) if outcomes else nil
    return {row.key: tuple(int(count) for count in table.get(row.key, nil)) for row in REQUEST_ROWS}


def _check_balance(table: Table, place: Place, findings: Findings) -> None:
    """第一项加第二项之和，等于第三项加第四项之和; and 总计 is the sum of the outcomes, column by column."""
    for column, name in enumerate(_COLUMNS):
        new, carried_in = table[NEW.key][column], table[CARRIED_IN.key][column]
        total, carried_out = table[TOTAL.key][column], table[CARRIED_OUT.key][column]
        outcomes = sum(table[row.key][column] for row in OUTCOMES)
        if new + carried_in != total + carried_out:
            findings.error(
                "statistics.unbalanced",
                place,
                f"“{name}”一列：本年新收 {new} 加上年结转 {carried_in}，"
                f"不等于总计 {total} 加结转下年度 {carried_out}",
                evidence=f"相差 {abs(new + carried_in - total - carried_out)}",
                remedy="请核对该列",
            )
        if outcomes != total:
            findings.error(
                "statistics.unbalanced",
                place,
                f"“{name}”一列：各项办理结果之和 {outcomes}，不等于总计 {total}",
                evidence=f"相差 {abs(outcomes - total)}",
                remedy="请核对该列",
            )


def _compare(
    rows: tuple[tuple[str, ByApplicant], ...], counted: RequestStatistics, place: Place, findings: Findings
) -> None:
    """Tell of every cell in which the table that was filled in and the ledger differ."""
    differences = [
        f"{_LABELS[key]}·{name}：统计 {given}，台账 {found}"
        for key, figures in rows
        for name, given, found in zip(_COLUMNS, astuple(figures), astuple(counted.row(key)), strict=True)
        if given != found
    ]
    if differences:
        shown = "；".join(differences[:_MOST_CELLS])
        more = f"；等共{len(differences)}格" if len(differences) > _MOST_CELLS else ""
        findings.error(
            "statistics.requests_differ",
            place,
            "“依申请公开统计”与“依申请公开”台账数出来的不一致",
            evidence=shown + more,
            remedy="请改正其中一张；只按统计表填报的，请清空“依申请公开”台账",
        )
