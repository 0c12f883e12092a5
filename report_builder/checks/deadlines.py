"""The rows of 依申请公开 and the date of issue → a warning for every legal time limit that was not kept.

Whole columns tell which rows may be late; only of these each is looked at.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from report_builder.diagnostics import Finding, Severity
from report_builder.ledgers import sheets
from report_builder.statistics.reply_limits import (
    REVISED_ON,
    ApplicationDates,
    days_allowed,
    days_consulted,
    days_spent,
    is_late,
    limits_of,
)
from report_builder.statistics.reply_times import reply_limit, reply_times, spent_days
from report_builder.statistics.working_day_columns import days_of, working_days_between

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from report_builder.ledgers.frames import LedgerEntry, Ledgers
    from report_builder.settings import Settings
    from report_builder.statistics.working_days import Calendar

CORRECTION_LIMIT: Final = 7  # 第三十条：收到申请之日起7个工作日内一次性告知补正
THIRD_PARTY_LIMIT: Final = 15  # 第三十二条：第三方自收到征求意见书之日起15个工作日内提出意见

_DEPARTMENTS_SINCE: Final = 2019


class _Case(Struct, frozen=True):
    """An application as it stood at the end of the reporting period."""

    row: LedgerEntry
    dates: ApplicationDates
    replied_on: date | None
    last_day: date
    calendar: Calendar

    @property
    def is_open(self) -> bool:
        """Whether it had no reply by the end of the period."""
        return self.replied_on is None or self.replied_on > self.last_day

    @property
    def end(self) -> date:
        """The day of the reply, or the last of the period."""
        return self.last_day if self.is_open or self.replied_on is None else self.replied_on

    @property
    def number(self) -> str:
        """How findings call it."""
        return self.row.text("登记编号")


def check_deadlines(
    ledgers: Ledgers, first_day: date, last_day: date, calendar: Calendar
) -> Iterator[Finding]:
    """A warning for each application of the year whose reply, notice or consultation was late."""
    rows = applications_of(ledgers, first_day, last_day)
    may_be_late = _may_be_late(rows, last_day, calendar)
    for row in ledgers.entries(rows[may_be_late]) if may_be_late.any() else ():
        case = _case(row, last_day, calendar)
        late = [*_late_correction(case), *_late_consultation(case), *_late_extension(case)]
        # What was late in an earlier year, that year's report has told.
        yield from (finding for day, finding in late if day >= first_day)
        yield from _late_reply(case)


def applications_of(ledgers: Ledgers, first_day: date, last_day: date) -> pd.DataFrame:
    """The applications that were open on some day of the year."""
    rows = ledgers.frame(sheets.APPLICATIONS)
    replied = days_of(rows, "答复日期")
    is_of_year = np.isnat(replied) | (replied >= np.datetime64(first_day, "s"))
    is_of_year &= days_of(rows, "收到日期") <= np.datetime64(last_day, "s")
    return rows if is_of_year.all() else rows[is_of_year]


def _may_be_late(rows: pd.DataFrame, last_day: date, calendar: Calendar) -> NDArray[np.bool_]:
    """Which rows are late in anything, by the columns' working days."""
    times = reply_times(rows, last_day, calendar)
    notice = working_days_between(days_of(rows, "收到日期"), days_of(rows, "补正通知日期"), calendar)
    ended = days_of(rows, "征求意见结束")
    until = np.where(ended <= times.end, ended, times.end)
    consulted = working_days_between(days_of(rows, "征求意见开始"), until, calendar)
    extended = spent_days(rows, days_of(rows, "延期日期"), calendar)
    return (
        times.is_late
        | (notice > CORRECTION_LIMIT)
        | (consulted > THIRD_PARTY_LIMIT)
        | (extended > reply_limit(rows))
    )


def _case(row: LedgerEntry, last_day: date, calendar: Calendar) -> _Case:
    """A row as a case; raises ``ValueError`` for one without the day on which it came in."""
    received = row.day("收到日期")
    if received is None:
        raise ValueError(row.place("收到日期"))
    dates = ApplicationDates(
        received,
        row.day("补正通知日期"),
        row.day("补正日期"),
        row.day("征求意见开始"),
        row.day("征求意见结束"),
        row.day("延期日期"),
    )
    return _Case(row, dates, row.day("答复日期"), last_day, calendar)


def _late_reply(case: _Case) -> Iterator[Finding]:
    """第三十三条: within 20 working days, and 20 more where extended."""
    days = days_spent(case.dates, case.end, case.calendar)
    if days is None or not is_late(case.dates, case.end, case.calendar):
        return
    limit = days_allowed(case.dates)
    told = (
        f"“{case.number}”到{case.last_day.year}年末已过{days}个工作日还没有答复"
        if case.is_open
        else f"“{case.number}”第{days}个工作日才答复"
    )
    yield Finding(
        "timeliness.unanswered" if case.is_open else "timeliness.reply",
        Severity.WARNING,
        case.row.place("答复日期"),
        f"登记编号{told}，超过{limit}个工作日",
        evidence=_account(case),
        remedy="请核对各个日期；依法延长答复期限的，请填“延期日期”；征求意见的，请填起止日期，所需时间不计入",
    )


def _account(case: _Case) -> str:
    """How the days were counted."""
    dates = case.dates
    parts = [f"收到：{dates.received_on}"]
    if dates.corrected_on:
        parts.append(f"补正：{dates.corrected_on}（期限自此重新计算）")
    if consulted := days_consulted(dates, case.end, case.calendar):
        parts.append(f"征求意见{consulted}个工作日不计入")
    if dates.extended_on:
        parts.append(f"延期：{dates.extended_on}（加{limits_of(dates).extension}个工作日）")
    if case.replied_on:
        parts.append(f"答复：{case.replied_on}")
    return "；".join(parts)


def _late_correction(case: _Case) -> Iterator[tuple[date, Finding]]:
    """第三十条; the regulation of 2008 had no such limit."""
    received, asked = case.dates.received_on, case.dates.correction_asked_on
    days = case.calendar.count(received, asked) if asked and received >= REVISED_ON else None
    if asked and days is not None and days > CORRECTION_LIMIT:
        yield (
            asked,
            Finding(
                "timeliness.correction",
                Severity.WARNING,
                case.row.place("补正通知日期"),
                f"登记编号“{case.number}”第{days}个工作日才通知补正，超过{CORRECTION_LIMIT}个工作日",
                evidence=f"收到：{received}；通知补正：{asked}",
                remedy="请核对两个日期",
            ),
        )


def _late_consultation(case: _Case) -> Iterator[tuple[date, Finding]]:
    """第三十二条、第三十四条; the regulation of 2008 had no such limit."""
    began, given = case.dates.consultation_began_on, case.dates.consultation_ended_on
    ended = min(given or case.end, case.end)
    days = case.calendar.count(began, ended) if began and case.dates.received_on >= REVISED_ON else None
    if days is not None and days > THIRD_PARTY_LIMIT:
        yield (
            ended,
            Finding(
                "timeliness.third_party",
                Severity.WARNING,
                case.row.place("征求意见结束"),
                f"登记编号“{case.number}”征求意见用了{days}个工作日，超过{THIRD_PARTY_LIMIT}个工作日",
                evidence=f"开始：{began}；结束：{given or '没有填'}",
                remedy="请核对两个日期；逾期没有提出意见的，由本机关依照《条例》决定是否公开",
            ),
        )


def _late_extension(case: _Case) -> Iterator[tuple[date, Finding]]:
    """An extension is told before the limit is over: afterwards there is nothing to extend."""
    extended = case.dates.extended_on
    days = days_spent(case.dates, extended, case.calendar) if extended else None
    limit = limits_of(case.dates).reply
    if extended and days is not None and days > limit:
        yield (
            extended,
            Finding(
                "timeliness.extension",
                Severity.WARNING,
                case.row.place("延期日期"),
                f"登记编号“{case.number}”第{days}个工作日才告知延期，已经超过{limit}个工作日",
                evidence=_account(case),
                remedy="请核对各个日期；延期应当在原来的期限届满以前告知申请人",
            ),
        )


def report_deadline(settings: Settings, year: int) -> date:
    """The day by which the year's report is to be published."""
    return deadline_by_law(year, is_department=settings.kind == "department")


def deadline_by_law(year: int, *, is_department: bool) -> date:
    """The day by which a department's report, or a government's, is due.

    第四十九条, 第五十条 (国令第711号); before 2019 (国令第492号，第三十一条) 31 March for all.
    """
    early = is_department and year >= _DEPARTMENTS_SINCE
    return date(year + 1, 1, 31) if early else date(year + 1, 3, 31)


def check_issue_date(settings: Settings, year: int) -> Iterator[Finding]:
    """The report's own deadline: 第四十九条; before 2019 (国令第492号，第三十一条) 31 March for all."""
    signed_on = settings.signed_on
    if signed_on is None:
        return
    deadline = report_deadline(settings, year)
    if signed_on > deadline:
        yield Finding(
            "timeliness.report",
            Severity.WARNING,
            None,
            f"成文日期 {_spell(signed_on)}晚于公布年度报告的期限 {_spell(deadline)}",
            evidence=f"依据：《政府信息公开条例》第{'四十九' if year >= _DEPARTMENTS_SINCE else '三十一'}条",
            remedy="请核对 report.toml 里的 signed_on；确已逾期的，请尽快公布",
        )
    elif signed_on < date(year, 12, 31):
        yield Finding(
            "timeliness.report",
            Severity.WARNING,
            None,
            f"成文日期 {_spell(signed_on)}在统计期末（{_spell(date(year, 12, 31))}）之前",
            remedy="请核对 report.toml 里的 signed_on，可能写错了年份",
        )


def _spell(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
