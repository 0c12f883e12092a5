"""Rows that add up others, under any name or none → never counted with them; a record that equals a sum is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger_kinds import EITHER, Case, cases, judge

if TYPE_CHECKING:
    from pathlib import Path

LICENCES: Final = "proactive.licences.decisions"
PENALTIES: Final = "proactive.penalties.decisions"
FEES: Final = "proactive.fees.amount_yuan"

TWO_KINDS: Final = """
事项类型  月份  数量
行政许可  1  30
行政许可  2  12
行政处罚  1  5
行政处罚  2  9
"""
CHARGES: Final = """
项目名称  月份  金额（元）
水资源费  1  500
水资源费  2  250.75
河道费  2  80
"""


@cases(
    Case(
        "a blank month",
        {
            "台账.xlsx": {
                "行政执法": "事项类型  月份  数量\n行政许可  1  30\n行政许可  2  12\n行政许可  -  42"
            }
        },
        {LICENCES: 42},
        EITHER,
    ),
    Case(
        "subtotals of a spreadsheet program",
        {
            "台账.xlsx": {
                "行政执法": (
                    "事项类型  月份  数量\n行政许可  1  30\n行政许可  2  12\n行政许可 汇总  -  42\n"
                    "行政处罚  1  5\n行政处罚  2  9\n行政处罚 汇总  -  14\n总计  -  56"
                )
            }
        },
        {LICENCES: 42, PENALTIES: 14},
        EITHER,
    ),
    Case(
        "a subtotal of charges named after them",
        {"台账.xlsx": {"行政事业性收费": f"{CHARGES}水资源费合计  -  750.75"}},
        {FEES: "830.75"},
        EITHER,
    ),
    Case(
        "a total of charges by another word",
        {"台账.xlsx": {"行政事业性收费": f"{CHARGES}收费汇总  -  830.75"}},
        {FEES: "830.75"},
        EITHER,
    ),
    Case(
        "a total without a name",
        {"台账.xlsx": {"行政事业性收费": f"{CHARGES}-  -  830.75"}},
        {FEES: "830.75"},
        EITHER,
    ),
    Case(
        "a total whose name stands in another column",
        {
            "台账.xlsx": {
                "行政事业性收费": (
                    "序号  项目名称  月份  金额（元）\n1  水资源费  1  500\n2  水资源费  2  250.75\n合计  -  -  750.75"
                )
            }
        },
        {FEES: "750.75"},
        EITHER,
    ),
    Case(
        "a total whose name stands in a column that is not read",
        {
            "台账.xlsx": {
                "行政执法": (
                    "事项类型  月份  数量  经办人\n行政许可  1  30  张\n行政许可  2  12  李\n行政许可  -  42  合计"
                )
            }
        },
        {LICENCES: 42},
        EITHER,
    ),
    Case(
        "quarters among months",
        {
            "台账.xlsx": {
                "行政执法": (
                    "事项类型  月份  数量\n行政许可  1月  3\n行政许可  2月  4\n行政许可  3月  6\n行政许可  一季度  13"
                )
            }
        },
        {LICENCES: 13},
        EITHER,
    ),
    Case(
        "a total above its rows",
        {"台账.xlsx": {"行政执法": "事项类型  月份  数量\n合计  -  42\n行政许可  1  30\n行政许可  2  12"}},
        {LICENCES: 42},
        EITHER,
    ),
    Case(
        "a total in a CSV",
        {"行政执法.csv": "事项类型,月份,数量\n行政许可,1,30\n行政许可,2,12\n总 计,,42\n"},
        {LICENCES: 42},
        EITHER,
    ),
)
def test_a_row_that_adds_up_others_is_no_record(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "a workbook that adds up two others",
        {
            "水政科.xlsx": {"行政执法": "事项类型  数量\n行政许可  25\n行政处罚  11"},
            "水文科.xlsx": {"行政执法": "事项类型  数量\n行政许可  13\n行政处罚  8"},
            "全局.xlsx": {"行政执法": "事项类型  数量\n行政许可  38\n行政处罚  19"},
        },
        {LICENCES: 38, PENALTIES: 19},
        EITHER,
    ),
    Case(
        "a workbook that adds up the charges of others",
        {
            "水政科.xlsx": {"行政事业性收费": "项目名称  金额（元）\n水资源费  2500.5\n河道费  310"},
            "水文科.xlsx": {"行政事业性收费": "项目名称  金额（元）\n水资源费  130.25"},
            "财务科.xlsx": {"行政事业性收费": "项目名称  金额（元）\n水资源费  2630.75\n河道费  310"},
        },
        {FEES: "2940.75"},
        EITHER,
    ),
    Case(
        "a sheet of the year beside sheets of its months",
        {
            "台账.xlsx": {
                "行政执法1月": "事项类型  数量\n行政许可  12",
                "行政执法2月": "事项类型  数量\n行政许可  7",
                "行政执法全年": "事项类型  数量\n行政许可  19",
            }
        },
        {LICENCES: 19},
        EITHER,
    ),
)
def test_a_sheet_that_adds_up_the_others_is_not_counted_with_them(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "three small units of which one has as many as the others",
        {
            f"{name}.xlsx": {"行政执法": f"{name}\n事项类型  数量\n行政处罚  {count}"}
            for name, count in (("东镇", 1), ("西镇", 1), ("南镇", 2))
        },
        {PENALTIES: 4},
    ),
    Case(
        "a month that equals the months before it",
        {"台账.xlsx": {"行政执法": "事项类型  月份  数量\n行政处罚  1  2\n行政处罚  2  3\n行政处罚  3  5"}},
        {PENALTIES: 10},
    ),
    Case(
        "two months alike",
        {"台账.xlsx": {"行政执法": "事项类型  月份  数量\n行政许可  1  6\n行政许可  2  6"}},
        {LICENCES: 12},
    ),
    Case(
        "another charge that equals the sum",
        {
            "台账.xlsx": {
                "行政事业性收费": "项目名称  月份  金额（元）\n水资源费  1  30\n水资源费  2  20\n河道费  3  50"
            }
        },
        {FEES: "100"},
    ),
    Case(
        "rows of nil",
        {"台账.xlsx": {"行政执法": "事项类型  月份  数量\n行政许可  1  0\n行政许可  2  0\n行政处罚  3  0"}},
        {LICENCES: 0, PENALTIES: 0},
    ),
)
def test_a_record_that_happens_to_equal_a_sum_is_counted(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
