"""Reports that agencies handed in → a page for each with what was found, and a workbook over all of them."""

from __future__ import annotations

from collections import Counter
from datetime import date  # noqa: TC003  msgspec reads the annotation at run time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.agency_lists import AgencyList, due_on, read_list
from report_builder.agencies.beside_others import (
    OtherReports,
    beside_others,
    key_of_agency,
    look_at_others,
)
from report_builder.agencies.contributions import places_at, places_to_look
from report_builder.agencies.figures_alone import agencies_with_figures
from report_builder.agencies.receipts import Receipt, read_receipts
from report_builder.agencies.received_files import find_received, reports_at
from report_builder.agencies.review_answers import (
    ANSWERS_FILE,
    NO_ANSWER,
    ReadAnswers,
    answers_toml,
    read_answers,
    read_kept,
    unchanged_workbook,
)
from report_builder.agencies.review_page import review_html
from report_builder.agencies.review_workbook import ReviewSummary, review_xlsx
from report_builder.agencies.reviewed_reports import (
    ReadingJob,
    ReceivedReport,
    ReviewedFinding,
    ReviewedReport,
    fingerprint_of,
    give_up_reading,
    read_received,
    review,
)
from report_builder.agencies.spreading import Spread, spread
from report_builder.agencies.standing import (
    InsteadOfReports,
    Standing,
    absent_from,
    names_of,
    unread_by_agency,
)
from report_builder.diagnostics import Finding, Findings, Place, Severity
from report_builder.filing.outputs import file_renewed
from report_builder.filing.recovering import recover
from report_builder.formats.library import load_formats
from report_builder.opened_files import tell_opened
from report_builder.reports.dates import date_of
from report_builder.settings import limits_of
from report_builder.told_folders import ToldFolders
from report_builder.visible_text import visible_line
from report_builder.year_folders import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_builder.agencies.standing import Absent
    from report_builder.budgets import Budget
    from report_builder.drafts import Steps
    from report_builder.formats.definitions import ReportFormat
    from report_builder.reports.report import Report

WORKBOOK: Final = "审核情况.xlsx"
_LEFT: Final = "review.left_aside"
PAGES: Final = "网页清单.json"  # by which the next review knows which pages are its own
_LONGEST_STEM: Final = 200  # bytes of a page's name before its number and ending; systems take 255 in all
_UNNAMED: Final = "报告"


class ReviewRequest(Struct, frozen=True):
    """Which files and folders to review, and where what comes of it goes.

    ``year`` is 0 for the latest that most of them are of; ``listed`` is a workbook with the agencies' names.
    ``spread`` says by what the reports are read; ``addresses`` are folders in stores that fsspec knows.
    """

    received: tuple[Path, ...]
    target: Path
    working_folder: Path
    year: int = 0
    listed: Path | None = None
    modified: int | None = None
    spread: Spread = Spread()
    addresses: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that were typed, and those of the files."""
        return tuple(each if each.is_dir() else each.parent for each in self.received)

    @property
    def told_folders(self) -> ToldFolders:
        """What the folders are called in what comes of it, which others get as well."""
        return ToldFolders.handed_in([*self.folders, *map(Path, self.addresses)], [self.working_folder])


class ReviewResult(Struct, frozen=True):
    """What came of a review: how many reports of the year, who is missing.

    A report is counted once: as ``faulty`` where it has errors, as ``doubtful`` where it has doubts alone, as
    ``unread`` where it could not be read. Of ``figures_only`` there are figures, but no report; those
    ``renamed`` may have handed in under another name, and the files of those ``unreadable`` are left aside.
    """

    folder: Path
    year: int
    reports: int
    faulty: int
    doubtful: int
    unread: int
    missing: tuple[str, ...]
    figures_only: tuple[str, ...]
    renamed: tuple[str, ...]
    unreadable: tuple[str, ...]
    findings: tuple[Finding, ...]


def review_reports(request: ReviewRequest) -> Steps[ReviewResult]:
    """Review every report of the year; earlier ones give what is carried over and repeated.

    Raises ``ReportError`` where there is nothing to review, the list or an answer cannot be read, or the
    results cannot be written; what stands in their places is left as it was.
    """
    yield "查找报告"
    findings = Findings()
    recover([request.target], findings)
    tell_opened(request.target, [WORKBOOK], findings)
    budget = limits_of(request.working_folder / "data")
    listed = read_list(request.listed, budget) if request.listed else None
    stored = [(address, path) for address in request.addresses for path in reports_at(address, findings)]
    files = find_received(request.received, findings) if request.received or not stored else ()
    answers = read_answers(request.target / ANSWERS_FILE, request.target / WORKBOOK, findings, budget)
    days = read_receipts(request.folders, findings, budget)
    findings.stop_on_errors()
    formats = tuple(load_formats(request.working_folder / "styles", findings))
    jobs = [
        *(ReadingJob(str(path), formats, budget) for path in files),
        *(ReadingJob(path, formats, budget, address) for address, path in stored),
    ]
    received = yield from _read_all(jobs, request.spread)
    year = request.year or _usual_year(received)
    chosen, aside = _choose(received, year, listed)
    names = _names_by_list(chosen, listed)
    others = look_at_others(chosen, names, listed)
    reviewed: list[ReviewedReport] = []
    beside = _Beside(received, formats, year, listed, answers, days, names, others, request.told_folders)
    for each in _reviewed(chosen, beside):
        reviewed.append(each)
        yield f"核对：{len(reviewed)}/{len(chosen)} 份"
    absent = _absent(request, others, year, names, findings) if listed else None
    yield "写出结果"
    left = [each for each in findings if each.code == _LEFT and each.place]
    aside += tuple((Path(each.place.file).name, each.remedy) for each in left if each.place)
    done = ReviewSummary(year, tuple(reviewed), absent, aside, _page_names(reviewed))
    _file(request, done, answers, budget, findings)
    return _result(done, request.target, findings)


def _result(done: ReviewSummary, target: Path, findings: Findings) -> ReviewResult:
    """What came of a review, in numbers."""
    reviewed, absent = done.reviewed, done.absent
    return ReviewResult(
        target,
        done.year,
        len(reviewed),
        sum(each.received.is_read and each.open(Severity.ERROR) > 0 for each in reviewed),
        sum(
            each.received.is_read and not each.open(Severity.ERROR) and each.open(Severity.WARNING) > 0
            for each in reviewed
        ),
        sum(not each.received.is_read for each in reviewed),
        names_of(absent, Standing.MISSING),
        names_of(absent, Standing.FIGURES_ONLY),
        names_of(absent, Standing.RENAMED),
        names_of(absent, Standing.UNREADABLE),
        tuple(findings),
    )


def _read_all(jobs: Sequence[ReadingJob], over: Spread) -> Steps[list[ReceivedReport]]:
    """Every report in the order of the jobs, whichever was read first."""
    read: dict[int, ReceivedReport] = {}
    for number, each in spread(jobs, read_received, give_up_reading, over):
        read[number] = each
        yield f"读取报告：{len(read)}/{len(jobs)} 份"
    return [read[number] for number in range(len(jobs))]


def _usual_year(received: Iterable[ReceivedReport]) -> int:
    """The latest year that a good part of the reports are of."""
    years = Counter(each.year for each in received if each.year)
    most = max(years.values(), default=0)
    return max((year for year, count in years.items() if 2 * count >= most), default=0)


def _choose(
    received: Sequence[ReceivedReport], year: int, listed: AgencyList | None
) -> tuple[list[ReceivedReport], tuple[tuple[str, str], ...]]:
    """The reports to review, one an agency; the others with the reason why not."""
    chosen: dict[str, ReceivedReport] = {}
    aside: list[tuple[str, str]] = []
    for each in received:
        if each.is_recognised and each.year not in {0, year}:
            used = "，作为上年的报告核对" if each.year == year - 1 else ""
            aside.append((each.path.name, f"是{each.year}年的报告{used}"))
            continue
        key = key_of_agency(each, listed) if each.is_recognised else str(each.path)
        before = chosen.get(key)
        if before is None:
            chosen[key] = each
        elif before.is_pdf and not each.is_pdf and before.figures == each.figures:
            chosen[key] = each
            aside.append((before.path.name, f"与“{each.path.name}”数字相同，审核的是 Word 文件"))
        elif before.figures == each.figures:
            aside.append((each.path.name, f"与“{before.path.name}”数字相同，审核的是那一份"))
        else:
            chosen[f"{key}\n{each.path}"] = each
    return list(chosen.values()), tuple(aside)


class _Beside(Struct, frozen=True):
    """All that one report is reviewed beside."""

    received: Sequence[ReceivedReport]
    formats: Sequence[ReportFormat]
    year: int
    listed: AgencyList | None
    answers: ReadAnswers
    days: Mapping[Path, date]
    names: Mapping[Path, str]
    others: OtherReports
    folders: ToldFolders


def _reviewed(chosen: Sequence[ReceivedReport], beside: _Beside) -> Iterator[ReviewedReport]:
    year, listed = beside.year, beside.listed
    of_before = (each for each in beside.received if each.is_recognised and each.year == year - 1)
    before = {key_of_agency(each, listed): each for each in of_before}
    prescribed = {each.name: each.notice or each.title for each in beside.formats}
    for each in chosen:
        key = key_of_agency(each, listed)
        last = before.get(key) if each.is_recognised else None
        report = each.report
        receipt = _receipt(each, report, beside)
        found = [
            *review(each, beside.formats, last),
            *beside_others(each, beside.others),
            *_late(each, receipt),
        ]
        told = []
        for finding in map(beside.folders.finding, found):
            mark = fingerprint_of(each.agency, year, finding)
            given = beside.answers.given.get(mark, NO_ANSWER)
            told.append(ReviewedFinding(finding, mark, given.answer, given.note))
        name = beside.names.get(each.path, "")
        last_path = last.path if last else None
        written = prescribed.get(report.format_name, "") if report else ""
        yield ReviewedReport(each, tuple(told), last_path, name, written, receipt)


def _names_by_list(chosen: Iterable[ReceivedReport], listed: AgencyList | None) -> dict[Path, str]:
    """Whose each report is by the list; of what nobody can read the file's name tells.

    An agency that sent what cannot be read has not failed to send; where it sent a report besides, what else
    is called by its name may be anything.
    """
    if listed is None:
        return {}
    names = {each.path: listed.of_report(each.agency, each.path) for each in chosen if each.is_recognised}
    have = set(names.values())
    for each in chosen:
        if not each.is_recognised and (name := listed.of_path(each.path)) not in have:
            names[each.path] = name
    return names


def _receipt(each: ReceivedReport, report: Report | None, beside: _Beside) -> Receipt:
    """When a report came in, by when it was due, and its own day; what nobody can read is of no day."""
    received_on = beside.days.get(each.path)
    if report is None or not each.is_recognised or not beside.year:
        return Receipt(None, received_on)
    due = due_on(beside.names.get(each.path) or each.agency, beside.year, beside.listed)
    return Receipt(due, received_on, date_of(report))


def _late(each: ReceivedReport, receipt: Receipt) -> Iterator[Finding]:
    if receipt.state == "迟报":
        remedy = "请核对收到日期；经同意延期的，写明理由，答复“不成立”"
        yield Finding(
            "review.late", Severity.WARNING, Place(each.path.name), "没有按期报送", receipt.evidence, remedy
        )


def _absent(
    request: ReviewRequest, others: OtherReports, year: int, names: Mapping[Path, str], findings: Findings
) -> tuple[Absent, ...]:
    """Who of the list has no report, and who of them has sent something else."""
    listed, reported = others.listed, set(names.values())
    absent = [name for name in listed.names if name not in reported] if listed else []
    if listed is None or not absent:
        return ()
    folders = [each for each in request.received if each.is_dir()]
    budget = limits_of(request.working_folder / "data")
    places = (
        *(job for each in folders for job in places_to_look(each, year, (), budget, Findings())),
        *(job for each in request.addresses for job in places_at(each, year, (), budget, Findings())),
    )
    figures = agencies_with_figures(places, absent, listed)
    instead = InsteadOfReports(figures, others.renamed, unread_by_agency(findings, listed))
    return absent_from(absent, reported, instead)


def _page_names(reviewed: Iterable[ReviewedReport]) -> dict[str, str]:
    """A page's name for each report, by its path; two of one name are told apart."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for each in reviewed:
        stem = _stem_of(each.received.path)
        name = ""
        while not name or name.lower() in taken:
            numbers[stem.lower()] += 1
            number = numbers[stem.lower()]
            name = f"{stem}{'' if number == 1 else f'（{number}）'}.html"
        taken.add(name.lower())
        names[str(each.received.path)] = name
    return names


def _stem_of(path: Path) -> str:
    """A file's name without its ending, as a file may be called everywhere, with room for a number."""
    stem = visible_line(path.stem).encode("utf-8", "replace")[:_LONGEST_STEM].decode("utf-8", "ignore")
    return "".join("_" if letter in FORBIDDEN else letter for letter in stem).rstrip(". ") or _UNNAMED


def _file(
    request: ReviewRequest, done: ReviewSummary, answers: ReadAnswers, budget: Budget, findings: Findings
) -> None:
    """Write everything, all of it or nothing; what was answered meanwhile stays. Raises ``ReportError``."""
    pages = {done.pages[str(each.received.path)]: review_html(each, done.year) for each in done.reviewed}
    outputs = {WORKBOOK: review_xlsx(done)}

    def decide() -> Mapping[str, bytes]:
        unchanged_workbook(answers, request.target / WORKBOOK, budget)
        own = Findings()
        kept = read_kept(request.target / ANSWERS_FILE, own, budget)
        own.stop_on_errors()
        given = answers.at_last(kept)
        return {**outputs, ANSWERS_FILE: answers_toml(given)} if given or kept else outputs

    file_renewed(request.target, pages, decide, PAGES, findings, request.modified)
