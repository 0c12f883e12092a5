"""The statutory tables' figures, counted or filled in → ``CountGrid``: cells by row and column, placed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from report_builder.ledgers import sheets
from report_builder.request_rows import TOTAL, shipped_rows
from report_builder.statistics.rows import APPLICANTS, DISPUTE_OUTCOMES, SUITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.diagnostics import Place
    from report_builder.ledgers.frames import LedgerEntry, Ledgers
    from report_builder.reports.report import StatutoryFigure
    from report_builder.request_rows import RequestRow
    from report_builder.statistics.tallies import ByApplicant, DisputeFigures, Outcomes

TOTAL_COLUMN: Final = "总计"
_REQUESTS: Final = ("requests", (*APPLICANTS.values(), "total"))
_DISPUTES: Final = ("litigation", (*DISPUTE_OUTCOMES.values(), "total"))
_NIL: Final = (0,) * (len(APPLICANTS) + 1)


class GridRow(Struct, frozen=True):
    """A row: its parts and, in the last cell, the written total; its ``entry`` where it was filled in."""

    key: str
    label: str
    cells: tuple[int, ...]
    entry: LedgerEntry | None = None

    @property
    def surplus(self) -> int:
        """By how much the parts exceed the total."""
        return sum(self.cells[:-1]) - self.cells[-1]


class CountGrid(Struct, frozen=True):
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
        filled = [row.entry for row in self.rows if row.entry is not None]
        entry = self.row(key).entry or (filled[-1] if filled else None)
        return entry.place(self.columns[column]) if entry else None

    def changed(self, key: str, column: int, value: int) -> CountGrid:
        """The grid with another figure in one cell."""
        cells = list(self.row(key).cells)
        cells[column] = value
        rows = (replace(row, cells=tuple(cells)) if row.key == key else row for row in self.rows)
        return replace(self, rows=tuple(rows))


def request_grid(table: Iterable[RequestRow], rows: Iterable[tuple[str, ByApplicant]]) -> CountGrid:
    """The table of applications as it was counted."""
    printed = {row.key: row.printed for row in table}
    return CountGrid(
        "依申请公开统计",
        (*APPLICANTS, TOTAL_COLUMN),
        tuple(GridRow(key, printed[key], (*astuple(row), row.total)) for key, row in rows),
        *_REQUESTS,
    )


def filled_grids(ledgers: Ledgers, table: tuple[RequestRow, ...]) -> list[CountGrid]:
    """The tables of applications as they were filled in, one a workbook; a row left out is nil.

    Only （七）总计 is the sum of the outcomes where it was left out.
    """
    keys = {row.label: row.key for row in table}
    return [
        _complete({keys[label]: cells for label, cells in rows.items() if label in keys}, table)
        for rows in _filled(ledgers, sheets.APPLICATION_TOTALS, "项目", tuple(APPLICANTS))
    ]


def _filled(
    ledgers: Ledgers, sheet: str, label: str, columns: tuple[str, ...]
) -> Iterator[dict[str, tuple[LedgerEntry, tuple[int, ...]]]]:
    """Each table that was filled in: by a row's label its entry and its cells, a blank total their sum."""
    # Whoever only reads a Word report's tables loads no pandas.
    from report_builder.ledgers.frames import FILE, SHEET  # noqa: PLC0415

    filled = ledgers.frame(sheet)
    if not len(filled):  # as nearly everywhere
        return
    for _, frame in filled.groupby([FILE, SHEET], observed=True, sort=False):
        rows: dict[str, tuple[LedgerEntry, tuple[int, ...]]] = {}
        for entry in ledgers.entries(frame):
            counts = tuple(entry.count(column) for column in columns)
            total = sum(counts) if entry[TOTAL_COLUMN] is None else entry.count(TOTAL_COLUMN)
            rows[entry.text(label)] = (entry, (*counts, total))
        yield rows


def _complete(
    filled: Mapping[str, tuple[LedgerEntry, tuple[int, ...]]], table: tuple[RequestRow, ...]
) -> CountGrid:
    outcomes = [filled[row.key][1] for row in table if row.is_outcome and row.key in filled]
    sums = tuple(sum(column) for column in zip(*outcomes, strict=True)) or _NIL
    rows = tuple(
        GridRow(row.key, row.printed, filled[row.key][1], filled[row.key][0])
        if row.key in filled
        else GridRow(row.key, row.printed, sums if row.key == TOTAL else _NIL)
        for row in table
    )
    return CountGrid("依申请公开统计", (*APPLICANTS, TOTAL_COLUMN), rows, *_REQUESTS)


def dispute_grid(disputes: DisputeFigures) -> CountGrid:
    """The table of reviews and suits."""
    rows = tuple(_dispute_row(key, label, disputes.outcomes(key)) for label, key in SUITS.items())
    return CountGrid("复议诉讼", (*DISPUTE_OUTCOMES, TOTAL_COLUMN), rows, *_DISPUTES)


def _dispute_row(key: str, label: str, outcomes: Outcomes) -> GridRow:
    return GridRow(key, label, (*astuple(outcomes), outcomes.total))


def filled_disputes(ledgers: Ledgers) -> list[CountGrid]:
    """The tables of reviews and suits as they were filled in, one a workbook."""
    return [
        CountGrid(
            "复议诉讼统计",
            (*DISPUTE_OUTCOMES, TOTAL_COLUMN),
            tuple(GridRow(SUITS[label], label, cells, entry) for label, (entry, cells) in rows.items()),
            *_DISPUTES,
        )
        for rows in _filled(ledgers, sheets.DISPUTE_TOTALS, "案件类型", tuple(DISPUTE_OUTCOMES))
    ]


def reported_grids(cells: Mapping[str, StatutoryFigure]) -> Iterator[CountGrid]:
    """The tables of applications, of reviews and suits, as a Word report shows them, if it has them whole.

    A cell that is blank, has a stroke or cannot be read counts as nil: others tell of that.
    """
    requests = _request_rows(cells)
    disputes = tuple((key, label) for label, key in SUITS.items())
    for name, columns, rows, (stem, keys) in (
        ("收到和处理政府信息公开申请情况", (*APPLICANTS, TOTAL_COLUMN), requests, _REQUESTS),
        ("政府信息公开行政复议、行政诉讼情况", (*DISPUTE_OUTCOMES, TOTAL_COLUMN), disputes, _DISPUTES),
    ):
        joined = {path.rpartition("+")[2]: cell for path, cell in cells.items() if "+" in path}
        cells = {**joined, **cells}
        paths = [f"{stem}.{key}.{column}" for key, _ in rows for column in keys]
        if all(path in cells for path in paths):
            made = tuple(
                GridRow(key, label, tuple(int(cells[f"{stem}.{key}.{column}"].value or 0) for column in keys))
                for key, label in rows
            )
            places = {path: place for path in paths if (place := cells[path].place) is not None}
            yield CountGrid(name, columns, made, stem, keys, places)


def _request_rows(cells: Mapping[str, StatutoryFigure]) -> tuple[tuple[str, str], ...]:
    """The rows of the table of applications; one that a form does not part stands for its parts."""
    whole: dict[str, tuple[str, str]] = {}
    for path, cell in cells.items():
        if path.startswith("requests.") and "+" in path:
            keys = [each.removeprefix("requests.").rpartition(".")[0] for each in path.split("+")]
            whole |= dict.fromkeys(keys, (keys[-1], cell.row))
    return tuple(dict.fromkeys(whole.get(row.key, (row.key, row.printed)) for row in shipped_rows()))
