"""Text → lists whose commas, colons, semicolons or ends are not as the standard has them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.passages import HAN, HIDDEN
from report_builder.checks.lint.rule import (
    NUMERALS,
    PUNCTUATION,
    StyleBreach,
    StyleRule,
    matching,
    only_with,
    running,
)
from report_builder.diagnostics import Severity
from report_builder.reports.headings import NUMERAL
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.checks.lint.passages import Passage, Text

_DIGITS: Final = "一二三四五六七八九"
_ARABIC: Final = "123456789"
# An entry may have a note in brackets; where one has, 顿号 is right throughout (4.5.3.5).
_TITLES: Final = re.compile(f"(?:《{HIDDEN}*》(?:（[^（）]*）)?、?)+")
_QUOTES: Final = re.compile("(?:“[^“”]*”(?:（[^（）]*）)?、?)+")
_MEASURE: Final = re.compile(f"(?:^|(?<=[，。；：])){NUMERAL}{{1,2}}是")
_LABELS: Final = re.compile(
    r"(?:地址|电话|传真|邮编|编码|邮箱|邮件|网址|网站|联系人|联系|微信|微信号|时间|地点|依据|单位|附件|\d)$"
)
_LONGEST_LABEL: Final = 4


def _is_estimate(match: re.Match[str]) -> bool:
    """Whether two numerals follow each other, as an estimate's do."""
    low, high = ((_ARABIC if match[group] in _ARABIC else _DIGITS).index(match[group]) for group in (1, 2))
    return high == low + 1


def _between_marked(text: Text) -> Iterator[StyleBreach]:
    for each in running(text):
        for entries in (_TITLES, _QUOTES):
            for run in entries.finditer(each.bare):
                if "）" in run.group():
                    continue
                for comma in re.finditer("(?<=[》”])、(?=[《“])", run.group()):
                    yield StyleBreach(each, run.start() + comma.start() - 1, run.start() + comma.end() + 1)


def _inner_stops(text: Text) -> Iterator[StyleBreach]:
    """A list of 一是, 二是 in one paragraph, whose items end in 分号 though one has a 句号 inside."""
    for each in running(text, (ParagraphRole.TEXT,)):
        starts = [measure.start() for measure in _MEASURE.finditer(each.bare)]
        items = [each.bare[start:end] for start, end in pairwise((*starts, len(each.bare)))]
        if any("。" in item[:-1] for item in items[:-1]):
            for start, item in zip(starts, items, strict=True):
                if item.endswith("；"):
                    yield StyleBreach(each, start, start + len(item))


def _list_ends(text: Text) -> Iterator[StyleBreach]:
    for items in _lists(text):
        ends = [item.bare.rstrip()[-1:] for item in items]
        if "；" not in ends:
            continue
        if any("。" in item.bare.rstrip()[:-1] for item in items):
            faulty = [item for item, end in zip(items, ends, strict=True) if end == "；"]
        else:
            faulty = [item for item, end in zip(items[:-1], ends[:-1], strict=True) if end == "。"]
            faulty += items[-1:] if ends[-1] == "；" else []
        for item in faulty:
            length = len(item.text.rstrip())
            yield StyleBreach(item, max(0, length - 8), length)


def _lists(text: Text) -> Iterator[Sequence[Passage]]:
    """Runs of paragraphs numbered alike."""
    items: list[Passage] = []
    for each in (*text, None):
        ordinal = each.ordinal if each is not None and each.role is ParagraphRole.TEXT else None
        if items and (ordinal is None or (first := items[0].ordinal) is None or ordinal.level != first.level):
            if len(items) > 1:
                yield items
            items = []
        if ordinal is not None and each is not None:
            items.append(each)


def _colons(text: Text) -> Iterator[StyleBreach]:
    """Two colons in one sentence, but for the labels of particulars and ratios."""
    for each in running(text, (ParagraphRole.TEXT,)):
        for match in re.finditer("(?<!：)：([^。；！？：（）“”\n]+)：", each.bare):
            before = each.bare[max(0, match.start() - _LONGEST_LABEL) : match.start()]
            if not (_LABELS.search(before) or _LABELS.search(match[1])):
                yield StyleBreach(each, match.start(), match.end())


RULES: Final = (
    StyleRule(
        "style.estimate",
        Severity.WARNING,
        "概数的两个数字之间用了顿号，或者用了阿拉伯数字",
        "相邻两个数字连用表示概数的，用汉字，中间不用顿号",
        "每个科室有三、四个人负责。",
        "每个科室有三四个人负责，涉及二、三产业，第三、四个季度公布。",
        f"{PUNCTUATION}，4.5.3.4；{NUMERALS}，4.2.2、5.2.1",
        matching(
            rf"(?<![第{_DIGITS}十百\d、])([{_DIGITS}\d])、([{_DIGITS}\d])(?=个|次|天|件|名|岁|倍)",
            accept=lambda match: "0" not in match.groups() and _is_estimate(match),
        ),
    ),
    StyleRule(
        "style.comma_between_marked",
        Severity.WARNING,
        "并列的书名号或引号之间用了顿号",
        "并列的《》之间、“”之间通常不用顿号；其中一项带有括注的除外",
        "落实《条例》、《要点》，做好“发布”、“解读”工作。",
        "落实《条例》《要点》和《意见》（国办发〔2016〕8号）、《办法》（国办发〔2016〕9号）。",
        f"{PUNCTUATION}，4.5.3.5",
        _between_marked,
    ),
    StyleRule(
        "style.inner_stop",
        Severity.WARNING,
        "分项之间用分号，分项里面却有句号",
        "分项内部已有句号的，各项末尾都用句号，不用分号",
        "一是加强领导。明确责任；二是加强培训；三是加强检查。",
        "一是加强领导，明确责任；二是加强培训；三是加强检查。",
        f"{PUNCTUATION}，4.6.3.3、A.5",
        _inner_stops,
    ),
    StyleRule(
        "style.list_ends",
        Severity.WARNING,
        "并列各项末尾的标点不一致",
        "各项之间用分号的，最后一项用句号；有一项里面有句号的，各项末尾都用句号",
        "1.发布政策文件；\n2.发布政策解读。\n3.发布年度报告。",
        "1.发布政策文件；\n2.发布政策解读；\n3.发布年度报告。",
        f"{PUNCTUATION}，4.6.3.3、A.5",
        _list_ends,
    ),
    StyleRule(
        "style.colon_in_colon",
        Severity.NOTICE,
        "一个冒号的范围里又用了冒号",
        "一个句子里应避免套用冒号，可改用逗号或者另起一句",
        "工作有以下特点：一个变化：公开更加及时。",
        "工作有以下特点：一是公开更加及时。联系电话：0772-2822960，地址：文惠路87号，男女之比是：3：2。",
        f"{PUNCTUATION}，4.7.3.5",
        _colons,
    ),
    StyleRule(
        "style.first_comma",
        Severity.WARNING,
        "“首先”“第一”后面用了顿号",
        "“首先”“其次”“第一”“第二”等后面用逗号",
        "首先、要统一思想；第二、要明确责任。",
        "首先，要统一思想；第二，要明确责任，第一、二季度完成。",
        f"{PUNCTUATION}，B.3.1",
        matching(rf"(?:^|(?<=[，。；：]))(?:首先|其次|再次|最后|第{NUMERAL}(?=、(?!第?{NUMERAL})))、"),
    ),
    StyleRule(
        "style.measure_comma",
        Severity.WARNING,
        "“一是”“二是”后面用了标点",
        "“一是”“二是”后面不用标点",
        "一是，加强领导；二是，加强培训。",
        "一是加强领导；二是加强培训。",
        f"{PUNCTUATION}，B.3.7",
        matching(rf"(?:^|(?<=[，。；：]))({NUMERAL}{{1,2}}是)[，、：]", r"\1"),
    ),
    StyleRule(
        "style.ordinal_hanzi",
        Severity.WARNING,
        "“一”“二”等序号后面没有用顿号",
        "不带括号的汉字数字作序号，后面用顿号",
        "一.总体情况",
        "一、总体情况",
        f"{PUNCTUATION}，B.3.2",
        only_with(".．，,", matching(rf"^({NUMERAL}{{1,3}})[.．，,](?={HAN})", r"\1、")),
    ),
    StyleRule(
        "style.ordinal_arabic",
        Severity.WARNING,
        "“1”“2”等序号后面用了顿号",
        "不带括号的阿拉伯数字作序号，后面用下脚点",
        "1、发布政策文件。",
        "1.发布政策文件。",
        f"{PUNCTUATION}，B.3.3",
        matching(r"^(\d{1,2})、(?!\d)", r"\1."),
    ),
    StyleRule(
        "style.ordinal_brackets",
        Severity.WARNING,
        "带括号的序号后面又用了标点",
        "（一）（1）这样的序号后面不用标点",
        "（一）、发布政策文件。",
        "（一）发布政策文件。",
        f"{PUNCTUATION}，B.3.4",
        matching(rf"^([（(](?:{NUMERAL}{{1,3}}|\d{{1,2}})[）)])[、，．.,：:]", r"\1"),
    ),
)
