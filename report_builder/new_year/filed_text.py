"""The folders of the years that are over → the filed Word report whose text the new year takes, if any."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from report_builder.diagnostics import ReportError
from report_builder.manuscript.narrative_source import EarlierYears
from report_builder.plain_files import open_plain
from report_builder.report_files import read_report
from report_builder.reports.reading import read_report_text
from report_builder.statistics.archive import figures_in
from report_builder.year_folders import STATISTICS, statistics_file, year_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.new_year.carrying_over import FinishedYear
    from report_builder.reports.report import Report


def find_filed_text(
    named: Path | None, out: Path, finished: FinishedYear | None, budget: Budget
) -> Path | None:
    """The report that was named, or one of the finished year that somebody polished after it was built.

    One that stands as it was built says no more than the year's own text, which keeps its conditions; where
    that year has no text any more, the report is taken all the same.
    """
    if named is not None or finished is None:
        return named
    filed = list(_reports_of(year_folder(out, finished.year), finished.year, budget))
    polished = [path for path, report in filed if _is_polished(report)]
    return next(iter(polished or ([] if finished.narrative else [path for path, _ in filed])), None)


def earlier_years(filed: Path, styles: Path, out: Path, budget: Budget) -> EarlierYears:
    """What is known of the year of a report: the figures beside it, or those in ``out``."""
    record = read_report_text(read_report(filed, budget), filed.name, budget).record
    beside = filed.with_name(STATISTICS)
    archive = statistics_file(out, record.origin.year) if record and not beside.exists() else beside
    try:
        with open_plain(archive) as file:
            tree = json.loads(file.read(budget.figures_bytes))
    except (OSError, ValueError, RecursionError):
        return EarlierYears(styles)
    year = tree.get("year") if isinstance(tree, dict) else None
    return EarlierYears(styles, year, figures_in(tree)) if isinstance(year, int) else EarlierYears(styles)


def _reports_of(folder: Path, year: int, budget: Budget) -> Iterator[tuple[Path, Report]]:
    """The Word reports of that year that lie in its folder and can be read, by name."""
    paths = sorted(folder.glob("*.docx")) if folder.is_dir() else []
    for path in paths:
        if path.name.startswith("~$"):
            continue
        try:
            report = read_report_text(read_report(path, budget), path.name, budget)
        except ReportError:
            continue
        if report.record is not None and report.record.origin.year == year:
            yield path, report


def _is_polished(report: Report) -> bool:
    """Whether some words of its text are not those that were built."""
    built = set(report.record.passages) if report.record else set()
    return any(passage.strip() and passage not in built for passage in report.passages)
