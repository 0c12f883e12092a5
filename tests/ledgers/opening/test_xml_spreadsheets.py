"""XML spreadsheets of Excel 2003, as report systems write them: each value at its place, and how it looks."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from report_builder.budgets import Budget
from report_builder.ledgers.cells import UNSAVED_FORMULA
from report_builder.ledgers.opening.layouts import EPOCH_1904, CellRange
from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.ledgers.opening.xml_spreadsheets import read_xml_spreadsheet

OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL = "urn:schemas-microsoft-com:office:excel"
HTML = "http://www.w3.org/TR/REC-html40"
HEAD = '<?xml version="1.0" encoding="gb2312"?><?mso-application progid="Excel.Sheet"?>'
NAMES = f'<Workbook xmlns="{OFFICE}" xmlns:ss="{OFFICE}" xmlns:x="{EXCEL}" xmlns:html="{HTML}">'
DAY = datetime(2016, 2, 29)  # noqa: DTZ001 - a day has no zone
DATA = '<Data ss:Type="String">{}</Data>'


def book(table: str, *, before: str = "", options: str = "") -> str:
    sheet = f'<Worksheet ss:Name="工作情况"><Table>{table}</Table>{options}</Worksheet>'
    return f"{HEAD}{NAMES}{before}{sheet}</Workbook>"


def cell(kind: str, value: str, looks: str = "") -> str:
    return f'<Cell {looks}><Data ss:Type="{kind}">{value}</Data></Cell>'


def test_every_kind_of_value_is_read() -> None:
    row = "".join((
        cell("String", "会议&amp;培训&#10;次数"), cell("Number", "3"), cell("Number", "2.50"),
        cell("Boolean", "1"), cell("DateTime", "2016-02-29T00:00:00.000"), cell("Error", "#REF!"),
        '<Cell ss:Formula="=1+2"/>', "<Cell/>", cell("String", "<html:B>粗</html:B>体"),
    ))  # fmt: skip

    (sheet,) = read_xml_spreadsheet(book(f"<Row>{row}</Row>"))

    assert sheet.name == "工作情况"
    values = ["会议&培训\n次数", 3.0, 2.5, True, DAY, "#REF!", UNSAVED_FORMULA, "", "粗体"]
    assert sheet.rows == [values]


def test_rows_and_cells_stand_where_they_say() -> None:
    second = (
        f'<Cell ss:Index="2">{DATA.format("乙")}</Cell><Cell ss:MergeAcross="1">{DATA.format("丙")}</Cell>'
    )
    table = (
        f'<Row ss:Index="2"/><Row>{second}<Cell>{DATA.format("丁")}</Cell></Row>'
        f'<Row ss:Span="2" ss:Hidden="1"/><Row><Cell ss:MergeDown="1">{DATA.format("甲")}</Cell></Row>'
    )

    (sheet,) = read_xml_spreadsheet(book(table))

    filled = {
        (row, column): value
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if value
    }
    assert filled == {(2, 1): "乙", (2, 2): "丙", (2, 4): "丁", (6, 0): "甲"}
    assert {len(row) for row in sheet.rows} == {5}
    assert sheet.layout.merged == (CellRange(2, 2, 3, 2), CellRange(0, 6, 0, 7))
    assert sheet.layout.hidden_rows == (range(3, 6),)


def test_hidden_columns_and_sheets_and_the_older_calendar_are_noted() -> None:
    columns = '<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Column/><Column ss:Hidden="1"/>'
    text = book(
        f"{columns}<Row>{cell('String', 'x')}</Row>",
        before="<ExcelWorkbook xmlns='urn:schemas-microsoft-com:office:excel'><Date1904/></ExcelWorkbook>",
        options="<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>",
    )

    (sheet,) = read_xml_spreadsheet(text)

    assert sheet.layout.hidden_columns == (range(1, 3), range(4, 5))
    assert (sheet.layout.is_hidden, sheet.layout.epoch) == (True, EPOCH_1904)


def test_each_sheet_is_read_by_itself() -> None:
    sheets = "".join(
        f'<Worksheet ss:Name="{name}"><Table><Row>{cell("String", name)}</Row></Table></Worksheet>'
        for name in "甲乙"
    )

    found = read_xml_spreadsheet(f"{HEAD}{NAMES}{sheets}</Workbook>")

    assert [(sheet.name, sheet.rows) for sheet in found] == [("甲", [["甲"]]), ("乙", [["乙"]])]


@pytest.mark.parametrize(
    "text",
    [
        book(f"<Row>{cell('Number', '三')}</Row>"),
        book(f"<Row>{cell('DateTime', '昨天')}</Row>"),
        book("<Row>")[:-40],
        book('<Row ss:Index="x"/>'),
    ],
)
def test_a_damaged_one_is_refused(text: str) -> None:
    with pytest.raises(WorkbookFaultError, match="已损坏"):
        read_xml_spreadsheet(text)


def test_a_far_cell_reserves_no_memory() -> None:
    far = cell("String", "x", 'ss:Index="16384"')

    with pytest.raises(WorkbookFaultError, match="大得不合常理"):
        read_xml_spreadsheet(book(f'<Row ss:Index="1048576">{far}</Row>'))


@pytest.mark.parametrize("filling", ["<Row/>", "<b/>", "<Row><b/></Row>", "<Row><Cell/></Row>"])
def test_rows_and_elements_without_end_are_refused(filling: str) -> None:
    with pytest.raises(WorkbookFaultError, match="多得不合常理"):
        read_xml_spreadsheet(book(filling * 300_000), Budget(elements=100_000))


def test_an_element_with_attributes_without_end_is_refused() -> None:
    marks = " ".join(f'a{number}="1"' for number in range(100_000))

    with pytest.raises(WorkbookFaultError, match="已损坏"):
        read_xml_spreadsheet(book(f"<Row {marks}/>"))


def test_what_stands_between_the_rows_is_nothing_of_them_and_takes_nothing_from_them() -> None:
    row = f"<Row>{cell('String', '会议')}<b><c/>x</b><!-- 注 -->{cell('Number', '3')}</Row>"

    (sheet,) = read_xml_spreadsheet(book(f"<b/>{row}<?a?><b>{row}</b><b/>"))

    assert sheet.rows == [["会议", 3.0], ["会议", 3.0]]


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = book(f"<Row>{cell('String', '&b;')}{cell('String', 'x')}</Row>").replace(
        "<Workbook", f"{bomb}<Workbook"
    )

    with pytest.raises(WorkbookFaultError, match="已损坏"):
        read_xml_spreadsheet(text)


def test_a_comment_beside_a_value_is_nothing_of_it() -> None:
    comment = f"<Comment ss:Author='甲'>{DATA.format('请核对')}</Comment>"
    noted = (f"{DATA.format('3')}{comment} ", comment, f"{comment}{DATA.format('4')}")

    (sheet,) = read_xml_spreadsheet(book(f"<Row>{''.join(f'<Cell>{each}</Cell>' for each in noted)}</Row>"))

    assert sheet.rows == [["3", "", "4"]]


def test_names_may_begin_in_any_way() -> None:
    text = book(f"<Row>{cell('String', '会议')}</Row>")
    for name in ("Workbook", "Worksheet", "Table", "Row", "Cell", "Data"):
        text = text.replace(f"<{name}", f"<ss:{name}").replace(f"</{name}", f"</ss:{name}")

    (sheet,) = read_xml_spreadsheet(text)

    assert (sheet.name, sheet.rows) == ("工作情况", [["会议"]])


def test_a_day_is_a_day() -> None:
    (sheet,) = read_xml_spreadsheet(book(f"<Row>{cell('DateTime', '2016-03-01T00:00:00.000')}</Row>"))

    (value,) = sheet.rows[0]
    assert isinstance(value, date)
