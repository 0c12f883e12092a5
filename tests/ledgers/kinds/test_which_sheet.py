"""Sheets by their names, headers and rows → read, or asked about; rows are never left out in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger_kinds import EITHER, Case, cases, judge

if TYPE_CHECKING:
    from pathlib import Path

TOTAL: Final = "publication.total"
LICENCES: Final = "proactive.licences.decisions"

SHEET: Final = """
信息名称  信息类别  公开日期  公开渠道
河道采砂公告  河湖管理  2024-03-05  临江水利网
防汛值班安排  防汛  2024-06-03  临江水利网
"""
OTHER: Final = """
信息名称  信息类别  公开日期  公开渠道
水库名录初稿  河湖管理  2024-04-08  临江水利网
"""


def named(name: str) -> Case:
    """The one sheet, under a name."""
    return Case(name, {"台账.xlsx": {name: SHEET}}, {TOTAL: 2})


@cases(
    named("主动公开3月"),
    named("主动公开（三月）"),
    named("3月主动公开"),
    named("主动公开-2科"),
    named("主动公开 下半年"),
    named("主动公开信息台账"),
    named("政府信息主动公开"),
    named("主动公开登记表"),
    named("主动公开情况统计"),
    named("附件1 主动公开"),
    named("表2主动公开"),
    named("主动公开(2)"),
    named("主动公开2"),
)
def test_a_natural_name_is_understood(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case("a sheet named by the program", {"台账.xlsx": {"Sheet1": SHEET}}, {TOTAL: 2}, EITHER),
    Case("a sheet named after its office", {"台账.xlsx": {"防汛办": SHEET}}, {TOTAL: 2}, EITHER),
    Case(
        "a second sheet named by the program",
        {"台账.xlsx": {"主动公开": SHEET, "Sheet2": OTHER}},
        {TOTAL: 3},
        EITHER,
    ),
    Case(
        "a sheet with one column under another word",
        {"台账.xlsx": {"防汛办": SHEET.replace("公开日期", "发布时间")}},
        {TOTAL: 2},
        EITHER,
    ),
    Case(
        "months as sheets, one of them without a column",
        {
            "台账.xlsx": {
                "1月": SHEET,
                "2月": "信息名称  公开日期  公开渠道\n水库名录  2024-02-05  临江水利网",
            }
        },
        {TOTAL: 3},
        EITHER,
    ),
    Case(
        "a year of licences on a sheet of another name",
        {"台账.xlsx": {"Sheet1": "事项类型  月份  数量\n行政许可  1  30"}},
        {LICENCES: 30},
        EITHER,
    ),
    Case(
        "two departments' sheets in one workbook",
        {"台账.xlsx": {"主动公开-防汛办": SHEET, "主动公开-河湖科": OTHER}},
        {TOTAL: 3},
        EITHER,
    ),
)
def test_rows_under_another_name_are_read_or_asked_about(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def beside(name: str) -> Case:
    """The real sheet, and one of an earlier state with another row."""
    return Case(name, {"台账.xlsx": {"主动公开": SHEET, name: OTHER}}, {TOTAL: 2}, EITHER)


@cases(
    beside("主动公开（草案）"),
    beside("主动公开-备份"),
    beside("旧主动公开"),
    beside("主动公开（作废）"),
    beside("主动公开_修改前"),
    beside("主动公开样表"),
    beside("主动公开报审稿"),
    beside("Copy of 主动公开"),
)
def test_an_earlier_state_beside_the_sheet_is_not_added_to_it(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "nothing but licences",
        {"台账.xlsx": {"行政执法": "事项类型  月份  数量\n行政许可  1  30"}},
        {LICENCES: 30, TOTAL: 0},
        is_all=True,
    ),
)
def test_a_format_that_does_not_show_a_sheet_does_not_demand_it(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "two tables below each other",
        {"台账.xlsx": {"主动公开": f"{SHEET}{OTHER}"}},
        {TOTAL: 3},
    ),
    Case(
        "section titles between rows",
        {
            "台账.xlsx": {
                "主动公开": (
                    "信息名称  信息类别  公开日期  公开渠道\n一、河湖管理\n"
                    "河道采砂公告  河湖管理  2024-03-05  临江水利网\n二、防汛抗旱\n"
                    "防汛值班安排  防汛  2024-06-03  临江水利网"
                )
            }
        },
        {TOTAL: 2},
    ),
    Case(
        "two tables side by side",
        {
            "台账.xlsx": {
                "主动公开": (
                    "信息名称  信息类别  公开日期  公开渠道  -  信息名称  信息类别  公开日期  公开渠道\n"
                    "甲  防汛  2024-03-05  临江水利网  -  乙  防汛  2024-03-06  临江水利网\n"
                    "丙  防汛  2024-03-07  临江水利网  -  丁  防汛  2024-03-08  临江水利网"
                )
            }
        },
        {TOTAL: 4},
        EITHER,
    ),
    Case(
        "months as columns",
        {"台账.xlsx": {"行政执法": "事项类型  1月  2月  3月\n行政许可  30  12  8\n行政处罚  1  0  4"}},
        {LICENCES: 50, "proactive.penalties.decisions": 5},
        EITHER,
    ),
)
def test_tables_of_another_shape_are_read_or_asked_about(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
