"""收到登记.csv beside what was received → the day on which each file came in; and the same with a line more.

Anybody may fill it in with a spreadsheet program; what the window is handed in it writes down there. Of
several lines about a file the last counts.
"""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.ledgers.cells import CellFaultError
from report_builder.ledgers.dates import convert_date
from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.ledgers.opening.text_encodings import decode_text
from report_builder.plain_files import open_plain
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.diagnostics import Findings

REGISTER: Final = "收到登记.csv"
_DAY, _FILE, _NOTE = "收到日期", "文件", "说明"


class Receipt(Struct, frozen=True):
    """When a report came in as the register has it, by when it was due, and the day that it is signed on."""

    due: date | None = None
    received_on: date | None = None
    signed_on: date | None = None

    @property
    def state(self) -> str:
        """Whether it came in time, in a word; empty where nobody knows."""
        if self.due is None or (self.received_on or self.signed_on) is None:
            return ""
        if (self.received_on or self.signed_on or self.due) > self.due:
            return "迟报"
        return "按期" if self.received_on else ""  # it may have come long after it was signed

    @property
    def evidence(self) -> str:
        """The days in a sentence."""
        day = f"{self.received_on}收到" if self.received_on else f"成文日期{self.signed_on}"
        return f"期限{self.due}，{day}"


def read_receipts(folders: Iterable[Path], findings: Findings, budget: Budget) -> dict[Path, date]:
    """The day of receipt of each file that a register in one of the folders names.

    What cannot be understood is an error: nobody is to be called late, or in time, for a slip of the pen.
    """
    days: dict[Path, date] = {}
    for folder in dict.fromkeys(folders):
        path = folder / REGISTER
        try:
            with open_plain(path) as opened:
                data = opened.read(budget.figures_bytes + 1)
        except FileNotFoundError:
            continue
        except OSError as fault:
            remedy = "请关闭正在使用它的程序"
            findings.error("file.unreadable", Place(str(path)), "登记打不开", reason_of(fault), remedy)
            continue
        if len(data) > budget.figures_bytes:
            findings.error("file.too_large", Place(str(path)), "登记太大，没有读取")
            continue
        days.update((folder / name, day) for name, day in receipts_in(data, path, findings).items())
    return days


def receipts_in(data: bytes, path: Path, findings: Findings) -> dict[str, date]:
    """The day of receipt by the file's name, as a register has it."""
    place, days = Place(str(path)), dict[str, date]()
    try:
        rows = _rows(data)
        head, first = _head(rows)
    except (WorkbookFaultError, csv.Error, ValueError):
        message, remedy = "登记读不出来", f"第一行要有“{_DAY}”和“{_FILE}”两列，另存为 .csv"
        findings.error("review.register", place, message, remedy=remedy)
        return days
    for number, row in enumerate(rows[first:], start=first + 1):
        name, written = (row[head[key]].strip() if head[key] < len(row) else "" for key in (_FILE, _DAY))
        if not name or not written:
            continue
        try:
            days[name.replace(os.sep, "/")] = convert_date(written).value
        except CellFaultError as fault:
            message = f"第 {number} 行的{_DAY}{fault.message}"
            findings.error("review.register", place, message, name, "请写成 2027-1-31 这样，或者空着")
    return days


def with_receipts(data: bytes | None, received: Mapping[str, date], note: str = "") -> bytes:
    """A register, or none, with a line more for each file; what else it says stays.

    Raises ``ValueError`` where it is no register any more.
    """
    rows = _rows(data) if data else [[_DAY, _FILE, _NOTE]]
    head, _ = _head(rows)
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerows(rows)
    for name, day in received.items():
        line = [""] * max(len(rows[0]), *(at + 1 for at in head.values()))
        line[head[_DAY]], line[head[_FILE]] = day.isoformat(), name
        if _NOTE in head:
            line[head[_NOTE]] = note
        lines.writerow(line)
    return written.getvalue().encode("utf-8-sig")


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(decode_text(data), newline="")))


def _head(rows: Sequence[Sequence[str]]) -> tuple[dict[str, int], int]:
    """The columns by their heads, and the first row below; raises ``ValueError`` where there are none."""
    for number, row in enumerate(rows):
        head = {each.strip(): at for at, each in enumerate(row) if each.strip() in {_DAY, _FILE, _NOTE}}
        if {_DAY, _FILE} <= head.keys():
            return head, number + 1
    raise ValueError(_DAY)
