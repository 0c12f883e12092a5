"""A cell of a year's ledger, and what it should say → the ledger with that cell changed, the old one kept."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.ledgers.opening.text_encodings import decode_text
from report_builder.ledgers.opening.text_tables import read_text_table
from report_builder.ledgers.opening.workbook_files import read_zipped_workbook
from report_builder.plain_files import open_plain
from report_builder.window.apart import called_apart
from report_builder.window.keeping import Exchange, exchange, stamp_of
from report_builder.window.mending.faults import UnmendableError
from report_builder.window.mending.mended_texts import mend_text
from report_builder.window.mending.mended_workbooks import mend_workbook

if TYPE_CHECKING:
    from report_builder.budgets import Budget
    from report_builder.window.office import Office

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
_TEXTS: Final = frozenset({".csv", ".tsv"})
MENDABLE: Final = _WORKBOOKS | _TEXTS
MOST_LETTERS: Final = 1000
_MENDED: Final = "report_builder.window.mending.mending:mended"
Cells = dict[tuple[str, int, int], object]


class CellChange(Struct, frozen=True):
    """A cell of a ledger by its file's name, and what it should say; ``stamp`` is what the file was."""

    name: str
    sheet: str
    cell: str
    typed: str
    stamp: str


def mend(office: Office, year: int, change: CellChange) -> None:
    """Write the cell into the file; the file as it was is kept aside.

    Raises ``ReportError``: ``ledger.unmendable`` with the file as it was, ``file.changed`` where it is
    another one by now.
    """
    place = Place(change.name, change.sheet, change.cell)
    try:
        data = _read(office, year, change.name)
    except OSError as fault:
        raise ReportError([_refused(place, "文件打不开", "请关闭正在打开它的程序")]) from fault
    except UnmendableError as fault:
        raise ReportError([_refused(place, fault.message, fault.remedy)]) from fault
    new = data if stamp_of(data) != change.stamp else called_apart(_MENDED, data, change, office.limits)
    if not isinstance(new, bytes):  # never, but the other process may give anything
        raise TypeError
    name = f"{office.ledgers(year).relative_to(office.data).as_posix()}/{change.name}"
    exchange(office, year, Exchange({name: new}, seen={name: change.stamp}), "台账")


def _read(office: Office, year: int, name: str) -> bytes:
    path = office.ledger(year, name)
    if path is None:
        raise UnmendableError(message="台账文件夹里没有这个文件", remedy="请回到台账看一看")
    budget = office.limits
    with open_plain(path) as opened:
        data = opened.read(budget.file_bytes + 1)
    if len(data) > budget.file_bytes:
        message = f"文件超过 {budget.file_megabytes} MB"
        raise UnmendableError(message=message, remedy=budget.way_out("file_megabytes"))
    return data


def mended(data: bytes, change: CellChange, budget: Budget) -> bytes:
    """The file with the cell changed; called in another process, for a workbook takes much memory.

    Raises ``ReportError`` where it is to be left alone.
    """
    try:
        return _mended(data, change, budget)
    except (WorkbookFaultError, UnmendableError) as fault:
        place = Place(change.name, change.sheet, change.cell)
        raise ReportError([_refused(place, fault.message, fault.remedy)]) from fault


def _mended(data: bytes, change: CellChange, budget: Budget) -> bytes:
    suffix = PurePath(change.name).suffix.lower()
    if suffix not in MENDABLE:
        raise UnmendableError(message=f"{suffix} 文件在这里改不了")
    before = _cells(data, suffix, budget)  # also what bounds the file
    if suffix in _TEXTS:
        new = mend_text(data, change.cell, change.typed)
    else:
        new = mend_workbook(data, change.sheet, change.cell, change.typed)
    _prove(before, _cells(new, suffix, budget), change)
    return new


def _cells(data: bytes, suffix: str, budget: Budget) -> Cells:
    """Every cell that says something, by its sheet, its row and its column from 0."""
    if suffix in _TEXTS:
        table = read_text_table(decode_text(data), Place(""), Findings(), budget, is_table=True)
        sheets = [] if table is None else [table]
    else:
        sheets = read_zipped_workbook(data, budget)
    return {
        (sheet.name, row, column): cell
        for sheet in sheets
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell != ""
    }


def _prove(before: Cells, after: Cells, change: CellChange) -> None:
    """Raise ``UnmendableError`` where anything but the cell reads otherwise than before."""
    differing = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    if len(differing) > 1:
        raise UnmendableError(message="改这一格会牵动别的格")
    if not differing:
        raise UnmendableError(message=f"{change.cell} 本来就是这样写的", remedy="请改成别的内容")


def _refused(place: Place, message: str, remedy: str) -> Finding:
    return Finding("ledger.unmendable", Severity.ERROR, place, f"这一格没有改：{message}", remedy=remedy)
