"""Agencies to be built → what became of each, by processes that are replaced where they die.

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
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Final

from report_builder.agencies.agency_jobs import AgencyOutcome, AgencyResult
from report_builder.agencies.building import build_agency
from report_builder.agencies.process_memory import bound_memory
from report_builder.diagnostics import Finding, ReportError, Severity
from report_builder.long_paths import lift_path_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from report_builder.agencies.agency_jobs import AgencyJob

    Build = Callable[[AgencyJob], AgencyResult]

_OBJECTS_BEFORE_COLLECTION: Final = 200_000
_DEATHS: Final = 2  # of a process that an agency had to itself: one may be an accident
_ORPHANED: Final = 1


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
    waiting, suspects = deque(jobs), deque(suspects)
    while waiting:
        yield from _build_some(waiting, suspects, _Workers(workers, memory, build))
    for suspect in suspects:
        yield _build_alone(suspect, memory, build)


class _Workers:
    """A pool of processes, and which agency each is at; ``is_broken`` once one of them has died."""

    def __init__(self, count: int, memory: int, build: Build) -> None:
        self.count = count
        self.is_broken = False
        self._build = build
        self._pool = ProcessPoolExecutor(
            count, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(memory,)
        )
        self.at_work: dict[Future[AgencyResult], AgencyJob] = {}
        try:
            self._pool.submit(os.getpid).result()
        except BrokenProcessPool as error:
            raise ReportError([_no_workers(memory)]) from error

    def begin(self, job: AgencyJob) -> bool:
        """Whether a process took the job on."""
        try:
            self.at_work[self._pool.submit(self._build, job)] = job
        except BrokenProcessPool:
            self.is_broken = True
        return not self.is_broken

    def finished(self) -> Iterator[tuple[AgencyJob, AgencyResult | None]]:
        """The jobs that are done, having waited for one; ``None`` where memory or the process failed."""
        for future in wait(self.at_work, return_when=FIRST_COMPLETED).done:
            job = self.at_work.pop(future)
            try:
                yield job, future.result()
            except BrokenProcessPool:
                self.is_broken = True
                yield job, None
            except MemoryError:
                yield job, None

    def end(self) -> None:
        """Wait for the processes to end, each with what it is at."""
        self._pool.shutdown(cancel_futures=True)


def _build_some(
    waiting: deque[AgencyJob], suspects: deque[AgencyJob], workers: _Workers
) -> Iterator[AgencyResult]:
    """Build until all are done or a process dies; no more are handed out than there are processes.

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


def _build_alone(job: AgencyJob, memory: int, build: Build) -> AgencyResult:
    """What becomes of an agency that has each process to itself."""
    for _ in range(_DEATHS):
        workers = _Workers(1, memory, build)
        try:
            if workers.begin(job):
                [(_, result)] = workers.finished()
                if result is not None:
                    return result
        finally:
            workers.end()
    return AgencyResult(job.name, AgencyOutcome.KILLED, (killed(memory),))


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


def _begin(memory: int) -> None:
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
    import pandas as pd  # noqa: F401  loaded once, before the first agency

    from report_builder import drafting, pipeline, reviewing  # noqa: F401  as above
    from report_builder.painting import pdf  # noqa: F401  as above
    from report_builder.typesetting import typeset  # noqa: F401  as above


def _end_with_parent() -> None:
    """Wait for the process that began this one to end: whoever is killed can tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(_ORPHANED)
