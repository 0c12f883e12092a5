"""Findings of a report that somebody else made → the same with ways out that do not ask for our program.

The checks speak to whoever builds a report here: of placeholders, of ledgers, of settings. An agency
that sent a file has none of these; what it can mend is its report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.diagnostics import Finding

_TEXT_AND_TABLES: Final = "请核对正文和统计表；口径不同的，请在文中说明"
# Every code of a review whose way out, as the checks word it, leads through our program.
REMEDIES: Final[Mapping[str, str]] = {
    "text.requests": _TEXT_AND_TABLES,
    "text.disputes": _TEXT_AND_TABLES,
    "text.figures": _TEXT_AND_TABLES,
    "text.section_count": "请改正这一句，或者补上缺少的部分",
    "text.unfilled": "请填上实际的内容",
    "text.year": "请核对；是往年的文字没有改的，请改正",
    "statistics.carry_over": "请与上年的报告核对：上年结转应当等于上年的结转下年度，不等的请说明",
    "statistics.in_force": "请核对本年制发、废止的件数和上年的现行有效件数",
}


def for_the_agency(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each with what the agency is to mend in its report."""
    for each in findings:
        remedy = REMEDIES.get(each.code, each.remedy)
        yield replace(each, remedy=remedy) if each.remedy else each
