"""Rows, sheets and files of another year → not this year's, or asked about; this year's own are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger_kinds import EITHER, Case, cases, judge

if TYPE_CHECKING:
    from pathlib import Path

LICENCES: Final = "proactive.licences.decisions"
FEES: Final = "proactive.fees.amount_yuan"

THIS_YEAR: Final = "事项类型  月份  数量\n行政许可  1  30\n行政许可  2  12"
LAST_YEAR: Final = "事项类型  月份  数量\n行政许可  1  19\n行政许可  2  8"


@cases(
    Case(
        "last year's sheet kept in brackets",
        {"台账.xlsx": {"行政执法（2024年）": THIS_YEAR, "行政执法（2023年）": LAST_YEAR}},
        {LICENCES: 42},
        EITHER,
    ),
    Case(
        "last year's sheet beside the plain one",
        {"台账.xlsx": {"行政执法": THIS_YEAR, "2023行政执法": LAST_YEAR}},
        {LICENCES: 42},
        EITHER,
    ),
    Case(
        "last year's file",
        {"水政科.xlsx": {"行政执法": THIS_YEAR}, "水政科2023年度台账.xlsx": {"行政执法": LAST_YEAR}},
        {LICENCES: 42},
        EITHER,
    ),
    Case(
        "last year's CSV",
        {
            "行政执法.csv": "事项类型,月份,数量\n行政许可,1,30\n",
            "行政执法2023.csv": "事项类型,月份,数量\n行政许可,1,19\n",
        },
        {LICENCES: 30},
        EITHER,
    ),
    Case(
        "a title of last year above the rows",
        {
            "水政科.xlsx": {"行政执法": THIS_YEAR},
            "旧表.xlsx": {"行政执法": f"2023年行政执法情况登记表\n{LAST_YEAR}"},
        },
        {LICENCES: 42},
        EITHER,
    ),
    Case(
        "last year's month in words",
        {
            "台账.xlsx": {
                "行政执法": "事项类型  月份  数量\n行政许可  2023年12月  19\n行政许可  2024年1月  30"
            }
        },
        {LICENCES: 30},
        EITHER,
    ),
    Case(
        "last year's month as a date",
        {
            "台账.xlsx": {
                "行政执法": "事项类型  月份  数量\n行政许可  2023-12-01  19\n行政许可  2024-01-01  30"
            }
        },
        {LICENCES: 30},
        EITHER,
    ),
    Case(
        "last year's month as six digits",
        {
            "台账.xlsx": {
                "行政事业性收费": "项目名称  月份  金额（元）\n水资源费  202312  70\n水资源费  202401  30"
            }
        },
        {FEES: "30"},
        EITHER,
    ),
)
def test_another_year_is_not_counted_with_this_one(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case("this year's sheet", {"台账.xlsx": {"行政执法（2024年）": THIS_YEAR}}, {LICENCES: 42}),
    Case("this year's file", {"水政科2024年台账.xlsx": {"行政执法": THIS_YEAR}}, {LICENCES: 42}),
    Case(
        "months of this year in words and digits",
        {
            "台账.xlsx": {
                "行政执法": (
                    "事项类型  月份  数量\n行政许可  2024年1月  1\n行政许可  二月  2\n行政许可  2024.3  4\n"
                    "行政许可  '202404'  8\n行政许可  2024-05-01  16\n行政许可  6月份  32\n行政许可  十二月份  64"
                )
            }
        },
        {LICENCES: 127},
    ),
    Case(
        "a range that is the whole year",
        {"台账.xlsx": {"行政执法": "事项类型  月份  数量\n行政许可  1—12月  35"}},
        {LICENCES: 35},
    ),
    Case(
        "a file named after the year of a document in it",
        {
            "2023年文件清理.xlsx": {
                "规范性文件": "文件名称  文件类型  制发日期\n办法  行政规范性文件  2023-05-04"
            }
        },
        {"proactive.normative_documents.in_force": 1},
        EITHER,
    ),
)
def test_this_year_is_read_however_it_is_written(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
