"""台账: files handed in, what was read of each, and every finding beside a picture of its rows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, RedirectResponse

from report_builder.diagnostics import Findings, ReportError, Severity
from report_builder.drafts import Draft
from report_builder.ledgers.opening.folder_entries import LEDGER_SUFFIXES
from report_builder.ledgers.sheets import SHEETS
from report_builder.window.handing_in import MOST_FILES, hand_in, name_of, take_out
from report_builder.window.keeping import stamp_of
from report_builder.window.mending.marked_copies import COPIED
from report_builder.window.mending.mending import MENDABLE
from report_builder.window.pages import page
from report_builder.window.rows_shown import picture_of, text_at
from report_builder.window.screens.waiting import draft_or_wait, work_of, year_of
from report_builder.window.screens.year import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from report_builder.budgets import Budget
    from report_builder.diagnostics import Finding, Place
    from report_builder.ledgers.frames import Ledgers
    from report_builder.ledgers.questions import Question
    from report_builder.window.rows_shown import RowsPicture

    Asked = tuple[str, Place, str]

_DONE: Final = {
    "cell": "已经改好写进台账，改以前的那一份留在“备份”文件夹里。",
    "answer": "答复已经记下。",
}
_MOST_PICTURES: Final = 60  # of a page; the findings beyond them are told in words


class ShownFinding(Struct, frozen=True):
    """A finding as the page shows it: where within its file, and the rows around."""

    severity: Severity
    spot: str
    message: str
    evidence: str
    remedy: str
    picture: RowsPicture | None
    question: Question | None = None
    mended: MendedCell | None = None


class MendedCell(Struct, frozen=True):
    """A cell that can be mended here, as the form names it, and what it says."""

    name: str
    sheet: str
    cell: str
    written: str


class ShownFile(Struct, frozen=True):
    """A file, how many rows were read of each of its sheets, and what was found in it."""

    name: str
    is_ledger: bool
    sheets: tuple[tuple[str, str, int], ...]
    findings: tuple[ShownFinding, ...]
    stamp: str = ""
    can_be_marked: bool = False


async def show_ledgers(request: Request) -> Response:
    """The year's ledgers and everything that was found."""
    year = year_of(request)
    draft = await draft_or_wait(request, year, "ledgers")
    if not isinstance(draft, Draft):
        return draft
    return await run_in_threadpool(_page, request, year, draft)


def _page(request: Request, year: int, draft: Draft) -> Response:
    folder = work_of(request).office.ledgers(year)
    files = _files(draft, folder)
    return page(
        request,
        "ledgers.html",
        year=year,
        screen="ledgers",
        files=[each for each in files if each.is_ledger],
        others=[each for each in files if not each.is_ledger and each.findings],
        counts=count(draft.findings),
        folder=folder,
        done=_DONE.get(request.query_params.get("done", ""), ""),
        suffixes=",".join(sorted(LEDGER_SUFFIXES)),
        most=MOST_FILES,
    )


def _files(draft: Draft, folder: Path) -> list[ShownFile]:
    """The files of the folder, those with errors first, and after them what else findings are about."""
    ledgers = draft.counted.ledgers if draft.counted else None
    read = _rows_read(ledgers) if ledgers else {}
    own = _listing(folder)
    asked = {(each.code, each.place, each.message): each for each in ledgers.questions} if ledgers else {}
    groups: dict[str, list[Finding]] = {path: [] for path in own}
    for finding in dict.fromkeys(draft.findings):
        file = finding.place.file if finding.place else ""
        groups.setdefault(file if file in own else _name(Path(file), folder), []).append(finding)
    room = _MOST_PICTURES
    shown = []
    for file, findings in groups.items():
        cards = []
        for finding in sorted(findings, key=lambda each: each.severity.rank):
            picture = _picture(finding.place, ledgers, draft.limits) if file in own and room > 0 else None
            room -= picture is not None
            cards.append(_shown(finding, picture, _question(finding, asked), draft.limits))
        is_own = file in own
        name = Path(file).name if is_own else file
        can_be_marked = is_own and Path(file).suffix.lower() in COPIED and any(each.mended for each in cards)
        stamp = _stamp(Path(file)) if any(each.mended for each in cards) else ""
        shown.append(ShownFile(name, is_own, tuple(read.get(file, ())), tuple(cards), stamp, can_be_marked))
    return sorted(shown, key=lambda each: all(one.severity is not Severity.ERROR for one in each.findings))


def _name(file: Path, folder: Path) -> str:
    """How a file that is no ledger is called on the page."""
    if not file.name:
        return "整个报告"
    return "台账文件夹" if file == folder else file.name


def _listing(folder: Path) -> list[str]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []
    return [path.as_posix() for path in paths if not path.name.startswith((".", "~$"))]


def _rows_read(ledgers: Ledgers) -> dict[str, list[tuple[str, str, int]]]:
    """By file: each sheet, the ledger that it is read as, and how many rows were counted."""
    told: dict[str, list[tuple[str, str, int]]] = {}
    for known in SHEETS:
        frame = ledgers.frame(known)
        rows = Counter(zip(frame["file"].astype("str"), frame["sheet"].astype("str"), strict=True))
        for (file, sheet), number in rows.items():
            told.setdefault(file, []).append((sheet, known, number))
    return told


def _picture(place: Place | None, ledgers: Ledgers | None, budget: Budget) -> RowsPicture | None:
    if place is None or not place.sheet:
        return None
    origin = ledgers.origins.get((place.file, place.sheet)) if ledgers else None
    return picture_of(place, origin.columns if origin else {}, budget)


def _question(finding: Finding, asked: Mapping[Asked, Question]) -> Question | None:
    """What a finding asks, or an answer to which it is."""
    place = finding.place
    if place is None:
        return None
    if finding.code != "ledger.answered":
        return asked.get((finding.code, place, finding.message))
    return next(
        (
            question
            for (_, at, message), question in asked.items()
            if at == place and finding.message.startswith(f"{message}；")
        ),
        None,
    )


def _shown(
    finding: Finding, picture: RowsPicture | None, question: Question | None, budget: Budget
) -> ShownFinding:
    place = finding.place
    spot = str(place).removeprefix(place.file).removeprefix(" › ") if place else ""
    remedy = finding.remedy.partition("；确实没有错的，请在本年的")[0] if question else finding.remedy
    return ShownFinding(
        finding.severity,
        spot,
        finding.message,
        finding.evidence,
        remedy,
        picture,
        question,
        _mended(place, picture, budget) if finding.severity is not Severity.NOTICE else None,
    )


def _mended(place: Place | None, picture: RowsPicture | None, budget: Budget) -> MendedCell | None:
    """The marked cell of a picture, where its file can be changed here."""
    if place is None or picture is None or picture.column is None:
        return None
    name = Path(place.file).name
    if Path(name).suffix.lower() not in MENDABLE:
        return None
    meant = next(each for each in picture.rows if each.is_meant)
    cell = f"{picture.letters[picture.column]}{meant.number}"
    return MendedCell(name, place.sheet, cell, text_at(place, cell, budget))


def _stamp(path: Path) -> str:
    try:
        return stamp_of(path.read_bytes())
    except OSError:
        return ""


async def take_files(request: Request) -> Response:
    """Put the files that were handed in among the ledgers, and show what was found."""
    year = year_of(request)
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        given = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        files = {name_of(each.filename or ""): await each.read() for each in given}
    problem = Findings()
    if not files:
        problem.error("file.missing", None, "没有选文件", remedy="请先选文件，再按“放进来”")
    if "" in files:
        problem.error("file.missing", None, "有的文件名不能用", remedy="请改一个没有特殊符号的文件名再放进来")
    try:
        problem.stop_on_errors()
        await run_in_threadpool(hand_in, work_of(request).office, year, files)
    except ReportError as error:
        return refused(request, year, error.findings)
    return RedirectResponse(f"/{year}/ledgers", 303)


async def take_out_file(request: Request) -> Response:
    """Take a file out of the ledgers; it is kept aside."""
    year = year_of(request)
    form = await request.form(max_files=0, max_fields=5)
    try:
        await run_in_threadpool(take_out, work_of(request).office, year, str(form.get("name", "")))
    except ReportError as error:
        return refused(request, year, error.findings)
    return RedirectResponse(f"/{year}/ledgers", 303)


def refused(request: Request, year: int, findings: Iterable[Finding]) -> Response:
    """The page that says why nothing was done."""
    return page(request, "refused.html", 422, year=year, screen="ledgers", findings=tuple(findings))


async def send_ledger(request: Request) -> Response:
    """A ledger as it lies in the folder."""
    year = year_of(request)
    path = work_of(request).office.ledger(year, request.query_params.get("name", ""))
    if path is None:
        return page(request, "missing.html", 404)
    return FileResponse(path, filename=path.name)
