"""``StartRequest`` → a year ready to be filled in: settings, a blank workbook and a narrative to begin with.

``start_year`` is what ``report-builder new`` calls. Nothing that exists is changed; all files come or none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.new_files import place_new_files
from report_builder.filing.recovering import interrupted_in, recover
from report_builder.formats.choosing import choose_format
from report_builder.formats.definitions import load_format
from report_builder.formats.folders import format_file
from report_builder.formats.indicators import indicators_of
from report_builder.ledgers import sheets
from report_builder.ledgers.blank_sheets import ListedRow
from report_builder.ledgers.blank_workbook import BlankYear, blank_workbook
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.opening.folder_entries import LEDGER_SUFFIXES, admit_ledger
from report_builder.manuscript.narrative_files import TEXT_FILE, WORD_FILE
from report_builder.manuscript.word_narrative.carried_text import carry_text
from report_builder.new_year.agency_file import AgencyAnswers, write_agency
from report_builder.new_year.carrying_over import read_finished_year
from report_builder.new_year.filed_text import earlier_years, find_filed_text
from report_builder.report_files import read_report
from report_builder.resources import find_resource
from report_builder.settings import PLACEHOLDER, load_settings, may_name_a_file, read_settings
from report_builder.system_faults import reason_of
from report_builder.year_folders import ledgers_folder, year_folder

if TYPE_CHECKING:
    from datetime import date

    from report_builder.formats.definitions import ReportFormat
    from report_builder.new_year.carrying_over import FinishedYear
    from report_builder.settings import Settings


_REPORT_TOML: Final = """\
# {year}年的设置：只对这一年有效，写了的代替 agency.toml 里的。用记事本修改，存为 UTF-8。

signed_on = {day}          # 成文日期
"""


class StartRequest(Struct, frozen=True):
    """Which year to start in ``data``, and what is known.

    ``carried_from`` is the year whose narrative and open rows are taken over, ``filed`` a Word report of that
    year whose text is taken instead of a polished one in ``out``; ``agency`` are the answers that
    ``agency.toml`` is made from where there is none, ``None`` for placeholders alone. ``signed_on`` goes
    into the year's ``report.toml`` where there is none. ``working_folder`` may
    have ``styles`` of its own.
    """

    data: Path
    year: int
    carried_from: int | None = None
    agency: AgencyAnswers | None = None
    working_folder: Path = field(default_factory=Path)
    filed: Path | None = None
    out: Path = Path("out")
    signed_on: date | None = None


class StartResult(Struct, frozen=True):
    """The files that are new, those that were there and stay as they are, and what is to be told."""

    created: tuple[Path, ...]
    kept: tuple[Path, ...]
    findings: tuple[Finding, ...]


class _StartedYear(Struct, frozen=True):
    """The year that is started, once everything it is started from is known."""

    request: StartRequest
    settings: Settings
    report_format: ReportFormat
    finished: FinishedYear | None

    @property
    def folder(self) -> Path:
        """The year's folder."""
        return year_folder(self.request.data, self.request.year)

    @property
    def workbook(self) -> Path:
        """The blank workbook, named after the agency where its name is known."""
        short, year = self.settings.short_name, self.request.year
        is_name = _is_known(short) and may_name_a_file(short)
        return ledgers_folder(self.request.data, year) / f"{short if is_name else ''}{year}年台账.xlsx"


def start_year(request: StartRequest) -> StartResult:
    """Start a year.

    Raises ``ReportError`` with everything that stands in the way, having written nothing.
    """
    try:
        return _start(request)
    except OSError as fault:
        finding = Finding(
            "file.unreadable",
            Severity.ERROR,
            Place(str(fault.filename or request.data)),
            "打不开，没有新建任何文件",
            reason_of(fault),
            "请关闭正在使用它的程序，并确认有读取权限",
        )
        raise ReportError([finding]) from fault


def _start(request: StartRequest) -> StartResult:
    findings = Findings()
    recover([request.data, *interrupted_in(request.out)], findings)
    agency = request.data / "agency.toml"
    files: dict[Path, bytes] = {}
    if not agency.exists():
        files[agency] = write_agency(request.agency or AgencyAnswers()).encode()
    year = _read(request, files.get(agency), findings)
    kept = [] if agency in files else [agency]
    narratives = [path for name in (WORD_FILE, TEXT_FILE) if (path := year.folder / name).exists()]
    if narratives:
        kept.extend(narratives)
        _tell_not_taken(narratives[0], request.filed, findings)
    else:
        files.update(_narrative(year, findings))
    if workbooks := _workbooks(year.workbook.parent):
        kept.extend(workbooks)
        _tell_not_carried(workbooks[0], year.finished, findings)
    else:
        files[year.workbook] = _workbook(year)
        _tell_carried(year, findings)
    if request.signed_on is not None and not (override := year.folder / "report.toml").exists():
        files[override] = _REPORT_TOML.format(year=request.year, day=request.signed_on.isoformat()).encode()
    if files:
        data = request.data
        named = {path.relative_to(data).as_posix(): each for path, each in files.items()}
        findings.extend(place_new_files(data, named))
    return StartResult(tuple(files), tuple(kept), tuple(findings))


def _read(request: StartRequest, new_agency: bytes | None, findings: Findings) -> _StartedYear:
    """Everything that a year is started from; raises ``ReportError`` where something of it is wrong."""
    settings = _settings(request, new_agency, findings)

    def format_of(settings: Settings, year: int, told: Findings | None = None) -> ReportFormat | None:
        told = Findings() if told is None else told
        name = choose_format(settings, year, told, request.working_folder / "styles")
        return load_format(find_resource(request.working_folder, "styles", name), told) if name else None

    finished = None
    if request.carried_from is not None and request.carried_from >= request.year:
        _tell_later_year(request.carried_from, request.year, findings)
    elif request.carried_from is not None:
        finished = read_finished_year(request.data, request.carried_from, settings, format_of, findings)
    report_format = format_of(settings, request.year, findings)
    findings.stop_on_errors()
    if report_format is None:  # never without an error; told to the type checker
        raise ReportError(findings)
    return _StartedYear(request, settings, report_format, finished)


def _settings(request: StartRequest, new_agency: bytes | None, findings: Findings) -> Settings:
    """The year's settings; placeholders need not be filled in yet, and are one warning."""
    own = Findings()
    if new_agency is None:
        settings = load_settings(request.data, request.year, own)
    else:
        settings = read_settings(new_agency, str(request.data / "agency.toml"), own)
    blanks = [each for each in own if each.code == "settings.placeholder"]
    for finding in own:
        if finding not in blanks:
            findings.add(finding)
    if blanks:
        findings.warn(
            "settings.placeholder",
            Place(str(request.data / "agency.toml")),
            f"有 {len(blanks)} 项还没有填写",
            evidence="；".join(f"第{each.place.line}行" for each in blanks if each.place),
            remedy=blanks[0].remedy,
        )
    if settings is None:
        raise ReportError(findings)
    return settings


def _is_known(name: str) -> bool:
    return PLACEHOLDER not in name


def _workbooks(folder: Path) -> list[Path]:
    """The workbooks that somebody has put there already; a blank one beside them could only repeat rows."""
    if not folder.is_dir():
        return []
    entries = (path for path in folder.iterdir() if path.suffix.lower() in LEDGER_SUFFIXES)
    return sorted(path for path in entries if admit_ledger(path, Findings()))


def _narrative(year: _StartedYear, findings: Findings) -> dict[Path, bytes]:
    """The narrative to begin with: the year before's as it stands, or the format's own."""
    finished, now = year.finished, year.request.year
    if filed := find_filed_text(year.request.filed, year.request.out, finished, year.settings.limits):
        return _filed_text(filed, year, findings)
    if finished is None or finished.narrative is None:
        source = format_file(year.report_format.folder, TEXT_FILE, findings)
        findings.stop_on_errors()
        return {year.folder / TEXT_FILE: source.read_bytes()} if source else {}
    target = year.folder / finished.narrative.name
    findings.notice(
        "start.narrative",
        Place(str(target)),
        f"正文沿用{finished.year}年的，一字未改",
        remedy=f"请把写着{finished.year}年情况的句子换成{now}年的；没有换的，check 会指出来",
    )
    then = finished.report_format
    if then is not None and then.name != year.report_format.name:
        findings.warn(
            "start.format_changed",
            Place(str(target)),
            f"{finished.year}年和{now}年的报告格式不同，各部分的标题要改",
            evidence=f"{finished.year}年是“{then.title}”，{now}年是“{year.report_format.title}”",
            remedy=f"请照 styles/{year.report_format.name}/narrative.md 的标题改",
        )
    return {target: finished.narrative.read_bytes()}


def _filed_text(filed: Path, year: _StartedYear, findings: Findings) -> dict[Path, bytes]:
    """The narrative that a filed report of an earlier year holds."""
    target = year.folder / WORD_FILE
    findings.notice("start.narrative", Place(str(target)), f"正文取自“{filed.name}”")
    budget = year.settings.limits
    earlier = earlier_years(filed, year.request.working_folder / "styles", year.request.out, budget)
    docx = read_report(filed, budget)
    data = carry_text(docx, str(filed), str(target), earlier, year.request.year, findings, budget)
    return {target: data}


def _workbook(year: _StartedYear) -> bytes:
    settings, finished = year.settings, year.finished
    asked = tuple(ListedRow(each.name, each.unit) for each in indicators_of(year.report_format))
    agency = settings.name if _is_known(settings.name) else ""
    rows = year.report_format.request_rows
    blank = BlankYear(
        year.request.year, agency, vocabulary_of(settings, rows), {sheets.WORK: asked}, request_rows=rows
    )
    if finished is not None:
        indicators = {sheets.WORK: (*asked, *finished.work), sheets.WEBSITES: finished.websites}
        blank = replace(blank, indicators=indicators, carried=finished.rows, carried_notes=finished.notes)
    return blank_workbook(blank)


def _tell_carried(year: _StartedYear, findings: Findings) -> None:
    finished = year.finished
    if finished is None:
        return
    findings.notice(
        "start.carried",
        Place(str(year.workbook)),
        "".join(finished.notes)
        or f"{finished.year}年没有要结转的申请和案件，也没有登记现行有效的文件，台账里没有带入内容",
    )
    if finished.rows.unlisted:
        findings.warn(
            "start.not_carried",
            Place(str(finished.ledgers)),
            f"{finished.year}年有的科室只填了“{sheets.APPLICATION_TOTALS}”，"
            f"结转的 {finished.rows.unlisted} 件申请没有逐件登记，没有带入",
            remedy=f"请在“{sheets.APPLICATIONS}”里逐件补登；仍旧只填“{sheets.APPLICATION_TOTALS}”的科室，"
            "请另用一个台账，把结转数填进“上年结转”一行",
        )


def _tell_not_taken(narrative: Path, filed: Path | None, findings: Findings) -> None:
    """The year has a text of its own, so that of the report that was named was put nowhere."""
    if filed is not None:
        findings.warn(
            "start.not_carried",
            Place(str(narrative)),
            f"已经有正文，没有改动，{filed.name} 的文字没有带入",
            remedy="要用那份报告的文字的，先把已有的正文移到别处，再运行一次",
        )


def _tell_not_carried(workbook: Path, finished: FinishedYear | None, findings: Findings) -> None:
    """The year has workbooks of its own, so rows of the year before were put nowhere."""
    if finished is not None and finished.notes:
        findings.warn(
            "start.not_carried",
            Place(str(workbook.parent)),
            f"文件夹里已经有台账，没有改动，{finished.year}年要结转的没有带入",
            evidence=f"应当在台账里的：{''.join(finished.notes)}",
            remedy="请逐件核对；要重新生成的，先把已有的台账移到别处",
        )


def _tell_later_year(carried_from: int, year: int, findings: Findings) -> None:
    findings.error(
        "start.from_year",
        None,
        f"不能从{carried_from}年带入{year}年：只能从较早的年份带入",
        remedy=f"请写上一年：report-builder new {year} --from {year - 1}",
    )
