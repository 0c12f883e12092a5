"""A Word report of anybody, and what lies beside it → everything that its checks find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.budgets import USUAL, Budget
from report_builder.checks.agreement import compare_figures, compare_with_statistics
from report_builder.checks.report_registry import check_report
from report_builder.checks.reported_tables import compare_cells
from report_builder.checks.subject import Subject
from report_builder.diagnostics import Findings, Place, Severity
from report_builder.formats.library import load_formats
from report_builder.plain_files import is_there
from report_builder.reports.reading import read_package
from report_builder.reports.recognition import recognise
from report_builder.word.packages import open_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from pathlib import Path

    from report_builder.diagnostics import Finding
    from report_builder.formats.definitions import ReportFormat
    from report_builder.reports.report import Report
    from report_builder.settings import Settings
    from report_builder.word.packages import Package

    Figures = Mapping[str, int | Decimal | None]


_OF_TAGS: Final = frozenset({"docx.figure_edited", "docx.figure_stale"})
_OF_TEXT: Final = frozenset({"text.requests", "text.disputes", "text.figures"})


class FileCheck(Struct, frozen=True):
    """What is asked of a report: ``statistics`` are its figures, whether or not they are there.

    Where they are ``demanded`` it is an error to have none. ``settings`` may switch checks off;
    ``with_style`` also looks at how the text is written, ``budget`` is how much of a file is read.
    """

    statistics: Path
    styles: Path
    settings: Settings | None = None
    demanded: bool = False
    with_style: bool = False
    budget: Budget = USUAL


def check_docx(docx: bytes, name: str, asked: FileCheck) -> tuple[Finding, ...]:
    """Everything that is found; ``name`` is how findings spell the file.

    Raises ``ReportError`` where it cannot be read.
    """
    return check_package(open_package(docx, name, asked.budget), asked)


def check_package(package: Package, asked: FileCheck) -> tuple[Finding, ...]:
    """The same of a file that has been opened."""
    read = read_package(package)
    findings = Findings()
    formats = load_formats(asked.styles, findings)
    report = recognise(read, formats)
    figures = None
    has_statistics = is_there(asked.statistics)
    is_ours = bool(report.figures) or report.record is not None
    if asked.demanded or (has_statistics and (is_ours or report.format_name)):
        figures = compare_with_statistics(report, asked.statistics, findings, asked.budget, is_asked=True)
    subject = Subject(report, _chosen(report, formats), None, asked.settings, figures)
    _add_untold(findings, check_report(subject, with_style=asked.with_style))
    if not asked.demanded:
        _tell_unchecked(report, subject.reported_year, findings, has_statistics=has_statistics)
    return tuple(findings)


def check_refreshed(read: Report, figures: Figures, styles: Path) -> tuple[Finding, ...]:
    """What is found of a report into which these figures have just been put, as warnings."""
    formats = load_formats(styles)
    report = recognise(read, formats)
    subject = Subject(report, _chosen(report, formats), None, None, figures)
    found = (*compare_cells(report, figures, Severity.WARNING), *check_report(subject, with_style=False))
    return as_warnings(found)


def check_finished(read: Report, drafted: Subject, shown: Mapping[str, str]) -> tuple[Report, Findings]:
    """An edited report as it is recognised, and all that is found of it beside the year it was built from.

    ``shown`` is how the year's data word each figure now, by its tag.
    """
    report_format = drafted.report_format
    report = recognise(read, [report_format] if report_format else [])
    subject = replace(drafted, report=report)
    findings = Findings()
    findings.extend(compare_figures(report, report.file, shown, Severity.ERROR) if report.figures else ())
    findings.extend(compare_cells(report, subject.figures, Severity.ERROR))
    _add_untold(findings, check_report(subject))
    return report, findings


def _add_untold(findings: Findings, found: Iterable[Finding]) -> None:
    """A figure that its tag has told of is not told again by the sentence that it stands in."""
    told = {each.place for each in findings if each.code in _OF_TAGS}
    findings.extend(each for each in found if each.place not in told or each.code not in _OF_TEXT)


def _chosen(report: Report, formats: Iterable[ReportFormat]) -> ReportFormat | None:
    return next((each for each in formats if each.name == report.format_name), None)


def _tell_unchecked(report: Report, year: int, findings: Findings, *, has_statistics: bool) -> None:
    """Say what was not checked, and for want of what."""
    place = Place(report.file)
    if not report.format_name or not year:
        findings.notice(
            "docx.unrecognised",
            place,
            "认不出这是政府信息公开工作年度报告，没有核对各部分、统计表和正文里的数",
            "没有找到带年度的标题" if report.format_name else "各部分的标题和统计表都对不上已有的格式",
            "要核对的，请检查标题和各部分的标题；按自己的格式写的，请把格式放在 styles 文件夹里",
        )
    elif not has_statistics and report.record is not None:
        findings.notice(
            "docx.statistics_missing",
            place,
            "报告旁边没有统计数据，报告里的数没有核对",
            remedy="要核对的，请把生成这份报告时的 statistics.json 放在它旁边，再运行一次",
        )
    elif not has_statistics:
        findings.notice(
            "docx.left_unchecked",
            place,
            "只核对了报告自己的统计表和正文，没有与台账核对",
            "旁边没有 statistics.json；办理时限、主动公开的条数等只能对着台账核对",
            "本程序生成的报告，请把生成时的 statistics.json 放在它旁边，再运行一次",
        )


def as_warnings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings for a command that writes all the same: nothing in them stops it.

    A file that is no such report is none of theirs.
    """
    return tuple(
        replace(each, severity=Severity.WARNING) if each.severity is Severity.ERROR else each
        for each in findings
        if each.code != "docx.unrecognised"
    )
