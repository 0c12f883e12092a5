"""Text → titles, headings and captions with the wrong marks or form, and openings that name them wrongly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.rule import LAYOUT, PUNCTUATION, StyleBreach, StyleRule, matching, running
from report_builder.diagnostics import Severity
from report_builder.reports.headings import NUMERAL
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.lint.passages import Text

_REPORT_TITLE: Final = re.compile(r".+(?:19|20)\d\d年政府信息公开工作年度报告")
_PARTS: Final = re.compile(rf"(?:{NUMERAL}{{1,3}}|\d{{1,3}})个?部分")
_FEWEST: Final = 2


def _title_form(text: Text) -> Iterator[StyleBreach]:
    """A title over several lines is one title."""
    title = list(running(text, (ParagraphRole.TITLE,)))
    whole = re.sub(r"\s+", "", "".join(each.text for each in title))
    if "政府信息公开" in whole and whole.endswith("报告") and not _REPORT_TITLE.fullmatch(whole):
        yield StyleBreach(title[0], 0, len(title[0].text))


def _listed(text: Text) -> Iterator[StyleBreach]:
    """Headings of the first level that the opening's list of parts words differently."""
    headings = [each for each in text if each.role is ParagraphRole.HEADING and each.level == 1]
    if not headings:
        return
    opening = [each.text for each in text[: text.index(headings[0])] if _PARTS.search(each.text)]
    for part in opening:
        named = [each for each in headings if each.heading.rstrip("。") in part]
        if len(named) < _FEWEST or "、" not in part:
            continue
        for each in headings:
            if each not in named:
                yield StyleBreach(each, 0, len(each.text))


RULES: Final = (
    StyleRule(
        "style.heading_end",
        Severity.WARNING,
        "单独成行的标题末尾用了标点",
        "标题末尾不用标点；标题后面紧接正文的，才用句号",
        "## （一）落实要求，优化信息公开工作机制。\n市教育局认真落实要求。",
        "## （一）落实要求，优化工作机制\n市教育局认真落实。\n（二）加强监督。认真执行审查程序，一事一审。",
        f"{PUNCTUATION}，B.4",
        matching("[。；，、：]$", roles=(ParagraphRole.TITLE, ParagraphRole.HEADING)),
    ),
    StyleRule(
        "style.title_mark",
        Severity.WARNING,
        "公文标题里用了标点",
        "公文标题中除法规、规章名称加书名号外，一般不用标点符号",
        "% 柳州市教育局，2016年政府信息公开工作年度报告",
        "% 柳州市教育局2016年政府信息公开工作年度报告",
        f"{LAYOUT}，7.3.1；《党政机关公文处理工作条例》",
        matching("[，。；：！？](?!$)", roles=(ParagraphRole.TITLE,)),
    ),
    StyleRule(
        "style.title_form",
        Severity.WARNING,
        "年度报告的标题不是规定的写法",
        "标题写作“单位全称＋年份＋年政府信息公开工作年度报告”",
        "% 柳州市教育局2016年度信息公开年报\n% 政府信息公开报告",
        "% 柳州市教育局2016年政府信息公开\n% 工作年度报告",
        "各级年度报告通行的写法",
        _title_form,
    ),
    StyleRule(
        "style.caption_end",
        Severity.WARNING,
        "图或表的题注末尾用了句号",
        "图、表的短语式说明末尾不用句号，中间有句号的也不用",
        "表1　政府信息公开情况统计表。",
        "表1　政府信息公开情况统计表",
        f"{PUNCTUATION}，A.1",
        matching(r"^[图表]\s?\d{1,3}(?:-\d{1,3})?[\s　][^。]{1,60}(?P<at>。)$"),
    ),
    StyleRule(
        "style.headings_listed",
        Severity.WARNING,
        "这个标题与开头列出的各部分名称不一致",
        "开头逐一列出各部分的，名称要与正文标题一字不差",
        "共三个部分：总体情况、收费情况、其他事项。\n# 一、总体情况\n# 二、收费情况\n# 三、需要说明的事项",
        "共三个部分：总体情况、收费情况、其他事项。\n# 一、总体情况\n# 二、收费情况\n# 三、其他事项",
        "前后一致",
        _listed,
    ),
)
