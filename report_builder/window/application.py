"""The office and its doors → the application: every address of the window, and who stands before them."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.system_faults import reason_of
from report_builder.window.drawn_pages import DrawnPages
from report_builder.window.guard import Guard, Guarded
from report_builder.window.pages import page
from report_builder.window.plain_pages import plain_page
from report_builder.window.reviews_shown import ReviewsShown
from report_builder.window.screens import (
    figures,
    finish,
    ledgers,
    mending,
    pages_shown,
    received,
    received_agency,
    received_sum,
    settings,
    text,
    waiting,
    year,
)
from report_builder.window.work import YearWork

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from report_builder.window.doors import Doors
    from report_builder.window.office import Office
    from report_builder.window.serving import Presence

_STATIC: Final = {
    "window.css": "text/css; charset=utf-8",
    "window.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "window.svg": "image/svg+xml",
}
_SHUT: Final = "文件或者文件夹打不开，这次没有做成"
_SHUT_REMEDY: Final = "请关闭正在使用这些文件的程序，确认磁盘和文件夹可以读写，再试一次"


class WindowWorld(Struct, frozen=True):
    """What the window takes from the world: the day, and where a fault of its own is written down."""

    today: Callable[[], date]
    record: Callable[[Exception], str]
    patience: float = 1.5  # seconds that a page waits for a draft; most years are drawn up within them
    may_choose: bool = False  # whether the user may open another folder on a page


def window(office: Office, doors: Doors, port: int, presence: Presence, surroundings: WindowWorld) -> ASGIApp:
    """The application as it is served on a port."""
    inner = application(
        [
            Route("/", year.show_years),
            Route("/start", year.ask_start),
            Route("/start", year.begin_year, methods=["POST"]),
            *everywhere(),
            *_of_a_year(),
            *_of_the_received(),
        ],
        surroundings,
    )
    inner.state.office = office
    inner.state.work = YearWork(office)
    inner.state.drawn = DrawnPages()
    inner.state.reviews = ReviewsShown()
    inner.state.today = surroundings.today
    inner.state.presence = presence
    inner.state.patience = surroundings.patience
    guarded = Guarded(inner, lambda: office.limits, telling(surroundings.record))
    return Guard(guarded, doors, port, presence.seen)


def _of_a_year() -> list[Route]:
    """The addresses below a year's."""
    return [
        Route("/{year:int}", year.show_year),
        Route("/{year:int}/build", year.begin_build, methods=["POST"]),
        Route("/{year:int}/building", year.show_building),
        Route("/{year:int}/building/stop", year.stop_build, methods=["POST"]),
        Route("/{year:int}/reading/stop", waiting.stop_reading, methods=["POST"]),
        Route("/{year:int}/built", year.send_built),
        Route("/{year:int}/ledgers", ledgers.show_ledgers),
        Route("/{year:int}/ledgers", ledgers.take_files, methods=["POST"]),
        Route("/{year:int}/ledgers/out", ledgers.take_out_file, methods=["POST"]),
        Route("/{year:int}/ledgers/cell", mending.mend_cell, methods=["POST"]),
        Route("/{year:int}/ledgers/answer", mending.take_answer, methods=["POST"]),
        Route("/{year:int}/ledgers/marked", mending.send_marked),
        Route("/{year:int}/ledgers/file", ledgers.send_ledger),
        Route("/{year:int}/figures", figures.show_figures),
        Route("/{year:int}/finish", finish.show_finish),
        Route("/{year:int}/finish", finish.begin_finish, methods=["POST"]),
        Route("/{year:int}/finish/back", finish.take_back, methods=["POST"]),
        Route("/{year:int}/finish/verify", finish.verify, methods=["POST"]),
        Route("/{year:int}/finish/refresh", finish.begin_refresh, methods=["POST"]),
        Route("/{year:int}/finish/file", finish.send_word),
        Route("/{year:int}/finish/package", finish.send_package),
        Route("/{year:int}/settings", settings.show_settings),
        Route("/{year:int}/settings", settings.take_settings, methods=["POST"]),
        Route("/{year:int}/text", text.show_whole),
        Route("/{year:int}/text/{number:int}", text.show_part),
        Route("/{year:int}/text/{number:int}", text.take_part, methods=["POST"]),
        Route("/{year:int}/text/figures", text.show_offered),
        Route("/{year:int}/text/word", text.take_word_text, methods=["POST"]),
        Route("/{year:int}/text/word/out", text.leave_word_text, methods=["POST"]),
        Route("/{year:int}/text/file", text.send_text),
        Route("/{year:int}/pages", pages_shown.show_pages),
        Route("/{year:int}/pages/{number:int}.png", pages_shown.send_picture),
    ]


def _of_the_received() -> list[Route]:
    """The addresses of what other agencies handed in."""
    return [
        Route("/received", received.choose_year),
        Route("/received/{year:int}", received.show_received),
        Route("/received/{year:int}", received.take_files, methods=["POST"]),
        Route("/received/{year:int}/list", received.take_list, methods=["POST"]),
        Route("/received/{year:int}/out", received.take_out_file, methods=["POST"]),
        Route("/received/{year:int}/replace", received.take_replacement, methods=["POST"]),
        Route("/received/{year:int}/exchange", received.take_corrected, methods=["POST"]),
        Route("/received/{year:int}/day", received.take_day, methods=["POST"]),
        Route("/received/{year:int}/file", received.send_file),
        Route("/received/{year:int}/review", received.begin_review, methods=["POST"]),
        Route("/received/{year:int}/rollup", received.begin_rollup, methods=["POST"]),
        Route("/received/{year:int}/working", received.show_working),
        Route("/received/{year:int}/working/stop", received.stop_working, methods=["POST"]),
        Route("/received/{year:int}/agency", received_agency.show_agency),
        Route("/received/{year:int}/answer", received_agency.take_answer, methods=["POST"]),
        Route("/received/{year:int}/page", received_agency.send_page),
        Route("/received/{year:int}/sum", received_sum.show_sum),
    ]


def addresses(served: ASGIApp) -> list[str]:
    """Every address that a served application knows, with how it is asked for: ``GET /{year}/text``."""
    inner = served
    while not isinstance(inner, Starlette):
        inner = inner.application  # type: ignore[attr-defined]  # what stands before an application has it
    return [
        f"{method} {route.path.replace(':int', '')}"
        for route in inner.routes
        if isinstance(route, Route)
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]


def application(routes: Sequence[Route], surroundings: WindowWorld) -> Starlette:
    """Addresses, and what is answered where one leads nowhere or the program is at fault."""
    tell = telling(surroundings.record)
    made = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: _refuse,
            OSError: _shut,
            ReportError: _found,
            Exception: lambda _, error: tell(error),
        },
    )
    made.state.may_choose = surroundings.may_choose
    return made


def everywhere() -> list[Route]:
    """The addresses that every page uses."""
    return [
        Route("/here", _here, methods=["POST"]),
        Route("/end", _end, methods=["POST"]),
        Route("/static/{name}", _static),
    ]


def telling(record: Callable[[Exception], str]) -> Callable[[Exception], Response]:
    """The answer where no page can be made: what the system keeps shut, or the program's own fault.

    A fault of its own is written down, and told in a sentence.
    """

    def tell(error: Exception) -> Response:
        if isinstance(error, OSError):
            return HTMLResponse(plain_page(_SHUT, f"{reason_of(error)}\n{_SHUT_REMEDY}"), 503)
        told = "" if isinstance(error, ClientDisconnect) else record(error)
        return HTMLResponse(plain_page("程序内部出错", told), 500)

    return tell


async def _refuse(request: Request, error: Exception) -> Response:
    """The page for an address that leads nowhere, or a form that cannot be read."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    return page(request, "missing.html", status)


async def _found(request: Request, error: Exception) -> Response:
    """The page that tells what stands in the way of all that was asked for."""
    findings = error.findings if isinstance(error, ReportError) else ()
    return page(request, "stopped.html", 422, year=request.path_params.get("year"), findings=findings)


async def _shut(request: Request, error: Exception) -> Response:
    """The page for a file or a folder that the system keeps shut just now."""
    reason = reason_of(error) if isinstance(error, OSError) else ""
    place = Place(str(error.filename)) if isinstance(error, OSError) and error.filename else None
    finding = Finding("file.unreadable", Severity.ERROR, place, _SHUT, reason, _SHUT_REMEDY)
    return page(request, "stopped.html", 503, year=request.path_params.get("year"), findings=(finding,))


async def _here(_: Request) -> Response:
    return Response(status_code=204)


async def _end(request: Request) -> Response:
    request.app.state.presence.end()
    return HTMLResponse(plain_page("已经结束", "窗口已经关闭，文件都在原处。这一页可以关掉了。"))


async def _static(request: Request) -> Response:
    """One of the few files that every page uses."""
    name = request.path_params["name"]
    if name not in _STATIC:
        return PlainTextResponse("", 404)
    data = files("report_builder.window").joinpath("static", name).read_bytes()
    return Response(data, headers={"content-type": _STATIC[name]})
