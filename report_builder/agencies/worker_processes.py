"""Jobs, as agencies to be built → what came of each, by processes that are replaced where they die.

A process that dies takes down its pool, and nobody says which of the agencies in work was the cause. So all
of them are suspects: they are built again, alone in a process, one by one, once the others are done, and who
kills a process of its own twice is named. On one machine; beyond it there is ``cluster``.
"""
# ruff: noqa: PLC0415  (worker processes load the stages when they begin)

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable  # noqa: TC003  msgspec reads the annotation at run time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from msgspec import Struct

from report_builder.agencies.agency_jobs import AgencyJob, AgencyOutcome, AgencyResult
from report_builder.agencies.building import build_agency
from report_builder.agencies.process_memory import bound_memory
from report_builder.diagnostics import Finding, ReportError, Severity
from report_builder.long_paths import lift_path_limit
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    Build = Callable[[AgencyJob], AgencyResult]

Job = TypeVar("Job")
Result = TypeVar("Result")
Called = TypeVar("Called")

_OBJECTS_BEFORE_COLLECTION: Final = 200_000
_DEATHS: Final = 2  # of a process that an agency had to itself: one may be an accident
_ORPHANED: Final = 1


class Crew(Struct, Generic[Job, Result], frozen=True):
    """How many processes do a work, and what each may take (MiB); ``warm`` loads what the work needs.

    ``give_up`` tells what becomes of a job that kills every process it has to itself.
    """

    workers: int
    memory: int
    work: Callable[[Job], Result]
    give_up: Callable[[Job], Result]
    warm: Callable[[], None]


def build_all(
    jobs: Iterable[AgencyJob],
    suspects: Iterable[AgencyJob],
    workers: int,
    memory: int,
    build: Build = build_agency,
) -> Iterator[AgencyResult]:
    """What became of each agency, those that are suspects already come last.

    ``memory`` (MiB) bounds each process. Raises ``ReportError`` (``batch.workers``) where no process can
    begin.
    """

    def give_up(job: AgencyJob) -> AgencyResult:
        return AgencyResult(job.name, AgencyOutcome.KILLED, (killed(memory),))

    return work_through(jobs, suspects, Crew(workers, memory, build, give_up, _warm_for_building))


def work_through(jobs: Iterable[Job], suspects: Iterable[Job], crew: Crew[Job, Result]) -> Iterator[Result]:
    """What came of each job, as it is done; suspects are each at work alone, once all others are done.

    Raises ``ReportError`` (``batch.workers``) where no process can begin.
    """
    waiting, suspected = deque(jobs), deque(suspects)
    while waiting:
        yield from _work_some(waiting, suspected, _Workers(crew, crew.workers))
    for suspect in suspected:
        yield _work_alone(suspect, crew)


class _Workers(Generic[Job, Result]):
    """A pool of processes, and which job each is at; ``is_broken`` once one of them has died."""

    def __init__(self, crew: Crew[Job, Result], count: int) -> None:
        self.count = count
        self.is_broken = False
        self._work = crew.work
        self.at_work: dict[Future[Result], Job] = {}
        with _beginning():
            self._pool = ProcessPoolExecutor(
                count,
                multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(crew.memory, crew.warm),
            )
        try:
            self._submit(os.getpid).result()
        except BrokenProcessPool as error:
            raise ReportError([_no_workers(crew.memory)]) from error

    def begin(self, job: Job) -> bool:
        """Whether a process took the job on; raises ``ReportError`` where the system begins no more."""
        if self.is_broken:
            return False
        try:
            self.at_work[self._submit(_worked, self._work, job)] = job
        except BrokenProcessPool:
            self.is_broken = True
        return not self.is_broken

    def _submit(self, call: Callable[..., Called], *arguments: object) -> Future[Called]:
        with _beginning():
            return self._pool.submit(call, *arguments)

    def finished(self) -> Iterator[tuple[Job, Result | None]]:
        """The jobs that are done, having waited for one; ``None`` where memory or the process failed."""
        for future in wait(self.at_work, return_when=FIRST_COMPLETED).done:
            job = self.at_work.pop(future)
            try:
                yield job, future.result()
            except BrokenProcessPool:
                self.is_broken = True
                yield job, None
            except MemoryError:
                self.is_broken = True  # what fills a process is not always the job that it was at
                yield job, None

    def end(self) -> None:
        """Wait for the processes to end, each with what it is at."""
        self._pool.shutdown(cancel_futures=True)


def _work_some(waiting: deque[Job], suspects: deque[Job], workers: _Workers[Job, Result]) -> Iterator[Result]:
    """Work until all is done or a process dies; no more are handed out than there are processes.

    So the suspects are those that were at work.
    """
    try:
        while workers.at_work or (waiting and not workers.is_broken):
            while waiting and len(workers.at_work) < workers.count and workers.begin(waiting[0]):
                waiting.popleft()
            if not workers.at_work:
                return
            for job, result in workers.finished():
                if result is None:
                    suspects.append(job)
                else:
                    yield result
    finally:
        workers.end()


def _work_alone(job: Job, crew: Crew[Job, Result]) -> Result:
    """What becomes of a job that has each process to itself."""
    for _ in range(_DEATHS):
        workers = _Workers(crew, 1)
        try:
            if workers.begin(job):
                [(_, result)] = workers.finished()
                if result is not None:
                    return result
        finally:
            workers.end()
    return crew.give_up(job)


def killed(memory: int) -> Finding:
    """What is told of an agency that its worker process died of."""
    return Finding(
        "batch.killed",
        Severity.ERROR,
        None,
        "单独处理这个单位，工作进程仍然两次中断，没有做成",
        f"每个工作进程最多用 {memory} MB 内存；没有做成的，多半是台账里有离数据很远的单元格，或者表格太大",
        "请删去数据区以外的内容；确实要这么大的，用 --memory 把内存调大，或者在这个单位的文件夹里运行 build",
    )


def _no_workers(memory: int) -> Finding:
    message = "工作进程一开始就中断了，一个单位也没有处理"
    evidence = f"每个工作进程最多用 {memory} MB 内存"
    return Finding(
        "batch.workers", Severity.ERROR, None, message, evidence, "请用 --memory 把内存调大，再运行一次"
    )


@contextmanager
def _beginning() -> Iterator[None]:
    """Let processes begin that no Ctrl-C at the terminal, and no end of it, reaches: this one hears it.

    Raises ``ReportError`` (``batch.workers``) where the system has no room for another process.
    """
    try:
        with _unheard():
            yield
    except OSError as fault:
        message, remedy = "系统开不了这么多工作进程，没有做完", "请用 --workers 少开几个，再运行一次"
        found = Finding("batch.workers", Severity.ERROR, None, message, reason_of(fault), remedy)
        raise ReportError([found]) from fault


@contextmanager
def _unheard() -> Iterator[None]:
    """Hear what comes from the terminal afterwards; a process that begins meanwhile never hears it."""
    if sys.platform == "win32":
        import ctypes

        ignore = ctypes.windll.kernel32.SetConsoleCtrlHandler
        ignore(None, True)  # noqa: FBT003  as Windows has it
        try:
            yield
        finally:
            ignore(None, False)  # noqa: FBT003
    else:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(memory: int, warm: Callable[[], None]) -> None:
    """Make this process a worker: bounded, quiet, not interrupted by itself, ended with its parent, warm."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C goes to everybody at the terminal; the parent decides
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # a library that runs out of memory complains there, in English
        os.dup2(nowhere, descriptor)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, 10, 10)
    lift_path_limit()
    bound_memory(memory)
    warm()
    gc.freeze()  # what is loaded is no garbage: nothing of it is looked through after every job


def _worked(work: Callable[[Job], Result], job: Job) -> Result:
    """What came of a job, and no rubbish left: what holds itself would be memory till later."""
    try:
        return work(job)
    finally:
        gc.collect()


def _warm_for_building() -> None:
    """Load once, before the first agency, what builds need."""
    import pandas as pd  # noqa: F401

    from report_builder import drafting, pipeline, reviewing  # noqa: F401
    from report_builder.painting import pdf  # noqa: F401
    from report_builder.typesetting import typeset  # noqa: F401


def _end_with_parent() -> None:
    """Wait for the process that began this one to end: whoever is killed can tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(_ORPHANED)
