"""An agency's ``data`` folder → the same with one fault, and the code of the finding that must tell it."""
# ruff: noqa: INP001  (beside scripts, in no package)

from __future__ import annotations

import shutil
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from agency_ledgers import CREATED, YEAR, Cell, Sheets, ledger_of, write_workbook
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

# As far right and down as a sheet may reach: its cells are laid out as a rectangle by whoever reads them.
_FAR_ROW: Final = 999_999
_FAR_COLUMN: Final = 18
_COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")


class Fault(StrEnum):
    """What is wrong; the value is the code of the finding that must tell it."""

    CHOICE = "ledger.choice"
    ORDER = "ledger.date_order"
    DATE = "ledger.date"
    UNBALANCED = "statistics.unbalanced"
    CUT_OFF = "file.unreadable"
    NO_YEAR = "file.missing"
    NO_NAME = "settings.invalid"
    WORD = "narrative.unknown"
    NEGATIVE = "ledger.count"
    LOCKED = "ledger.file_encrypted"
    SWOLLEN = "batch.killed"  # it takes more memory than a worker may have


PLANTED: Final[Sequence[Fault]] = tuple(fault for fault in Fault if fault is not Fault.SWOLLEN)


def plant(fault: Fault, data: Path, sheets: Sheets) -> None:
    """Put the fault into an agency's folder that was written with these sheets."""
    if change := _CHANGED_SHEETS.get(fault):
        write_workbook(ledger_of(data), {**sheets, **change()})
    else:
        _CHANGED_FILES[fault](data)


def _application(applicant: str, received: str, replied: str) -> Sheets:
    header: list[Cell] = ["登记编号", "收到日期", "申请人类型", "答复日期", "处理结果"]
    return {"依申请公开": [header, ["A-1", received, applicant, replied, "予以公开"]]}


def _unbalanced() -> Sheets:
    header = ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    rows: list[list[Cell]] = [
        ["本年新收政府信息公开申请数量", 5, 0, 0, 0, 0, 0, 5],
        ["予以公开", 3, 0, 0, 0, 0, 0, 3],
        ["总计", 3, 0, 0, 0, 0, 0, 3],
        ["结转下年度继续办理", 1, 0, 0, 0, 0, 0, 1],
    ]
    return {
        "依申请公开": [],
        "依申请公开统计": [[*header], *rows],
    }  # else the cases are compared with the table


def _cut_off(data: Path) -> None:
    content = ledger_of(data).read_bytes()
    ledger_of(data).write_bytes(content[: len(content) // 2])


def _no_year(data: Path) -> None:
    shutil.rmtree(data / str(YEAR))


def _no_name(data: Path) -> None:
    file = data / "agency.toml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("short_name")), encoding="utf-8")


def _append(data: Path, text: str) -> None:
    file = data / str(YEAR) / "narrative.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def _unknown_word(data: Path) -> None:
    _append(data, "另外受理申请{{ 申请.新受 }}件。")


def _locked(data: Path) -> None:
    """A workbook with a password is a compound file with this stream (MS-OFFCRYPTO, 2.3.4.4)."""
    ledger_of(data).write_bytes(
        _COMPOUND_FILE.ljust(512, b"\0") + "EncryptedPackage".encode("utf-16-le").ljust(512, b"\0")
    )


def _swollen(data: Path) -> None:
    """A stray mark far away from everything else, as a slip of the mouse leaves it."""
    book = Workbook(str(ledger_of(data).with_name("附表.xlsx")))
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet("工作情况")
    sheet.write_row(0, 0, ["指标", "数量", "单位"])
    sheet.write(_FAR_ROW, _FAR_COLUMN, " 。")
    book.close()


_CHANGED_SHEETS: Final[Mapping[Fault, Callable[[], Sheets]]] = {
    Fault.CHOICE: lambda: _application("群众", f"{YEAR}-03-04", f"{YEAR}-03-14"),
    Fault.ORDER: lambda: _application("自然人", f"{YEAR}-03-14", f"{YEAR}-03-04"),
    Fault.DATE: lambda: _application("自然人", f"{YEAR}-13-04", f"{YEAR}-03-14"),
    Fault.UNBALANCED: _unbalanced,
    Fault.NEGATIVE: lambda: {"行政执法": [["事项类型", "月份", "数量"], ["行政许可", f"{YEAR}-03", -4]]},
}
_CHANGED_FILES: Final[Mapping[Fault, Callable[[Path], None]]] = {
    Fault.CUT_OFF: _cut_off,
    Fault.NO_YEAR: _no_year,
    Fault.NO_NAME: _no_name,
    Fault.WORD: _unknown_word,
    Fault.LOCKED: _locked,
    Fault.SWOLLEN: _swollen,
}
