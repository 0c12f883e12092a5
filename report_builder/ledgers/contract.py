"""The sheets of the ledgers as data: their names, columns, required marks, choices and date orders."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What a column's cells hold."""

    TEXT = "文字"
    DATE = "日期"
    MONTH = "月份"
    COUNT = "数量"
    NUMBER = "数值"
    MONEY = "金额"
    CHOICE = "选项"
    CATEGORY = "信息类别"
    CHANNELS = "公开渠道"


class Column(Struct, frozen=True):
    """A column of a sheet; ``choices`` where its cells come from a closed list of the format's own."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: words.Choices | None = None


class DateOrder(Struct, frozen=True):
    """Two date columns of which ``later`` may not come before ``earlier``."""

    earlier: str
    later: str


class SheetContract(Struct, frozen=True):
    """A sheet by its name.

    ``section_rows`` are labels that may stand alone on a row to head the rows below. A row of totals
    is passed over unless ``totals_are_rows``. Where the blank workbook ``lists_rows`` by their labels, a row
    without any number has not been filled in and is no record. No two rows may have the same ``number``,
    if there is a column of that kind.
    """

    name: str
    columns: tuple[Column, ...]
    date_orders: tuple[DateOrder, ...] = ()
    section_rows: tuple[str, ...] = ()
    totals_are_rows: bool = False
    lists_rows: bool = False
    number: str = ""

    def column(self, name: str) -> Column:
        """A column by its name; raises ``KeyError`` for one that the sheet does not have."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _text(name: str, *, required: bool = False) -> Column:
    return Column(name, required=required)


def _date(name: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DATE, required)


def _count(name: str, *, required: bool = False) -> Column:
    return Column(name, Kind.COUNT, required)


def _choice(name: str, choices: words.Choices, *, required: bool = False) -> Column:
    return Column(name, Kind.CHOICE, required, choices)


PUBLISHED: Final = "主动公开"
INTERPRETATIONS: Final = "政策解读"
NORMATIVE_DOCUMENTS: Final = "规范性文件"
ENFORCEMENT: Final = "行政执法"
CHARGES: Final = "行政事业性收费"
APPLICATIONS: Final = "依申请公开"
APPLICATION_TOTALS: Final = "依申请公开统计"
WITHHELD: Final = "不予公开备案"
DISPUTES: Final = "复议诉讼"
MEDIA: Final = "新媒体"
WEBSITES: Final = "政府网站"
WORK: Final = "工作情况"

# Sheets that explain the others and hold no record.
NOTE_SHEETS: Final = frozenset({"填表说明", "填报说明", "填写说明", "说明", "选项", "下拉选项"})

_SHEETS: Final = (
    SheetContract(
        PUBLISHED,
        (
            _text("信息名称", required=True),
            _text("文号"),
            Column("信息类别", Kind.CATEGORY, required=True),
            _date("制发日期"),
            _date("公开日期", required=True),
            Column("公开渠道", Kind.CHANNELS, required=True),
            _text("网址"),
            _text("责任科室"),
            _text("备注"),
        ),
        date_orders=(DateOrder("制发日期", "公开日期"),),
    ),
    SheetContract(
        INTERPRETATIONS,
        (
            _text("解读名称", required=True),
            _text("解读对象", required=True),
            _date("政策发布日期"),
            _date("解读日期", required=True),
            _text("解读形式"),
            Column("公开渠道", Kind.CHANNELS),
            _text("备注"),
        ),
    ),
    SheetContract(
        NORMATIVE_DOCUMENTS,
        (
            _text("文件名称", required=True),
            _text("文号"),
            _choice("文件类型", words.DOCUMENT_KIND_CHOICES, required=True),
            _date("制发日期", required=True),
            _date("废止日期"),
            _text("备注"),
        ),
        date_orders=(DateOrder("制发日期", "废止日期"),),
    ),
    SheetContract(
        ENFORCEMENT,
        (
            _choice("事项类型", words.ENFORCEMENT_CHOICES, required=True),
            Column("月份", Kind.MONTH),
            _date("日期"),
            _count("数量", required=True),
        ),
    ),
    SheetContract(
        CHARGES,
        (
            _text("项目名称", required=True),
            Column("月份", Kind.MONTH),
            _date("日期"),
            Column("金额（元）", Kind.MONEY, required=True),
        ),
    ),
    SheetContract(
        APPLICATIONS,
        (
            _text("登记编号", required=True),
            _date("收到日期", required=True),
            _choice("申请人类型", words.APPLICANT_CHOICES, required=True),
            _choice("申请方式", words.METHOD_CHOICES),
            _text("申请内容"),
            _date("补正通知日期"),
            _date("补正日期"),
            _date("征求意见开始"),
            _date("征求意见结束"),
            _date("延期日期"),
            _date("答复日期"),
            _choice("处理结果", words.OUTCOME_CHOICES),
            Column("收费金额（元）", Kind.MONEY),
            Column("减免金额（元）", Kind.MONEY),
            _text("备注"),
        ),
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
    ),
    SheetContract(
        APPLICATION_TOTALS,
        (
            _choice("项目", words.TABLE_ROW_CHOICES, required=True),
            *(_count(applicant) for applicant in words.APPLICANTS),
            _count("总计"),
        ),
        section_rows=words.TABLE_ROW_CHOICES.groups,
        totals_are_rows=True,
        lists_rows=True,
    ),
    SheetContract(
        WITHHELD,
        (
            _text("信息名称", required=True),
            _text("不予公开依据", required=True),
            _date("备案日期", required=True),
        ),
    ),
    SheetContract(
        DISPUTES,
        (
            _text("案号", required=True),
            _choice("案件类型", words.DISPUTE_KIND_CHOICES, required=True),
            _date("收到日期", required=True),
            _date("审结日期"),
            _choice("结果", words.DISPUTE_OUTCOME_CHOICES),
        ),
        date_orders=(DateOrder("收到日期", "审结日期"),),
        number="案号",
    ),
    SheetContract(
        MEDIA,
        (
            _text("平台", required=True),
            _text("账号", required=True),
            Column("月份", Kind.MONTH),
            _count("订阅用户数"),
            _count("阅读人数"),
            _count("阅读次数"),
            _count("发布条数"),
            _count("单篇最高阅读量"),
            _count("阅读量过万条数"),
        ),
    ),
    SheetContract(
        WEBSITES,
        (
            _text("指标", required=True),
            Column("数量", Kind.NUMBER, required=True),
            _text("单位"),
            _text("备注"),
        ),
        lists_rows=True,
    ),
    SheetContract(
        WORK,
        (
            _text("指标", required=True),
            Column("数量", Kind.NUMBER, required=True),
            _text("单位"),
            _text("备注"),
        ),
        lists_rows=True,
    ),
)

SHEETS: Final[Mapping[str, SheetContract]] = MappingProxyType({sheet.name: sheet for sheet in _SHEETS})
