"""The folder that the window works in → its years, what the commands are asked for, and what lies there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.drafts import BuildRequest
from report_builder.filing.manifests import built_files
from report_builder.filing.packages import PACKAGES
from report_builder.manuscript.narrative_files import TEXT_FILE, WORD_FILE
from report_builder.plain_files import plain_file
from report_builder.settings import limits_of
from report_builder.year_folders import DETAILS, MANIFEST, is_plain_name, ledgers_folder, year_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_builder.budgets import Budget

FIRST_YEAR: Final = 2008
_YEAR: Final = re.compile("20[0-9]{2}", re.ASCII)
_SETTINGS: Final = "agency.toml"


class Office(Struct, frozen=True):
    """Where everything lies; ``modified`` dates what is built (seconds since 1970).

    So many ``workers``, processes of their own, read what other agencies handed in.
    """

    data: Path
    out: Path
    working_folder: Path
    modified: int | None = None
    workers: int = 1

    @property
    def limits(self) -> Budget:
        """How much of a file is read."""
        return limits_of(self.data)

    @property
    def has_settings(self) -> bool:
        """Whether the agency has said who it is."""
        return (self.data / _SETTINGS).is_file()

    def years(self) -> list[int]:
        """The years that have a folder, the latest first."""
        try:
            names = [each.name for each in self.data.iterdir() if each.is_dir()]
        except OSError:
            return []
        return sorted((int(name) for name in names if _YEAR.fullmatch(name)), reverse=True)

    def request(self, year: int) -> BuildRequest:
        """What `check` and `build` are asked for."""
        return BuildRequest(self.data, year, self.out, self.working_folder, modified=self.modified)

    def ledgers(self, year: int) -> Path:
        """The folder of a year's ledgers."""
        return ledgers_folder(self.data, year)

    def built(self, year: int) -> list[str]:
        """The files of the year's last build that are there, for people first."""
        folder = year_folder(self.out, year)
        names = [name for name in (*built_files(folder), DETAILS) if (folder / name).is_file()]
        return sorted(set(names) - {MANIFEST}, key=lambda name: (not name.endswith((".docx", ".pdf")), name))

    def built_file(self, year: int, name: str) -> Path | None:
        """One of them by its name; ``None`` for anything else."""
        return year_folder(self.out, year) / name if name in self.built(year) else None

    def ledger(self, year: int, name: str) -> Path | None:
        """A file of the ledgers' folder by its name; ``None`` for anything else."""
        return plain_file(self.ledgers(year) / name) if is_plain_name(name) else None

    def text_in_word(self, year: int) -> Path | None:
        """The year's text where it is written in Word."""
        return plain_file(year_folder(self.data, year) / WORD_FILE)

    def text_file(self, year: int) -> Path | None:
        """The year's own text, in Word or plain; ``None`` where it has none."""
        return self.text_in_word(year) or plain_file(year_folder(self.data, year) / TEXT_FILE)

    def stamps(self, year: int) -> frozenset[tuple[str, int, int]]:
        """What a year's figures and pages depend on: every file's name, size and time of change."""
        return frozenset(self._stamps(year))

    def _stamps(self, year: int) -> Iterator[tuple[str, int, int]]:
        folders = (
            (self.data, "*.toml"),
            (self.data, f"{year}/**/*"),
            (self.data, f"{year - 1}/**/*"),
            (self.out, "*/statistics.json"),
            (self.out, f"{year - 1}/*.docx"),
            (self.working_folder / "styles", "**/*"),
            (self.working_folder / "fonts", "*"),
        )
        for folder, pattern in folders:
            for path in _found(folder, pattern):
                try:
                    status = path.stat()
                except OSError:
                    continue
                if path.is_file():
                    yield str(path), status.st_size, status.st_mtime_ns

    def word_files(self, year: int) -> list[str]:
        """The Word files beside a year's outputs: what was built, and what was edited and given back."""
        return _names(year_folder(self.out, year), ".docx")

    def word_file(self, year: int, name: str) -> Path | None:
        """One of them by its name; ``None`` for anything else."""
        return year_folder(self.out, year) / name if name in self.word_files(year) else None

    def packages(self, year: int) -> list[str]:
        """The packages that a finish has made, as files to be sent."""
        return _names(year_folder(self.out, year) / PACKAGES, ".zip")

    def package(self, year: int, name: str) -> Path | None:
        """One of them by its name; ``None`` for anything else."""
        return year_folder(self.out, year) / PACKAGES / name if name in self.packages(year) else None


def _found(folder: Path, pattern: str) -> list[Path]:
    """What a pattern finds; a folder that is shut just now is for the draft to tell of."""
    try:
        return list(folder.glob(pattern))
    except OSError:
        return [folder]


def _names(folder: Path, suffix: str) -> list[str]:
    """The files of a folder with an ending, but for what programs put there for themselves."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        path.name
        for path in paths
        if path.suffix.lower() == suffix and not path.name.startswith((".", "~$")) and path.is_file()
    ]
