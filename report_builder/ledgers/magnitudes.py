"""A unit beside a column's name (单位：万元) → the figures in ones, once somebody has said what they are."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.ledgers.headers import text_above
from report_builder.ledgers.opening.grids import column_letter
from report_builder.ledgers.questions import Question, rows_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from report_builder.ledgers.open_sheets import OpenSheet

_MAGNITUDE: Final = "(百万|千万|[百千万亿])([元件条次个])"
_UNIT_LINE: Final = re.compile(
    rf"单位\s*[:：为是(（]?\s*(?:人民币)?{_MAGNITUDE}|以(?:人民币)?{_MAGNITUDE}为(?:计量)?单位"
)
_IN_BRACKETS: Final = re.compile(rf"[(（【\[]\s*(?:单位\s*[:：为]?)?\s*{_MAGNITUDE}\s*[)）】\]]")
_TIMES: Final = {
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}


def multiply_out(opened: OpenSheet, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with their quantities in ones, where a line, a note or a name may say 万元 over 金额（元）."""
    amounts, grid = opened.sheet.amounts, opened.grid
    if amounts is None or frame.empty:
        return frame
    for place, where, text in _told(opened, amounts.quantity):
        found = _UNIT_LINE.search(text) or _IN_BRACKETS.search(text)
        if found is None:
            continue
        magnitude, kind = [each for each in found.groups() if each]
        unit = magnitude + kind
        as_written, multiplied = f"按{kind}", f"按{unit}"
        question = Question(
            "ledger.unit_line",
            place,
            f"{where}写着“单位：{unit}”，列名是“{amounts.quantity}”，分不清数字是{kind}还是{unit}",
            f"写作“{' '.join(text.split())}”",
            f"数字是{unit}的，请换算成{kind}；否则请改正{where}的单位",
            (
                opened.file_name,
                grid.sheet,
                text,
                *rows_text(frame, [amounts.label, amounts.quantity]),
            ),
            (as_written, multiplied),
        )
        if opened.questions.ask(question, opened.findings) == multiplied:
            quantities = frame[amounts.quantity] * _TIMES[magnitude]
            return frame.assign(**{amounts.quantity: quantities})
        break
    return frame


def _told(opened: OpenSheet, quantity: str) -> Iterator[tuple[Place, str, str]]:
    """Where a unit may stand, and what stands there: above the header, in it, below it, in the names."""
    grid, header = opened.grid, opened.header
    for row, column, text in text_above(grid, header):
        yield Place(grid.file, grid.sheet, f"{column_letter(column)}{row + 1}"), "表头上方", text
    column = header.columns[quantity]
    for row in range(header.row, header.first):
        place = Place(grid.file, grid.sheet, f"{column_letter(column)}{row + 1}")
        yield place, "列名里", str(grid.rows[row][column])
    for row, cells in enumerate(grid.rows[header.first :], start=header.first):
        for index, cell in enumerate(cells):
            if isinstance(cell, str) and "单位" in cell:
                yield Place(grid.file, grid.sheet, f"{column_letter(index)}{row + 1}"), "表里", cell
    yield Place(grid.file, grid.sheet), "工作表的名称里", grid.sheet
    yield Place(grid.file), "文件名里", PurePath(grid.file).stem
