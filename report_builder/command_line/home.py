"""Where the program is run → the folders of the data and of the outputs, also from within them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from report_builder.real_paths import real_path

_DATA: Final = "data"
_OUT: Final = "out"
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_MOST_LEVELS: Final = 3  # data/2016/ledgers


class Home(Struct, frozen=True):
    """Where the settings and the years lie, and where outputs go, as paths from where the program is run."""

    data: Path = Path(_DATA)
    out: Path = Path(_OUT)
    year: int | None = None  # whose folder the program is run in

    @property
    def is_above(self) -> bool:
        """Whether the program is run within one of them, so that its user has to be told."""
        return self != Home()


def find_home(start: Path = Path()) -> Home:
    """The home of somebody who is in the folder above `data`, in it, in a year's folder of it, or in `out`.

    A folder of another name is one of data where it has an ``agency.toml``.
    """
    here = real_path(start)
    if (here / _DATA).is_dir():
        return Home()
    year = next((int(each.name) for each in [here, here.parent] if _YEAR.fullmatch(each.name)), None)
    for level, child in enumerate([here, *here.parents][:_MOST_LEVELS]):
        this = Path(*[".."] * level)
        if child.name == _DATA and (level == 0 or _is_year(here) or _is_data(child)):
            return Home(this, this / ".." / _OUT, year)
        if child.name == _OUT and _is_data(child.parent / _DATA):
            return Home(this / ".." / _DATA, this, year)
        if (child / "agency.toml").is_file():
            return Home(this, this / _OUT, year)
    return Home()


def _is_year(folder: Path) -> bool:
    return folder.parent.name == _DATA and _YEAR.fullmatch(folder.name) is not None


def _is_data(folder: Path) -> bool:
    """Whether a folder called `data` is one of ours, and not just called so."""
    try:
        return (folder / "agency.toml").is_file() or any(folder.glob("[12][0-9][0-9][0-9]/ledgers"))
    except OSError:
        return False
