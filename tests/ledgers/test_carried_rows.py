"""A year's ledgers → the rows that the next year's blank workbook begins with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest
from ledger_folders import LedgerFolder

from report_builder.ledgers.blank_workbook import BlankYear, blank_workbook
from report_builder.ledgers.carried_rows import carry_rows
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.ledgers.frames import Ledgers

LAST_DAY: Final = date(2025, 12, 31)

APPLICATIONS: Final = """
    登记编号  收到日期    申请人类型  答复日期    处理结果
    2025-1   2025-03-09  自然人      2025-03-20  予以公开
    2025-2   2025-12-20  自然人      -           -
    2025-3   2025-12-30  商业企业    2026-01-08  部分公开
    2026-1   2026-01-05  自然人      -           -
"""
DOCUMENTS: Final = """
    文件名称      文件类型        制发日期    废止日期
    安全管理办法  行政规范性文件  2019-05-20  -
    收费办法      行政规范性文件  2015-05-20  2025-06-01
    考试办法      行政规范性文件  2015-05-20  2026-02-01
    招生办法      行政规范性文件  2026-01-10  -
"""
CASES: Final = """
    案号  案件类型  收到日期    审结日期    结果
    一号  行政复议  2025-04-10  2025-06-05  结果维持
    二号  行政复议  2025-12-10  -           尚未审结
    三号  举报投诉  2025-12-11  -           -
"""
EVERYTHING: Final = (
    "登记编号 | 收到日期 | 申请人类型 | 申请方式 | 申请内容 | 补正通知日期 | 补正日期 | 征求意见开始 | "
    "征求意见结束 | 延期日期 | 答复日期 | 处理结果 | 收费金额（元） | 减免金额（元） | 备注\n"
    "2025-7 | 2025-11-03 | 自然人 | 网络 | 经费 | 2025-11-05 | 2025-11-10 | 2025-11-12 | 2025-11-20 | "
    "2025-12-08 | 2026-01-12 | 部分公开 | 12.5 | 3 | 急"
)


@pytest.fixture
def ledgers(tmp_path: Path) -> LedgerFolder:
    return LedgerFolder(tmp_path / "ledgers")


def bare(ledgers: Ledgers) -> list[dict[str, object]]:
    """The applications without the places that they were read from."""
    rows = ledgers.frame("依申请公开").drop(columns=["file", "sheet", "row"])
    return [dict(zip(rows.columns, map(str, row), strict=True)) for row in rows.itertuples(index=False)]


def test_an_application_without_a_reply_by_the_last_day_is_carried_over(ledgers: LedgerFolder) -> None:
    rows = carry_rows(ledgers.read_sheet("依申请公开", APPLICATIONS), LAST_DAY)

    assert [row["登记编号"] for row in rows.by_sheet["依申请公开"]] == ["2025-2", "2025-3"]


def test_a_document_in_force_on_the_last_day_is_carried_over(ledgers: LedgerFolder) -> None:
    rows = carry_rows(ledgers.read_sheet("规范性文件", DOCUMENTS), LAST_DAY)

    assert [row["文件名称"] for row in rows.by_sheet["规范性文件"]] == ["安全管理办法", "考试办法"]


def test_a_pending_case_is_carried_over_and_a_complaint_is_not(ledgers: LedgerFolder) -> None:
    rows = carry_rows(ledgers.read_sheet("复议诉讼", CASES), LAST_DAY)

    assert [row["案号"] for row in rows.by_sheet["复议诉讼"]] == ["二号"]


def test_a_carried_application_keeps_every_column(ledgers: LedgerFolder, tmp_path: Path) -> None:
    last_year = ledgers.read_sheet("依申请公开", EVERYTHING)
    rows = carry_rows(last_year, LAST_DAY)
    new = LedgerFolder(tmp_path / "new")
    new.path.mkdir()
    blank = BlankYear(2026, "市教育局", vocabulary_of(new.settings), carried=rows)

    (new.path / "台账.xlsx").write_bytes(blank_workbook(blank))

    assert set(rows.by_sheet["依申请公开"][0]) == set(EVERYTHING.partition("\n")[0].split(" | "))
    assert bare(new.read()) == bare(last_year)
    assert new.told() == []


def test_carried_documents_and_cases_use_the_names_of_the_contract(ledgers: LedgerFolder) -> None:
    ledgers.draw(
        "台账.xlsx",
        规范性文件="文件名称  文号  文件类型  制发日期  废止日期  备注\n"
        "办法  甲〔2015〕1号  规章  2015-05-20  2026-02-01  无",
        复议诉讼="案号  案件类型  收到日期  审结日期  结果\n一号  行政复议  2025-04-10  2026-06-05  结果维持",
    )

    rows = carry_rows(ledgers.read(), LAST_DAY).by_sheet

    assert {sheet: set(rows[sheet][0]) for sheet in rows} == {
        sheet: {column.name for column in SHEETS[sheet].columns} for sheet in ("规范性文件", "复议诉讼")
    }


def test_a_sum_of_money_that_is_nil_stays_an_empty_cell(ledgers: LedgerFolder) -> None:
    rows = carry_rows(ledgers.read_sheet("依申请公开", APPLICATIONS), LAST_DAY)

    assert Decimal(0) not in rows.by_sheet["依申请公开"][0].values()


def test_applications_that_only_a_table_counts_go_over_as_its_counts(ledgers: LedgerFolder) -> None:
    table = """
        项目                      自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他
        结转下年度继续办理        2       1         0         0             0             0
    """

    rows = carry_rows(ledgers.read_sheet("依申请公开统计", table), LAST_DAY)

    assert (dict(rows.by_sheet), rows.unlisted) == ({}, 0)
    assert {name: count for name, count in rows.carried_in.items() if count} == {"自然人": 2, "商业企业": 1}
