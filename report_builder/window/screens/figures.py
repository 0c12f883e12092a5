"""统计表: the format's tables filled, each figure beside last year's, and the rows behind it."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from starlette.concurrency import run_in_threadpool

from report_builder.drafts import Draft
from report_builder.filing.marked_tables import NumberedFinding, mark_tables
from report_builder.formats.annex import paths_behind
from report_builder.formats.sourcing import bare
from report_builder.formats.tables import AnnexTable
from report_builder.quantities import plain_number
from report_builder.statistics.catalogue import cells
from report_builder.window.pages import page
from report_builder.window.rows_shown import picture_of
from report_builder.window.screens.waiting import draft_or_wait, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from report_builder.filing.marked_tables import MarkedCell, MarkedTable
    from report_builder.formats.tables import FilledTable
    from report_builder.statistics.contributing_rows import ContributingRow

_MOST_ROWS: Final = 500  # of a figure; the sum is told of all
_MOST_PICTURES: Final = 40


class ShownCell(Struct, frozen=True):
    """A cell of a table: what `checks.html` shows of it, and its figure's path, where it has one."""

    text: str
    columns: int
    rows: int
    scope: str
    is_figure: bool
    is_vertical: bool
    level: int
    path: str
    before: str


class ShownTable(Struct, frozen=True):
    """A table in its head and its bodies."""

    name: str
    head: tuple[tuple[ShownCell, ...], ...]
    bodies: tuple[tuple[tuple[ShownCell, ...], ...], ...]


class RowBehind(Struct, frozen=True):
    """A row behind a figure: where it stands, its number, what it adds, and what it says."""

    file: str
    spot: str
    number: str
    amount: str
    letters: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[str, ...]


async def show_figures(request: Request) -> Response:
    """The tables, and beside them the rows behind the figure that was asked for."""
    year = year_of(request)
    draft = await draft_or_wait(request, year, "figures")
    if not isinstance(draft, Draft):
        return draft
    return await run_in_threadpool(_page, request, year, draft)


def _page(request: Request, year: int, draft: Draft) -> Response:
    path = request.query_params.get("path", "")
    behind = _behind(draft, path) if path else None
    if path and behind is None:
        return page(request, "missing.html", 404)
    is_piece = request.headers.get("hx-request") == "true"
    return page(
        request,
        "rows_behind.html" if is_piece and path else "figures.html",
        year=year,
        screen="figures",
        tables=[] if is_piece and path else _tables(draft),
        behind=behind,
        is_whole=draft.counted is not None and draft.counted.is_whole,
        last_year=draft.counted.last_year if draft.counted else None,
    )


def _tables(draft: Draft) -> list[ShownTable]:
    if draft.tables is None:
        return []
    before = draft.counted.last_year.figures if draft.counted and draft.counted.last_year else {}
    tables: list[AnnexTable | FilledTable] = [
        *draft.tables.statutory,
        *([draft.tables.annex] if draft.tables.annex else []),
    ]
    numbered = [NumberedFinding(number, each) for number, each in enumerate(draft.findings, 1)]
    shown = []
    for table, marked in zip(tables, mark_tables(tables, numbered), strict=True):
        keys = iter(_keys(table))
        sides = {path: _spell(value) for path, value in before.items() if value is not None}
        shown.append(_shown_table(marked, keys, sides))
    return shown


def _keys(table: AnnexTable | FilledTable) -> Iterator[str]:
    """The path of every cell of the marked table, in its order."""
    if isinstance(table, AnnexTable):
        for _ in table.columns:
            yield ""
        for row in table.rows:
            yield from ("", "", row.key)
    else:
        for cells_of_row in table.rows:
            for cell in cells_of_row:
                yield cell.key


def _shown_table(table: MarkedTable, keys: Iterator[str], before: dict[str, str]) -> ShownTable:
    def row_of(row: Sequence[MarkedCell]) -> tuple[ShownCell, ...]:
        return tuple(_shown_cell(cell, next(keys), before) for cell in row)

    head = tuple(row_of(row) for row in table.head)
    bodies = tuple(tuple(row_of(row) for row in body) for body in table.bodies)
    return ShownTable(table.name, head, bodies)


def _shown_cell(cell: MarkedCell, key: str, before: dict[str, str]) -> ShownCell:
    return ShownCell(
        cell.text,
        cell.columns,
        cell.rows,
        cell.scope,
        cell.is_figure,
        cell.is_vertical,
        cell.level,
        key if cell.is_figure else "",
        before.get(key, ""),
    )


class FigureBehind(Struct, frozen=True):
    """A figure, what people call it, the rows behind it, and what they add up to."""

    path: str
    caption: str
    unit: str
    value: str
    total: str
    before: str
    count: int
    rows: tuple[RowBehind, ...]
    carried: bool


def _behind(draft: Draft, path: str) -> FigureBehind | None:
    """The figure and its rows; ``None`` for the path of no figure."""
    statistics = draft.statistics
    if statistics is None:
        return None
    annex = draft.report_format.annex if draft.report_format else None
    of_annex = paths_behind(annex, path, statistics.figures) if annex else ()
    known = {cell.path: cell for cell in cells(statistics.labels)}
    named = [known[part] for part in of_annex or path.split("+") if part in known]
    if not of_annex and len(named) < len(path.split("+")):
        return None
    given = [statistics.figure(cell.path) for cell in named]
    told = [Decimal(value) for value in given if value is not None]
    rows = [row for cell in named for row in statistics.rows_behind(cell.path)]
    return FigureBehind(
        path,
        _caption(draft, path) or "、".join(cell.caption for cell in named),
        named[0].figure.unit if named else "",
        plain_number(sum(told, Decimal())) if told or of_annex else "",
        plain_number(sum((Decimal(row.amount) for row in rows), Decimal())),
        _before(draft, path),
        len(rows),
        tuple(_rows(draft, rows)),
        any(cell.path in statistics.carried for cell in named),
    )


def _caption(draft: Draft, path: str) -> str:
    """What the table calls a row of its own."""
    rows = draft.tables.annex.rows if draft.tables and draft.tables.annex else ()
    return next((bare(row.label) for row in rows if row.key == path), "")


def _before(draft: Draft, path: str) -> str:
    """The figure of the year before; empty where it is not known."""
    last = draft.counted.last_year if draft.counted else None
    value = last.figures.get(path) if last else None
    return "" if value is None else _spell(value)


def _rows(draft: Draft, rows: Sequence[ContributingRow]) -> Iterator[RowBehind]:
    ledgers = draft.counted.ledgers if draft.counted else None
    for number, row in enumerate(islice(rows, _MOST_ROWS)):
        place = row.place
        origin = ledgers.origins.get((place.file, place.sheet)) if ledgers else None
        columns = origin.columns if origin else {}
        picture = picture_of(place, columns, draft.limits) if number < _MOST_PICTURES else None
        meant = next((each for each in picture.rows if each.is_meant), None) if picture else None
        yield RowBehind(
            Path(place.file).name,
            str(place).removeprefix(place.file).removeprefix(" › "),
            row.number,
            plain_number(Decimal(row.amount)),
            picture.letters if picture else (),
            picture.names if picture else (),
            meant.cells if meant else (),
        )


def _spell(value: object) -> str:
    return plain_number(value) if isinstance(value, int | Decimal) else str(value)
