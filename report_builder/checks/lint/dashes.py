"""Text → hyphens, dashes and waves that stand for one another."""

from __future__ import annotations

from typing import Final

from report_builder.checks.lint.passages import HAN
from report_builder.checks.lint.rule import PUNCTUATION, StyleRule, matching, only_with
from report_builder.diagnostics import Severity

_YEAR: Final = r"(?:19|20)\d\d"
_DAY: Final = r"\d{1,2}月(?:\d{1,2}日)?"
_MOMENT: Final = rf"(?:{_YEAR}年(?:{_DAY})?|{_DAY})"

RULES: Final = (
    StyleRule(
        "style.span_hyphen",
        Severity.WARNING,
        "起止的时间或数值之间用了短横线",
        "时间的起止用一字线，数值的范围用浪纹线或者一字线",
        "实施期限（2015-2020年），每校5-10人。",
        "实施期限（2015—2020年），每校5～10人，于2016-08-05公布，电话0772-2822960。",
        f"{PUNCTUATION}，4.13.3",
        matching(
            rf"(?<![\d\-/ ])(?:{_YEAR}年?-{_YEAR}年|{_MOMENT}-{_MOMENT}|\d{{1,2}}-{_DAY}"
            rf"|\d+(?:\.\d+)?[%％]?-\d+(?:\.\d+)?(?=[个件条次人名天项篇户%％万亿元岁]))"
        ),
    ),
    StyleRule(
        "style.span_long_dash",
        Severity.WARNING,
        "起止的时间之间用了破折号",
        "时间的起止用一字线，一字线占一个字的位置",
        "2016年1月——12月共公开139条。",
        "2016年1月—12月共公开139条，目标只有一个——公开。",
        f"{PUNCTUATION}，4.13.3",
        matching(rf"({_MOMENT})(?:——|--)(?={_MOMENT}|\d)"),
    ),
    StyleRule(
        "style.number_dash",
        Severity.WARNING,
        "电话号码或者图表编号用了一字线",
        "电话号码、门牌号码、图表编号中间用短横线",
        "联系电话：0772—2822960，见表2—8。",
        "联系电话：0772-2822960，见表2-8。",
        f"{PUNCTUATION}，4.13.3",
        matching(r"(?<!\d)(0\d{2,3})[—–－―]+(\d{7,8})(?!\d)|(?<=[图表])\d{1,2}[—–－]\d{1,2}(?!\d)"),
    ),
    StyleRule(
        "style.wave",
        Severity.WARNING,
        "浪纹线用了西文的“~”",
        "浪纹线写作“～”，占一个字的位置",
        "每校5~10人。",
        "每校5～10人。",
        f"{PUNCTUATION}，4.13.2",
        matching(r"(?<=[\d%％年月日])~+(?=\d)", "～"),
    ),
    StyleRule(
        "style.dash_form",
        Severity.WARNING,
        "破折号写成了西文的连字符",
        "破折号写作“——”，占两个字的位置",
        "目标只有一个--公开。",
        "目标只有一个——公开。",
        f"{PUNCTUATION}，4.10.2",
        only_with(["--"], matching(rf"(?<=[{HAN[1:-1]}”》，])-{{2,}}(?=[{HAN[1:-1]}“《])", "——")),
    ),
)
