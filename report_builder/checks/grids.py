"""The statutory tables' figures, counted or filled in → ``Grid``: cells by row and column, each placed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from report_builder.statistics.rows import APPLICANTS, DISPUTE_OUTCOMES, OUTCOMES, REQUEST_ROWS, SUITS, TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.diagnostics import Place
    from report_builder.ledgers.records import ApplicationTotal, Origin
    from report_builder.reports.report import StatutoryFigure
    from report_builder.statistics.figures import ByApplicant, DisputeOutcomes, DisputeStatistics

TOTAL_COLUMN: Final = "总计"
_KEYS: Final = {row.label: row.key for row in REQUEST_ROWS}
_PRINTED: Final = {row.key: row.printed for row in REQUEST_ROWS}
_REQUESTS: Final = ("requests", (*APPLICANTS.values(), "total"))
_DISPUTES: Final = ("litigation", (*DISPUTE_OUTCOMES.values(), "total"))
_NIL: Final = (0,) * (len(APPLICANTS) + 1)


class GridRow(Struct, frozen=True):
    """A row: its parts and, in the last cell, the written total; ``origin`` where it was filled in."""

    key: str
    label: str
    cells: tuple[int, ...]
    origin: Origin | None = None

    @property
    def surplus(self) -> int:
        """By how much the parts exceed the total."""
        return sum(self.cells[:-1]) - self.cells[-1]


class Grid(Struct, frozen=True):
    """A table of counts whose last column is 总计.

    ``stem`` and ``keys`` make the path of a cell: ``requests.new.total``. ``places`` are those of cells whose
    rows nobody filled in, as in a Word report.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    stem: str
    keys: tuple[str, ...]
    places: Mapping[str, Place] = field(default_factory=dict)

    def path(self, key: str, column: int) -> str:
        """The path of a cell in ``statistics.json``."""
        return f"{self.stem}.{key}.{self.keys[column]}"

    def row(self, key: str) -> GridRow:
        """A row by its key; raises ``KeyError`` for one that the grid does not have."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def cell(self, key: str, column: int) -> int:
        """The figure in a row's cell."""
        return self.row(key).cells[column]

    def place(self, key: str, column: int) -> Place | None:
        """The place of a cell; its column in the last row that was filled in, where its own row was not."""
        if self.places:
            return self.places.get(self.path(key, column))
        filled = [row.origin for row in self.rows if row.origin is not None]
        origin = self.row(key).origin or (filled[-1] if filled else None)
        return origin.cell(self.columns[column]) if origin else None

    def changed(self, key: str, column: int, value: int) -> Grid:
        """The grid with another figure in one cell."""
        cells = list(self.row(key).cells)
        cells[column] = value
        rows = (replace(row, cells=tuple(cells)) if row.key == key else row for row in self.rows)
        return replace(self, rows=tuple(rows))


def request_grid(rows: Iterable[tuple[str, ByApplicant]]) -> Grid:
    """The table of applications as it was counted."""
    return Grid(
        "依申请公开统计",
        (*APPLICANTS, TOTAL_COLUMN),
        tuple(GridRow(key, _PRINTED[key], (*astuple(row), row.total)) for key, row in rows),
        *_REQUESTS,
    )


def filled_grids(totals: Iterable[ApplicationTotal]) -> list[Grid]:
    """The tables of applications as they were filled in, one a file; a row left out is nil.

    Only （七）总计 is the sum of the outcomes where it was left out.
    """
    tables: dict[tuple[str, str], dict[str, GridRow]] = {}
    for total in totals:
        source, key = total.origin.source, _KEYS[total.label]
        row = GridRow(key, _PRINTED[key], (*total.counts, total.total), total.origin)
        tables.setdefault((source.file, source.sheet), {})[key] = row
    return [_complete(table) for table in tables.values()]


def _complete(table: dict[str, GridRow]) -> Grid:
    outcomes = [table[row.key].cells for row in OUTCOMES if row.key in table]
    sums = tuple(sum(column) for column in zip(*outcomes, strict=True)) or _NIL
    absent = {row.key: GridRow(row.key, row.printed, sums if row == TOTAL else _NIL) for row in REQUEST_ROWS}
    rows = tuple(table.get(row.key, absent[row.key]) for row in REQUEST_ROWS)
    return Grid("依申请公开统计", (*APPLICANTS, TOTAL_COLUMN), rows, *_REQUESTS)


def dispute_grid(disputes: DisputeStatistics) -> Grid:
    """The table of reviews and suits."""
    return Grid(
        "复议诉讼",
        (*DISPUTE_OUTCOMES, TOTAL_COLUMN),
        tuple(_dispute_row(key, label, getattr(disputes, key)) for label, key in SUITS.items()),
        *_DISPUTES,
    )


def _dispute_row(key: str, label: str, outcomes: DisputeOutcomes) -> GridRow:
    return GridRow(key, label, (*astuple(outcomes), outcomes.total))


def reported_grids(cells: Mapping[str, StatutoryFigure]) -> Iterator[Grid]:
    """The tables of applications, of reviews and suits, as a Word report shows them, if it has them whole.

    A cell that is blank, has a stroke or cannot be read counts as nil: others tell of that.
    """
    requests = tuple((row.key, row.printed) for row in REQUEST_ROWS)
    disputes = tuple((key, label) for label, key in SUITS.items())
    for name, columns, rows, (stem, keys) in (
        ("收到和处理政府信息公开申请情况", (*APPLICANTS, TOTAL_COLUMN), requests, _REQUESTS),
        ("政府信息公开行政复议、行政诉讼情况", (*DISPUTE_OUTCOMES, TOTAL_COLUMN), disputes, _DISPUTES),
    ):
        paths = [f"{stem}.{key}.{column}" for key, _ in rows for column in keys]
        if all(path in cells for path in paths):
            made = tuple(
                GridRow(key, label, tuple(int(cells[f"{stem}.{key}.{column}"].value or 0) for column in keys))
                for key, label in rows
            )
            places = {path: place for path in paths if (place := cells[path].place) is not None}
            yield Grid(name, columns, made, stem, keys, places)
