"""A number of workers → a Dask cluster of processes of their own on this machine, and its address."""

from __future__ import annotations

import contextlib
import json
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

import psutil  # type: ignore[import-untyped]  # Dask brings it; it ships no types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE: Final = 120.0  # seconds by the clock: other programs run besides


class Machines:
    """The scheduler's address, and the workers: each a watcher (Dask's nanny) and what it watches."""

    def __init__(self, folder: Path, workers: int) -> None:
        file = folder / "scheduler.json"
        self._processes = [
            _start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        ]
        await_until(lambda: _is_written(file))
        self.address = str(json.loads(file.read_text(encoding="utf-8"))["address"])
        for number in range(workers):
            self._processes.append(
                _start(
                    "worker", self.address, "--nthreads", "1", "--no-dashboard",
                    "--local-directory", str(folder / f"worker-{number}"), "--memory-limit", "1GiB",
                )
            )  # fmt: skip

    def kill_one(self) -> bool:
        """Kill one worker's process, as when a machine loses its power; whether there was one."""
        return any(_kill_worker(nanny) for nanny in self._processes[1:])

    def kill_all(self) -> bool:
        """Kill every worker's process, each of which Dask starts anew; whether all were there."""
        killed = [_kill_worker(nanny) for nanny in self._processes[1:]]
        return all(killed)

    def end_scheduler(self) -> None:
        """End the scheduler, which nobody starts anew."""
        self._processes[0].kill()
        self._processes[0].wait()

    def end(self) -> None:
        """End every process."""
        for process in reversed(self._processes):
            with contextlib.suppress(psutil.NoSuchProcess):
                for child in psutil.Process(process.pid).children(recursive=True):
                    with contextlib.suppress(psutil.NoSuchProcess):
                        child.kill()
            process.kill()
            process.wait()


class Relay:
    """An address by which a program is reached, and which can cut off everybody who came through it."""

    def __init__(self, address: str) -> None:
        host, _, port = address.removeprefix("tcp://").rpartition(":")
        self._there = (host, int(port))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._connections: list[socket.socket] = []
        self.address = f"tcp://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads: list[threading.Thread] = []
        self._begin(self._accept, self._listening)

    def cut(self) -> None:
        """Cut off every connection there is; new ones are taken as before."""
        for each in self._connections:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._connections.clear()

    def close(self) -> None:
        """Take no more connections."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self.cut()
        for each in self._threads:
            each.join()

    def _begin(self, work: Callable[..., None], *connections: socket.socket) -> None:
        self._threads.append(threading.Thread(target=work, args=connections))
        self._threads[-1].start()

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError), listening:
            while True:
                ours, _ = listening.accept()
                theirs = socket.create_connection(self._there)
                self._connections += [ours, theirs]
                self._begin(_pass_on, ours, theirs)


def _pass_on(ours: socket.socket, theirs: socket.socket) -> None:
    """What one side sends, to the other, until one of them closes."""
    with contextlib.suppress(OSError), ours, theirs:
        while True:
            for each in select.select([ours, theirs], [], [])[0]:
                data = each.recv(65536)
                if not data:
                    return
                (theirs if each is ours else ours).sendall(data)


def _kill_worker(nanny: subprocess.Popen[bytes]) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(nanny.pid).children(recursive=True):
            if "spawn_main" in " ".join(child.cmdline()):
                child.send_signal(signal.SIGKILL)
                return True
    return False


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


def await_until(holds: Callable[[], bool]) -> None:
    """Wait for something to hold; raises ``TimeoutError`` where it does not come."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def _is_written(file: Path) -> bool:
    with contextlib.suppress(FileNotFoundError, ValueError):
        json.loads(file.read_text(encoding="utf-8"))
        return True
    return False
