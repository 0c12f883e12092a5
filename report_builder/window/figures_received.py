"""Files of figures among what was received → whose they are, by what they say or by what they are called."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path  # noqa: TC003  the cache's key
from typing import TYPE_CHECKING

from report_builder.budgets import Budget  # noqa: TC001  the cache's key
from report_builder.plain_files import open_plain
from report_builder.statistics.archive import parse_archive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.agencies.agency_lists import AgencyList
    from report_builder.window.received_folder import ReceivedFolder


def whose_figures(folder: ReceivedFolder, names: Iterable[str], listed: AgencyList) -> frozenset[str]:
    """The agencies of the list whose figures for the year are among the files of these names."""
    return frozenset(_whose(folder, name, listed) for name in names)


def agency_of_figures(folder: ReceivedFolder, name: str) -> str:
    """The agency that a file of figures names itself; empty where it names none."""
    path = folder.folder / name
    try:
        status = path.stat()
    except OSError:
        return ""
    return _said_in(path, status.st_size, status.st_mtime_ns, folder.office.limits)[0]


def _whose(folder: ReceivedFolder, name: str, listed: AgencyList) -> str:
    path = folder.folder / name
    if path.suffix.lower() != ".json":
        return listed.of_path(path)
    try:
        status = path.stat()
    except OSError:
        return ""
    agency, year = _said_in(path, status.st_size, status.st_mtime_ns, folder.office.limits)
    return listed.find(agency) if year == folder.year else ""


@lru_cache(maxsize=20_000)
def _said_in(path: Path, size: int, modified: int, budget: Budget) -> tuple[str, int]:  # noqa: ARG001  the file's stamp
    """Whose figures of which year a file has; nobody's where it has none."""
    try:
        with open_plain(path) as file:
            read = parse_archive(file.read(budget.figures_bytes + 1), budget)
    except OSError:
        return "", 0
    return (read.agency, read.year) if read else ("", 0)
