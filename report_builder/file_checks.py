"""A report of anybody, Word file or PDF, and what lies beside it → everything that its checks find."""

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
from report_builder.reports.any_file import is_pdf, read_any_file
from report_builder.reports.reading import read_package
from report_builder.reports.recognition import recognise

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
# In a PDF a space is room on the paper, and nobody's typing.
_OF_SPACES: Final = frozenset(
    f"style.{rule}"
    for rule in (
        "stray_space",
        "digit_space",
        "indent_spaces",
        "spaced_letters",
        "blank_paragraph",
        "split_figure",
    )
)


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


def check_file(data: bytes, name: str, asked: FileCheck) -> tuple[Finding, ...]:
    """Everything that is found of a Word file or a PDF; ``name`` is how findings spell it.

    Raises ``ReportError`` where it cannot be read.
    """
    read = read_any_file(data, name, asked.budget)
    found = _check(read.report, asked)
    if is_pdf(data):
        found = without_layout(found)
    return (*read.findings, *found)


def check_package(package: Package, asked: FileCheck) -> tuple[Finding, ...]:
    """The same of a Word file that has been opened."""
    return _check(read_package(package), asked)


def _check(read: Report, asked: FileCheck) -> tuple[Finding, ...]:
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
    tell_by_place(report, findings)
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


def without_layout(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a PDF without those that rest on how it is laid out."""
    return tuple(each for each in findings if each.code not in _OF_SPACES)


def tell_by_place(report: Report, findings: Findings) -> None:
    """Say that the tables of a report whose letters cannot be read were known by their shape."""
    if report.is_unread and report.format_name:
        findings.warn(
            "pdf.by_place",
            Place(report.file),
            "统计表的文字读不出来，数是按各格的位置读的，正文没有核对",
            f"各表的行数和每行的格数与“{report.format_name}”的表样相同",
            "请对照原件核对；最好用装有中文字体的电脑重新导出",
        )


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
