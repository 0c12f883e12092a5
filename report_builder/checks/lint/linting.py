"""A manuscript or a Word report → a finding for every place where its style departs from the standards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.checks.lint.passages import passage
from report_builder.checks.lint.rules import ALONE, RULES
from report_builder.diagnostics import Finding, Severity
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Collection

    from report_builder.checks.lint.passages import Text
    from report_builder.checks.lint.rule import StyleBreach, StyleRule
    from report_builder.reports.report import Report

_APART: Final = (ParagraphRole.CELL, ParagraphRole.ASIDE, ParagraphRole.CONTENTS)
# The rest of a fault that is everywhere is only counted.
_MOST_OF_ONE: Final = 30
_CONTEXT: Final = 12
_LONGEST_QUOTE: Final = 60


def lint_report(report: Report, switched_off: Collection[str] = (), sent_to: str = "") -> list[Finding]:
    """What is wrong with the style of a report; what its author did not write is left out.

    ``sent_to`` is whom the settings send it to: the line that says so is the format's own.
    """
    own = f"送：{''.join(sent_to.split())}" if sent_to.strip() else ""
    text = tuple(
        passage(each.text, each.place, each.role, each.level, is_misnumbered=each.is_misnumbered)
        for each in (*report.paragraphs, *report.beside)
        if each.place.file == report.file and not (own and "".join(each.text.split()) == own)
    )
    return lint_text(text, switched_off)


def lint_text(text: Text, switched_off: Collection[str] = ()) -> list[Finding]:
    """The findings of every rule that is not switched off, in the order of the text.

    Cells of tables and what stands beside the text are read by the rules that need no other passage.
    """
    apart = {
        number: replace(each, role=ParagraphRole.TEXT)
        for number, each in enumerate(text)
        if each.role in _APART
    }
    order = {id(each): number for number, each in (*enumerate(text), *apart.items())}
    found: list[tuple[int, int, Finding]] = []
    for rule in RULES:
        if rule.code in switched_off:
            continue
        spans = [*rule.find(text), *(rule.find(tuple(apart.values())) if rule.code in ALONE else ())]
        spans.sort(key=lambda span: (order[id(span.passage)], span.start))
        for number, span in enumerate(spans[:_MOST_OF_ONE], start=1):
            left = len(spans) - number if number == _MOST_OF_ONE else 0
            found.append((order[id(span.passage)], span.start, _finding(rule, span, left)))
    found.sort(key=lambda entry: entry[:2])
    return [finding for _, _, finding in found]


def _finding(rule: StyleRule, span: StyleBreach, left: int) -> Finding:
    """The finding for one span; ``left`` counts those of the same rule that are told no more."""
    quoted = span.is_quoted
    # A document's own name is exact: what its issuer wrote is not the report's fault.
    severity = Severity.NOTICE if quoted else rule.severity
    advice = f"可改为“{span.instead}”。" if span.instead else ""
    exact = "文件名称照原文引用的，不用改。" if quoted else ""
    rest = f"；同样的问题还有 {left} 处，没有一一列出" if left else ""
    return Finding(
        rule.code,
        severity,
        span.passage.place,
        f"{rule.title}：{_quote(span)}" if span.text.strip() else rule.title,
        f"原文：{_context(span)}{rest}" if span.passage.text.strip() else rest.lstrip("；"),
        f"{advice}{exact}{rule.explanation}（{rule.clause}）",
    )


def _quote(span: StyleBreach) -> str:
    words = span.text if len(span.text) <= _LONGEST_QUOTE else f"{span.text[:_LONGEST_QUOTE]}……"
    return f"“{words.strip()}”"


def _context(span: StyleBreach) -> str:
    """The words at fault among their neighbours."""
    text = span.passage.text
    start, end = (
        max(0, span.start - _CONTEXT),
        min(len(text), span.end + _CONTEXT, span.start + _LONGEST_QUOTE),
    )
    words = text[start:end].replace("\n", " ").strip()
    return f"{'……' if start else ''}{words}{'……' if end < len(text) else ''}"
