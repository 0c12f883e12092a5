"""``tables.toml`` → ``TableDefinition``: the cells of a format's tables, and where each gets its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.formats.tables import Alignment
from report_builder.toml_files import TomlTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.toml_lines import Keys

# Word has no more columns than this; no table of a report has near as many rows.
MAX_COLUMNS: Final = 63
MAX_ROWS: Final = 200
_SMALLEST: Final = 5
_LARGEST: Final = 22
# 版心 is 156 mm wide (GB/T 9704-2012, 5.2.1).
_TYPE_AREA: Final = 156
_ROUNDING: Final = 0.01


class CellDefinition(TomlTable, frozen=True, kw_only=True):
    """A cell: a ``label``, or a figure.

    ``figure`` is a path of ``statistics.json``, ``sum_of`` several that are added up; ``work`` is an
    indicator of 工作情况 in the ``unit``, and wins over the counted figure where both stand; ``less`` is an
    indicator that is taken off it. ``suffix`` is printed after the figure. ``optional``: an indicator that
    nobody gives is nil without a word.
    """

    label: str = ""
    figure: str = ""
    sum_of: tuple[str, ...] = ()
    work: str = ""
    less: str = ""
    unit: str = ""
    suffix: str = ""
    optional: bool = False
    columns: int = 1
    rows: int = 1
    head: bool = False
    vertical: bool = False
    align: Alignment = Alignment.CENTER

    @property
    def has_figure(self) -> bool:
        """Whether the cell is filled in each year."""
        return bool(self.paths or self.work)

    @property
    def paths(self) -> tuple[str, ...]:
        """The figures that the ledgers count for it."""
        return (self.figure,) if self.figure else self.sum_of


class RowDefinition(TomlTable, frozen=True, kw_only=True):
    """A row: the cells that begin in it, then one for each of the table's ``series`` under ``figures``.

    ``sums_of`` are several stems in the place of ``figures``, whose figures are added up.
    """

    cells: tuple[CellDefinition, ...] = ()
    figures: str = ""
    sums_of: tuple[str, ...] = ()


class TableDefinition(TomlTable, frozen=True, kw_only=True):
    """A table of the section numbered ``section``; ``widths`` in millimetres.

    ``small`` sets it in the template's styles for tables of many columns; a ``size`` in points wins over
    theirs. ``series`` are the last steps of the paths that a row's ``figures`` begins. A table that
    is to stand ``together`` is moved to the next page whole.
    """

    name: str
    section: int
    widths: tuple[float, ...]
    small: bool = False
    size: float | None = None
    head_rows: int = 0
    together: bool = False
    series: tuple[str, ...] = ()
    rows: tuple[RowDefinition, ...]

    def cells(self, row: RowDefinition) -> tuple[CellDefinition, ...]:
        """All the cells that begin in a row."""
        stems = (row.figures,) if row.figures else row.sums_of
        series = self.series if stems else ()
        return (
            *row.cells,
            *(CellDefinition(sum_of=tuple(f"{stem}.{each}" for stem in stems)) for each in series),
        )


class AddedRow(TomlTable, frozen=True, kw_only=True):
    """A row that a format's table of applications has besides those of ``requests.toml``, behind one."""

    key: str
    label: str
    number: str
    heading: str = ""
    after: str


class TableFile(TomlTable, frozen=True, kw_only=True):
    """``tables.toml`` as it is written."""

    tables: tuple[TableDefinition, ...]
    request_rows: tuple[AddedRow, ...] = ()


def check_tables(tables: tuple[TableDefinition, ...], sections: int) -> Iterator[tuple[Keys, str]]:
    """Each fault that the shape alone does not show, with the key at which it stands."""
    for number, table in enumerate(tables):
        keys: Keys = ("tables", number)
        if not 1 <= table.section <= sections:
            yield (*keys, "section"), f"表“{table.name}”属于第{table.section}部分，格式里没有这一部分"
        if table.size is not None and not _SMALLEST <= table.size <= _LARGEST:
            yield (
                (*keys, "size"),
                f"表“{table.name}”的字号 {table.size:g} 磅不在 {_SMALLEST} 至 {_LARGEST} 之间",
            )
        sound_widths = all(0 < width <= _TYPE_AREA for width in table.widths)
        if not (table.widths and sound_widths and sum(table.widths) < _TYPE_AREA + _ROUNDING):
            yield (*keys, "widths"), f"表“{table.name}”各列的宽度要大于 0，合计不超过版心的 {_TYPE_AREA} 毫米"
        if len(table.rows) > MAX_ROWS or len(table.widths) > MAX_COLUMNS:
            yield keys, f"表“{table.name}”太大，最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列"
        else:
            yield from (((*keys, *fault), message) for fault, message in _faulty_rows(table))


def _faulty_rows(table: TableDefinition) -> Iterator[tuple[Keys, str]]:
    """Rows whose cells leave a hole in the grid or lie upon each other, and cells of two minds."""
    covered = [0] * len(table.widths)
    for number, row in enumerate(table.rows):
        keys: Keys = ("rows", number)
        where = f"表“{table.name}”第{number + 1}行"
        for place, cell in enumerate(row.cells):
            yield from (((*keys, "cells", place), f"{where}：{fault}") for fault in _faulty_cell(cell))
        ends = len(table.rows) if number >= table.head_rows else table.head_rows
        if any(number + cell.rows > ends for cell in row.cells):
            yield keys, f"{where}有单元格伸到了{'表' if number >= table.head_rows else '表头'}外面"
        if not _fits(table.cells(row), covered):
            yield keys, f"{where}的单元格与 {len(table.widths)} 列对不上，请核对 columns 和 rows"
            return  # what follows would only repeat it
    if not 0 <= table.head_rows < len(table.rows):
        yield ("head_rows",), f"表“{table.name}”的表头要比整个表短"


def _fits(cells: tuple[CellDefinition, ...], covered: list[int]) -> bool:
    """Whether a row's cells fill what is free in it; ``covered`` has for how many rows a column is taken."""
    column = 0
    for cell in cells:
        while column < len(covered) and covered[column]:
            column += 1
        span = range(column, column + cell.columns)
        if column + cell.columns > len(covered) or any(covered[each] for each in span):
            return False
        for each in span:
            covered[each] = cell.rows
        column += cell.columns
    is_full = all(covered)
    covered[:] = [rows - 1 for rows in covered]
    return is_full


def _faulty_cell(cell: CellDefinition) -> Iterator[str]:
    if cell.columns < 1 or cell.rows < 1:
        yield "columns 和 rows 要写 1 或更大的整数"
    if cell.label and cell.has_figure:
        yield f"“{cell.label}”是文字，不能再写 figure、sum_of 或 work"
    if cell.figure and cell.sum_of:
        yield f"figure（“{cell.figure}”）和 sum_of 只能写一种"
    if cell.less and not cell.work:
        yield f"less（“{cell.less}”）要和 work 写在一起"
