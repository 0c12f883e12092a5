"""Files to be read → what each says, by this process, several of this machine, or a Dask cluster.

What is read comes out the same wherever it was read; a file that kills the process which reads it is read
alone, and then given up, as an agency is that is built.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct

from report_builder import __version__
from report_builder.agencies.agency_jobs import USUAL_MEMORY
from report_builder.diagnostics import Finding, ReportError, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Numbered = tuple[int, "Job"]

Job = TypeVar("Job")
Result = TypeVar("Result")

# So few files are read before the first process would have begun.
_FEW: Final = 12


class Spread(Struct, frozen=True):
    """By what files are read: so many processes (1: this one alone), or the cluster of a scheduler.

    ``memory`` (MiB) bounds each process but this one.
    """

    workers: int = 1
    memory: int = USUAL_MEMORY
    scheduler: str = ""


def spread(
    jobs: Sequence[Job],
    work: Callable[[Job], Result],
    give_up: Callable[[Job, Finding], Result],
    over: Spread,
) -> Iterator[tuple[int, Result]]:
    """What came of each job with its number, as it is done; the caller puts them into their order.

    Raises ``ReportError`` where no process can begin, or the cluster cannot be reached.
    """
    numbered = list(enumerate(jobs))
    if over.scheduler:
        yield from _on_cluster(numbered, work, give_up, over)
    elif over.workers > 1 and len(jobs) > _FEW:
        yield from _by_processes(numbered, work, give_up, over)
    else:
        yield from ((number, work(job)) for number, job in numbered)


def _by_processes(
    jobs: Sequence[Numbered[Job]],
    work: Callable[[Job], Result],
    give_up: Callable[[Job, Finding], Result],
    over: Spread,
) -> Iterator[tuple[int, Result]]:
    from report_builder.agencies.worker_processes import Crew, work_through  # noqa: PLC0415  loads the builds

    def given_up(job: Numbered[Job]) -> tuple[int, Result]:
        return job[0], give_up(job[1], killed_reading(over.memory))

    yield from work_through(
        jobs, (), Crew(over.workers, over.memory, partial(_numbered, work), given_up, _warm)
    )


def _on_cluster(
    jobs: Sequence[Numbered[Job]],
    work: Callable[[Job], Result],
    give_up: Callable[[Job, Finding], Result],
    over: Spread,
) -> Iterator[tuple[int, Result]]:
    from report_builder.agencies.cluster import (  # noqa: PLC0415  Dask is there only with an extra
        Cluster,
        Errand,
        demand_cluster,
        failed,
        work_on,
    )

    def given_up(job: Numbered[Job]) -> tuple[int, Result]:
        return job[0], give_up(job[1], killed_reading(over.memory))

    def fail(job: Numbered[Job], error: BaseException | None) -> tuple[int, Result]:
        found = error.findings[0] if isinstance(error, ReportError) else failed(error)
        return job[0], give_up(job[1], found)

    demand_cluster()
    errand = Errand(partial(_numbered_there, work), (over.memory, __version__), given_up, fail)
    yield from work_on(Cluster(over.scheduler, over.memory), jobs, (), errand)


def _numbered(work: Callable[[Job], Result], job: Numbered[Job]) -> tuple[int, Result]:
    number, own = job
    return number, work(own)


def _numbered_there(
    work: Callable[[Job], Result], job: Numbered[Job], memory: int, version: str
) -> tuple[int, Result]:
    """The same on a machine of the cluster; raises ``ReportError`` where that has another version."""
    from report_builder.agencies.fetched_building import ALONE, other_version  # noqa: PLC0415  as above
    from report_builder.agencies.process_memory import bound_work  # noqa: PLC0415  as above

    if version != __version__:
        raise ReportError([other_version(version)])
    with ALONE:
        bound_work(memory)
        return _numbered(work, job)


def _warm() -> None:
    """Load once what reading needs."""
    import pdfplumber  # noqa: F401, PLC0415

    from report_builder.agencies import reviewed_reports  # noqa: F401, PLC0415


def killed_reading(memory: int) -> Finding:
    """What is told of a file that the process died of which read it."""
    return Finding(
        "batch.killed",
        Severity.ERROR,
        None,
        "单独读取这个文件，工作进程仍然两次中断，没有读取",
        f"每个工作进程最多用 {memory} MB 内存",
        "请核对文件是不是损坏了；确实这么大的，用 --workers 1 再运行一次",
    )
