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

_ONE_BY_ONE: Final = (*brackets.RULES, *titles.RULES, *dashes.RULES, *repeats.RULES)
# The rules that need no passage but the one they look at, and forbid nothing that a cell may do: it spreads
# its letters, ends as it likes and pads its dates.
ALONE: Final = frozenset(rule.code for rule in _ONE_BY_ONE) | {
    "style.estimate",
    "style.comma_between_marked",
    "style.ordinal_hanzi",
    "style.ordinal_arabic",
    "style.ordinal_brackets",
    "style.mixed_number",
    "style.range_units",
    "style.decimal",
    "style.full_width_digits",
    "style.split_figure",
    "style.hanzi_zero",
    "style.date_commas",
    "style.date_dots",
    "style.date_incomplete",
    "style.year_cut",
    "style.mistyped",
    "style.rights",
}
