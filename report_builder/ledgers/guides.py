"""The sheets of the ledgers → what a blank workbook tells of each: its use, its columns, an example row.

The columns are those of ``contract``; a test keeps the two alike.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers import contract

if TYPE_CHECKING:
    from collections.abc import Mapping

# 国令第711号 came into force on 15 May 2019; the reports of that year are made under it.
_REVISED: Final = 2019


class Period(Enum):
    """Which days a date column takes: those of the year alone, or others since the first possible day."""

    OF_THE_YEAR = None
    OF_A_DOCUMENT = date(1949, 10, 1)
    OF_A_CASE = date(2008, 5, 1)  # 国令第492号 came into force

    def days(self, year: int) -> tuple[date, date]:
        """The first and the last day; cases of the year may be closed while the report is being written."""
        if self.value is None:
            return date(year, 1, 1), date(year, 12, 31)
        return self.value, date(year + 1, 12, 31)


class ColumnGuide(Struct, frozen=True):
    """What to write in a column, and an example of it; ``{year}`` stands for the year.

    ``law`` is what the column rests on: under 国令第492号, and under 国令第711号.
    """

    note: str
    example: str = ""
    period: Period = Period.OF_A_DOCUMENT
    law: tuple[str, str] = ("", "")

    def basis(self, year: int) -> str:
        """The law of the year that the column rests on; empty where there is none to cite."""
        return self.law[year >= _REVISED]


class SheetGuide(Struct, frozen=True):
    """What a sheet is for, who fills it, and its columns by name."""

    purpose: str
    columns: Mapping[str, ColumnGuide]


class ListedRow(Struct, frozen=True):
    """A row whose label stands in the blank workbook; a ``heading`` only groups the rows below."""

    label: str
    unit: str = ""
    heading: bool = False


def _old(article: str) -> str:
    return f"《政府信息公开条例》（国令第492号）{article}"


def _new(article: str) -> str:
    return f"《政府信息公开条例》（国令第711号）{article}"


_PUBLICATION_LIMIT: Final = (
    _old("第十八条：自形成或者变更之日起20个工作日内公开"),
    _new("第二十六条：自形成或者变更之日起20个工作日内公开"),
)
_REPLY_LIMIT: Final = (
    _old("第二十四条：15个工作日内答复，延期最多15个工作日"),
    _new("第三十三条：20个工作日内答复，延期最多20个工作日"),
)
_CORRECTION: Final = ("", _new("第三十条：7个工作日内一次性告知补正，答复期限自收到补正的申请之日起算"))
_CONSULTATION: Final = (
    _old("第二十四条：征求第三方意见所需时间不计算在期限内"),
    _new("第三十二条、第三十三条：第三方15个工作日内提出意见，所需时间不计算在期限内"),
)
_FEES: Final = (_old("第二十七条"), _new("第四十二条"))

_MONTH: Final = ColumnGuide("1 至 12 的数字。月份和日期填一项即可。")
_DAY: Final = ColumnGuide("月份和日期填一项即可。", "{year}-03-31", Period.OF_THE_YEAR)
_QUANTITY: Final = ColumnGuide("只填数字；没有的填 0，暂时不清楚的空着。", "3")
_REMARK: Final = ColumnGuide("不进报告，供自己查对。")
_STEP: Final = Period.OF_A_CASE

SHEET_GUIDES: Final[Mapping[str, SheetGuide]] = MappingProxyType({
    contract.PUBLISHED: SheetGuide(
        "本年主动公开的政府信息，一条一行；同一条信息走几个渠道，只填一行。各科室都要填。",
        {
            "信息名称": ColumnGuide("公开时的标题，外面不加书名号。", "关于开展校园安全检查的通知"),
            "文号": ColumnGuide("没有文号的空着。", "教发〔{year}〕12号"),
            "信息类别": ColumnGuide("类别在 agency.toml 里列明的，从列表里选。", "政策文件"),
            "制发日期": ColumnGuide("填了才能核对公开是否及时。", "{year}-03-09", law=_PUBLICATION_LIMIT),
            "公开日期": ColumnGuide(
                "首次公开的日期，应在本年内。", "{year}-03-16", Period.OF_THE_YEAR, _PUBLICATION_LIMIT
            ),
            "公开渠道": ColumnGuide("可以从列表里选；有几个渠道的，用“、”连写。", "政府网站、政务微信"),
            "网址": ColumnGuide("公开页面的网址。"),
            "责任科室": ColumnGuide("由哪个科室负责公开。", "办公室"),
            "备注": _REMARK,
        },
    ),
    contract.INTERPRETATIONS: SheetGuide(
        "本年发布的政策解读，一篇一行。由负责政策解读的科室填。",
        {
            "解读名称": ColumnGuide("解读稿件的标题。", "一图读懂校园安全管理办法"),
            "解读对象": ColumnGuide("所解读的文件名称。", "校园安全管理办法"),
            "政策发布日期": ColumnGuide("填了才能核对解读是否及时。", "{year}-03-16"),
            "解读日期": ColumnGuide("解读发布的日期，应在本年内。", "{year}-03-17", Period.OF_THE_YEAR),
            "解读形式": ColumnGuide("如文字解读、图表图解、新闻发布会、音视频。", "图表图解"),
            "公开渠道": ColumnGuide("可以从列表里选；有几个渠道的，用“、”连写。", "政府网站"),
            "备注": _REMARK,
        },
    ),
    contract.NORMATIVE_DOCUMENTS: SheetGuide(
        "现行有效的和本年废止的规章、行政规范性文件，一件一行，往年制发的也要填。由法制科室填。",
        {
            "文件名称": ColumnGuide("文件的标题，外面不加书名号。", "校园安全管理办法"),
            "文号": ColumnGuide("没有文号的空着。", "教规〔{year}〕1号"),
            "文件类型": ColumnGuide("从列表里选。", "行政规范性文件", law=("", _new("第二十条第（一）项"))),
            "制发日期": ColumnGuide("印发的日期，往年的照填。", "{year}-03-09"),
            "废止日期": ColumnGuide("已经废止或者失效的才填。"),
            "备注": _REMARK,
        },
    ),
    contract.ENFORCEMENT: SheetGuide(
        "本年作出的行政许可、行政处罚、行政强制等决定的件数，可以按月填，也可以全年合填一行。",
        {
            "事项类型": ColumnGuide(
                "从列表里选。", "行政许可", law=("", _new("第二十条第（五）项、第（六）项"))
            ),
            "月份": _MONTH,
            "日期": _DAY,
            "数量": _QUANTITY,
        },
    ),
    contract.CHARGES: SheetGuide(
        "本年收取的行政事业性收费，可以按月填，也可以全年合填一行。由财务科室填。",
        {
            "项目名称": ColumnGuide("收费项目的名称。", "考试报名费", law=("", _new("第二十条第（八）项"))),
            "月份": _MONTH,
            "日期": _DAY,
            "金额（元）": ColumnGuide("以元为单位，最多两位小数；报告里由程序折成万元。", "1250.5"),
        },
    ),
    contract.APPLICATIONS: SheetGuide(
        "收到的政府信息公开申请，一件一行；上年没有答复的也要在这里。由受理机构填。",
        {
            "登记编号": ColumnGuide("每件一个编号，不能重复。", "{year}-001"),
            "收到日期": ColumnGuide(
                "当面提交的为提交之日，邮寄的为签收之日，网络、传真的为双方确认之日。",
                "{year}-03-09",
                _STEP,
                ("", _new("第三十一条")),
            ),
            "申请人类型": ColumnGuide("从列表里选。", "自然人"),
            "申请方式": ColumnGuide("从列表里选。", "网络"),
            "申请内容": ColumnGuide(
                "申请公开的是什么，写一句话；不要写申请人的姓名和联系方式。", "义务教育学校布局规划"
            ),
            "补正通知日期": ColumnGuide("要求补正的才填。", period=_STEP, law=_CORRECTION),
            "补正日期": ColumnGuide("收到补正的日期。", period=_STEP, law=_CORRECTION),
            "征求意见开始": ColumnGuide("征求第三方意见的才填。", period=_STEP, law=_CONSULTATION),
            "征求意见结束": ColumnGuide("收到第三方意见的日期。", period=_STEP, law=_CONSULTATION),
            "延期日期": ColumnGuide("告知申请人延期的日期，没有延期的空着。", period=_STEP, law=_REPLY_LIMIT),
            "答复日期": ColumnGuide("还没有答复的空着。", "{year}-03-20", _STEP, _REPLY_LIMIT),
            "处理结果": ColumnGuide("从列表里选；还没有答复的空着。", "予以公开"),
            "收费金额（元）": ColumnGuide("没有收费的空着。", law=_FEES),
            "减免金额（元）": ColumnGuide("没有减免的空着。", law=_FEES),
            "备注": _REMARK,
        },
    ),
    contract.APPLICATION_TOTALS: SheetGuide(
        "法定统计表。只有总数、没有逐件登记的，直接填这张表；填了“依申请公开”的，这张表空着。",
        {
            "项目": ColumnGuide("各行的名称已经列好，请不要改。", "本年新收政府信息公开申请数量"),
            "自然人": ColumnGuide("没有的填 0。", "3"),
            "商业企业": ColumnGuide("没有的填 0。", "1"),
            "科研机构": ColumnGuide("没有的填 0。", "0"),
            "社会公益组织": ColumnGuide("没有的填 0。", "0"),
            "法律服务机构": ColumnGuide("没有的填 0。", "0"),
            "其他": ColumnGuide("没有的填 0。", "0"),
            "总计": ColumnGuide("可以不填，由程序相加；填了的，程序会核对。", "4"),
        },
    ),
    contract.WITHHELD: SheetGuide(
        "本年报送备案的不予公开事项，一条一行。没有这项备案要求的，空着。",
        {
            "信息名称": ColumnGuide("不予公开的信息叫什么。", "考试命题材料"),
            "不予公开依据": ColumnGuide("写明法律、法规的名称和条款。", "《中华人民共和国保守国家秘密法》"),
            "备案日期": ColumnGuide("报送备案的日期，应在本年内。", "{year}-03-20", Period.OF_THE_YEAR),
        },
    ),
    contract.DISPUTES: SheetGuide(
        "因政府信息公开发生的行政复议、行政诉讼和举报投诉，一件一行；上年没有审结的也要在这里。",
        {
            "案号": ColumnGuide("每件一个案号，不能重复。", "政复〔{year}〕1号"),
            "案件类型": ColumnGuide("从列表里选。", "行政复议"),
            "收到日期": ColumnGuide("收到受理或者应诉通知的日期。", "{year}-04-10", _STEP),
            "审结日期": ColumnGuide("还没有审结的空着。", "{year}-06-05", _STEP),
            "结果": ColumnGuide("从列表里选。举报投诉可以不填。", "结果维持"),
        },
    ),
    contract.MEDIA: SheetGuide(
        "政务新媒体的数据，一个账号一行；按月填的，一个账号每月一行。由运营新媒体的科室填。",
        {
            "平台": ColumnGuide("如微信公众号、微博、抖音。", "微信公众号"),
            "账号": ColumnGuide("账号的名称。", "教育发布"),
            "月份": ColumnGuide("1 至 12 的数字；全年合填一行的空着。"),
            "订阅用户数": ColumnGuide("期末的数。", "5600"),
            "阅读人数": ColumnGuide("只填数字。", "40000"),
            "阅读次数": ColumnGuide("只填数字。", "68000"),
            "发布条数": ColumnGuide("只填数字。", "310"),
            "单篇最高阅读量": ColumnGuide("只填数字。", "6100"),
            "阅读量过万条数": ColumnGuide("没有的填 0。", "0"),
        },
    ),
    contract.WEBSITES: SheetGuide(
        "政府网站的数据，一项一行；正文里要用的才填。由管理网站的科室填。",
        {
            "指标": ColumnGuide("如信息发布条数、访问次数；名称与正文里写的一致。", "专题专栏数"),
            "数量": _QUANTITY,
            "单位": ColumnGuide("单位写在这里，不写在数量里。", "个"),
            "备注": _REMARK,
        },
    ),
    contract.WORK: SheetGuide(
        "报告的表格里台账数不出来的数，一项一行；正文里要用的数也可以自己加行。由公开工作机构填。",
        {
            "指标": ColumnGuide("列好的是报告的表格要用的，请不要改；可以自己加行。", "公众开放日活动数"),
            "数量": _QUANTITY,
            "单位": ColumnGuide("列好的单位请不要改。", "次"),
            "备注": _REMARK,
        },
    ),
})  # fmt: skip
