"""A folder of agencies → the agencies in it by the paths of their folders, and the years that they have."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DATA: Final = "data"
OUT: Final = "out"
SUMMARY: Final = "汇总"
# A province, its cities, their counties, and the agencies of a county.
_DEEPEST: Final = 4
_DIGITS: Final = 4
_REMEDY: Final = "每个单位一个文件夹，里面是这个单位的 data 文件夹，写法与 build 用的一样"


def find_agencies(root: Path) -> tuple[str, ...]:
    """The folders that hold a ``data`` folder, by their paths below the root with ``/``, sorted.

    Links are not followed: they may lead anywhere. Raises ``ReportError`` (``batch.empty``) where there is
    none, and (``file.unreadable``) for folders that cannot be looked into.
    """
    shut: list[Finding] = []
    found = tuple(sorted(_agencies_in(root, "", 1, shut)))
    if shut:
        raise ReportError(shut)
    if not found:
        message = "这个文件夹里没有单位"
        raise ReportError([Finding("batch.empty", Severity.ERROR, Place(str(root)), message, remedy=_REMEDY)])
    return found


def latest_year(root: Path, agencies: Sequence[str]) -> int | None:
    """The latest year that any of them has data for; ``None`` where none has any."""
    return max((year for name in agencies for year in _years_of(root / name / DATA)), default=None)


def _years_of(data: Path) -> Iterator[int]:
    for entry in os.scandir(data):
        if len(entry.name) == _DIGITS and entry.name.isascii() and entry.name.isdecimal() and entry.is_dir():
            yield int(entry.name)


def _agencies_in(folder: Path, name: str, depth: int, shut: list[Finding]) -> Iterator[str]:
    try:
        inner = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False))
    except OSError as fault:
        place = Place(str(folder))
        shut.append(Finding("file.unreadable", Severity.ERROR, place, "打不开", reason_of(fault)))
        return
    for each in inner:
        if each.startswith(".") or (not name and each == SUMMARY):
            continue
        path = f"{name}/{each}" if name else each
        if (folder / each / DATA).is_dir():
            yield path
        elif depth < _DEEPEST:
            yield from _agencies_in(folder / each, path, depth + 1, shut)
