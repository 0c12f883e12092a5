"""The year that a sheet, its title or its file says → a question about rows that say none themselves."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from report_builder.ledgers.declarations import ColumnKind
from report_builder.ledgers.frames import YEAR
from report_builder.ledgers.headers import text_above
from report_builder.ledgers.questions import COUNT, Question, rows_text
from report_builder.ledgers.sheet_names import years_in

if TYPE_CHECKING:
    import pandas as pd

    from report_builder.ledgers.declarations import Sheet
    from report_builder.ledgers.headers import Header
    from report_builder.ledgers.open_sheets import OpenSheet
    from report_builder.ledgers.opening.grids import SheetGrid


def leave_out_other_years(opened: OpenSheet, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows without those of which only a name or a title says that they are another year's."""
    grid, sheet, year = opened.grid, opened.sheet, opened.year
    said = _years_said(grid, opened.header)
    if not said or year in said:
        return frame
    rows = _undated(sheet, frame)
    if rows.empty:
        return frame
    told = "、".join(f"{each}年" for each in said)
    question = Question(
        "ledger.other_year",
        opened.place,
        f"名称或标题里写的是{told}，不是{year}年，里面有 {len(rows)} 行没有写明年份",
        f"文件是“{opened.file_name}”，工作表是“{grid.sheet}”",
        "往年的台账请移出这个文件夹，或者删去这张工作表；写错年份的，请改正名称",
        (opened.file_name, grid.sheet, *rows_text(rows, [column.name for column in sheet.columns])),
    )
    if opened.questions.ask(question, opened.findings) == COUNT:
        return frame
    return frame.drop(rows.index).reset_index(drop=True)


def _undated(sheet: Sheet, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that do not say themselves of which year they are."""
    if sheet.has_months:
        return frame[frame[YEAR].isna()]
    days = [column.name for column in sheet.columns if column.kind is ColumnKind.DATE and column.required]
    return frame.iloc[:0] if days else frame


def _years_said(grid: SheetGrid, header: Header) -> tuple[int, ...]:
    """The years that the sheet's name says, else the title above its header, else the file's name."""
    title = " ".join(text for _, _, text in text_above(grid, header))
    for text in (grid.sheet, title, PurePath(grid.file).stem):
        if years := years_in(text):
            return years
    return ()
