"""A unit above a header (单位：万元) → the figures below in ones, once somebody has said what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.ledgers.headers import text_above
from report_builder.ledgers.opening.grids import column_letter
from report_builder.ledgers.questions import Question, rows_text

if TYPE_CHECKING:
    import pandas as pd

    from report_builder.ledgers.open_sheets import OpenSheet

_UNIT_LINE: Final = re.compile(r"单位\s*[:：为]?\s*(?:人民币)?(百万|千万|[百千万亿])([元件条次个])")
_TIMES: Final = {
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}


def multiply_out(opened: OpenSheet, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with their quantities in ones, where a line above the header may say 万元 over 金额（元）."""
    amounts, grid = opened.sheet.amounts, opened.grid
    if amounts is None or frame.empty:
        return frame
    for row, column, text in text_above(grid, opened.header):
        found = _UNIT_LINE.search(text)
        if found is None:
            continue
        unit = found[1] + found[2]
        as_written, multiplied = f"按{found[2]}", f"按{unit}"
        question = Question(
            "ledger.unit_line",
            Place(grid.file, grid.sheet, f"{column_letter(column)}{row + 1}"),
            f"表头上方写着“单位：{unit}”，列名是“{amounts.quantity}”，分不清数字是{found[2]}还是{unit}",
            f"写作“{' '.join(text.split())}”",
            f"数字是{unit}的，请换算成{found[2]}；否则请改正表头上方的单位",
            (
                opened.file_name,
                grid.sheet,
                text,
                *rows_text(frame, [amounts.label, amounts.quantity]),
            ),
            (as_written, multiplied),
        )
        if opened.questions.ask(question, opened.findings) == multiplied:
            quantities = frame[amounts.quantity] * _TIMES[found[1]]
            return frame.assign(**{amounts.quantity: quantities})
        break
    return frame
