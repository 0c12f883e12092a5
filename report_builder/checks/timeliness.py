"""``Statistics`` → a warning for every item published, and every policy interpreted, after its time limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Finding, Severity
from report_builder.statistics.working_days import (
    INTERPRETATION_LIMIT,
    PUBLICATION_LIMIT,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.statistics.figures import InterpretationStatistics, PublicationStatistics, Statistics
    from report_builder.statistics.working_days import Calendar


def check_timeliness(statistics: Statistics, calendar: Calendar) -> list[Finding]:
    """A warning for each late row, naming its cell and its working days; in the ledgers' order."""
    return [
        *_late_items(statistics.publication, calendar),
        *_late_interpretations(statistics.interpretations),
    ]


def _late_items(publication: PublicationStatistics, calendar: Calendar) -> Iterator[Finding]:
    """《政府信息公开条例》第二十六条: within 20 working days of its making."""
    for item in publication.items:
        days = None if item.made_on is None else calendar.count(item.made_on, item.published_on)
        if days is not None and days > PUBLICATION_LIMIT:
            yield Finding(
                "timeliness.publication",
                Severity.WARNING,
                item.origin.cell("公开日期"),
                f"《{item.title.strip('《》')}》制发后第{days}个工作日才公开，超过{PUBLICATION_LIMIT}个工作日",
                evidence=f"制发：{item.made_on}；公开：{item.published_on}",
                remedy="请核对两个日期；确属逾期的，报告里不能写“均在规定时限内公开”",
            )


def _late_interpretations(interpretations: InterpretationStatistics) -> Iterator[Finding]:
    """Within 3 working days of the policy."""
    for timing in interpretations.timings:
        given = timing.interpretation
        if timing.working_days is not None and timing.working_days > INTERPRETATION_LIMIT:
            yield Finding(
                "timeliness.interpretation",
                Severity.WARNING,
                given.origin.cell("解读日期"),
                f"“{given.title}”在政策发布后第{timing.working_days}个工作日才发布，"
                f"超过{INTERPRETATION_LIMIT}个工作日",
                evidence=f"政策发布：{given.policy_published_on}；解读：{given.interpreted_on}",
                remedy="请核对两个日期；确属逾期的，报告里不能写“均在3个工作日内解读”",
            )
