"""版面: the report's pages as they will be printed, and the files that a build has made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from report_builder.drafts import Draft
from report_builder.window.pages import page
from report_builder.window.screens.waiting import draft_or_wait, work_of, year_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from report_builder.window.drawn_pages import DrawnPages


async def show_pages(request: Request) -> Response:
    """Every page as a picture."""
    year = year_of(request)
    draft = await draft_or_wait(request, year, "pages")
    if not isinstance(draft, Draft):
        return draft
    return page(
        request,
        "pages.html",
        year=year,
        screen="pages",
        pages=_texts(draft),
        built=work_of(request).office.built(year),
    )


def _texts(draft: Draft) -> list[int]:
    return [] if draft.typeset is None else list(range(1, len(draft.typeset.pages.pages) + 1))


async def send_picture(request: Request) -> Response:
    """The picture of one page."""
    year, number = year_of(request), int(request.path_params["number"])
    draft = await draft_or_wait(request, year, "pages")
    if not isinstance(draft, Draft) or draft.typeset is None or number not in _texts(draft):
        return page(request, "missing.html", 404)
    drawn: DrawnPages = request.app.state.drawn
    png = await run_in_threadpool(drawn.picture, draft.typeset, number)
    return page(request, "missing.html", 404) if png is None else Response(png, media_type="image/png")
