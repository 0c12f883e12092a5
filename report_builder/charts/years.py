"""The ``data`` and ``out`` folders → the years before that charts may compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.charts.selection import MOST_YEARS
from report_builder.diagnostics import Findings, Place
from report_builder.statistics.reading_last_year import read_last_year, usual_rows
from report_builder.year_folders import ledgers_folder, statistics_file

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.settings import Settings
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.reading_last_year import RowsOf


class Years(Struct, frozen=True):
    """Where the years before are found; ``last_year`` has been read, and told of, already."""

    data: Path
    out: Path
    last_year: LastYear | None
    rows_of: RowsOf = usual_rows


def earlier_years(years: Years, year: int, settings: Settings, findings: Findings) -> tuple[LastYear, ...]:
    """The years before ``year`` that there are, the last one first; a year that cannot be used is told of."""
    found = [years.last_year]
    for before in range(year - 2, year - MOST_YEARS, -1):
        if statistics_file(years.out, before).exists() or ledgers_folder(years.data, before).is_dir():
            own = Findings()
            found.append(
                read_last_year(years.data, years.out, before + 1, settings, own, rows_of=years.rows_of)
            )
            if found[-1] is None:
                _tell(before, own, findings)
    return tuple(each for each in found if each is not None)


def _tell(year: int, own: Findings, findings: Findings) -> None:
    """What keeps a year out of the charts."""
    first = next(iter(own), None)
    findings.notice(
        "charts.year",
        first.place if first else Place(str(year)),
        f"{year}年的统计数据不能用，年度对比的图里没有这一年",
        evidence=first.message if first else "",
        remedy="需要画进图里的，请改正那一年的台账，或者取回那一年归档的 statistics.json；不需要的，不必处理",
    )
