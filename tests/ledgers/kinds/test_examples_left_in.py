"""The example rows of the blank workbook (【示例】) left in, copied or typed over → only what is an office's own counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger_kinds import Case, cases, judge

if TYPE_CHECKING:
    from pathlib import Path

TOTAL: Final = "publication.total"
LICENCES: Final = "proactive.licences.decisions"
REQUESTS: Final = "requests.new.total"

# As the blank workbook of 2024 has them.
PUBLISHED: Final = "*信息名称  文号  *信息类别  制发日期  *公开日期  *公开渠道  网址  责任科室  备注"
EXAMPLE: Final = "【示例】关于开展校园安全检查的通知  教发〔2024〕12号  政策类文件  2024-03-09  2024-03-16  自治区统一平台  -  办公室"
APPLICATIONS: Final = "*登记编号  *收到日期  *申请人类型  申请方式  申请内容"
APPLIED: Final = "【示例】2024-001  2024-03-09  自然人  网络  义务教育学校布局规划"


@cases(
    Case(
        "left before the office's own",
        {
            "台账.xlsx": {
                "主动公开": f"{PUBLISHED}\n{EXAMPLE}\n防汛值班安排  -  防汛  -  2024-06-03  临江水利网",
                "行政执法": "*事项类型  月份  日期  *数量\n【示例】行政许可  -  2024-03-31  3\n行政许可  4  -  9",
            }
        },
        {TOTAL: 1, LICENCES: 9},
    ),
    Case(
        "the mark left before a real entry",
        {
            "台账.xlsx": {
                "主动公开": f"{PUBLISHED}\n【示例】防汛值班安排  -  防汛  -  2024-06-03  临江水利网",
                "依申请公开": f"{APPLICATIONS}\n【示例】2024-001  2024-12-19  商业企业  信函  水库名录",
            }
        },
        {TOTAL: 1, REQUESTS: 1},
    ),
    Case(
        "the mark copied down with the row",
        {
            "台账.xlsx": {
                "主动公开": (
                    f"{PUBLISHED}\n{EXAMPLE}\n"
                    "【示例】防汛值班安排  -  防汛  -  2024-06-03  临江水利网\n"
                    "【示例】水库名录  -  河湖管理  -  2024-07-01  临江水利网"
                )
            }
        },
        {TOTAL: 2},
    ),
    Case(
        "the example copied down as it stands",
        {
            "台账.xlsx": {
                "依申请公开": f"{APPLICATIONS}\n{APPLIED}\n{APPLIED}\n2024-001  2024-12-19  商业企业  信函  水库名录"
            }
        },
        {REQUESTS: 1},
    ),
    Case(
        "a figure typed over the example's",
        {"台账.xlsx": {"行政执法": "*事项类型  月份  日期  *数量\n【示例】行政许可  -  2024-11-30  17"}},
        {LICENCES: 17},
    ),
)
def test_the_example_is_known_by_what_it_says_and_not_by_its_mark(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
