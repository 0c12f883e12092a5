"""Work, as an agency's build, that ends its worker process, for tests alone: no files can do so at will."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.agencies.building import build_agency

if TYPE_CHECKING:
    from report_builder.agencies.agency_jobs import AgencyJob, AgencyResult


def build_but_be_killed_once(job: AgencyJob) -> AgencyResult:
    """As ``build_agency``, but the first process that is given an agency with a mark is killed."""
    mark = Path(job.root, "killed-once", job.name)
    if mark.is_file():
        mark.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return build_agency(job)


def build_but_be_killed(job: AgencyJob) -> AgencyResult:
    """As ``build_agency``, but every process that is given an agency with the mark ends at once."""
    if (job.folder / "deadly").is_file():
        os._exit(7)
    return build_agency(job)


def build_but_fail(job: AgencyJob) -> AgencyResult:
    """As ``build_agency``, but there is no memory for an agency with the mark."""
    if (job.folder / "deadly").is_file():
        raise MemoryError
    return build_agency(job)


def read_but_be_killed(job: str) -> str:
    """Reads nothing, and every process that is given the fifth job ends at once."""
    if job == "5":
        os._exit(7)
    return "read"
