"""This year's figures and last year's → a warning for each that does not carry on where last year's ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from report_builder.checks.count_grids import filled_grids, request_grid
from report_builder.checks.deadlines import applications_of
from report_builder.diagnostics import Finding, Severity
from report_builder.statistics.documents_in_force import FIRST_YEAR_IN_FORCE
from report_builder.statistics.rows import APPLICANTS, CARRIED_IN, NORMATIVE_DOCUMENTS, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.diagnostics import Place
    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.tallies import DocumentStock

_MOST_NUMBERS: Final = 8


def check_carry_over(
    ledgers: Ledgers, statistics: Statistics, last_year: LastYear | None
) -> Iterator[Finding]:
    """Applications carried in, by column, and documents in force, against the year before, if known."""
    if last_year is None:
        return
    yield from _check_requests(ledgers, statistics, last_year)
    if last_year.year >= FIRST_YEAR_IN_FORCE:
        legal = statistics.legal
        yield from _check_stock(RULES, "rules", legal.rules, last_year.rules_in_force)
        yield from _check_stock(
            NORMATIVE_DOCUMENTS,
            "normative_documents",
            legal.normative_documents,
            last_year.normative_documents_in_force,
        )


def _check_requests(ledgers: Ledgers, statistics: Statistics, last_year: LastYear) -> Iterator[Finding]:
    """上年结转 is last year's 结转下年度继续办理; a warning: last year's report may be the wrong one."""
    before = request_grid(statistics.request_rows, [(CARRIED_IN.key, last_year.carried_out)])
    now = request_grid(statistics.request_rows, statistics.requests.rows)
    for column, name in enumerate(now.columns):
        carried_in, carried_out = now.cell(CARRIED_IN.key, column), before.cell(CARRIED_IN.key, column)
        if carried_in == carried_out:
            continue
        yield Finding(
            "statistics.carry_over",
            Severity.WARNING,
            _place(ledgers, statistics, column),
            f"“{name}”一列：上年结转 {carried_in}，上年报告的结转下年度继续办理是 {carried_out}",
            evidence=f"相差 {abs(carried_in - carried_out)}；上年的数取自 {last_year.place}"
            + _numbers(ledgers, statistics, name),
            remedy="请核对：上年未办结的申请要全部登记在今年的台账里，上年已经答复的不要登记",
            about=(now.path(CARRIED_IN.key, column),),
        )


def _place(ledgers: Ledgers, statistics: Statistics, column: int) -> Place | None:
    """The cell of 上年结转 where one table was filled in: several make up the figure together."""
    grids = filled_grids(ledgers, statistics.request_rows)
    return grids[0].place(CARRIED_IN.key, column) if len(grids) == 1 else None


def _numbers(ledgers: Ledgers, statistics: Statistics, column: str) -> str:
    """The numbers under which the ledger has the applications that were carried in."""
    rows = applications_of(ledgers, statistics.first_day, statistics.last_day)
    carried = rows[rows["收到日期"] < pd.Timestamp(statistics.first_day)]
    if column in APPLICANTS:
        carried = carried[carried["申请人类型"] == column]
    numbers = carried["登记编号"].tolist()
    shown = "、".join(numbers[:_MOST_NUMBERS]) + (
        f"等{len(numbers)}件" if len(numbers) > _MOST_NUMBERS else ""
    )
    return f"；台账里上年收到的是：{shown}" if numbers else ""


def _check_stock(kind: str, key: str, stock: DocumentStock, last_year: int) -> Iterator[Finding]:
    """现行有效 is last year's, and what was issued, less what was abolished."""
    expected = last_year + stock.issued - stock.abolished
    if stock.in_force != expected:
        yield Finding(
            "statistics.in_force",
            Severity.WARNING,
            None,
            f"“{kind}”现行有效 {stock.in_force} 件，按上年推算应是 {expected} 件",
            evidence=f"上年现行有效 {last_year}，加本年制发 {stock.issued}，减本年废止 {stock.abolished}",
            remedy="请核对“规范性文件”台账是否漏登、重登，以及上年的现行有效件数",
            about=(f"proactive.{key}.in_force",),
        )
