"""Text → words that are taken for one another, and labels that official documents do not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.rule import LAYOUT, StyleBreach, StyleRule, matching, running
from report_builder.diagnostics import Severity
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.lint.passages import Text

# What is often mistyped in these reports, where its neighbours leave no doubt, and what is meant.
_MISTYPED: Final = (
    ("薄弱学习(?=基本|改造|办学|建设)", "薄弱学校"),
    ("(?<!方)官微信(?!息)", "官方微信"),
    ("(?<!记)帐(?=号|户)", "账"),
    ("登陆(?=[^，。；]{0,8}(?:网站|平台|系统|网页))", "登录"),
    (r"截止到?(?=\d|目前|年底)", "截至"),
    ("(?<![公发颁宣])布署", "部署"),
    ("部份(?!额)", "部分"),
    ("其它", "其他"),
    ("(?<![叫当看])做为", "作为"),
    ("既使", "即使"),
    ("通迅", "通讯"),
    ("迫不急待", "迫不及待"),
    ("(?<!急)反应(?=的(?:问题|诉求|意见))", "反映"),
)
_PATTERNS: Final = tuple((re.compile(pattern), right) for pattern, right in _MISTYPED)


def _mistyped(text: Text) -> Iterator[StyleBreach]:
    for each in running(text):
        for pattern, right in _PATTERNS:
            for match in pattern.finditer(each.text):
                yield StyleBreach(each, *match.span(), right)


RULES: Final = (
    StyleRule(
        "style.mistyped",
        Severity.WARNING,
        "可能写了别字",
        "请核对原意",
        "改善薄弱学习基本办学条件，办好官微信，登陆教育网站查询。",
        "改善薄弱学校基本办学条件，办好官方微信，官微信息及时更新，登录教育网站查询。",
        "《现代汉语词典》；《第一批异形词整理表》",
        _mistyped,
    ),
    StyleRule(
        "style.rights",
        Severity.WARNING,
        "“权利”与“权力”可能用错了",
        "公民、法人依法享有的是“权利”，机关依法行使的是“权力”",
        "保障随迁子女接受义务教育的权力。",
        "保障随迁子女接受义务教育的权利，规范行政权力运行，接受监督的权力才是负责任的权力。",
        "《中华人民共和国宪法》第二章",
        matching(
            "(?<=教育的|知情的|信息的|公民的|子女的|儿童的|学生的)权力|(?<=申请人的|当事人的)权力"
            "|(?:行政|公共|执法)权利(?=运行|清单|事项)",
            inside_titles=True,
        ),
    ),
    StyleRule(
        "style.sent_to",
        Severity.NOTICE,
        "版记里写作“送”",
        "公文的版记只有“主送”“抄送”两种",
        "送：柳州市政务公开领导小组办公室",
        "抄送：柳州市政务公开领导小组办公室",
        f"{LAYOUT}，7.4",
        matching("^送[：:]", roles=(ParagraphRole.TEXT,)),
    ),
)
