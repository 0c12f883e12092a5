"""主动公开, 政策解读, 规范性文件 with its totals, 不予公开备案: what was published, and what was not."""

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
    Likeness,
    Sheet,
)
from report_builder.ledgers.sheets.columns import (
    CHANNELS_NOTE,
    CHANNELS_SYNONYMS,
    DOCUMENT_NUMBER_SYNONYMS,
    PUBLICATION_LIMIT,
    REMARK,
    count,
    kind_of,
    new,
)

PUBLISHED: Final = Sheet(
    names.PUBLISHED,
    "本年主动公开的政府信息，一条一行；同一条信息走几个渠道，只填一行。各科室都要填。",
    (
        Column(
            "信息名称",
            "公开时的标题，外面不加书名号。",
            required=True,
            example="关于开展校园安全检查的通知",
            synonyms=("标题", "信息标题", "公开信息名称", "政府信息名称", "信息内容名称", "文件标题", "题名"),
        ),
        Column("文号", "没有文号的空着。", example="教发〔{year}〕12号", synonyms=DOCUMENT_NUMBER_SYNONYMS),
        Column(
            "信息类别",
            "类别在 agency.toml 里列明的，从列表里选。",
            ColumnKind.CATEGORY,
            required=True,
            example="政策文件",
            synonyms=("类别", "信息分类", "公开类别", "信息类型", "所属类别", "栏目"),
        ),
        Column(
            "制发日期",
            "填了才能核对公开是否及时。",
            ColumnKind.DATE,
            example="{year}-03-09",
            law=PUBLICATION_LIMIT,
            synonyms=(
                "制作日期",
                "形成日期",
                "印发日期",
                "成文日期",
                "制发时间",
                "印发时间",
                "成文时间",
                "发文日期",
            ),
        ),
        Column(
            "公开日期",
            "首次公开的日期，应在本年内。",
            ColumnKind.DATE,
            required=True,
            example="{year}-03-16",
            period=AllowedDays.OF_THE_YEAR,
            law=PUBLICATION_LIMIT,
            synonyms=("公开时间", "发布日期", "发布时间", "公布日期", "公布时间", "上网日期", "上网时间"),
        ),
        Column(
            "公开渠道",
            CHANNELS_NOTE,
            ColumnKind.CHANNELS,
            required=True,
            example="政府网站、政务微信",
            synonyms=CHANNELS_SYNONYMS,
        ),
        Column("网址", "公开页面的网址。", synonyms=("链接", "网页地址", "公开网址", "链接地址")),
        Column(
            "责任科室",
            "由哪个科室负责公开。",
            example="办公室",
            synonyms=("科室", "责任部门", "责任单位", "负责科室", "部门", "公开科室", "承办科室"),
        ),
        REMARK,
    ),
    names=("政府信息主动公开", "主动公开政府信息", "信息主动公开"),
    dated="公开日期",
    date_orders=(DateOrder("制发日期", "公开日期"),),
    likeness=Likeness(("信息名称",), "公开日期", "文号"),
)

INTERPRETATIONS: Final = Sheet(
    names.INTERPRETATIONS,
    "本年发布的政策解读，一篇一行。由负责政策解读的科室填。",
    (
        Column(
            "解读名称",
            "解读稿件的标题。",
            required=True,
            example="一图读懂校园安全管理办法",
            synonyms=("解读标题", "解读材料名称", "解读稿名称"),
        ),
        Column(
            "解读对象",
            "所解读的文件名称。",
            required=True,
            example="校园安全管理办法",
            synonyms=("被解读文件", "解读文件名称", "解读政策", "政策名称"),
        ),
        Column(
            "政策发布日期",
            "填了才能核对解读是否及时。",
            ColumnKind.DATE,
            example="{year}-03-16",
            synonyms=("政策发布时间", "文件发布日期", "文件发布时间"),
        ),
        Column(
            "解读日期",
            "解读发布的日期，应在本年内。",
            ColumnKind.DATE,
            required=True,
            example="{year}-03-17",
            period=AllowedDays.OF_THE_YEAR,
            synonyms=("解读时间", "解读发布日期", "解读发布时间"),
        ),
        Column(
            "解读形式",
            "如文字解读、图表图解、新闻发布会、音视频。",
            example="图表图解",
            synonyms=("解读方式",),
        ),
        Column(
            "公开渠道", CHANNELS_NOTE, ColumnKind.CHANNELS, example="政府网站", synonyms=CHANNELS_SYNONYMS
        ),
        REMARK,
    ),
    dated="解读日期",
    likeness=Likeness(("解读名称", "解读对象"), "解读日期"),
)

NORMATIVE_DOCUMENTS: Final = Sheet(
    names.NORMATIVE_DOCUMENTS,
    "现行有效的和本年废止的规章、行政规范性文件，一件一行，往年制发的也要填。由法制科室填。",
    (
        Column(
            "文件名称",
            "文件的标题，外面不加书名号。",
            required=True,
            example="校园安全管理办法",
            synonyms=("文件标题", "规范性文件名称", "标题", "名称"),
        ),
        Column("文号", "没有文号的空着。", example="教规〔{year}〕1号", synonyms=DOCUMENT_NUMBER_SYNONYMS),
        kind_of(
            "文件类型",
            words.DOCUMENT_KIND_CHOICES,
            "行政规范性文件",
            ("", new("第二十条第（一）项")),
            ("文件类别", "类型"),
        ),
        Column(
            "制发日期",
            "印发的日期，往年的照填。",
            ColumnKind.DATE,
            required=True,
            example="{year}-03-09",
            synonyms=("制定日期", "印发日期", "发布日期", "发文日期", "制发时间", "印发时间", "成文日期"),
        ),
        Column(
            "废止日期",
            "已经废止或者失效的才填。",
            ColumnKind.DATE,
            synonyms=("失效日期", "废止时间", "废止（失效）日期"),
        ),
        REMARK,
    ),
    date_orders=(DateOrder("制发日期", "废止日期"),),
    carrying=CarryOverRule("制发日期", "废止日期"),
    likeness=Likeness(("文件名称",), "制发日期", "文号"),
)

DOCUMENT_TOTALS: Final = Sheet(
    names.DOCUMENT_TOTALS,
    "只有总数、没有逐件登记的，直接填这张表；填了“规范性文件”的，这张表空着。",
    (
        Column(
            "文件类型",
            "两行的名称已经列好，请不要改。",
            ColumnKind.CHOICE,
            required=True,
            choices=words.DOCUMENT_KIND_CHOICES,
            example="行政规范性文件",
            synonyms=("信息内容",),
        ),
        count("本年制发数量", "没有的填 0。", "3", ("本年制发件数",)),
        count("本年废止数量", "没有的填 0。", "1", ("本年废止件数",)),
        count("现行有效数量", "年末有效的件数；没有的填 0。", "12", ("现行有效件数",)),
    ),
    names=("规章规范性文件统计",),
    is_table=True,
    lists_rows=True,
)

WITHHELD: Final = Sheet(
    names.WITHHELD,
    "本年报送备案的不予公开事项，一条一行。没有这项备案要求的，空着。",
    (
        Column(
            "信息名称", "不予公开的信息叫什么。", required=True, example="考试命题材料", synonyms=("标题",)
        ),
        Column(
            "不予公开依据",
            "写明法律、法规的名称和条款。",
            required=True,
            example="《中华人民共和国保守国家秘密法》",
            synonyms=("不公开依据", "不予公开理由"),
        ),
        Column(
            "备案日期",
            "报送备案的日期，应在本年内。",
            ColumnKind.DATE,
            required=True,
            example="{year}-03-20",
            period=AllowedDays.OF_THE_YEAR,
            synonyms=("备案时间",),
        ),
    ),
    dated="备案日期",
    likeness=Likeness(("信息名称",), "备案日期"),
)
