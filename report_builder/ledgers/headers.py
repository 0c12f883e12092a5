"""A grid and a sheet's declaration → the header and the columns by name, in whatever order they stand."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.ledgers.cells import is_blank
from report_builder.ledgers.choices import means
from report_builder.ledgers.declarations import QUANTITIES
from report_builder.ledgers.name_keys import name_key
from report_builder.ledgers.opening.grids import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.declarations import Sheet
    from report_builder.ledgers.opening.grids import SheetGrid

    Rows = Sequence[Sequence[RawCell]]

DEEPEST_HEADER: Final = 30  # rows of title, unit and date that may stand above the header
_MOST_HEADER_ROWS: Final = 3
_FEWEST_NAMES: Final = 2
LONGEST_NAME: Final = 60  # letters
_ALIKE: Final = 0.5
_NUMBERING: Final = re.compile(
    r"^(?:\(?\d{1,2}[).、]?|\(?[一二三四五六七八九十]{1,3}[).、])(?=\D)|(?<=\D)\d{1,2}$"
)
_CLOSING_NOTE: Final = re.compile(r"(?<=.)\([^()]*\)$")
_MAGNITUDE: Final = re.compile("[百千万亿]")

# A running number helps whoever fills the sheet; that it is not read needs no word.
_SILENT_COLUMNS: Final = frozenset({"序号", "编号", "行号"})


class Header(Struct, frozen=True):
    """Where a sheet's header stands; ``row`` counts from 0, ``columns`` gives each name its index.

    ``depth`` is the number of rows that it takes. The labels of an official table may stand in several
    columns, ``labels``, of which the last that is filled says what a row is.
    """

    row: int
    columns: Mapping[str, int]
    depth: int = 1
    labels: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """The first row below it, counted from 0."""
        return self.row + self.depth


class HeaderWordings(Struct, frozen=True):
    """What the headers of a sheet may say: each wording's key, and the column that it means."""

    own: Mapping[str, str]
    synonyms: Mapping[str, str]

    def meant(self, cell: RawCell) -> tuple[str, bool] | None:
        """The column that a header means, and whether it bears the column's own name."""
        if not isinstance(cell, str) or not 0 < len(cell) <= LONGEST_NAME:
            return None
        for key in _wordings(name_key(cell)):
            if key in self.own:
                return self.own[key], True
            if key in self.synonyms:
                return self.synonyms[key], False
        return None


# The naming of each declared sheet, worked out once; comparing declarations would take longer than that.
_KNOWN: Final[dict[int, tuple[Sheet, HeaderWordings]]] = {}
_MOST_KNOWN: Final = 64


def naming_of(sheet: Sheet, given: Mapping[str, str] = MappingProxyType({})) -> HeaderWordings:
    """The headers that a sheet is known by, and those that the settings say (``columns``)."""
    known = _KNOWN.get(id(sheet))
    if given or known is None or known[0] is not sheet:
        known = sheet, _naming_of(sheet, given)
        if not given and len(_KNOWN) < _MOST_KNOWN:
            _KNOWN[id(sheet)] = known
    return known[1]


def _naming_of(sheet: Sheet, given: Mapping[str, str]) -> HeaderWordings:
    own = {name_key(column.name): column.name for column in sheet.columns}
    synonyms = {name_key(synonym): column.name for column in sheet.columns for synonym in column.synonyms} | {
        name_key(header): name for header, name in given.items() if name in own.values()
    }
    return HeaderWordings(own, {key: name for key, name in synonyms.items() if key not in own})


@lru_cache(maxsize=4096)  # the same headers come again and again
def _wordings(key: str) -> tuple[str, ...]:
    """A header as it stands, without its numbering, and without a note in brackets behind it: 数量（件）.

    A note that changes the figures below, such as （万元）, makes it another column.
    """
    bare = _NUMBERING.sub("", key)
    if bare.endswith(")") and not _MAGNITUDE.search(bare):
        return key, bare, name_key(_CLOSING_NOTE.sub("", bare))
    return key, bare


class _Found(Struct):
    """The names that some rows have, from the first on; ``doubled`` are columns that are named again."""

    row: int
    depth: int
    columns: dict[str, int]
    own: set[str]
    doubled: list[tuple[str, int]]

    @property
    def score(self) -> int:
        return len(self.columns)


def find_header(
    grid: SheetGrid, sheet: Sheet, findings: Findings, given: Mapping[str, str] = MappingProxyType({})
) -> Header | None:
    """The header of a sheet that has one and lacks no required column; otherwise the findings say why."""
    naming = naming_of(sheet, given)
    top = _top_rows(grid)
    found = _best(top, naming)
    if found is None:
        _tell_no_header(grid, sheet, findings)
        return None
    labels = _label_columns(grid, sheet, found)
    if labels:
        found.columns.setdefault(sheet.columns[0].name, labels[0])
    is_sound = _tell_other_headers(grid, top, found, naming, findings)
    is_sound = _tell_parted(grid, found, naming, labels, findings) and is_sound
    for name, index in found.doubled:
        _tell_duplicate(grid, found, name, (found.columns[name], index), findings)
    _tell_renamed(grid, found, top, findings)
    strange = _strange(top, found, {*found.columns.values(), *labels, *(index for _, index in found.doubled)})
    missing = [name for name in sheet.required if name not in found.columns]
    _tell_missing(grid, found.row, missing, strange, findings)
    absent = [column.name for column in sheet.columns if column.name not in found.columns]
    _tell_strange(grid, found.row, strange, absent, findings)
    if missing or found.doubled or not is_sound:
        return None
    depth = max(found.depth, _merged_depth(grid, found.row))
    return Header(found.row, found.columns, depth, labels if len(labels) > 1 else ())


def fit(grid: SheetGrid, sheet: Sheet, given: Mapping[str, str] = MappingProxyType({})) -> tuple[int, int]:
    """How many of a sheet's columns a grid's header names, and how many required ones it lacks."""
    found = _best(_top_rows(grid), naming_of(sheet, given))
    if found is None:
        return 0, len(sheet.required)
    if _label_columns(grid, sheet, found):
        found.columns.setdefault(sheet.columns[0].name, 0)
    return found.score, sum(name not in found.columns for name in sheet.required)


def text_above(grid: SheetGrid, header: Header) -> Iterator[tuple[int, int, str]]:
    """The texts above a header: its title, a unit, a date; each with its row and column from 0."""
    for row in range(header.row):
        for column, cell in enumerate(grid.rows[row]):
            if isinstance(cell, str) and not is_blank(cell):
                yield row, column, cell


def _top_rows(grid: SheetGrid) -> Rows:
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


def _merged_depth(grid: SheetGrid, row: int) -> int:
    """The rows of a header whose merged cells begin in ``row``, at least one."""
    ends = (span.last_row for span in grid.layout.merged if span.row == row)
    return max([row, *ends]) - row + 1


def _best(rows: Rows, naming: HeaderWordings) -> _Found | None:
    """The row, or the rows together, with most of the names; the first of several: data cannot outdo it."""
    named = [
        {index: meant for index, cell in enumerate(row) if (meant := naming.meant(cell)) is not None}
        for row in rows
    ]
    best: _Found | None = None
    for row in range(len(rows)):
        for depth in range(1, _MOST_HEADER_ROWS + 1):
            part = named[row : row + depth]
            if len(part) < depth or not all(part) or not _fit_together(rows, row, part):
                break
            found = _found(row, part)
            if found.score >= _FEWEST_NAMES and (best is None or found.score > best.score):
                best = found
    return best


def _fit_together(rows: Rows, row: int, part: Sequence[Mapping[int, tuple[str, bool]]]) -> bool:
    """Whether rows make one header: what one row names, the rows below leave blank or say again."""
    if len(part) == 1:
        return True
    above, below = part[:-1], row + len(part) - 1
    return all(
        is_blank(rows[below][index]) or (part[-1].get(index) is not None)
        for names in above
        for index in names
    ) and any(index not in names for names in above for index in part[-1])


def _found(row: int, part: Sequence[Mapping[int, tuple[str, bool]]]) -> _Found:
    """The columns that the rows name, their own names first; the lower row says it more exactly."""
    of_index: dict[int, tuple[str, bool]] = {}
    for names in part:
        of_index.update(names)
    columns: dict[str, int] = {}
    own: set[str] = set()
    doubled: list[tuple[str, int]] = []
    for is_own in (True, False):
        for index, (name, has_own_name) in sorted(of_index.items()):
            if has_own_name is not is_own:
                continue
            if name not in columns:
                columns[name] = index
                own.update({name} if is_own else ())
            elif is_own or name not in own:
                doubled.append((name, index))
    return _Found(row, len(part), columns, own, doubled)


def _label_columns(grid: SheetGrid, sheet: Sheet, found: _Found) -> tuple[int, ...]:
    """The columns of an official table's labels: all that stand left of its first figures."""
    label = sheet.columns[0]
    if not sheet.is_table or label.choices is None:
        return ()
    counts = [index for name, index in found.columns.items() if sheet.column(name).kind in QUANTITIES]
    if not counts:
        return ()
    begins = found.columns.get(label.name, 0)
    others = {index for name, index in found.columns.items() if name != label.name}
    labels = tuple(takewhile(lambda index: index not in others, range(begins, min(counts))))
    if label.name in found.columns:
        return labels
    # A table without a name above its labels is known by them.
    is_known = any(
        means(str(row[index]), label.choices)
        for row in grid.rows[found.row + found.depth :][:DEEPEST_HEADER]
        for index in labels
        if index < len(row) and isinstance(row[index], str)
    )
    return labels if is_known else ()


def _strange(top: Rows, found: _Found, known: Iterable[int]) -> dict[str, int]:
    """The headers that are no column of the sheet, with their index."""
    taken = set(known)
    lines = top[found.row : found.row + found.depth]
    return {
        " ".join(str(cell).split()): index
        for line in lines
        for index, cell in enumerate(line)
        if index not in taken and not is_blank(cell)
    }


def _tell_other_headers(
    grid: SheetGrid, top: Rows, found: _Found, naming: HeaderWordings, findings: Findings
) -> bool:
    """Whether no other header stands above: the rows between the two would be lost."""
    for row, cells in enumerate(top[: found.row]):
        if len({meant[0] for cell in cells if (meant := naming.meant(cell))}) >= _FEWEST_NAMES:
            findings.error(
                "ledger.header_again",
                Place(grid.file, grid.sheet, f"第{row + 1}行"),
                f"上面还有一个表头，它到第{found.row}行之间的行没有读取",
                remedy="请把几张表分开放到几张工作表；列名相同的，请上下接成一张",
            )
            return False
    return True


def _tell_parted(
    grid: SheetGrid, found: _Found, naming: HeaderWordings, labels: tuple[int, ...], findings: Findings
) -> bool:
    """Whether no column's header is merged over several columns of cells: nobody can tell which is meant."""
    below = grid.rows[found.row + found.depth :]
    for span in grid.layout.merged:
        row = grid.rows[span.row] if found.row <= span.row < found.row + found.depth else ()
        meant = naming.meant(row[span.column]) if span.column < len(row) else None
        if meant is None or found.columns.get(meant[0]) != span.column or span.column in labels:
            continue
        beside = range(span.column + 1, span.last_column + 1)
        if any(not is_blank(cells[index]) for cells in below for index in beside if index < len(cells)):
            findings.error(
                "ledger.column_duplicate",
                _place(grid, span.row, span.column),
                f"“{meant[0]}”的表头合并了 {len(beside) + 1} 列，分不清应当读哪一列",
                remedy=f"请取消合并，只给应当统计的一列写“{meant[0]}”",
            )
            return False
    return True


def _place(grid: SheetGrid, row: int, index: int) -> Place:
    return Place(grid.file, grid.sheet, f"{column_letter(index)}{row + 1}")


def _tell_no_header(grid: SheetGrid, sheet: Sheet, findings: Findings) -> None:
    required = "、".join(sheet.required)
    findings.error(
        "ledger.header_missing",
        Place(grid.file, grid.sheet),
        "找不到表头行",
        evidence=f"在前 {DEEPEST_HEADER} 行里没有一行写着这张表的列名",
        remedy=f"请在数据上方写一行列名，至少要有：{required or '、'.join(c.name for c in sheet.columns)}",
    )


def _tell_renamed(grid: SheetGrid, found: _Found, top: Rows, findings: Findings) -> None:
    """Tell once which headers were read by another name."""
    renamed: list[tuple[int, int, str]] = []
    for name, index in found.columns.items():
        for row in range(found.row, found.row + found.depth):
            cell = top[row][index]
            if name in found.own and name_key(cell) == name_key(name):
                break
        else:
            written = [r for r in range(found.row, found.row + found.depth) if not is_blank(top[r][index])]
            row = written[-1] if written else found.row
            renamed.append((row, index, name))
    if not renamed:
        return
    row, index, _ = renamed[0]
    told = "；".join(
        f"列名写作“{' '.join(str(top[row][index]).split())}”，按“{name}”读取" for row, index, name in renamed
    )
    findings.notice("ledger.tidied", _place(grid, row, index), told)


def _tell_duplicate(
    grid: SheetGrid, found: _Found, name: str, indices: tuple[int, int], findings: Findings
) -> None:
    first, second = (_place(grid, found.row, index) for index in indices)
    findings.error(
        "ledger.column_duplicate",
        second,
        f"“{name}”一列出现了两次",
        evidence=f"另一列在 {first.cell}",
        remedy="请删去其中一列，或改成别的列名；左右并排放着两张表的，请上下接成一张",
    )


def _tell_missing(
    grid: SheetGrid, row: int, missing: Sequence[str], strange: Mapping[str, int], findings: Findings
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
    grid: SheetGrid, row: int, strange: Mapping[str, int], absent: Sequence[str], findings: Findings
) -> None:
    for text, index in strange.items():
        if name_key(text) in _SILENT_COLUMNS:
            continue
        near = get_close_matches(text, absent, n=1, cutoff=_ALIKE)
        findings.notice(
            "ledger.column_unknown",
            _place(grid, row, index),
            f"“{text}”不是这张表的列，没有读取",
            remedy=f"如果它是“{near[0]}”，请改列名" if near else "",
        )
