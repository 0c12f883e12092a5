"""Files handed in on a page → their places among a year's ledgers; what they replace is kept aside."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.new_files import place_new_files
from report_builder.ledgers.opening.folder_entries import LEDGER_SUFFIXES
from report_builder.window.keeping import Exchange, exchange
from report_builder.year_folders import is_plain_name, year_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.window.office import Office

MOST_FILES: Final = 50
_MOST_GIVEN_BACK: Final = 100


def name_of(given: str) -> str:
    """The name that a file handed in gets: its own without any folder before it; empty where it has none."""
    name = PurePosixPath(given.replace("\\", "/")).name.strip()
    return name if is_plain_name(name) and not name.startswith((".", "~$")) else ""


def disposition(name: str) -> str:
    """The header that names a file for the browser (RFC 6266, 4.3)."""
    return f"attachment; filename*=utf-8''{quote(name, safe='', errors='surrogateescape')}"


def hand_in(office: Office, year: int, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Put files among the year's ledgers, all of them or none, and tell what was done with each.

    Raises ``ReportError`` where one cannot be a ledger, or the folder cannot be written to.
    """
    findings, budget = Findings(), office.limits
    for name, data in files.items():
        if Path(name).suffix.lower() not in LEDGER_SUFFIXES:
            remedy = "台账请用 .xlsx、.xls、.ods 或 .csv；别的文件请先用表格软件另存为 .xlsx"
            findings.error("ledger.file_format", Place(name), "这种文件不能作台账，没有放进去", remedy=remedy)
        elif len(data) > budget.file_bytes:
            most, remedy = f"一个台账最大 {budget.file_megabytes} MB", budget.way_out("file_megabytes")
            findings.error("file.too_large", Place(name), "文件太大，没有放进去", most, remedy)
    findings.stop_on_errors()
    folder = _folder(office, year)
    placed = {f"{folder}/{name}": data for name, data in files.items()}
    exchange(office, year, Exchange(placed), "台账")
    return tuple(findings)


def give_back(office: Office, year: int, name: str, data: bytes) -> Path:
    """Put an edited Word report beside the year's outputs, under a name that is free.

    Raises ``ReportError`` where it can be none, or the folder cannot be written to.
    """
    budget = office.limits
    if len(data) > budget.file_bytes:
        message, remedy = f"文件超过 {budget.file_megabytes} MB，没有收下", budget.way_out("file_megabytes")
        raise ReportError([Finding("file.too_large", Severity.ERROR, Place(name), message, remedy=remedy)])
    if Path(name).suffix.lower() != ".docx":
        message, remedy = "这不是可以交回的 Word 报告", "请在 Word 或 WPS 里另存为 .docx，再交回来"
        raise ReportError([Finding("docx.unreadable", Severity.ERROR, Place(name), message, remedy=remedy)])
    folder, stem = year_folder(office.out, year), Path(name).stem
    names = (name, *(f"{stem}（交回的第{number}份）.docx" for number in range(2, _MOST_GIVEN_BACK)))
    free = next((each for each in names if not (folder / each).exists()), "")
    if not free:
        message = "同一个文件名交回太多次了，请换一个文件名"
        raise ReportError([Finding("file.unwritable", Severity.ERROR, Place(name), message)])
    place_new_files(folder, {free: data})
    return folder / free


def take_out(office: Office, year: int, name: str) -> None:
    """Take one file out of the year's ledgers, and keep it aside; raises ``ReportError`` where that fails."""
    path = office.ledger(year, name)
    if path is None:
        message = "台账文件夹里没有这个文件"
        raise ReportError([Finding("file.missing", Severity.ERROR, Place(name), message)])
    exchange(office, year, Exchange({}, removed=(f"{_folder(office, year)}/{name}",)), "台账")


def _folder(office: Office, year: int) -> str:
    return office.ledgers(year).relative_to(office.data).as_posix()
