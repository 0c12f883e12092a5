"""The folder of what agencies handed in (收到的报告) → its years, the files of one, and what came of them.

It lies beside ``data`` and is laid out as `review` and `rollup` take it: a folder a year, with ``审核`` in
it; ``汇总`` and the list of agencies beside the years.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path  # noqa: TC003  msgspec reads the annotation at run time
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.agency_folders import SUMMARY
from report_builder.agencies.agency_lists import find_list, is_list
from report_builder.agencies.receipts import REGISTER
from report_builder.agencies.received_files import (
    DEEPEST,
    OUTCOMES,
    REVIEW,
    WORKBOOKS,
    is_left_by_programs,
)
from report_builder.agencies.review import WORKBOOK, ReviewRequest
from report_builder.agencies.review_answers import ANSWERS_FILE
from report_builder.agencies.rollup import LEDGER, STATISTICS, RollupRequest
from report_builder.agencies.rollup import WORKBOOK as SUM_WORKBOOK
from report_builder.agencies.spreading import Spread
from report_builder.plain_files import open_plain, plain_file
from report_builder.statistics.archive import parse_archive
from report_builder.year_folders import is_plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.window.office import Office

RECEIVED: Final = "收到的报告"
FIGURES: Final = WORKBOOKS | {".json"}
_YEAR: Final = re.compile("20[0-9]{2}", re.ASCII)
_MOST: Final = 20_000


class ReceivedFolder(Struct, frozen=True):
    """What was received for a year; ``root`` is the folder of all years."""

    root: Path
    year: int
    office: Office

    @property
    def folder(self) -> Path:
        """Where the year's files lie."""
        return self.root / str(self.year)

    @property
    def review_folder(self) -> Path:
        """Where a review of them puts its pages and its workbook."""
        return self.folder / REVIEW

    @property
    def workbook(self) -> Path:
        """The workbook of the review."""
        return self.review_folder / WORKBOOK

    @property
    def answers(self) -> Path:
        """What was answered to findings."""
        return self.review_folder / ANSWERS_FILE

    @property
    def sum_workbook(self) -> Path:
        """The workbook of the sum."""
        return self.root / SUMMARY / str(self.year) / SUM_WORKBOOK

    def summed_by(self) -> str:
        """Whose sum the last one was, of this year or of the year before; empty where there is none."""
        for year in (self.year, self.year - 1):
            with suppress(OSError), open_plain(self.root / SUMMARY / str(year) / STATISTICS) as file:
                if read := parse_archive(file.read(self.office.limits.figures_bytes + 1), self.office.limits):
                    return read.agency
        return ""

    @property
    def listed(self) -> Path | None:
        """The list of agencies."""
        return find_list(self.folder)

    def year_before(self) -> ReceivedFolder:
        """What was received for the year before, beside which this one's reports are reviewed."""
        return ReceivedFolder(self.root, self.year - 1, self.office)

    def files(self) -> list[str]:
        """The files received, by their paths below the year's folder with ``/``, sorted."""
        return sorted(path for path, _ in zip(_files_in(self.folder, "", 1), range(_MOST), strict=False))

    def file(self, name: str) -> Path | None:
        """One of them, or what came of them, by its name; ``None`` for anything else."""
        outcomes = {
            WORKBOOK: self.workbook,
            REGISTER: self.folder / REGISTER,
            **{each: self.sum_workbook.parent / each for each in (SUM_WORKBOOK, STATISTICS, LEDGER)},
        }
        if (listed := self.listed) is not None:
            outcomes[listed.name] = listed
        if name in outcomes:
            return plain_file(outcomes[name])
        return self.folder / name if name in self.files() else None

    def page(self, name: str) -> Path | None:
        """A page of the review by its name; ``None`` for anything else."""
        return (
            plain_file(self.review_folder / name) if is_plain_name(name) and name.endswith(".html") else None
        )

    def review(self) -> ReviewRequest:
        """What `review` is asked for: this year's, beside the year before's."""
        before = self.root / str(self.year - 1)
        folders = (self.folder, before) if before.is_dir() else (self.folder,)
        office = self.office
        return ReviewRequest(
            folders,
            self.review_folder,
            office.working_folder,
            self.year,
            self.listed,
            office.modified,
            Spread(office.workers),
        )

    def rollup(self, name: str) -> RollupRequest:
        """What `rollup` is asked for."""
        office, target = self.office, self.root / SUMMARY
        return RollupRequest(
            (self.folder,),
            target,
            office.working_folder,
            name,
            self.year,
            self.listed,
            office.modified,
            Spread(office.workers),
        )


def received(office: Office, year: int) -> ReceivedFolder:
    """What an office received for a year."""
    return ReceivedFolder(office.working_folder / RECEIVED, year, office)


def received_years(office: Office) -> list[int]:
    """The years that something was received for, the latest first."""
    try:
        names = [each.name for each in (office.working_folder / RECEIVED).iterdir() if each.is_dir()]
    except OSError:
        return []
    return sorted((int(name) for name in names if _YEAR.fullmatch(name)), reverse=True)


def written_folders(office: Office) -> list[Path]:
    """The folders that anything of this is written into."""
    of_years = (received(office, year) for year in received_years(office))
    places = [(each.review_folder, each.sum_workbook.parent) for each in of_years]
    return [office.working_folder / RECEIVED, *(place for pair in places for place in pair)]


def _files_in(folder: Path, below: str, depth: int) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if is_left_by_programs(entry.name) or entry.is_symlink():
            continue
        if entry.is_dir():
            if depth < DEEPEST and entry.name not in OUTCOMES:
                yield from _files_in(folder / entry.name, f"{below}{entry.name}/", depth + 1)
        elif entry.name != REGISTER and not is_list(folder / entry.name):
            yield f"{below}{entry.name}"
