"""Charts on the web page: drawn anew from what the report remembers, with every figure in a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from charted_reports import CHARTS, charted
from drawing_files import inline, saved
from lxml import etree, html
from msgspec.structs import replace
from PIL import Image
from web_pages import fragment, grid_of, report_in, tree
from word_files import paragraph, word_file
from word_parts import of_runs, run

from report_builder.archives import repack
from report_builder.charted_figures import BarArrangement, Chart, Panel, Series
from report_builder.painting.html.charts import chart_drawing
from report_builder.reports.figure_record import RecordedChart, read_record, write_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from report_builder.reports.figure_record import FigureRecord


CHART_PART: Final = """
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>
<c:title><c:tx><c:rich><a:p><a:r><a:t>收到申请&amp;处理</a:t></a:r></a:p></c:rich></c:tx></c:title>
<c:plotArea><c:barChart><c:ser>
<c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>本年</c:v></c:pt></c:strCache></c:strRef></c:tx>
<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>一季度</c:v></c:pt><c:pt idx="1"><c:v>二季度</c:v></c:pt>
</c:strCache></c:strRef></c:cat>
<c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>12</c:v></c:pt><c:pt idx="1"><c:v>7</c:v></c:pt>
</c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>
"""
CHART_SPACE: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
TITLE: Final = paragraph("甲局2024年政府信息公开工作年度报告", '<w:jc w:val="center"/>')


def figures(docx: bytes) -> list[HtmlElement]:
    """The figures of a page."""
    found: list[HtmlElement] = tree(docx).xpath("//figure")
    return found


def bars(chart: Chart) -> list[tuple[float, float]]:
    """The widths and heights of a drawing's bars, but for those that explain the fillings."""
    drawn = chart_drawing(chart).iter("rect")
    edges = [(float(each.get("width", "")), float(each.get("height", ""))) for each in drawn]
    return [pair for pair in edges if pair != (12.0, 12.0)]


def test_every_figure_of_a_chart_stands_in_its_table() -> None:
    rows, columns, stacks = (figure.xpath(".//table") for figure in figures(charted()))

    assert grid_of(rows[0]) == [["项目", "数量（条）"], ["教育", "30"], ["A<B & C", "1"]]
    assert grid_of(columns[0]) == [
        ["项目", "新收（件）", "办结（件）"],
        ["2023年", "3", "无数据"],
        ["2024年", "5", "4"],
    ]
    assert grid_of(stacks[0])[1:] == [["予以公开", "7", "2"], ["不予公开", "0", "0"]]
    assert columns[0].xpath("./caption/text()") == ["各月情况：申请的数据"]


def test_a_chart_is_a_drawing_with_a_name_under_its_caption() -> None:
    first, *_ = figures(charted())

    (drawing,) = first.xpath(".//svg")
    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == "条形图，分类情况，数据见后面的表格"
    assert first.xpath("./figcaption/text()") == ["图1　分类情况"]
    assert first.xpath(".//img | .//script | .//@style") == []


def test_bars_are_as_long_as_their_figures() -> None:
    (first, _), (second, _) = bars(CHARTS[0])
    columns = [height for _, height in bars(CHARTS[1])]
    stacks = [width for width, _ in bars(CHARTS[2])]

    assert first == pytest.approx(30 * second, rel=0.02)
    assert columns == pytest.approx([96, 0, 160, 128], abs=0.1)
    assert stacks[0] / stacks[1] == pytest.approx(7 / 2, rel=0.01)


def test_a_drawing_holds_nothing_but_shapes_and_text() -> None:
    shapes = {str(each.tag) for chart in CHARTS for each in chart_drawing(chart).iter()}

    assert shapes == {"svg", "rect", "text", "line"}


def test_a_picture_that_somebody_put_in_the_place_of_a_chart_is_shown_as_it_is() -> None:
    other = saved(Image.new("RGB", (60, 30), (30, 60, 160)), "PNG")

    first, *_ = figures(repack(charted(), {"word/media/1.png": other}))

    assert first.xpath(".//svg") == []
    assert [each.get("alt") for each in first.xpath("./img")] == [CHARTS[0].alternative]


def described(
    arrangement: str = "条形图", labels: Sequence[str] = ("甲",), values: Sequence[float] = (1,)
) -> str:
    """A chart as a record has it."""
    panel = {"unit": "件", "labels": list(labels), "series": [{"name": "", "values": list(values)}]}
    return json.dumps({"title": "甲", "arrangement": arrangement, "panels": [panel]}, ensure_ascii=False)


def record() -> FigureRecord:
    """What the charted report remembers."""
    found = report_in(charted()).record
    assert found is not None
    return found


def test_what_was_drawn_is_remembered_whatever_its_labels_hold() -> None:
    odd = Chart("甲\ufffe", BarArrangement.ROWS, (Panel("件", ("\x00乙", "<"), (Series("", (1, 2)),)),))
    remembered = replace(record(), charts=(RecordedChart("甲", "", "", odd),))

    found = read_record(write_record(remembered))

    assert [each.chart for each in record().charts] == list(CHARTS)
    assert found is not None
    assert found.charts[0].chart == odd


@pytest.mark.parametrize(
    "drawn",
    [
        "{}",
        "[1",
        described(labels=[]),
        described(arrangement="圆饼图"),
        described(labels=["甲", "乙"]),
        described(values=[-1]),
        described(values=[1e99]),
        described(values=[10**16]),
    ],
)  # fmt: skip
def test_a_record_that_says_what_nobody_could_draw_is_read_without_it(drawn: str) -> None:
    tree = etree.fromstring(write_record(record()))
    (first, *_) = [each for each in tree.iter() if str(each.tag).endswith("}drawn")]
    first.text = drawn

    found = read_record(etree.tostring(tree))

    assert found is not None
    assert [each.chart is None for each in found.charts] == [True, False, False]


def test_the_fragment_has_the_figures_and_no_drawing() -> None:
    found = html.fragment_fromstring(fragment(charted()), create_parent="div")

    assert found.xpath(".//svg | .//@class") == []
    assert len(found.xpath(".//figure/table")) == 3


def test_a_chart_of_nothing_but_noughts_can_be_drawn() -> None:
    nil = Panel("件", ("甲",), (Series("", (0,)),))

    for arrangement in BarArrangement:
        assert chart_drawing(Chart("甲", arrangement, (nil,))).get("viewBox")


def test_the_figures_of_a_chart_of_word_s_own_stand_on_the_page() -> None:
    shown = inline(f'<c:chart xmlns:c="{CHART_SPACE}" r:id="chart1"/>', 200, 120)

    page = tree(word_file(f"{TITLE}<w:p>{shown}</w:p>", parts={"chart1": CHART_PART}))

    (table,) = page.xpath("//figure/table")
    rows = [[each.text_content() for each in row.xpath("th | td")] for row in table.xpath(".//tr")]
    assert table.xpath("string(caption)").endswith("收到申请&处理的数据")
    assert rows == [["项目", "本年"], ["一季度", "12"], ["二季度", "7"]]
    assert table.xpath(".//tbody//th/@scope") == ["row", "row"]


def test_a_chart_within_a_sentence_is_told_in_words() -> None:
    shown = inline(f'<c:chart xmlns:c="{CHART_SPACE}" r:id="chart1"/>', 20, 12)

    page = tree(word_file(TITLE + of_runs(run("见"), shown, run("。")), parts={"chart1": CHART_PART}))

    said = page.xpath("string(//article//p)")
    assert "收到申请&处理" in said
    assert "一季度，12" in said


def test_the_words_of_a_smartart_drawing_stand_on_the_page() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    texts = (f"<a:p><a:r><a:t>{word}</a:t></a:r></a:p>" for word in ("受理", "审核"))
    points = "".join(f"<dgm:pt><dgm:t>{text}</dgm:t></dgm:pt>" for text in texts)
    spaces = f'xmlns:dgm="{space}" xmlns:a="{drawing}"'
    model = f"<dgm:dataModel {spaces}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    shown = inline(f'<dgm:relIds xmlns:dgm="{space}" r:dm="data1"/>', 200, 120)

    page = tree(word_file(f"{TITLE}<w:p>{shown}</w:p>", parts={"data1": model}))

    assert "受理；审核" in page.xpath("string(//figure)")
