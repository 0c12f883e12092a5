"""Findings, statistics and tables → ``checks.html``: one page to read, to print and to sign."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder import __version__
from report_builder.diagnostics import Severity
from report_builder.filing.marked_tables import NumberedFinding, mark_tables
from report_builder.finding_codes import CATALOGUE
from report_builder.page_templates import page_template
from report_builder.quantities import plain_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from jinja2 import Template

    from report_builder.charted_figures import DrawnChart
    from report_builder.diagnostics import Finding
    from report_builder.formats.tables import AnnexTable, FilledTable
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics

_MEANING: Final = {
    Severity.ERROR: "数字或内容有错，不改正不能生成报告",
    Severity.WARNING: "很可能有问题，请逐条核对，确认无误的可以保留",
    Severity.NOTICE: "程序怎样理解、怎样处理的说明，请知悉",
}


class _Group(Struct, frozen=True):
    """The findings of one severity."""

    severity: Severity
    meaning: str
    findings: tuple[NumberedFinding, ...]


def checks_html(  # noqa: PLR0913, PLR0917 - each is a stage's own value
    findings: Iterable[Finding],
    statistics: Statistics | None,
    tables: Sequence[AnnexTable | FilledTable],
    settings: Settings | None,
    year: int,
    charts: Iterable[DrawnChart] = (),
    comparison: str = "",
) -> bytes:
    """The page as UTF-8; what could not be read for the faults found is left out and said to be.

    ``comparison`` is the file beside it on which the year before stands, empty where there is none.
    """
    groups = _group(findings)
    numbered = tuple(found for group in groups for found in group.findings)
    page = _template().render(
        agency=settings.name if settings else "",
        year=year,
        version=__version__,
        groups=groups,
        conclusion=_conclude(groups),
        figures=_key_figures(statistics) if statistics else (),
        tables=mark_tables(tables, numbered),
        charts=[(chart, f"data:image/png;base64,{b64encode(chart.png).decode()}") for chart in charts],
        meanings=CATALOGUE,
        comparison=comparison,
    )
    return page.encode("utf-8")


@cache
def _template() -> Template:
    """The page without its figures."""
    return page_template("report_builder.filing", "checks_page")


def _group(findings: Iterable[Finding]) -> tuple[_Group, ...]:
    """The findings by severity, numbered through; where they stand in one file they stay together."""
    told = list(dict.fromkeys(findings))
    groups, number = [], 0
    for severity in Severity:
        found = [finding for finding in told if finding.severity is severity]
        together = sorted(found, key=_order(found))
        numbered = tuple(
            NumberedFinding(number + place, each) for place, each in enumerate(together, start=1)
        )
        groups.append(_Group(severity, _MEANING[severity], numbered))
        number += len(found)
    return tuple(groups)


def _order(findings: Iterable[Finding]) -> Callable[[Finding], int]:
    """The place of a finding's file among those that are named."""
    files_named = list(dict.fromkeys(_file(finding) for finding in findings))
    return lambda finding: files_named.index(_file(finding))


def _file(finding: Finding) -> str:
    return finding.place.file if finding.place else ""


def _conclude(groups: Sequence[_Group]) -> str:
    """The page's first sentence."""
    counts = {group.severity: len(group.findings) for group in groups}
    if counts[Severity.ERROR]:
        return f"发现 {counts[Severity.ERROR]} 处错误，改正以前不能生成报告。"
    if counts[Severity.WARNING]:
        return f"没有发现错误；有 {counts[Severity.WARNING]} 处警告，请逐条核对后签字。"
    return "没有发现错误和警告。"


def _key_figures(statistics: Statistics) -> tuple[tuple[str, str], ...]:
    """What whoever signs the page compares with the records first."""
    rows = {key: row.total for key, row in statistics.requests.rows}
    disputes = statistics.disputes
    suits = disputes.direct_suit.total + disputes.suit_after_review.total
    return (
        ("统计期限", f"{_day(statistics.first_day)}至{_day(statistics.last_day)}"),
        ("主动公开政府信息", f"{statistics.publication.total}条"),
        ("政策解读", f"{statistics.interpretations.total}篇"),
        ("本年新收政府信息公开申请", f"{rows['new']}件"),
        ("上年结转", f"{rows['carried_in']}件"),
        ("本年度办理结果总计", f"{rows['total']}件"),
        ("结转下年度继续办理", f"{rows['carried_out']}件"),
        ("行政复议、行政诉讼", f"{disputes.review.total}件、{suits}件"),
        ("收取信息处理费等费用", f"{plain_number(statistics.requests.charged)}元"),
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
