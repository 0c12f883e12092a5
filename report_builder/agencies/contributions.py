"""Files and folders of agencies → each agency's figures for the sum, with where they come from."""

from __future__ import annotations

import os
from pathlib import Path  # noqa: TC003  msgspec reads the annotation at run time
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.agencies.agency_folders import DATA, OUT, find_agencies, folders_on_disk
from report_builder.agencies.agency_lists import bare, is_list
from report_builder.agencies.reviewed_reports import receive
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings, Place, ReportError, Severity
from report_builder.filing.recovering import is_interrupted, left_unfinished
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.reading import read_workbook
from report_builder.report_files import read_report
from report_builder.settings import Contact, Settings
from report_builder.statistics.archive import parse_archive
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.paths import figures_by_path
from report_builder.statistics.reading_last_year import count_year
from report_builder.system_faults import reason_of
from report_builder.year_folders import MANIFEST, STATISTICS, statistics_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.formats.definitions import ReportFormat
    from report_builder.statistics.declaring import Value

_WORKBOOKS: Final = frozenset({".xlsx", ".xls", ".ods"})
_REPORTS: Final = frozenset({".docx", ".pdf"})
_DEEPEST: Final = 6
_NOT_COUNTED: Final = "没有计入"


class Contribution(Struct, frozen=True):
    """What one agency brings to the sum: its figures by path, of which file, and of what kind that is."""

    agency: str
    path: Path
    kind: str
    figures: Mapping[str, Value] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The agency's name as it is compared."""
        return bare(self.agency)


class GatheringRequest(Struct, frozen=True):
    """Where to look, for which year, and which formats the reports may have."""

    typed: tuple[Path, ...]
    year: int
    formats: tuple[ReportFormat, ...]
    budget: Budget = USUAL


def gather(request: GatheringRequest, findings: Findings) -> Iterator[Contribution]:
    """Every agency's figures: of a folder its ``statistics.json``, else its ledgers; of a file itself.

    What cannot be read is an error in ``findings``, and contributes nothing.
    """
    for typed in request.typed:
        if not typed.is_dir():
            yield from _of_file(typed, request, findings)
            continue
        agencies = _agencies(typed)
        for name in agencies:
            yield from _of_agency(typed / name, request, findings)
        inside = [typed / name for name in agencies]
        for path in _loose(typed, inside, 1, findings):
            yield from _of_file(path, request, findings)


def _agencies(root: Path) -> tuple[str, ...]:
    try:
        return find_agencies(str(root), folders_on_disk(root))
    except ReportError as error:
        if any(each.code != "batch.empty" for each in error.findings):
            raise
        return ()


def _loose(folder: Path, inside: Sequence[Path], depth: int, findings: Findings) -> Iterator[Path]:
    """The files that stand in no agency's own folder; beside its figures no report counts as another part."""
    if is_interrupted(folder):
        findings.add(left_unfinished(folder, Severity.ERROR, _NOT_COUNTED))
        return
    entries = sorted(os.scandir(folder), key=lambda each: each.name)
    has_figures = any(entry.name == STATISTICS for entry in entries)
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith((".", "~$")) or entry.is_symlink() or path in inside:
            continue
        if entry.is_dir():
            if depth < _DEEPEST and entry.name not in {"汇总", "审核", "归档", "备份"}:
                yield from _loose(path, inside, depth + 1, findings)
        elif entry.name == STATISTICS or (not has_figures and _may_count(path)):
            yield path


def _may_count(path: Path) -> bool:
    return (
        path.suffix.lower() in {*_REPORTS, *_WORKBOOKS, ".json"}
        and path.name != MANIFEST
        and not is_list(path)
    )


def _of_agency(folder: Path, request: GatheringRequest, findings: Findings) -> Iterator[Contribution]:
    """An agency's folder, as ``batch`` has it: what was built, else counted anew from the ledgers."""
    built = statistics_file(folder / OUT, request.year)
    if built.parent.is_dir() and is_interrupted(built.parent):
        findings.add(left_unfinished(built.parent, Severity.ERROR, _NOT_COUNTED))
        return
    if built.is_file():
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


def _of_file(path: Path, request: GatheringRequest, findings: Findings) -> Iterator[Contribution]:
    suffix, place = path.suffix.lower(), Place(str(path))
    try:
        if suffix == ".json":
            yield from _of_statistics(path, request, findings)
        elif suffix in _REPORTS:
            yield from _of_report(path, request, findings)
        else:
            yield from _of_workbook(path, request, findings)
    except OSError as fault:
        remedy = "请关闭正在使用它的程序，并确认有读取权限"
        findings.error("file.unreadable", place, "文件打不开，没有计入", reason_of(fault), remedy)


def _of_statistics(path: Path, request: GatheringRequest, findings: Findings) -> Iterator[Contribution]:
    year, budget = request.year, request.budget
    with path.open("rb") as file:
        read = parse_archive(file.read(budget.figures_bytes + 1), budget)
    if read is None:
        if path.name == STATISTICS:
            remedy = "请重新生成那份报告，或者从归档里取回原来的文件"
            findings.error("rollup.unreadable", Place(str(path)), "统计数据读不出来，没有计入", remedy=remedy)
    elif read.year != year:
        findings.notice("rollup.other_year", Place(str(path)), f"是{read.year}年的统计数据，没有计入")
    else:
        yield Contribution(read.agency, path, "统计数据", read.figures)


def _of_report(path: Path, request: GatheringRequest, findings: Findings) -> Iterator[Contribution]:
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
        remedy = "请先用 report-builder review 审核"
        findings.error("rollup.unreadable", Place(str(path)), "报告读不出来，没有计入", evidence, remedy)
    elif received.year != request.year:
        findings.notice("rollup.other_year", Place(str(path)), f"是{received.year}年的报告，没有计入")
    else:
        figures: dict[str, Value] = {}
        for name, value in received.figures.items():
            whole = value == value.to_integral_value() and name != "proactive.fees.amount_wan"
            figures[name] = int(value) if whole else value
        yield Contribution(received.agency, path, "报告", figures)


def _of_workbook(path: Path, request: GatheringRequest, findings: Findings) -> Iterator[Contribution]:
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
    yield Contribution(path.stem, path, "工作簿", figures_by_path(statistics))
