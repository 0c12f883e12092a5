"""Work in steps → done in a thread beside the pages: how far it is, its outcome, and a way to stop it."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from report_builder.diagnostics import ReportError
from report_builder.drafts import Draft
from report_builder.pipeline import set_report
from report_builder.system_faults import foreseen

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from report_builder.diagnostics import Finding
    from report_builder.window.office import Office

T = TypeVar("T")


class Worker:
    """A thread that does one task after the other: each of many threads would keep memory of its own."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[Callable[[], None]] = SimpleQueue()
        Thread(target=self._serve, daemon=True).start()

    def do(self, task: Callable[[], None]) -> None:
        """Do a task when its turn has come."""
        self._tasks.put(task)

    def _serve(self) -> None:
        while True:
            self._tasks.get()()


class Work(Generic[T]):
    """One piece of work; of all that one worker does, one at a time is done."""

    def __init__(
        self, begin: Callable[[], Generator[object, None, T]], worker: Worker, kind: str = ""
    ) -> None:
        self.kind = kind  # what button has begun it
        self._begin = begin
        self._stop = Event()
        self._over = Event()
        self.step = ""
        self.outcome: T | None = None
        self.findings: tuple[Finding, ...] = ()  # where errors stopped it
        self.fault: Exception | None = None
        worker.do(self._run)

    @property
    def is_over(self) -> bool:
        """Whether it is done, one way or the other."""
        return self._over.is_set()

    @property
    def is_stopped(self) -> bool:
        """Whether its user has stopped it."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Let it end before its next step."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Wait for it to be over; whether it is."""
        return self._over.wait(seconds)

    def _run(self) -> None:
        try:
            with foreseen():
                self._step_by_step()
        except ReportError as error:
            self.findings = error.findings
        except Exception as error:  # noqa: BLE001  told on the page, where nobody sees a thread's traceback
            self.fault = error
        finally:
            self._over.set()

    def _step_by_step(self) -> None:
        steps = self._begin()
        try:
            while not self._stop.is_set():
                self.step = str(next(steps))
        except StopIteration as done:
            self.outcome = done.value
        finally:
            steps.close()


class YearWork:
    """The drafts of the years, each as far as its files have let it come, made anew when these change."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._drawing_up = Worker()
        self._doing = Worker()
        self._lock = Lock()
        self._drafts: dict[int, tuple[frozenset[tuple[str, int, int]], Work[Draft]]] = {}
        self._jobs: dict[int | str, Work[object]] = {}

    def draft(self, year: int) -> Work[Draft]:
        """The work on the year's draft as its files are now: done, or begun."""
        stamps = self.office.stamps(year)
        with self._lock:
            known = self._drafts.get(year)
            if known is not None and known[0] == stamps and not known[1].is_stopped:
                return known[1]
            if known is not None:
                known[1].stop()
            request = self.office.request(year)
            self._drafts = {}
            work = Work(lambda: set_report(Draft(request)), self._drawing_up)
            self._drafts = {year: (stamps, work)}  # of one year at a time: a draft is large
            return work

    def stop_draft(self, year: int) -> None:
        """Let the draft that is being drawn up end; whoever asks for it again begins it anew."""
        with self._lock:
            if year in self._drafts and not self._drafts[year][1].is_over:
                self._drafts[year][1].stop()

    def begin(
        self, piece: int | str, kind: str, steps: Callable[[], Generator[object, None, object]]
    ) -> Work[object]:
        """Begin what a button asks for, such as the build of a year; what is under way already goes on."""
        with self._lock:
            known = self._jobs.get(piece)
            if known is None or known.is_over:
                known = self._jobs[piece] = Work(steps, self._doing, kind)
            return known

    def job(self, piece: int | str) -> Work[object] | None:
        """What a button has asked for last, of a year or of another piece of work."""
        return self._jobs.get(piece)
