"""Charts in a refreshed report: pictures and words of the data now, where the old picture is still there."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import docx
from docx.oxml.ns import qn
from filled_reports import filled_report
from PIL import Image

from report_builder.charted_figures import DrawnChart
from report_builder.manuscript.refreshing import refresh_figures
from report_builder.reports.reading import read_report_text

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.manuscript.refreshing import Refreshed


def chart(title: str, words: str, grey: int, height: int = 80) -> DrawnChart:
    """A chart whose picture is a grey sheet."""
    packed = io.BytesIO()
    Image.new("L", (184, height), grey).save(packed, "PNG")
    return DrawnChart(title, words, packed.getvalue(), 441.6, 192.0)


OLD: Final = (chart("分类<情况>", "条形图。“甲”3条 & 乙1条。", 10), chart("各月情况", "柱形图。1月2条。", 20))


def refreshed(folder: Path, *charts: DrawnChart, spoil: bytes = b"") -> tuple[bytes, Refreshed]:
    """A report with the old charts, one picture spoilt perhaps, after a refresh with new ones."""
    data = filled_report(folder, "正文。", charts=OLD)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, b"mine" if part == spoil else part)
    before = made.getvalue()
    report = read_report_text(before, "报告.docx")
    fresh = read_report_text(filled_report(folder, "正文。"), "").record
    assert fresh is not None
    return before, refresh_figures(before, "报告.docx", report, fresh, charts)


def told(result: Refreshed) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in result.findings]


def pictures(data: bytes) -> set[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {archive.read(name) for name in archive.namelist() if name.startswith("word/media/")}


def words(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element.body
    return [str(each.get("descr")) for each in body.iter(qn("wp:docPr"))]


def test_a_chart_whose_figures_changed_is_redrawn_with_its_words(tmp_path: Path) -> None:
    new = chart("分类<情况>", "条形图。“甲”4条 & 乙1条。", 30)

    _, result = refreshed(tmp_path, new, OLD[1])

    assert pictures(result.docx) == {new.png, OLD[1].png}
    assert words(result.docx) == [new.alternative, OLD[1].alternative]
    assert told(result) == [("refresh.charts_redrawn", "图解中的“分类<情况>”已按现在的数重画")]


def test_a_redrawn_chart_can_be_redrawn_again(tmp_path: Path) -> None:
    _, first = refreshed(tmp_path, chart("分类<情况>", "条形图。4条。", 30), OLD[1])
    report = read_report_text(first.docx, "报告.docx")
    assert report.record is not None

    again = refresh_figures(first.docx, "报告.docx", report, report.record, OLD)

    assert pictures(again.docx) == {each.png for each in OLD}
    assert words(again.docx) == [each.alternative for each in OLD]


def test_charts_as_they_were_are_no_news(tmp_path: Path) -> None:
    before, result = refreshed(tmp_path, *OLD)

    assert (told(result), pictures(result.docx)) == ([], pictures(before))


def test_a_picture_that_the_author_replaced_stays_and_is_named(tmp_path: Path) -> None:
    _, result = refreshed(tmp_path, chart("分类<情况>", "条形图。4条。", 30), OLD[1], spoil=OLD[0].png)

    assert pictures(result.docx) == {b"mine", OLD[1].png}
    assert told(result) == [("refresh.charts", "图解中的“分类<情况>”没有重画，报告里还是原来的图")]


def test_a_chart_of_another_shape_is_not_pressed_into_the_old_frame(tmp_path: Path) -> None:
    before, result = refreshed(tmp_path, chart("分类<情况>", "条形图。4条。", 30, height=120), OLD[1])

    assert pictures(result.docx) == pictures(before)
    assert [code for code, _ in told(result)] == ["refresh.charts"]


def test_charts_that_come_and_go_are_named(tmp_path: Path) -> None:
    _, result = refreshed(tmp_path, OLD[0], chart("渠道情况", "条形图。", 40))

    assert told(result) == [("refresh.charts", "图解中的“渠道情况”、“各月情况”没有重画，报告里还是原来的图")]
