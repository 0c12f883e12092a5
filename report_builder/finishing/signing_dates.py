"""The dates that a report is signed with, and the settings' → the day of issue, or what is wrong with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.reports.dates import signed_dates

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.reports.report import Report
    from report_builder.settings import Settings

_LAST: Final = (12, 31)


def day_of_issue(report: Report, settings: Settings, year: int, findings: Findings) -> date:
    """The day: the report's own where it has one.

    An error tells of one that stands in only, that no calendar has, or that is not the settings'.
    """
    told = settings.signed_on
    signed = next(iter(signed_dates(report)), None)
    if signed is None:
        _tell_undated(report, told, findings)
        return told or date(year, *_LAST)
    try:
        day = date(*signed.numbers)
    except ValueError:
        message = f"成文日期写作“{signed.written}”，没有这一天"
        findings.error("finish.date", signed.place, message, remedy="请在 Word 里改成签发的日期")
        return told or date(year, *_LAST)
    if told is None and (day.month, day.day) == _LAST and day.year == year:
        findings.error(
            "finish.date",
            signed.place,
            "成文日期还是暂定的，没有换成签发的日期",
            f"报告：{_spell(day)}（生成时暂落的）；设置：没有写",
            f"请在 Word 里改成签发的日期，并在 data/{year}/report.toml 里写上同一天；"
            f"确是这一天签发的，写 signed_on = {day}",
        )
    elif told is not None and told != day:
        findings.error(
            "finish.date",
            signed.place,
            "报告的成文日期与设置里的不一致",
            f"报告：{_spell(day)}；设置：{_spell(told)}",
            f"请查明签发的日期，改正 Word 报告，或者 data/{year}/report.toml 里的 signed_on",
        )
    return day


def _tell_undated(report: Report, told: date | None, findings: Findings) -> None:
    place = Place(report.file)
    if told is None:
        message = "报告里没有成文日期，设置里也没有写"
        remedy = "请在 Word 里写上签发的日期；不落款的格式，在 report.toml 里写 signed_on"
        findings.error("finish.date", place, message, "报告：没有；设置：没有写", remedy)
    else:
        message = f"报告里没有成文日期，按设置里的{_spell(told)}归档"
        findings.notice("finish.undated", place, message, remedy="应当落款的，请在 Word 里补上")


def _spell(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
