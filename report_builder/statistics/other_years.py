"""Rows of other years → a notice for each that is left out, naming its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.ledgers import sheets
from report_builder.ledgers.frames import FILE, ROW, SHEET, YEAR
from report_builder.ledgers.opening.layouts import spell_rows
from report_builder.statistics.row_findings import tell_rows
from report_builder.statistics.sources import disputes, requests
from report_builder.statistics.sources.duties import is_other_year
from report_builder.statistics.sources.publication import IN_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.frames import LedgerEntry, Ledgers
    from report_builder.statistics.evaluating import Sources
    from report_builder.statistics.sources.row_source import YearPeriod

_CODE: Final = "statistics.other_year"
_FEWEST_ROWS: Final = 2  # of a single row its own notice says all


def tell_other_days(ledgers: Ledgers, sources: Sources, period: YearPeriod, findings: Findings) -> None:
    """What was published, interpreted, put on file, decided or charged in another year."""
    for name, column in (
        ("published", "公开日期"),
        ("interpretations", "解读日期"),
        ("withheld", "备案日期"),
    ):
        source = sources.rows[name]
        is_outside = ~source.masks[IN_YEAR]
        if not is_outside.any():
            continue
        outside = source.frame[is_outside]
        tell_rows(ledgers, outside, _not_in(period, column, column), findings)
        _tell_whole_sheets(ledgers, source.frame, outside, period, findings)
    for sheet in (sheets.ENFORCEMENT, sheets.CHARGES):
        rows = ledgers.frame(sheet)
        is_other = is_other_year(rows, period)
        if not is_other.any():
            continue
        others = rows[is_other]
        _tell_whole_sheets(ledgers, rows, others, period, findings)
        for dated, column in ((others["日期"].notna(), "日期"), (others["日期"].isna(), "月份")):
            tell_rows(ledgers, others[dated], _not_in(period, column, YEAR), findings)


def _tell_whole_sheets(
    ledgers: Ledgers, rows: pd.DataFrame, outside: pd.DataFrame, period: YearPeriod, findings: Findings
) -> None:
    """Warn of sheets of which no row is counted: last year's file, or a wrong year all the way down."""
    counts = dict(rows.groupby([FILE, SHEET], observed=True, sort=False).size().items())
    for source, left_out in outside.groupby([FILE, SHEET], observed=True, sort=False):
        if len(left_out) == counts[source] and len(left_out) >= _FEWEST_ROWS:
            (first,) = ledgers.entries(left_out.iloc[:1])
            findings.warn(
                _CODE,
                Place(first.origin.file, first.origin.sheet),
                f"这张表的 {len(left_out)} 行都不在{period.last_day.year}年内，一行也没有计入",
                remedy="是往年台账的，请移出这个文件夹；年份填错的，请改正",
            )


def leave_out_other_months(ledgers: Ledgers, period: YearPeriod, findings: Findings) -> Ledgers:
    """The ledgers without the months of accounts that say another year; a notice a sheet names them."""
    rows = ledgers.frame(sheets.MEDIA)
    others = is_other_year(rows, period)
    if not others.any():
        return ledgers
    for _, left_out in rows[others].groupby([FILE, SHEET], observed=True, sort=False):
        numbers = [int(row) for row in left_out[ROW]]
        first = next(ledgers.entries(left_out.iloc[:1]))
        findings.notice(
            _CODE,
            first.place("月份"),
            f"月份不在{period.last_day.year}年内，没有计入，共 {len(numbers)} 行："
            f"第 {spell_rows(number - 1 for number in numbers)} 行",
            remedy="如果是月份填错了，请改正",
        )
    frames = {**ledgers.frames, sheets.MEDIA: rows[~others].reset_index(drop=True)}
    return replace(ledgers, frames=frames)


def _not_in(period: YearPeriod, column: str, shown: str) -> Callable[[LedgerEntry], Finding]:
    """How a row of another day or year is told of."""

    def tell(entry: LedgerEntry) -> Finding:
        return Finding(
            _CODE,
            Severity.NOTICE,
            entry.place(column),
            f"这一行不在{period.last_day.year}年内，没有计入",
            evidence=f"日期：{entry[shown]}",
            remedy="如果是日期填错了，请改正",
        )

    return tell


def tell_other_applications(
    ledgers: Ledgers, sources: Sources, period: YearPeriod, findings: Findings
) -> None:
    """Applications that were open on no day of the year."""
    source = sources.rows["applications"]
    for mask, column, reason in (
        (requests.CAME_LATER, "收到日期", f"{period.last_day.year}年以后收到的申请"),
        (requests.ANSWERED_EARLIER, "答复日期", f"{period.first_day.year}年以前已经答复的申请"),
    ):
        if source.masks[mask].any():
            told = _left_out(column, f"{reason}，没有计入", "登记编号")
            tell_rows(ledgers, source.frame[source.masks[mask]], told, findings)


def tell_other_cases(ledgers: Ledgers, sources: Sources, period: YearPeriod, findings: Findings) -> None:
    """Reviews, suits and complaints of other years."""
    source = sources.rows["disputes"]
    for mask, column in ((disputes.CAME_LATER, "收到日期"), (disputes.CLOSED_EARLIER, "审结日期")):
        if source.masks[mask].any():
            told = _left_out(column, f"这件不在{period.last_day.year}年内，没有计入", "案号")
            tell_rows(ledgers, source.frame[source.masks[mask]], told, findings)


def _left_out(column: str, message: str, number: str) -> Callable[[LedgerEntry], Finding]:
    """How a case of another year is told of."""

    def tell(entry: LedgerEntry) -> Finding:
        evidence = f"{number}：{entry[number]}"
        return Finding(_CODE, Severity.NOTICE, entry.place(column), message, evidence=evidence)

    return tell
