"""Text → numbers of headings and items that jump, go back, or leave one out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.rule import PUNCTUATION, StyleBreach, StyleRule, running
from report_builder.diagnostics import Severity
from report_builder.quantities import chinese_ordinal
from report_builder.reports.headings import NUMERAL
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.lint.passages import Passage, Text
    from report_builder.reports.headings import HeadingNumber

_MEASURE: Final = re.compile(f"(?:^|(?<=[，。；：]))(?P<at>({NUMERAL}{{1,2}})是)")
_LARGEST: Final = 99
_ORDER: Final = {chinese_ordinal(count): count for count in range(1, _LARGEST + 1)}


def _numbered(text: Text, roles: tuple[ParagraphRole, ...]) -> Iterator[tuple[Passage, HeadingNumber]]:
    for each in running(text, roles):
        if ordinal := each.ordinal:
            yield each, ordinal


def _climbs(text: Text) -> Iterator[StyleBreach]:
    first = 0
    for each, ordinal in _numbered(text, (ParagraphRole.HEADING,)):
        first = first or ordinal.level
        if ordinal.level < first:
            yield StyleBreach(each, 0, ordinal.end)


def _skips(text: Text) -> Iterator[StyleBreach]:
    above = 0
    for each, ordinal in _numbered(text, (ParagraphRole.HEADING,)):
        if above and ordinal.level > above + 1:
            yield StyleBreach(each, 0, ordinal.end)
        above = ordinal.level


def _gaps(text: Text) -> Iterator[StyleBreach]:
    """Ordinals that are neither the first nor the next; one before which none stands may be quoted.

    What goes on from the place of a wrong one, as if that were right, is not told again.
    """
    counts: dict[int, tuple[int, int]] = {}  # of each level what was written last, and what it stands for
    for each, ordinal in _numbered(text, (ParagraphRole.HEADING, ParagraphRole.TEXT)):
        last, meant = counts.get(ordinal.level, (0, 0))
        counts = {level: count for level, count in counts.items() if level < ordinal.level}
        is_next = not last or ordinal.count in {1, last + 1, meant + 1}
        counts[ordinal.level] = (ordinal.count, ordinal.count if is_next else meant + 1)
        if not is_next or each.is_misnumbered:
            yield StyleBreach(each, 0, ordinal.end)
    for each in running(text, (ParagraphRole.TEXT,)):
        yield from _measure_gaps(each)


def _measure_gaps(each: Passage) -> Iterator[StyleBreach]:
    """一是, 二是 in one paragraph."""
    last = 0
    for measure in _MEASURE.finditer(each.bare):
        count = _ORDER.get(measure[2], 0)
        if last and count not in {1, last + 1}:
            yield StyleBreach(each, *measure.span("at"))
        last = count


RULES: Final = (
    StyleRule(
        "style.level_climb",
        Severity.WARNING,
        "标题的序号越过了开头用的层次",
        "层次依次是一、（一）1.（1）①，可以从任一层开始，但不能再用比开头更高的层次",
        "## （一）总体情况\n本年度公开信息139条。\n# 一、存在的问题\n公开不够及时。",
        "# 一、总体情况\n## （一）公开情况\n本年度公开信息139条。\n# 二、存在的问题\n公开不够及时。",
        f"{PUNCTUATION}，B.3.8",
        _climbs,
    ),
    StyleRule(
        "style.level_skip",
        Severity.NOTICE,
        "标题的层次跳过了一级",
        "“一、”下面一般先用“（一）”，再用“1.”",
        "# 一、总体情况\n### 1.公开情况\n本年度公开信息139条。",
        "# 一、总体情况\n## （一）公开情况\n### 1.政策文件\n本年度公开信息139条。",
        f"{PUNCTUATION}，B.3.8",
        _skips,
    ),
    StyleRule(
        "style.ordinal_gap",
        Severity.WARNING,
        "序号不连续",
        "同一层的序号从一开始，依次编排，不能缺号、重号",
        "1.发布政策文件。\n2.发布政策解读。\n4.发布年度报告。",
        "1.发布政策文件。\n2.发布政策解读。\n3.发布年度报告。",
        f"{PUNCTUATION}，B.3.8",
        _gaps,
    ),
)
