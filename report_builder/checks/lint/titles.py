"""Text → names of documents with the wrong marks around them, or none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.passages import HAN, HIDDEN
from report_builder.checks.lint.rule import PUNCTUATION, StyleBreach, StyleRule, matching, running
from report_builder.diagnostics import Severity
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.lint.passages import Text

_BARE: Final = re.compile(
    f"关于(?:印发|转发|批转|公布|发布)《{HIDDEN}*》的(?:通知|通告|公告|意见|函|决定|批复)"
)
_NO_WORKS: Final = "会议|大会|座谈会|推进会|培训班|活动|许可证|身份证|执照|证书|奖状|公司|委员会|编辑部"
_DRAFTS: Final = "试行|暂行|草案|修订|修订草案|修订稿|征求意见稿|送审稿|修正案"


def _bare_titles(text: Text) -> Iterator[StyleBreach]:
    for each in running(text, (ParagraphRole.HEADING, ParagraphRole.TEXT)):
        for match in _BARE.finditer(each.bare):
            words = each.text[match.start() : match.end()]
            inner = words.replace("〈", "《").replace("〉", "》")
            head, _, rest = inner.partition("《")
            name, _, tail = rest.rpartition("》")
            yield StyleBreach(each, *match.span(), f"《{head}〈{name}〉{tail}》")


def _nested_titles(text: Text) -> Iterator[StyleBreach]:
    """《 inside 《》: the inner marks are 〈〉, and 《》 again one level below."""
    for each in running(text):
        depth: list[str] = []
        for mark in re.finditer("[《》〈〉]", each.text):
            if mark.group() in "》〉":
                depth = depth[:-1]
                continue
            if depth and depth[-1] == mark.group():
                yield StyleBreach(each, mark.start(), min(len(each.text), mark.end() + 8))
            depth.append(mark.group())


RULES: Final = (
    StyleRule(
        "style.bare_title",
        Severity.WARNING,
        "文件名称只有一部分加了书名号",
        "文件的全名加书名号，里面一层用单书名号",
        "出台了关于印发《招生工作方案》的通知。",
        "出台了《关于印发〈招生工作方案〉的通知》。",
        f"{PUNCTUATION}，4.15.3.1、4.15.3.5",
        _bare_titles,
    ),
    StyleRule(
        "style.nested_titles",
        Severity.WARNING,
        "书名号里又套双书名号",
        "书名号里面还要用书名号时，外面一层用双书名号，里面一层用单书名号",
        "转发《关于印发《招生工作方案》的通知》。",
        "转发《关于印发〈招生工作方案〉的通知》。",
        f"{PUNCTUATION}，4.15.3.5",
        _nested_titles,
    ),
    StyleRule(
        "style.mixed_titles",
        Severity.NOTICE,
        "并列的文件名称有的加书名号、有的不加",
        "并列的文件名称写法要一致",
        "学习《通知》、关于推进政务公开的意见。",
        "学习《通知》《关于推进政务公开的意见》和国务院办公厅《要点》。",
        f"{PUNCTUATION}，4.15.3.1",
        matching(rf"》(?:（[^（）]*）)?(?P<at>、{HAN}{{0,15}}?关于)"),
    ),
    StyleRule(
        "style.title_marks_misused",
        Severity.NOTICE,
        "会议、活动、证照或机构的名称加了书名号",
        "书名号用于书刊、文件等作品；会议、活动、证照、机构的名称不用书名号，需要时用引号",
        "召开《全市政务公开工作会议》，发放《营业执照》。",
        "召开全市政务公开工作会议，印发《会议纪要》。",
        f"{PUNCTUATION}，A.13.1",
        matching(f"《[^《》]{{0,60}}(?:{_NO_WORKS})》", inside_titles=True),
    ),
    StyleRule(
        "style.trial_mark",
        Severity.NOTICE,
        "“（试行）”“（草案）”放在了书名号外面",
        "“（试行）”等是文件名称一部分的，放在书名号里面",
        "执行《备案制度》（试行）。",
        "执行《备案制度（试行）》。",
        f"{PUNCTUATION}，A.13.4",
        matching(f"》[（(](?:{_DRAFTS})[）)]"),
    ),
)
