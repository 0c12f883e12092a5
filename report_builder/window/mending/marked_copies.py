"""A workbook and what was found in it → a copy to be sent back: its faults marked and noted.

Values, formulas and looks stay; pictures and charts do not come along, which the page says beside the copy.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from report_builder.archives import repack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl import Workbook

COPIED: Final = frozenset({".xlsx", ".xlsm"})
_AUTHOR: Final = "核对"
_FILLS: Final = {"error": "FFFFC7CE", "warning": "FFFFEB9C"}
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ROW: Final = re.compile(r"第([0-9]{1,7})行")
_CORE: Final = "docProps/core.xml"  # openpyxl writes the clock into it
_WIDTH: Final = 320
_LINE: Final = 20
_LETTERS: Final = 24


def mark_copy(data: bytes, suffix: str, marks: Sequence[tuple[str, str, str, str]]) -> bytes:
    """The copy; each mark has a sheet, a place in it (C5, 第5行), a severity and a text.

    It is called in another process: openpyxl takes much memory.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  in the other process alone

    book = load_workbook(io.BytesIO(data), keep_vba=suffix == ".xlsm", rich_text=True)
    notes: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for sheet, place, severity, text in marks:
        if sheet in book.sheetnames and (cell := _cell(place)):
            notes.setdefault((sheet, cell), []).append((severity, text))
    _mark(book, notes)
    saved = io.BytesIO()
    book.save(saved)
    return repack(saved.getvalue(), _core_of(data))


def _cell(place: str) -> str:
    """The cell that a place begins with; the first of a row."""
    if found := _CELL.match(place):
        return found[0]
    found = _ROW.match(place)
    return f"A{found[1]}" if found else ""


def _mark(book: Workbook, notes: Mapping[tuple[str, str], Sequence[tuple[str, str]]]) -> None:
    from openpyxl.cell import MergedCell  # noqa: PLC0415
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    for (sheet, place), told in notes.items():
        cell = book[sheet][place]
        if isinstance(cell, MergedCell):
            continue
        severities = {severity for severity, _ in told}
        worst = next((each for each in _FILLS if each in severities), "warning")
        cell.fill = PatternFill("solid", fgColor=_FILLS[worst])
        before = [cell.comment.text] if cell.comment else []
        text = "\n\n".join([*before, *(each for _, each in told)])
        lines = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
        cell.comment = Comment(text, _AUTHOR, height=_LINE * (lines + 1), width=_WIDTH)


def _core_of(data: bytes) -> dict[str, bytes]:
    """What the workbook says of its author and its day, as it was."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {_CORE: archive.read(_CORE)} if _CORE in archive.namelist() else {}
