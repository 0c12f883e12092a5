"""The tables of a Word report and those that a format demands → the figures in their cells, by path.

A row is known by its last label and by how many figures follow it, so that merged cells, heads repeated on
another page and a table in two pieces are read alike. A row that is not known is left out, never guessed.
Only where the letters of a PDF do not say what they are is a table known by its shape: all of its rows, with
as many figures each as the format's, and no other.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.reports.cells_by_heads import HeadedFigure, find_by_heads
from report_builder.reports.report import UNREAD, Figure, StatutoryFigure, StatutoryTable
from report_builder.reports.row_matching import NEARLY, OTHER, align, bare_label, grade_bare
from report_builder.statistics.declaring import segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.formats.annex_definitions import AnnexDefinition, AnnexRowDefinition
    from report_builder.formats.definitions import ReportFormat
    from report_builder.formats.table_definitions import CellDefinition, TableDefinition
    from report_builder.reports.report import Table, TableCell

_WIDE: Final = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")
_NUMBER: Final = re.compile(r"(-?\d{1,3}(?:,\d{3})+|-?\d{1,15})(\.\d{1,8})?([^\d.]{0,6})")
_STROKES: Final = frozenset({"/", "／", "—", "——", "-", "－", "–", "一", "*"})
# A table, or a piece of one, is known by a quarter of its rows.
_SHARE: Final = 0.25


class DemandedCell(Struct, frozen=True):
    """A cell that is to hold a figure: its path in ``statistics.json``, and what its column is called."""

    path: str
    column: str
    heads: tuple[str, ...] = ()


class DemandedRow(Struct, frozen=True):
    """A row with figures: the label before them; ``units`` counts the cells between the two."""

    label: str
    cells: tuple[DemandedCell, ...]
    units: int = 0


class DemandedTable(Struct, frozen=True):
    """A table as a format demands it."""

    name: str
    rows: tuple[DemandedRow, ...]


def find_tables(tables: Sequence[Table], report_format: ReportFormat) -> tuple[StatutoryTable, ...]:
    """The format's tables as the report fills them; one that is not found has no figures."""
    return tuple(_fill(pattern, tables) for pattern in demanded_tables(report_format))


def find_by_place(tables: Sequence[Table], report_format: ReportFormat) -> tuple[StatutoryTable, ...]:
    """The same of tables whose labels cannot be read: a table is the one that has its shape."""
    unread = [table for table in tables if _is_unread(table)]
    return tuple(_fill_by_place(pattern, unread) for pattern in demanded_tables(report_format))


def figure_paths(report_format: ReportFormat) -> frozenset[str]:
    """The paths of the cells that the format's tables have for figures."""
    rows = (row for each in demanded_tables(report_format) for row in each.rows)
    return frozenset(cell.path for row in rows for cell in row.cells)


def share_filled(tables: Sequence[StatutoryTable], report_format: ReportFormat) -> float:
    """Of how many of a format's figures the tables that were found have one, from 0 to 1."""
    wanted = sum(len(row.cells) for pattern in demanded_tables(report_format) for row in pattern.rows)
    cells = (cell for table in tables for cell in table.figures)
    found = sum(cell.value is not None or not cell.written or is_stroke(cell.written) for cell in cells)
    return found / wanted if wanted else 0.0


def read_number(written: str) -> Decimal | None:
    """A cell's text as a number, with or without a unit behind it; ``None`` for anything else."""
    match = _NUMBER.fullmatch("".join(written.split()).translate(_WIDE))
    return Decimal(f"{match[1].replace(',', '')}{match[2] or ''}") if match else None


def is_stroke(written: str) -> bool:
    """Whether a cell's text only says that there is no figure."""
    return "".join(written.split()) in _STROKES


def demanded_tables(report_format: ReportFormat) -> Iterator[DemandedTable]:
    """The tables of a format with the cells that are to hold figures."""
    yield from (_of_table(table) for table in report_format.tables)
    if report_format.annex:
        yield _of_annex(report_format.annex)


def _of_annex(annex: AnnexDefinition) -> DemandedTable:
    rows = (
        DemandedRow(row.label, (DemandedCell(path_of_row(row), annex.columns[-1]),), units=1)
        for row in annex.rows
        if not row.is_caption
    )
    return DemandedTable(annex.title, tuple(rows))


def path_of_row(row: AnnexRowDefinition) -> str:
    """By what the figure of an annex's row is known in a report."""
    return row.figure or "+".join(row.sum_of) or f"annex.{segment(row.label)}"


def _of_table(table: TableDefinition) -> DemandedTable:
    """The rows of a format's table that hold figures, each under its last label."""
    heads: dict[int, tuple[str, ...]] = {}
    reaching: dict[int, tuple[CellDefinition, int]] = {}
    rows: list[DemandedRow] = []
    taken: set[str] = set()
    for row in table.rows:
        label, figures, column = "", [], 0
        beginning = iter(table.cells(row))
        while column < len(table.widths):
            cell, left = reaching.pop(column, (None, 0))
            if cell is None:
                cell = next(beginning)
                left = cell.rows
            if left > 1:
                reaching[column] = (cell, left - 1)
            if cell.has_figure:
                path = path_of_cell(cell, taken)
                above = heads.get(column, ())
                figures.append(DemandedCell(path, above[-1] if above else "", above))
            else:
                label = cell.label
                for under in range(column, column + cell.columns):
                    own = heads.get(under, ())
                    heads[under] = own if own[-1:] == (cell.label,) else (*own, cell.label)
            column += cell.columns
        if figures:
            rows.append(DemandedRow(label, tuple(figures)))
    return DemandedTable(table.name, tuple(rows))


def path_of_cell(cell: CellDefinition, taken: set[str]) -> str:
    """By what a cell's figure is known in a report; ``taken`` are those of the table's cells before it.

    Two cells may show the same figure unless one was reported otherwise: the second is known by that.
    """
    path = "+".join(cell.paths)
    if cell.work and (not path or path in taken):
        path = f"work.{segment(cell.work)}"
    taken.add(path)
    return path


def _fill(pattern: DemandedTable, tables: Sequence[Table]) -> StatutoryTable:
    """The figures of the tables that are this one, or a part of it."""
    found: dict[str, StatutoryFigure] = {}
    read: list[int] = []
    for table in tables:
        filled = dict(_match(pattern, table))
        if filled and (read or len(filled) >= _SHARE * len(pattern.rows)):
            cells = (
                figure
                for row, line in filled.items()
                for figure in _figures(pattern.name, pattern.rows[row], line)
            )
            fresh = {figure.path: figure for figure in cells if figure.path not in found}
            if fresh:
                found.update(fresh)
                read.append(table.number)
    if not found:
        return _fill_by_heads(pattern, tables)
    lacking = tuple(row.label for row in pattern.rows if all(cell.path not in found for cell in row.cells))
    return StatutoryTable(pattern.name, tuple(found.values()), tuple(read), lacking)


def _fill_by_heads(pattern: DemandedTable, tables: Sequence[Table]) -> StatutoryTable:
    """The figures of a table that is laid out otherwise; none where most of them are not told apart."""
    wanted = [(row, cell) for row in pattern.rows for cell in row.cells]
    headed = [HeadedFigure(number, row.label, cell.heads) for number, (row, cell) in enumerate(wanted)]
    may_be = {
        id(cell): not cell.text.strip() or is_stroke(cell.text) or read_number(cell.text) is not None
        for table in tables
        for row in table.rows
        for cell in row
    }
    found = find_by_heads(headed, tables, may_be)
    figures = [
        figure
        for number, (_, cell) in sorted(found.items())
        for figure in _figures(
            pattern.name, DemandedRow(wanted[number][0].label, (wanted[number][1],)), (cell,)
        )
    ]
    have = {figure.path for figure in figures}
    lacking = {row.label or cell.column for row, cell in wanted if have and cell.path not in have}
    return StatutoryTable(
        pattern.name,
        tuple(figures),
        tuple(sorted({table for table, _ in found.values()})),
        tuple(sorted(lacking)),
    )


def _is_unread(table: Table) -> bool:
    """Whether most of what is no figure in a table cannot be read."""
    words = "".join(cell.text for row in table.rows for cell in row if not _may_be_figure(cell.text))
    return words.count(UNREAD) > len(words) / 2


def _fill_by_place(pattern: DemandedTable, tables: Sequence[Table]) -> StatutoryTable:
    """The figures of the one table of the pattern's shape; none where no table has it, or two have."""
    wanted = [len(row.cells) for row in pattern.rows]
    fitting = []
    for table in tables:
        lines = [line for line in _covering(table) if _trailing_figures(line)]
        if [_trailing_figures(line) for line in lines] == wanted:
            fitting.append((table.number, lines))
    if len(fitting) != 1:
        return StatutoryTable(pattern.name, (), ())
    number, lines = fitting[0]
    figures = (
        figure
        for row, line in zip(pattern.rows, lines, strict=True)
        for figure in _figures(pattern.name, row, line[-len(row.cells) :])
    )
    return StatutoryTable(pattern.name, tuple(figures), (number,))


def _trailing_figures(line: Line) -> int:
    """How many cells at a line's end may hold figures; none where none does."""
    texts = [cell.text for cell in reversed(line)]
    count = next((number for number, text in enumerate(texts) if not _may_be_figure(text)), len(texts))
    return count if any(map(str.isdigit, "".join(texts[:count]))) else 0


Line = tuple["TableCell", ...]


def _match(pattern: DemandedTable, table: Table) -> Iterator[tuple[int, Line]]:
    """The pattern's rows by number, each with the cells of the row that it is in the table."""
    lines = list(_covering(table))
    found = align(_grades(pattern.rows, lines))
    for number, at in sorted(found.items()):
        yield number, lines[at][-len(pattern.rows[number].cells) :]


class _Labelled(Struct, frozen=True):
    """A line: the label before its figures, as it is compared; ``None`` where none stands there.

    ``is_bare`` where the line has figures and nothing else.
    """

    label: str | None
    is_bare: bool


def _grades(rows: Sequence[DemandedRow], lines: Sequence[Line]) -> list[list[int]]:
    """How well each line has the label of each row before as many figures."""
    shapes = {(len(row.cells), row.units) for row in rows}
    labelled = {shape: [_labelled(line, *shape) for line in lines] for shape in shapes}
    return [[_grade(row, line) for line in labelled[len(row.cells), row.units]] for row in rows]


def _labelled(line: Line, count: int, units: int) -> _Labelled | None:
    """A line with the label before so many figures; ``None`` where it cannot have so many."""
    if len(line) < count + units:
        return None
    if count > 1 and sum(_may_be_figure(cell.text) for cell in line[-count:]) < count / 2:
        return None
    label = None if len(line) == count + units else bare_label(line[-count - units - 1].text)
    return _Labelled(label, len(line) == count)


def _grade(row: DemandedRow, line: _Labelled | None) -> int:
    if line is None:
        return OTHER
    if not row.label or line.label is None:
        return NEARLY if line.is_bare and (len(row.cells) > 1 or not row.label) else OTHER
    return grade_bare(bare_label(row.label), line.label)


@lru_cache(maxsize=10_000)
def _may_be_figure(text: str) -> bool:
    if UNREAD in text:
        return False
    return not text.strip() or any(map(str.isdigit, text)) or is_stroke(text)


def _covering(table: Table) -> Iterator[Line]:
    """For each row of a table the cells that stand in it, those that reach down into it among them."""
    reaching: list[tuple[TableCell, int]] = []
    for row in table.rows:
        cells = sorted((*row, *(cell for cell, _ in reaching)), key=lambda cell: cell.column)
        yield tuple(cells)
        reaching = [(cell, left - 1) for cell, left in reaching if left > 1]
        reaching += [(cell, cell.rows - 1) for cell in row if cell.rows > 1]


def _figures(table: str, row: DemandedRow, line: Line) -> Iterator[StatutoryFigure]:
    for wanted, cell in zip(row.cells, line, strict=True):
        tags = [
            inline.tag for each in cell.paragraphs for inline in each.inlines if isinstance(inline, Figure)
        ]
        place = cell.paragraphs[0].place if cell.paragraphs else None
        written = cell.text.strip()
        yield StatutoryFigure(
            wanted.path,
            table,
            row.label,
            wanted.column,
            read_number(written),
            written,
            place,
            tags[0] if tags else "",
        )
