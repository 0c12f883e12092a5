"""The archived ``statistics.json`` of the year before, or its ledgers → ``LastYear``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Findings, Place
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.reading import read_ledgers
from report_builder.settings import load_settings
from report_builder.statistics.archive import read_archive
from report_builder.statistics.counting import CountingBasis, count_statistics
from report_builder.statistics.documents_in_force import carry_stock
from report_builder.statistics.holidays_file import load_calendar
from report_builder.statistics.last_year import LastYear
from report_builder.statistics.paths import figures_by_path
from report_builder.statistics.rows import REQUEST_ROWS
from report_builder.year_folders import ledgers_folder, statistics_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_builder.request_rows import RequestRow
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics

    RowsOf = Callable[[Settings, int], tuple[RequestRow, ...]]


def usual_rows(_settings: Settings, _year: int) -> tuple[RequestRow, ...]:
    """The rows of the table of applications in every format."""
    return REQUEST_ROWS


def read_last_year(  # noqa: PLR0913  a year is looked for in two folders, and read as its own format wants
    data: Path,
    out: Path,
    year: int,
    settings: Settings,
    findings: Findings,
    *,
    rows_of: RowsOf = usual_rows,
) -> LastYear | None:
    """The year before ``year``, as ``out`` has it archived, else as the ledgers in ``data`` add up.

    ``rows_of`` gives the rows of a year's table of applications, which are its format's. ``None`` where there
    is neither archive nor ledgers; that, and what cannot be used, are findings.
    """
    archive = statistics_file(out, year - 1)
    if archive.exists():
        figures = read_archive(archive, year - 1, settings.name, findings, settings.limits)
        if figures is not None:
            return LastYear(year - 1, Place(str(archive)), figures)
    ledgers = ledgers_folder(data, year - 1)
    if ledgers.is_dir():
        return _count(data, out, year - 1, findings, rows_of)
    if not archive.exists():
        findings.notice(
            "previous.missing",
            None,
            f"没有找到{year - 1}年的统计数据，上年结转、现行有效件数没有与上年核对",
            evidence=f"找过：{archive}、{ledgers}",
            remedy="上年用本程序生成过的，请把那时的 statistics.json 放回原处；否则请自行与上年报告核对",
        )
    return None


def _count(data: Path, out: Path, year: int, findings: Findings, rows_of: RowsOf) -> LastYear | None:
    """The year counted again from its own ledgers; faulty ones are not relied on."""
    place = Place(str(ledgers_folder(data, year)))
    own = Findings()
    statistics = count_year(data, out, year, own, rows_of)
    if statistics is None or own.errors:
        findings.warn(
            "previous.ledgers",
            place,
            f"{year}年的台账或设置有{len(own.errors)}处错误，没有用来核对今年的数字",
            evidence=str(own.errors[0]).partition("\n")[0],
            remedy=f"请先用 report-builder check {year} 找出并改正",
        )
        return None
    return LastYear(year, place, figures_by_path(statistics))


def count_year(
    data: Path, out: Path, year: int, findings: Findings, rows_of: RowsOf = usual_rows
) -> Statistics | None:
    """A year's statistics from its folder, its own year before taken into account."""
    settings = load_settings(data, year, findings)
    if settings is None:
        return None
    calendar = load_calendar(data, findings)
    if calendar is None:
        return None
    rows = rows_of(settings, year)
    vocabulary = vocabulary_of(settings, rows)
    ledgers = read_ledgers(ledgers_folder(data, year), settings, year, findings, vocabulary)
    statistics = count_statistics(ledgers, settings, year, findings, CountingBasis(calendar, rows))
    before = read_last_year(data, out, year, settings, Findings(), rows_of=rows_of)
    return carry_stock(statistics, before, ledgers, findings)
