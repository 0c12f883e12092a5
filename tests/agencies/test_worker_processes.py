"""Agencies and processes that die → the guilty are named, and never who was at work beside them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from agency_ledgers import YEAR
from dying_builds import build_but_be_killed, build_but_be_killed_once, build_but_fail
from make_agencies import plan_agencies, write_agencies

from report_builder.agencies.agency_jobs import AgencyJob, AgencyOutcome
from report_builder.agencies.worker_processes import build_all
from report_builder.diagnostics import ReportError

if TYPE_CHECKING:
    from report_builder.agencies.worker_processes import Build

MEMORY = 400
MODIFIED = 1_700_000_000


def outcomes(root: Path, names: list[str], build: Build) -> dict[str, AgencyOutcome]:
    jobs = [AgencyJob(str(root), name, YEAR, modified=MODIFIED) for name in names]
    return {each.name: each.outcome for each in build_all(jobs, (), 2, MEMORY, build)}


def made(root: Path, count: int) -> list[str]:
    agencies = plan_agencies(count, 11)
    write_agencies(root, agencies)
    return [each.name for each in agencies]


@pytest.mark.parametrize("build", [build_but_be_killed, build_but_fail])
def test_who_kills_every_process_is_named_and_nobody_else(tmp_path: Path, build: Build) -> None:
    names = made(tmp_path, 4)
    (tmp_path / names[2] / "deadly").touch()

    found = outcomes(tmp_path, names, build)

    assert found == dict.fromkeys(names, AgencyOutcome.BUILT) | {names[2]: AgencyOutcome.KILLED}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills by other means")
def test_a_process_that_is_killed_once_costs_nothing_but_time(tmp_path: Path) -> None:
    names = made(tmp_path, 4)
    (tmp_path / "killed-once").mkdir()
    (tmp_path / "killed-once" / names[1]).touch()

    found = outcomes(tmp_path, names, build_but_be_killed_once)

    assert found == dict.fromkeys(names, AgencyOutcome.BUILT)


@pytest.mark.skipif(sys.platform != "linux", reason="no bound of memory")
def test_no_agency_is_blamed_where_no_process_can_begin(tmp_path: Path) -> None:
    names = made(tmp_path, 1)

    with pytest.raises(ReportError) as error:
        list(build_all([AgencyJob(str(tmp_path), names[0], YEAR)], (), 1, 90))

    assert [each.code for each in error.value.findings] == ["batch.workers"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound files otherwise")
def test_a_system_that_begins_no_more_processes_is_told_as_that() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_MORE_FILES],
        cwd=Path(__file__).parent.parent.parent,
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert done.stdout.decode().split() == ["batch.workers", "系统提示：同时打开的文件太多"], (
        done.stderr.decode()
    )


# Begins a worker process where no file can be opened any more.
NO_MORE_FILES: Final = """
import os, resource, sys
from report_builder.agencies.worker_processes import build_all
from report_builder.agencies.agency_jobs import AgencyJob
from report_builder.diagnostics import ReportError
resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))
while os.dup(0) < 6:
    pass
try:
    list(build_all([AgencyJob(".", "a", 2024)], [], 1, 400))
except ReportError as error:
    [found] = error.findings
    print(found.code, found.evidence)
"""
