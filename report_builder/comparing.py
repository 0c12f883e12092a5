"""Two Word reports, by their years or files → a page with figures side by side and the text marked up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.checks.agreement import compare_with_statistics
from report_builder.checks.carry_over import check_carried
from report_builder.checks.compared_figures import compare_figures_of_years
from report_builder.checks.compared_texts import compare_texts
from report_builder.checks.demanded_text import check_repeated_problems, problems_text
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.comparison_page import Comparison, Side, comparison_html
from report_builder.filing.outputs import file_output
from report_builder.filing.recovering import recover
from report_builder.finishing.choosing import reports_of_year
from report_builder.formats.library import load_formats
from report_builder.plain_files import is_there
from report_builder.real_paths import real_path
from report_builder.report_files import read_report
from report_builder.reports.outline import agency_of, year_of
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise
from report_builder.settings import limits_of
from report_builder.statistics.last_year import LastYear
from report_builder.told_folders import ToldFolders
from report_builder.year_folders import STATISTICS, comparison_file, year_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.budgets import Budget
    from report_builder.drafts import Steps
    from report_builder.formats.definitions import ReportFormat
    from report_builder.reports.report import Report
    from report_builder.statistics.declaring import Value

_FROM_STATISTICS: Final = "报告旁边的 statistics.json"
_FROM_TABLES: Final = "报告里的统计表"
_NO_FIGURES: Final = "没有读到"


class CompareRequest(Struct, frozen=True):
    """Which two reports to compare, each by its year in ``out`` or by its file.

    ``target`` is beside the later report where none is named; ``modified`` (seconds since 1970) dates it.
    """

    reports: tuple[Path | int, Path | int]
    data: Path
    out: Path
    working_folder: Path
    target: Path | None = None
    modified: int | None = None


class RepeatedText(Struct, frozen=True):
    """How many letters a section has, and how many of them stand in the other report."""

    section: str
    letters: int
    repeated: int


class CompareResult(Struct, frozen=True):
    """The page, how much of each section is repeated, and what was found of the two reports."""

    target: Path
    sections: tuple[RepeatedText, ...]
    findings: tuple[Finding, ...]


class _ReadReport(Struct, frozen=True):
    """A report that was read, and its figures by their paths, with where these come from."""

    path: Path
    report: Report
    year: int
    figures: Mapping[str, Value]
    source: str


def compare_reports(request: CompareRequest) -> Steps[CompareResult]:
    """Compare the earlier report with the later one, whichever was named first, and write the page.

    Raises ``ReportError`` with everything that was found, having written nothing, where a report is not
    there, is not the only one of its year, or cannot be read.
    """
    yield "读取两份 Word 报告"
    findings = Findings()
    recover(_folders(request), findings)
    budget = limits_of(request.data)
    formats = load_formats(request.working_folder / "styles", findings)
    paths = [_find(each, request.out, formats, budget, findings) for each in request.reports]
    findings.stop_on_errors()
    found = [path for path in paths if path is not None]
    if real_path(found[0]) == real_path(found[1]):
        message = "两次写的是同一个文件，没有可以比较的"
        raise ReportError([Finding("compare.same", Severity.ERROR, Place(str(found[0])), message)])
    read = [_read(path, formats, budget, findings) for path in found]
    if read[0].year > read[1].year > 0:
        read.reverse()
    earlier, later = read
    yield "比较数字"
    folders = ToldFolders.handed_in([earlier.path.parent, later.path.parent], [request.working_folder])
    names = _names(earlier, later, folders)
    findings.extend(_check(earlier, later, names))
    figures = compare_figures_of_years(*_comparable(earlier, later))
    yield "比较文字"
    sections = compare_texts(earlier.report, later.report)
    sides = (_side(earlier, names[0]), _side(later, names[1]))
    page = comparison_html(Comparison(*sides, figures, sections, tuple(map(folders.finding, findings))))
    yield "写出网页"
    target = request.target or _target(request, earlier, later)
    file_output(target, page, request.modified)
    told = tuple(RepeatedText(each.heading, each.letters, each.repeated) for each in sections if each.letters)
    return CompareResult(target, told, tuple(findings))


def _folders(request: CompareRequest) -> Iterator[Path]:
    """The folders of the two reports, and the one that the page goes into."""
    for each in request.reports:
        yield each.parent if isinstance(each, Path) else year_folder(request.out, each)
    if request.target is not None:
        yield request.target.parent


def _find(
    typed: Path | int, out: Path, formats: Sequence[ReportFormat], budget: Budget, findings: Findings
) -> Path | None:
    """The file of a report; ``None`` with a finding where a year has none, or several."""
    if isinstance(typed, Path):
        return typed
    folder = year_folder(out, typed)
    reports = reports_of_year(folder, typed, formats, budget)
    if len(reports) == 1:
        return reports[0]
    place = Place(str(folder))
    if reports:
        names = "、".join(path.name for path in reports)
        message = f"这里有 {len(reports)} 份{typed}年的 Word 报告，不知道比较哪一份"
        findings.error("compare.which", place, message, names, "请写明文件名，例如：" + str(reports[-1]))
    else:
        message = f"这里没有{typed}年的 Word 报告，没有可以比较的"
        remedy = f"请先运行 report-builder build {typed} 生成，或者写明 Word 报告的文件名"
        findings.error("compare.no_report", place, message, remedy=remedy)
    return None


def _read(path: Path, formats: Sequence[ReportFormat], budget: Budget, findings: Findings) -> _ReadReport:
    report = recognise(read_report_text(read_report(path, budget), str(path), budget), formats)
    statistics = path.with_name(STATISTICS)
    figures = None
    is_ours = bool(report.figures) or report.record is not None
    if is_there(statistics) and (is_ours or report.format_name):
        told = Findings()
        figures = compare_with_statistics(report, statistics, told, budget)
        findings.extend(told)
        shut = [replace(each, severity=Severity.ERROR) for each in told if each.code.startswith("file.")]
        if shut:  # other figures in their place would be told of as the report's
            raise ReportError(shut)
    year = year_of(report) or 0
    if figures is not None:
        return _ReadReport(path, report, year, figures, _FROM_STATISTICS)
    cells = {name: cell.value for name, cell in report.cells.items() if cell.value is not None}
    if not cells:
        findings.notice(
            "compare.no_figures",
            Place(str(path)),
            "没有读到这份报告的统计数据，数字没有比较",
            remedy="旁边有 statistics.json 的，请放在一起；统计表是图片的，请自行核对",
        )
    return _ReadReport(path, report, year, cells, _FROM_TABLES if cells else _NO_FIGURES)


def _names(earlier: _ReadReport, later: _ReadReport, folders: ToldFolders) -> tuple[str, str]:
    """What the two are called, by their years where these tell them apart."""
    if _is_one_agency(earlier, later) and 0 < earlier.year < later.year:
        return f"{earlier.year}年报告", f"{later.year}年报告"
    if earlier.path.stem != later.path.stem:
        return earlier.path.stem, later.path.stem
    return folders.path(str(earlier.path)), folders.path(str(later.path))


def _is_one_agency(earlier: _ReadReport, later: _ReadReport) -> bool:
    names = {"".join(agency_of(each.report).split()) for each in (earlier, later)}
    return len(names) == 1


def _check(earlier: _ReadReport, later: _ReadReport, names: tuple[str, str]) -> Iterator[Finding]:
    """What is to be carried from one year to the next, and problems that are told a second time."""
    if _is_one_agency(earlier, later) and later.year == earlier.year + 1:
        is_counted = earlier.source == _FROM_STATISTICS
        place = Place(str(earlier.path.with_name(STATISTICS) if is_counted else earlier.path))
        last_year = LastYear(earlier.year, place, earlier.figures)
        yield from check_carried(later.figures, last_year, str(later.path))
    yield from check_repeated_problems(later.report, problems_text(earlier.report), names[0])


def _comparable(earlier: _ReadReport, later: _ReadReport) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
    """The figures to compare: the tables of a report give fewer than a ``statistics.json``."""
    if _FROM_STATISTICS == earlier.source == later.source:
        return earlier.figures, later.figures
    common = [path for path in later.figures if path in earlier.figures]
    return {path: earlier.figures[path] for path in common}, {path: later.figures[path] for path in common}


def _side(read: _ReadReport, name: str) -> Side:
    return Side(name, read.path.name, read.report.title, read.source)


def _target(request: CompareRequest, earlier: _ReadReport, later: _ReadReport) -> Path:
    """Where the page goes: with its years named, where it can be found by them."""
    if all(isinstance(each, int) for each in request.reports):
        return comparison_file(request.out, later.year, earlier.year)
    return later.path.with_name(f"{later.path.stem}（与{earlier.path.stem}比较）.html")
