"""A report with one chart of every arrangement, as a build files it."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from html import escape
from typing import Final

from drawing_files import inline, picture, with_files
from word_files import paragraph, word_file

from report_builder.archives import pack
from report_builder.charted_figures import BarArrangement, Chart, Panel, Series
from report_builder.charts.bar_fills import ChartStyle
from report_builder.charts.drawing import draw_charts
from report_builder.diagnostics import Findings
from report_builder.manuscript.refreshed_charts import recorded_chart
from report_builder.reports.figure_record import FigureRecord, Origin, write_record

_CENTRED: Final = '<w:jc w:val="center"/>'
CHARTS: Final = (
    Chart("分类情况", BarArrangement.ROWS, (Panel("条", ("教育", "A<B & C"), (Series("", (30, 1)),)),)),
    Chart(
        "各月情况",
        BarArrangement.COLUMNS,
        (Panel("件", ("2023年", "2024年"), (Series("新收", (3, 5), 1), Series("办结", (None, 4))), "申请"),),
    ),
    Chart(
        "办理结果",
        BarArrangement.STACKED_ROWS,
        (Panel("件", ("予以公开", "不予公开"), (Series("自然人", (7, 0)), Series("其他", (2, 0)))),),
    ),
)


@cache
def charted(charts: tuple[Chart, ...] = CHARTS) -> bytes:
    """The Word file: each chart as a picture with its words, and the record of what was drawn."""
    drawn = draw_charts(charts, ChartStyle.COLOUR, Findings())
    body = paragraph("甲局2024年政府信息公开工作年度报告", _CENTRED)
    for number, chart in enumerate(drawn, start=1):
        shown = inline(picture(f"{number}.png"), chart.width, chart.height, escape(chart.alternative))
        body += f"<w:p>{shown}</w:p>{paragraph(escape(f'图{number}　{chart.title}'), _CENTRED)}"
    record = FigureRecord(Origin("甲局", 2024), {}, charts=tuple(map(recorded_chart, drawn)))
    pictures = {f"{number}.png": each.png for number, each in enumerate(drawn, start=1)}
    with zipfile.ZipFile(io.BytesIO(with_files(word_file(body), pictures))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return pack({**parts, "customXml/item1.xml": write_record(record)})
