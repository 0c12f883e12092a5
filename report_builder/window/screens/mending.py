"""台账, what is done to them from the page: a cell mended, a question answered, a marked copy sent back."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from report_builder.diagnostics import ReportError, Severity
from report_builder.drafts import Draft
from report_builder.window.answers import answer_question
from report_builder.window.apart import called_apart
from report_builder.window.handing_in import disposition
from report_builder.window.mending.marked_copies import COPIED
from report_builder.window.mending.mending import MOST_LETTERS, CellChange, mend
from report_builder.window.pages import page
from report_builder.window.screens.ledgers import refused
from report_builder.window.screens.waiting import draft_or_wait, work_of, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def mend_cell(request: Request) -> Response:
    """Write one cell into its workbook, and show what is found now."""
    year = year_of(request)
    given = await request.form(max_files=0, max_fields=10)
    asked = {
        key: str(given.get(key, ""))[:MOST_LETTERS] for key in ("name", "sheet", "cell", "typed", "stamp")
    }
    asked["typed"] = asked["typed"].strip()
    try:
        await run_in_threadpool(mend, work_of(request).office, year, CellChange(**asked))
    except ReportError as error:
        return refused(request, year, error.findings)
    return RedirectResponse(f"/{year}/ledgers?done=cell", 303)


async def take_answer(request: Request) -> Response:
    """Write down the answer to a question that a ledger leaves open."""
    year = year_of(request)
    given = await request.form(max_files=0, max_fields=5)
    draft = await draft_or_wait(request, year, "ledgers")
    if not isinstance(draft, Draft):
        return draft
    asked = draft.counted.ledgers.questions if draft.counted else ()
    question, answer = str(given.get("question", "")), str(given.get("answer", ""))
    try:
        await run_in_threadpool(answer_question, work_of(request).office, year, asked, question, answer)
    except ReportError as error:
        return refused(request, year, error.findings)
    return RedirectResponse(f"/{year}/ledgers?done=answer", 303)


async def send_marked(request: Request) -> Response:
    """A copy of a workbook with its faulty cells marked."""
    year = year_of(request)
    draft = await draft_or_wait(request, year, "ledgers")
    if not isinstance(draft, Draft):
        return draft
    path = work_of(request).office.ledger(year, request.query_params.get("name", ""))
    if path is None or path.suffix.lower() not in COPIED:
        return page(request, "missing.html", 404)
    marks = list(_marks(draft, path.as_posix()))
    where = "report_builder.window.mending.marked_copies:mark_copy"
    data = await run_in_threadpool(called_apart, where, path.read_bytes(), path.suffix.lower(), marks)
    if not isinstance(data, bytes):  # never, but the other process may give anything
        raise TypeError
    name = f"{PurePath(path.name).stem}（标出{len(marks)}处）{path.suffix}"
    return Response(data, headers={"content-disposition": disposition(name)}, media_type=_XLSX)


def _marks(draft: Draft, file: str) -> Iterator[tuple[str, str, str, str]]:
    for finding in dict.fromkeys(draft.findings):
        place = finding.place
        if place is None or place.file != file or not place.cell or finding.severity is Severity.NOTICE:
            continue
        remedy = f"办法：{finding.remedy}" if finding.remedy and "[[answers]]" not in finding.remedy else ""
        told = [f"{finding.severity.label}：{finding.message}", finding.evidence, remedy]
        yield place.sheet, place.cell, finding.severity.value, "\n".join(filter(None, told))
