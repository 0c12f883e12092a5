"""A folder → one writer at a time, on shared drives too; who it is, where another waits in vain.

The lock is the operating system's own on a file in the folder: it ends with the process that holds it,
however that ends, so that none is ever left behind. Of the file itself nothing is expected but that it can be
opened.
"""

from __future__ import annotations

import errno
import os
import platform
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, ReportError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK: Final = ".report-builder.lock"
_PAUSE: Final = 0.1  # seconds
_ATTEMPTS: Final = 100
_MOST_TOLD: Final = 200  # bytes that say who holds it
# A byte that is locked cannot be read on Windows: one far behind what the file says.
_LOCKED_BYTE: Final = 1 << 30
# What drives answer that know no locks; there only the staging of every writer apart protects.
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL})


@contextmanager
def locked(folder: Path, attempts: int = _ATTEMPTS) -> Iterator[None]:
    """Let nobody else write into a folder that is there, having waited for whoever does.

    Raises ``ReportError`` (``file.busy``) where another holds it all the while, and ``OSError`` where the
    folder cannot be written to.
    """
    path = folder / LOCK
    descriptor = _acquire(path, attempts)
    try:
        yield
    finally:
        _release(path, descriptor)


def _acquire(path: Path, attempts: int) -> int:
    for attempt in range(attempts):
        if attempt:
            time.sleep(_PAUSE)
        # A link in its place may lead anywhere, and is not followed.
        # Windows writes line ends of its own unless it is told that this is no text.
        flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
        try:
            is_held = _lock(descriptor) and _is_still(path, descriptor)
            if is_held:
                with suppress(OSError):  # a full disk holds a lock all the same
                    _say_who(descriptor)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    raise ReportError([_busy(path)])


def _lock(descriptor: int) -> bool:
    """Whether the file is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  Windows has it alone

            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  Windows has none

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        return fault.errno in _NO_LOCKS
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the file that was locked is the one of that name: its holder before removes it at the end."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


def _say_who(descriptor: int) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, f"{platform.node()[:60]}\n{os.getpid()}\n".encode())


def _release(path: Path, descriptor: int) -> None:
    """Remove the file and let go of it; Windows removes none that anybody has open."""
    if os.name == "posix":
        with suppress(OSError):
            path.unlink()
    os.close(descriptor)
    if os.name != "posix":
        with suppress(OSError):
            path.unlink()


def _busy(path: Path) -> Finding:
    try:
        with path.open("rb") as file:
            computer, number, *_ = file.read(_MOST_TOLD).decode(errors="replace").split("\n")
        holder = f"电脑“{computer}”上的 report-builder（进程 {number}）"
    except (OSError, ValueError):
        holder = "另一个 report-builder"
    return Finding(
        "file.busy",
        Severity.ERROR,
        Place(str(path.parent)),
        "另一个程序正在写这个文件夹，等了一会儿还没有写完",
        f"正在写的是：{holder}",
        "请等它写完再运行一次；同一年的报告不要在几处同时生成",
    )
