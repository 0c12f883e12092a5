"""The rows of 依申请公开 and the date of issue → a warning for every legal time limit that was not kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Findings, Severity
from report_builder.statistics.reply_limits import (
    REVISED_ON,
    ApplicationDates,
    days_allowed,
    days_consulted,
    days_spent,
    is_late,
    limits_of,
)
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.ledgers.records import Application
    from report_builder.settings import Settings
    from report_builder.statistics.working_days import Calendar

CORRECTION_LIMIT: Final = 7  # 第三十条：收到申请之日起7个工作日内一次性告知补正
THIRD_PARTY_LIMIT: Final = 15  # 第三十二条：第三方自收到征求意见书之日起15个工作日内提出意见

_DEPARTMENTS_SINCE: Final = 2019


class _Case(Struct, frozen=True):
    """An application as it stood at the end of the reporting period."""

    row: Application
    last_day: date
    calendar: Calendar

    @property
    def dates(self) -> ApplicationDates:
        """The dates that its limit depends on."""
        row = self.row
        return ApplicationDates(
            row.received_on,
            row.correction_asked_on,
            row.corrected_on,
            row.consultation_began_on,
            row.consultation_ended_on,
            row.extended_on,
        )

    @property
    def is_open(self) -> bool:
        """Whether it had no reply by the end of the period."""
        return self.row.replied_on is None or self.row.replied_on > self.last_day

    @property
    def end(self) -> date:
        """The day of the reply, or the last of the period."""
        return self.last_day if self.is_open or self.row.replied_on is None else self.row.replied_on

    @property
    def days(self) -> Iterator[date]:
        """Every day that a limit is counted from or to; those of the next year are that year's business."""
        row = self.row
        days = (row.received_on, row.correction_asked_on, row.corrected_on, row.extended_on, self.end)
        others = (row.consultation_began_on, row.consultation_ended_on)
        yield from (day for day in (*days, *others) if day and day <= self.last_day)

    def spent(self, end: date) -> int | None:
        """The working days that count up to a day; ``None`` where nothing can be counted."""
        return days_spent(self.dates, end, self.calendar)


def check_deadlines(
    applications: Iterable[Application], first_day: date, last_day: date, calendar: Calendar
) -> list[Finding]:
    """A warning for each application of the year whose reply, notice or consultation was late."""
    findings = Findings()
    for case in _cases(applications, first_day, last_day, calendar):
        late = [*_late_correction(case), *_late_consultation(case), *_late_extension(case)]
        # What was late in an earlier year, that year's report has told.
        findings.extend(finding for day, finding in late if day >= first_day)
        findings.extend(_late_reply(case))
    return list(findings)


def counted_days(applications: Iterable[Application], first_day: date, last_day: date) -> list[date]:
    """Every day of the year's applications that a limit is counted from or to."""
    return [day for case in _cases(applications, first_day, last_day, ANNOUNCED) for day in case.days]


def _cases(
    applications: Iterable[Application], first_day: date, last_day: date, calendar: Calendar
) -> list[_Case]:
    return [
        _Case(row, last_day, calendar)
        for row in applications
        if row.received_on <= last_day and (row.replied_on is None or row.replied_on >= first_day)
    ]


def _late_reply(case: _Case) -> Iterator[Finding]:
    """第三十三条: within 20 working days, and 20 more where extended."""
    row, days = case.row, case.spent(case.end)
    if days is None or not is_late(case.dates, case.end, case.calendar):
        return
    limit = days_allowed(case.dates)
    told = (
        f"“{row.number}”到{case.last_day.year}年末已过{days}个工作日还没有答复"
        if case.is_open
        else f"“{row.number}”第{days}个工作日才答复"
    )
    yield Finding(
        "timeliness.unanswered" if case.is_open else "timeliness.reply",
        Severity.WARNING,
        row.origin.cell("答复日期"),
        f"登记编号{told}，超过{limit}个工作日",
        evidence=_account(case),
        remedy="请核对各个日期；依法延长答复期限的，请填“延期日期”；征求意见的，请填起止日期，所需时间不计入",
    )


def _account(case: _Case) -> str:
    """How the days were counted."""
    row, dates = case.row, case.dates
    parts = [f"收到：{row.received_on}"]
    if row.corrected_on:
        parts.append(f"补正：{row.corrected_on}（期限自此重新计算）")
    if consulted := days_consulted(dates, case.end, case.calendar):
        parts.append(f"征求意见{consulted}个工作日不计入")
    if row.extended_on:
        parts.append(f"延期：{row.extended_on}（加{limits_of(dates).extension}个工作日）")
    if row.replied_on:
        parts.append(f"答复：{row.replied_on}")
    return "；".join(parts)


def _late_correction(case: _Case) -> Iterator[tuple[date, Finding]]:
    """第三十条; the regulation of 2008 had no such limit."""
    row, asked = case.row, case.row.correction_asked_on
    days = case.calendar.count(row.received_on, asked) if asked and row.received_on >= REVISED_ON else None
    if asked and days is not None and days > CORRECTION_LIMIT:
        yield (
            asked,
            Finding(
                "timeliness.correction",
                Severity.WARNING,
                row.origin.cell("补正通知日期"),
                f"登记编号“{row.number}”第{days}个工作日才通知补正，超过{CORRECTION_LIMIT}个工作日",
                evidence=f"收到：{row.received_on}；通知补正：{asked}",
                remedy="请核对两个日期",
            ),
        )


def _late_consultation(case: _Case) -> Iterator[tuple[date, Finding]]:
    """第三十二条、第三十四条; the regulation of 2008 had no such limit."""
    row, began = case.row, case.row.consultation_began_on
    ended = min(row.consultation_ended_on or case.end, case.end)
    days = case.calendar.count(began, ended) if began and row.received_on >= REVISED_ON else None
    if days is not None and days > THIRD_PARTY_LIMIT:
        yield (
            ended,
            Finding(
                "timeliness.third_party",
                Severity.WARNING,
                row.origin.cell("征求意见结束"),
                f"登记编号“{row.number}”征求意见用了{days}个工作日，超过{THIRD_PARTY_LIMIT}个工作日",
                evidence=f"开始：{began}；结束：{row.consultation_ended_on or '没有填'}",
                remedy="请核对两个日期；逾期没有提出意见的，由本机关依照《条例》决定是否公开",
            ),
        )


def _late_extension(case: _Case) -> Iterator[tuple[date, Finding]]:
    """An extension is told before the limit is over: afterwards there is nothing to extend."""
    row, extended = case.row, case.row.extended_on
    days = case.spent(extended) if extended else None
    limit = limits_of(case.dates).reply
    if extended and days is not None and days > limit:
        yield (
            extended,
            Finding(
                "timeliness.extension",
                Severity.WARNING,
                row.origin.cell("延期日期"),
                f"登记编号“{row.number}”第{days}个工作日才告知延期，已经超过{limit}个工作日",
                evidence=_account(case),
                remedy="请核对各个日期；延期应当在原来的期限届满以前告知申请人",
            ),
        )


def check_issue_date(settings: Settings, year: int) -> Iterator[Finding]:
    """The report's own deadline: 第四十九条; before 2019 (国令第492号，第三十一条) 31 March for all."""
    signed_on = settings.signed_on
    if signed_on is None:
        return
    early = settings.kind == "department" and year >= _DEPARTMENTS_SINCE
    deadline = date(year + 1, 1, 31) if early else date(year + 1, 3, 31)
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
