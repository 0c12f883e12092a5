"""The rows of 主动公开 and 政策解读 → a warning for each that was published after its time limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Finding, Findings, Severity
from report_builder.ledgers import sheets
from report_builder.statistics.row_findings import tell_rows
from report_builder.statistics.working_day_columns import are_of_year, days_of, working_days_between
from report_builder.statistics.working_days import INTERPRETATION_LIMIT, PUBLICATION_LIMIT

if TYPE_CHECKING:
    from report_builder.ledgers.frames import LedgerEntry, Ledgers
    from report_builder.statistics.working_days import Calendar


def check_timeliness(ledgers: Ledgers, year: int, calendar: Calendar) -> Findings:
    """A warning for each late row of the year, naming its cell and its working days, in reading order."""
    findings = Findings()
    items = ledgers.frame(sheets.PUBLISHED)
    published = days_of(items, "公开日期")
    days = working_days_between(days_of(items, "制发日期"), published, calendar)
    late = are_of_year(published, year) & (days > PUBLICATION_LIMIT)
    if late.any():
        tell_rows(ledgers, items[late].assign(工作日=days[late]), _late_item, findings)
    rows = ledgers.frame(sheets.INTERPRETATIONS)
    given = days_of(rows, "解读日期")
    days = working_days_between(days_of(rows, "政策发布日期"), given, calendar)
    late = are_of_year(given, year) & (days > INTERPRETATION_LIMIT)
    if late.any():
        told = rows[late].assign(工作日=days[late]).sort_values("解读日期", kind="stable")
        tell_rows(ledgers, told, _late_interpretation, findings)
    return findings


def _late_item(item: LedgerEntry) -> Finding:
    """《政府信息公开条例》第二十六条: within 20 working days of its making."""
    title, days = item.text("信息名称").strip("《》"), item.count("工作日")
    return Finding(
        "timeliness.publication",
        Severity.WARNING,
        item.place("公开日期"),
        f"《{title}》制发后第{days}个工作日才公开，超过{PUBLICATION_LIMIT}个工作日",
        evidence=f"制发：{item.day('制发日期')}；公开：{item.day('公开日期')}",
        remedy="请核对两个日期；确属逾期的，报告里不能写“均在规定时限内公开”",
    )


def _late_interpretation(given: LedgerEntry) -> Finding:
    """Within 3 working days of the policy."""
    return Finding(
        "timeliness.interpretation",
        Severity.WARNING,
        given.place("解读日期"),
        f"“{given.text('解读名称')}”在政策发布后第{given.count('工作日')}个工作日才发布，"
        f"超过{INTERPRETATION_LIMIT}个工作日",
        evidence=f"政策发布：{given.day('政策发布日期')}；解读：{given.day('解读日期')}",
        remedy="请核对两个日期；确属逾期的，报告里不能写“均在3个工作日内解读”",
    )
