"""Jobs, as agencies to be built → what came of each, by the machines of a Dask cluster.

Dask runs a task again where its worker is lost, and gives it up once it was there at several losses: then it
may be the cause, or a neighbour of the cause. So it is a suspect, and runs alone once all others are done.
"""
# ruff: noqa: PLC0415  Dask is there only with the extra ``cluster``

from __future__ import annotations

import time
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
_PAUSE: Final = 0.05  # seconds
_CONNECTIONS: Final = 3  # one after another without a result


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

    A connection that breaks is made anew, and what was under way begins again.
    Raises ``ReportError`` (``batch.scheduler``) where the cluster cannot be reached, or has no worker left.
    """
    from distributed import CancelledError

    work = _WorkLeft(jobs, suspects, errand)
    fruitless = 0
    while work.is_left():
        with _connected(cluster.scheduler) as client:
            try:
                for result in work.results(client):
                    fruitless = 0
                    yield result
            except (CancelledError, OSError) as error:
                _await_reconnection(client)
                fruitless += 1
                if fruitless == _CONNECTIONS:
                    raise ReportError([_unreachable("与集群调度器的连接一再中断")]) from error


class _WorkLeft(Generic[Job, Result]):
    """The jobs that wait, those that are under way, and those that are suspects."""

    def __init__(self, jobs: Iterable[Job], suspects: Iterable[Job], errand: Errand[Job, Result]) -> None:
        self._waiting = deque(jobs)
        self._suspects = deque(suspects)
        self._running: dict[Future[Result], Job] = {}
        self._errand = errand

    def is_left(self) -> bool:
        """Whether a job is not done."""
        return bool(self._waiting or self._running or self._suspects)

    def results(self, client: Client) -> Iterator[Result]:
        """What came of each job that is left; what an earlier client had under way begins again.

        Raises ``OSError`` or ``CancelledError`` where the connection breaks, ``ReportError`` where no worker
        is left.
        """
        self._waiting.extendleft(self._running.values())
        self._running.clear()
        while self._waiting or self._running:
            room = _AHEAD * max(1, sum(client.nthreads().values()))
            while self._waiting and len(self._running) < room:
                self._running[self._submit(client, self._waiting[0])] = self._waiting[0]
                self._waiting.popleft()
            for job, result in self._finished(client, self._running):
                if result is None:
                    self._suspects.append(job)
                else:
                    yield result
        while self._suspects:
            result = self._done_alone(client, self._suspects[0])
            self._suspects.popleft()
            yield result

    def _done_alone(self, client: Client, job: Job) -> Result:
        """What becomes of a job that has the whole cluster to itself."""
        for _ in range(_TRIES):
            running = {self._submit(client, job): job}
            while running:
                for _, result in self._finished(client, running):
                    if result is not None:
                        return result
        return self._errand.give_up(job)

    def _submit(self, client: Client, job: Job) -> Future[Result]:
        return client.submit(self._errand.work, job, *self._errand.more, pure=False)

    def _finished(
        self, client: Client, running: dict[Future[Result], Job]
    ) -> Iterator[tuple[Job, Result | None]]:
        """The tasks that are done, having waited for one; ``None`` where memory or the worker failed.

        A result that is lost with its worker stays among those that are running: Dask makes it again.
        """
        from distributed import wait

        try:
            wait(list(running), timeout=_PATIENCE, return_when="FIRST_COMPLETED")
        except TimeoutError as error:
            if not client.nthreads():
                raise ReportError([_unreachable("集群里没有可用的机器")]) from error
        for future in [each for each in running if each.done()]:
            try:
                result = self._outcome(future, running[future])
            except TimeoutError:
                continue
            yield running.pop(future), result
            future.release()

    def _outcome(self, future: Future[Result], job: Job) -> Result | None:
        from distributed import KilledWorker

        try:
            result: Result = future.result(timeout=_PATIENCE)
        except Exception:
            if future.status != "error":  # not the job failed, but its result did not come
                raise
        else:
            return result
        error = future.exception()
        return None if isinstance(error, KilledWorker | MemoryError) else self._errand.fail(job, error)


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    from distributed import Client

    try:
        client = Client(scheduler, timeout=_CONNECTING)
    except (OSError, ValueError, TimeoutError) as error:
        raise ReportError([_unreachable(f"连不上集群的调度器 {scheduler}")]) from error
    with client:
        yield client


def _await_reconnection(client: Client) -> None:
    """Wait for Dask's own try to connect again: closed in the middle of it, it leaves sockets open.

    The client is not used again all the same: the scheduler may forget it as it notices the broken one.
    """
    while client.status == "connecting":
        time.sleep(_PAUSE)


def _unreachable(message: str) -> Finding:
    remedy = "请确认调度器和工作机器都在运行；再运行一次，接着做没有做的"
    return Finding("batch.scheduler", Severity.ERROR, None, message, remedy=remedy)


def failed(error: BaseException | None) -> Finding:
    """What is told of a job that an error ended on a machine of the cluster."""
    evidence = f"{type(error).__name__}：{error}"[:500]
    remedy = "请确认集群的每台机器都能读到各单位的文件夹"
    return Finding("batch.fault", Severity.ERROR, None, "集群里的机器没有做成", evidence, remedy)
