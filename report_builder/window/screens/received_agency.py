"""One agency of those that handed in: what was found, confirmed or dismissed, and the page of evidence."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from report_builder.agencies.agency_lists import due_on
from report_builder.agencies.receipts import read_receipts
from report_builder.agencies.review_answers import GivenAnswer
from report_builder.agencies.reviewed_reports import ANSWERS
from report_builder.diagnostics import Finding, Findings, ReportError, Severity
from report_builder.page_templates import page_look
from report_builder.window.pages import page
from report_builder.window.receiving import give_answer
from report_builder.window.screens.received import folder_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from report_builder.window.received_folder import ReceivedFolder
    from report_builder.window.reviews_shown import ShownAgency, ShownReview

_MOST_LETTERS: Final = 500
# An agency wrote what a page tells: it may do nothing, whatever lies there by that name.
_BOUND: Final = "sandbox; default-src 'none'; style-src '{}'; base-uri 'none'; frame-ancestors 'none'"


async def show_agency(request: Request) -> Response:
    """What was found of an agency's reports."""
    return await run_in_threadpool(
        _page, request, folder_of(request), request.query_params.get("name", ""), ()
    )


def _page(request: Request, folder: ReceivedFolder, name: str, wrong: Sequence[Finding]) -> Response:
    review: ShownReview | None = request.app.state.reviews.of(folder)
    agency = review.agency(name) if review else None
    if review is None or agency is None:
        return page(request, "missing.html", 404)
    days = read_receipts((folder.folder,), Findings(), folder.office.limits)
    by_name = {path.name: day for path, day in days.items()}
    there = {path.rpartition("/")[2]: path for path in folder.files()}
    places = [there[row["文件"]] for row in agency.reports if row["文件"] in there]
    return page(
        request,
        "received_agency.html",
        422 if wrong else 200,
        received=folder.year,
        screen="received",
        agency=agency,
        wrong=wrong,
        due=due_on(agency.name, folder.year, None),
        open=[each for each in agency.doubts if not each.is_unfounded],
        unfounded=[each for each in agency.doubts if each.is_unfounded],
        reports=[(row, there.get(row["文件"], ""), by_name.get(row["文件"])) for row in agency.reports],
        others=places if len(places) > 1 else (),
        answers=ANSWERS,
        next=_next(review, agency),
        done=request.query_params.get("done", "") == "answer" and not wrong,
    )


def _next(review: ShownReview, agency: ShownAgency) -> ShownAgency | None:
    """The next with something that nobody has answered."""
    at = review.agencies.index(agency)
    others = (*review.agencies[at + 1 :], *review.agencies[:at])
    return next((each for each in others if each.unanswered), None)


async def take_answer(request: Request) -> Response:
    """Keep what a reviewer says to a finding, or take it back."""
    folder, form = folder_of(request), await request.form(max_files=0, max_fields=8)
    given: Mapping[str, str] = {key: str(value) for key, value in form.items()}
    name, mark = given.get("agency", ""), given.get("mark", "")
    said = GivenAnswer(given.get("answer", ""), " ".join(given.get("note", "").split())[:_MOST_LETTERS])
    if not said.answer:
        said = GivenAnswer()
    review: ShownReview | None = await run_in_threadpool(request.app.state.reviews.of, folder)
    agency = review.agency(name) if review else None
    marks = {each.mark for each in agency.doubts} if agency else set()
    if agency is None or said.answer not in {"", *ANSWERS}:
        return page(request, "missing.html", 404)
    if mark not in marks:
        gone = Finding("file.changed", Severity.ERROR, None, "这个问题已经不在了，没有记下")
        return await run_in_threadpool(_page, request, folder, name, (gone,))
    try:
        await run_in_threadpool(give_answer, folder, mark, said, given.get("seen", ""))
    except ReportError as error:
        return await run_in_threadpool(_page, request, folder, name, error.findings)
    return RedirectResponse(
        f"/received/{folder.year}/agency?name={quote(name, safe='')}&done=answer#f-{quote(mark, safe='')}",
        303,
    )


async def send_page(request: Request) -> Response:
    """The page of evidence that a review has made of a report, bound so that it can do nothing."""
    folder, name = folder_of(request), request.query_params.get("name", "")
    review: ShownReview | None = await run_in_threadpool(request.app.state.reviews.of, folder)
    known = {row.get("页面", "") for each in review.agencies for row in each.reports} if review else set()
    path = folder.page(name) if name in known else None
    if path is None:
        return page(request, "missing.html", 404)
    data = await run_in_threadpool(path.read_bytes)
    kind = {"content-type": "text/html; charset=utf-8", "content-security-policy": _BOUND.format(_style())}
    return Response(data, headers=kind)


@cache
def _style() -> str:
    """By which the policy lets in the look that every such page has (CSP Level 3, 6.7.2)."""
    look = page_look("report_builder.agencies", "review_page")
    return f"sha256-{b64encode(sha256(look.encode()).digest()).decode()}"
