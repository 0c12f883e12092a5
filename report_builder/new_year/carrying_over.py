"""The folder of a year that is over → what the next year takes from it, and findings for what it cannot."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Findings, Place
from report_builder.formats.indicators import indicators_of
from report_builder.formats.sourcing import bare
from report_builder.ledgers import sheets
from report_builder.ledgers.blank_sheets import ListedRow
from report_builder.ledgers.carried_rows import CarriedRows, carry_rows
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.frames import Ledgers
from report_builder.ledgers.reading import read_ledgers
from report_builder.manuscript.narrative_files import find_narrative
from report_builder.request_rows import shipped_rows
from report_builder.settings import load_settings
from report_builder.year_folders import ledgers_folder, year_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from report_builder.formats.definitions import ReportFormat
    from report_builder.request_rows import RequestRow
    from report_builder.settings import Settings

_MOST_TOLD: Final = 3
# What the rows of each sheet are that a new year takes over, and what becomes of them.
_CARRIED: Final = {
    sheets.APPLICATIONS: "还没有答复的申请，答复后补填答复日期和处理结果",
    sheets.NORMATIVE_DOCUMENTS: "仍然有效的文件，废止后补填废止日期",
    sheets.DISPUTES: "还没有审结的案件，审结后补填审结日期和结果",
}


class FinishedYear(Struct, frozen=True):
    """What a year hands on; ``report_format`` is ``None`` where it cannot be told any more."""

    year: int
    ledgers: Path
    narrative: Path | None
    report_format: ReportFormat | None
    rows: CarriedRows
    work: tuple[ListedRow, ...]
    websites: tuple[ListedRow, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is carried over, as the workbook and the findings tell it."""
        last_day = f"{self.year}年12月31日"
        told = [
            f"“{sheet}”带入 {len(rows)} 件：到{last_day}{what}。"
            for sheet, what in _CARRIED.items()
            if (rows := self.rows.by_sheet.get(sheet))
        ]
        if self.rows.carried_in:
            told.append(
                f"“{sheets.APPLICATION_TOTALS}”的“上年结转”一行带入 {sum(self.rows.carried_in.values())} 件："
                f"{self.year}年统计表里的结转下年度继续办理。"
            )
        return tuple(told)


def read_finished_year(
    data: Path,
    year: int,
    settings: Settings,
    format_of: Callable[[Settings, int], ReportFormat | None],
    findings: Findings,
) -> FinishedYear | None:
    """What ``year`` hands on; its faulty rows stay behind, and that is told.

    ``None`` with an error where there is no such year. ``settings`` are used where the year's own cannot be.
    """
    folder, ledgers_path = year_folder(data, year), ledgers_folder(data, year)
    if not folder.is_dir():
        findings.error(
            "start.from_missing",
            Place(str(folder)),
            f"没有{year}年的文件夹，没有可以带入的内容",
            remedy="请核对年份；不需要带入的，去掉 --from 重新运行",
        )
        return None
    settings_then = _settings_then(data, year, findings) or settings
    report_format = format_of(settings_then, year)
    rows = report_format.request_rows if report_format else shipped_rows()
    ledgers = _read(ledgers_path, settings_then, year, rows, findings)
    asked = {bare(each.name) for each in indicators_of(report_format)} if report_format else set()
    return FinishedYear(
        year,
        ledgers_path,
        find_narrative(folder, findings),
        report_format,
        carry_rows(ledgers, date(year, 12, 31)),
        _own_indicators(ledgers.frame(sheets.WORK), asked),
        _own_indicators(ledgers.frame(sheets.WEBSITES), asked),
    )


def _settings_then(data: Path, year: int, findings: Findings) -> Settings | None:
    """The settings of that year; ``None`` where they cannot be used.

    The faults of ``agency.toml`` are told by the new year, which has the same file.
    """
    own = Findings()
    settings = load_settings(data, year, own)
    override = str(year_folder(data, year) / "report.toml")
    faults = [error for error in own.errors if error.place is not None and error.place.file == override]
    if settings is None and faults:
        findings.warn(
            "start.not_carried",
            Place(override),
            f"{year}年的这个文件有错误，那一年的台账是按今年的设置读取的",
            evidence="；".join(f"{fault.place}：{fault.message}" for fault in faults[:_MOST_TOLD]),
            remedy="那一年有自己的渠道、类别或格式的，请先改正，删去刚生成的文件，再运行一次",
        )
    return settings


def _read(
    folder: Path, settings: Settings, year: int, rows: tuple[RequestRow, ...], findings: Findings
) -> Ledgers:
    """The year's records; a year without ledgers has none."""
    if not folder.is_dir():
        return Ledgers()
    own = Findings()
    ledgers = read_ledgers(folder, settings, year, own, vocabulary_of(settings, rows))
    if own.errors:
        findings.warn(
            "start.not_carried",
            Place(str(folder)),
            f"{year}年的台账有 {len(own.errors)} 处错误，出错的行没有带入",
            evidence="；".join(f"{error.place}：{error.message}" for error in own.errors[:_MOST_TOLD]),
            remedy=f"请用 report-builder check {year} 找出来，在今年的台账里补登",
        )
    return ledgers


def _own_indicators(rows: pd.DataFrame, asked: set[str]) -> tuple[ListedRow, ...]:
    """What was reported that no table asked for: the agency's own indicators, without their figures."""
    names = zip(rows["指标"], rows["单位"], strict=True)
    return tuple(ListedRow(name, unit) for name, unit in names if bare(name) not in asked)
