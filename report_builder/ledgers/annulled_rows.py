"""Rows whose remark says that they are void (作废) → counted or left out, as somebody has answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from report_builder.diagnostics import Place
from report_builder.ledgers.frames import ROW
from report_builder.ledgers.opening.grids import column_letter
from report_builder.ledgers.opening.layouts import spell_rows
from report_builder.ledgers.questions import COUNT, Question, rows_text
from report_builder.ledgers.sheets.columns import REMARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.open_sheets import OpenSheet

# Of the entry itself: a document that was 废止 or 撤销 was issued all the same.
_VOID: Final = re.compile(
    r"(?<![未没不非无])作废|误(?:登|填|录)|(?<!不是)(?<!并非)(?<![不非没未])(?:重复|多)(?:登记|填报|录入)|(?:不|勿|不再|无需)(?:计入|统计|计算)"
    r"|(?:本|该|此)[行条件](?:删除|取消|不计|不算)"
)
_MOST_QUOTED: Final = 3


def leave_out_annulled(opened: OpenSheet, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows without those that a remark declares void, where somebody has said so."""
    if frame.empty:
        return frame
    void = np.zeros(len(frame), bool)
    quoted: list[str] = []
    letter = ""
    for column, remarks in _remarks(opened, frame):
        said = {text for text in dict.fromkeys(remarks) if isinstance(text, str) and _VOID.search(text)}
        if said:
            found = np.fromiter((text in said for text in remarks), bool, len(remarks))
            quoted += [str(text) for text in dict.fromkeys(remarks) if text in said]
            void, letter = void | found, letter or column
    if not void.any():
        return frame
    rows = frame[void]
    numbers = [int(number) for number in rows[ROW]]
    question = Question(
        "ledger.row_void",
        Place(opened.grid.file, opened.grid.sheet, f"{letter}{numbers[0]}"),
        f"备注说有 {len(numbers)} 行作废或者不应当计入：第 {spell_rows(number - 1 for number in numbers)} 行",
        f"写的是：{'、'.join(quoted[:_MOST_QUOTED])}{'等' if len(quoted) > _MOST_QUOTED else ''}",
        "作废的请删去这些行；应当计入的，请改写备注",
        (
            opened.file_name,
            opened.grid.sheet,
            *quoted,
            *rows_text(rows, [column.name for column in opened.sheet.columns]),
        ),
    )
    if opened.questions.ask(question, opened.findings) == COUNT:
        return frame
    return frame[~void].reset_index(drop=True)


def _remarks(opened: OpenSheet, frame: pd.DataFrame) -> Iterator[tuple[str, list[RawCell]]]:
    """What stands beside the rows, by the letter of its column: in 备注, and in columns that are not read."""
    grid, header = opened.grid, opened.header
    read = {index for name, index in header.columns.items() if name != REMARK.name} | set(header.labels)
    rows = [grid.rows[number - 1] for number in frame[ROW].tolist()]
    for index in range(len(grid.rows[header.row])):
        if index not in read:
            yield column_letter(index), [row[index] for row in rows]
