"""版面: the report's pages as they will be printed, and the files that a build has made of them."""

from __future__ import annotations

import io
from threading import Lock
from typing import TYPE_CHECKING, Final

import pypdfium2  # type: ignore[import-untyped]  # no types
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from report_builder.drafts import Draft
from report_builder.painting.pdf import paint_pdf
from report_builder.window.pages import page
from report_builder.window.screens.waiting import draft_or_wait, work_of, year_of

if TYPE_CHECKING:
    from starlette.requests import Request

_SCALE: Final = 1.5  # pixels of a picture to the point
_RENDERING: Final = Lock()  # pdfium is not to be called twice at once


class PaintedDraft:
    """The PDF of the draft that was shown last; another draft takes its place."""

    def __init__(self) -> None:
        self._draft: Draft | None = None
        self._pdf = b""

    def pdf(self, draft: Draft) -> bytes:
        """The pages of a draft that has come so far."""
        with _RENDERING:
            if draft is not self._draft and draft.typeset is not None:
                self._pdf = paint_pdf(draft.typeset.pages, draft.typeset.faces, ())
                self._draft = draft
            return self._pdf


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
    if not isinstance(draft, Draft) or number not in _texts(draft):
        return page(request, "missing.html", 404)
    painted: PaintedDraft = request.app.state.painted
    png = await run_in_threadpool(_picture, painted.pdf(draft), number)
    return Response(png, media_type="image/png")


def _picture(pdf: bytes, number: int) -> bytes:
    with _RENDERING:
        document = pypdfium2.PdfDocument(pdf)
        try:
            drawn = document[number - 1].render(scale=_SCALE).to_pil()
        finally:
            document.close()
    opened = io.BytesIO()
    drawn.save(opened, "PNG")
    return opened.getvalue()
