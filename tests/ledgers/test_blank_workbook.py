"""The blank workbook as openpyxl reads it back, as the reader reads it, and as it comes out twice."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias

import openpyxl
import pytest
from ledger_folders import SETTINGS, LedgerFolder
from msgspec.structs import replace
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from report_builder.ledgers.blank_sheets import ListedRow
from report_builder.ledgers.blank_workbook import BlankYear, blank_workbook
from report_builder.ledgers.carried_rows import CarriedRows
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    from report_builder.ledgers.carried_rows import CarriedRow

CellValue: TypeAlias = str | int | float | datetime

BLANK: Final = BlankYear(
    2026, "柳州市教育局", vocabulary_of(SETTINGS), {"工作情况": (ListedRow("举办各类培训班数", "次"),)}
)
MADE: Final = blank_workbook(BLANK)


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return openpyxl.load_workbook(BytesIO(MADE))


@pytest.fixture
def ledgers(tmp_path: Path) -> LedgerFolder:
    folder = LedgerFolder(tmp_path)
    (tmp_path / "台账.xlsx").write_bytes(MADE)
    return folder


def sheet_of(workbook: Workbook, name: str) -> Worksheet:
    found = workbook[name]
    assert isinstance(found, Worksheet)
    return found


def rules_of(sheet: Worksheet) -> dict[str, DataValidation]:
    """The rules of a sheet by the name of the column that they hold for."""
    return {
        str(sheet.cell(1, list(rule.sqref.ranges)[0].min_col).value).lstrip("*"): rule  # noqa: RUF015  a set
        for rule in sheet.data_validations.dataValidation
    }


def offered(workbook: Workbook, rule: DataValidation) -> list[object]:
    """The values of the cells that a list's rule names."""
    name, _, cells = str(rule.formula1).partition("!")
    return [row[0].value for row in workbook[name.strip("'")][cells.replace("$", "")]]


def fill(folder: LedgerFolder, sheet: str, row: Mapping[str, CellValue], *rows: int) -> None:
    """Write the same cells into rows under a sheet's header, as somebody who fills the workbook does."""
    path = folder.path / "台账.xlsx"
    book = openpyxl.load_workbook(path)
    names = [column.name for column in SHEETS[sheet].columns]
    for number in rows or (3,):
        for name, value in row.items():
            book[sheet].cell(number, names.index(name) + 1).value = value
    book.save(path)


def test_the_explanation_comes_first_and_the_lists_are_hidden(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["填表说明", *SHEETS, "选项"]
    assert workbook["选项"].sheet_state == "hidden"


def test_the_same_year_gives_the_same_bytes() -> None:
    assert blank_workbook(BLANK) == MADE


def test_the_document_is_dated_by_the_year(workbook: Workbook) -> None:
    assert workbook.properties.created == datetime(2026, 1, 1)  # noqa: DTZ001  the file format knows no zone
    assert workbook.properties.title == "柳州市教育局2026年政府信息公开台账"


@pytest.mark.parametrize("name", SHEETS)
def test_the_header_names_every_column_and_marks_what_must_be_filled(workbook: Workbook, name: str) -> None:
    header = [cell.value for cell in sheet_of(workbook, name)[1]]

    assert header == [f"*{each.name}" if each.required else each.name for each in SHEETS[name].columns]


@pytest.mark.parametrize("name", SHEETS)
def test_the_header_is_bold_annotated_frozen_filtered_and_printed_again(
    workbook: Workbook, name: str
) -> None:
    sheet = sheet_of(workbook, name)

    assert all(cell.font.bold and cell.comment and cell.comment.text for cell in sheet[1])
    assert str(sheet.freeze_panes) in {"A2", "B2"}
    assert str(sheet.auto_filter.ref).endswith("2002")
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_prints_on_landscape_a4_as_wide_as_the_paper(workbook: Workbook, name: str) -> None:
    sheet = sheet_of(workbook, name)

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        None,
        int(SHEETS[name].is_table),
    )
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


@pytest.mark.parametrize("name", SHEETS)
def test_every_column_is_wide_enough_for_its_header(workbook: Workbook, name: str) -> None:
    sheet = sheet_of(workbook, name)

    narrow = [
        cell.value
        for column, cell in enumerate(sheet[1], start=1)
        if sheet.column_dimensions[get_column_letter(column)].width < 2 * len(str(cell.value).lstrip("*"))
    ]

    assert narrow == []


@pytest.mark.parametrize("name", SHEETS)
def test_the_example_is_grey_italic_and_marked(workbook: Workbook, name: str) -> None:
    first = sheet_of(workbook, name)["A2"]

    assert str(first.value).startswith("【示例】")
    assert first.font.italic
    assert first.font.color.rgb == "00808080"


def test_every_choice_column_offers_the_values_of_the_declaration(workbook: Workbook) -> None:
    wrong = [
        f"{name} {column.name}"
        for name, sheet in SHEETS.items()
        for column in sheet.columns
        if column.choices
        and offered(workbook, rules_of(sheet_of(workbook, name))[column.name]) != [*column.choices.values]
    ]

    assert wrong == []


def test_the_agencys_own_categories_and_channels_are_offered(workbook: Workbook) -> None:
    rules = rules_of(sheet_of(workbook, "主动公开"))

    assert offered(workbook, rules["信息类别"]) == ["政策类文件", "学校财务", "招生考试"]
    assert offered(workbook, rules["公开渠道"])[:2] == ["柳州教育网", "微信公众号“柳州教育”"]


def test_several_channels_in_one_cell_are_not_refused(workbook: Workbook) -> None:
    rule = rules_of(sheet_of(workbook, "主动公开"))["公开渠道"]

    assert not rule.showErrorMessage
    assert rule.showInputMessage


def test_a_rule_holds_for_two_thousand_rows_below_the_example(workbook: Workbook) -> None:
    rule = rules_of(sheet_of(workbook, "依申请公开"))["处理结果"]

    assert str(rule.sqref) == "L3:L2002"


def test_a_day_of_publication_outside_the_year_is_refused_in_chinese(workbook: Workbook) -> None:
    rule = rules_of(sheet_of(workbook, "主动公开"))["公开日期"]

    assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("date", "stop", True)
    assert (rule.formula1, rule.formula2) == ("46023", "46387")  # 2026-01-01 to 2026-12-31
    assert rule.errorTitle == "公开日期填得不对"
    assert rule.error is not None
    assert "应在 2026-01-01 至 2026-12-31 之间" in rule.error
    assert rule.prompt == "请填日期，写成 2026-3-9 或者 2026/3/9。必填。"


def test_counts_are_whole_and_money_may_have_cents(workbook: Workbook) -> None:
    count = rules_of(sheet_of(workbook, "行政执法"))["数量"]
    money = rules_of(sheet_of(workbook, "行政事业性收费"))["金额（元）"]

    assert (count.type, count.formula1) == ("whole", "0")
    assert (money.type, money.formula1) == ("decimal", "0")


def test_no_message_is_longer_than_a_spreadsheet_shows(workbook: Workbook) -> None:
    rules = [rule for name in SHEETS for rule in rules_of(sheet_of(workbook, name)).values()]

    assert max(len(rule.error or "") for rule in rules) <= 225
    assert max(len(rule.prompt or "") for rule in rules) <= 255
    assert max(len(rule.errorTitle or "") for rule in rules) <= 32


def test_text_columns_are_text_so_that_a_number_becomes_no_date(workbook: Workbook) -> None:
    sheet = sheet_of(workbook, "依申请公开")

    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["B"].number_format == "yyyy\\-mm\\-dd"


def test_every_sheet_is_explained_and_linked_to(workbook: Workbook) -> None:
    links = [cell.hyperlink.location for row in workbook["填表说明"] for cell in row if cell.hyperlink]

    assert links == [f"'{name}'!A3" for name in SHEETS]


def test_the_statutory_table_lists_its_rows_in_order(workbook: Workbook) -> None:
    labels = [row[0].value for row in sheet_of(workbook, "依申请公开统计").iter_rows(min_row=3)]

    assert labels[:6] == [
        "本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量",
        "本年度办理结果", "予以公开", "部分公开", "不予公开",
    ]  # fmt: skip
    assert labels[-2:] == ["总计", "结转下年度继续办理"]


def test_the_indicators_of_the_format_stand_with_their_units(workbook: Workbook) -> None:
    row = [cell.value for cell in sheet_of(workbook, "工作情况")[3]]

    assert row == ["举办各类培训班数", None, "次", None]


def test_no_indicator_is_listed_that_nobody_asks_for(workbook: Workbook) -> None:
    labels = [cell.value for cell in sheet_of(workbook, "政府网站")["A"]]

    assert labels == ["*指标", "【示例】专题专栏数"]


def test_a_carried_text_is_never_a_formula() -> None:
    row: CarriedRow = {"登记编号": "=1+1", "收到日期": date(2025, 12, 20)}

    made = blank_workbook(replace(BLANK, carried=CarriedRows({"依申请公开": (row,)})))

    first = openpyxl.load_workbook(BytesIO(made))["依申请公开"]["A3"]
    assert (first.value, first.data_type) == ("=1+1", "s")


def test_what_was_carried_over_is_said_in_the_explanation() -> None:
    made = blank_workbook(replace(BLANK, carried_notes=("“依申请公开”带入 1 件。",)))

    told = [row[0].value for row in openpyxl.load_workbook(BytesIO(made))["填表说明"].iter_rows()]
    assert told[told.index("从上年带入的") + 1] == "1. “依申请公开”带入 1 件。"


def test_a_blank_workbook_counts_nothing_and_has_no_fault(ledgers: LedgerFolder) -> None:
    read = ledgers.read()

    assert ledgers.told() == []
    assert [name for name in SHEETS if not read.frame(name).empty] == []


FILLED: Final[dict[str, dict[str, CellValue]]] = {
    "主动公开": {
        "信息名称": "通知",
        "信息类别": "学校财务",
        "公开日期": datetime(2026, 3, 1),  # noqa: DTZ001  as a spreadsheet has it
        "公开渠道": "柳州教育网、政务微博",
    },
    "政策解读": {"解读名称": "一图读懂", "解读对象": "办法", "解读日期": "2026-03-02"},
    "规范性文件": {"文件名称": "办法", "文件类型": "规章", "制发日期": "2026-03-02"},
    "行政执法": {"事项类型": "行政许可", "月份": 3, "数量": 12},
    "行政事业性收费": {"项目名称": "报名费", "日期": "2026-03-02", "金额（元）": 12.5},
    "依申请公开": {"登记编号": "2026-1", "收到日期": "2026-03-02", "申请人类型": "自然人"},
    "不予公开备案": {"信息名称": "试题", "不予公开依据": "保密法", "备案日期": "2026-03-02"},
    "复议诉讼": {"案号": "一号", "案件类型": "行政复议", "收到日期": "2026-03-02", "结果": "尚未审结"},
    "新媒体": {"平台": "微信公众号", "账号": "发布", "阅读次数": 100},
    "政府网站": {"指标": "信息发布总数", "数量": 1186},
    "工作情况": {"数量": 3},
}


@pytest.mark.parametrize("name", FILLED)
def test_a_filled_row_is_read_without_a_finding(ledgers: LedgerFolder, name: str) -> None:
    fill(ledgers, name, FILLED[name])

    read = ledgers.read()

    assert [len(read.frame(each)) for each in FILLED] == [int(each == name) for each in FILLED]
    assert ledgers.told("ledger.row_unfilled") == []


def test_a_table_filled_to_the_last_row_is_read_without_a_finding(ledgers: LedgerFolder) -> None:
    columns = [column.name for column in SHEETS["依申请公开统计"].columns[1:]]
    headings = {5, 8, 17, 21, 27}
    fill(ledgers, "依申请公开统计", dict.fromkeys(columns, 0), *(set(range(3, 33)) - headings))

    read = ledgers.read()

    assert len(read.frame("依申请公开统计")) == 25
    assert ledgers.told() == []


def test_a_row_without_a_number_among_filled_ones_is_told_once(ledgers: LedgerFolder) -> None:
    listed = (ListedRow("举办各类培训班数", "次"), ListedRow("接受培训人员数", "人次"))
    made = blank_workbook(replace(BLANK, indicators={"工作情况": listed}))
    (ledgers.path / "台账.xlsx").write_bytes(made)
    fill(ledgers, "工作情况", {"数量": 3})

    read = ledgers.read()

    assert read.frame("工作情况")["指标"].tolist() == ["举办各类培训班数"]
    assert ledgers.told() == ["notice ledger.row_unfilled 台账.xlsx › 工作情况!B4"]
    assert "接受培训人员数" in ledgers.only("ledger.row_unfilled").evidence
