"""What was handed in beside reports → which agencies of a list have sent figures, as `rollup` takes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.agencies.agency_folders import DATA, OUT
from report_builder.agencies.contributions import gather
from report_builder.agencies.received_files import REPORTS
from report_builder.year_folders import statistics_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from report_builder.agencies.agency_lists import AgencyList
    from report_builder.agencies.contributions import GatheringJob


def agencies_with_figures(
    jobs: Iterable[GatheringJob], wanted: Collection[str], listed: AgencyList
) -> frozenset[str]:
    """Those of the ``wanted`` names whose figures are there; a workbook that cannot be read is one of them.

    Only what may be theirs is opened: a file of figures says whose it is, anything else is called so.
    """
    return frozenset(name for job in jobs for name in _whose(job, wanted, listed)) & frozenset(wanted)


def _whose(job: GatheringJob, wanted: Collection[str], listed: AgencyList) -> Iterator[str]:
    path = Path(job.path)
    suffix = "" if job.is_folder else path.suffix.lower()
    called = listed.of_file(path.name) if job.is_folder else listed.of_path(path)
    if suffix in REPORTS or (suffix != ".json" and called not in wanted):
        return
    if (
        job.is_folder and not job.address
    ):  # its ledgers take a while to count, and their being there is enough
        if (path / DATA / str(job.year)).is_dir() or statistics_file(path / OUT, job.year).is_file():
            yield called
        return
    gathered = gather(job)
    said = (listed.find(each.agency) for each in gathered.contributions)
    yield from said if suffix in {"", ".json"} else (called for _ in gathered.contributions)
    if any(each.code == "rollup.unreadable" for each in gathered.findings):
        yield called
