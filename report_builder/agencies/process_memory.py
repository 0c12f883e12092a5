"""A bound in MiB → a process that may take no more; and how much one has held at most."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import Final

_MEBI: Final = 1 << 20
_KIBI: Final = 1 << 10
# What a process holds beside its own data: the code of Python and of the libraries, shared or not.
_CODE: Final = 80
_STATUS: Final = Path("/proc/self/status")
_DATA: Final = re.compile(r"VmData:\s+([0-9]+) kB")
_PEAK: Final = re.compile(r"VmHWM:\s+([0-9]+) kB")


def bound_work(mebibytes: int) -> bool:
    """Let the work of this process take so much beside what it held before; whether the system sees to it.

    For a process of Dask's: its threads' stacks and what reaches a store are no agency's doing.
    """
    return bound_memory(mebibytes + _held_at_first() + _CODE)


@cache
def _held_at_first() -> int:
    """MiB of data that this process had when it was first asked; 0 where the system does not tell."""
    found = _DATA.search(_STATUS.read_text(encoding="ascii", errors="replace")) if _STATUS.is_file() else None
    return int(found[1]) // _KIBI if found else 0


def bound_memory(mebibytes: int) -> bool:
    """Let this process take so much and no more; whether the system can see to that.

    Beyond it Python raises ``MemoryError``, and a library that cannot do without ends the process. Windows
    knows no such bound, macOS does not keep it.
    """
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415  Windows has none

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = (mebibytes - _CODE) * _MEBI
    resource.setrlimit(
        resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
    )
    return sys.platform == "linux"


def peak_memory() -> int:
    """The most that this process has held so far, in MiB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    if _STATUS.is_file():  # what ``getrusage`` gives counts what the process was forked from
        found = _PEAK.search(_STATUS.read_text(encoding="ascii", errors="replace"))
        return int(found[1]) // _KIBI if found else 0
    import resource  # noqa: PLC0415  as above

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEBI  # macOS counts bytes
