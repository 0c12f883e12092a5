"""An agency's folder anywhere → its report built in a copy of it here, and the bytes to put in their places.

This runs on a machine of the cluster. It writes nothing but its copy: whoever asked files what comes back,
once, however often Dask has had it made.
"""

from __future__ import annotations

import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder import __version__
from report_builder.agencies.agency_folders import OUT
from report_builder.agencies.agency_jobs import AgencyOutcome, AgencyResult
from report_builder.agencies.building import build_agency
from report_builder.agencies.process_memory import bound_work
from report_builder.agencies.stores import Store
from report_builder.diagnostics import Finding, Severity
from report_builder.filing.manifests import read_manifest
from report_builder.year_folders import CHECKS, MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.agencies.agency_jobs import AgencyJob

# A process works in one folder at a time, whatever number of threads Dask gives it.
ALONE: Final = threading.Lock()


class FetchedResult(Struct, frozen=True):
    """What became of an agency, and where it was built anew its files.

    ``outputs`` are those that a build files, ``inputs`` what they were made from; ``kept`` are the user's own
    under their new names, ``removed`` earlier outputs without a successor.
    """

    result: AgencyResult
    outputs: Mapping[str, bytes] = {}
    inputs: Mapping[str, str] = {}
    manifest: bytes = b""
    kept: Mapping[str, bytes] = {}
    removed: tuple[str, ...] = ()


def build_fetched(job: AgencyJob, memory: int, version: str) -> FetchedResult:
    """What becomes of an agency; ``memory`` (MiB) bounds the process, ``version`` is that of who asks.

    Raises ``MemoryError``, and what the store raises where it cannot be reached.
    """
    if version != __version__:
        return FetchedResult(AgencyResult(job.name, AgencyOutcome.BROKEN, (other_version(version),)))
    with ALONE, TemporaryDirectory(prefix="report-builder-") as scratch:
        bound_work(memory)
        Store(job.root).fetch(job.name, Path(scratch, job.name))
        folder = Path(scratch, job.name, OUT, str(job.year))
        before = _names_in(folder)
        result = build_agency(replace(job, root=scratch))
        if not result.is_new or result.outcome is not AgencyOutcome.BUILT:
            return FetchedResult(result)
        return _files_of(result, folder, before)


def _files_of(result: AgencyResult, folder: Path, before: set[str]) -> FetchedResult:
    manifest = read_manifest(folder)
    if manifest is None:  # no build ends without one
        message = f"no manifest in {folder}"
        raise AssertionError(message)
    after = _names_in(folder)
    outputs = {
        name: (folder / name).read_bytes() for name in (*(each.name for each in manifest.outputs), CHECKS)
    }
    return FetchedResult(
        result,
        outputs,
        {each.name: each.sha256 for each in manifest.inputs},
        (folder / MANIFEST).read_bytes(),
        {name: (folder / name).read_bytes() for name in sorted(after - before - {*outputs, MANIFEST})},
        tuple(sorted(before - after)),
    )


def _names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if each.is_file()} if folder.is_dir() else set()


def other_version(version: str) -> Finding:
    """What is told where a machine of the cluster has another version."""
    return Finding(
        "batch.version",
        Severity.ERROR,
        None,
        "集群里的程序与这里的版本不一样，没有处理",
        f"这里是 {version}，那里是 {__version__}",
        "请在集群的每台机器上装同一个版本",
    )
