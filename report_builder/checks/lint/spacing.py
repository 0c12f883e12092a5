"""Text → spaces and empty paragraphs that stand where layout should, or by a slip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.passages import HAN
from report_builder.checks.lint.rule import (
    LAYOUT,
    NUMERALS,
    StyleBreach,
    StyleRule,
    both,
    compiled,
    matching,
    only_with,
    running,
)
from report_builder.diagnostics import Severity
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.lint.passages import Text

# A tab within a line is layout, as between a number and those who sign; one that begins it is an indent.
_SPACES: Final = " \u3000\u00a0"
_SPACE: Final = f"[{_SPACES}]"
_BLANKS: Final = " \u00a0"
_BLANK: Final = rf"(?<={HAN})[{_BLANKS}]+(?={HAN})"
_SPACED_OUT: Final = rf"{HAN}(?:{_SPACE}+{HAN}(?!{HAN})){{2,}}"
# Agencies that issue together are parted by a space: 中共中央办公厅 国务院办公厅.
_AGENCY: Final = (
    "办公厅|办公室|委员会|政府|党委|党组|团委|妇联|工会|中心|法院|检察院|[省市县区镇乡部党]委"
    "|[部局厅署院会处办]"
)
_ISSUER: Final = re.compile(rf"(?:{_AGENCY})$")
_NEXT_ISSUER: Final = rf"{HAN}{{1,24}}?(?:{_AGENCY})"
_SENTENCE_ENDS: Final = ("。", "！", "？", "；")


def _between_words(text: Text) -> Iterator[StyleBreach]:
    for each in running(text):
        for blank in compiled(_BLANK).finditer(each.bare):
            if not _parts_issuers(each.bare, blank) and not _is_spaced_out(each.bare, blank):
                yield StyleBreach(each, blank.start() - 1, blank.end() + 1)


def _parts_issuers(text: str, blank: re.Match[str]) -> bool:
    """Whether the space stands between two agencies that issue together."""
    before, after = text[max(0, blank.start() - 4) : blank.start()], text[blank.end() :][:30]
    return bool(_ISSUER.search(before) and compiled(_NEXT_ISSUER).match(after))


def _is_spaced_out(text: str, blank: re.Match[str]) -> bool:
    """Whether the space is one of those that set letters apart, which another rule tells."""
    around = text[max(0, blank.start() - 6) : blank.end() + 6]
    return bool(compiled(_SPACED_OUT).search(around))


def _blank_paragraphs(text: Text) -> Iterator[StyleBreach]:
    """An empty paragraph between two of running text; around titles and signatures it has its place."""
    for before, each, after in zip(text, text[1:], text[2:], strict=False):
        ends = [
            side.role is ParagraphRole.TEXT and side.text.rstrip().endswith(_SENTENCE_ENDS)
            for side in (before, after)
        ]
        if each.role is ParagraphRole.TEXT and not each.text.strip() and all(ends):
            yield StyleBreach(each, 0, len(each.text))


RULES: Final = (
    StyleRule(
        "style.stray_space",
        Severity.WARNING,
        "多了空格",
        "汉字之间、标点前后不加空格；联合发文机关名称之间的空格除外",
        "查看《 政策解读： 招生政策》。 2016年9月公布，共5 篇 解读。",
        "中共中央办公厅 国务院办公厅印发了《政策解读：降低门槛 简化手续》，1. 截至年底。",
        f"{LAYOUT}，7.3.3",
        both(
            only_with(
                _SPACES,
                matching(
                    rf"(?<=[，。；：、！？（《“〔]){_SPACE}+(?=\S)|(?<=\S){_SPACE}+(?=[，。；：、！？）》”〕])"
                    rf"|(?<=[）》”〕]){_SPACE}+(?={HAN})",
                    inside_titles=True,
                ),
            ),
            only_with(_BLANKS, _between_words),
        ),
    ),
    StyleRule(
        "style.digit_space",
        Severity.NOTICE,
        "数字和汉字之间多了空格",
        "数字和汉字之间不用打空格，排版时自会留出间隙",
        "全年公开 139 条。",
        "全年公开139条，电话 0772-2822960。",
        f"{NUMERALS}，5.1.7",
        only_with(
            " ",
            matching(rf"(?<={HAN}) +(?=\d{{1,15}}(?![\d\-\s]))|(?<=\d) +(?={HAN})"),
        ),
    ),
    StyleRule(
        "style.indent_spaces",
        Severity.NOTICE,
        "段首用空格缩进",
        "段首空两字用段落的“首行缩进”设置，不打空格",
        "　　市教育局认真落实要求。",
        "市教育局认真落实要求。",
        f"{LAYOUT}，7.3.3",
        matching(rf"^[{_SPACES}\t]+(?=[^\s\t][^\t]*$)", roles=(ParagraphRole.HEADING, ParagraphRole.TEXT)),
    ),
    StyleRule(
        "style.spaced_letters",
        Severity.WARNING,
        "用空格把字撑开",
        "署名、标题的位置用段落的对齐和缩进设置，字间不打空格",
        "柳  州  市  教  育  局",
        "柳州市教育局",
        f"{LAYOUT}，7.3.5",
        only_with(_SPACES, matching(rf"{HAN}(?:{_SPACE}+{HAN}){{3,}}(?!{HAN})")),
    ),
    StyleRule(
        "style.blank_paragraph",
        Severity.NOTICE,
        "正文两段之间空了一行",
        "正文各段之间不空行",
        "及时公开政策文件。\n\n认真办理各项申请。",
        "及时公开政策文件。\n认真办理各项申请。\n\n柳州市教育局",
        f"{LAYOUT}，5.2.2、7.3.3",
        _blank_paragraphs,
    ),
)
