"""A folder of drawn workbooks → records, and a finding for everything that is not right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED, SETTINGS, LedgerFolder
from sheets import write_workbook

from report_builder.ledgers.records import (
    Application,
    ApplicationTotal,
    Charge,
    Dispute,
    EnforcementCount,
    Interpretation,
    MediaReading,
    NormativeDocument,
    PublishedItem,
    Reading,
)
from report_builder.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

APPLICATIONS = """
    登记编号  收到日期    申请人类型  申请方式  答复日期    处理结果
    '2016-1'  2016-03-01  自然人      网络      2016-03-10  予以公开
    '2016-2'  2016-03-02  商业企业    信函      -           -
"""
TABLE_HEADER = "项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"


def test_a_row_of_published_items_keeps_every_cell(ledgers: LedgerFolder) -> None:
    ledgers.draw(
        "台账.xlsx",
        主动公开="""
        信息名称 | 文号 | 信息类别 | 制发日期 | 公开日期 | 公开渠道 | 网址 | 责任科室 | 备注
        通知 | 柳教1号 | 招生考试 | 2016-02-20 | 2016/2/25 | 柳州教育网、政府公报 | http://a | 招生办 | NA
        """,
    )

    read = ledgers.read()

    origin = read.published[0].origin
    assert read.published == (
        PublishedItem(
            title="通知",
            document_number="柳教1号",
            category="招生考试",
            made_on=date(2016, 2, 20),
            published_on=date(2016, 2, 25),
            channels=("柳州教育网", "政府公报"),
            url="http://a",
            office="招生办",
            remark="NA",
            origin=origin,
        ),
    )
    assert str(origin.cell("公开日期")) == f"{ledgers.path.as_posix()}/台账.xlsx › 主动公开!E2"
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

    assert read.applications == (
        Application(
            number="1",
            received_on=date(2016, 3, 1),
            applicant="自然人",
            method="当面",
            subject="预算",
            correction_asked_on=date(2016, 3, 2),
            corrected_on=date(2016, 3, 3),
            consultation_began_on=date(2016, 3, 4),
            consultation_ended_on=date(2016, 3, 5),
            extended_on=date(2016, 3, 6),
            replied_on=date(2016, 3, 7),
            outcome="部分公开",
            charged=Decimal("12.5"),
            waived=Decimal(3),
            remark="无",
            origin=read.applications[0].origin,
        ),
    )
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

    def origin(record: object) -> object:
        return record.origin  # type: ignore[attr-defined]  # every record has one

    (media,) = read.media
    assert read.interpretations == (
        Interpretation(
            "一图读懂",
            "招生办法",
            None,
            date(2016, 5, 3),
            "图解",
            (),
            "",
            read.interpretations[0].origin,
        ),
    )
    assert read.normative_documents == (
        NormativeDocument(
            "招生办法", "", "行政规范性文件", date(2016, 5, 1), None, "", read.normative_documents[0].origin
        ),
    )
    assert read.enforcement == (EnforcementCount("行政许可", 3, 12, read.enforcement[0].origin),)
    assert read.charges == (Charge("考试费", 4, Decimal("120.5"), read.charges[0].origin, 2016),)
    assert read.disputes == (
        Dispute("柳复1号", "行政复议", date(2016, 6, 1), None, "尚未审结", read.disputes[0].origin),
    )
    assert media == MediaReading("微信", "柳州教育", None, 5649, None, None, None, None, None, media.origin)
    assert read.websites == (Reading("总访问量", Decimal("1.5"), "万次", "", read.websites[0].origin),)
    assert [reading.indicator for reading in read.work] == ["会议"]
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

    assert [(row.label, row.counts, row.total) for row in read.application_totals] == [
        ("本年新收政府信息公开申请数量", (3, 0, 0, 0, 1, 0), 4),
        ("属于国家秘密", (1, 0, 0, 0, 0, 0), 1),
        ("总计", (1, 0, 0, 0, 0, 0), 1),
    ]
    assert isinstance(read.application_totals[0], ApplicationTotal)
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

    assert [(row.counts, row.total) for row in read.application_totals] == [((2, 0, 0, 0, 0, 0), 2)]
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

    assert len(read.application_totals) == 2
    assert ledgers.told() == []


@pytest.mark.parametrize("name", ["台账.xlsx", "台账.xls", "台账.ods"])
def test_every_kind_of_workbook_gives_the_same_records_and_places(ledgers: LedgerFolder, name: str) -> None:
    write_workbook(
        ledgers.path / name, {"主动公开": EMPTY_PUBLISHED, "依申请公开": APPLICATIONS}, down=3, right=2
    )

    first, second = ledgers.read().applications

    assert (first.number, first.received_on, first.replied_on) == (
        "2016-1",
        date(2016, 3, 1),
        date(2016, 3, 10),
    )
    assert str(first.origin.cell("处理结果")).endswith(f"{name} › 依申请公开!H5")
    assert (second.applicant, second.method, second.outcome) == ("商业企业", "信函", "")
    assert ledgers.told() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", ["依申请公开.csv", "教务科-依申请公开.csv", "依申请公开_教务科.csv"])
def test_a_csv_is_known_by_its_file_name(ledgers: LedgerFolder, name: str, encoding: str) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_workbook(ledgers.path / name, {"": APPLICATIONS}, down=3, right=2, encoding=encoding)

    first, _ = ledgers.read().applications

    stem = name.removesuffix(".csv")
    assert str(first.origin.cell("处理结果")).endswith(f"{name} › {stem}!H5")
    assert ledgers.told() == []


def test_a_csv_called_otherwise_is_not_read_and_its_header_tells_what_it_may_be(
    ledgers: LedgerFolder,
) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_workbook(ledgers.path / "教务科.csv", {"": APPLICATIONS})

    ledgers.read()

    assert ledgers.told() == ["warning ledger.sheet_unknown 教务科.csv › 教务科"]
    assert "里面约有 2 行数据没有计入" in ledgers.only("ledger.sheet_unknown").message
    assert "如果它是“依申请公开”" in ledgers.only("ledger.sheet_unknown").remedy


def test_the_same_sheet_of_several_workbooks_is_joined_in_the_order_of_files(ledgers: LedgerFolder) -> None:
    ledgers.draw("b.xlsx", 工作情况="指标 | 数量\n培训 | 1", 主动公开=EMPTY_PUBLISHED)
    ledgers.draw("a.xlsx", 工作情况="数量 | 指标\n2 | 会议")

    read = ledgers.read()

    assert [reading.indicator for reading in read.work] == ["会议", "培训"]


def test_the_sheet_of_published_items_must_be_there(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 依申请公开=APPLICATIONS)

    ledgers.read()

    assert ledgers.told() == ["error ledger.sheet_missing 台账"]


def test_a_broken_file_is_not_told_again_as_a_missing_sheet(ledgers: LedgerFolder) -> None:
    (ledgers.path / "台账.xlsx").write_bytes(b"broken")

    ledgers.read()

    assert ledgers.told() == ["error file.unreadable 台账.xlsx"]


def test_a_year_in_which_nothing_was_filled_in_is_warned_of(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("依申请公开", "登记编号 | 收到日期 | 申请人类型")

    assert ledgers.only("ledger.nothing_filled").severity == "warning"


def test_a_year_without_published_information_is_warned_of(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("工作情况", "指标 | 数量\n培训 | 1")

    assert ledgers.only("ledger.nothing_published").severity == "warning"


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


def test_a_sheet_whose_name_is_nearly_right_is_warned_of(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("依申请公开(2)", APPLICATIONS)

    assert read.applications == ()
    assert ledgers.told() == ["warning ledger.sheet_unknown 台账.xlsx › 依申请公开(2)"]
    found = ledgers.only("ledger.sheet_unknown")
    assert found.message == "“依申请公开(2)”不是规定的工作表，没有读取，里面约有 2 行数据没有计入"
    assert found.remedy == "如果它是“依申请公开”，请改成这个名称；只是副本或往年的，可以删去"


def test_blank_rows_are_skipped_and_do_not_shift_the_places(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "序号 | 指标 | 数量\n1 | 会议 | 3\n\n3 | - | -\n4 | 培训 | 2")

    assert [reading.origin.row for reading in read.work] == [2, 5]
    assert ledgers.told() == []


@pytest.mark.parametrize("label", ["合计", "总计", "小计", "共计", "合 计：", "本页合计", "合计（元）"])
def test_a_row_of_totals_is_passed_over_with_a_notice(ledgers: LedgerFolder, label: str) -> None:
    read = ledgers.read_sheet("工作情况", f"指标 | 数量\n会议 | 3\n{label} | 3")

    assert len(read.work) == 1
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 工作情况!第3行"]


def test_the_line_of_names_below_a_sheet_is_passed_over(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("工作情况", "指标 | 数量\n会议 | 3\n填表人：张三 | 审核人：李四")

    assert len(read.work) == 1
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 工作情况!第3行"]


def test_every_fault_of_a_row_is_told_and_its_record_left_out(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "依申请公开",
        """
        登记编号 | 收到日期 | 申请人类型 | 收费金额（元）
        - | '2016-02-30' | 个人 | 3.141
        '2' | 2016-03-01 | 自然人 | 3
        """,
    )

    assert [application.number for application in read.applications] == ["2"]
    assert ledgers.told() == [
        "error ledger.cell_empty 台账.xlsx › 依申请公开!A2",
        "error ledger.date 台账.xlsx › 依申请公开!B2",
        "error ledger.choice 台账.xlsx › 依申请公开!C2",
        "error ledger.money 台账.xlsx › 依申请公开!D2",
    ]


def test_a_wrong_choice_reads_as_the_design_shows_it(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("依申请公开", "登记编号 | 收到日期 | 申请人类型\n'1' | 2016-03-01 | 个人")

    assert str(ledgers.only("ledger.choice")) == (
        f"错误 ledger.choice  {ledgers.path.as_posix()}/台账.xlsx › 依申请公开!C2\n"
        "  申请人类型写作“个人”，不是六种申请人之一\n"
        "  可填：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他（您要填的可能是“自然人”）"
    )


@pytest.mark.parametrize(
    ("sheet", "drawing", "told"),
    [
        (
            "行政执法",
            "事项类型 | 月份 | 数量\n行政许可 | 13 | 1",
            "error ledger.month 台账.xlsx › 行政执法!B2",
        ),
        (
            "行政执法",
            "事项类型 | 月份 | 数量\n行政许可 | 1 | 一件",
            "error ledger.count 台账.xlsx › 行政执法!C2",
        ),
        (
            "行政执法",
            "事项类型 | 月份 | 日期 | 数量\n行政许可 | 1 | 2016-02-01 | 1",
            "error ledger.month 台账.xlsx › 行政执法!B2",
        ),
        ("工作情况", "指标 | 数量\n经费 | 3万", "error ledger.number 台账.xlsx › 工作情况!B2"),
        ("工作情况", "指标 | 数量\n经费 | #REF!", "error ledger.formula 台账.xlsx › 工作情况!B2"),
        ("工作情况", "指标 | 数量\n经费 | =1+1", "error ledger.formula 台账.xlsx › 工作情况!B2"),
        ("工作情况", "指标 | 数量 | 单位\n会议 | ３ | 次", "notice ledger.tidied 台账.xlsx › 工作情况!B2"),
        (
            "复议诉讼",
            "案号 | 案件类型 | 收到日期\n1234567890123456 | 申诉 | 2016-01-01",
            "warning ledger.long_number 台账.xlsx › 复议诉讼!A2",
        ),
    ],
)
def test_a_cell_that_is_not_right_is_told_at_its_place(
    ledgers: LedgerFolder, sheet: str, drawing: str, told: str
) -> None:
    ledgers.read_sheet(sheet, drawing)

    assert ledgers.told() == [told]


def test_the_same_wording_is_told_once_with_how_often_it_occurs(ledgers: LedgerFolder) -> None:
    rows = "\n".join(f"'{number}' | 2016-03-01 | 自然人 | 网上" for number in range(5))

    read = ledgers.read_sheet("依申请公开", f"登记编号 | 收到日期 | 申请人类型 | 申请方式\n{rows}")

    assert {application.method for application in read.applications} == {"网络"}
    assert ledgers.only("ledger.tidied").message == "申请方式写作“网上”，按“网络”读取，同样的写法共 5 处"


def test_a_column_of_unusual_dates_is_told_once(ledgers: LedgerFolder) -> None:
    rows = "\n".join(f"试题{day} | 第八条 | 201603{day}" for day in range(10, 15))

    read = ledgers.read_sheet("不予公开备案", f"信息名称 | 不予公开依据 | 备案日期\n{rows}")

    assert len(read.withheld) == 5
    message = ledgers.only("ledger.tidied").message
    assert message == "备案日期写作“20160310”，按“2016-03-10”读取，这一列不规范的写法共 5 处"


def test_categories_and_channels_are_those_of_the_settings(ledgers: LedgerFolder) -> None:
    ledgers.draw(
        "台账.xlsx",
        主动公开="信息名称 | 信息类别 | 公开日期 | 公开渠道\n通知 | 招考 | 2016-01-04 | 柳洲教育网",
    )

    ledgers.read()

    assert ledgers.told() == [
        "error ledger.choice 台账.xlsx › 主动公开!B2",
        "error ledger.choice 台账.xlsx › 主动公开!D2",
    ]


def test_without_lists_in_the_settings_any_category_and_channel_passes(tmp_path: Path) -> None:
    free = Settings(name="局", short_name="局", kind="department", region="市", contact=SETTINGS.contact)
    folder = LedgerFolder(tmp_path, settings=free)
    folder.draw(
        "台账.xlsx",
        主动公开="信息名称 | 信息类别 | 公开日期 | 公开渠道\n通知 | 任意 | 2016-01-04 | 大屏、网站",
    )

    read = folder.read()

    assert (read.published[0].category, read.published[0].channels) == ("任意", ("大屏", "网站"))
    assert folder.told() == []
