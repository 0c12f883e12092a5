"""Files and folders as they were typed → the reports in them, each by its path, and what was left aside."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from report_builder.agencies.agency_folders import SUMMARY
from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.filing.recovering import is_interrupted, left_unfinished
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from report_builder.diagnostics import Findings

REVIEW: Final = "审核"
REPORTS: Final = frozenset({".docx", ".pdf"})
WORKBOOKS: Final = frozenset({".xlsx", ".xls", ".ods"})
NOT_READ: Final = {
    ".doc": "旧的 .doc 请先在 Word 或 WPS 里另存为 .docx",
    ".wps": "请先在 WPS 里另存为 .docx",
    ".odt": "请先另存为 .docx",
    ".ofd": "请交 Word 文件或者 PDF",
    ".jpg": "图片请交 Word 文件或者 PDF",
    ".jpeg": "图片请交 Word 文件或者 PDF",
    ".png": "图片请交 Word 文件或者 PDF",
    ".zip": "压缩包请先解开",
    ".rar": "压缩包请先解开",
    ".7z": "压缩包请先解开",
}
# What systems and office programs leave beside files: nobody handed it in.
_LEFT_BY_PROGRAMS: Final = re.compile(
    r"\..*|[~～]\$.*|~WR[LD]\d.*|desktop\.ini|thumbs\.db|__MACOSX|.*\.(?:lnk|tmp|bak|url)", re.IGNORECASE
)
# What an office sends about the reports, and what a program calls a file that nobody has named yet.
_NO_REPORT: Final = re.compile(
    r".*(?:通知|的函|复函|方案|名单|通讯录|联系表|登记表|花名册|模板|样表|样本|须知|说明|纪要)"
    r"(?:[（(].*)?|新建 .*(?:文档|工作表|文本文档).*"
)
DEEPEST: Final = 6  # folders within one another
_MOST_FILES: Final = 20_000
_BY_ITS_NAME: Final = "看文件名不是报告；确实是的，请改一个文件名"
# What comes of a review and of a sum, and what is kept aside, was handed in by nobody.
OUTCOMES: Final = frozenset({REVIEW, SUMMARY, "归档", "备份"})
# What a build keeps beside a report is nobody's report.
_NOT_ENTERED: Final = OUTCOMES | {"ledgers", "styles", "fonts", "data"}


def is_left_by_programs(name: str) -> bool:
    """Whether a file or a folder is one that a system or an office program has left there."""
    return _LEFT_BY_PROGRAMS.fullmatch(name) is not None


def reason_to_leave(path: Path, beside: Collection[str]) -> str:
    """Why a file is no report that can be read, and what to do; empty for one that may be.

    An old file is nobody's report where the same one lies ``beside`` it as a Word file or a PDF.
    """
    suffix = path.suffix.lower()
    if suffix in NOT_READ:
        is_there = any(f"{path.stem}{each}" in beside for each in REPORTS)
        return "" if is_there else NOT_READ[suffix]
    if suffix in REPORTS | WORKBOOKS and _NO_REPORT.fullmatch(path.stem):
        return _BY_ITS_NAME
    return ""


def find_received(typed: Sequence[Path], findings: Findings) -> tuple[Path, ...]:
    """The Word files and PDFs, sorted by path; files of other kinds are told as notices.

    Raises ``ReportError`` where there is none, or a folder cannot be looked into.
    """
    found: list[Path] = []
    for each in typed:
        if each.is_dir():
            found += _reports_in(each, 1, findings)
        else:
            found.append(each)
    if not found:
        place = Place(str(typed[0]) if typed else "")
        remedy = "请把各单位的报告（.docx 或 .pdf）放进这个文件夹"
        raise ReportError(
            [*findings, Finding("review.empty", Severity.ERROR, place, "这里没有报告", "", remedy)]
        )
    if len(found) > _MOST_FILES:
        message = f"有 {len(found)} 个文件，一次最多审核 {_MOST_FILES} 个"
        raise ReportError([Finding("review.empty", Severity.ERROR, Place(str(typed[0])), message)])
    return tuple(dict.fromkeys(sorted(found, key=str)))


def reports_at(address: str, findings: Findings) -> Iterator[str]:
    """The same below an address that fsspec knows: their paths below it, sorted."""
    from report_builder.agencies.stores import Store  # noqa: PLC0415  fsspec comes with an extra

    files = [Path(each) for each in Store(address).files(_NOT_ENTERED, DEEPEST)]
    beside: dict[Path, set[str]] = {}
    for each in files:
        beside.setdefault(each.parent, set()).add(each.name)
    for each in files:
        there = Path(f"{address.rstrip('/')}/{each.as_posix()}")
        if not is_left_by_programs(each.name) and _may_be_report(there, beside[each.parent], findings):
            yield each.as_posix()


def _may_be_report(path: Path, beside: Collection[str], findings: Findings) -> bool:
    """Whether a file may be a report; one of another kind that somebody may take for one is told."""
    suffix = path.suffix.lower()
    reason = reason_to_leave(path, beside)
    if reason and suffix not in WORKBOOKS:
        findings.notice("review.left_aside", Place(str(path)), "没有审核", remedy=reason)
    return not reason and suffix in REPORTS


def _reports_in(folder: Path, depth: int, findings: Findings) -> Iterator[Path]:
    try:
        if is_interrupted(folder):
            findings.add(left_unfinished(folder, Severity.WARNING, "审核的不一定是完整的一份"))
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        place = Place(str(folder))
        raise ReportError(
            [Finding("file.unreadable", Severity.ERROR, place, "打不开", reason_of(fault))]
        ) from fault
    names = {entry.name for entry in entries}
    for entry in entries:
        if is_left_by_programs(entry.name) or entry.is_symlink():
            continue
        path = folder / entry.name
        if entry.is_dir():
            if depth < DEEPEST and entry.name not in _NOT_ENTERED:
                yield from _reports_in(path, depth + 1, findings)
        elif _may_be_report(path, names, findings):
            yield path
