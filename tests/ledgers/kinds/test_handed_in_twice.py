"""The same quantities in a folder more than once → counted once, or asked about; what only looks alike is added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger_kinds import EITHER, Case, cases, judge

if TYPE_CHECKING:
    from pathlib import Path

LICENCES: Final = "proactive.licences.decisions"
PENALTIES: Final = "proactive.penalties.decisions"
FEES: Final = "proactive.fees.amount_yuan"

MONTHS: Final = """
事项类型  月份  数量
行政许可  1  7
行政许可  2  11
行政许可  3  5
行政处罚  2  4
"""
CHARGES: Final = """
项目名称  月份  金额（元）
水资源费  6  830.5
水资源费  12  1200
"""
PUBLISHED: Final = """
信息名称  信息类别  公开日期  公开渠道
河道采砂公告  河湖管理  2024-03-05  临江水利网
防汛值班安排  防汛  2024-06-03  临江水利网
"""
MEDIA: Final = """
平台  账号  月份  发布条数  阅读次数
微信公众号  临江水利  1  20  3100
微信公众号  临江水利  2  22  2900
"""


def one_unit(name: str) -> dict[str, str]:
    """A small unit's year: two penalties, as its neighbours have."""
    return {"行政执法": f"{name}行政执法情况登记表\n事项类型  数量\n行政处罚  2"}


@cases(
    Case(
        "a copy saved again beside the original",
        {
            "水政科.xlsx": {"行政执法": MONTHS, "行政事业性收费": CHARGES},
            "水政科(1).xlsx": {"行政执法": MONTHS, "行政事业性收费": CHARGES, "说明": "已核对"},
        },
        {LICENCES: 23, PENALTIES: 4, FEES: "2030.5"},
        EITHER,
    ),
    Case(
        "a copy in another format",
        {"水政科.xlsx": {"行政执法": MONTHS}, "水政科（定稿）.xls": {"行政执法": MONTHS}},
        {LICENCES: 23},
        EITHER,
    ),
    Case(
        "a copy with its rows in another order",
        {
            "水政科.xlsx": {"行政执法": MONTHS},
            "行政执法汇报.xlsx": {
                "行政执法": "事项类型  月份  数量\n行政处罚  2  4\n行政许可  3  5\n行政许可  1  7\n行政许可  2  11"
            },
        },
        {LICENCES: 23, PENALTIES: 4},
        EITHER,
    ),
    Case(
        "a corrected version beside the first",
        {
            "水政科.xlsx": {"行政执法": MONTHS},
            "水政科（更正）.xlsx": {"行政执法": MONTHS.replace("行政许可  3  5", "行政许可  3  6")},
        },
        {LICENCES: 24},
        EITHER,
    ),
    Case(
        "a year's row beside its months",
        {"水政科.xlsx": {"行政执法": f"{MONTHS}行政许可  -  23"}},
        {LICENCES: 23, PENALTIES: 4},
        EITHER,
    ),
    Case(
        "a year's row in words beside its months",
        {"水政科.xlsx": {"行政执法": f"{MONTHS}行政许可  全年  23"}},
        {LICENCES: 23, PENALTIES: 4},
        EITHER,
    ),
    Case(
        "a year's row that is not the sum of its months",
        {"水政科.xlsx": {"行政执法": f"{MONTHS}行政许可  全年  25"}},
        {LICENCES: 23},
        EITHER,
    ),
    Case(
        "media handed in twice",
        {"办公室.xlsx": {"新媒体": MEDIA}, "办公室 - 副本.xlsx": {"新媒体": MEDIA, "备忘": "无"}},
        {"media.临江水利.posts": 42, "media.临江水利.reads": 6000},
        EITHER,
    ),
    Case(
        "published items in a copy saved again",
        {"甲科.xlsx": {"主动公开": PUBLISHED}, "甲科1.xls": {"主动公开": PUBLISHED}},
        {"publication.total": 2},
        EITHER,
    ),
    Case(
        "published items with one title corrected",
        {
            "甲科.xlsx": {"主动公开": PUBLISHED + "水库名录  河湖管理  2024-07-01  临江水利网"},
            "甲科最终版.xlsx": {
                "主动公开": PUBLISHED.replace("采砂公告", "采砂管理公告")
                + "水库名录  河湖管理  2024-07-01  临江水利网"
            },
        },
        {"publication.total": 3},
        EITHER,
    ),
)
def test_what_is_handed_in_twice_is_counted_once_or_asked_about(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "many units with the same small figure",
        {f"{name}.xlsx": one_unit(name) for name in ("东镇", "西镇", "南镇", "北镇", "中镇", "上镇")},
        {PENALTIES: 12},
    ),
    Case(
        "two departments with one month alike",
        {
            "水政科.xlsx": {"行政执法": "事项类型  月份  数量\n行政许可  1  7\n行政许可  2  11"},
            "水文科.xlsx": {"行政执法": "事项类型  月份  数量\n行政许可  1  7\n行政许可  2  3"},
        },
        {LICENCES: 28},
    ),
    Case(
        "different kinds in two workbooks",
        {
            "水政科.xlsx": {"行政执法": "事项类型  月份  数量\n行政许可  1  7"},
            "水文科.xlsx": {"行政执法": "事项类型  月份  数量\n行政处罚  1  7"},
        },
        {LICENCES: 7, PENALTIES: 7},
    ),
    Case(
        "the halves of a year in two workbooks",
        {
            "上半年.xlsx": {"行政事业性收费": "项目名称  月份  金额（元）\n水资源费  3  100.25"},
            "下半年.xlsx": {"行政事业性收费": "项目名称  月份  金额（元）\n水资源费  9  100.25"},
        },
        {FEES: "200.5"},
    ),
    Case(
        "the same number in two departments for two applications",
        {
            "甲科.xlsx": {"依申请公开": "登记编号  收到日期  申请人类型\n1  2024-12-20  自然人"},
            "乙科.xlsx": {"依申请公开": "登记编号  收到日期  申请人类型\n1  2024-12-24  商业企业"},
        },
        {"requests.new.total": 2, "requests.new.natural_person": 1, "requests.new.business": 1},
    ),
    Case(
        "like applications under two numbers",
        {
            "甲科.xlsx": {
                "依申请公开": "登记编号  收到日期  申请人类型  申请内容\n甲-1  2024-12-20  自然人  水库名录"
            },
            "乙科.xlsx": {
                "依申请公开": "登记编号  收到日期  申请人类型  申请内容\n乙-1  2024-12-20  自然人  水库名录"
            },
        },
        {"requests.new.natural_person": 2},
    ),
)
def test_what_only_looks_alike_is_added_up(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
