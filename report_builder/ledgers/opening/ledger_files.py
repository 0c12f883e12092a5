"""A folder → the files in it that are ledgers, in the order of their names, to be read one at a time."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings, Place
from report_builder.ledgers.opening.file_bytes import CLOSE_FIRST, describe
from report_builder.ledgers.opening.folder_entries import LEDGER_SUFFIXES, admit_ledger
from report_builder.ledgers.opening.grids import read_grids
from report_builder.real_paths import real_path
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.ledgers.opening.file_bytes import LedgerFile


def find_ledger_files(folder: Path, findings: Findings, budget: Budget = USUAL) -> tuple[LedgerFile, ...]:
    """Every readable ledger of a folder; what is passed over or cannot be read is told."""
    paths = _listing(folder, findings)
    if paths is None:
        return ()
    told = len(findings.errors)
    sources: list[LedgerFile] = []
    room = budget.folder_bytes
    for path in paths:
        source = _read(folder, path, room, budget, findings) if admit_ledger(path, findings) else None
        if source is not None and _is_ledger(source, findings):
            room -= source.size
            sources.append(source)
    if not sources and len(findings.errors) == told:
        findings.error(
            "ledger.no_files",
            Place(folder.as_posix()),
            "文件夹里没有台账",
            remedy="请把台账（.xlsx、.xls、.ods 或 .csv）放进这个文件夹",
        )
    return tuple(sources)


def _is_ledger(source: LedgerFile, findings: Findings) -> bool:
    """Whether a file is to be counted: of those that may be anything, only one that holds a table."""
    if source.suffix in LEDGER_SUFFIXES:
        return True
    found = Findings()
    if read_grids(source, found) or found.errors:  # which are told when it is read
        return True
    findings.extend(found)
    return False


def _listing(folder: Path, findings: Findings) -> list[Path] | None:
    """The folder's entries by name; a name composed differently on macOS sorts alike."""
    place = Place(folder.as_posix())
    if not folder.is_dir():
        what = "不是文件夹" if folder.exists() else "找不到台账文件夹"
        findings.error("file.missing", place, what, remedy="请建立这个文件夹，并把台账放进去")
        return None
    try:
        return sorted(folder.iterdir(), key=lambda path: unicodedata.normalize("NFC", path.name))
    except OSError as fault:
        findings.error("file.unreadable", place, "文件夹打不开", reason_of(fault), "请确认有读取权限")
        return None


def _read(folder: Path, path: Path, room: int, budget: Budget, findings: Findings) -> LedgerFile | None:
    place = Place(path.as_posix())
    try:
        if not real_path(path, strict=True).is_relative_to(real_path(folder, strict=True)):
            findings.error(
                "ledger.file_outside",
                place,
                "是通向别处的链接，没有读取",
                remedy="请把台账文件本身复制到台账文件夹里",
            )
            return None
        if not path.is_file():
            findings.error(
                "file.unreadable", place, "不是文件，读不出台账", remedy="请换成真正的表格文件，或移走"
            )
            return None
        source = describe(path, budget)
    except OSError as fault:
        findings.error(
            "file.unreadable",
            place,
            "文件打不开",
            evidence=reason_of(fault),
            remedy=CLOSE_FIRST,
        )
        return None
    if source.size > budget.file_bytes:
        findings.error(
            "file.too_large",
            place,
            f"文件超过 {budget.file_megabytes} MB",
            remedy=f"请删去台账里的图片和多余的空行、格式，或拆成几个文件；{budget.way_out('file_megabytes')}",
        )
        return None
    if source.size > room:
        findings.error(
            "file.too_large",
            place,
            f"台账合起来超过 {budget.folder_megabytes} MB，这一个没有读取",
            remedy="请删去各台账里的图片和多余的格式，移走与台账无关的文件；"
            f"{budget.way_out('folder_megabytes')}",
        )
        return None
    return source
