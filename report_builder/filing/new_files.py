"""New files → their places, all of them or none; what is there already is never touched."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.system_faults import is_in_the_way, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def place_new_files(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, then let it take its place by renaming.

    Raises ``ReportError`` (``file.unwritable``) having left no file and no folder behind, also where a place
    is taken.
    """
    left: list[Path] = []
    try:
        staged = {}
        for path, data in files.items():
            left.extend(_make_folders(path.parent))
            staged[path] = path.with_name(f".{path.name}.new")
            left.append(staged[path])
            _write(staged[path], data)
        for path, new in staged.items():
            _settle(new, path)
            left.append(path)
    except OSError as fault:
        _remove(left)
        raise ReportError([_unwritable(fault, next(iter(files)))]) from fault
    except BaseException:
        _remove(left)
        raise


def _make_folders(folder: Path) -> Iterator[Path]:
    """Make a folder and those above it; gives each that was not there."""
    if folder.is_dir():
        return
    yield from _make_folders(folder.parent)
    folder.mkdir()
    yield folder


def _write(path: Path, data: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(new: Path, path: Path) -> None:
    """Let a file take its place; raises ``FileExistsError`` where it is taken, be it by a dead link."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "已经有同名的文件", str(path))
    new.rename(path)


def _remove(left: list[Path]) -> None:
    """Take back what was made, the last first; a folder that somebody else put something into stays."""
    for path in reversed(left):
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()


def _unwritable(fault: OSError, first: Path) -> Finding:
    return Finding(
        "file.unwritable",
        Severity.ERROR,
        Place(str(fault.filename or first)),
        "写不进去，没有新建任何文件，原有的文件没有改动",
        reason_of(fault),
        "请把这里的同名文件改名或移走"
        if is_in_the_way(fault)
        else "请关闭正在打开这些文件的程序，并确认磁盘有空间、文件夹可以写入",
    )
