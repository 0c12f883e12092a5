"""定稿: the edited Word report given back, compared, refreshed, and what leaves the house made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, RedirectResponse

from report_builder.diagnostics import Finding, ReportError, Severity
from report_builder.editing import RefreshRequest, RefreshResult, VerifyRequest, verify_file
from report_builder.finishing.finish import FinishRequest
from report_builder.pipeline import BuildResult
from report_builder.window.apart import apart
from report_builder.window.handing_in import give_back, name_of
from report_builder.window.pages import page
from report_builder.window.screens.waiting import work_of, year_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

FINISH: Final = "finish"
REFRESH: Final = "refresh"
_MOST_LETTERS: Final = 300


async def show_finish(request: Request) -> Response:
    """The Word files of the year, what was done last, and the packages."""
    return _page(request, year_of(request))


def _page(
    request: Request,
    year: int,
    heading: str = "",
    findings: Sequence[Finding] = (),
    *,
    is_wrong: bool = False,
) -> Response:
    work = work_of(request)
    job = work.job(year)
    shown = job if job is not None and job.kind in {FINISH, REFRESH} and not heading else None
    outcome = shown.outcome if shown else None
    return page(
        request,
        "finish.html",
        422 if is_wrong else 200,
        year=year,
        screen="finish",
        words=work.office.word_files(year),
        packages=work.office.packages(year),
        job=shown,
        finished=outcome if isinstance(outcome, BuildResult) else None,
        refreshed=outcome if isinstance(outcome, RefreshResult) else None,
        heading=heading,
        findings=findings,
    )


async def take_back(request: Request) -> Response:
    """Take an edited Word report, and say what was changed in its figures."""
    year, office = year_of(request), work_of(request).office
    name, data = "", b""
    async with request.form(max_files=1, max_fields=5) as form:
        given = form.get("file")
        if isinstance(given, UploadFile):
            name, data = name_of(given.filename or ""), await given.read()
    if not name:
        return _page(request, year, "没有收下", [_missing("没有选文件，或者文件名不能用")], is_wrong=True)
    try:
        path = await run_in_threadpool(give_back, office, year, name, data)
    except ReportError as error:
        return _page(request, year, "没有收下", error.findings, is_wrong=True)
    found = await run_in_threadpool(_compare, request, path)
    return _page(request, year, f"已经收下，文件名是“{path.name}”", found)


async def verify(request: Request) -> Response:
    """Compare one of the Word files with the statistics beside it."""
    year = year_of(request)
    path, _ = await _named(request, year)
    if path is None:
        return _page(request, year, "没有核对", [_missing("没有这个文件")], is_wrong=True)
    found = await run_in_threadpool(_compare, request, path)
    return _page(request, year, f"“{path.name}”核对完毕", found)


def _compare(request: Request, path: Path) -> tuple[Finding, ...]:
    """What differs; nothing where all figures agree."""
    try:
        return verify_file(VerifyRequest(path, None, work_of(request).office.working_folder))
    except ReportError as error:
        return error.findings


async def begin_refresh(request: Request) -> Response:
    """Begin to put the figures of now into one of the Word files."""
    year, work = year_of(request), work_of(request)
    path, _ = await _named(request, year)
    if path is None:
        return _page(request, year, "没有更新", [_missing("没有这个文件")], is_wrong=True)
    office = work.office
    asked = RefreshRequest(path, None, office.data, year, office.out, office.working_folder, office.modified)
    work.begin(year, REFRESH, lambda: apart("report_builder.editing:refresh_file", asked))
    return RedirectResponse(f"/{year}/building", 303)


async def begin_finish(request: Request) -> Response:
    """Begin to make everything that leaves the house of one of the Word files."""
    year, work = year_of(request), work_of(request)
    path, reason = await _named(request, year)
    if path is None:
        return _page(request, year, "没有定稿", [_missing("没有这个文件")], is_wrong=True)
    office, today = work.office, request.app.state.today()
    folders = (office.data, office.out, office.working_folder)
    asked = FinishRequest(*folders, today, source=path, reason=reason, modified=office.modified)
    work.begin(year, FINISH, lambda: apart("report_builder.finishing.finish:finish", asked))
    return RedirectResponse(f"/{year}/building", 303)


async def _named(request: Request, year: int) -> tuple[Path | None, str]:
    """The Word file that a form names, and the reason that it gives."""
    form = await request.form(max_files=0, max_fields=5)
    reason = " ".join(str(form.get("reason", "")).split())[:_MOST_LETTERS]
    return work_of(request).office.word_file(year, str(form.get("name", ""))), reason


def _missing(message: str) -> Finding:
    return Finding("file.missing", Severity.ERROR, None, message, remedy="请选一个 .docx 文件再试")


async def send_word(request: Request) -> Response:
    """One of the Word files."""
    return _sent(request, work_of(request).office.word_file(year_of(request), _asked(request)))


async def send_package(request: Request) -> Response:
    """One of the packages."""
    return _sent(request, work_of(request).office.package(year_of(request), _asked(request)))


def _asked(request: Request) -> str:
    return request.query_params.get("name", "")


def _sent(request: Request, path: Path | None) -> Response:
    if path is None:
        return page(request, "missing.html", 404)
    return FileResponse(path, filename=path.name)
