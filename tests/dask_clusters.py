"""A number of workers → a Dask cluster of processes of their own on this machine, and its address."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import psutil  # type: ignore[import-untyped]  # Dask brings it; it ships no types

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE: Final = 120.0  # seconds by the clock: other programs run besides


class Machines:
    """The scheduler's address, and the workers: each a watcher (Dask's nanny) and what it watches."""

    def __init__(self, folder: Path, workers: int) -> None:
        file = folder / "scheduler.json"
        self._processes = [
            _start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        ]
        self.address = str(json.loads(_awaited(file))["address"])
        for number in range(workers):
            self._processes.append(
                _start(
                    "worker", self.address, "--nthreads", "1", "--no-dashboard",
                    "--local-directory", str(folder / f"worker-{number}"), "--memory-limit", "1GiB",
                )
            )  # fmt: skip

    def kill_one(self) -> bool:
        """Kill one worker's process, as when a machine loses its power; whether there was one."""
        for nanny in self._processes[1:]:
            with contextlib.suppress(psutil.NoSuchProcess):
                for child in psutil.Process(nanny.pid).children(recursive=True):
                    if "spawn_main" in " ".join(child.cmdline()):
                        child.send_signal(signal.SIGKILL)
                        return True
        return False

    def end(self) -> None:
        """End every process."""
        for process in reversed(self._processes):
            with contextlib.suppress(psutil.NoSuchProcess):
                for child in psutil.Process(process.pid).children(recursive=True):
                    with contextlib.suppress(psutil.NoSuchProcess):
                        child.kill()
            process.kill()
            process.wait()


@contextlib.contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Machines]:
    """A scheduler and so many workers."""
    machines = Machines(folder, workers)
    try:
        yield machines
    finally:
        machines.end()


def _start(kind: str, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _awaited(file: Path) -> str:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(FileNotFoundError, ValueError):
            json.loads(text := file.read_text(encoding="utf-8"))
            return text
        time.sleep(0.05)
    raise TimeoutError(file)
