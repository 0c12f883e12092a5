"""The sum of what was received: the tables, and what each cell is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from report_builder.agencies.rollup import LEDGER, STATISTICS, WORKBOOK
from report_builder.agencies.sum_tables import form_of
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.formats.library import load_formats
from report_builder.window.pages import page
from report_builder.window.screens.received import ROLLUP, folder_of, job_name
from report_builder.window.screens.waiting import work_of
from report_builder.window.since_sum import since_sum
from report_builder.window.sums_shown import read_sum

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def show_sum(request: Request) -> Response:
    """The tables; of a request by htmx what one cell is made of."""
    return await run_in_threadpool(_page, request)


def _page(request: Request) -> Response:
    folder = folder_of(request)
    workbook, path = folder.sum_workbook, request.query_params.get("cell", "")
    styles = folder.office.working_folder / "styles"
    shown = (
        read_sum(workbook, folder.office.limits, lambda: map(form_of, load_formats(styles)))
        if workbook.is_file()
        else None
    )
    makeup = shown.makeup(path) if shown and path else None
    if path and makeup is None:
        return page(request, "missing.html", 404)
    if makeup is not None and request.headers.get("hx-target") == "behind":
        return page(request, "received_makeup.html", makeup=makeup)
    findings = shown.findings if shown else ()
    if shown is None and workbook.is_file():
        message, remedy = "这个工作簿的行、列改过了，读不出汇总的数", "请再汇总一次"
        findings = (Finding("rollup.unreadable", Severity.ERROR, Place(str(workbook)), message, "", remedy),)
    is_wrong = any(each.severity is Severity.ERROR for each in findings)
    job = work_of(request).job(job_name(folder))
    names = (WORKBOOK,) if is_wrong else (WORKBOOK, STATISTICS, LEDGER)  # the others are of a sum before it
    return page(
        request,
        "received_sum.html",
        received=folder.year,
        screen="received",
        shown=shown,
        makeup=makeup,
        findings=findings,
        files=[name for name in names if folder.file(name) is not None],
        since=since_sum(folder, shown),
        is_just_done=job is not None and job.kind == ROLLUP and job.outcome is not None,
    )
