"""What an agency says of itself → the text of a first ``agency.toml``, with placeholders for the rest."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from report_builder.settings import PLACEHOLDER

_TEMPLATE: Final = """\
# 单位设置：每年的报告都用到的名称和联系方式。用记事本修改，存为 UTF-8。
# 某一年需要改动的，写进 data/<年份>/report.toml，只对那一年有效。

name = {name}          # 全称，用于标题和署名
short_name = {short_name}          # 正文中的简称
kind = {kind}          # 部门填 department，人民政府填 government
region = {region}          # 所在的省、市或者县

# 下面各项用得着的，去掉行首的 # 再填写。

# sent_to = "××市政务公开领导小组办公室"          # 版记中的“送”
# reading_rooms = ["××市政务服务中心", "××市档案馆", "××市图书馆"]          # 纸质报告的查阅场所
# platform = "××省政府信息公开统一平台"
# portal = "××市人民政府门户网站"

# 标题的写法、落款的位置（“文末”“题下”“不署名”）：所用的报告格式里有几种的，可以选。
# title = "年份在前"
# signature = "题下"

# 图解：报告末尾附上“数据图解”，"mono" 是黑白的，"colour" 是彩色的。
# charts = "mono"

# 公开渠道：左边是台账“公开渠道”一列的写法，右边是统计表的归类
# （政府公报、政府网站、政务微博、政务微信、其他方式）。
# channels = [
#   {{ name = "××市人民政府门户网站", kind = "政府网站" }},
#   {{ name = "微信公众号“××发布”", kind = "政务微信" }},
# ]

# 信息类别：填了以后，台账“信息类别”一列只能填这里列出的；同组的在报告里可以合起来数。
# category_groups = [
#   {{ name = "政策类文件", categories = ["政策类文件"] }},
#   {{ name = "机构信息", categories = ["年度报告", "部门预算", "部门决算"] }},
# ]

# 联系方式：报告开头写的联系方式。上面没有去掉 # 的各项，要加也加在这一行的上面。
[contact]
office = {office}          # 办公机构
address = {address}          # 办公地址
postcode = {postcode}          # 邮政编码
telephone = {telephone}          # 联系电话

# 红头：报告作为公文印发的，去掉下面各行的 # 再填写；其余各项见程序附带的 styles/README.md。
# [red_head]
# number = "××〔2026〕1号"          # 发文字号
# copied_to = ["××办公室"]          # 抄送
"""


class AgencyAnswers(Struct, frozen=True, kw_only=True):
    """The answers to the questions that a first year begins with; an empty one leaves a placeholder."""

    name: str = ""
    short_name: str = ""
    kind: Literal["department", "government"] = "department"
    region: str = ""
    office: str = ""
    address: str = ""
    postcode: str = ""
    telephone: str = ""


def write_agency(answers: AgencyAnswers) -> str:
    """The text of ``agency.toml``, ready to be completed by hand."""
    return _TEMPLATE.format(
        name=_given(answers.name, "单位全称"),
        short_name=_given(answers.short_name, "单位简称"),
        kind=_quoted(answers.kind),
        region=_given(answers.region, "所在地区"),
        office=_given(answers.office, "办公机构名称"),
        address=_given(answers.address, "办公地址"),
        postcode=_given(answers.postcode, "邮政编码"),
        telephone=_given(answers.telephone, "联系电话"),
    )


def _given(answer: str, what: str) -> str:
    return _quoted(answer.strip() or f"{PLACEHOLDER}{what}〕")


def _quoted(text: str) -> str:
    """A TOML basic string (TOML 1.0.0, String), whatever was typed."""
    return f'"{"".join(_escaped(letter) for letter in text)}"'


def _escaped(letter: str) -> str:
    if letter in {'"', "\\"}:
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\u{ord(letter):04x}"
