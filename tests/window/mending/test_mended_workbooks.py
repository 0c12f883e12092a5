"""One cell of a workbook mended: nothing else in the file changes, and no formula is belied."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from report_builder.window.mending.faults import UnmendableError
from report_builder.window.mending.mended_workbooks import mend_workbook


def day(year: int, month: int, number: int) -> datetime:
    """A day as a workbook has it, which knows no zones."""
    return datetime(year, month, number)  # noqa: DTZ001


def workbook() -> bytes:
    """A workbook with what libraries lose: a chart, a note, a table, formulas, looks, another sheet."""
    book = Workbook()
    sheet = book.create_sheet("行政执法")
    del book["Sheet"]
    for row in (
        ["事项类型", "日期", "数量", "备注"],
        ["行政许可", day(2016, 2, 25), 3, "甲"],
        ["行政处罚", day(2016, 3, 1), 4, "乙"],
        ["合计", None, "=SUM(C2:C3)", None],
    ):
        sheet.append(row)
    sheet["B2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["D3"].number_format = "@"
    sheet["A2"].comment = Comment("看一看", "张三")
    sheet.merge_cells("E1:F2")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=3))
    sheet.add_chart(chart, "H2")
    other = book.create_sheet("说明")
    other.append(["名称", "件数"])
    other.append(["甲", 1])
    other.add_table(Table(displayName="表1", ref="A1:B2"))
    other["D1"] = "=行政执法!C2*2"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_the_part_of_the_sheet_changes_and_in_it_only_the_cell() -> None:
    before = workbook()

    after = mend_workbook(before, "行政执法", "A2", "行政强制")

    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {"xl/worksheets/sheet1.xml"}
    book, mended = load_workbook(BytesIO(before)), load_workbook(BytesIO(after))
    assert {
        (sheet.title, cell.coordinate): cell.value
        for sheet in mended
        for row in sheet.iter_rows()
        for cell in row
    } == {
        **{
            (sheet.title, cell.coordinate): cell.value
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
        },
        ("行政执法", "A2"): "行政强制",
    }


@pytest.mark.parametrize(
    ("cell", "typed", "value"),
    [
        ("A2", "行政强制", "行政强制"),
        ("A2", "12", 12),
        ("A2", "12.50", 12.5),
        ("A2", "-3", -3),
        ("A2", "007", "007"),
        ("A2", "1234567890123456", "1234567890123456"),
        ("A2", "", None),
        ("A2", "=1+1", "=1+1"),
        ("A2", " 甲\n乙<&> ", " 甲\n乙<&> "),
        ("B2", "2016-12-31", day(2016, 12, 31)),
        ("B2", "2016年2月29日", day(2016, 2, 29)),
        ("B2", "2016-02-30", "2016-02-30"),
        ("D2", "2016-02-25", "2016-02-25"),
        ("D3", "12", "12"),
        ("G9", "新的", "新的"),
        ("B4", "补", "补"),
    ],
)
def test_a_cell_takes_what_was_typed_as_its_look_shows_it(cell: str, typed: str, value: object) -> None:
    mended = load_workbook(BytesIO(mend_workbook(workbook(), "行政执法", cell, typed)))

    found = mended["行政执法"][cell]
    assert found.value == value
    assert found.data_type != "f"
    assert found.number_format == load_workbook(BytesIO(workbook()))["行政执法"][cell].number_format


@pytest.mark.parametrize(
    ("sheet", "cell", "says"),
    [
        ("行政执法", "C4", "公式算出来的"),
        ("行政执法", "C3", "行政执法!C4的公式可能用到 C3"),
        ("行政执法", "C2", "行政执法!C4、说明!D1的公式"),
        ("行政执法", "F2", "合并的单元格 E1:F2"),
        ("说明", "B1", "“表格”的标题"),
        ("没有", "A1", "没有“没有”这张表"),
        ("行政执法", "第5行", "不是一格的位置"),
    ],
)
def test_a_cell_that_something_else_hangs_on_is_left_alone(sheet: str, cell: str, says: str) -> None:
    with pytest.raises(UnmendableError) as refused:
        mend_workbook(workbook(), sheet, cell, "9")

    assert says in refused.value.message


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", workbook()[:500]])
def test_what_is_no_whole_workbook_is_left_alone(data: bytes) -> None:
    with pytest.raises(UnmendableError):
        mend_workbook(data, "行政执法", "A2", "甲")


def test_mending_twice_gives_the_same_bytes() -> None:
    data = workbook()
    assert mend_workbook(data, "说明", "A2", "乙") == mend_workbook(data, "说明", "A2", "乙")
