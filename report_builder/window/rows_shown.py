"""A place in a ledger → the rows around it, as the spreadsheet program shows them, the cell marked."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Findings
from report_builder.ledgers.cells import shown
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import column_letter, read_grids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.budgets import Budget
    from report_builder.diagnostics import Place
    from report_builder.ledgers.opening.grids import SheetGrid

_CELL: Final = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})", re.ASCII)
_ROW: Final = re.compile(r"第(?P<row>[0-9]{1,7})行", re.ASCII)
_AROUND: Final = 2
_MOST_COLUMNS: Final = 16
_MOST_LETTERS: Final = 60
_FILES_KEPT: Final = 8


class PictureRow(Struct, frozen=True):
    """A row's number and its cells."""

    number: int
    cells: tuple[str, ...]
    is_meant: bool


class RowsPicture(Struct, frozen=True):
    """Rows of a sheet under their letters and the names of the columns; ``column`` is the marked one."""

    sheet: str
    letters: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    column: int | None


def picture_of(place: Place, names: Mapping[str, str], budget: Budget) -> RowsPicture | None:
    """The rows around a place; ``None`` where it is no cell or row of a sheet that can be opened.

    ``names`` gives the columns' letters by their names.
    """
    found = _CELL.match(place.cell) or _ROW.match(place.cell)
    if found is None:
        return None
    row = int(found["row"])
    letter = found.groupdict().get("column", "")
    grid = next((each for each in _grids(place.file, budget) if each.sheet == place.sheet), None)
    if grid is None or row > len(grid.rows):
        return None
    first, last = max(row - _AROUND, 1), min(row + _AROUND, len(grid.rows))
    around = [grid.rows[number - 1] for number in range(first, last + 1)]
    start, end = _columns(around, letter)
    letters = tuple(column_letter(index) for index in range(start, end))
    by_letter = {each: name for name, each in names.items()}
    return RowsPicture(
        place.sheet,
        letters,
        tuple(by_letter.get(each, "") for each in letters),
        tuple(
            PictureRow(number, tuple(_text(cells, index) for index in range(start, end)), number == row)
            for number, cells in enumerate(around, first)
        ),
        letters.index(letter) if letter in letters else None,
    )


def text_at(place: Place, cell: str, budget: Budget) -> str:
    """The whole text of a cell, as somebody would type it; empty where there is none."""
    found = _CELL.fullmatch(cell)
    grid = next((each for each in _grids(place.file, budget) if each.sheet == place.sheet), None)
    if found is None or grid is None or int(found["row"]) > len(grid.rows):
        return ""
    cells = grid.rows[int(found["row"]) - 1]
    index = next(at for at in range(20_000) if column_letter(at) == found["column"])
    value = cells[index] if index < len(cells) else ""
    return value if isinstance(value, str) else shown(value)


def _columns(rows: Sequence[Sequence[object]], letter: str) -> tuple[int, int]:
    """The columns to show: all of a narrow sheet, of a wide one those around the cell."""
    width = max((len(cells) for cells in rows), default=0)
    while width > 1 and all(_text(cells, width - 1) == "" for cells in rows):
        width -= 1
    if letter:
        meant = next(index for index in range(20_000) if column_letter(index) == letter)
        width = max(width, meant + 1)
        if width > _MOST_COLUMNS:
            start = max(0, min(meant - _MOST_COLUMNS // 2, width - _MOST_COLUMNS))
            return start, start + _MOST_COLUMNS
    return 0, min(width, _MOST_COLUMNS)


def _text(cells: Sequence[object], index: int) -> str:
    if index >= len(cells):
        return ""
    text = shown(cells[index])  # type: ignore[arg-type]  # a grid holds raw cells
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}……"


def _grids(file: str, budget: Budget) -> tuple[SheetGrid, ...]:
    """The sheets of a file as it is now; none where it cannot be read."""
    try:
        status = Path(file).stat()
    except OSError:
        return ()
    return _read(file, status.st_size, status.st_mtime_ns, budget)


@lru_cache(maxsize=_FILES_KEPT)
def _read(file: str, _size: int, _changed: int, budget: Budget) -> tuple[SheetGrid, ...]:
    try:
        return read_grids(describe(Path(file), budget), Findings())
    except OSError:
        return ()
