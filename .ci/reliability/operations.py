"""The library ``operations.c``, preloaded → a command that stops at every operation on a file of its folder.

Every call of the system that touches a file of the folder counts: opening, reading, writing, flushing,
renaming, removing, asking whether it is there. The C library's own functions are watched, so that what a
library written in C or Rust does counts as what Python does. Where a command stops, a fork of it goes on in a
copy of the folder as it is then, and meets a fault at once: what came before need not be done again.
Needs a C compiler, and Linux.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

import forks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SOURCE: Final = Path(__file__).with_name("operations.c")
_LOADED: Final = "LD_PRELOAD"
_PATIENCE: Final = 120.0  # seconds by the clock: other programs run besides

# What a fork may meet, numbered as in the library: one operation fails; the disk takes nothing more from here
# on; the process is killed; it is interrupted; the power goes, and with it what was not flushed to the disk.
HOWS: Final = ("fail", "full", "kill", "interrupt", "power")
# The kinds of operations, by the library's numbers.
READS, GROWS, CHANGES = range(3)
# At which kinds each is worth meeting: a power failure loses nothing that was only looked at.
MET_AT: Final = {
    "fail": {READS, GROWS, CHANGES},
    "full": {GROWS},
    "kill": {READS, GROWS, CHANGES},
    "interrupt": {READS, GROWS, CHANGES},
    "power": {GROWS, CHANGES},
}


class Met(NamedTuple):
    """A fork that met a fault: at which operation, and what came of it."""

    number: int
    operation: str
    how: str
    code: int
    said: str


class _Watched(NamedTuple):
    """A command at work: its process, what it tells of its operations, and where it is answered."""

    child: int
    lines: BinaryIO
    answer: int


def preload() -> None:
    """Begin this script anew with the library in place, compiled where it has not been."""
    source = _SOURCE.read_bytes()
    library = Path(tempfile.gettempdir()) / f"operations-{hashlib.sha256(source).hexdigest()[:16]}.so"
    if os.environ.get(_LOADED) == str(library):
        return
    if not library.exists():
        made = library.with_suffix(f".{os.getpid()}")
        command = ["cc", "-std=gnu11", "-O2", "-shared", "-fPIC", "-w", "-o", str(made), str(_SOURCE), "-ldl"]
        subprocess.run(command, check=True)  # noqa: S603  our own words
        made.replace(library)
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, _LOADED: str(library)})  # noqa: S606  none is needed


class Stopping:
    """A command in a folder, which stops at every operation; its forks go on in ``copied``."""

    def __init__(
        self, folder: Path, copied: Path, scratch: Path, work: Callable[[], None] | None = None
    ) -> None:
        self.folder, self.copied, self.work = folder, copied, work
        self.log, self.log_of_copy, self.unflushed = (
            scratch / name for name in ("said.txt", "said_by_copy.txt", "unflushed.txt")
        )

    def run(self, typed: tuple[str, ...], hows: tuple[str, ...], every: int) -> Iterator[Met]:
        """Run the command to its end; at each stop one fork after another, with its folder in ``copied``."""
        with self._watched(self.folder, typed, self.log) as watched:
            while line := self._line(watched):
                number, kind, *words = line.split(" ", 3)
                for how in hows:
                    if int(kind) in MET_AT[how] and int(number) % every == 0:
                        code = self._fork(how, watched)
                        said = self.log_of_copy.read_text(encoding="utf-8", errors="replace")
                        yield Met(int(number), " ".join(words), how, code, said)
                        shutil.rmtree(self.copied)
                os.write(watched.answer, b"c")
        os.waitpid(watched.child, 0)

    def run_anew(
        self, make: Callable[[Path], object], typed: tuple[str, ...], hows: tuple[str, ...], every: int
    ) -> Iterator[Met]:
        """The same for a command with processes of its own, which a fork of it would not have.

        It begins anew for every fault, each time in a folder that ``make`` makes, and meets the fault itself.
        """
        shutil.copytree(self.folder, self.copied, symlinks=True)
        kinds = {}
        with self._watched(self.copied, typed, self.log) as watched:
            while line := self._line(watched):
                number, kind = line.split(" ", 3)[:2]
                kinds[int(number)] = int(kind)
                os.write(watched.answer, b"c")
        os.waitpid(watched.child, 0)
        shutil.rmtree(self.copied)
        for number in range(every, len(kinds) + 1, every):
            for how in (each for each in hows if kinds[number] in MET_AT[each]):
                make(self.copied)
                if met := self._meet(typed, number, how):
                    yield met
                shutil.rmtree(self.copied)

    def _meet(self, typed: tuple[str, ...], wanted: int, how: str) -> Met | None:
        """One run that meets its fault, where it comes so far: processes at work have no order."""
        operation = ""
        with self._watched(self.copied, typed, self.log_of_copy) as watched:
            while not operation and (line := self._line(watched)):
                number, kind, *words = line.split(" ", 3)
                if int(number) == wanted and int(kind) in MET_AT[how]:
                    operation = " ".join(words)
                    os.write(watched.answer, bytes([ord("A") + HOWS.index(how) + 1]))
                else:
                    os.write(watched.answer, b"c")
            ran = forks.end(watched.child, self.log_of_copy)
        if how == "power" and operation:
            self._lose_unflushed(self.copied)
        return Met(wanted, operation, how, ran.code, ran.said) if operation else None

    @contextmanager
    def _watched(self, folder: Path, typed: tuple[str, ...], log: Path) -> Iterator[_Watched]:
        """The command begun in a folder, with the pipes that it tells its operations by."""
        told, asking = os.pipe()
        answering, answer = os.pipe()

        def watch() -> None:
            paths = (folder, self.copied, self.log_of_copy, self.unflushed)
            ctypes.CDLL(None).begin(*(str(path).encode() for path in paths), asking, answering)

        child = forks.begin(folder, typed, log, watch, *([self.work] if self.work else []))
        os.close(asking)
        os.close(answering)
        with os.fdopen(told, "rb") as lines:
            yield _Watched(child, lines, answer)
        os.close(answer)

    def _fork(self, how: str, watched: _Watched) -> int:
        shutil.copytree(self.folder, self.copied, symlinks=True)
        shutil.copyfile(self.log, self.log_of_copy)
        os.write(watched.answer, str(HOWS.index(how) + 1).encode())
        status = self._line(watched)
        if how == "power":
            self._lose_unflushed(self.folder)
        return os.waitstatus_to_exitcode(int(status)) if status else forks.HUNG

    @staticmethod
    def _line(watched: _Watched) -> str:
        if not select.select([watched.lines], [], [], _PATIENCE)[0]:
            os.kill(watched.child, signal.SIGKILL)
            return ""
        return watched.lines.readline().decode(errors="replace").rstrip("\n")

    def _lose_unflushed(self, written: Path) -> None:
        """Empty in the copy what had not reached the disk, known by the files that were written."""
        lost = {int(number) for number in self.unflushed.read_text().split()}
        for path in written.rglob("*") if lost else ():
            if path.is_file() and path.stat().st_ino in lost:
                os.truncate(self.copied / path.relative_to(written), 0)
