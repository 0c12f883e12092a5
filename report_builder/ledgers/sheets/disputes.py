"""复议诉讼, one case a row, and 复议诉讼统计, the statutory table filled directly."""

from __future__ import annotations

from typing import Final

from report_builder.ledgers import tab_names as names
from report_builder.ledgers import vocabulary as words
from report_builder.ledgers.declarations import (
    AllowedDays,
    CarryOverRule,
    Column,
    ColumnKind,
    DateOrder,
    Sheet,
)
from report_builder.ledgers.sheets.columns import count, kind_of, step

_NIL: Final = "没有的填 0。"

DISPUTES: Final = Sheet(
    names.DISPUTES,
    "因政府信息公开发生的行政复议、行政诉讼和举报投诉，一件一行；上年没有审结的也要在这里。",
    (
        Column(
            "案号",
            "每件一个案号，不能重复。",
            required=True,
            example="政复〔{year}〕1号",
            synonyms=("案件编号", "案件号"),
        ),
        kind_of(
            "案件类型", words.DISPUTE_KIND_CHOICES, "行政复议", synonyms=("案件类别", "案件性质", "类型")
        ),
        Column(
            "收到日期",
            "收到受理或者应诉通知的日期。",
            ColumnKind.DATE,
            required=True,
            example="{year}-04-10",
            period=AllowedDays.OF_A_CASE,
            synonyms=("收到时间", "受理日期", "立案日期", "受理时间", "收案日期"),
        ),
        step(
            "审结日期", "还没有审结的空着。", ("", ""), "{year}-06-05", ("审结时间", "结案日期", "办结日期")
        ),
        Column(
            "结果",
            "从列表里选。举报投诉可以不填。",
            ColumnKind.CHOICE,
            choices=words.DISPUTE_OUTCOME_CHOICES,
            example="结果维持",
            synonyms=("审理结果", "案件结果", "处理结果"),
        ),
    ),
    names=("行政复议诉讼", "行政复议行政诉讼", "复议和诉讼"),
    date_orders=(DateOrder("收到日期", "审结日期"),),
    number="案号",
    # Complaints are counted in the year in which they come in, and never again.
    carrying=CarryOverRule("收到日期", "审结日期", "案件类型", words.SUITS),
)

DISPUTE_TOTALS: Final = Sheet(
    names.DISPUTE_TOTALS,
    "法定统计表。只有总数、没有逐件登记的，直接填这张表；填了“复议诉讼”的，这张表空着。",
    (
        Column(
            "案件类型",
            "各行的名称已经列好，请不要改。",
            ColumnKind.CHOICE,
            required=True,
            choices=words.SUIT_CHOICES,
            example="行政复议",
        ),
        count("结果维持", _NIL, "1"),
        count("结果纠正", _NIL, "0"),
        count("其他结果", _NIL, "0"),
        count("尚未审结", _NIL, "0"),
        count("总计", "可以不填，由程序相加；填了的，程序会核对。", "1", ("合计",)),
    ),
    names=("复议诉讼统计表", "政府信息公开行政复议、行政诉讼情况"),
    is_table=True,
    lists_rows=True,
)
