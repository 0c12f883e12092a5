"""A folder of drawn workbooks → records, and a finding for everything that is not right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED, SETTINGS, LedgerFolder
from msgspec.structs import replace
from sheets import write_workbook

from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from report_builder.ledgers.frames import Ledgers


APPLICATIONS = """
    登记编号  收到日期    申请人类型  申请方式  答复日期    处理结果
    '2016-1'  2016-03-01  自然人      网络      2016-03-10  予以公开
    '2016-2'  2016-03-02  商业企业    信函      -           -
"""


TABLE_HEADER = "项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"


def shown(read: Ledgers, name: str) -> list[list[object]]:
    """The declared cells of every row of a sheet."""
    return [[row[column.name] for column in SHEETS[name].columns] for row in read.entries(read.frame(name))]


def test_a_row_of_published_items_keeps_every_cell(ledgers: LedgerFolder) -> None:
    ledgers.draw(
        "台账.xlsx",
        主动公开="""
        信息名称 | 文号 | 信息类别 | 制发日期 | 公开日期 | 公开渠道 | 网址 | 责任科室 | 备注
        通知 | 柳教1号 | 招生考试 | 2016-02-20 | 2016/2/25 | 柳州教育网、政府公报 | http://a | 招生办 | NA
        """,
    )

    (item,) = ledgers.rows("主动公开")

    assert [item[column.name] for column in SHEETS["主动公开"].columns] == [
        "通知", "柳教1号", "招生考试", date(2016, 2, 20), date(2016, 2, 25), "柳州教育网、政府公报",
        "http://a", "招生办", "NA",
    ]  # fmt: skip
    assert str(item.place("公开日期")) == f"{ledgers.path.as_posix()}/台账.xlsx › 主动公开!E2"
    assert ledgers.told() == []


def test_a_row_of_applications_keeps_every_cell(ledgers: LedgerFolder) -> None:
    names = (
        "登记编号 | 收到日期 | 申请人类型 | 申请方式 | 申请内容 | 补正通知日期 | 补正日期"
        " | 征求意见开始 | 征求意见结束 | 延期日期"
        " | 答复日期 | 处理结果 | 收费金额（元） | 减免金额（元） | 备注"
    )
    row = (
        "'1' | 2016-03-01 | 自然人 | 当面 | 预算 | 2016-03-02 | 2016-03-03 | 2016-03-04 | 2016-03-05"
        " | 2016-03-06 | 2016-03-07 | 部分公开 | 12.5 | 3 | 无"
    )

    read = ledgers.read_sheet("依申请公开", f"{names}\n{row}")

    (application,) = read.entries(read.frame("依申请公开"))
    assert [application[name] for name in names.split(" | ")] == [
        "1", date(2016, 3, 1), "自然人", "当面", "预算", *(date(2016, 3, day) for day in range(2, 8)),
        "部分公开", Decimal("12.5"), Decimal(3), "无",
    ]  # fmt: skip
    assert ledgers.told() == []


def test_the_smaller_sheets_give_their_records(ledgers: LedgerFolder) -> None:
    ledgers.draw(
        "台账.xlsx",
        主动公开=EMPTY_PUBLISHED,
        政策解读="解读名称 | 解读对象 | 解读日期 | 解读形式\n一图读懂 | 招生办法 | 2016-05-03 | 图解",
        规范性文件="文件名称 | 文件类型 | 制发日期 | 废止日期\n招生办法 | 行政规范性文件 | 2016-05-01 | -",
        行政执法="事项类型 | 月份 | 数量\n行政许可 | 3 | 12",
        行政事业性收费="项目名称 | 日期 | 金额（元）\n考试费 | 2016-04-05 | 120.5",
        复议诉讼="案号 | 案件类型 | 收到日期\n柳复1号 | 行政复议 | 2016-06-01",
        新媒体="平台 | 账号 | 订阅用户数\n微信 | 柳州教育 | 5649",
        政府网站="指标 | 数量 | 单位\n总访问量 | 1.5 | 万次",
        工作情况="指标 | 数量\n会议 | 3",
    )

    read = ledgers.read()

    assert {name: shown(read, name) for name in read.frames if name != "主动公开"} == {
        "政策解读": [["一图读懂", "招生办法", None, date(2016, 5, 3), "图解", "", ""]],
        "规范性文件": [["招生办法", "", "行政规范性文件", date(2016, 5, 1), None, ""]],
        "行政执法": [["行政许可", 3, None, 12]],
        "行政事业性收费": [["考试费", 4, date(2016, 4, 5), Decimal("120.5")]],
        "复议诉讼": [["柳复1号", "行政复议", date(2016, 6, 1), None, "尚未审结"]],
        "新媒体": [["微信", "柳州教育", None, 5649, None, None, None, None, None]],
        "政府网站": [["总访问量", Decimal("1.5"), "万次", ""]],
        "工作情况": [["会议", 3, "", ""]],
    }
    assert ledgers.told() == []


def test_the_statutory_table_may_be_filled_directly(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "依申请公开统计",
        """
        项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计
        一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 1 | 0 | 4
        三、本年度办理结果
        （三）不予公开
        1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1
        （七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1
        """,
    )

    assert shown(read, "依申请公开统计") == [
        ["本年新收政府信息公开申请数量", 3, 0, 0, 0, 1, 0, 4],
        ["属于国家秘密", 1, 0, 0, 0, 0, 0, 1],
        ["总计", 1, 0, 0, 0, 0, 0, 1],
    ]
    assert set(ledgers.told()) == {
        "notice ledger.tidied 台账.xlsx › 依申请公开统计!A2",
        "notice ledger.tidied 台账.xlsx › 依申请公开统计!A5",
        "notice ledger.tidied 台账.xlsx › 依申请公开统计!A6",
    }


def test_blank_cells_of_the_statutory_table_count_as_nil_with_a_warning(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "依申请公开统计",
        f"{TABLE_HEADER}\n重复申请 | 2 | - | - | - | - | - | -",
    )

    assert shown(read, "依申请公开统计") == [["重复申请", 2, None, None, None, None, None, None]]
    assert ledgers.told() == ["warning ledger.blank_as_nil 台账.xlsx › 依申请公开统计!C2"]


def test_a_row_of_the_statutory_table_given_twice_is_an_error(ledgers: LedgerFolder) -> None:
    row = "重复申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1"
    ledgers.read_sheet(
        "依申请公开统计",
        f"{TABLE_HEADER}\n{row}\n{row}",
    )

    assert ledgers.told() == ["error ledger.duplicate_row 台账.xlsx › 依申请公开统计!A3"]
    assert ledgers.only("ledger.duplicate_row").evidence == "第一次出现在 A2"


def test_two_departments_may_each_give_the_statutory_table(ledgers: LedgerFolder) -> None:
    table = f"{TABLE_HEADER}\n重复申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1"
    ledgers.draw("a.xlsx", 主动公开=EMPTY_PUBLISHED, 依申请公开统计=table)
    ledgers.draw("b.xlsx", 依申请公开统计=table)

    read = ledgers.read()

    assert len(read.frame("依申请公开统计")) == 2
    assert ledgers.told() == []


@pytest.mark.parametrize("name", ["台账.xlsx", "台账.xls", "台账.ods"])
def test_every_kind_of_workbook_gives_the_same_records_and_places(ledgers: LedgerFolder, name: str) -> None:
    write_workbook(
        ledgers.path / name, {"主动公开": EMPTY_PUBLISHED, "依申请公开": APPLICATIONS}, down=3, right=2
    )

    first, second = ledgers.rows("依申请公开")

    assert (first["登记编号"], first["收到日期"], first["答复日期"]) == (
        "2016-1",
        date(2016, 3, 1),
        date(2016, 3, 10),
    )
    assert str(first.place("处理结果")).endswith(f"{name} › 依申请公开!H5")
    assert (second["申请人类型"], second["申请方式"], second["处理结果"]) == ("商业企业", "信函", "")
    assert ledgers.told() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", ["依申请公开.csv", "教务科-依申请公开.csv", "依申请公开_教务科.csv"])
def test_a_csv_is_known_by_its_file_name(ledgers: LedgerFolder, name: str, encoding: str) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_workbook(ledgers.path / name, {"": APPLICATIONS}, down=3, right=2, encoding=encoding)

    first, _ = ledgers.rows("依申请公开")

    stem = name.removesuffix(".csv")
    assert str(first.place("处理结果")).endswith(f"{name} › {stem}!H5")
    assert ledgers.told() == []


def test_a_csv_called_otherwise_is_known_by_its_header(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_workbook(ledgers.path / "教务科.csv", {"": APPLICATIONS})

    read = ledgers.read()

    assert len(read.frame("依申请公开")) == 2
    assert ledgers.told() == ["notice ledger.tidied 教务科.csv › 教务科"]
    assert ledgers.only("ledger.tidied").message == "文件名里没有工作表的名称，按表头认作“依申请公开”读取"


def test_the_same_sheet_of_several_workbooks_is_joined_in_the_order_of_files(ledgers: LedgerFolder) -> None:
    ledgers.draw("b.xlsx", 工作情况="指标 | 数量\n培训 | 1", 主动公开=EMPTY_PUBLISHED)
    ledgers.draw("a.xlsx", 工作情况="数量 | 指标\n2 | 会议")

    read = ledgers.read()

    assert read.frame("工作情况")["指标"].tolist() == ["会议", "培训"]


def test_a_broken_file_is_not_told_again_as_a_missing_sheet(ledgers: LedgerFolder) -> None:
    (ledgers.path / "台账.xlsx").write_bytes(b"broken")

    ledgers.read()

    assert ledgers.told() == ["error file.unreadable 台账.xlsx"]


def test_a_year_in_which_nothing_was_filled_in_is_warned_of(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("依申请公开", "登记编号 | 收到日期 | 申请人类型")

    assert ledgers.only("ledger.nothing_filled").severity == "warning"


def test_rows_that_are_wrong_are_no_blank_sheet(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=f"{EMPTY_PUBLISHED}\n通知 | 学校财务 | 某日 | 柳州教育网")

    ledgers.read()

    assert [finding.code for finding in ledgers.findings] == ["ledger.date", "ledger.sheet_nil"]


def test_sheets_that_nobody_gives_count_as_nil_with_one_notice(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("依申请公开", APPLICATIONS)

    found = ledgers.only("ledger.sheet_nil")
    assert found.severity == "notice"
    assert "行政执法" in found.message
    assert "依申请公开统计" not in found.message


@pytest.mark.parametrize("sheet", ["填表说明", "选项", "Sheet2"])
def test_notes_and_empty_sheets_need_no_word(ledgers: LedgerFolder, sheet: str) -> None:
    ledgers.read_sheet(sheet, "-" if sheet == "Sheet2" else "请逐行填写")

    assert ledgers.told() == []


def test_an_unknown_sheet_is_told(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("食堂", "菜名 | 价格")

    assert ledgers.told() == ["notice ledger.sheet_unknown 台账.xlsx › 食堂"]


def test_blank_rows_are_skipped_and_do_not_shift_the_places(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "序号 | 指标 | 数量\n1 | 会议 | 3\n\n3 | - | -\n4 | 培训 | 2")

    assert read.frame("工作情况")["row"].tolist() == [2, 5]
    assert ledgers.told() == []


@pytest.mark.parametrize("label", ["合计", "总计", "小计", "共计", "合 计：", "本页合计", "合计（元）"])
def test_a_row_of_totals_is_passed_over_with_a_notice(ledgers: LedgerFolder, label: str) -> None:
    read = ledgers.read_sheet("工作情况", f"指标 | 数量\n会议 | 3\n{label} | 3")

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 工作情况!第3行"]


def test_the_line_of_names_below_a_sheet_is_passed_over(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量\n会议 | 3\n填表人：张三 | 审核人：李四")

    assert len(read.frame("工作情况")) == 1
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 工作情况!第3行"]


def test_a_sheet_that_is_left_out_on_purpose_is_not_counted(ledgers: LedgerFolder) -> None:
    ledgers.settings = replace(SETTINGS, ignored_sheets=("工作情况旧表",))

    read = ledgers.read_sheet("工作情况旧表", "指标 | 数量\n会议 | 3")

    assert read.frame("工作情况").empty
    assert ledgers.told() == ["notice ledger.sheet_ignored 台账.xlsx › 工作情况旧表"]


def test_the_settings_may_say_what_the_headers_of_a_sheet_mean(ledgers: LedgerFolder) -> None:
    ledgers.settings = replace(SETTINGS, columns={"工作情况": {"做了什么": "指标", "做了多少": "数量"}})

    read = ledgers.read_sheet("工作情况", "做了什么 | 做了多少\n会议 | 3")

    assert shown(read, "工作情况") == [["会议", 3, "", ""]]


def test_the_official_table_is_read_as_it_is_pasted(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "依申请公开统计",
        """
        （本列数据的勾稽关系） | - | - | 申请人情况 | - | - | - | - | - | -
        - | - | - | 自然人 | 法人或其他组织 | - | - | - | - | 总计
        - | - | - | - | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | -
        一、本年新收政府信息公开申请数量 | - | - | 3 | 0 | 0 | 0 | 1 | 0 | 4
        三、本年度办理结果 | （一）予以公开 | - | 2 | 0 | 0 | 0 | 0 | 0 | 2
        - | （三）不予公开 | 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1
        - | - | 8.属于行政查询事项 | 0 | 0 | 0 | 0 | 1 | 0 | 1
        - | （七）总计 | - | 3 | 0 | 0 | 0 | 1 | 0 | 4
        """,
    )

    assert [(row[0], row[-1]) for row in shown(read, "依申请公开统计")] == [
        ("本年新收政府信息公开申请数量", 4),
        ("予以公开", 2),
        ("属于国家秘密", 1),
        ("属于行政查询事项", 1),
        ("总计", 4),
    ]
    assert [finding for finding in ledgers.told() if not finding.startswith("notice ledger.tidied")] == []


def test_the_number_of_a_reply_is_kept(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "依申请公开",
        "登记编号 | 收到日期 | 申请人类型 | 告知书文号\n'1' | 2016-03-01 | 自然人 | 教信公开〔2016〕1号",
    )

    assert read.frame("依申请公开")["答复文号"].tolist() == ["教信公开〔2016〕1号"]
