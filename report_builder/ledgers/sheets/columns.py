"""Columns that several sheets have, and the articles that columns rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.ledgers.declarations import AllowedDays, Column, ColumnKind

if TYPE_CHECKING:
    from report_builder.ledgers.vocabulary import Choices


def old(article: str) -> str:
    """An article of the regulation of 2008."""
    return f"《政府信息公开条例》（国令第492号）{article}"


def new(article: str) -> str:
    """An article of the regulation as revised in 2019."""
    return f"《政府信息公开条例》（国令第711号）{article}"


PUBLICATION_LIMIT: Final = (
    old("第十八条：自形成或者变更之日起20个工作日内公开"),
    new("第二十六条：自形成或者变更之日起20个工作日内公开"),
)
REPLY_LIMIT: Final = (
    old("第二十四条：15个工作日内答复，延期最多15个工作日"),
    new("第三十三条：20个工作日内答复，延期最多20个工作日"),
)
CORRECTION: Final = ("", new("第三十条：7个工作日内一次性告知补正，答复期限自收到补正的申请之日起算"))
CONSULTATION: Final = (
    old("第二十四条：征求第三方意见所需时间不计算在期限内"),
    new("第三十二条、第三十三条：第三方15个工作日内提出意见，所需时间不计算在期限内"),
)
FEES: Final = (old("第二十七条"), new("第四十二条"))

REMARK: Final = Column("备注", "不进报告，供自己查对。")
MONTH: Final = Column("月份", "1 至 12 的数字。月份和日期填一项即可。", ColumnKind.MONTH)
DAY: Final = Column(
    "日期", "月份和日期填一项即可。", ColumnKind.DATE, example="{year}-03-31", period=AllowedDays.OF_THE_YEAR
)
DOCUMENT_NUMBER_SYNONYMS: Final = ("发文字号", "文件编号", "发文号", "文件字号")
CHANNELS_SYNONYMS: Final = (
    "发布渠道",
    "公开方式",
    "公开形式",
    "发布平台",
    "公开平台",
    "发布载体",
    "公开载体",
)
CHANNELS_NOTE: Final = "可以从列表里选；有几个渠道的，用“、”连写。"


def count(name: str, note: str, example: str = "", synonyms: tuple[str, ...] = ()) -> Column:
    """A column of counts."""
    return Column(name, note, ColumnKind.COUNT, example=example, synonyms=synonyms)


def step(
    name: str, note: str, law: tuple[str, str], example: str = "", synonyms: tuple[str, ...] = ()
) -> Column:
    """The day of a step in a case."""
    return Column(
        name, note, ColumnKind.DATE, example=example, period=AllowedDays.OF_A_CASE, law=law, synonyms=synonyms
    )


def kind_of(
    name: str,
    choices: Choices,
    example: str,
    law: tuple[str, str] = ("", ""),
    synonyms: tuple[str, ...] = (),
) -> Column:
    """A required column whose cells come from a closed list."""
    return Column(name, "从列表里选。", ColumnKind.CHOICE, True, choices, synonyms, example, law=law)  # noqa: FBT003  the declaration's own order
