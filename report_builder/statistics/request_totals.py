"""The rows of 依申请公开统计, filled directly → the statutory table, compared with the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import astuple, replace

from report_builder.statistics.figures import ByApplicant
from report_builder.statistics.rows import (
    APPLICANTS,
    OUTCOMES,
    REQUEST_ROWS,
    TOTAL,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.diagnostics import Findings, Place
    from report_builder.ledgers.records import ApplicationTotal
    from report_builder.statistics.figures import RequestStatistics

_LABELS: Final = {row.key: row.label for row in REQUEST_ROWS}
_KEYS: Final = {row.label: row.key for row in REQUEST_ROWS}
_OUTCOME_KEYS: Final = frozenset(row.key for row in OUTCOMES)
_COLUMNS: Final = tuple(APPLICANTS)
_MOST_CELLS: Final = 12

Table = dict[str, tuple[int, ...]]


def take_totals(
    totals: Sequence[ApplicationTotal], counted: RequestStatistics, findings: Findings
) -> RequestStatistics:
    """``counted`` with the rows that ``totals`` give; both must agree where the ledger has applications.

    Departments' tables are added up; a row that none of them has is nil, and 总计 is the sum of the outcomes.
    """
    table = _read(totals)
    place = totals[0].origin.cell("项目")
    rows = tuple((row.key, ByApplicant(*table[row.key])) for row in REQUEST_ROWS)
    if any(figures.total for _, figures in counted.rows):
        _compare(rows, counted, place, findings)
    return replace(counted, rows=rows)


def _read(totals: Sequence[ApplicationTotal]) -> Table:
    """The table's figures by row; ``checks.arithmetic`` tells whether they add up, table by table."""
    nil = (0,) * len(_COLUMNS)
    table = dict.fromkeys((row.key for row in REQUEST_ROWS), nil)
    # A department that leaves 总计 out has it counted from its own outcomes, whatever the others do.
    with_total = {row.origin.source.file for row in totals if row.label == TOTAL.label}
    for row in totals:
        key = _KEYS[row.label]
        table[key] = _add(table[key], row.counts)
        if key in _OUTCOME_KEYS and row.origin.source.file not in with_total:
            table[TOTAL.key] = _add(table[TOTAL.key], row.counts)
    return table


def _add(sums: Iterable[int], counts: Iterable[int]) -> tuple[int, ...]:
    """Two rows of the table, figure by figure."""
    return tuple(map(sum, zip(sums, counts, strict=True)))


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
