"""A year, and the ``data`` and ``out`` folders → where its files lie, by the names that the manual gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

STATISTICS: Final = "statistics.json"
STATISTICS_WORKBOOK: Final = "statistics.xlsx"
MANIFEST: Final = "manifest.json"
CHECKS: Final = "checks.html"
DETAILS: Final = "明细.xlsx"  # where each figure comes from, for whoever checks it; part of no package


# What Windows forbids in a name, so that a folder built on Linux can be copied to the office's computer.
FORBIDDEN: Final = frozenset('<>:"/\\|?*') | {chr(code) for code in range(32)}


def is_plain_name(name: str) -> bool:
    """Whether a file's name is one, and leads nowhere else."""
    return name.strip(". ") != "" and not FORBIDDEN.intersection(name)


def year_folder(folder: Path, year: int) -> Path:
    """A year's own folder in ``data`` or ``out``."""
    return folder / str(year)


def holidays_file(data: Path) -> Path:
    """The office's own calendar, for years that the program does not know yet."""
    return data / "holidays.toml"


def ledgers_folder(data: Path, year: int) -> Path:
    """The folder of a year's ledgers."""
    return year_folder(data, year) / "ledgers"


def statistics_file(out: Path, year: int) -> Path:
    """The figures that a build of the year has filed."""
    return year_folder(out, year) / STATISTICS


def checks_file(out: Path, year: int) -> Path:
    """The page that the year's last build or check has filed."""
    return year_folder(out, year) / CHECKS


def comparison_file(out: Path, year: int, earlier: int) -> Path:
    """The page on which a year stands beside an earlier one."""
    return year_folder(out, year) / f"与{earlier}年比较.html"


def is_package(folder: Path) -> bool:
    """Whether a folder is a package: what BagIt (RFC 8493) puts there says so."""
    return (folder / "bagit.txt").is_file() or (folder / "manifest-sha256.txt").is_file()
