"""A year's folder in ``out`` → the one Word file that was edited and signed, or the question which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.filing.finished_sets import is_original
from report_builder.filing.manifests import digest_of, read_manifest
from report_builder.opened_files import LOCK_FILES
from report_builder.report_files import read_report
from report_builder.reports.outline import year_of
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.diagnostics import Findings
    from report_builder.filing.manifests import Manifest
    from report_builder.formats.definitions import ReportFormat

_BUILD: Final = "请先运行 report-builder build 生成报告，在 Word 里改好，再定稿"


def choose_source(
    folder: Path, year: int, formats: Sequence[ReportFormat], budget: Budget, findings: Findings
) -> Path:
    """The Word file: the only one, or the only one that is not still as it was built, which is told.

    Raises ``ReportError`` where there is none, or more than one could be meant: none is preferred in silence.
    """
    manifest = read_manifest(folder)
    reports = reports_of_year(folder, year, formats, budget)
    if len(reports) == 1:
        return reports[0]
    edited = [path for path in reports if not _is_as_built(path, manifest)]
    if len(edited) == 1 and not is_original(edited[0].name):
        message = f"定稿用的是“{edited[0].name}”：这里只有它是改过的"
        left = "；".join(path.name for path in reports if path not in edited)
        remedy = "要用另一份的，请写明，例如：report-builder finish " + str(
            next(path for path in reports if path not in edited)
        )
        findings.notice("finish.chosen", Place(str(edited[0])), message, f"生成后没有改过的：{left}", remedy)
        return edited[0]
    place = Place(str(folder))
    if not reports:
        message = f"这里没有{year}年的 Word 报告，没有可以定稿的"
        raise ReportError([Finding("finish.no_report", Severity.ERROR, place, message, remedy=_BUILD)])
    names = "；".join(f"{path.name}（{_state(path, manifest)}）" for path in reports)
    raise ReportError(
        [
            Finding(
                "finish.which",
                Severity.ERROR,
                place,
                f"这里有 {len(reports)} 份{year}年的 Word 报告，不知道签发的是哪一份",
                names,
                f"请写明是哪一份，例如：report-builder finish {reports[-1]}；用不着的，移到别处",
            )
        ]
    )


def reports_of_year(folder: Path, year: int, formats: Sequence[ReportFormat], budget: Budget) -> list[Path]:
    """The Word reports that could be meant by a year."""
    manifest = read_manifest(folder)
    found = [path for path in _word_files(folder) if _may_be_meant(path, manifest)]
    return [path for path in found if _is_of_year(path, year, formats, budget)]


def _word_files(folder: Path) -> list[Path]:
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        path
        for path in files
        if path.suffix.lower() == ".docx" and path.is_file() and not path.name.startswith(LOCK_FILES)
    ]


def _may_be_meant(path: Path, manifest: Manifest | None) -> bool:
    """Whether it is none of those that an earlier finish made or kept, but for the one it was made from."""
    finishing = manifest.finishing if manifest else None
    if not finishing:
        return True
    if path.name == finishing.original.name:
        return True
    return not is_original(path.name) and digest_of(path) != finishing.copy.sha256


def _is_of_year(path: Path, year: int, formats: Sequence[ReportFormat], budget: Budget) -> bool:
    """Whether it is a report of the year; of one that cannot be read the reader is to tell."""
    try:
        report = recognise(read_report_text(read_report(path, budget), str(path), budget), formats)
    except ReportError:
        return True
    return bool(report.format_name) and year_of(report) == year


def _is_as_built(path: Path, manifest: Manifest | None) -> bool:
    """Whether a build put it there and nobody has changed it."""
    built = {entry.name: entry.sha256 for entry in manifest.outputs} if manifest else {}
    return built.get(path.name, "") == digest_of(path) != ""


def _state(path: Path, manifest: Manifest | None) -> str:
    """What became of a file since it was built, in a word."""
    built = {entry.name: entry.sha256 for entry in manifest.outputs} if manifest else {}
    if path.name not in built:
        return "以前定稿时留下的原件" if is_original(path.name) else "另存的"
    return "生成后没有改过" if built[path.name] == digest_of(path) else "生成后改过"
