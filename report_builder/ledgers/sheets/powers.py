"""行政执法 and 行政事业性收费: decisions made and charges taken, which are handed in as quantities."""

from __future__ import annotations

from typing import Final

from report_builder.ledgers import tab_names as names
from report_builder.ledgers import vocabulary as words
from report_builder.ledgers.declarations import Amounts, Column, ColumnKind, Sheet
from report_builder.ledgers.sheets.columns import DAY, MONTH, kind_of, new

_QUANTITY_SYNONYMS: Final = ("件数", "数目", "办件量", "决定数量", "处理决定数量", "本年处理决定数量")

ENFORCEMENT: Final = Sheet(
    names.ENFORCEMENT,
    "本年作出的行政许可、行政处罚、行政强制等决定的件数，可以按月填，也可以全年合填一行。",
    (
        kind_of(
            "事项类型",
            words.ENFORCEMENT_CHOICES,
            "行政许可",
            ("", new("第二十条第（五）项、第（六）项")),
            ("事项", "执法类型", "执法种类", "类型", "事项类别", "信息内容"),
        ),
        MONTH,
        DAY,
        Column(
            "数量",
            "只填数字；没有的填 0，暂时不清楚的空着。",
            ColumnKind.COUNT,
            required=True,
            example="3",
            synonyms=_QUANTITY_SYNONYMS,
        ),
    ),
    names=("行政执法情况", "执法情况"),
    dated="日期",
    amounts=Amounts("事项类型", "数量"),
)

CHARGES: Final = Sheet(
    names.CHARGES,
    "本年收取的行政事业性收费，可以按月填，也可以全年合填一行。由财务科室填。",
    (
        Column(
            "项目名称",
            "收费项目的名称。",
            required=True,
            example="考试报名费",
            law=("", new("第二十条第（八）项")),
            synonyms=("收费项目", "收费项目名称", "项目"),
        ),
        MONTH,
        DAY,
        Column(
            "金额（元）",
            "以元为单位，最多两位小数；报告里由程序折成万元。",
            ColumnKind.MONEY,
            required=True,
            example="1250.5",
            synonyms=("金额", "收费金额", "收费金额（元）", "本年收费金额（元）"),
        ),
    ),
    names=("事业性收费",),
    dated="日期",
    amounts=Amounts("项目名称", "金额（元）"),
)
