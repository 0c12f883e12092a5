"""An edited Word report → what in it differs from the data, or the same report with new figures in it.

``verify_file(VerifyRequest)`` writes nothing and raises ``ReportError`` where a figure differs;
``refresh_file(RefreshRequest)`` writes a new file beside the report and gives a ``RefreshResult``.
As in ``pipeline``, the stages are imported where they are called.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.opened_files import tell_opened
from report_builder.plain_files import is_there
from report_builder.real_paths import real_path
from report_builder.report_files import read_report
from report_builder.year_folders import STATISTICS, STATISTICS_WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.drafts import BuildRequest, Steps, WrittenReport
    from report_builder.manuscript.refreshing import Change, Refreshed
    from report_builder.reports.figure_record import FigureRecord
    from report_builder.reports.report import Report

_SUFFIX: Final = "（更新{}）"


class VerifyRequest(Struct, frozen=True):
    """Which Word report to compare with the data; ``statistics`` is beside it where none is named."""

    source: Path
    statistics: Path | None = None
    working_folder: Path = Path()


class RefreshRequest(Struct, frozen=True):
    """Which Word report to put the new figures of ``data`` into.

    ``target`` is a new file beside the report where none is named, ``year`` the report's own; ``modified``
    (seconds since 1970) dates the files.
    """

    source: Path
    target: Path | None
    data: Path
    year: int | None
    out: Path
    working_folder: Path
    modified: int | None = None


class RefreshResult(Struct, frozen=True):
    """The new report, every figure that was changed in it, and what a person has to see to.

    There is no new report where nothing of the old one would have changed.
    """

    target: Path | None
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def verify_file(request: VerifyRequest) -> tuple[Finding, ...]:
    """Notices on a Word report whose figures all agree with the data.

    Raises ``ReportError`` with everything that was found where a figure differs, or the report or the data
    cannot be read.
    """
    from report_builder.file_checks import FileCheck, check_file
    from report_builder.filing.recovering import recover
    from report_builder.settings import limits_of

    findings = Findings()
    recover([request.source.parent], findings)
    budget = limits_of(request.working_folder / "data")
    docx = read_report(request.source, budget)
    statistics = request.statistics or request.source.with_name(STATISTICS)
    asked = FileCheck(statistics, request.working_folder / "styles", demanded=True, budget=budget)
    findings.extend(check_file(docx, str(request.source), asked))
    findings.stop_on_errors()
    return tuple(findings)


def refresh_file(request: RefreshRequest) -> Steps[RefreshResult]:
    """Count the data anew and write the report with the new figures, leaving every other edit alone.

    The statistics beside the report follow, where a build has put them there. What is wrong with the year's
    ledgers is told only where it stops the counting: ``check`` tells the rest. Raises ``ReportError`` with
    everything that was found, having written nothing.
    """
    from report_builder.drafting import draft_report
    from report_builder.drafts import Draft
    from report_builder.filing.recovering import interrupted_in, recover
    from report_builder.manuscript.refreshing import refresh_figures
    from report_builder.report_pages import settle_contents
    from report_builder.reports.reading import read_report_text
    from report_builder.reports.recognition import with_places
    from report_builder.settings import limits_of

    findings = Findings()
    recover([request.source.parent, request.data, *interrupted_in(request.out)], findings)
    tell_opened(request.source.parent, [STATISTICS, STATISTICS_WORKBOOK], findings)
    findings.stop_on_errors()
    yield "读取 Word 报告"
    name = str(request.source)
    budget = limits_of(request.data)
    docx = read_report(request.source, budget)
    report = with_places(read_report_text(docx, name, budget))
    target = _new_name(request)
    draft = yield from draft_report(Draft(_anew(request, report)))
    written = draft.written()
    fresh = written.record
    if report.record is not None and report.record.origin != fresh.origin:
        raise ReportError([_other_report(name, report.record, fresh)])
    yield "更新数字"
    refreshed = refresh_figures(docx, name, report, fresh, draft.charts, budget)
    settled = settle_contents(refreshed.docx, name, request.working_folder, budget)
    refreshed = replace(refreshed, docx=settled)
    told = _file(None if refreshed.is_same else target, refreshed, request, written)
    findings.extend([*refreshed.findings, *_left(refreshed, request, fresh, written), *told])
    return RefreshResult(None if refreshed.is_same else target, refreshed.changes, tuple(findings))


def _new_name(request: RefreshRequest) -> Path:
    """A name for the refreshed report that no file has."""
    source = request.source
    if request.target is not None:
        target = request.target / source.name if request.target.is_dir() else request.target
        if is_there(target):
            message = "已经有同名的文件，没有覆盖"
            remedy = "请换一个文件名；更新过的报告总是写成新文件"
            finding = Finding("file.unwritable", Severity.ERROR, Place(str(target)), message, remedy=remedy)
            raise ReportError([finding])
        return target
    suffixes = (_SUFFIX.format(number if number > 1 else "") for number in count(1))
    places = (source.with_name(f"{source.stem}{suffix}.docx") for suffix in suffixes)
    return next(place for place in places if not is_there(place))


def _year(request: RefreshRequest, report: Report) -> int:
    """The report's year; raises ``ReportError`` where nothing in the file can be refreshed."""
    findings = Findings()
    place = Place(str(request.source))
    if not report.figures:
        findings.error(
            "docx.no_figures",
            place,
            "这个文件里没有本程序写入的数，无从更新",
            remedy="只有用 report-builder build 生成的报告（改过的也可以）才能更新，存成过别的格式的不行",
        )
    year = request.year or (report.record.origin.year if report.record else None)
    if year is None and report.figures:
        findings.error(
            "refresh.year",
            place,
            "认不出这是哪一年的报告",
            remedy=f"请指明年份，例如：report-builder refresh {request.source.name} --year 2016",
        )
    findings.stop_on_errors()
    return year or 0


def _anew(request: RefreshRequest, report: Report) -> BuildRequest:
    """What a build is asked for that writes the report as it would be now, in the format that it has."""
    from report_builder.drafts import BuildRequest

    year, format_name = _year(request, report), report.record.format_name if report.record else ""
    return BuildRequest(
        request.data, year, request.out, request.working_folder, format_name, modified=request.modified
    )


def _left(
    refreshed: Refreshed, request: RefreshRequest, fresh: FigureRecord, written: WrittenReport
) -> list[Finding]:
    """What no refresh can mend: figures deleted or typed over, and what the checks find in the new report."""
    from report_builder.checks.agreement import compare_surroundings
    from report_builder.file_checks import check_refreshed
    from report_builder.reports.reading import read_report_text
    from report_builder.reports.recognition import with_places
    from report_builder.settings import limits_of
    from report_builder.statistics.paths import figures_by_path

    name = str(request.source)
    report = with_places(read_report_text(refreshed.docx, name, limits_of(request.data)))
    found = compare_surroundings(report, name, fresh.texts)
    figures = figures_by_path(written.statistics)
    return [
        # The paragraphs to reword were told by the refresh itself.
        *(each for each in found if each.code != "docx.passage_stale"),
        *check_refreshed(report, figures, request.working_folder / "styles"),
    ]


def _file(
    target: Path | None, refreshed: Refreshed, request: RefreshRequest, written: WrittenReport
) -> list[Finding]:
    """Write the new report, if there is one, and bring the statistics beside the old one up to date.

    In one folder both come or neither; a report that goes elsewhere stands there whatever becomes of these.
    """
    from report_builder.filing.outputs import file_output, file_update

    folder = request.source.parent
    outputs = {
        name: data for name, data in written.figure_files().items() if not _is_same(folder / name, data)
    }
    told = Findings()
    if target is None:
        updated = file_update(folder, {}, outputs, told, request.modified) if outputs else ()
        return [*told, *_tell_statistics(folder, outputs, updated)]
    if real_path(target.parent) == real_path(folder):
        updated = file_update(folder, {target.name: refreshed.docx}, outputs, told, request.modified)
        return [*told, *_tell_statistics(folder, outputs, updated)]
    file_output(target, refreshed.docx, request.modified)
    try:
        updated = file_update(folder, {}, outputs, told, request.modified)
    except ReportError as fault:
        return [replace(each, severity=Severity.WARNING) for each in fault.findings]
    return [*told, *_tell_statistics(folder, outputs, updated)]


def _tell_statistics(folder: Path, outputs: Iterable[str], updated: Sequence[str]) -> list[Finding]:
    kept = [each for each in outputs if each not in updated and (folder / each).is_file()]
    findings = [_kept_statistics(folder, kept)] if kept else []
    if not updated:
        return findings
    message = f"报告旁边的 {'、'.join(updated)} 已按现在的台账更新"
    remedy = (
        "同一文件夹里原来的 Word 报告和 PDF 没有改动；要新的 PDF，请对更新后的报告运行 report-builder pdf"
    )
    return [
        *findings,
        Finding("refresh.statistics", Severity.NOTICE, Place(str(folder)), message, remedy=remedy),
    ]


def _kept_statistics(folder: Path, names: Sequence[str]) -> Finding:
    """Statistics that somebody changed or brought here: a comparison with them would tell of old figures."""
    return Finding(
        "refresh.statistics_kept",
        Severity.WARNING,
        Place(str(folder)),
        f"报告旁边的 {'、'.join(names)} 没有更新，里面还是原来的数",
        "其中有的不是生成时的样子，或者读不出来；只更新一部分，几份就对不上了",
        "请运行 report-builder build 重新生成，再与新的统计数据核对",
    )


def _is_same(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _other_report(name: str, record: FigureRecord, fresh: FigureRecord) -> Finding:
    return Finding(
        "refresh.other",
        Severity.ERROR,
        Place(name),
        "这份报告不是这些台账的报告，没有更新",
        f"报告：{record.origin.agency}{record.origin.year}年；"
        f"台账：{fresh.origin.agency}{fresh.origin.year}年",
        "请核对文件、--data 和 --year",
    )
