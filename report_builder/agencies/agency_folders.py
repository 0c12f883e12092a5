"""A folder of agencies → the agencies in it by the paths of their folders, and the years that they have."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Listing = Callable[[str], list[str]]

DATA: Final = "data"
OUT: Final = "out"
SUMMARY: Final = "汇总"
# A province, its cities, their counties, and the agencies of a county.
_DEEPEST: Final = 4
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_REMEDY: Final = "每个单位一个文件夹，里面是这个单位的 data 文件夹，写法与 build 用的一样"


def find_agencies(root: str, folders_in: Listing) -> tuple[str, ...]:
    """The folders that hold a ``data`` folder, by their paths below the root with ``/``, sorted.

    Raises ``ReportError`` (``batch.empty``) where there is none, and (``file.unreadable``) for folders that
    cannot be looked into.
    """
    shut: list[tuple[str, OSError]] = []
    found = tuple(sorted(_agencies_in("", folders_in, 1, shut)))
    if shut:
        remedy = "请确认有读取它的权限，再运行一次"
        raise ReportError(
            Finding(
                "file.unreadable",
                Severity.ERROR,
                Place(f"{root}/{path}" if path else root),
                "文件夹打不开",
                reason_of(fault),
                remedy,
            )
            for path, fault in shut
        )
    if not found:
        message = "这个文件夹里没有单位"
        raise ReportError([Finding("batch.empty", Severity.ERROR, Place(root), message, remedy=_REMEDY)])
    return found


def latest_year(agencies: Sequence[str], folders_in: Listing) -> int | None:
    """The latest year that any of them has data for; ``None`` where none has any."""
    inner = (name for agency in agencies for name in folders_in(f"{agency}/{DATA}"))
    return max((int(name) for name in inner if _YEAR.fullmatch(name)), default=None)


def folders_on_disk(root: Path) -> Listing:
    """The names of the folders in a folder below a root, sorted; links, which lead anywhere, are left out."""

    def folders_in(path: str) -> list[str]:
        entries = os.scandir(root / path)
        return sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))

    return folders_in


def _agencies_in(
    path: str, folders_in: Listing, depth: int, shut: list[tuple[str, OSError]]
) -> Iterator[str]:
    try:
        inner = folders_in(path)
    except OSError as fault:
        shut.append((path, fault))
        return
    if path and DATA in inner:
        yield path
        return
    for name in inner:
        if not name.startswith(".") and (path or name != SUMMARY) and depth <= _DEEPEST:
            yield from _agencies_in(f"{path}/{name}" if path else name, folders_in, depth + 1, shut)
