"""Jobs, as agencies to be built → what came of each, by the machines of a Dask cluster.

Dask runs a task again where its worker is lost, and gives it up once it was there at several losses: then it
may be the cause, or a neighbour of the cause. So it is a suspect, and runs alone once all others are done.
"""
# ruff: noqa: PLC0415  Dask is there only with the extra ``cluster``

from __future__ import annotations

from collections import deque
from collections.abc import Callable  # noqa: TC003  msgspec reads the annotation at run time
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from msgspec import Struct

from report_builder import __version__
from report_builder.agencies.agency_jobs import AgencyJob, AgencyOutcome, AgencyResult
from report_builder.agencies.fetched_building import FetchedResult, build_fetched
from report_builder.agencies.worker_processes import killed
from report_builder.diagnostics import Finding, ReportError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import Client, Future

Job = TypeVar("Job")
Result = TypeVar("Result")

_CONNECTING: Final = 20  # seconds
_PATIENCE: Final = 60  # seconds without any worker
_AHEAD: Final = 2  # tasks for each thread: one at work, one to begin with at once
_TRIES: Final = 2  # of a suspect alone


class Cluster(Struct, frozen=True):
    """The scheduler's address, and what each task's process may take (MiB)."""

    scheduler: str
    memory: int


def demand_cluster() -> None:
    """Raise ``ReportError`` (``batch.not_installed``) where Dask is not there."""
    if find_spec("distributed") is None:
        message = "没有装上集群要用的部件"
        remedy = (
            '每台机器都运行 python -m pip install "report-builder[cluster]"；解压就能用的程序装不了，'
            "请按手册“用命令行”另装一份。只用这一台机器的，去掉 --scheduler"
        )
        raise ReportError([Finding("batch.not_installed", Severity.ERROR, None, message, remedy=remedy)])


class Errand(Struct, Generic[Job, Result], frozen=True):
    """What a machine does with a job: ``work`` is called with it and ``more``.

    ``give_up`` tells what becomes of one that kills its processes, ``fail`` of one that an error ended.
    """

    work: Callable[..., Result]
    more: tuple[object, ...]
    give_up: Callable[[Job], Result]
    fail: Callable[[Job, BaseException | None], Result]


def build_on(
    cluster: Cluster, jobs: Iterable[AgencyJob], suspects: Iterable[AgencyJob]
) -> Iterator[FetchedResult]:
    """What became of each agency; those that are suspects come last.

    Raises ``ReportError`` (``batch.scheduler``) where the cluster cannot be reached, or has no worker left.
    """

    def give_up(job: AgencyJob) -> FetchedResult:
        return FetchedResult(AgencyResult(job.name, AgencyOutcome.KILLED, (killed(cluster.memory),)))

    def fail(job: AgencyJob, error: BaseException | None) -> FetchedResult:
        return FetchedResult(AgencyResult(job.name, AgencyOutcome.BROKEN, (failed(error),)))

    errand = Errand(build_fetched, (cluster.memory, __version__), give_up, fail)
    return work_on(cluster, jobs, suspects, errand)


def work_on(
    cluster: Cluster, jobs: Iterable[Job], suspects: Iterable[Job], errand: Errand[Job, Result]
) -> Iterator[Result]:
    """What came of each job, as it is done; those that are suspects come last, one by one.

    Raises ``ReportError`` (``batch.scheduler``) where the cluster cannot be reached, or has no worker left.
    """
    waiting, suspected = deque(jobs), deque(suspects)
    with _connected(cluster.scheduler) as client:
        running: dict[Future[Result], Job] = {}
        while waiting or running:
            room = _AHEAD * max(1, sum(client.nthreads().values()))
            while waiting and len(running) < room:
                _submit(client, waiting.popleft(), errand, running)
            for job, result in _finished(client, errand, running):
                if result is None:
                    suspected.append(job)
                else:
                    yield result
        for job in suspected:
            yield _work_alone(client, job, errand)


def _submit(
    client: Client, job: Job, errand: Errand[Job, Result], running: dict[Future[Result], Job]
) -> None:
    running[client.submit(errand.work, job, *errand.more, pure=False)] = job


def _finished(
    client: Client, errand: Errand[Job, Result], running: dict[Future[Result], Job]
) -> Iterator[tuple[Job, Result | None]]:
    """The tasks that are done, having waited for one; ``None`` where memory or the worker failed."""
    from distributed import wait

    while True:
        try:
            done = wait(list(running), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done
            break
        except TimeoutError as error:
            if not client.nthreads():
                raise ReportError([_unreachable("集群里没有可用的机器")]) from error
    for future in done:
        job = running.pop(future)
        yield job, _outcome(future, job, errand)
        future.release()


def _outcome(future: Future[Result], job: Job, errand: Errand[Job, Result]) -> Result | None:
    from distributed import KilledWorker

    if future.status == "finished":
        result: Result = future.result()
        return result
    if future.status != "error":  # cancelled or lost: the scheduler that knew of it is no more
        raise ReportError([_unreachable("集群的调度器中断了")])
    error = future.exception()
    return None if isinstance(error, KilledWorker | MemoryError) else errand.fail(job, error)


def _work_alone(client: Client, job: Job, errand: Errand[Job, Result]) -> Result:
    """What becomes of a job that has the whole cluster to itself."""
    for _ in range(_TRIES):
        running: dict[Future[Result], Job] = {}
        _submit(client, job, errand, running)
        [(_, result)] = _finished(client, errand, running)
        if result is not None:
            return result
    return errand.give_up(job)


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    from distributed import Client

    try:
        client = Client(scheduler, timeout=_CONNECTING)
    except (OSError, ValueError, TimeoutError) as error:
        raise ReportError([_unreachable(f"连不上集群的调度器 {scheduler}")]) from error
    with client:
        yield client


def _unreachable(message: str) -> Finding:
    remedy = "请确认调度器和工作机器都在运行；再运行一次，接着做没有做的"
    return Finding("batch.scheduler", Severity.ERROR, None, message, remedy=remedy)


def failed(error: BaseException | None) -> Finding:
    """What is told of a job that an error ended on a machine of the cluster."""
    evidence = f"{type(error).__name__}：{error}"[:500]
    remedy = "请确认集群的每台机器都能读到各单位的文件夹"
    return Finding("batch.fault", Severity.ERROR, None, "集群里的机器没有做成", evidence, remedy)
