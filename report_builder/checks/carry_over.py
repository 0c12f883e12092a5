"""This year's figures and last year's → a warning for each that does not carry on where last year's ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from report_builder.checks.count_grids import filled_grids, request_grid
from report_builder.checks.deadlines import applications_of
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.statistics.documents_in_force import FIRST_YEAR_IN_FORCE
from report_builder.statistics.rows import (
    APPLICANTS,
    CARRIED_IN,
    DOCUMENTS,
    NORMATIVE_DOCUMENTS,
    REQUEST_ROWS,
    RULES,
)
from report_builder.statistics.tallies import ByApplicant, DocumentStock, LegalFigures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.checks.count_grids import CountGrid
    from report_builder.ledgers.frames import Ledgers
    from report_builder.request_rows import RequestRow
    from report_builder.statistics.declaring import Value
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear

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


def check_carried(figures: Mapping[str, Value], last_year: LastYear, file: str) -> Iterator[Finding]:
    """The same of a year of which only the figures are known; ``file`` is where they are printed.

    What one of the two years does not give is not compared.
    """
    if {f"requests.carried_in.{column}" for column in APPLICANTS.values()} <= figures.keys() and {
        f"requests.carried_out.{column}" for column in APPLICANTS.values()
    } <= last_year.figures.keys():
        counts = (int(figures[f"requests.carried_in.{column}"] or 0) for column in APPLICANTS.values())
        now = request_grid(REQUEST_ROWS, [(CARRIED_IN.key, ByApplicant(*counts))])
        for column, carried_in, carried_out in _uncarried(now, REQUEST_ROWS, last_year):
            yield _not_carried(now, column, (carried_in, carried_out), Place(file), last_year, "")
    if last_year.year < FIRST_YEAR_IN_FORCE:
        return
    legal = LegalFigures(figures)
    for kind, key in DOCUMENTS.items():
        wanted = {f"proactive.{key}.{part}" for part in DocumentStock.__struct_fields__}
        in_force = f"proactive.{key}.in_force"
        if wanted <= figures.keys() and last_year.figures.get(in_force) is not None:
            yield from _check_stock(kind, key, legal.stock(key), last_year.count(in_force))


def _check_requests(ledgers: Ledgers, statistics: Statistics, last_year: LastYear) -> Iterator[Finding]:
    """上年结转 is last year's 结转下年度继续办理; a warning: last year's report may be the wrong one."""
    now = request_grid(statistics.request_rows, statistics.requests.rows)
    for column, carried_in, carried_out in _uncarried(now, statistics.request_rows, last_year):
        numbers = _numbers(ledgers, statistics, now.columns[column])
        place = _place(ledgers, statistics, column)
        yield _not_carried(now, column, (carried_in, carried_out), place, last_year, numbers)


def _uncarried(
    now: CountGrid, rows: Iterable[RequestRow], last_year: LastYear
) -> Iterator[tuple[int, int, int]]:
    """The columns in which what is carried in is not what was carried out, with both figures."""
    before = request_grid(rows, [(CARRIED_IN.key, last_year.carried_out)])
    for column in range(len(now.columns)):
        carried_in, carried_out = now.cell(CARRIED_IN.key, column), before.cell(CARRIED_IN.key, column)
        if carried_in != carried_out:
            yield column, carried_in, carried_out


def _not_carried(  # noqa: PLR0913, PLR0917  what the sentence is made of
    now: CountGrid,
    column: int,
    carried: tuple[int, int],
    place: Place | None,
    last_year: LastYear,
    numbers: str,
) -> Finding:
    carried_in, carried_out = carried
    return Finding(
        "statistics.carry_over",
        Severity.WARNING,
        place,
        f"“{now.columns[column]}”一列：上年结转 {carried_in}，上年报告的结转下年度继续办理是 {carried_out}",
        evidence=f"相差 {abs(carried_in - carried_out)}；上年的数取自 {last_year.place}{numbers}",
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
