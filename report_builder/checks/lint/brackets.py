"""Text → brackets, quotation marks and other marks of the wrong form, unpaired, nested or repeated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.passages import HAN
from report_builder.checks.lint.rule import (
    LAYOUT,
    PUNCTUATION,
    StyleBreach,
    StyleRule,
    both,
    matching,
    only_with,
    running,
)
from report_builder.diagnostics import Severity
from report_builder.reports.headings import NUMERAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.lint.passages import Passage, Text

_PAIRS: Final = {"）": "（", "》": "《", "〉": "〈", "”": "“", "’": "‘", "〕": "〔", "】": "【"}
_MARKS: Final = re.compile(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]")
# 1） and a） count the items of a list.
_COUNTING: Final = re.compile(r"(?:^|[，。；：、\s])[\da-zA-Z一二三四五六七八九十]{1,2}$")


def _unpaired(text: Text) -> Iterator[StyleBreach]:
    for each in running(text):
        yield from _unpaired_in(each)


def _unpaired_in(each: Passage) -> Iterator[StyleBreach]:
    opened: list[re.Match[str]] = []
    for mark in _MARKS.finditer(each.bare):
        sign = mark.group()
        if sign not in _PAIRS:
            opened.append(mark)
        elif opened and opened[-1].group() == _PAIRS[sign]:
            opened.pop()
        elif not _COUNTING.search(each.bare[max(0, mark.start() - 3) : mark.start()]):
            yield StyleBreach(each, mark.start(), mark.end())
    for mark in opened:
        yield StyleBreach(each, mark.start(), mark.end())


RULES: Final = (
    StyleRule(
        "style.document_brackets",
        Severity.WARNING,
        "发文字号的年份没有用六角括号",
        "发文字号的年份用六角括号〔〕括起来",
        "贯彻国办发[2016]8号文件精神。",
        "贯彻国办发〔2016〕8号文件精神。",
        f"{PUNCTUATION}，4.9.3.4",
        matching(r"[\[［(（【]((?:19|20)\d\d)[\]］)）】](\s?第?\d{1,9}号)", r"〔\1〕\2"),
    ),
    StyleRule(
        "style.document_number",
        Severity.WARNING,
        "发文字号的顺序号多了“第”字或虚位",
        "顺序号不加“第”字，不编虚位（1不编为01）",
        "贯彻国办发〔2016〕第08号文件精神。",
        "贯彻国办发〔2016〕8号文件精神。",
        f"{LAYOUT}，7.2.5",
        matching(r"〔(\d{4})〕(?:第0{0,9}|0{1,9})(\d{1,9})号", r"〔\1〕\2号"),
    ),
    StyleRule(
        "style.nested_brackets",
        Severity.NOTICE,
        "圆括号里又套圆括号",
        "同一形式的括号应尽量避免套用，里层可改用方括号、六角括号，或者改写句子",
        "按照有关意见（桂办发（含附件）文件）办理。",
        "按照有关意见（桂办发文件，含附件）办理，属于（见第（一）项）的除外。",
        f"{PUNCTUATION}，4.9.3.6",
        matching(rf"（[^（）]*(?P<at>（)(?!(?:{NUMERAL}{{1,9}}|\d{{1,9}})）)"),
    ),
    StyleRule(
        "style.nested_quotes",
        Severity.WARNING,
        "双引号里又套双引号",
        "引号里面还要用引号时，外面一层用双引号，里面一层用单引号",
        "他说：“要办好“一中心两馆”的查阅点。”",
        "他说：“要办好‘一中心两馆’的查阅点。”",
        f"{PUNCTUATION}，4.8.3.4",
        matching("“[^“”]*(?P<at>“)"),
    ),
    StyleRule(
        "style.straight_quotes",
        Severity.WARNING,
        "引号写成了西文的直引号",
        "中文用弯引号“”",
        '推进"互联网+政务服务"工作。',
        "推进“互联网+政务服务”工作。",
        f"{PUNCTUATION}，4.8.2",
        only_with('"', matching(rf'"(?=[^"]*{HAN})([^"]*)"', r"“\1”")),
    ),
    StyleRule(
        "style.unpaired_mark",
        Severity.WARNING,
        "括号、引号或书名号没有配对",
        "成对的标点前后各一个，缺了的补上，写反了的改正",
        "（国令第492号，以下简称《条例》的规定。",
        "（国令第492号，以下简称《条例》）的规定：1）公开；2）答复。",
        f"{PUNCTUATION}，4.8、4.9、4.15",
        _unpaired,
    ),
    StyleRule(
        "style.stop_in_brackets",
        Severity.WARNING,
        "句子里面的括号，括号内用了句号",
        "注释词语的括号在句内，括号里的话末尾不用句号",
        "共公开139条（含转载。），均已归档。",
        "共公开139条（含转载），均已归档。",
        f"{PUNCTUATION}，A.8",
        matching(r"(?P<at>。)[）)](?=[。，；：、])"),
    ),
    StyleRule(
        "style.remark_after_stop",
        Severity.NOTICE,
        "注释词语的括号放到了句号后面",
        "注释词语的括号放在句号前；注释整句的，括号里自有句号",
        "全年公开教育信息139条。（含转载）",
        "全年公开教育信息139条（含转载）。",
        f"{PUNCTUATION}，A.8",
        matching(
            rf"(?P<at>。（(?!(?:{NUMERAL}{{1,9}}|\d{{1,9}}|附件\d{{0,9}})）)[^（）。！？]{{1,40}}）)(?=。|$)"
        ),
    ),
    StyleRule(
        "style.half_width_mark",
        Severity.WARNING,
        "中文里用了西文（半角）标点",
        "汉字之间的标点用全角",
        "及时公开,不得拖延(涉密的除外).",
        "及时公开，不得拖延（涉密的除外）；10:30开会，详见www.lzedu.gov.cn。",
        f"{PUNCTUATION}，4.1至4.9",
        both(
            only_with(",;:?!", matching(rf"(?<=[{HAN[1:-1]}”》）])[,;:?!](?=[{HAN[1:-1]}“《（\s]|$)")),
            only_with("(", matching(rf"\((?=[^()]*{HAN})[^()]*\)")),
            only_with(".", matching(rf"(?<=[{HAN[1:-1]})])\.(?={HAN}|$)")),
        ),
    ),
    StyleRule(
        "style.repeated_mark",
        Severity.WARNING,
        "标点重复，或者两个标点连在一起",
        "只留一个",
        "及时公开，，接受监督，。",
        "及时公开，接受监督。",
        f"{PUNCTUATION}，4.1至4.7",
        matching(r"([，；：、])\1+|(?<!。)。。(?!。)|[，；：、][，。；：、]|。[，；：、]"),
    ),
    StyleRule(
        "style.ellipsis",
        Severity.WARNING,
        "省略号的形式不对",
        "省略号是六个连点，占两个字的位置",
        "招生、考试、资助。。。",
        "招生、考试、资助……",
        f"{PUNCTUATION}，4.11.2",
        matching(r"(?<!。)。{3,}|\.{3,}|(?<!…)…(?!…)|、{3,}", "……"),
    ),
    StyleRule(
        "style.ellipsis_and_so_on",
        Severity.WARNING,
        "省略号与“等”同时使用",
        "省略号和“等”“等等”意思相同，只用一个",
        "公开招生、考试、资助等……",
        "公开招生、考试、资助等。",
        f"{PUNCTUATION}，A.9.2",
        matching("等…{1,9}|(?<!…)…{1,9}等(?![级候待])"),
    ),
)
