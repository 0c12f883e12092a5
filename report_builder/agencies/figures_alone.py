"""What was handed in beside reports → which agencies of a list have sent figures, as `rollup` takes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.agencies.contributions import gather, places_at, places_to_look
from report_builder.agencies.received_files import REPORTS
from report_builder.diagnostics import Findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from report_builder.agencies.agency_lists import AgencyList
    from report_builder.agencies.contributions import GatheringJob
    from report_builder.agencies.review import ReviewRequest
    from report_builder.budgets import Budget


def agencies_with_figures(
    request: ReviewRequest, year: int, wanted: Collection[str], listed: AgencyList, budget: Budget
) -> frozenset[str]:
    """Those of the ``wanted`` names whose figures are there; a workbook that cannot be read is one of them.

    Only what may be theirs is opened: a file of figures says whose it is, anything else is called so.
    """
    if not wanted:
        return frozenset()
    folders = [each for each in request.received if each.is_dir()]
    jobs = [
        *(job for each in folders for job in places_to_look(each, year, (), budget, Findings())),
        *(job for each in request.addresses for job in places_at(each, year, (), budget)),
    ]
    found = (name for job in jobs for name in _whose(job, wanted, listed))
    return frozenset(found) & frozenset(wanted)


def _whose(job: GatheringJob, wanted: Collection[str], listed: AgencyList) -> Iterator[str]:
    path = Path(job.path)
    suffix = "" if job.is_folder else path.suffix.lower()
    called = listed.of_file(path.name if job.is_folder else path.stem)
    if suffix in REPORTS or (suffix != ".json" and called not in wanted):
        return
    gathered = gather(job)
    said = (listed.find(each.agency) for each in gathered.contributions)
    yield from said if suffix in {"", ".json"} else (called for _ in gathered.contributions)
    if any(each.code == "rollup.unreadable" for each in gathered.findings):
        yield called
