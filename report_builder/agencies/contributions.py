"""Files and folders of agencies → each agency's figures for the sum, with where they come from."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.agencies.agency_folders import DATA, OUT, find_agencies, folders_on_disk
from report_builder.agencies.agency_lists import bare, is_list
from report_builder.agencies.received_files import (
    DEEPEST,
    NOT_READ,
    OUTCOMES,
    REPORTS,
    WORKBOOKS,
    is_left_by_programs,
    reason_to_leave,
)
from report_builder.agencies.reviewed_reports import receive
from report_builder.agencies.stores import Store
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.manifests import read_manifest
from report_builder.filing.recovering import is_interrupted, left_unfinished
from report_builder.inputs import read_inputs
from report_builder.ledgers import tab_names as names
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.reading import read_workbook
from report_builder.plain_files import open_plain
from report_builder.report_files import read_report
from report_builder.settings import Contact, Settings
from report_builder.statistics.archive import parse_archive
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.paths import figures_by_path
from report_builder.statistics.reading_last_year import count_year
from report_builder.system_faults import reason_of
from report_builder.year_folders import (
    DETAILS,
    MANIFEST,
    STATISTICS,
    STATISTICS_WORKBOOK,
    statistics_file,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from report_builder.agencies.agency_folders import Listing
    from report_builder.formats.definitions import ReportFormat
    from report_builder.statistics.declaring import Value

_MOST_TOLD: Final = 5
_LEDGERS: Final = "ledgers"
# What the statutory tables are counted of: one sheet of each has to be there.
_SHEETS: Final = (
    (names.APPLICATIONS, names.APPLICATION_TOTALS),
    (names.NORMATIVE_DOCUMENTS, names.DOCUMENT_TOTALS),
    (names.ENFORCEMENT,),
    (names.CHARGES,),
    (names.DISPUTES, names.DISPUTE_TOTALS),
)
_OTHER_YEARS: Final = re.compile("(?:19|20)[0-9]{2}年?|上年|上一年|去年|往年|历年", re.ASCII)
_NOT_COUNTED: Final = "没有计入"
REPORT: Final = "报告"
WORKBOOK_KIND: Final = "工作簿"


class Contribution(Struct, frozen=True):
    """What one agency brings to the sum: its figures by path, of which file, and of what kind that is.

    ``is_reported`` where that is its report, or its report stands beside; ``form`` is the report's format.
    """

    agency: str
    path: Path
    kind: str
    figures: Mapping[str, Value] = field(default_factory=dict)
    is_reported: bool = False
    form: str = ""

    @property
    def key(self) -> str:
        """The agency's name as it is compared."""
        return bare(self.agency)


class GatheringJob(Struct, frozen=True):
    """Where one agency's figures may be: its folder or a file; for which year, and the formats of reports.

    ``path`` is below an ``address`` that fsspec knows where one is given.
    """

    path: str
    year: int
    formats: tuple[ReportFormat, ...]
    budget: Budget = USUAL
    is_folder: bool = False
    address: str = ""


class Gathered(Struct, frozen=True):
    """What was found there, and what was told of it."""

    contributions: tuple[Contribution, ...]
    findings: tuple[Finding, ...]


def places_to_look(
    typed: Path, year: int, formats: tuple[ReportFormat, ...], budget: Budget, findings: Findings
) -> Iterator[GatheringJob]:
    """The agencies' folders below a folder, and the files beside them; a file itself.

    What stands half-way is told in ``findings``. Raises ``ReportError`` for folders that are shut.
    """
    if not typed.is_dir():
        yield GatheringJob(str(typed), year, formats, budget)
        return
    agencies = _agencies(str(typed), folders_on_disk(typed))
    for name in agencies:
        yield GatheringJob(str(typed / name), year, formats, budget, is_folder=True)
    for path in _loose(typed, [typed / name for name in agencies], 1, _Looking(year, findings)):
        yield GatheringJob(str(path), year, formats, budget)


def places_at(
    address: str, year: int, formats: tuple[ReportFormat, ...], budget: Budget, findings: Findings
) -> Iterator[GatheringJob]:
    """The same below an address; raises ``ReportError`` for folders that cannot be looked into."""
    store = Store(address)
    agencies = _agencies(address, store.folders)
    for name in agencies:
        yield GatheringJob(name, year, formats, budget, is_folder=True, address=address)
    inside = tuple(f"{name}/" for name in agencies)
    files = [each for each in store.files(OUTCOMES, DEEPEST) if not each.startswith(inside)]
    beside: dict[str, set[str]] = {}
    for each in files:
        folder, _, name = each.rpartition("/")
        beside.setdefault(folder, set()).add(name)
    for each in files:
        *folders, name = each.split("/")
        looking = _Looking(year, findings)
        for folder in folders:
            looking = looking.into(folder)
        there = Path(f"{address.rstrip('/')}/{each}")
        if not is_left_by_programs(name) and _may_be_counted(there, beside["/".join(folders)], looking):
            yield GatheringJob(each, year, formats, budget, address=address)


def gather(job: GatheringJob) -> Gathered:
    """An agency's figures: of a folder its ``statistics.json``, else its ledgers; of a file itself.

    What cannot be read is an error among the findings, and contributes nothing.
    """
    if job.address:
        with TemporaryDirectory(prefix="report-builder-") as scratch:
            return _gathered_here(job, Path(scratch))
    findings = Findings()
    look = _of_agency if job.is_folder else _of_file
    found = tuple(look(Path(job.path), job, findings))
    return Gathered(found, tuple(findings))


def _gathered_here(job: GatheringJob, scratch: Path) -> Gathered:
    """The same of a copy; what is told of it names the place in the store."""
    store, here = Store(job.address), scratch / Path(job.path).name
    if job.is_folder:
        store.fetch(job.path, here)
    else:
        try:
            here.write_bytes(store.read(job.path, job.budget))
        except ReportError as error:
            return Gathered((), error.findings)
    found = gather(replace(job, path=str(here), address=""))
    there = f"{job.address.rstrip('/')}/{job.path}"
    return Gathered(
        tuple(
            replace(each, path=Path(str(each.path).replace(str(here), there, 1)))
            for each in found.contributions
        ),
        tuple(
            replace(each, place=replace(each.place, file=each.place.file.replace(str(here), there, 1)))
            if each.place
            else each
            for each in found.findings
        ),
    )


def give_up_gathering(job: GatheringJob, why: Finding) -> Gathered:
    """What stands for a place that the processes died of which looked there."""
    return Gathered((), (replace(why, place=Place(job.path)),))


def _agencies(root: str, folders_in: Listing) -> tuple[str, ...]:
    """The agencies' folders below a folder or an address; where there is none, the files may be theirs."""
    try:
        return find_agencies(root, folders_in)
    except ReportError as error:
        if any(each.code != "batch.empty" for each in error.findings):
            raise
        return ()


class _Looking(Struct, frozen=True):
    """The year whose figures are looked for, and what is told on the way.

    A workbook says of no year that it is its own: those in a folder that is called by another are another's.
    """

    year: int
    findings: Findings
    is_elsewhere: bool = False

    def into(self, name: str) -> _Looking:
        """The same in a folder of a name."""
        is_other = bool(_OTHER_YEARS.fullmatch(name)) and name.rstrip("年") != str(self.year)
        return replace(self, is_elsewhere=self.is_elsewhere or is_other)


def _loose(folder: Path, inside: Sequence[Path], depth: int, looking: _Looking) -> Iterator[Path]:
    """The files that stand in no agency's own folder."""
    findings = looking.findings
    if is_interrupted(folder):
        findings.add(left_unfinished(folder, Severity.ERROR, _NOT_COUNTED))
        return
    entries = sorted(os.scandir(folder), key=lambda each: each.name)
    beside = {entry.name for entry in entries}
    for entry in entries:
        path = folder / entry.name
        if is_left_by_programs(entry.name) or entry.is_symlink() or path in inside:
            continue
        if entry.is_dir():
            if depth < DEEPEST and entry.name not in OUTCOMES:
                yield from _loose(path, inside, depth + 1, looking.into(entry.name))
        elif _may_be_counted(path, beside, looking):
            yield path


def _may_be_counted(path: Path, beside: Collection[str], looking: _Looking) -> bool:
    """Whether a file may be somebody's figures of the year; what is left aside for something is told."""
    place = Place(str(path))
    if reason := reason_to_leave(path, beside):
        is_unread = path.suffix.lower() in NOT_READ
        tell = looking.findings.warn if is_unread else looking.findings.notice
        tell("review.left_aside", place, _NOT_COUNTED, remedy=reason)
        return False
    if looking.is_elsewhere and path.suffix.lower() in WORKBOOKS and _may_count(path.name, beside):
        message = f"在“{path.parent.name}”文件夹里，不是{looking.year}年的，没有计入"
        looking.findings.notice("rollup.other_year", place, message)
        return False
    return _may_count(path.name, beside)


def _may_count(name: str, beside: Collection[str]) -> bool:
    """Whether a file may be somebody's figures, by its name and by those of the files ``beside`` it.

    What a build has filed together is one agency's, whose figures stand in one file of it.
    """
    if STATISTICS in beside and MANIFEST in beside:
        return name == STATISTICS
    path = Path(name)
    return (
        path.suffix.lower() in {*REPORTS, *WORKBOOKS, ".json"}
        and name not in {MANIFEST, STATISTICS_WORKBOOK, DETAILS}
        and not is_list(path)
    )


def _of_agency(folder: Path, request: GatheringJob, findings: Findings) -> Iterator[Contribution]:
    """An agency's folder, as ``batch`` has it: what was built, else counted anew from the ledgers."""
    built = statistics_file(folder / OUT, request.year)
    if built.parent.is_dir() and is_interrupted(built.parent):
        findings.add(left_unfinished(built.parent, Severity.ERROR, _NOT_COUNTED))
        return
    if built.is_file():
        _tell_stale(folder, request.year, findings)
        yield from _of_file(built, request, findings)
        return
    own = Findings()
    if not (folder / DATA / str(request.year)).is_dir():
        message = f"这个单位没有{request.year}年的数据，没有计入"
        findings.warn("rollup.no_figures", Place(str(folder)), message)
        return
    statistics = count_year(folder / DATA, folder / OUT, request.year, own)
    if statistics is None or own.errors:
        evidence = "；".join(str(each.message) for each in own.errors[:3])
        remedy = f"请先在那里运行 report-builder check {request.year}，改正以后再汇总"
        findings.error("rollup.unreadable", Place(str(folder)), "台账有错误，没有计入", evidence, remedy)
        return
    yield Contribution(statistics.agency, folder / DATA, "台账", figures_by_path(statistics))


def _tell_stale(folder: Path, year: int, findings: Findings) -> None:
    """Say where the ledgers are others now than those that the figures were counted of."""
    manifest = read_manifest(statistics_file(folder / OUT, year).parent)
    data = folder / DATA
    if manifest is None or not (data / str(year)).is_dir():
        return
    before = {each.name: each.sha256 for each in manifest.inputs}
    try:
        now = read_inputs(data, folder / OUT, year)
    except ReportError as error:
        findings.extend(replace(each, severity=Severity.WARNING) for each in error.findings)
        return
    names = (name for name in {**before, **now} if _LEDGERS in name.split("/"))
    changed = sorted(name for name in names if before.get(name) != now.get(name))
    if changed:
        findings.warn(
            "rollup.stale",
            Place(str(folder)),
            "台账在生成以后改过，计入的是原来生成的数",
            "、".join(changed[:_MOST_TOLD]) + ("等" if len(changed) > _MOST_TOLD else ""),
            f"请在那里再运行一次 report-builder build {year}，或者用 batch，再汇总",
        )


def _of_file(path: Path, request: GatheringJob, findings: Findings) -> Iterator[Contribution]:
    suffix, place = path.suffix.lower(), Place(str(path))
    try:
        if suffix == ".json":
            yield from _of_statistics(path, request, findings)
        elif suffix in REPORTS:
            yield from _of_report(path, request, findings)
        else:
            yield from _of_workbook(path, request, findings)
    except OSError as fault:
        remedy = "请关闭正在使用它的程序，并确认有读取权限"
        findings.error("file.unreadable", place, "文件打不开，没有计入", reason_of(fault), remedy)


def _of_statistics(path: Path, request: GatheringJob, findings: Findings) -> Iterator[Contribution]:
    year, budget = request.year, request.budget
    with open_plain(path) as file:
        read = parse_archive(file.read(budget.figures_bytes + 1), budget)
    if read is None:
        if path.name == STATISTICS:
            remedy = "请重新生成那份报告，或者从归档里取回原来的文件"
            findings.error("rollup.unreadable", Place(str(path)), "统计数据读不出来，没有计入", remedy=remedy)
    elif read.year != year:
        findings.notice("rollup.other_year", Place(str(path)), f"是{read.year}年的统计数据，没有计入")
    else:
        yield Contribution(read.agency, path, "统计数据", read.figures, is_reported=_has_report(path.parent))


def _has_report(folder: Path) -> bool:
    """Whether a folder that a build has filed has the report in it."""
    return (folder / MANIFEST).is_file() and any(each.suffix.lower() in REPORTS for each in folder.iterdir())


def _of_report(path: Path, request: GatheringJob, findings: Findings) -> Iterator[Contribution]:
    try:
        received = receive(
            read_report(path, request.budget), path, str(path), request.formats, request.budget
        )
    except ReportError as error:
        findings.extend(error.findings)
        return
    if not received.is_recognised:
        errors = [each for each in received.found if each.severity == "error"]
        evidence = errors[0].message if errors else "认不出这是政府信息公开工作年度报告"
        remedy = "请先审核这份报告，看是哪里读不出来；改正以后再汇总"
        findings.error("rollup.unreadable", Place(str(path)), "报告读不出来，没有计入", evidence, remedy)
    elif received.year != request.year:
        findings.notice("rollup.other_year", Place(str(path)), f"是{received.year}年的报告，没有计入")
    else:
        figures: dict[str, Value] = {}
        for name, value in received.figures.items():
            whole = value == value.to_integral_value() and name != "proactive.fees.amount_wan"
            figures[name] = int(value) if whole else value
        report = received.report
        form = report.format_name if report else ""
        yield Contribution(received.agency, path, REPORT, figures, is_reported=True, form=form)


def _of_workbook(path: Path, request: GatheringJob, findings: Findings) -> Iterator[Contribution]:
    """A workbook with an agency's totals or rows, called by the agency's name."""
    year, own = request.year, Findings()
    contact = Contact(office="", address="", postcode="", telephone="")
    settings = Settings(name=path.stem, short_name=path.stem, kind="department", region="", contact=contact)
    ledgers = read_workbook(describe(path, request.budget), settings, year, own)
    statistics = None if own.errors else count_statistics(ledgers, settings, year, own)
    if statistics is None or own.errors or not ledgers.handed_in:
        evidence = "；".join(each.message for each in own.errors[:3]) or "里面没有台账"
        remedy = "请改正以后再汇总；工作簿用单位的全称命名"
        findings.error("rollup.unreadable", Place(str(path)), "工作簿有错误，没有计入", evidence, remedy)
        return
    lacking = [sheets[0] for sheets in _SHEETS if not ledgers.handed_in.intersection(sheets)]
    if lacking:
        message = f"“{path.stem}”的工作簿里没有{'、'.join(f'“{each}”' for each in lacking)}，这些项都按 0 计"
        remedy = "确实没有这些事项的，不用管；有的，请这个单位补上这些工作表，再汇总一次"
        findings.warn("rollup.sheets_lacking", Place(str(path)), message, remedy=remedy)
    yield Contribution(path.stem, path, WORKBOOK_KIND, figures_by_path(statistics))
