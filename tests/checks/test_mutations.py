"""Any single figure of 宿迁市's tables changed → a finding that names its row or its column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from golden_suqian import SUQIAN_2024
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from prose import codes
from records import book
from suqian_subject import checked, statistics, stock, subject, totals, with_figures

from report_builder.checks.arithmetic import check_arithmetic, check_disputes
from report_builder.checks.count_grids import TOTAL_COLUMN, dispute_grid
from report_builder.statistics.rows import APPLICANTS, DISPUTE_OUTCOMES, REQUEST_ROWS, SUITS

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding


class Cell(Struct, frozen=True):
    """A field of the tables: its table, the places of its row and column, and how findings may name it."""

    table: str
    row: int
    column: int
    names: tuple[str, ...]


COLUMNS: Final = (*APPLICANTS, TOTAL_COLUMN)
REQUEST_CELLS: Final = tuple(
    Cell("requests", row, column, (f"“{label.printed}”", f"“{name}”"))
    for row, label in enumerate(REQUEST_ROWS)
    for column, name in enumerate(COLUMNS)
)
DISPUTE_CELLS: Final = tuple(
    Cell("disputes", row, column, (f"“{label}”",))
    for row, label in enumerate(SUITS)
    for column in range(len(DISPUTE_OUTCOMES) + 1)
)
STOCK_CELLS: Final = tuple(
    Cell(table, 0, column, (f"“{label}”",))
    for table, label in (("rules", "规章"), ("normative_documents", "行政规范性文件"))
    for column in range(3)
)
# No relation binds these four to any other figure, of the same year or of the one before: only who counted
# knows. They are the whole of what arithmetic cannot know of the 25 × 7 + 3 × 5 + 10 fields that are printed.
UNKNOWABLE: Final = ("licences.decisions", "penalties.decisions", "compulsions.decisions", "fees.amount_wan")

# A busy machine is no fault.
unhurried = settings(deadline=None)

AMOUNTS: Final = st.integers(-5000, 5000).filter(bool)


def names(findings: list[Finding], cell: Cell) -> bool:
    """Whether a finding names the row or the column."""
    return any(name in found.message for found in findings for name in cell.names)


def test_every_field_of_the_three_tables_is_tried() -> None:
    assert len(REQUEST_CELLS) == 25 * 7
    assert len(DISPUTE_CELLS) == 3 * 5
    assert len(STOCK_CELLS) + len(UNKNOWABLE) == 10


def test_the_published_year_has_no_finding() -> None:
    assert codes(checked(subject())) == []


def requests_with(cell: Cell, amount: int) -> list[list[int]]:
    """The table of applications with one figure changed."""
    table = [list(row) for row in SUQIAN_2024.requests]
    table[cell.row][cell.column] += amount
    return table


def test_one_more_or_one_less_in_any_cell_is_named() -> None:
    grid = dispute_grid(statistics(SUQIAN_2024).disputes)
    year = subject()

    missed = [
        cell
        for cell in REQUEST_CELLS
        for amount in (1, -1)
        if not names(
            check_arithmetic(book(application_totals=totals(requests_with(cell, amount))), year.statistics),
            cell,
        )
    ]
    for cell in DISPUTE_CELLS:
        row = grid.rows[cell.row]
        changed = (grid.changed(row.key, cell.column, row.cells[cell.column] + amount) for amount in (1, -1))
        missed += [cell for other in changed if not names(list(check_disputes(other)), cell)]

    assert missed == []


@unhurried
@given(st.sampled_from(REQUEST_CELLS), AMOUNTS)
def test_a_changed_cell_of_the_table_of_applications_is_named(cell: Cell, amount: int) -> None:
    findings = checked(subject(table=requests_with(cell, amount)))

    place = f"台账.xlsx › 依申请公开统计!{'BCDEFGH'[cell.column]}{cell.row + 2}"
    assert names(findings, cell)
    assert place in {str(found.place) for found in findings}


@unhurried
@given(st.sampled_from(DISPUTE_CELLS), AMOUNTS)
def test_a_changed_cell_of_the_table_of_reviews_and_suits_is_named(cell: Cell, amount: int) -> None:
    grid = dispute_grid(statistics(SUQIAN_2024).disputes)
    key = grid.rows[cell.row].key

    findings = list(check_disputes(grid.changed(key, cell.column, grid.cell(key, cell.column) + amount)))

    assert names(findings, cell)


@unhurried
@given(st.sampled_from([cell for cell in DISPUTE_CELLS if cell.column < len(DISPUTE_OUTCOMES)]), AMOUNTS)
def test_a_changed_outcome_disagrees_with_the_text_although_its_total_follows(
    cell: Cell, amount: int
) -> None:
    year = subject()
    key = tuple(SUITS.values())[cell.row]
    outcomes = list(SUQIAN_2024.disputes[cell.row][:-1])
    outcomes[cell.column] += amount
    fields = (*DISPUTE_OUTCOMES.values(), "total")
    others = {
        f"litigation.{key}.{field}": count
        for field, count in zip(fields, (*outcomes, sum(outcomes)), strict=True)
    }

    findings = checked(replace(year, statistics=with_figures(year.statistics, others)))

    assert "text.disputes" in codes(findings)


@unhurried
@given(st.sampled_from(STOCK_CELLS), AMOUNTS)
def test_a_changed_number_of_documents_is_named(cell: Cell, amount: int) -> None:
    year = subject()
    counts = list(SUQIAN_2024.rules if cell.table == "rules" else SUQIAN_2024.documents)
    counts[cell.column] += amount

    findings = checked(replace(year, statistics=with_figures(year.statistics, stock(cell.table, counts))))

    assert names(findings, cell)


@unhurried
@given(st.sampled_from(UNKNOWABLE), st.integers(1, 5000))
def test_what_no_relation_binds_cannot_be_found(field: str, amount: int) -> None:
    year = subject()
    before = year.statistics.figures[f"proactive.{field}"]
    assert before is not None

    others = {f"proactive.{field}": before + amount}
    findings = checked(replace(year, statistics=with_figures(year.statistics, others)))

    assert codes(findings) == []
