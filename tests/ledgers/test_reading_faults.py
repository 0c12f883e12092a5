"""What is wrong with the cells of a ledger, or read otherwise than it stands → findings at their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import SETTINGS, LedgerFolder

from report_builder.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_every_fault_of_a_row_is_told_and_its_record_left_out(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "依申请公开",
        """
        登记编号 | 收到日期 | 申请人类型 | 收费金额（元）
        - | '2016-02-30' | 个人 | 3.141
        '2' | 2016-03-01 | 自然人 | 3
        """,
    )

    assert read.frame("依申请公开")["登记编号"].tolist() == ["2"]
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
            "事项类型 | 月份 | 数量\n行政许可 | 1 | 若干",
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

    assert set(read.frame("依申请公开")["申请方式"]) == {"网络"}
    assert ledgers.only("ledger.tidied").message == "申请方式写作“网上”，按“网络”读取，同样的写法共 5 处"


def test_a_column_of_unusual_dates_is_told_once(ledgers: LedgerFolder) -> None:
    rows = "\n".join(f"试题{day} | 第八条 | 201603{day}" for day in range(10, 15))

    read = ledgers.read_sheet("不予公开备案", f"信息名称 | 不予公开依据 | 备案日期\n{rows}")

    assert len(read.frame("不予公开备案")) == 5
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

    (item,) = read.entries(read.frame("主动公开"))
    assert (item["信息类别"], item["公开渠道"]) == ("任意", "大屏、网站")
    assert folder.told() == []


def test_many_faults_of_one_kind_in_one_column_are_one_finding(ledgers: LedgerFolder) -> None:
    rows = "\n".join(f"试题{number} | 第八条 | 某日{number}" for number in range(2000))

    ledgers.read_sheet("不予公开备案", f"信息名称 | 不予公开依据 | 备案日期\n{rows}")

    found = ledgers.only("ledger.date")
    assert found.message == "备案日期写作“某日0”，不是日期；这一列同类的错误共 2000 处"
    assert found.evidence == "另外在 C3、C4、C5、C6 等"
