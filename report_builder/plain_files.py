"""A path → its opened file, if it is one: a pipe, a device or a folder is refused, and never waited for.

And whether anything stands there at all: ``os.path.lexists`` says no where a drive could not be asked. And
whether a folder can be written in.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path


def open_plain(path: Path) -> BufferedReader:
    """The file opened for reading bytes; raises ``OSError``."""
    return open(path, "rb", opener=_open)


def is_there(path: Path) -> bool:
    """Whether a path leads to anything, a broken link too; raises ``OSError`` where that cannot be known."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def plain_file(path: Path) -> Path | None:
    """The path of a file that is there and no link to another; ``None`` for anything else."""
    return path if path.is_file() and not path.is_symlink() else None


def try_writing(folder: Path) -> None:
    """Write an empty file in a folder and take it away again; raises ``OSError`` where that cannot be.

    ``tempfile`` would try for ever on Windows: there it takes a refusal for a name that is taken.
    """
    path = folder / f".report-builder-{os.getpid()}.try"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    path.unlink()


def _open(path: str, flags: int) -> int:
    # Opened without waiting: nobody may ever write into a pipe.
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    raise OSError(errno.ENOTSUP, "不是普通的文件", path)
