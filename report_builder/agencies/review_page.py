"""One reviewed report → a page of HTML: what was found, with the evidence, and the tables as read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from report_builder import __version__
from report_builder.agencies.review_workbook import state_of
from report_builder.agencies.reviewed_reports import UNFOUNDED
from report_builder.filing.marked_tables import MarkedCell
from report_builder.page_templates import page_template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2 import Template

    from report_builder.agencies.reviewed_reports import ReviewedFinding, ReviewedReport
    from report_builder.reports.report import Report


def review_html(report: ReviewedReport, year: int) -> bytes:
    """The page as UTF-8; what was answered to be unfounded is only counted."""
    shown = sorted(
        (each for each in report.findings if each.answer != UNFOUNDED),
        key=lambda each: each.finding.severity.rank,
    )
    read = report.received.report
    page = _template().render(
        report=report,
        year=year,
        title=read.title if read else "",
        state=state_of(report),
        findings=shown,
        unfounded=report.answered(UNFOUNDED),
        tables=list(_tables(read, shown)) if read else [],
        version=__version__,
    )
    return page.encode("utf-8")


@cache
def _template() -> Template:
    return page_template("report_builder.agencies", "review_page")


def _tables(
    report: Report, findings: Sequence[ReviewedFinding]
) -> Iterator[tuple[str, list[tuple[MarkedCell, ...]]]]:
    """The statutory tables as the report has them, their cells marked with the findings about them."""
    paths = {id(cell.place): path for path, cell in report.cells.items()}
    names = {number: table.name for table in report.statutory for number in table.numbers}
    marks: dict[str, list[int]] = {}
    for number, each in enumerate(findings, start=1):
        for path in each.finding.about:
            marks.setdefault(path, []).append(number)
    for table in report.tables:
        if table.number not in names:
            continue
        rows = []
        for row in table.rows:
            cells = []
            for cell in row:
                path = paths.get(id(cell.paragraphs[0].place), "") if cell.paragraphs else ""
                steps = {path, *path.split("+")} if path else set()
                own = sorted({mark for step in steps for mark in marks.get(step, ())})
                cells.append(
                    MarkedCell(cell.text, cell.columns, cell.rows, is_figure=bool(path), marks=tuple(own))
                )
            rows.append(tuple(cells))
        yield names[table.number], rows
