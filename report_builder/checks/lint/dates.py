"""Text → dates whose form the standard does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.rule import (
    LAYOUT,
    NUMERALS,
    PUNCTUATION,
    StyleBreach,
    StyleRule,
    matching,
    running,
)
from report_builder.diagnostics import Severity
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.lint.passages import Text

_YEAR: Final = r"(?:19|20)\d\d"
_LAST_DAY: Final = re.compile(rf"({_YEAR})年12月31日")


def _signed_on_the_last_day(text: Text) -> Iterator[StyleBreach]:
    """A date on a line of its own that is the last day of the year which the title names."""
    years = {year for each in running(text, (ParagraphRole.TITLE,)) for year in re.findall(_YEAR, each.text)}
    for each in running(text, (ParagraphRole.TEXT,)):
        match = _LAST_DAY.fullmatch(each.text.strip())
        if match and match[1] in years:
            yield StyleBreach(each, 0, len(each.text))


RULES: Final = (
    StyleRule(
        "style.date_commas",
        Severity.WARNING,
        "日期的年、月、日之间用了顿号",
        "阿拉伯数字的日期简写用短横线",
        "公开日期：2016、03、02",
        "公开日期：2016-03-02",
        f"{PUNCTUATION}，A.4.2",
        matching(rf"(?<!\d)({_YEAR})、(\d{{1,2}})、(\d{{1,2}})(?!\d)", r"\1-\2-\3"),
    ),
    StyleRule(
        "style.date_dots",
        Severity.WARNING,
        "日期的年、月、日之间用了点或斜线",
        "日期写作“2016年3月2日”或者“2016-03-02”",
        "于2016.3.2公布。",
        "于2016年3月2日公布。",
        f"{NUMERALS}，5.1.4",
        matching(rf"(?<![\d.])({_YEAR})([./])(\d{{1,2}})\2(\d{{1,2}})(?![\d.])", r"\1年\3月\4日"),
    ),
    StyleRule(
        "style.date_incomplete",
        Severity.WARNING,
        "只有年月的日期用了短横线",
        "年月日俱全的才能用短横线代替，只有年月的写作“2016年3月”",
        "于2016-03公布。",
        "于2016年3月公布，登记编号2016-001，按GB/T 9704-2012排版。",
        f"{NUMERALS}，5.1.4",
        matching(rf"(?<![\d\-])({_YEAR})-(0?[1-9]|1[0-2])(?![\d\-号])"),
    ),
    StyleRule(
        "style.year_cut",
        Severity.WARNING,
        "年份只写了两位数",
        "四位数的年份不能简写为两位",
        "16年12月公布，〇八年修订。",
        "2016年12月公布，近16年来连续公布，二〇〇八年修订。",
        f"{NUMERALS}，5.1.4、5.2.2",
        matching(
            r"(?<![\d第近约.])\d{2}年(?=\d{1,2}月|度)"
            r"|(?<![一二三四五六七八九〇零○])[〇零][一二三四五六七八九]年"
        ),
    ),
    StyleRule(
        "style.festival_dot",
        Severity.WARNING,
        "以月日命名的专名没有用间隔号",
        "“3·15”这样的名称，月和日之间用间隔号；汉字只有一月、十一月、十二月才用",
        "开展“3.15”宣传活动。",
        "开展“3·15”宣传活动，纪念“一·二八”和“五四”，阿卜杜拉·买买提参加。",
        f"{NUMERALS}，5.1.6",
        matching(r"“(\d{1,2})[.．、](\d{1,2})”(?!的?(?:倍|版))|“(一)[、.]?(二[八九]|二十[八九])”"),
    ),
    StyleRule(
        "style.padded_date",
        Severity.WARNING,
        "成文日期的月、日编了虚位",
        "成文日期用阿拉伯数字，月、日不编虚位（1不编为01）",
        "2017年01月05日",
        "2017年1月5日",
        f"{LAYOUT}，7.3.5.4",
        matching(rf"^\s*({_YEAR}年)(?=0\d月|\d{{1,2}}月0)0?(\d{{1,2}}月)0?(\d{{1,2}}日)\s*$", r"\1\2\3"),
    ),
    StyleRule(
        "style.signed_on_last_day",
        Severity.NOTICE,
        "成文日期是统计期限的最后一天",
        "成文日期是负责人签发的日期；统计到12月31日的报告，通常在下一年签发，请核对",
        "% 柳州市教育局2016年政府信息公开工作年度报告\n柳州市教育局\n2016年12月31日",
        "% 柳州市教育局2016年政府信息公开工作年度报告\n柳州市教育局\n2017年1月13日",
        f"{LAYOUT}，7.3.5；《党政机关公文处理工作条例》",
        _signed_on_the_last_day,
    ),
)
