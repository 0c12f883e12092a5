"""新媒体, 政府网站 and 工作情况: figures that are handed in and that no ledger counts."""

from __future__ import annotations

from typing import Final

from report_builder.ledgers import tab_names as names
from report_builder.ledgers.declarations import Column, ColumnKind, Sheet
from report_builder.ledgers.sheets.columns import REMARK, count

_ONLY_FIGURES: Final = "只填数字。"
_QUANTITY: Final = Column(
    "数量",
    "只填数字；没有的填 0，暂时不清楚的空着。",
    ColumnKind.NUMBER,
    required=True,
    example="3",
    synonyms=("数值", "统计数", "数据"),
)

MEDIA: Final = Sheet(
    names.MEDIA,
    "政务新媒体的数据，一个账号一行；按月填的，一个账号每月一行。由运营新媒体的科室填。",
    (
        Column(
            "平台", "如微信公众号、微博、抖音。", required=True, example="微信公众号", synonyms=("平台名称",)
        ),
        Column("账号", "账号的名称。", required=True, example="教育发布", synonyms=("账号名称", "帐号")),
        Column("月份", "1 至 12 的数字；全年合填一行的空着。", ColumnKind.MONTH),
        count("订阅用户数", "期末的数。", "5600", ("粉丝数", "关注数", "关注人数")),
        count("阅读人数", _ONLY_FIGURES, "40000"),
        count("阅读次数", _ONLY_FIGURES, "68000", ("阅读量",)),
        count("发布条数", _ONLY_FIGURES, "310", ("发布数", "发布数量", "推送条数")),
        count("单篇最高阅读量", _ONLY_FIGURES, "6100"),
        count("阅读量过万条数", "没有的填 0。", "0"),
    ),
    names=("政务新媒体",),
)

WEBSITES: Final = Sheet(
    names.WEBSITES,
    "政府网站的数据，一项一行；正文里要用的才填。由管理网站的科室填。",
    (
        Column(
            "指标",
            "如信息发布条数、访问次数；名称与正文里写的一致。",
            required=True,
            example="专题专栏数",
            synonyms=("指标名称", "统计指标"),
        ),
        _QUANTITY,
        Column("单位", "单位写在这里，不写在数量里。", example="个", synonyms=("计量单位",)),
        REMARK,
    ),
    lists_rows=True,
)

WORK: Final = Sheet(
    names.WORK,
    "报告的表格里台账数不出来的数，一项一行；正文里要用的数也可以自己加行。由公开工作机构填。",
    (
        Column(
            "指标",
            "列好的是报告的表格要用的，请不要改；可以自己加行。",
            required=True,
            example="公众开放日活动数",
            synonyms=("指标名称", "统计指标"),
        ),
        _QUANTITY,
        Column("单位", "列好的单位请不要改。", example="次", synonyms=("计量单位",)),
        REMARK,
    ),
    lists_rows=True,
)
