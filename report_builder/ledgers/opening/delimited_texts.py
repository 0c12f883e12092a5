"""The lines of a delimited text and the mark that parts their cells → rows, however they are quoted."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from report_builder.ledgers.opening.surveys import WorkbookFaultError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Where several part a text equally well, the first.
DELIMITERS: Final = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线"}
_FEWEST_ROWS: Final = 2
_LOOKED_AT: Final = 1_000
_LINE_END: Final = re.compile(r"\r\n?|\n")


def find_delimiter(lines: Sequence[str], *, is_table: bool) -> str:
    """What parts most lines into the same number of cells; empty where nothing does.

    A text of which it is not known that ``is_table`` must have two such lines, and half of all.
    """
    written = [line for line in islice(lines, _LOOKED_AT) if line.strip()]
    agreeing: dict[str, tuple[int, int]] = {}
    for mark in DELIMITERS:
        rows = [split_line(line, mark) for line in written]
        width = usual_width(rows)
        agreeing[mark] = (sum(len(row) == width for row in rows), width) if width > 1 else (0, 0)
    best = max(DELIMITERS, key=agreeing.__getitem__)
    parted = agreeing[best][0]
    return best if parted and (is_table or parted >= max(_FEWEST_ROWS, len(written) / 2)) else ""


def usual_width(rows: Iterable[Sequence[str]]) -> int:
    """How many cells most of the parted rows have; as many as the first has, where it is hard to say."""
    counts = Counter(len(row) for row in islice(rows, _LOOKED_AT) if len(row) > 1)
    return max(counts, key=counts.__getitem__, default=1)


def split_line(line: str, delimiter: str) -> list[str]:
    """The cells of a line by itself."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return _split_loosely(line, delimiter) or [line]


def read_rows(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The rows, and the line that each begins at, with that of the end after them.

    Raises ``WorkbookFaultError`` for a quotation mark that is not closed, or closed in a row after its own.
    """
    rows: list[list[str]] = []
    begins = [0]
    while begins[-1] < len(lines):
        start = begins[-1]
        reader = csv.reader((lines[at] for at in range(start, len(lines))), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                rows.append(row)
                begins.append(start + reader.line_num)
        except csv.Error as fault:
            # `"关于"两个一"的通知",3`, as many programs write it, is clear enough within a line.
            loose = _split_loosely(lines[begins[-1]], delimiter)
            if loose is None:
                raise unpaired(begins[-1]) from fault
            rows.append(loose)
            begins.append(begins[-1] + 1)
    _check_swallowed(rows, begins, delimiter)
    return rows, begins


def unpaired(line: int) -> WorkbookFaultError:
    """The fault of a quotation mark in a line, counted from 0."""
    return WorkbookFaultError(
        code="ledger.text_quote",
        message=f"第 {line + 1} 行的英文双引号没有成对，分不清后面的内容是几格、几行，没有读取",
        remedy="请补上或删去多余的双引号；也可以用表格软件打开，核对行数以后另存为 .xlsx",
    )


def _split_loosely(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line, some of which have quotation marks within them; ``None`` if one stays open."""
    line = line.rstrip("\r\n")
    cells: list[str] = []
    at = 0
    while found := _loose_cell(delimiter).match(line, at):
        cells.append(found["plain"] if found["quoted"] is None else found["quoted"].replace('""', '"'))
        at = found.end()
        if not found["more"]:
            return cells
    return None


@cache
def _loose_cell(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(
        rf'(?:"(?P<quoted>.*?)"[ ]*(?={mark}|$)|(?!")(?P<plain>[^{mark}]*))(?P<more>{mark})?', re.DOTALL
    )


def _check_swallowed(rows: Sequence[Sequence[str]], begins: Sequence[int], delimiter: str) -> None:
    """Refuse a cell whose first line would end its row, and whose last line would begin another."""
    if len(rows) == begins[-1]:
        return
    last = usual_width(rows) - 1
    for number, row in enumerate(rows):
        if begins[number + 1] - begins[number] == 1 or last < 1:
            continue
        for column, cell in enumerate(row):
            first_line, *others = _LINE_END.split(cell)
            if (
                others
                and column + first_line.count(delimiter) >= last
                and others[-1].count(delimiter) + len(row) - 1 - column >= last
            ):
                raise unpaired(begins[number])
