"""A folder of agencies and a year → every agency's report in its own folder, and a summary of all of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.agencies.agency_folders import SUMMARY, find_agencies, folders_on_disk, latest_year
from report_builder.agencies.agency_jobs import (
    USUAL_MEMORY,
    AgencyJob,
    AgencyOutcome,
    AgencyResult,
    BatchResult,
)
from report_builder.agencies.cluster import Cluster, build_on, demand_cluster
from report_builder.agencies.fetched_filing import Places
from report_builder.agencies.journal import Journal
from report_builder.agencies.stores import Store
from report_builder.agencies.summary_page import summary_html
from report_builder.agencies.summary_workbook import summary_xlsx
from report_builder.agencies.worker_processes import build_all
from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.filing.outputs import file_together
from report_builder.real_paths import real_path
from report_builder.told_folders import ToldFolders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.drafts import Steps

PAGE: Final = "批量生成情况.html"
WORKBOOK: Final = "批量生成情况.xlsx"


class BatchRequest(Struct, frozen=True):
    """Which agencies to build, and how: ``year`` is 0 for the latest that any of them has.

    ``workers`` is the number of processes, ``memory`` what each of them may take (MiB); ``modified`` (seconds
    since 1970) dates the files, and where it is given the summary tells no times, which never come out alike.
    ``root`` is a path, or with a ``scheduler`` of Dask an address that fsspec knows; ``summary`` is where the
    summary goes if not beside the agencies.
    """

    root: str
    year: int
    workers: int
    memory: int = USUAL_MEMORY
    modified: int | None = None
    scheduler: str = ""
    summary: Path | None = None

    @property
    def is_on_disk(self) -> bool:
        """Whether the root is a path, and no address of a store."""
        return "://" not in self.root


def build_agencies(request: BatchRequest) -> Steps[BatchResult]:
    """Build every agency's year; what is done already and has not changed stays as it is.

    Raises ``ReportError`` where there is nothing to build, or the summary cannot be written; what was built
    until then is built, and is not built again.
    """
    if request.scheduler or not request.is_on_disk:
        demand_cluster()
    folders_in = folders_on_disk(Path(request.root)) if request.is_on_disk else Store(request.root).folders
    names = find_agencies(request.root, folders_in)
    year = request.year or latest_year(names, folders_in)
    if not year:
        message = "这些单位的 data 里都没有以年份命名的文件夹"
        raise ReportError([Finding("batch.empty", Severity.ERROR, Place(request.root), message)])
    folder = request.summary or Path(request.root) / SUMMARY
    journal = Journal(folder, year)
    with journal.opened() as add:
        found: dict[str, AgencyResult] = {}
        tally: Counter[AgencyOutcome] = Counter()
        for each in _results([_job(journal, name, request, year) for name in names], journal, request):
            result = _as_told(each, request)
            if result.is_new:
                add(result)
            found[result.name] = result
            tally[result.outcome] += 1
            yield _progress(tally, len(names), result)
        done = BatchResult(year, folder, tuple(found[name] for name in names), request.summary is None)
        journal.keep(done.results)
        yield "写汇总"
        _file_summary(done, request.modified)
    return done


def _job(journal: Journal, name: str, request: BatchRequest, year: int) -> AgencyJob:
    before = journal.before(name)
    root = str(real_path(Path(request.root))) if request.is_on_disk else request.root
    if before is None:
        return AgencyJob(root, name, year, modified=request.modified)
    was_built = before.outcome is AgencyOutcome.BUILT
    return AgencyJob(root, name, year, before.fingerprint, was_built, request.modified)


def _results(jobs: Sequence[AgencyJob], journal: Journal, request: BatchRequest) -> Iterator[AgencyResult]:
    """What became of each, of now or of before; who killed a process before is built alone at once."""
    before = dict(journal.results)
    is_killer = {name for name, each in before.items() if each.outcome is AgencyOutcome.KILLED}
    others = [job for job in jobs if job.name not in is_killer]
    killers = [job for job in jobs if job.name in is_killer]
    results: Iterable[AgencyResult]
    if request.scheduler:
        places = Places(request.root, jobs[0].year, request.modified, is_on_disk=request.is_on_disk)
        fetched = build_on(Cluster(request.scheduler, request.memory), others, killers)
        results = map(places.file, fetched)
    else:
        results = build_all(others, killers, request.workers, request.memory)
    for result in results:
        yield result if result.is_new else replace(before[result.name], is_new=False)


def _as_told(result: AgencyResult, request: BatchRequest) -> AgencyResult:
    """The result with its files named from the agency's own folder on, for whoever gets the summary."""
    roots = {Path(request.root), real_path(Path(request.root)) if request.is_on_disk else Path(request.root)}
    folders = ToldFolders.of((root / result.name, "") for root in roots)
    return replace(result, findings=tuple(map(folders.finding, result.findings)))


def _progress(tally: Counter[AgencyOutcome], count: int, result: AgencyResult) -> str:
    done = tally.total()
    wrong = done - tally[AgencyOutcome.BUILT]
    told = f"，{wrong} 个没有生成" if wrong else ""
    return f"生成各单位的报告：{done}/{count} 个{told}，{result.peak} MB（{result.name}）"


def _file_summary(done: BatchResult, modified: int | None) -> None:
    """Write the workbook and the page; raises ``ReportError``."""
    with_seconds = modified is None
    outputs = {PAGE: summary_html(done, with_seconds), WORKBOOK: summary_xlsx(done, with_seconds)}
    file_together(done.folder, outputs, modified)
