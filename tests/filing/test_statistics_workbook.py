"""A year's statistics → ``statistics.xlsx``, read back."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from records import ANNEX, book, interpretations, ledgers, settings

from report_builder.diagnostics import Findings
from report_builder.filing.statistics_workbook import statistics_xlsx
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.figures import Statistics


def statistics(rows: Ledgers | None = None) -> Statistics:
    """The small year, or another book's."""
    return count_statistics(ledgers() if rows is None else rows, settings(), 2016, Findings())


def workbook(year: Statistics) -> Workbook:
    """The workbook as a spreadsheet program opens it."""
    return load_workbook(io.BytesIO(statistics_xlsx(year, ANNEX, "guangxi-seven-part")))


def test_the_same_figures_give_the_same_bytes() -> None:
    first = statistics_xlsx(statistics(), ANNEX, "guangxi-seven-part")

    second = statistics_xlsx(statistics(), ANNEX, "guangxi-seven-part")

    assert first == second
    assert {part.date_time[0] for part in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}


def test_the_bytes_are_the_same_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    here = statistics_xlsx(statistics(), ANNEX, "guangxi-seven-part")

    # By this word alone zipfile writes into each entry which system the archive was made on.
    monkeypatch.setattr("sys.platform", "win32")

    assert statistics_xlsx(statistics(), ANNEX, "guangxi-seven-part") == here


def test_the_workbook_is_dated_by_the_year_it_reports() -> None:
    properties = workbook(statistics()).properties

    assert properties.created == properties.modified == datetime(2016, 12, 31)  # noqa: DTZ001  OOXML keeps no zone
    assert properties.creator == "柳州市教育局"


def test_the_workbook_has_one_sheet_a_table() -> None:
    opened = workbook(statistics())

    assert opened.sheetnames == [
        "统计表",
        "主动公开分类",
        "按渠道",
        "按渠道归类",
        "按月份",
        "政策解读",
        "依申请公开",
        "申请办理",
        "复议诉讼",
        "法定公开事项",
        "新媒体",
        "政府网站",
        "工作情况",
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "expected"),
    [
        ("统计表", 3, ["一、主动公开情况", "——", "——"]),
        ("统计表", 5, ["专项经费", "万元", 5.6]),
        ("主动公开分类", 3, ["财务", 2, 1, 1, 0]),
        ("主动公开分类", 5, ["合计", 3, 1, 1, 1]),
        ("按渠道归类", 6, ["政务微信", 2]),
        ("按月份", 5, ["合计", 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 3]),
        ("复议诉讼", 2, ["类型", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]),
        ("依申请公开", 7, ["（三）不予公开：1.属于国家秘密", 0, 1, 0, 0, 0, 0, 1]),
        ("复议诉讼", 3, ["行政复议", 1, 0, 0, 0, 1]),
        ("新媒体", 3, ["微信", "柳州教育", 5649, 408220, 683366, 312, 61352, 9]),
    ],
)  # fmt: skip
def test_a_sheet_holds_the_year_s_figures(sheet: str, row: int, expected: list[object]) -> None:
    opened = workbook(statistics())

    cells = [cell.value for cell in opened[sheet][row]]

    assert cells == expected


def test_a_sheet_is_made_for_reading_and_for_paper() -> None:
    opened = workbook(statistics())

    sheet = opened["依申请公开"]
    assert sheet["A1"].value == "柳州市教育局2016年依申请公开"
    assert sheet.freeze_panes == "B3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["A2"].fill.fgColor.rgb == "FFDDEBF7"
    assert opened["统计表"].page_setup.orientation == "portrait"


def test_a_title_that_looks_like_a_formula_stays_text() -> None:
    rows = interpretations('=HYPERLINK("http://a") 2016-06-08 2016-06-13')

    sheet = workbook(statistics(book(interpretations=rows)))["政策解读"]

    assert (sheet["A3"].data_type, sheet["A3"].value) == ("s", '=HYPERLINK("http://a")')


def test_a_control_character_in_a_title_does_not_stop_the_workbook() -> None:
    row = {**interpretations("解读 2016-06-08 2016-06-13")[0], "解读名称": "解\x0b读"}

    sheet = workbook(statistics(book(interpretations=[row])))["政策解读"]

    assert sheet["A3"].value == "解读"


def test_a_year_without_a_row_still_has_its_sheets() -> None:
    opened = workbook(statistics(book()))

    assert opened["主动公开分类"]["A3"].value == "合计"
    assert opened["新媒体"].max_row == 2
