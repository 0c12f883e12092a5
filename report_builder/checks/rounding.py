"""``Statistics`` → a notice of every figure that the report shows less exactly than it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Severity
from report_builder.quantities import is_rounded, plain_number, printed_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from report_builder.statistics.figures import Statistics

_WAN: Final = -4  # yuan to 万元
_MOST_TOLD: Final = 6


def check_rounding(statistics: Statistics) -> Iterator[Finding]:
    """One notice for all; the statistics keep each figure as it is."""
    rounded = [(name, value) for name, value in _figures(statistics) if is_rounded(value)]
    if rounded:
        told = [f"{name} {plain_number(value)} → {printed_number(value)}" for name, value in rounded]
        yield Finding(
            "statistics.rounded",
            Severity.NOTICE,
            None,
            f"有 {len(rounded)} 个数超过四位小数，写进报告时四舍五入到四位",
            evidence="；".join(told[:_MOST_TOLD]) + ("等" if len(told) > _MOST_TOLD else ""),
            remedy="statistics.json 和 statistics.xlsx 里仍是准确的数",
        )


def _figures(statistics: Statistics) -> Iterator[tuple[str, Decimal]]:
    """Everything that is no whole number, by the name that its author knows."""
    requests = statistics.requests
    yield "行政事业性收费（万元）", statistics.legal.fees.scaleb(_WAN)
    yield "依申请公开收费（万元）", requests.charged.scaleb(_WAN)
    yield "依申请公开减免（万元）", requests.waived.scaleb(_WAN)
    for reading in (*statistics.websites, *statistics.work):
        yield f"“{reading.indicator}”", reading.value
