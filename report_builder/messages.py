"""Findings and results → the lines that a person reads on the screen, or JSON for a program."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.diagnostics import Finding
    from report_builder.pipeline import BuildResult

_KILO: Final = 1000
_MEGA: Final = 1_000_000


def list_findings(findings: Sequence[Finding]) -> list[str]:
    """The findings file by file, in the order of their first mention, a blank line after each file."""
    files = list(dict.fromkeys(_file(finding) for finding in findings))
    ordered = sorted(findings, key=lambda finding: files.index(_file(finding)))
    lines: list[str] = []
    for _, group in groupby(ordered, key=_file):
        lines += [*(str(finding) for finding in group), ""]
    return lines


def count_findings(findings: Iterable[Finding]) -> str:
    """How many findings of each severity there are: ``错误 2 处、提示 1 处``; ``没有发现问题`` for none."""
    severities = [finding.severity for finding in findings]
    counts = [f"{each.label} {severities.count(each)} 处" for each in Severity if each in severities]
    return "、".join(counts) or "没有发现问题"


def summarise(result: BuildResult) -> list[tuple[str, str]]:
    """What was built, a row a file: its name, its size and, for the PDF, its pages."""
    rows = []
    for name, size in result.sizes.items():
        pages = f"，共 {result.pages} 页" if name.endswith(".pdf") else ""
        rows.append((name, f"{_size(size)}{pages}"))
    return rows


def findings_json(
    findings: Iterable[Finding], result: BuildResult | None = None, *, ascii_only: bool = False
) -> str:
    """The findings, and what was built, for a program to read."""
    outputs = [] if result is None else [{"name": name, "bytes": size} for name, size in result.sizes.items()]
    report = {
        "findings": [asdict(finding) for finding in findings],
        "folder": None if result is None else str(result.folder),
        "outputs": outputs,
        "pages": None if result is None else result.pages,
    }
    return json.dumps(report, ensure_ascii=ascii_only, indent=2)


def _file(finding: Finding) -> str:
    return finding.place.file if finding.place else ""


def _size(count: int) -> str:
    if count >= _MEGA:
        return f"{count / _MEGA:.1f} MB"
    return f"{max(1, round(count / _KILO))} KB"
