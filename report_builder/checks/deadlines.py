"""The rows of 依申请公开 and the date of issue → a warning for every legal time limit that was not kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Findings, Severity
from report_builder.statistics.working_days import count_working_days, report_uncovered_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.ledgers.records import Application
    from report_builder.settings import Settings

# 国令第711号 came into force on this day; what was received before is judged by 国令第492号.
REVISED_ON: Final = date(2019, 5, 15)
CORRECTION_LIMIT: Final = 7  # 第三十条：收到申请之日起7个工作日内一次性告知补正
THIRD_PARTY_LIMIT: Final = 15  # 第三十二条：第三方自收到征求意见书之日起15个工作日内提出意见

_DEPARTMENTS_SINCE: Final = 2019


class _Limits(Struct, frozen=True):
    """Working days to reply, and what an extension adds."""

    reply: int
    extension: int


_OLD: Final = _Limits(15, 15)  # 国令第492号，第二十四条
_NEW: Final = _Limits(20, 20)  # 国令第711号，第三十三条


class _Case(Struct, frozen=True):
    """An application as it stood at the end of the reporting period."""

    row: Application
    last_day: date

    @property
    def limits(self) -> _Limits:
        """The limits of the law under which it was received."""
        return _OLD if self.row.received_on < REVISED_ON else _NEW

    @property
    def is_open(self) -> bool:
        """Whether it had no reply by the end of the period."""
        return self.row.replied_on is None or self.row.replied_on > self.last_day

    @property
    def end(self) -> date:
        """The day of the reply, or the last of the period."""
        return self.last_day if self.is_open or self.row.replied_on is None else self.row.replied_on

    @property
    def start(self) -> date | None:
        """The day from which the limit counts: a correction starts it anew (第三十条); ``None`` before it."""
        return self.row.received_on if self.row.correction_asked_on is None else self.row.corrected_on

    @property
    def days(self) -> Iterator[date]:
        """Every day that a limit is counted from or to; those of the next year are that year's business."""
        row = self.row
        days = (row.received_on, row.correction_asked_on, row.corrected_on, row.extended_on, self.end)
        others = (row.consultation_began_on, row.consultation_ended_on)
        yield from (day for day in (*days, *others) if day and day <= self.last_day)

    def consulted(self, start: date, end: date) -> int:
        """The working days of consultation between two days, which do not count (第三十三条)."""
        began = self.row.consultation_began_on
        if began is None:
            return 0
        until = min(self.row.consultation_ended_on or end, end)
        return count_working_days(max(began, start), until) or 0

    def spent(self, end: date) -> int | None:
        """The working days that count up to a day; ``None`` where nothing can be counted."""
        if self.start is None:
            return None
        days = count_working_days(self.start, end)
        return None if days is None else days - self.consulted(self.start, end)


def check_deadlines(applications: Iterable[Application], first_day: date, last_day: date) -> list[Finding]:
    """A warning for each application of the year whose reply, notice or consultation was late."""
    cases = [
        _Case(row, last_day)
        for row in applications
        if row.received_on <= last_day and (row.replied_on is None or row.replied_on >= first_day)
    ]
    findings = Findings()
    report_uncovered_years((day for case in cases for day in case.days), findings)
    for case in cases:
        late = [*_late_correction(case), *_late_consultation(case), *_late_extension(case)]
        # What was late in an earlier year, that year's report has told.
        for day, finding in late:
            if day >= first_day:
                findings.add(finding)
        for finding in _late_reply(case):
            findings.add(finding)
    return list(findings)


def _late_reply(case: _Case) -> Iterator[Finding]:
    """第三十三条: within 20 working days, and 20 more where extended."""
    row, days = case.row, case.spent(case.end)
    limit = case.limits.reply + (case.limits.extension if row.extended_on else 0)
    if days is None or days <= limit:
        return
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
    row, start = case.row, case.start or case.row.received_on
    parts = [f"收到：{row.received_on}"]
    if row.corrected_on:
        parts.append(f"补正：{row.corrected_on}（期限自此重新计算）")
    if consulted := case.consulted(start, case.end):
        parts.append(f"征求意见{consulted}个工作日不计入")
    if row.extended_on:
        parts.append(f"延期：{row.extended_on}（加{case.limits.extension}个工作日）")
    if row.replied_on:
        parts.append(f"答复：{row.replied_on}")
    return "；".join(parts)


def _late_correction(case: _Case) -> Iterator[tuple[date, Finding]]:
    """第三十条; the regulation of 2008 had no such limit."""
    row, asked = case.row, case.row.correction_asked_on
    days = count_working_days(row.received_on, asked) if asked and row.received_on >= REVISED_ON else None
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
    days = count_working_days(began, ended) if began and row.received_on >= REVISED_ON else None
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
    if extended and days is not None and days > case.limits.reply:
        yield (
            extended,
            Finding(
                "timeliness.extension",
                Severity.WARNING,
                row.origin.cell("延期日期"),
                f"登记编号“{row.number}”第{days}个工作日才告知延期，已经超过{case.limits.reply}个工作日",
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
