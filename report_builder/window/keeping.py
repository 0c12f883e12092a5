"""New files for the data folder → their places; what others changed meanwhile is never overwritten."""

from __future__ import annotations

import errno
import os
from hashlib import sha256
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.filing.replacing import Replacement, replace_files
from report_builder.plain_files import open_plain
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.window.office import Office

KEPT: Final = "备份"  # below the data folder, where no command looks for ledgers


class Exchange(Struct, frozen=True):
    """Files by their names below the data folder: those to be placed, and those that go without a successor.

    ``seen`` gives the SHA-256 of what somebody saw before changing it, empty where nothing was there: who
    finds something else stops. What ``is_kept`` stays below ``备份`` where it is replaced.
    """

    placed: Mapping[str, bytes]
    removed: tuple[str, ...] = ()
    seen: Mapping[str, str] = {}
    is_kept: bool = True


def stamp_of(data: bytes | None) -> str:
    """What is remembered of a file: its SHA-256, empty of none."""
    return "" if data is None else sha256(data).hexdigest()


def read_whole(office: Office, name: str, most: int) -> bytes | None:
    """The file of a name below the data folder; ``None`` where there is none.

    Raises ``OSError``, with ``EFBIG`` for a file of more bytes: a part of one must never be saved.
    """
    try:
        with open_plain(office.data / name) as opened:
            data = opened.read(most + 1)
    except FileNotFoundError:
        return None
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), name)
    return data


def exchange(office: Office, year: int, asked: Exchange, untouched: str) -> None:
    """Place and take away files, all or none.

    Raises ``ReportError`` with everything as it was: ``file.changed`` where a file is not what was seen,
    ``file.unwritable`` where the folder cannot be written to; ``untouched`` is what was not changed then.
    """

    def decide() -> Replacement:
        names = {*asked.placed, *asked.removed, *asked.seen}
        old = {name: path.read_bytes() for name in names if (path := office.data / name).is_file()}
        for name, stamp in asked.seen.items():
            if stamp != stamp_of(old.get(name)):
                raise ReportError([_changed(name, untouched)])
        changed = {name: data for name, data in asked.placed.items() if old.get(name) != data}
        gone = changed.keys() | set(asked.removed)
        aside = {name: data for name, data in old.items() if asked.is_kept and name in gone}
        kept = {_place_aside(office, year, name): data for name, data in aside.items()}
        return Replacement(
            {**changed, **kept},
            added=frozenset({*kept, *(name for name in changed if name not in old)}),
            removed=tuple(name for name in asked.removed if name in old),
            ours={name: stamp_of(data) for name, data in old.items() if name in gone},
        )

    if not asked.placed and not asked.removed:
        return

    try:
        replace_files(office.data, decide)
    except OSError as fault:
        raise ReportError([_unwritable(office, fault, untouched)]) from fault


def _place_aside(office: Office, year: int, name: str) -> str:
    """A free place below the data folder for what a new file replaces."""
    path = PurePosixPath(name)
    places = (f"{KEPT}/{year}/{path.stem}（换下的第{number}份）{path.suffix}" for number in count(1))
    return next(place for place in places if not (office.data / place).exists())


def _changed(name: str, untouched: str) -> Finding:
    message = f"这个文件在别处改过了，{untouched}没有改动"
    remedy = "请看一看现在的内容，再改一次"
    return Finding("file.changed", Severity.ERROR, Place(name), message, remedy=remedy)


def _unwritable(office: Office, fault: OSError, untouched: str) -> Finding:
    return Finding(
        "file.unwritable",
        Severity.ERROR,
        Place(str(fault.filename or office.data)),
        f"写不进去，{untouched}没有改动",
        reason_of(fault),
        "请关闭正在打开这些文件的程序，并确认磁盘有空间、文件夹可以写入",
    )
