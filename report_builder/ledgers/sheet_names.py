"""A sheet's name, or a CSV file's → the sheet of the contract that it is, or may be."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers import contract
from report_builder.ledgers.cells import is_blank
from report_builder.ledgers.headers import count_known_columns, name_key

if TYPE_CHECKING:
    from report_builder.ledgers.opening.grids import Grid

_ALIKE: Final = 0.6

# A copy, an old state or a sum of a sheet would be counted beside it; what is not 主动公开 is not it.
_DOUBTFUL: Final = re.compile(
    r"\d|副本|备份|复件|copy|旧|作废|模板|样表|样例|示例|参考|汇总|合计", re.IGNORECASE
)
_DENIED: Final = re.compile(r"(?:[不未][予再]?|非|拟|待|应|可)$")
_YEAR: Final = re.compile(r"20\d\d(?:年度?)?")
_ORDINAL: Final = re.compile(
    r"^(?:附[件表])?\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.]?(?!\w)|^\d{1,2}(?=\D|$)"
)
_PLAIN_ENDING: Final = re.compile(r"^(?:信息|工作|事项)?(?:登记|统计)?(?:台账|明细表?|清单|一览表|表)")
_OFFICE: Final = re.compile(r"[^-_—·.()]{1,12}[科处室局股办委院所部站校队心]")
_BRACKETS: Final = "()[]【】"
_MARKS: Final = "-_—–·."
_FILE_BEFORE: Final = re.compile(rf"^.*[{_MARKS}]")

# What WPS keeps pictures in cells in; nobody sees it.
_PROGRAMS_OWN: Final = "WpsReserved"


class Known(Struct, frozen=True):
    """A contract's sheet by its name; ``is_exact`` unless a department or the like stands with it."""

    name: str
    is_exact: bool


def recognise(sheet: str) -> Known | None:
    """The contract's sheet that a name can only mean; ``None`` where it may be another one, or a copy."""
    key = name_key(sheet)
    if key in contract.SHEETS:
        return Known(key, is_exact=True)
    name = max((name for name in contract.SHEETS if name in key), key=len, default="")
    before, _, after = key.partition(name) if name else ("", "", key)
    if not name or _DENIED.search(before):
        return None
    before = _ORDINAL.sub("", _YEAR.sub("", before))
    after = _PLAIN_ENDING.sub("", _YEAR.sub("", after))
    rest = f"{before} {after}"
    if _DOUBTFUL.search(rest) or any(other in rest for other in contract.SHEETS):
        return None
    return Known(name, is_exact=False) if _is_set_off(before[::-1]) and _is_set_off(after) else None


def _is_set_off(beside: str) -> bool:
    """Whether what stands beside a name, told from the name on, is nothing, an office, or kept apart."""
    return not beside or beside[0] in f"{_MARKS}{_BRACKETS}" or _OFFICE.fullmatch(beside[::-1]) is not None


def is_note(sheet: str, *, is_csv: bool = False) -> bool:
    """Whether a sheet explains the others, or belongs to the program that wrote the file.

    A program that saves each sheet as a file of its own puts the workbook's name before the sheet's.
    """
    key = _FILE_BEFORE.sub("", name_key(sheet)) if is_csv else name_key(sheet)
    return key in contract.NOTE_SHEETS or sheet.startswith(_PROGRAMS_OWN)


def suggest(grid: Grid) -> tuple[str, ...]:
    """The contract's sheets that an unknown one may be, by its header or by its name; the likeliest first."""
    fitting = {name: count_known_columns(grid, sheet) for name, sheet in contract.SHEETS.items()}
    best = max(fitting.values())
    if best:
        return tuple(name for name, columns in fitting.items() if columns == best)
    key = name_key(grid.sheet)
    near = [name for name in contract.SHEETS if name in key]
    return (
        (max(near, key=len),) if near else tuple(get_close_matches(key, contract.SHEETS, n=1, cutoff=_ALIKE))
    )


def count_entries(grid: Grid) -> int:
    """The rows with at least two filled cells, the header aside."""
    filled = sum(sum(not is_blank(cell) for cell in row) > 1 for row in grid.rows)
    return max(0, filled - 1)
