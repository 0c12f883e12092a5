"""One agency's folder → its report, as ``build`` makes it there, and what became of it; nothing is raised."""
# ruff: noqa: PLC0415  (a worker process loads the stages once it is bounded)

from __future__ import annotations

import hashlib
import time
import traceback
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder import __version__
from report_builder.agencies.agency_folders import DATA, OUT
from report_builder.agencies.agency_jobs import AgencyOutcome, AgencyResult
from report_builder.agencies.process_memory import peak_memory
from report_builder.diagnostics import Finding, Findings, ReportError, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.inputs import read_inputs
from report_builder.plain_files import open_plain
from report_builder.system_faults import foreseen
from report_builder.year_folders import year_folder

if TYPE_CHECKING:
    from report_builder.agencies.agency_jobs import AgencyJob

_GONE: Final = Finding(
    "file.missing",
    Severity.ERROR,
    None,
    "这个单位的文件夹在处理过程中移走或者改名了",
    remedy="请放回去，再运行一次",
)
_OWN: Final = ("styles", "fonts")  # what an agency may have beside its data in the place of the program's


def build_agency(job: AgencyJob) -> AgencyResult:
    """What becomes of an agency; the process works in its folder meanwhile, as its own secretary would.

    Raises ``MemoryError`` where the process may not have as much as it needs.
    """
    begun = time.process_time()
    try:
        with foreseen(), chdir(job.folder):
            result = _built_here(job)
    except ReportError as error:
        result = AgencyResult(job.name, AgencyOutcome.FAULTY, error.findings)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  a fault of the program's is one agency's, and told of it alone
        if Path(job.folder, DATA).is_dir():
            result = AgencyResult(job.name, AgencyOutcome.BROKEN, (_fault_of(error),))
        else:  # whatever went wrong went wrong for that
            result = AgencyResult(job.name, AgencyOutcome.FAULTY, (_GONE,))
    return replace(result, seconds=round(time.process_time() - begun, 3), peak=peak_memory())


def fingerprint_of(year: int) -> str:
    """Everything that a build of this folder depends on, the program among it, as one SHA-256."""
    found = hashlib.sha256(f"report-builder {__version__}\n{year}\n".encode())
    inputs = read_inputs(Path(DATA), Path(OUT), year)
    own = {
        path.as_posix(): _digest(path) for name in _OWN for path in Path(name).rglob("*") if path.is_file()
    }
    for name, digest in sorted({**inputs, **own}.items()):
        found.update(f"{name}\n{digest}\n".encode(errors="surrogateescape"))
    return found.hexdigest()


def _built_here(job: AgencyJob) -> AgencyResult:
    """What comes of the working folder's data, or that nothing has changed since."""
    from report_builder.pipeline import build, recover_year

    request = BuildRequest(Path(DATA), job.year, Path(OUT), Path(), modified=job.modified)
    # What an interrupted run left is cleared here, so that the report says the same as if it had not been.
    recover_year(request, Findings())
    fingerprint = fingerprint_of(job.year)
    if job.known == fingerprint and (not job.was_built or _is_whole(job.year)):
        return AgencyResult(job.name, AgencyOutcome.BUILT, fingerprint=fingerprint, is_new=False)
    try:
        with foreseen():
            done = outcome_of(build(request))
    except ReportError as error:
        return AgencyResult(job.name, AgencyOutcome.FAULTY, error.findings, fingerprint=fingerprint)
    return AgencyResult(job.name, AgencyOutcome.BUILT, done.findings, done.pages, fingerprint=fingerprint)


def _fault_of(error: Exception) -> Finding:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return Finding(
        "batch.fault",
        Severity.ERROR,
        None,
        "程序内部出错，不是填写的问题",
        f"{type(error).__name__}（{Path(last.filename).name} 第{last.lineno}行）",
        "请在这个单位的文件夹里运行 report-builder build，把显示的内容发给提供本程序的人",
    )


def _is_whole(year: int) -> bool:
    """Whether every file that the manifest names is still there, edited or not."""
    from report_builder.filing.manifests import built_files

    folder = year_folder(Path(OUT), year)
    built = built_files(folder)
    return bool(built) and all((folder / name).is_file() for name in built)


def _digest(path: Path) -> str:
    with open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
