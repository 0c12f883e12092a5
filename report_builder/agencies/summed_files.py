"""The files that a sum looks at → by what each is known again, so that a later change of one can be told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.agencies.reviewed_reports import digest_of_report
from report_builder.plain_files import open_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.agencies.contributions import GatheringJob

SummedFile = tuple[str, str]  # its path, and its digest; empty for a folder and for what cannot be read


def summed_files(jobs: Iterable[GatheringJob]) -> Iterator[SummedFile]:
    """Each place on this computer that is looked at."""
    for job in jobs:
        if not job.address:
            yield job.path, "" if job.is_folder else _digest(job)


def _digest(job: GatheringJob) -> str:
    path, most = Path(job.path), job.budget.file_bytes
    try:
        with open_plain(path) as file:
            data = file.read(most + 1)
    except OSError:
        return ""
    return digest_of_report(data) if len(data) <= most else ""
