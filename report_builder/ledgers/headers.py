"""A grid and a sheet's contract → the header row and the columns by name, in whatever order they stand."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.ledgers.opening.grids import column_letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.contract import SheetContract
    from report_builder.ledgers.opening.grids import Grid

DEEPEST_HEADER: Final = 30  # rows of title, unit and date that may stand above the header
_FEWEST_NAMES: Final = 2
_LONGEST_NAME: Final = 60
_ALIKE: Final = 0.5
_REQUIRED_MARK: Final = re.compile(
    r"^[*★☆※]+|(?:[*★☆※:]|[(\[【「](?:\*|必填项?|必须填写|选填项?|可选)[)\]】」])+$"
)
_CLOSING_NOTE: Final = re.compile(r"(?<=.)\([^()]*\)$")
_MAGNITUDE: Final = re.compile("[百千万亿]")

# A running number helps whoever fills the sheet; that it is not read needs no word.
_SILENT_COLUMNS: Final = frozenset({"序号", "编号", "行号"})


class Header(Struct, frozen=True):
    """Where a sheet's header stands; ``row`` counts from 0, ``columns`` gives each name its index.

    ``depth`` is the number of rows that its merged cells reach over.
    """

    row: int
    columns: Mapping[str, int]
    depth: int = 1


def find_header(grid: Grid, contract: SheetContract, findings: Findings) -> Header | None:
    """The header of a sheet that has one and lacks no required column; otherwise the findings say why."""
    names = {name_key(column.name): column.name for column in contract.columns}
    top = _top_rows(grid)
    row = _best_row(top, names)
    if row is None:
        _tell_no_header(grid, contract, findings)
        return None
    known: dict[str, int] = {}
    strange: dict[str, int] = {}
    sound = True
    for index, cell in enumerate(top[row]):
        name = _name_of(cell, names)
        if name is None:
            strange[" ".join(str(cell).split())] = index
        elif name in known:
            sound = False
            _tell_duplicate(grid, row, name, (known[name], index), findings)
        else:
            known[name] = index
            if name_key(cell) != name_key(name):
                _tell_note(_place(grid, row, index), name, cell, findings)
    missing = [column.name for column in contract.columns if column.required and column.name not in known]
    _tell_missing(grid, row, missing, strange, findings)
    _tell_strange(grid, row, strange, [name for name in names.values() if name not in known], findings)
    return Header(row, known, _depth(grid, row)) if sound and not missing else None


def count_known_columns(grid: Grid, contract: SheetContract) -> int:
    """How many of a contract's columns one row names; nil unless that row names every required one."""
    names = {name_key(column.name): column.name for column in contract.columns}
    top = _top_rows(grid)
    row = _best_row(top, names)
    if row is None:
        return 0
    known = {_name_of(cell, names) for cell in top[row]} - {None}
    return len(known) if all(column.name in known for column in contract.columns if column.required) else 0


def _top_rows(grid: Grid) -> Sequence[Sequence[RawCell]]:
    """The rows among which the header is, a merged cell's text in each row that it reaches over."""
    rows = grid.rows[:DEEPEST_HEADER]
    covered = grid.layout.covered(len(rows))
    if not covered:
        return rows
    filled = [list(row) for row in rows]
    for (row, column), span in covered.items():
        if column < len(filled[row]):
            filled[row][column] = filled[span.row][column]
    return filled


def _depth(grid: Grid, row: int) -> int:
    """The rows of a header whose merged cells begin in ``row``, at least one."""
    ends = (span.last_row for span in grid.layout.merged if span.row == row)
    return max([row, *ends]) - row + 1


def _name_of(cell: RawCell, names: Mapping[str, str]) -> str | None:
    """The contract's name of a column, also where a note in brackets follows it: 数量（件）.

    A note that changes the figures below, such as （万元）, makes it another column.
    """
    if not isinstance(cell, str) or not 0 < len(cell) <= _LONGEST_NAME:
        return None
    key = name_key(cell)
    if key in names or not key.endswith(")") or _MAGNITUDE.search(key):
        return names.get(key)
    return names.get(name_key(_CLOSING_NOTE.sub("", key)))


def name_key(cell: RawCell) -> str:
    """A column's name without spaces, line breaks, required marks and full-width brackets."""
    text = "".join(unicodedata.normalize("NFKC", str(cell)).split())
    return _REQUIRED_MARK.sub("", text)


def _best_row(rows: Sequence[Sequence[RawCell]], names: Mapping[str, str]) -> int | None:
    """The row with most of the names; the first of several, so that data cannot outdo the header."""
    scores = [len({_name_of(cell, names) for cell in row} - {None}) for row in rows]
    best = max(scores, default=0)
    return scores.index(best) if best >= _FEWEST_NAMES else None


def _place(grid: Grid, row: int, index: int) -> Place:
    return Place(grid.file, grid.sheet, f"{column_letter(index)}{row + 1}")


def _tell_no_header(grid: Grid, contract: SheetContract, findings: Findings) -> None:
    required = "、".join(column.name for column in contract.columns if column.required)
    findings.error(
        "ledger.header_missing",
        Place(grid.file, grid.sheet),
        "找不到表头行",
        evidence=f"在前 {DEEPEST_HEADER} 行里没有一行写着这张表的列名",
        remedy=f"请在数据上方写一行列名，至少要有：{required or '、'.join(c.name for c in contract.columns)}",
    )


def _tell_note(place: Place, name: str, cell: RawCell, findings: Findings) -> None:
    message = f"列名写作“{' '.join(str(cell).split())}”，按“{name}”读取"
    findings.notice("ledger.tidied", place, message)


def _tell_duplicate(grid: Grid, row: int, name: str, indices: tuple[int, int], findings: Findings) -> None:
    first, second = (_place(grid, row, index) for index in indices)
    findings.error(
        "ledger.column_duplicate",
        second,
        f"“{name}”一列出现了两次",
        evidence=f"另一列在 {first.cell}",
        remedy="请删去其中一列，或改成别的列名",
    )


def _tell_missing(
    grid: Grid, row: int, missing: Sequence[str], strange: Mapping[str, int], findings: Findings
) -> None:
    for name in missing:
        near = get_close_matches(name, strange, n=1, cutoff=_ALIKE)
        hint = (
            f"；如果“{near[0]}”（{column_letter(strange[near[0]])}{row + 1}）就是它，请改列名" if near else ""
        )
        findings.error(
            "ledger.column_missing",
            Place(grid.file, grid.sheet, f"第{row + 1}行"),
            f"缺少必填的“{name}”一列",
            remedy=f"请在表头行加上“{name}”{hint}",
        )


def _tell_strange(
    grid: Grid, row: int, strange: Mapping[str, int], absent: Sequence[str], findings: Findings
) -> None:
    for text, index in strange.items():
        if not text or name_key(text) in _SILENT_COLUMNS:
            continue
        near = get_close_matches(text, absent, n=1, cutoff=_ALIKE)
        findings.notice(
            "ledger.column_unknown",
            _place(grid, row, index),
            f"“{text}”不是这张表的列，没有读取",
            remedy=f"如果它是“{near[0]}”，请改列名" if near else "",
        )
