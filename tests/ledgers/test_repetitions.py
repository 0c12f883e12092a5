"""The same thing in the ledgers of two departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

PUBLISHED = "信息名称 | 文号 | 信息类别 | 公开日期 | 公开渠道\n{} | {} | 招生考试 | 2016-03-01 | 柳州教育网"
APPLICATIONS = "登记编号 | 收到日期 | 申请人类型\n{} | 2016-03-01 | 自然人"


def draw_two(ledgers: LedgerFolder, sheet: str, first: str, second: str) -> list[str]:
    ledgers.draw("0.xlsx", 主动公开=EMPTY_PUBLISHED)
    ledgers.draw("a.xlsx", **{sheet: first})
    ledgers.draw("b.xlsx", **{sheet: second})
    ledgers.read()
    return ledgers.told()


def test_a_registration_number_of_two_departments_is_an_error_naming_both_cells(
    ledgers: LedgerFolder,
) -> None:
    told = draw_two(ledgers, "依申请公开", APPLICATIONS.format("2016-1"), APPLICATIONS.format("２０１６—１ "))

    assert told == ["error ledger.duplicate_number b.xlsx › 依申请公开!A2"]
    evidence = ledgers.only("ledger.duplicate_number").evidence
    assert evidence == f"第一次出现在 {ledgers.path.as_posix()}/a.xlsx › 依申请公开!A2"


@pytest.mark.parametrize(("first", "second"), [("公民", "自然人"), ("自然人", "公民"), ("公民", "法人")])
def test_a_number_is_a_repetition_whatever_else_is_wrong_in_its_row(
    ledgers: LedgerFolder, first: str, second: str
) -> None:
    rows = [APPLICATIONS.replace("自然人", applicant).format("2016-1") for applicant in (first, second)]

    draw_two(ledgers, "依申请公开", *rows)

    assert "b.xlsx › 依申请公开!A2" in str(ledgers.only("ledger.duplicate_number").place)


def test_two_rows_without_a_number_are_no_repetition(ledgers: LedgerFolder) -> None:
    told = draw_two(
        ledgers, "依申请公开", APPLICATIONS.format("-"), APPLICATIONS.format("-\n- | 2016-03-02 | 自然人")
    )

    assert {line.split()[1] for line in told} == {"ledger.cell_empty"}


def test_numbers_that_differ_by_a_dash_are_two(ledgers: LedgerFolder) -> None:
    told = draw_two(ledgers, "依申请公开", APPLICATIONS.format("2016-1-1"), APPLICATIONS.format("2016-11"))

    assert told == []


def test_a_case_number_in_other_brackets_is_the_same(ledgers: LedgerFolder) -> None:
    case = "案号 | 案件类型 | 收到日期\n{} | 行政复议 | 2016-03-01"

    told = draw_two(ledgers, "复议诉讼", case.format("柳复〔2016〕1号"), case.format("柳复[2016]1号"))

    assert told == ["error ledger.duplicate_case b.xlsx › 复议诉讼!A2"]


@pytest.mark.parametrize("number", ["柳教1号", "-", "柳教 1号"])
def test_information_that_two_departments_registered_is_warned_of(ledgers: LedgerFolder, number: str) -> None:
    told = draw_two(
        ledgers,
        "主动公开",
        PUBLISHED.format("招生通知", "柳教1号"),
        PUBLISHED.format("《招生 通知》", number),
    )

    assert told == ["warning ledger.duplicate_item b.xlsx › 主动公开!A2"]
    assert "a.xlsx › 主动公开!A2" in ledgers.only("ledger.duplicate_item").evidence


def test_two_documents_of_one_title_and_day_with_their_own_numbers_are_two(ledgers: LedgerFolder) -> None:
    told = draw_two(
        ledgers, "主动公开", PUBLISHED.format("任免通知", "柳教1号"), PUBLISHED.format("任免通知", "柳教2号")
    )

    assert told == []


@pytest.mark.parametrize(
    ("sheet", "drawing"),
    [
        ("规范性文件", "文件名称 | 文件类型 | 制发日期\n招生办法 | 行政规范性文件 | 2016-05-01"),
        ("政策解读", "解读名称 | 解读对象 | 解读日期\n一图读懂 | 招生办法 | 2016-05-01"),
        ("不予公开备案", "信息名称 | 不予公开依据 | 备案日期\n试题 | 第八条 | 2016-05-01"),
    ],
)
def test_every_register_that_is_counted_by_rows_is_looked_through(
    ledgers: LedgerFolder, sheet: str, drawing: str
) -> None:
    told = draw_two(ledgers, sheet, drawing, f"教务科\n{drawing}")

    assert told == [f"warning ledger.duplicate_item b.xlsx › {sheet}!A3"]


def test_quantities_of_two_departments_are_added_and_not_compared(ledgers: LedgerFolder) -> None:
    count = "事项类型 | 月份 | 数量\n行政许可 | 3 | 12"

    told = draw_two(ledgers, "行政执法", count, f"招生院\n{count}")

    assert told == []


def test_copies_of_one_form_of_which_each_department_fills_its_own_sheets_are_joined(
    ledgers: LedgerFolder,
) -> None:
    blank = {"主动公开": EMPTY_PUBLISHED, "工作情况": "指标 | 数量", "填表说明": "请逐行填写"}
    ledgers.draw("人事科.xlsx", **blank | {"工作情况": "指标 | 数量\n培训 | 2"})
    ledgers.draw("办公室.xlsx", **blank | {"主动公开": PUBLISHED.format("通知", "柳教1号")})
    ledgers.draw("财务科.xlsx", **blank)

    read = ledgers.read()

    assert (len(read.frame("主动公开")), len(read.frame("工作情况")), len(read.files)) == (1, 1, 3)
    assert ledgers.told() == []


@pytest.mark.parametrize("sheet", ["依申请公开", "复议诉讼"])
def test_one_number_on_two_days_is_two_cases_with_a_warning(ledgers: LedgerFolder, sheet: str) -> None:
    columns = {
        "依申请公开": ("登记编号", "申请人类型", "自然人"),
        "复议诉讼": ("案号", "案件类型", "行政复议"),
    }
    number, kind, value = columns[sheet]
    rows = [f"{number} | 收到日期 | {kind}\n'1' | 2016-03-0{day} | {value}" for day in (1, 2)]

    told = draw_two(ledgers, sheet, *rows)

    assert len(ledgers.read().frame(sheet)) == 2
    assert [line.split()[0] for line in told] == ["warning"]


def test_two_applications_alike_but_for_their_numbers_are_warned_of(ledgers: LedgerFolder) -> None:
    row = "登记编号 | 收到日期 | 申请人类型 | 申请内容\n{} | 2016-03-01 | 自然人 | 学校布局规划"

    told = draw_two(ledgers, "依申请公开", row.format("甲1"), row.format("乙9"))

    assert told == ["warning ledger.duplicate_item b.xlsx › 依申请公开!A2"]


def test_applications_alike_in_one_workbook_are_counted_singly_without_a_word(ledgers: LedgerFolder) -> None:
    rows = "\n".join(f"甲{number} | 2016-03-01 | 自然人 | 规划" for number in (1, 2))

    ledgers.read_sheet("依申请公开", f"登记编号 | 收到日期 | 申请人类型 | 申请内容\n{rows}")

    assert ledgers.told() == []


def test_many_repetitions_in_one_sheet_are_one_finding(ledgers: LedgerFolder) -> None:
    rows = "\n".join(f"'{number}' | 2016-03-01 | 自然人" for number in [*range(30), *range(30)])

    ledgers.read_sheet("依申请公开", f"登记编号 | 收到日期 | 申请人类型\n{rows}")

    assert ledgers.only("ledger.duplicate_number").message == "登记编号“0”重复；这张表里同类的重复共 30 处"


def test_a_number_of_two_days_is_one_twice_where_one_of_the_days_comes_twice(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet(
        "依申请公开",
        """
        登记编号 | 收到日期   | 申请人类型
        1        | 2016-03-01 | 自然人
        1        | 2016-04-01 | 自然人
        1        | 2016-04-01 | 自然人
        """,
    )

    assert "error ledger.duplicate_number 台账.xlsx › 依申请公开!A4" in ledgers.told()
