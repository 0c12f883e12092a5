"""A grid under its header → the columns of raw cells, and which rows hold records; of the others it tells."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from msgspec import Struct, field

from report_builder.ledgers import cells
from report_builder.ledgers.conversions import Distinct, FreeTexts, convert_texts, distinct
from report_builder.ledgers.declarations import QUANTITIES, ColumnKind
from report_builder.ledgers.opening.layouts import spell_rows
from report_builder.ledgers.other_rows import RowAsWritten, has_mark, judge, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.declarations import Sheet
    from report_builder.ledgers.frames import SheetOrigin
    from report_builder.ledgers.headers import Header
    from report_builder.ledgers.open_sheets import OpenSheet
    from report_builder.ledgers.opening.grids import SheetGrid
    from report_builder.ledgers.opening.layouts import CellRange
    from report_builder.ledgers.other_rows import OtherRow

_WIDE: Final = 3  # columns that a title among the rows spans
_MOST_NAMED: Final = 8
_OPENINGS: Final = "※【 \u3000"
_BETWEEN: Final = "\ue000"  # for private use, and in no cell
_SPOKEN: Final = (
    "计",
    "汇总",
    "次页",
    "前页",
    "下页",
    "上页",
    "一页",
    ":",
    "：",
    *(f"{_BETWEEN}{opening}" for opening in _OPENINGS),
)
_LONGEST_TOTAL: Final = 24
_LONGEST_ROLE: Final = 12  # 科室负责人（签字）：
_MOST_SKIPPED_TOLD: Final = 8
_ROWS_AT_ONCE: Final = 1_000


class LedgerTable(Struct):
    """The rows under a header, from the first on: their cells by declared column, and which are records.

    ``texts`` are the columns of free text, ``lists`` the others. ``unfilled`` are rows of which only the
    listed label stands. ``merged`` gives the rows whose cell a merged
    cell above covers, by column. ``entries`` counts the rows that hold a record, right or wrong.
    """

    sheet: Sheet
    origin: SheetOrigin
    first: int
    texts: dict[str, FreeTexts]
    lists: dict[str, Distinct]
    raw: dict[str, list[RawCell]]
    records: NDArray[np.bool_]
    unfilled: NDArray[np.bool_]
    merged: Mapping[str, Mapping[int, CellRange]] = field(default_factory=dict)

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The rows' numbers, as the spreadsheet program shows them."""
        return np.arange(len(self.records), dtype="int64") + self.first + 1

    @property
    def entries(self) -> int:
        """How many rows hold a record."""
        return int(self.records.sum())

    def is_blank(self, column: str) -> NDArray[np.bool_]:
        """The rows whose cell is empty; all where the sheet has no such column."""
        if column in self.lists:
            found = self.lists[column]
            return found.rows([cells.is_blank(cell) for cell in found.cells])
        if column in self.texts:
            return self.texts[column].is_blank()
        return np.ones(len(self.records), dtype=bool)


def table_of(opened: OpenSheet) -> LedgerTable:
    """The table under a header; tells of the rows that hold no record, and of what is hidden."""
    grid, header, sheet, findings = opened.grid, opened.header, opened.sheet, opened.findings
    below = grid.rows[header.first :]
    every = _columns(below, len(grid.rows[header.row]))
    raw, merged = _declared(grid, header, every)
    if header.labels:
        raw[sheet.columns[0].name] = _last_filled([every[index] for index in header.labels])
    _spread(grid, header, raw, merged)
    texts = {name: convert_texts(raw[name]) for name in raw if sheet.column(name).kind is ColumnKind.TEXT}
    lists = {name: distinct(raw[name]) for name in raw if name not in texts}
    none = np.zeros(len(below), bool)
    table = LedgerTable(sheet, opened.origin, header.first, texts, lists, raw, none, none, merged)
    _find_records(table, opened, every)
    _strip_marks(table, findings)
    _tell_unfilled(table, findings)
    _tell_hidden(table, grid, header, findings)
    return table


def _columns(rows: Sequence[Sequence[RawCell]], width: int) -> list[list[RawCell]]:
    """The cells by column, some rows at a time: the processor's own memory has room for so many."""
    columns: list[list[RawCell]] = [[] for _ in range(width)]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        for column, cells_of in zip(
            columns, zip(*rows[start : start + _ROWS_AT_ONCE], strict=True), strict=True
        ):
            column.extend(cells_of)
    return columns


def _declared(
    grid: SheetGrid, header: Header, every: Sequence[list[RawCell]]
) -> tuple[dict[str, list[RawCell]], dict[str, dict[int, CellRange]]]:
    """The cells of the declared columns, and the rows that merged cells cover in each."""
    raw = {name: every[index] for name, index in header.columns.items()}
    merged: dict[str, dict[int, CellRange]] = {name: {} for name in raw}
    covered = grid.layout.covered(len(grid.rows))
    if covered:
        names = {index: name for name, index in header.columns.items()}
        for (row, column), span in covered.items():
            if column in names and row >= header.first and span.row >= header.first:
                merged[names[column]][row - header.first] = span
    return raw, merged


def _last_filled(columns: Sequence[Sequence[RawCell]]) -> list[RawCell]:
    """The labels of an official table: of several columns the last that is filled."""
    return [
        next((cell for cell in reversed(row) if not cells.is_blank(cell)), "")
        for row in zip(*columns, strict=True)
    ]


def _spread(
    grid: SheetGrid, header: Header, raw: dict[str, list[RawCell]], merged: Mapping[str, dict[int, CellRange]]
) -> None:
    """Give what a merged cell says to each of its rows."""
    for name, rows in merged.items():
        if rows and header.columns.get(name) not in header.labels:
            raw[name] = list(raw[name])
            for row, span in rows.items():
                raw[name][row] = grid.rows[span.row][span.column]


def _find_records(table: LedgerTable, opened: OpenSheet, every: Sequence[Sequence[RawCell]]) -> None:
    """Tell records from other rows; only those that may be another kind of row are looked at one by one."""
    grid, header, sheet = opened.grid, opened.header, opened.sheet
    names = {
        grid.rows[row][column]: name
        for name, column in header.columns.items()
        for row in range(header.row, header.first)
    }
    names.pop("", None)
    filled, doubtful = _doubtful(table, opened, every, names)
    records = filled & ~doubtful
    runs = list(accumulate(records.tolist(), initial=0))
    wide = grid.layout.rows_of_wide_cells(_WIDE)
    unread = sorted(set(range(len(every))) - {*header.columns.values(), *header.labels})
    closed, last = False, 0
    skipped: list[tuple[int, OtherRow]] = []
    for row in np.flatnonzero(filled & doubtful).tolist():
        closed = closed and runs[row] == runs[last]
        last = row
        line = RowAsWritten(
            [cell for column in every if not cells.is_blank(cell := column[row])],
            {name: cells_of[row] for name, cells_of in table.raw.items()},
            row + header.first in wide,
            [every[index][row] for index in unread],
        )
        other = judge(line, sheet, names, closed=closed)
        closed = other is not None and (closed or other.closes)
        if other is None:
            records[row] = True
        else:
            skipped.append((row, other))
    table.unfilled = records & _unfilled(table)
    table.records = records & ~table.unfilled
    _tell_skipped(table, skipped, opened.findings)


def _doubtful(
    table: LedgerTable, opened: OpenSheet, every: Sequence[Sequence[RawCell]], names: Mapping[RawCell, str]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The rows that are filled at all, and those that may hold no record."""
    header, sheet = opened.header, opened.sheet
    blank = {name: table.is_blank(name) for name in table.raw}
    filled = ~np.logical_and.reduce(list(blank.values()))
    doubtful = _unfilled(table)
    for row in opened.grid.layout.rows_of_wide_cells(_WIDE):
        if row >= header.first:
            doubtful[row - header.first] = True
    for name in sheet.required:
        doubtful |= blank.get(name, True)
        if name in table.lists:
            found = table.lists[name]
            doubtful |= found.rows([says_nothing(cell) for cell in found.cells])
    known = {index: name for name, index in header.columns.items()}
    begins = min((header.columns[name] for name in sheet.required if name in table.texts), default=-1)
    for index, column in enumerate(every):
        name = known.get(index, "")
        if name in table.lists:
            found = table.lists[name]
            doubtful |= found.rows([_speaks(cell, names) for cell in found.cells])
        elif not name or index <= begins or table.texts[name].marked:
            # What is no record says so where it begins; if its first cell is blank, it lacks a required one.
            spoken = _spoken_rows(column)
            doubtful[spoken] = filled[spoken] = True
    return filled, doubtful


def _speaks(cell: RawCell, names: Mapping[RawCell, str]) -> bool:
    """Whether a cell may say that its row is a total, a note, an example or a header."""
    return type(cell) is str and bool(cell) and (cell in names or _is_spoken(cell))


def _spoken_rows(column: Sequence[RawCell]) -> list[int]:
    """The rows of a column whose cell may belong to no record, by letters that all of them have."""
    texts = cast("Sequence[str]", column)
    try:
        together = "".join((_BETWEEN, _BETWEEN.join(texts)))
    except TypeError:  # numbers or dates among them
        texts = [cell if type(cell) is str else "" for cell in column]
        together = "".join((_BETWEEN, _BETWEEN.join(texts)))
    if together.count(_BETWEEN) != len(texts):
        return [row for row, text in enumerate(texts) if text and _is_spoken(text)]
    found = [at for mark in _SPOKEN for at in _places(mark, together)]
    if not found:
        return []
    ends = np.fromiter(accumulate(len(text) + 1 for text in texts), "int64", len(texts))
    return [
        row
        for row in np.unique(np.searchsorted(ends, found, side="right")).tolist()
        if _is_spoken(texts[row])
    ]


def _places(mark: str, text: str) -> Iterator[int]:
    """Where a mark stands in a text."""
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + len(mark))


def _is_spoken(cell: str) -> bool:
    if (
        cell[0] in _OPENINGS
        or ":" in cell[:_LONGEST_ROLE]
        or "：" in cell[:_LONGEST_ROLE]
        or cell[-1] in ":："
    ):
        return True
    return len(cell) <= _LONGEST_TOTAL and ("计" in cell or "汇总" in cell or "页" in cell)


def _unfilled(table: LedgerTable) -> NDArray[np.bool_]:
    """The rows of which only the label stands that the blank workbook lists."""
    sheet = table.sheet
    if not sheet.lists_rows:
        return np.zeros(len(table.records), bool)
    quantities = [column.name for column in sheet.columns if column.kind in QUANTITIES]
    nothing = np.logical_and.reduce([table.is_blank(name) for name in quantities])
    unfilled: NDArray[np.bool_] = nothing & ~table.is_blank(sheet.columns[0].name)
    return unfilled


def _strip_marks(table: LedgerTable, findings: Findings) -> None:
    """Take 【示例】 off the cells of records that were copied from the example, and say so."""
    marked = np.zeros(len(table.records), bool)
    for name, texts in table.texts.items():
        if texts.marked:
            marked |= np.asarray(list(map(has_mark, texts.cells)), dtype=bool)
            bare = [_without_mark(text) if has_mark(text) else text for text in texts.cells]
            table.texts[name] = FreeTexts(bare, odd=texts.odd)
    for name, found in table.lists.items():
        if any(map(has_mark, found.cells)):
            marked |= found.rows(list(map(has_mark, found.cells)))
            values = [_without_mark(str(cell)) if has_mark(cell) else cell for cell in found.cells]
            table.lists[name] = Distinct(found.codes, values)
    rows = np.flatnonzero(marked & table.records)
    if len(rows):
        findings.notice(
            "ledger.example_mark",
            table.origin.cell(int(table.numbers[rows[0]]), ""),
            f"有 {len(rows)} 行前面留着“{cells.EXAMPLE_MARK}”，内容与示例不同，照常计入："
            f"第 {spell_rows(rows + table.first)} 行",
            remedy="不应当计入的，请删去这些行；应当计入的，请去掉“【示例】”三个字",
        )


def _without_mark(text: str) -> str:
    return text.lstrip().removeprefix(cells.EXAMPLE_MARK).strip()


def _tell_skipped(table: LedgerTable, skipped: Sequence[tuple[int, OtherRow]], findings: Findings) -> None:
    """Tell of the rows that were passed over, those of one kind together."""
    reasons: dict[str, list[int]] = {}
    for row, other in skipped:
        number = int(table.numbers[row])
        if other.misleads:
            findings.error(
                "ledger.header_again",
                table.origin.cell(number, ""),
                other.reason,
                remedy="请把下面的行按上面表头的列次序移好，或另放到一张工作表",
            )
        elif other.reason:
            reasons.setdefault(other.reason, []).append(number)
    for reason, numbers in reasons.items():
        told = numbers if len(numbers) <= _MOST_SKIPPED_TOLD else numbers[:1]
        more = f"；这样的行共 {len(numbers)} 行：第 {spell_rows(n - 1 for n in numbers)} 行"
        for number in told:
            message = reason if len(told) == len(numbers) else f"{reason}{more}"
            findings.notice("ledger.row_skipped", table.origin.cell(number, ""), message)


def _tell_unfilled(table: LedgerTable, findings: Findings) -> None:
    """Tell of listed rows without a number among others; a sheet without any has just not been used."""
    sheet = table.sheet
    unfilled = np.flatnonzero(table.unfilled)
    if not table.entries or not len(unfilled):
        return
    labels = [str(table.raw[sheet.columns[0].name][row]).strip() for row in unfilled]
    named = "、".join(labels[:_MOST_NAMED])
    more = "等" if len(labels) > _MOST_NAMED else ""
    number = next(each.name for each in sheet.columns if each.kind in QUANTITIES)
    counted = "按 0 统计" if sheet.is_table else "按没有填报处理"
    findings.notice(
        "ledger.row_unfilled",
        table.origin.cell(int(table.numbers[unfilled[0]]), number),
        f"有 {len(labels)} 行没有填数量，{counted}",
        evidence=f"没有填的是：{named}{more}",
        remedy="确实没有的请填 0；用不着的行可以留着",
    )


def _tell_hidden(table: LedgerTable, grid: SheetGrid, header: Header, findings: Findings) -> None:
    """Tell of hidden rows and columns, which count as any others do."""
    hidden = [
        row for row in sorted(grid.layout.hidden_rows_among(len(grid.rows)))
        if row >= header.first and table.records[row - header.first]
    ]  # fmt: skip
    if hidden:
        findings.notice(
            "ledger.hidden",
            table.origin.cell(hidden[0] + 1, ""),
            f"隐藏或筛选掉的行照常计入，共 {len(hidden)} 行：第 {spell_rows(hidden)} 行",
            remedy="不应当计入的，请删去这些行",
        )
    columns = grid.layout.hidden_columns_among(len(grid.rows[header.row]))
    told = [
        name
        for name, column in header.columns.items()
        if column in columns and not table.is_blank(name).all()
    ]
    if told:
        place = table.origin.cell(header.row + 1, told[0])
        findings.notice("ledger.hidden", place, f"隐藏的列照常读取：{'、'.join(told)}")
