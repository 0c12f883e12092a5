"""各单位报送: what was received for a year, who is missing or late, the review and the sum begun."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response

from report_builder.agencies.agency_lists import bare
from report_builder.agencies.receipts import read_receipts
from report_builder.agencies.received_files import REPORTS
from report_builder.agencies.review import ReviewResult
from report_builder.agencies.rollup import RollupResult
from report_builder.diagnostics import Finding, Findings, ReportError, Severity
from report_builder.told_folders import ToldFolders
from report_builder.toml_files import read_toml
from report_builder.window.apart import apart
from report_builder.window.corrected_files import likely_corrections
from report_builder.window.handing_in import name_of
from report_builder.window.office import FIRST_YEAR
from report_builder.window.pages import page
from report_builder.window.received_folder import FIGURES, received, received_years
from report_builder.window.receiving import (
    let_stand_for,
    put_instead,
    put_list,
    set_day,
    take_in,
    take_out,
)
from report_builder.window.screens.received_lines import (
    FILTERS,
    ReceivedNow,
    ShownPages,
    is_shown,
    lines_of,
    suffix_of,
    whose_files,
)
from report_builder.window.screens.waiting import asks_how_far, work_of
from report_builder.window.since_review import since_review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from starlette.requests import Request

    from report_builder.window.corrected_files import LikelyCorrection
    from report_builder.window.received_folder import ReceivedFolder
    from report_builder.window.reviews_shown import ShownReview
    from report_builder.window.screens.received_lines import ShownLine
    from report_builder.window.work import Work

REVIEW: Final = "review"
ROLLUP: Final = "rollup"
MOST_FILES: Final = 200
_MOST_SHOWN: Final = 100  # agencies of a page, and files of a list
_MOST_LETTERS: Final = 100


def folder_of(request: Request) -> ReceivedFolder:
    """What was received for the year in the address; raises 404 for a year that nobody reports on."""
    year = int(request.path_params["year"])
    if not FIRST_YEAR <= year <= request.app.state.today().year:
        raise HTTPException(404)
    return received(work_of(request).office, year)


async def choose_year(request: Request) -> Response:
    """The year that is asked for, else the latest that something was received for, else last year."""
    asked = request.query_params.get("year", "")
    today: date = request.app.state.today()
    known = received_years(work_of(request).office)
    year = int(asked) if asked.isdecimal() and len(asked) == len("2024") else (*known, today.year - 1)[0]
    return RedirectResponse(f"/received/{year}", 303)


async def show_received(request: Request) -> Response:
    """What was received, reviewed and added up so far."""
    return await run_in_threadpool(received_page, request, folder_of(request))


class JustDone(Struct, frozen=True):
    """What was done a moment ago, in a line, what was told of it, and the files that were ``placed``."""

    heading: str = ""
    findings: tuple[Finding, ...] = ()
    is_wrong: bool = False
    placed: tuple[str, ...] = ()


def received_page(request: Request, folder: ReceivedFolder, just: JustDone = JustDone()) -> Response:  # noqa: B008  it is frozen
    """The screen, after something was done also with what came of that."""
    told, files = Findings(), folder.files()
    review: ShownReview | None = request.app.state.reviews.of(folder)
    reports = [name for name in files if suffix_of(name) in REPORTS]
    since = since_review(folder, files, review)
    now = ReceivedNow(folder, tuple(files), review, since, request.app.state.today())
    lines = lines_of(now, told)
    days = read_receipts((folder.folder,), told, folder.office.limits)
    told.extend(review.findings if review else ())
    job = work_of(request).job(job_name(folder)) if not just.heading else None
    result = job.outcome if job and isinstance(job.outcome, (ReviewResult, RollupResult)) else None
    return page(
        request,
        "received.html",
        422 if just.is_wrong else 200,
        received=folder.year,
        screen="received",
        folder=folder,
        years=sorted({folder.year, *received_years(folder.office)}, reverse=True),
        heading=just.heading,
        findings=just.findings,
        told=tuple(told),
        review=review,
        expected=sum(each.is_listed for each in lines) if folder.listed else None,
        counts={key: sum(is_shown(each, key) for each in lines) for key in FILTERS},
        filters=FILTERS,
        chosen=_chosen(request),
        query=_query(request),
        shown=_page_of(request, lines),
        listed=folder.listed,
        unreviewed=since.new,
        since=since,
        corrections=_corrections(now, just.placed),
        overdue=sum(each.is_missing and each.is_overdue for each in lines),
        others=[(name, suffix_of(name) in FIGURES) for name in files if suffix_of(name) not in REPORTS],
        days={name: days.get(folder.folder / name) for name in files},
        reports=reports,
        has_sum=folder.sum_workbook.is_file(),
        government=_government(folder, result or _last_result(request, folder)),
        job=job,
        result=result,
        found=_found(folder, result or job),
        most=MOST_FILES,
        most_shown=_MOST_SHOWN,
        suffixes=",".join(sorted(REPORTS | FIGURES)),
    )


def _last_result(request: Request, folder: ReceivedFolder) -> object:
    """What came of the last work on the year's receipts, whatever was done since."""
    job = work_of(request).job(job_name(folder))
    return job.outcome if job else None


def _found(folder: ReceivedFolder, done: ReviewResult | RollupResult | Work[object] | None) -> list[Finding]:
    """What was found, errors first; of the folders that everybody here knows nothing is told."""
    folders = ToldFolders.handed_in([folder.folder], [folder.root, folder.office.working_folder])
    told = [folders.finding(each) for each in done.findings] if done else []
    return sorted(told, key=lambda each: each.severity.rank)


def _corrections(now: ReceivedNow, placed: Sequence[str]) -> tuple[LikelyCorrection, ...]:
    """Which of the files just placed may be meant to take the place of others."""
    if not placed:
        return ()
    before = (each for each in now.files if each not in set(placed))
    return likely_corrections(placed, before, whose_files(now, now.listed(Findings())))


def _chosen(request: Request) -> str:
    asked = request.query_params.get("show", "")
    return asked if asked in FILTERS else ""


def _query(request: Request) -> str:
    return request.query_params.get("q", "").strip()[:_MOST_LETTERS]


def _page_of(request: Request, lines: Iterable[ShownLine]) -> ShownPages:
    wanted, chosen = bare(_query(request)), _chosen(request)
    kept = [each for each in lines if is_shown(each, chosen) and wanted in bare(each.name)]
    pages = max(-(-len(kept) // _MOST_SHOWN), 1)
    asked = request.query_params.get("page", "")
    number = min(int(asked), pages) if asked.isdecimal() and len(asked) < len("100000") else 1
    first = (max(number, 1) - 1) * _MOST_SHOWN
    return ShownPages(tuple(kept[first : first + _MOST_SHOWN]), max(number, 1), pages, len(kept))


def _government(folder: ReceivedFolder, result: object) -> str:
    """Whose sum it is: as it was the last time, else as far as the settings tell."""
    if last := result.name if isinstance(result, RollupResult) else folder.summed_by():
        return last
    read = read_toml(folder.office.data / "agency.toml", "settings", Findings())
    settings = read.tables if read else {}
    name, region = (settings.get(key, "") for key in ("name", "region"))
    if settings.get("kind") == "government" and isinstance(name, str):
        return name
    return f"{region}人民政府" if isinstance(region, str) and region else ""


async def take_files(request: Request) -> Response:
    """Put what was handed in among what was received, and the day into the register."""
    folder = folder_of(request)
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        given = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        files = [(name_of(each.filename or ""), await each.read()) for each in given]
    if wrong := _wrong_names([name for name, _ in files]):
        return await _refused(request, folder, "没有放进来", [wrong])
    today: date = request.app.state.today()
    heading, refused = f"已经收下 {len(files)} 个文件", ""
    if len(files) > 1:
        refused = f"{len(files)} 个文件一个也没有收下：请去掉下面的，其余的再交一次"
    try:
        taken = await run_in_threadpool(take_in, folder, files, today)
    except ReportError as error:
        return await _refused(request, folder, refused or "没有改动", error.findings)
    just = JustDone(heading, taken.findings, placed=taken.names)
    return await run_in_threadpool(received_page, request, folder, just)


async def take_list(request: Request) -> Response:
    """Take the list of agencies that are to hand in."""
    folder = folder_of(request)
    name, data = "", b""
    async with request.form(max_files=1, max_fields=5) as form:
        given = form.get("file")
        if isinstance(given, UploadFile):
            name, data = name_of(given.filename or ""), await given.read()
    if wrong := _wrong_names([name] if name else []):
        return await _refused(request, folder, "没有收下名单", [wrong])
    return await _doing(request, folder, "名单已经收下", lambda: put_list(folder, name, data))


def _wrong_names(names: Sequence[str]) -> Finding | None:
    if names and all(names):
        return None
    message = "有的文件名不能用" if names else "没有选文件"
    remedy = "请改一个没有特殊符号的文件名再放进来" if names else "请先选文件"
    return Finding("file.missing", Severity.ERROR, None, message, remedy=remedy)


async def take_out_file(request: Request) -> Response:
    """Take a file out; it is kept aside."""
    folder, form = folder_of(request), await request.form(max_files=0, max_fields=5)
    name = str(form.get("name", ""))
    return await _doing(
        request, folder, f"已经取出“{name}”，留在“备份”文件夹里", lambda: take_out(folder, name)
    )


async def take_replacement(request: Request) -> Response:
    """Let one file stand for others, which are kept aside."""
    folder, form = folder_of(request), await request.form(max_files=0, max_fields=20)
    new, others = str(form.get("new", "")), [str(each) for each in form.getlist("old")]
    named = "”“".join(others)
    heading = f"以“{new}”为准，“{named}”已经取出，留在“备份”文件夹里"
    return await _doing(request, folder, heading, lambda: let_stand_for(folder, new, others))


async def take_corrected(request: Request) -> Response:
    """Put a corrected file in the place of one that was received, which is kept aside."""
    folder, name, data, old = folder_of(request), "", b"", ""
    today: date = request.app.state.today()
    async with request.form(max_files=1, max_fields=5) as form:
        given, old = form.get("file"), str(form.get("name", ""))
        if isinstance(given, UploadFile):
            name, data = name_of(given.filename or ""), await given.read()
    if wrong := _wrong_names([name] if name else []):
        return await _refused(request, folder, "没有换", [wrong])
    heading = f"已经用“{name}”换下“{old}”，换下的留在“备份”文件夹里"
    return await _doing(request, folder, heading, lambda: put_instead(folder, old, (name, data), today))


async def take_day(request: Request) -> Response:
    """Write down when a file came."""
    folder, form = folder_of(request), await request.form(max_files=0, max_fields=5)
    name, written = str(form.get("name", "")), str(form.get("day", ""))
    day = _day(written)
    if day is None:
        wrong = Finding("review.register", Severity.ERROR, None, "收到日期要写全年、月、日，没有改动")
        return await _refused(request, folder, "没有登记", [wrong])
    heading = f"已经登记“{name}”收到的日期；再审核一次，报送情况就更新了"
    return await _doing(request, folder, heading, lambda: set_day(folder, name, day))


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None


async def _doing(
    request: Request,
    folder: ReceivedFolder,
    heading: str,
    do: Callable[[], object],
) -> Response:
    """Do something with the folder, and show that it was done, or what went wrong."""
    try:
        await run_in_threadpool(do)
    except ReportError as error:
        return await _refused(request, folder, "没有改动", error.findings)
    return await run_in_threadpool(received_page, request, folder, JustDone(heading))


async def _refused(
    request: Request, folder: ReceivedFolder, heading: str, findings: Sequence[Finding]
) -> Response:
    """Show what was not done, and why."""
    just = JustDone(heading, tuple(findings), is_wrong=True)
    return await run_in_threadpool(received_page, request, folder, just)


def job_name(folder: ReceivedFolder) -> str:
    """What the work on a year's receipts is known by."""
    return f"received {folder.year}"


async def begin_review(request: Request) -> Response:
    """Begin to review every report of the year."""
    folder = folder_of(request)
    if not any(suffix_of(name) in REPORTS for name in await run_in_threadpool(folder.files)):
        return await _refused(request, folder, "没有审核", [_lacking("还没有收到报告")])
    _begin(request, folder, REVIEW, "report_builder.agencies.review:review_reports", folder.review())
    return RedirectResponse(f"/received/{folder.year}/working", 303)


async def begin_rollup(request: Request) -> Response:
    """Begin to add up the figures of the year."""
    folder, form = folder_of(request), await request.form(max_files=0, max_fields=5)
    if not await run_in_threadpool(folder.files):
        return await _refused(request, folder, "没有汇总", [_lacking("还没有收到报告，也没有收到统计数据")])
    name = " ".join(str(form.get("name", "")).split())[:_MOST_LETTERS]
    if not name:
        lacking = _lacking("还不知道是哪一级政府的汇总", "请填政府的名称，再按一次")
        return await _refused(request, folder, "没有汇总", [lacking])
    _begin(request, folder, ROLLUP, "report_builder.agencies.rollup:roll_up", folder.rollup(name))
    return RedirectResponse(f"/received/{folder.year}/working", 303)


def _lacking(message: str, remedy: str = "请先把文件拖进来，再试一次") -> Finding:
    return Finding("review.empty", Severity.ERROR, None, message, remedy=remedy)


def _begin(request: Request, folder: ReceivedFolder, kind: str, where: str, asked: object) -> Work[object]:
    return work_of(request).begin(job_name(folder), kind, lambda: apart(where, asked))


async def show_working(request: Request) -> Response:
    """How far the review or the sum is; what came of it once it is done."""
    folder = folder_of(request)
    here = f"/received/{folder.year}"
    job = work_of(request).job(job_name(folder))
    if job is not None:
        await run_in_threadpool(job.wait, 1.0)
        if not job.is_over:
            again, stop = f"{here}/working", f"{here}/working/stop"
            return page(request, "waiting.html", again=again, received=folder.year, step=job.step, stop=stop)
        if job.fault is not None:
            raise job.fault
    done = isinstance(job.outcome, RollupResult) if job else False
    over = f"{here}/sum" if done else here
    if asks_how_far(request):
        return Response(headers={"hx-redirect": over})
    return RedirectResponse(over, 303)


async def stop_working(request: Request) -> Response:
    """Let it end before its next step; it has written nothing then."""
    folder = folder_of(request)
    if job := work_of(request).job(job_name(folder)):
        job.stop()
    return RedirectResponse(f"/received/{folder.year}/working", 303)


async def send_file(request: Request) -> Response:
    """A file that was received, or the workbook over all."""
    path = folder_of(request).file(request.query_params.get("name", ""))
    if path is None:
        return page(request, "missing.html", 404)
    return FileResponse(path, filename=path.name)
