"""A command line → what came of it in a process of its own, which begins with everything loaded.

The process is a fork: a command takes as long as its work, and not the second that loading takes.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOM: Final = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp")  # noqa: S108  scratch of our own below it
HUNG: Final = -1000
# What goes on until its user ends it is ended with Ctrl+C after so many seconds.
_LASTING: Final = {"window": 1.5}
_PATIENCE: Final = 120.0  # seconds by the clock: other programs run besides
_MOST_BYTES: Final = 8 << 30  # of addresses; what is really taken is measured


class Ran(NamedTuple):
    """What came of a command; seconds are of its own, not of the clock."""

    code: int
    said: str
    seconds: float
    mebibytes: int

    @property
    def is_at_fault(self) -> bool:
        """Whether the program failed where it should have told a finding."""
        return self.code not in {0, 1, 130} or "Traceback" in self.said


def run(folder: Path, typed: Iterable[str], log: Path, watch: Callable[[], None] | None = None) -> Ran:
    """Run a command in a folder; ``watch`` is called right before it."""
    child = begin(folder, typed, log, watch)
    return end(child, log)


def _main() -> None:
    from report_builder.__main__ import main

    main()


def begin(
    folder: Path,
    typed: Iterable[str],
    log: Path,
    watch: Callable[[], None] | None = None,
    work: Callable[[], None] = _main,
) -> int:
    """Begin a command, or other work; gives its process."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        words = tuple(typed)
        if words and words[0] in _LASTING:
            signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
            signal.setitimer(signal.ITIMER_REAL, _LASTING[words[0]])
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        os.chdir(folder)
        os.environ["XDG_STATE_HOME"] = str(log.parent)
        os.environ["HOME"] = str(log.parent)
        sys.argv = ["report-builder", *words]
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
        if watch is not None:
            watch()
        work()
        code = 0
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    except BaseException as fault:  # noqa: BLE001  what came through the door is told by the code
        with suppress(OSError):
            os.write(2, f"Traceback: {type(fault).__name__}: {fault}".encode())
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code & 0xFF)


def end(child: int, log: Path) -> Ran:
    """Wait for a command, but not for ever."""
    handle = os.pidfd_open(child)
    try:
        is_over = bool(select.select([handle], [], [], _PATIENCE)[0])
        if not is_over:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(handle)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status) if is_over else HUNG
    said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return Ran(code, said, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def load(folder: Path, commands: Iterable[Iterable[str]]) -> None:
    """Load everything, and what a first run keeps, so that every process begins with it."""
    from report_builder.cli import run as carry_out

    before, out, err = Path.cwd(), sys.stdout, sys.stderr
    os.chdir(folder)
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            sys.stdout = sys.stderr = nowhere
            for typed in commands:
                with suppress(SystemExit):
                    carry_out(list(typed))
    finally:
        sys.stdout, sys.stderr = out, err
        os.chdir(before)
    gc.collect()
    gc.freeze()
