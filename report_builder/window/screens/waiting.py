"""A year's draft, done or under way → the draft, or the page that waits for it and says how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from report_builder.window.pages import page

if TYPE_CHECKING:
    from starlette.requests import Request

    from report_builder.drafts import Draft
    from report_builder.window.work import YearWork


def work_of(request: Request) -> YearWork:
    """The work on the years of this window."""
    work: YearWork = request.app.state.work
    return work


def year_of(request: Request) -> int:
    """The year in the address, which must have a folder; raises 404 otherwise."""
    year = int(request.path_params["year"])
    if year not in work_of(request).office.years():
        raise HTTPException(404)
    return year


async def draft_or_wait(request: Request, year: int, screen: str) -> Draft | Response:
    """The year's draft as its files are now; where that takes longer, a page that asks again by itself."""
    work = work_of(request).draft(year)
    await run_in_threadpool(work.wait, request.app.state.patience)
    if not work.is_over:
        return wait_page(request, year, work.step, f"/{year}/reading/stop", screen=screen)
    if asks_how_far(request):
        return Response(headers={"hx-refresh": "true"})
    if work.fault is not None:
        raise work.fault
    if work.outcome is None:
        return page(request, "stopped.html", year=year, screen=screen, findings=work.findings)
    return work.outcome


def wait_page(request: Request, year: int, step: str, stop: str, *, screen: str) -> Response:
    """How far the work is; the page asks again until it is over."""
    again = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method != "GET":
        again = f"/{year}"
    return page(request, "waiting.html", again=again, year=year, screen=screen, step=step, stop=stop)


def asks_how_far(request: Request) -> bool:
    """Whether it is the waiting page that asks, which is to be left once the work is over."""
    return request.headers.get("hx-target") == "progress"


async def stop_reading(request: Request) -> Response:
    """Let the draft that is being drawn up end before its next step."""
    year = year_of(request)
    work_of(request).stop_draft(year)
    return page(request, "stopped.html", year=year, screen="", findings=())
