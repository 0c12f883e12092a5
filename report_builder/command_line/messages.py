"""Findings and results → the lines that a person reads on the screen, or JSON for a program."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import asdict

from report_builder import __version__
from report_builder.command_line.call_spelling import spell_call
from report_builder.diagnostics import Severity
from report_builder.visible_text import visible_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from report_builder.diagnostics import Finding, Place
    from report_builder.pipeline import BuildResult

_CELL: Final = re.compile(r"(?P<column>[A-Z]+)(?P<row>[0-9]+)", re.ASCII)
_KILO: Final = 1000
_MEGA: Final = 1_000_000


def group_findings(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings by file, in the order of their first mention, and by place within a file."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.place.file if finding.place else "", []).append(finding)
    return [(file, _by_place(group)) for file, group in files.items()]


def _by_place(findings: list[Finding]) -> list[Finding]:
    """The findings of one file from its beginning to its end; its sheets stay in the order of mention."""
    sheets = list(dict.fromkeys(_section(finding.place) for finding in findings if finding.place))

    def position(finding: Finding) -> tuple[int, int, int, str]:
        place = finding.place
        if place is None:
            return 0, 0, 0, ""
        cell = _CELL.fullmatch(place.cell)
        row = int(cell["row"]) if cell else place.line or place.paragraph or 0
        column = cell["column"] if cell else ""
        return sheets.index(_section(place)), row, len(column), column

    return sorted(findings, key=position)


def _section(place: Place) -> tuple[str, str]:
    """A workbook's sheet, or a part of a Word file that has no numbered paragraphs."""
    return place.sheet, place.part


def list_findings(findings: Iterable[Finding]) -> list[str]:
    """Every finding in full, file by file, a blank line after each file: what a pipe is given."""
    return [
        line for _, group in group_findings(findings) for line in (*(str(finding) for finding in group), "")
    ]


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
        rows.append((name, f"{spell_size(size)}{pages}"))
    return rows


def value_json(value: object, *, ascii_only: bool = False) -> str:
    """A result, values within it and all, for a program to read."""
    return visible_json(json.dumps(value, ensure_ascii=ascii_only, indent=2, default=_plain))


def _plain(value: object) -> object:
    """A value as its fields, anything else as its text."""
    return asdict(value) if isinstance(value, Struct) else str(value)


def fault_message(error: Exception, arguments: Sequence[str], log: Path | None) -> str:
    """What to do about a fault of our own, for somebody who cannot read a traceback; ``log`` tells of it."""
    again = spell_call(["--traceback", *(argument for argument in arguments if argument != "--traceback")])
    if isinstance(error, ImportError):
        return f"程序的部件不全或者版本不合（{error}）。\n请运行：{spell_call(['doctor'])}"
    if log is None:
        send = f"请再运行一次：{again}\n并把显示的全部内容连同版本号 {__version__} 发给提供本程序的人。"
    else:
        send = f"请把这个文件发给提供本程序的人（里面没有您填写的内容）：{log}"
    return f"程序内部出错（{type(error).__name__}），不是您填写的问题。\n{send}"


def spell_size(count: int) -> str:
    """A file's size in KB, or in MB where it is large."""
    if count >= _MEGA:
        return f"{count / _MEGA:.1f} MB"
    return f"{max(1, round(count / _KILO))} KB"
