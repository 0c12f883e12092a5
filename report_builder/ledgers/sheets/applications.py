"""依申请公开, one application a row, and 依申请公开统计, the statutory table filled directly."""

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
from report_builder.ledgers.sheets.columns import (
    CONSULTATION,
    CORRECTION,
    FEES,
    REMARK,
    REPLY_LIMIT,
    count,
    new,
    step,
)

_CHOICE: Final = "从列表里选。"
_NIL: Final = "没有的填 0。"

APPLICATIONS: Final = Sheet(
    names.APPLICATIONS,
    "收到的政府信息公开申请，一件一行；上年没有答复的也要在这里。由受理机构填。",
    (
        Column(
            "登记编号",
            "每件一个编号，不能重复。",
            required=True,
            example="{year}-001",
            synonyms=("编号", "申请编号", "受理编号", "登记号", "办件编号", "受理号"),
        ),
        Column(
            "收到日期",
            "当面提交的为提交之日，邮寄的为签收之日，网络、传真的为双方确认之日。",
            ColumnKind.DATE,
            required=True,
            example="{year}-03-09",
            period=AllowedDays.OF_A_CASE,
            law=("", new("第三十一条")),
            synonyms=("申请日期", "申请时间", "收到时间", "受理日期", "受理时间", "收件日期", "登记日期"),
        ),
        Column(
            "申请人类型",
            _CHOICE,
            ColumnKind.CHOICE,
            required=True,
            choices=words.APPLICANT_CHOICES,
            example="自然人",
            synonyms=("申请人类别", "申请人性质", "申请人身份"),
        ),
        Column(
            "申请方式",
            _CHOICE,
            ColumnKind.CHOICE,
            choices=words.METHOD_CHOICES,
            example="网络",
            synonyms=("申请渠道", "提交方式", "申请途径", "受理方式"),
        ),
        Column(
            "申请内容",
            "申请公开的是什么，写一句话；不要写申请人的姓名和联系方式。",
            example="义务教育学校布局规划",
            synonyms=("申请事项", "申请信息内容", "申请公开内容", "所需信息", "信息内容描述"),
        ),
        step("补正通知日期", "要求补正的才填。", CORRECTION),
        step("补正日期", "收到补正的日期。", CORRECTION),
        step("征求意见开始", "征求第三方意见的才填。", CONSULTATION),
        step("征求意见结束", "收到第三方意见的日期。", CONSULTATION),
        step("延期日期", "告知申请人延期的日期，没有延期的空着。", REPLY_LIMIT, synonyms=("延期告知日期",)),
        step(
            "答复日期",
            "还没有答复的空着。",
            REPLY_LIMIT,
            "{year}-03-20",
            ("答复时间", "办结日期", "办结时间", "回复日期", "回复时间"),
        ),
        Column(
            "处理结果",
            "从列表里选；还没有答复的空着。",
            ColumnKind.CHOICE,
            choices=words.OUTCOME_CHOICES,
            example="予以公开",
            synonyms=("办理结果", "答复结果", "答复类型", "办理情况", "处理情况", "答复情况"),
        ),
        Column(
            "收费金额（元）",
            "没有收费的空着。",
            ColumnKind.MONEY,
            law=FEES,
            synonyms=("收费金额", "收费（元）"),
        ),
        Column(
            "减免金额（元）",
            "没有减免的空着。",
            ColumnKind.MONEY,
            law=FEES,
            synonyms=("减免金额", "减免（元）"),
        ),
        Column(
            "答复文号",
            "答复书的文号，供自己查对。",
            example="教信公开〔{year}〕1号",
            synonyms=("答复书文号", "告知书文号"),
        ),
        REMARK,
    ),
    names=("政府信息公开申请", "信息公开申请", "依申请公开办理"),
    date_orders=(
        DateOrder("收到日期", "补正通知日期"),
        DateOrder("补正通知日期", "补正日期"),
        DateOrder("收到日期", "征求意见开始"),
        DateOrder("征求意见开始", "征求意见结束"),
        DateOrder("收到日期", "延期日期"),
        DateOrder("收到日期", "答复日期"),
        DateOrder("延期日期", "答复日期"),
    ),
    number="登记编号",
    carrying=CarryOverRule("收到日期", "答复日期"),
)

APPLICATION_TOTALS: Final = Sheet(
    names.APPLICATION_TOTALS,
    "法定统计表。只有总数、没有逐件登记的，直接填这张表；填了“依申请公开”的，这张表空着。",
    (
        Column(
            "项目",
            "各行的名称已经列好，请不要改。",
            ColumnKind.CHOICE,
            required=True,
            choices=words.TABLE_ROW_CHOICES,
            example="本年新收政府信息公开申请数量",
        ),
        count("自然人", _NIL, "3"),
        count("商业企业", _NIL, "1"),
        count("科研机构", _NIL, "0"),
        count("社会公益组织", _NIL, "0"),
        count("法律服务机构", _NIL, "0"),
        count("其他", _NIL, "0"),
        count("总计", "可以不填，由程序相加；填了的，程序会核对。", "4", ("合计",)),
    ),
    names=("依申请公开统计表", "收到和处理政府信息公开申请情况"),
    section_rows=words.TABLE_ROW_CHOICES.groups,
    is_table=True,
    lists_rows=True,
)
