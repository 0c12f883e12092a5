"""A small report of 2016 as the values that fill a Word template: agency, text and annex."""

from __future__ import annotations

from datetime import date
from typing import Final

from report_builder.formats.tables import AnnexRow, AnnexTable
from report_builder.manuscript.blocks import Block, BlockKind, Manuscript, ManuscriptSection
from report_builder.manuscript.inlines import plain
from report_builder.settings import Contact, Settings

TITLE: Final = "柳州市教育局2016年政府信息公开工作年度报告"
SIGNED_ON: Final = date(2016, 12, 31)

SETTINGS: Final = Settings(
    name="柳州市教育局",
    short_name="市教育局",
    kind="department",
    region="柳州市",
    contact=Contact(
        office="柳州市教育局办公室",
        address="柳州市文惠路87号",
        postcode="545001",
        telephone="0772-2822960",
    ),
    sent_to="柳州市政务公开政府信息公开政务服务工作领导小组办公室",
)

_OPENING: Final = (
    "本报告由柳州市教育局根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为2016年1月1日至2016年12月31日。",
    "本报告的电子版可在广西壮族自治区政府信息公开统一平台下载。对本报告有疑问的，请与柳州市教育局办公室联系。",
    "联系方式：地址，柳州市文惠路87号；邮编，545001；电话，0772-2822960。",
)
_TEXT: Final = (
    "2016年，市教育局在自治区政府信息公开统一平台公开政策类文件26项，均在文件形成之日起20个工作日内公开；"
    "发布政策解读5次，均在文件公开后3个工作日内发布。"
)
_HEADINGS: Final = (
    "本年度政府信息公开工作的基本情况",
    "围绕国家和自治区中心工作推进政府信息公开以及推进重点领域政府信息公开情况",
    "依申请公开政府信息和不予公开政府信息的情况",
    "政府信息公开的收费及减免情况",
    "因政府信息公开申请行政复议、提起行政诉讼的情况",
    "政府信息公开工作存在的主要问题及改进方向",
    "其他需要报告的事项",
)


def report(*texts: str, title: str = TITLE) -> Manuscript:
    """A report of one section that holds these paragraphs."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, plain(text)) for text in texts)
    return Manuscript("narrative.md", title, (), (ManuscriptSection(1, plain(_HEADINGS[0]), blocks),))


def seven_sections(paragraphs: int = 1) -> Manuscript:
    """A report of the seven sections, each with every kind of block and that many paragraphs."""
    blocks = (
        Block(BlockKind.SUBHEADING, plain("（一）落实要求，优化信息公开工作机制")),
        *(Block(BlockKind.PARAGRAPH, plain(_TEXT)) for _ in range(paragraphs)),
        Block(BlockKind.THIRD_HEADING, plain("1.公开“三公”经费")),
        Block(BlockKind.FOURTH_HEADING, plain("（1）部门预算")),
        Block(BlockKind.PARAGRAPH, plain("一是按月公开——逐项核对……二是按季通报。")),
    )
    return Manuscript(
        file="narrative.md",
        title=TITLE,
        opening=tuple(Block(BlockKind.PARAGRAPH, plain(text)) for text in _OPENING),
        sections=tuple(
            ManuscriptSection(number, plain(heading), blocks)
            for number, heading in enumerate(_HEADINGS, start=1)
        ),
    )


def annex(times: int = 1) -> AnnexTable:
    """The annex with a row of every level, that many times over."""
    rows = (
        AnnexRow("一、主动公开情况", "——", "——", 1),
        AnnexRow("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "174", 2),
        AnnexRow("其中：主动公开规范性文件数", "条", "3", 4),
        AnnexRow("（二）通过不同渠道和方式公开政府信息的情况", "", "", 2),
        AnnexRow("1.政府公报公开政府信息数", "条", "0", 3),
        AnnexRow("2.政府网站公开政府信息数", "条", "1174", 3),
        AnnexRow("二、依申请公开信息收取的费用", "万元", "0", 1),
    )
    return AnnexTable("政府信息公开情况统计表", ("统计指标", "单位", "统计数"), rows * times)
