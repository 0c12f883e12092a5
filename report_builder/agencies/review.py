"""Reports that agencies handed in → a page for each with what was found, and a workbook over all of them."""

from __future__ import annotations

from collections import Counter
from datetime import date  # noqa: TC003  msgspec reads the annotation at run time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.agency_lists import AgencyList, bare, due_on, read_list
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
from report_builder.agencies.standing import Standing, absent_from, names_of
from report_builder.checks.demanded_text import problems_text
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
PAGES: Final = "网页清单.json"  # by which the next review knows which pages are its own
_LONGEST_STEM: Final = 200  # bytes of a page's name before its number and ending; systems take 255 in all
_UNNAMED: Final = "报告"
_LEAST_ALIKE: Final = 60  # letters of a text on problems that two agencies may not share


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
    ``unread`` where it could not be read. Of ``figures_only`` there are figures, but no report.
    """

    folder: Path
    year: int
    reports: int
    faulty: int
    doubtful: int
    unread: int
    missing: tuple[str, ...]
    figures_only: tuple[str, ...]
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
    stored = [(address, path) for address in request.addresses for path in reports_at(address)]
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
    reviewed: list[ReviewedReport] = []
    for each in _reviewed(
        chosen, _Beside(received, formats, year, listed, answers, days, request.told_folders)
    ):
        reviewed.append(each)
        yield f"核对：{len(reviewed)}/{len(chosen)} 份"
    absent = _absent(request, listed, year, reviewed, budget) if listed else None
    yield "写出结果"
    done = ReviewSummary(year, tuple(reviewed), absent, aside, _page_names(reviewed))
    _file(request, done, answers, budget, findings)
    return ReviewResult(
        request.target,
        year,
        len(reviewed),
        sum(each.received.is_read and each.open(Severity.ERROR) > 0 for each in reviewed),
        sum(
            each.received.is_read and not each.open(Severity.ERROR) and each.open(Severity.WARNING) > 0
            for each in reviewed
        ),
        sum(not each.received.is_read for each in reviewed),
        names_of(absent, Standing.MISSING),
        names_of(absent, Standing.FIGURES_ONLY),
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
        key = _key(each, listed) if each.is_recognised else str(each.path)
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


def _key(each: ReceivedReport, listed: AgencyList | None) -> str:
    return bare((listed.find(each.agency) if listed else "") or each.agency)


class _Beside(Struct, frozen=True):
    """All that one report is reviewed beside."""

    received: Sequence[ReceivedReport]
    formats: Sequence[ReportFormat]
    year: int
    listed: AgencyList | None
    answers: ReadAnswers
    days: Mapping[Path, date]
    folders: ToldFolders


def _reviewed(chosen: Sequence[ReceivedReport], beside: _Beside) -> Iterator[ReviewedReport]:
    year, listed = beside.year, beside.listed
    of_before = (each for each in beside.received if each.is_recognised and each.year == year - 1)
    before = {_key(each, listed): each for each in of_before}
    twice = Counter(_key(each, listed) for each in chosen if each.is_recognised)
    problems = {each.path: _problems(each.report) for each in chosen}
    texts = _texts_on_problems(chosen, problems)
    prescribed = {each.name: each.notice or each.title for each in beside.formats}
    names = _names_by_list(chosen, listed)
    for each in chosen:
        key = _key(each, listed)
        last = before.get(key) if each.is_recognised else None
        report = each.report
        receipt = _receipt(each, report, beside)
        found = [
            *review(each, beside.formats, last),
            *_beside_others(each, twice[key], problems[each.path], texts, listed),
            *_late(each, receipt),
        ]
        told = []
        for finding in map(beside.folders.finding, found):
            mark = fingerprint_of(each.agency, year, finding)
            given = beside.answers.given.get(mark, NO_ANSWER)
            told.append(ReviewedFinding(finding, mark, given.answer, given.note))
        name = names.get(each.path, "")
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
    names = {each.path: listed.find(each.agency) for each in chosen if each.is_recognised}
    have = set(names.values())
    for each in chosen:
        if not each.is_recognised and (name := listed.of_file(each.path.stem)) not in have:
            names[each.path] = name
    return names


def _receipt(each: ReceivedReport, report: Report | None, beside: _Beside) -> Receipt:
    """When a report came in, by when it was due, and its own day; what nobody can read is of no day."""
    received_on = beside.days.get(each.path)
    if report is None or not each.is_recognised or not beside.year:
        return Receipt(None, received_on)
    due = due_on(each.agency, beside.year, beside.listed)
    return Receipt(due, received_on, date_of(report))


def _late(each: ReceivedReport, receipt: Receipt) -> Iterator[Finding]:
    if receipt.state == "迟报":
        remedy = "请核对收到日期；经同意延期的，写明理由，答复“不成立”"
        yield Finding(
            "review.late", Severity.WARNING, Place(each.path.name), "没有按期报送", receipt.evidence, remedy
        )


def _texts_on_problems(
    chosen: Iterable[ReceivedReport], problems: Mapping[Path, str]
) -> Mapping[str, list[str]]:
    """The agencies by their text on problems, word for word, where it is of some length."""
    found: dict[str, list[str]] = {}
    for each in chosen:
        text = problems[each.path]
        if len(text) >= _LEAST_ALIKE:
            found.setdefault(text, []).append(each.agency)
    return found


def _problems(report: Report | None) -> str:
    return "".join(problems_text(report).split()) if report else ""


def _beside_others(
    each: ReceivedReport, times: int, text: str, texts: Mapping[str, list[str]], listed: AgencyList | None
) -> Iterator[Finding]:
    """What is found of a report beside the others; ``text`` is what it says of problems."""
    place = Place(each.path.name)
    if times > 1:
        yield Finding(
            "review.twice",
            Severity.ERROR,
            place,
            f"这个单位交了 {times} 份数字不同的报告",
            remedy="请核对以哪一份为准，把另一份移走",
        )
    others = [name for name in texts.get(text, ()) if name != each.agency]
    if others:
        yield Finding(
            "review.alike",
            Severity.WARNING,
            place,
            f"存在的问题与“{others[0]}”的报告一字不差",
            f"相同的 {len(text)} 个字；同样写法的单位共 {len(others) + 1} 个",
            "内容雷同的报告要依照《条例》第四十七条追究责任（国办公开办函〔2021〕30号）",
        )
    if listed and each.is_recognised and not listed.find(each.agency):
        yield Finding(
            "review.unlisted",
            Severity.WARNING,
            place,
            f"名单里没有“{each.agency}”",
            remedy="请核对名单和报告标题里的单位名称",
        )


def _absent(
    request: ReviewRequest,
    listed: AgencyList,
    year: int,
    reviewed: Iterable[ReviewedReport],
    budget: Budget,
) -> tuple[Absent, ...]:
    """Who has no report, and who of them has sent figures."""
    reported = {each.listed for each in reviewed}
    others = [name for name in listed.names if name not in reported]
    if not others:
        return ()
    folders = [each for each in request.received if each.is_dir()]
    places = (
        *(job for each in folders for job in places_to_look(each, year, (), budget, Findings())),
        *(job for each in request.addresses for job in places_at(each, year, (), budget)),
    )
    return absent_from(listed.names, reported, agencies_with_figures(places, others, listed))


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
