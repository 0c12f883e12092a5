"""正文: the text by section with its figures, what the reviewers will say beside it; edited, or from Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse

from report_builder.diagnostics import Finding, Findings, ReportError, Severity
from report_builder.drafting import preview_text
from report_builder.drafts import Draft
from report_builder.manuscript.narrative_files import TEXT_FILE, WORD_FILE
from report_builder.manuscript.narrative_source import NarrativeSource
from report_builder.window.figures_offered import offer_figures
from report_builder.window.pages import page
from report_builder.window.screens.waiting import draft_or_wait, work_of, year_of
from report_builder.window.text_file import TextPart, YearText, leave_word, read_text, save_part, take_word
from report_builder.window.text_shown import ShownSection, ShownText, show_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

_MOST_LETTERS: Final = 2_000_000  # of one part; the file's own limit is told in words
_MOST_WANTED: Final = 100


class TypedPart(Struct, frozen=True):
    """What somebody typed for a part: the part as the form had it, and the text now."""

    number: int
    heading: str
    stamp: str
    text: str


async def show_whole(request: Request) -> Response:
    """The text as it reads, with what was found beside each paragraph."""
    year = year_of(request)
    draft = await draft_or_wait(request, year, "text")
    if not isinstance(draft, Draft):
        return draft
    return await run_in_threadpool(_page, request, year, draft)


def _page(
    request: Request, year: int, draft: Draft, findings: Sequence[Finding] = (), told: str = ""
) -> Response:
    is_word = work_of(request).office.text_in_word(year) is not None
    try:
        written = None if is_word else _read(request, year, draft)
    except ReportError as error:
        written, findings = None, (*findings, *error.findings)
    shown = show_text(draft.manuscript, draft.findings) if draft.manuscript else None
    return page(
        request,
        "text.html",
        422 if findings else 200,
        year=year,
        screen="text",
        is_word=is_word,
        written=written,
        shown=shown,
        parts=_parts_of(written, shown) if written and shown else {},
        found=[] if shown else _of_text(draft),
        understood=_understood(draft, shown) if is_word and shown else None,
        findings=findings,
        told=told,
    )


def _read(request: Request, year: int, draft: Draft) -> YearText:
    shipped = draft.report_format.folder / TEXT_FILE if draft.report_format else None
    return read_text(work_of(request).office, year, shipped)


def _parts_of(written: YearText, shown: ShownText) -> dict[int, TextPart]:
    """The part of the file that each shown section stands in, by the section's line."""
    found = {}
    for section in shown.sections:
        within = [part for part in written.parts if part.first <= section.line]
        found[section.line] = within[-1] if within else written.parts[0]
    return found


def _of_text(draft: Draft) -> list[Finding]:
    """What was found of a text that could not be filled."""
    names = {TEXT_FILE, WORD_FILE}
    return [
        each
        for each in dict.fromkeys(draft.findings)
        if each.code.startswith("narrative.")
        or (each.place is not None and each.place.file.replace("\\", "/").rpartition("/")[2] in names)
    ]


class Understood(Struct, frozen=True):
    """How a Word file was read: how much of each kind."""

    sections: int
    paragraphs: int
    tables: int
    pictures: int
    figures: int


def _understood(draft: Draft, shown: ShownText) -> Understood:
    blocks = [block for section in shown.sections for block in section.blocks]
    words = ["".join(piece.text for piece in block.pieces) for block in blocks]
    return Understood(
        len(shown.sections) - 1,
        sum(not block.level for block in blocks),
        sum(word.startswith("（表，") for word in words),
        sum(word.startswith("（图：") for word in words),
        len(draft.manuscript.figures) if draft.manuscript else 0,
    )


async def show_part(request: Request) -> Response:
    """One part of the text, to be changed."""
    year, number = year_of(request), int(request.path_params["number"])
    draft = await draft_or_wait(request, year, "text")
    if not isinstance(draft, Draft):
        return draft
    return await run_in_threadpool(_editor, request, year, draft, number)


def _editor(request: Request, year: int, draft: Draft, number: int) -> Response:
    try:
        written = _read(request, year, draft)
    except ReportError as error:
        return _page(request, year, draft, error.findings, "没有打开")
    if number >= len(written.parts):
        raise HTTPException(404)
    part = written.parts[number]
    return _form(request, year, draft, TypedPart(number, part.heading, written.stamp, part.text))


def _form(  # noqa: PLR0913  each is something that the form shows
    request: Request,
    year: int,
    draft: Draft,
    typed: TypedPart,
    *,
    preview: Sequence[ShownSection] | None = None,
    findings: Sequence[Finding] = (),
    theirs: str | None = None,
    is_wrong: bool = False,
) -> Response:
    wanted = request.query_params.get("q", "")[:_MOST_WANTED]
    offered, is_more = offer_figures(draft.statistics, wanted) if draft.statistics else ([], False)
    return page(
        request,
        "text_part.html",
        422 if is_wrong else 200,
        year=year,
        screen="text",
        typed=typed,
        preview=preview,
        findings=findings,
        theirs=theirs,
        offered=offered,
        is_more=is_more,
        wanted=wanted,
    )


async def take_part(request: Request) -> Response:
    """Save what was typed, or show how it will read; where the file has changed meanwhile, show both."""
    year, number = year_of(request), int(request.path_params["number"])
    given = await request.form(max_files=0, max_fields=10, max_part_size=_MOST_LETTERS)
    text = str(given.get("text", "")).replace("\r\n", "\n").replace("\r", "\n")
    typed = TypedPart(number, str(given.get("heading", "")), str(given.get("stamp", "")), text)
    draft = await draft_or_wait(request, year, "text")
    if not isinstance(draft, Draft):
        return await run_in_threadpool(_unsaved, request, year, typed)
    is_preview = given.get("do") == "preview"
    return await run_in_threadpool(_preview if is_preview else _save, request, year, draft, typed)


def _unsaved(request: Request, year: int, typed: TypedPart) -> Response:
    """The form again with what was typed, while nothing else can be told of the year."""
    message, remedy = "台账或者设置正在读取，这次还没有存", "请过几秒钟再按一次“存好”"
    busy = Finding("file.busy", Severity.ERROR, None, message, remedy=remedy)
    draft = Draft(work_of(request).office.request(year))
    return _form(request, year, draft, typed, findings=[busy], is_wrong=True)


def _save(request: Request, year: int, draft: Draft, typed: TypedPart) -> Response:
    office = work_of(request).office
    try:
        written = _read(request, year, draft)
        if written.stamp != typed.stamp:
            return _both(request, year, draft, typed, written)
        if typed.number >= len(written.parts):
            raise HTTPException(404)
        if typed.text != written.parts[typed.number].text:
            save_part(office, year, written, typed.number, typed.text)
    except ReportError as error:
        return _form(request, year, draft, typed, findings=error.findings, is_wrong=True)
    return RedirectResponse(f"/{year}/text#part-{typed.number}", 303)


def _both(request: Request, year: int, draft: Draft, typed: TypedPart, now: YearText) -> Response:
    """What was typed and what the file has now: the next save is of who has seen both."""
    same = [part for part in now.parts if part.heading == typed.heading]
    part = (same or [*now.parts[typed.number : typed.number + 1], now.parts[-1]])[0]
    again = TypedPart(part.number, part.heading, now.stamp, typed.text)
    message = "正文在别处改过了，您写的还没有存"
    remedy = "上面是您写的，下面是文件里现在的；改成想要的样子，再存一次"
    changed = Finding("file.changed", Severity.ERROR, None, message, remedy=remedy)
    return _form(request, year, draft, again, findings=[changed], theirs=part.text, is_wrong=True)


def _preview(request: Request, year: int, draft: Draft, typed: TypedPart) -> Response:
    """How the part will read with the figures of now; nothing is written."""
    found = Findings()
    try:
        written = _read(request, year, draft)
    except ReportError as error:
        return _form(request, year, draft, typed, findings=error.findings, is_wrong=True)
    text = written.with_part(typed.number, typed.text)
    source = NarrativeSource(TEXT_FILE, tuple(text.split("\n")), budget=draft.limits)
    manuscript = preview_text(draft, source, found)
    if manuscript is None:
        return _form(request, year, draft, typed, findings=tuple(found))
    first = written.parts[typed.number].first if typed.number < len(written.parts) else 1
    last = first + typed.text.count("\n")
    shown = show_text(manuscript, found)
    within = [
        each for each in shown.sections if first <= each.line <= last or (not each.heading and first == 1)
    ]
    return _form(request, year, draft, typed, preview=within, findings=shown.findings)


async def show_offered(request: Request) -> Response:
    """The figures that a text may show, as a piece of the page."""
    year = year_of(request)
    draft = await draft_or_wait(request, year, "text")
    if not isinstance(draft, Draft):
        return draft
    wanted = request.query_params.get("q", "")[:_MOST_WANTED]
    offered, is_more = offer_figures(draft.statistics, wanted) if draft.statistics else ([], False)
    return page(request, "figures_offered.html", year=year, offered=offered, is_more=is_more)


async def take_word_text(request: Request) -> Response:
    """Take a Word file for the text, and say what was understood of it."""
    year = year_of(request)
    data = b""
    async with request.form(max_files=1, max_fields=5) as form:
        given = form.get("file")
        if isinstance(given, UploadFile) and given.filename:
            data = await given.read()
    return await _change(request, year, lambda: take_word(work_of(request).office, year, data))


async def leave_word_text(request: Request) -> Response:
    """Write the text here again; the Word file is kept aside."""
    year = year_of(request)
    return await _change(request, year, lambda: leave_word(work_of(request).office, year))


async def _change(request: Request, year: int, change: Callable[[], None]) -> Response:
    try:
        await run_in_threadpool(change)
    except ReportError as error:
        draft = await draft_or_wait(request, year, "text")
        if not isinstance(draft, Draft):
            return draft
        return await run_in_threadpool(_page, request, year, draft, error.findings, "没有改动正文")
    return RedirectResponse(f"/{year}/text", 303)


async def send_text(request: Request) -> Response:
    """The text as it lies in the folder."""
    year = year_of(request)
    path = work_of(request).office.text_file(year)
    if path is None:
        return page(request, "missing.html", 404)
    return FileResponse(path, filename=path.name)
