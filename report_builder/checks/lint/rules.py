"""Every rule of style, family by family, in the order in which they are told."""

from __future__ import annotations

from typing import Final

from report_builder.checks.lint import (
    brackets,
    dashes,
    dates,
    headings,
    levels,
    lists,
    numerals,
    repeats,
    spacing,
    titles,
    wording,
)

# What a family is called in the documents.
FAMILIES: Final = {
    "标题": headings.RULES,
    "层次和序号": levels.RULES,
    "列举": lists.RULES,
    "括号、引号和其他标点": brackets.RULES,
    "书名号": titles.RULES,
    "连接号和破折号": dashes.RULES,
    "数字": numerals.RULES,
    "日期": dates.RULES,
    "空格和空行": spacing.RULES,
    "重复": repeats.RULES,
    "用词": wording.RULES,
}
RULES: Final = tuple(rule for family in FAMILIES.values() for rule in family)
