"""What stands in single cells, as offices write it → read as a person reads it, or asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger_kinds import ASKED, EITHER, Case, cases, judge

if TYPE_CHECKING:
    from pathlib import Path

TOTAL: Final = "publication.total"
SITE: Final = "publication.by_channel.临江水利网"
PAPER: Final = "publication.by_channel.《临江水利》"
LICENCES: Final = "proactive.licences.decisions"
FEES: Final = "proactive.fees.amount_yuan"


def through(channels: str) -> Case:
    """One item through two channels, written together in some way."""
    row = f"防汛值班安排 | 防汛 | 2024-06-03 | {channels}"
    return Case(
        channels,
        {"台账.xlsx": {"主动公开": f"信息名称 | 信息类别 | 公开日期 | 公开渠道\n{row}"}},
        {TOTAL: 1, SITE: 1, PAPER: 1},
    )


@cases(
    through("临江水利网⏎《临江水利》"),
    through("临江水利网 《临江水利》"),
    through("临江水利网/《临江水利》"),
    through("临江水利网和《临江水利》"),
    through("临江水利网及《临江水利》"),
    through("①临江水利网②《临江水利》"),
    through("1.临江水利网 2.《临江水利》"),
    through("临江水利网；《临江水利》"),
    through("临江水利网,《临江水利》"),
    through("临江水利网､《临江水利》"),
    through("临江水利网、、《临江水利》、"),
)
def test_two_channels_in_one_cell_are_two(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def kind_of(channel: str, kind: str) -> Case:
    """One item through a channel by its common word, and the kind that it is of."""
    row = f"防汛值班安排 | 防汛 | 2024-06-03 | {channel}"
    return Case(
        channel,
        {"台账.xlsx": {"主动公开": f"信息名称 | 信息类别 | 公开日期 | 公开渠道\n{row}"}},
        {TOTAL: 1, f"publication.by_channel_kind.{kind}": 1},
    )


@cases(
    kind_of("网站", "政府网站"),
    kind_of("门户网站", "政府网站"),
    kind_of("政府门户网站", "政府网站"),
    kind_of("微信公众号", "政务微信"),
    kind_of("微博", "政务微博"),
    kind_of("政府公报", "政府公报"),
)
def test_a_common_word_for_a_channel_is_of_its_kind(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def on(day: str, answer: str = "figures") -> Case:
    """One item published on a day that is written in some way; as text where it could be a number."""
    row = f"防汛值班安排 | 防汛 | '{day}' | 临江水利网"
    return Case(
        day,
        {"台账.xlsx": {"主动公开": f"信息名称 | 信息类别 | 公开日期 | 公开渠道\n{row}"}},
        {TOTAL: 1, "publication.by_month.11": 1},
        EITHER if answer == EITHER else ASKED if answer == ASKED else "figures",
    )


@cases(
    on("二〇二四年十一月八日"),
    on("二零二四年十一月八日"),
    on("二○二四年十一月二十八日"),
    on("二O二四年十一月三十日"),
    on("2024年11月8日（星期五）"),
    on("2024年11月8日 星期五"),
    on("2024-11-08 09:30:00"),
    on("2024/11/8 PM 3:05"),
    on("2024年11月8日上午"),
    on("2024-11-08T09:30:00+08:00"),
    on("2024-11-08T01:30:00.000Z"),
    on("2024—11—08"),
    on("2024–11–8"),
    on("2024-11-8日"),
    on("2024 11 08"),
    on("2024、11、8"),
    on("2024，11，8"),
    on("2024。11。8"),
    on("2024.11.8."),
    on("２０２４年１１月８日"),
    on("20241108"),
    on("45604"),
    on("公开日期：2024-11-08"),
    on("11月8日", EITHER),
    on("24.11.8", EITHER),
    on("24-11-08", EITHER),
    on("11/8/2024", ASKED),
    on("2024-11-31", ASKED),
    on("2024年11月", ASKED),
    on("1924-11-08", EITHER),
)
def test_a_day_is_read_as_it_is_written(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "ten thousands above the header",
        {"台账.xlsx": {"行政事业性收费": "单位：万元\n项目名称  金额（元）\n水资源费  3.25"}},
        {FEES: "32500"},
        EITHER,
    ),
    Case(
        "ten thousands beside the title",
        {
            "台账.xlsx": {
                "行政事业性收费": "行政事业性收费（金额单位：万元）\n项目名称  金额（元）\n水资源费  3.25"
            }
        },
        {FEES: "32500"},
        EITHER,
    ),
    Case(
        "yuan above the header",
        {"台账.xlsx": {"行政事业性收费": "单位：元\n项目名称  金额（元）\n水资源费  3250.5"}},
        {FEES: "3250.5"},
    ),
    Case(
        "ten thousands in the header",
        {"台账.xlsx": {"行政事业性收费": "项目名称  金额（万元）\n水资源费  3.25"}},
        {FEES: "32500"},
        EITHER,
    ),
    Case(
        "ten thousands in the cell",
        {"台账.xlsx": {"行政事业性收费": "项目名称  金额（元）\n水资源费  3.25万元"}},
        {FEES: "32500"},
        EITHER,
    ),
    Case(
        "a count with its unit, full width, and grouped",
        {
            "台账.xlsx": {
                "行政执法": "事项类型  月份  数量\n行政许可  1  12件\n行政许可  2  ３０\n行政许可  3  '1,250'\n行政许可  4  '7.0'"
            }
        },
        {LICENCES: 1299},
    ),
    Case("a share", {"台账.xlsx": {"行政执法": "事项类型  数量\n行政许可  50%"}}, {}, ASKED),
    Case("half a case", {"台账.xlsx": {"行政执法": "事项类型  数量\n行政许可  2.5"}}, {}, ASKED),
    Case("about so many", {"台账.xlsx": {"行政执法": "事项类型  数量\n行政许可  约30"}}, {}, ASKED),
    Case(
        "a number of digits as text and as a number",
        {
            "台账.xlsx": {
                "依申请公开": "登记编号  收到日期  申请人类型\n20240007  2024-12-20  自然人\n'20240008'  2024-12-20  自然人"
            }
        },
        {"requests.new.total": 2},
    ),
)
def test_an_amount_is_what_its_unit_says(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def tail(text: str) -> Case:
    """Two items, and a line below them."""
    rows = "信息名称 | 信息类别 | 公开日期 | 公开渠道\n甲 | 防汛 | 2024-03-05 | 临江水利网\n乙 | 防汛 | 2024-03-06 | 临江水利网"
    return Case(text, {"台账.xlsx": {"主动公开": f"{rows}\n{text}"}}, {TOTAL: 2})


@cases(
    tail("以下空白"),
    tail("（以下无正文）"),
    tail("以上共2条"),
    tail("共2条"),
    tail("合计：2条"),
    tail("第1页 共1页"),
    tail("填表人：张三　　审核人：李四"),
    tail("填报日期：2024年12月30日"),
)
def test_a_line_below_the_rows_is_no_record(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def nil(row: str) -> Case:
    """One department with an item, and one whose only row says that there is none."""
    header = "信息名称 | 信息类别 | 公开日期 | 公开渠道"
    return Case(
        row,
        {
            "甲科.xlsx": {"主动公开": f"{header}\n甲 | 防汛 | 2024-03-05 | 临江水利网"},
            "乙科.xlsx": {"主动公开": f"{header}\n{row}"},
        },
        {TOTAL: 1},
    )


@cases(
    nil("无"),
    nil("无 | 无 | 无 | 无"),
    nil("/ | / | / | /"),
    nil("— | — | — | —"),
    nil("—— | —— | —— | ——"),
    nil("暂无"),
    nil("本年度无此类信息"),
    nil("本科室2024年无主动公开信息 | / | / | /"),
    nil("零报告"),
    nil("0"),
    nil("没有"),
)
def test_a_row_that_says_none_is_nil(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
