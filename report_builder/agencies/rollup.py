"""Agencies' figures → the government's tables: their exact sum, checked, with who is in it and who is not."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.agencies.agency_folders import SUMMARY, find_agencies, folders_on_disk, latest_year
from report_builder.agencies.agency_lists import is_of_a_year, read_list
from report_builder.agencies.contributions import (
    gather,
    give_up_gathering,
    places_at,
    places_to_look,
)
from report_builder.agencies.received_files import REPORTS
from report_builder.agencies.renamed import likely_renamed, renaming
from report_builder.agencies.rollup_files import rollup_xlsx, totals_ledger
from report_builder.agencies.spreading import Spread, spread
from report_builder.agencies.standing import (
    InsteadOfReports,
    Standing,
    absent_from,
    names_of,
    unread_by_agency,
)
from report_builder.agencies.sum_forms import choose_form, of_the_form, tell_form_of_other_years
from report_builder.agencies.sum_tables import STATUTORY
from report_builder.agencies.summed_files import summed_files
from report_builder.agencies.summing import add_up, only_once
from report_builder.checks.carry_over import check_carried
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.outputs import file_together
from report_builder.filing.recovering import recover
from report_builder.filing.statistics_json import summed_json
from report_builder.formats.library import load_formats
from report_builder.opened_files import tell_opened
from report_builder.plain_files import open_plain
from report_builder.settings import limits_of
from report_builder.statistics.archive import parse_archive
from report_builder.statistics.last_year import LastYear
from report_builder.told_folders import ToldFolders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.agencies.agency_lists import AgencyList
    from report_builder.agencies.contributions import Contribution, Gathered, GatheringJob
    from report_builder.agencies.standing import Absent
    from report_builder.agencies.summed_files import SummedFile
    from report_builder.agencies.summing import AgencySum
    from report_builder.budgets import Budget
    from report_builder.drafts import Steps
    from report_builder.formats.definitions import ReportFormat

STATISTICS: Final = "汇总统计.json"
WORKBOOK: Final = "汇总统计.xlsx"
LEDGER: Final = "汇总台账.xlsx"
_MOST_NAMED: Final = 20


class RollupRequest(Struct, frozen=True):
    """Whose figures to add up, of which year, and where the sum goes.

    ``year`` is 0 for the latest there is; ``name`` is the government's; ``target`` gets a folder a year.
    ``spread`` says by what the files are read; ``addresses`` are folders in stores that fsspec knows.
    """

    sources: tuple[Path, ...]
    target: Path
    working_folder: Path
    name: str
    year: int = 0
    listed: Path | None = None
    modified: int | None = None
    spread: Spread = Spread()
    addresses: tuple[str, ...] = ()

    @property
    def told_folders(self) -> ToldFolders:
        """What the folders are called in the workbook, which others get as well."""
        folders = [each if each.is_dir() else each.parent for each in self.sources]
        beside = (self.target, self.working_folder, *((self.listed.parent,) if self.listed else ()))
        return ToldFolders.handed_in([*folders, *map(Path, self.addresses)], beside)


class RollupResult(Struct, frozen=True):
    """What came of it: whose sum, who is in, who is missing by the list, and whether the sum is whole.

    ``figures_only`` are those of the list whose report nobody handed in, but figures, ``renamed`` those that
    may have handed in under another name, and of those ``unreadable`` nobody can read the file.
    """

    name: str
    folder: Path
    year: int
    agencies: tuple[str, ...]
    kinds: dict[str, int]
    missing: tuple[str, ...]
    figures_only: tuple[str, ...]
    renamed: tuple[str, ...]
    unreadable: tuple[str, ...]
    is_whole: bool
    findings: tuple[Finding, ...]


def roll_up(request: RollupRequest) -> Steps[RollupResult]:
    """Add up, check the sum, and write it; a sum that is not whole is shown in the workbook alone.

    Raises ``ReportError`` where there is nothing to add up, or nothing can be written.
    """
    yield "查找各单位的统计数据"
    findings = Findings()
    year = request.year or _latest(request)
    folder = request.target / str(year)
    recover([folder], findings)
    tell_opened(folder, [STATISTICS, WORKBOOK, LEDGER], findings)
    budget = limits_of(request.working_folder / "data")
    listed = read_list(request.listed, budget) if request.listed else None
    formats = tuple(load_formats(request.working_folder / "styles", findings))
    findings.stop_on_errors()
    jobs = _places(request, year, (formats, budget), findings)
    seen = tuple(summed_files(jobs))
    gathered = yield from _gather_all(request, jobs)
    findings.extend(each for one in gathered for each in one.findings)
    found = [
        replace(each, agency=_listed_name(each, listed) or each.agency)
        for one in gathered
        for each in one.contributions
    ]
    form = choose_form(found, formats, year)
    tell_form_of_other_years(form, year, findings)
    held = of_the_form(found, form, {each.name: each for each in formats}, findings)
    once = only_once(held, form, findings)
    if not once:
        place = Place(_first(request))
        remedy = "各单位的 statistics.json、台账工作簿或者报告放进这个文件夹，再运行一次"
        message = f"没有可以汇总的{year}年统计数据"
        raise ReportError([*findings, Finding("rollup.empty", Severity.ERROR, place, message, remedy=remedy)])
    yield "相加并核对"
    total = add_up(once, form, findings)
    _check_last_year(request.target, year, total, budget, findings)
    absent = _absent(listed, found, findings) if listed else None
    yield "写出结果"
    _file(request, folder, (total, seen), absent, findings)
    return _result(request, folder, total, absent, findings)


def _result(
    request: RollupRequest,
    folder: Path,
    total: AgencySum,
    absent: tuple[Absent, ...] | None,
    findings: Findings,
) -> RollupResult:
    """What came of it, in numbers and names."""
    return RollupResult(
        request.name,
        folder,
        int(folder.name),
        tuple(each.agency for each in total.agencies),
        dict(Counter(each.kind for each in total.agencies)),
        names_of(absent, Standing.MISSING),
        names_of(absent, Standing.FIGURES_ONLY),
        names_of(absent, Standing.RENAMED),
        names_of(absent, Standing.UNREADABLE),
        not findings.errors,
        tuple(findings),
    )


def _listed_name(each: Contribution, listed: AgencyList | None) -> str:
    """What the list calls an agency; a workbook's name may say more than whose it is."""
    if listed is None:
        return ""
    return listed.of_report(each.agency, each.path)


def _absent(listed: AgencyList, found: Sequence[Contribution], findings: Findings) -> tuple[Absent, ...]:
    """Who has no report; what cannot be read was handed in all the same, and is told as an error."""
    reported = {each.agency for each in found if each.is_reported}
    with_figures = {each.agency for each in found}
    own = set(listed.names)
    others = {each.agency: each.path for each in found if each.agency not in own}
    renamed = likely_renamed(others, own - with_figures)
    findings.extend(renaming(old, new, Place(str(others[new]))) for old, new in renamed.items())
    if strangers := [name for name in others if name not in renamed.values()]:
        message = f"汇总的数里有名单以外的 {len(strangers)} 个单位"
        remedy = "应当计入的，请加进名单；不应当计入的，请移走它的文件，再汇总一次"
        named = "、".join(strangers[:_MOST_NAMED])
        findings.warn("rollup.unlisted", Place(str(listed.path)), message, named, remedy)
    for place in (each.place for each in findings.errors if each.place):
        path = Path(place.file)
        name = listed.of_path(path) if path.suffix else listed.of_file(path.name)
        (reported if path.suffix.lower() in REPORTS else with_figures).add(name)
    instead = InsteadOfReports(with_figures, renamed, unread_by_agency(findings, listed))
    absent = absent_from(listed.names, reported, instead)
    if missing := names_of(absent, Standing.MISSING):
        message = f"名单里有 {len(missing)} 个单位缺报，汇总的数里没有它们"
        findings.warn("rollup.missing", Place(str(listed.path)), message, "、".join(missing[:_MOST_NAMED]))
    return absent


def _places(
    request: RollupRequest,
    year: int,
    known: tuple[tuple[ReportFormat, ...], Budget],
    findings: Findings,
) -> list[GatheringJob]:
    """Every place to look at."""
    formats, budget = known
    jobs = [job for each in request.sources for job in places_to_look(each, year, formats, budget, findings)]
    jobs += [job for each in request.addresses for job in places_at(each, year, formats, budget, findings)]
    return jobs


def _gather_all(request: RollupRequest, jobs: Sequence[GatheringJob]) -> Steps[list[Gathered]]:
    """What was found in every place, in their order, whichever was looked at first."""
    done: dict[int, Gathered] = {}
    for number, each in spread(jobs, gather, give_up_gathering, request.spread):
        done[number] = each
        yield f"读取统计数据：{len(done)}/{len(jobs)} 处"
    return [done[number] for number in range(len(jobs))]


def _first(request: RollupRequest) -> str:
    return str((*request.sources, *request.addresses)[0])


def _latest(request: RollupRequest) -> int:
    """The year by which a folder is called, else the latest that an agency's folder has data for.

    Raises ``ReportError`` where none tells.
    """
    years: list[int | None] = [
        int(each.name) for each in request.sources if each.is_dir() and is_of_a_year(each)
    ]
    for each in request.sources if not years else ():
        folders_in = folders_on_disk(each)
        try:
            agencies = find_agencies(str(each), folders_in) if each.is_dir() else ()
        except ReportError:
            continue  # gathering tells of folders that are shut; files may tell nothing of a year
        with suppress(OSError):
            years.append(latest_year(agencies, folders_in))
    year = max((each for each in years if each), default=0)
    if not year:
        message = "看不出是哪一年，请写明年份"
        remedy = "例如 report-builder rollup 各单位 --year 2024"
        raise ReportError(
            [Finding("rollup.empty", Severity.ERROR, Place(_first(request)), message, "", remedy)]
        )
    return year


def _check_last_year(target: Path, year: int, total: AgencySum, budget: Budget, findings: Findings) -> None:
    """What is carried in and what is in force, beside last year's sum: X-1 holds after the sum too."""
    path = target / str(year - 1) / STATISTICS
    if not path.is_file():
        return
    try:
        with open_plain(path) as file:
            before = parse_archive(file.read(budget.figures_bytes + 1), budget)
    except OSError:
        before = None
    if before is not None:
        figures = total.form.by_path(total.figures)
        known = {name: value for name, value in figures.items() if value is not None}
        last = LastYear(year - 1, Place(str(path)), before.figures)
        findings.extend(check_carried(known, last, WORKBOOK))


def _file(
    request: RollupRequest,
    folder: Path,
    summed: tuple[AgencySum, Sequence[SummedFile]],
    absent: tuple[Absent, ...] | None,
    findings: Findings,
) -> None:
    """Write what there is; the sum and its ledgers only where nothing is wrong with them."""
    total, looked_at = summed
    year = folder.name
    outputs: dict[str, bytes] = {}
    if findings.errors:
        if (folder / STATISTICS).exists() or (folder / LEDGER).exists():
            message = "有错误，原来的汇总统计和汇总台账没有更新"
            findings.warn("rollup.not_renewed", Place(str(folder)), message, remedy="改正以后请再汇总一次")
    else:
        names = [each.agency for each in total.agencies]
        figures = total.form.by_path(total.figures)
        outputs[STATISTICS] = summed_json(request.name, int(year), figures, names)
        if all(figures.get(path) is not None for path in STATUTORY):
            outputs[LEDGER] = totals_ledger(figures, int(year))
        else:
            message = f"没有写{LEDGER}：{total.form.called}没有台账要的每一个数"
            remedy = f"政府自己的报告请照{WORKBOOK}填"
            findings.notice("rollup.no_ledger", Place(str(folder)), message, remedy=remedy)
    told = request.told_folders
    members = tuple(replace(each, path=Path(told.path(str(each.path)))) for each in total.agencies)
    found = [told.finding(each) for each in findings]
    seen = [(told.path(path), digest) for path, digest in looked_at]
    told_sum = replace(total, agencies=members)
    outputs[WORKBOOK] = rollup_xlsx(told_sum, request.name, int(year), absent, found, seen)
    file_together(folder, outputs, request.modified)


def default_target(source: Path) -> Path:
    """Where the sum of a folder goes: beside the summaries of a batch, a year's beside other years'."""
    folder = source if source.is_dir() else source.parent
    return (folder.parent if is_of_a_year(folder) else folder) / SUMMARY


def named_by(source: Path) -> str:
    """What a sum is called by its folder, where nobody says whose it is; a year's by the one above."""
    return source.parent.name if is_of_a_year(source) else source.name
