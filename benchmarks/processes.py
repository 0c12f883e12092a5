"""A command → what its whole process took: seconds on the clock and of the processor, and its peak memory."""
# ruff: noqa: INP001, S603  (beside scripts, in no package; it runs programs that they name themselves)

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_KIB: Final = 1024.0


class Spent(Struct, frozen=True):
    """What a process took; the processor's seconds count all of its threads, and memory is its peak in MB."""

    wall: float
    cpu: float
    peak: float


def inherited() -> dict[str, str]:
    """The environment that a measured process finds: what the script was started with, and byte code kept.

    Installed packages come compiled; a checkout is compiled by its first run, unless this forbids it.
    """
    environment = dict(os.environ)  # noqa: TID251  a measuring script passes on what it was started with
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def measure(command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None) -> Spent:
    """What a whole process takes; ends the comparison where the process fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    told = process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)  # so that nobody waits for it again
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{told}")
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _KIB)
