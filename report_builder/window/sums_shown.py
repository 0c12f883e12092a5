"""The workbook of a sum → its tables as a screen shows them, and what each cell is made of."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.agencies.rollup_files import FOUND, MEMBERS, PARTS, SEEN
from report_builder.agencies.standing import ABSENT, NOBODY, Standing, standing_of
from report_builder.agencies.sum_tables import SumForm, form_of_today
from report_builder.diagnostics import Finding, Findings, Place
from report_builder.finding_codes import CATALOGUE
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import read_grids
from report_builder.window.workbook_cells import SEVERITIES, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.ledgers.cells import RawCell

_BEFORE: Final = 2  # the columns of agency and source


class SummedCell(Struct, frozen=True):
    """A figure of the sum: its path, and how it is written."""

    path: str
    text: str


class SummedTable(Struct, frozen=True):
    """A table of the sum."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[SummedCell, ...]], ...]


class Share(Struct, frozen=True):
    """What one agency brought to a figure; empty where that is not known."""

    agency: str
    kind: str
    text: str


class CellMakeup(Struct, frozen=True):
    """A figure of the sum with all that was brought to it, the greatest first; who brought nil is counted."""

    caption: str
    unit: str
    text: str
    shares: tuple[Share, ...]
    nil: int


class ShownSum(Struct, frozen=True):
    """A sum: its tables, who is in it, who has no report (``None`` without a list), and what was found.

    ``members`` have where their figures come from and how they stand, ``absent`` how, in a word and in full;
    ``files`` are those that the figures were read of, ``seen`` the digests of all that were looked at.
    """

    tables: tuple[SummedTable, ...]
    members: tuple[tuple[str, str, str], ...]
    absent: tuple[tuple[str, str, str], ...] | None
    findings: tuple[Finding, ...]
    parts: tuple[tuple[str, str, tuple[str, ...]], ...]
    form: SumForm
    files: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)

    def makeup(self, path: str) -> CellMakeup | None:
        """What a cell is made of; ``None`` for what is no cell of the tables."""
        texts = (cell for table in self.tables for _, cells in table.rows for cell in cells)
        text = next((cell.text for cell in texts if cell.path == path), None)
        if text is None:
            return None
        at = self.form.paths.index(path)
        brought = [(agency, kind, values[at]) for agency, kind, values in self.parts]
        shares = [Share(agency, kind, value) for agency, kind, value in brought if value != "0"]
        shares.sort(key=lambda each: (each.text != "", -Decimal(each.text or 0), each.agency))
        unit = self.form.units.get(path, "件")
        return CellMakeup(self.form.captions[path], unit, text, tuple(shares), len(brought) - len(shares))


def read_sum(path: Path, budget: Budget, others: Callable[[], Iterable[SumForm]]) -> ShownSum | None:
    """The sum as its workbook has it; ``None`` where it is no longer laid out as it was written.

    ``others`` are the forms that it may be in where it is not in today's.
    """
    findings = Findings()
    sheets = {grid.sheet: grid.rows for grid in read_grids(describe(path, budget), findings)}
    if findings.errors:
        return ShownSum((), (), None, tuple(findings.errors), (), form_of_today())
    for form in chain([form_of_today()], _each_of(others)):
        parts = _parts(sheets.get(PARTS, ()), form)
        if parts is not None:
            return _shown(sheets, form, parts)
    return None


def _each_of(others: Callable[[], Iterable[SumForm]]) -> Iterator[SumForm]:
    yield from others()


def _shown(
    sheets: Mapping[str, Sequence[Sequence[RawCell]]],
    form: SumForm,
    parts: tuple[tuple[str, str, tuple[str, ...]], ...],
) -> ShownSum | None:
    tables = [_table(each.name, each.columns, each.rows, sheets.get(each.name, ())) for each in form.tables]
    if any(each is None for each in tables):
        return None
    members = tuple(
        (row[0], row[1], row[2] if row[2] == Standing.FIGURES_ONLY else "")
        for row in _texts(sheets.get(MEMBERS, ())[1:], 3)
    )
    rows = [(row[0], row[1]) for row in _texts(sheets[ABSENT][1:], 2)] if ABSENT in sheets else None
    return ShownSum(
        tuple(each for each in tables if each is not None),
        members,
        None
        if rows is None
        else tuple((name, standing_of(words), words) for name, words in rows if name != NOBODY),
        tuple(_findings(sheets.get(FOUND, ())[1:])),
        parts,
        form,
        tuple(row[3] for row in _texts(sheets.get(MEMBERS, ())[1:], 4) if row[3]),
        dict(_texts(sheets.get(SEEN, ())[1:], 2)),
    )


def _table(
    name: str,
    columns: tuple[str, ...],
    labelled: Sequence[tuple[str, tuple[str, ...]]],
    rows: Sequence[Sequence[RawCell]],
) -> SummedTable | None:
    texts = _texts(rows, len(columns))
    labels = [label for label, _ in labelled]
    if len(texts) <= len(labelled) or tuple(texts[0]) != columns or [row[0] for row in texts[1:]] != labels:
        return None
    shown = tuple(
        (label, tuple(SummedCell(path, text) for path, text in zip(paths, row[1:], strict=True)))
        for (label, paths), row in zip(labelled, texts[1:], strict=True)
    )
    return SummedTable(name, columns, shown)


def _parts(
    rows: Sequence[Sequence[RawCell]], form: SumForm
) -> tuple[tuple[str, str, tuple[str, ...]], ...] | None:
    texts = _texts(rows, _BEFORE + len(form.paths))
    if not texts or texts[0][_BEFORE:] != list(form.captions.values()):
        return None
    found = tuple((row[0], row[1], tuple(row[_BEFORE:])) for row in texts[1:] if row[0])
    try:
        for _, _, values in found:
            for value in values:
                Decimal(value or 0)
    except InvalidOperation:
        return None
    return found


def _findings(rows: Sequence[Sequence[RawCell]]) -> list[Finding]:
    return [
        Finding(code, SEVERITIES[word], Place(place) if place else None, message, evidence, remedy)
        for word, message, place, evidence, remedy, code in _texts(rows, 6)
        if word in SEVERITIES and code in CATALOGUE
    ]


def _texts(rows: Sequence[Sequence[RawCell]], width: int) -> list[list[str]]:
    return [[text_of(row[at]) if at < len(row) else "" for at in range(width)] for row in rows]
