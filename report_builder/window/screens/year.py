"""年度: what is done and what is missing, the day by law, last year's numbers; start a year, build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, RedirectResponse, Response

from report_builder.checks.deadlines import report_deadline
from report_builder.diagnostics import ReportError, Severity
from report_builder.drafts import Draft
from report_builder.pipeline import BuildResult
from report_builder.window.apart import apart, called_apart
from report_builder.window.office import FIRST_YEAR
from report_builder.window.pages import page
from report_builder.window.screens.waiting import asks_how_far, draft_or_wait, wait_page, work_of, year_of
from report_builder.window.starting import AGENCY_FIELDS, read_start_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from starlette.requests import Request

    from report_builder.diagnostics import Finding

BUILD: Final = "build"
# What this year must follow from, and what people ask for first.
_COMPARED: Final = (
    ("requests.new.total", "本年新收政府信息公开申请", "件"),
    ("requests.carried_in.total", "上年结转申请", "件"),
    ("requests.total.total", "本年度办理结果总计", "件"),
    ("requests.carried_out.total", "结转下年度继续办理", "件"),
    ("proactive.rules.in_force", "规章现行有效", "件"),
    ("proactive.normative_documents.in_force", "行政规范性文件现行有效", "件"),
)


class ComparedFigure(Struct, frozen=True):
    """A figure of this year and the year before; empty where it is not known."""

    label: str
    unit: str
    before: str
    now: str


async def show_years(request: Request) -> Response:
    """The years, the latest in full."""
    work = work_of(request)
    years = work.office.years()
    if not years:
        return start_page(request)
    return RedirectResponse(f"/{years[0]}", 303)


async def show_year(request: Request) -> Response:
    """One year: how far it is."""
    year = year_of(request)
    draft = await draft_or_wait(request, year, "")
    if not isinstance(draft, Draft):
        return draft
    work, job = work_of(request), work_of(request).job(year)
    return page(
        request,
        "year.html",
        year=year,
        screen="",
        years=work.office.years(),
        draft=draft,
        counts=count(draft.findings),
        compared=_compare(draft),
        deadline=_deadline(draft, year, request.app.state.today()),
        ledgers=_ledgers(draft),
        built=work.office.built(year),
        job=job if job is not None and job.kind == BUILD else None,
        result=job.outcome if job is not None and isinstance(job.outcome, BuildResult) else None,
    )


def count(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, by its word."""
    told = [each.severity for each in dict.fromkeys(findings)]
    return {severity.label: told.count(severity) for severity in Severity}


async def begin_build(request: Request) -> Response:
    """Begin the build of a year, and show it."""
    year = year_of(request)
    work = work_of(request)
    work.begin(year, BUILD, lambda: apart("report_builder.pipeline:build", work.office.request(year)))
    return RedirectResponse(f"/{year}/building", 303)


async def show_building(request: Request) -> Response:
    """How far the build is; the year's page once it is done."""
    year = year_of(request)
    job = work_of(request).job(year)
    if job is not None:
        await run_in_threadpool(job.wait, 1.0)
        if not job.is_over:
            return wait_page(request, year, job.step, f"/{year}/building/stop", screen="")
        if job.fault is not None:
            raise job.fault
    over = f"/{year}" if job is None or job.kind == BUILD else f"/{year}/finish"
    if asks_how_far(request):
        return Response(headers={"hx-redirect": over})
    return RedirectResponse(over, 303)


async def stop_build(request: Request) -> Response:
    """Let the build end before its next step; it has written nothing then."""
    year = year_of(request)
    if job := work_of(request).job(year):
        job.stop()
    return RedirectResponse(f"/{year}/building", 303)


async def send_built(request: Request) -> Response:
    """A file of the last build."""
    year = year_of(request)
    path = work_of(request).office.built_file(year, request.query_params.get("name", ""))
    if path is None:
        return page(request, "missing.html", 404)
    return FileResponse(path, filename=path.name)


def start_page(request: Request, form: dict[str, str] | None = None, wrong: Sequence[str] = ()) -> Response:
    """The questions of `new` as a form."""
    office = work_of(request).office
    years = office.years()
    today: date = request.app.state.today()
    likely = str(max([today.year - 1, *years]) + (1 if years else 0))
    values = {"year": str(min(int(likely), today.year + 1)), **(form or {})}
    return page(
        request,
        "start.html",
        422 if wrong else 200,
        screen="start",
        fields=() if office.has_settings else AGENCY_FIELDS,
        form=values,
        wrong=wrong,
        years=years,
        first=FIRST_YEAR,
        last=today.year + 1,
    )


async def ask_start(request: Request) -> Response:
    """The form for another year."""
    return start_page(request)


async def begin_year(request: Request) -> Response:
    """Start a year with what the form says."""
    form = {key: str(value) for key, value in (await request.form(max_files=0, max_fields=30)).items()}
    office = work_of(request).office
    asked = read_start_form(form, office, request.app.state.today())
    if asked.wrong:
        return start_page(request, form, asked.wrong)
    try:
        result = await run_in_threadpool(called_apart, "report_builder.window.starting:start", office, asked)
    except ReportError as error:
        wrong = [each.message for each in error.findings if each.severity is Severity.ERROR]
        return start_page(request, form, wrong)
    return page(request, "started.html", year=asked.year, screen="", result=result, data=office.data)


def _compare(draft: Draft) -> list[ComparedFigure]:
    if draft.counted is None:
        return []
    before = draft.counted.last_year.figures if draft.counted.last_year else {}
    now = draft.counted.statistics.figures
    rows = [
        ComparedFigure(label, unit, _spell(before.get(path)), _spell(now.get(path)))
        for path, label, unit in _COMPARED
    ]
    return [row for row in rows if row.before not in {"", "0"} or row.now not in {"", "0"}]


def _spell(value: object) -> str:
    return "" if value is None else str(value)


def _ledgers(draft: Draft) -> int:
    return len(draft.counted.ledgers.files) if draft.counted else 0


def _deadline(draft: Draft, year: int, today: date) -> tuple[date, int] | None:
    """The day by law, and how many days are left; ``None`` where nobody knows whose report it is."""
    if draft.settings is None:
        return None
    day = report_deadline(draft.settings, year)
    return day, (day - today).days
