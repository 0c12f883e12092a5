"""The sheets that a format needs, and what was handed in → findings where one is missing or empty."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from report_builder.diagnostics import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.subject import Year


def check_needed_sheets(year: Year) -> Iterator[Finding]:
    """An error for a sheet that no workbook has, a warning for one that nobody filled in."""
    ledgers, report_format = year.ledgers, year.report_format
    if report_format is None:
        return
    is_begun = any(len(frame) for frame in ledgers.frames.values())  # else it has been said of all sheets
    place = Place(PurePath(ledgers.files[0]).parent.as_posix()) if ledgers.files else None
    for sheet in report_format.needs:
        if sheet not in ledgers.handed_in:
            yield Finding(
                "ledger.sheet_missing",
                Severity.ERROR,
                place,
                f"所有台账里都没有“{sheet}”工作表",
                evidence=f"报告格式“{report_format.name}”要用这张表",
                remedy=f"请在其中一个台账里加上“{sheet}”工作表，并填写表头",
            )
        elif is_begun and not len(ledgers.frame(sheet)):
            yield Finding(
                "ledger.nothing_published",
                Severity.WARNING,
                place,
                f"“{sheet}”一行也没有填，本年{sheet}的信息按 0 条统计",
                remedy="请核对各科室的台账是不是都放进了这个文件夹",
            )
