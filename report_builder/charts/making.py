"""``Statistics``, settings and the years before → the drawn charts, and findings on what was not drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.charts.bar_fills import ChartStyle
from report_builder.charts.drawing import draw_charts
from report_builder.charts.selection import select_charts
from report_builder.charts.years import earlier_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.charted_figures import DrawnChart
    from report_builder.charts.selection import LeftOut
    from report_builder.charts.years import Years
    from report_builder.diagnostics import Findings
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics


def make_charts(
    statistics: Statistics, settings: Settings, years: Years, findings: Findings
) -> tuple[DrawnChart, ...]:
    """The year's charts in the style that the settings ask for; none where they ask for none."""
    if not settings.chart_style:
        return ()
    earlier = earlier_years(years, statistics.year, settings, findings)
    selection = select_charts(statistics, earlier)
    if selection.left_out:
        _tell(selection.left_out, is_empty=not selection.charts, findings=findings)
    return draw_charts(selection.charts, ChartStyle(settings.chart_style), findings)


def _tell(left_out: Sequence[LeftOut], *, is_empty: bool, findings: Findings) -> None:
    """Which charts there is nothing to draw for."""
    findings.notice(
        "charts.left_out",
        None,
        "没有可以画图的数据，报告没有附图解" if is_empty else f"图解有{len(left_out)}幅图没有画",
        evidence="；".join(f"“{chart.title}”：{chart.reason}" for chart in left_out),
        remedy="确实没有数据的，不必处理；有数据的，请补填台账后重新生成",
    )
