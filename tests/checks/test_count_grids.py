"""Tables of counts as they were filled in or printed → their figures by path, and where their cells stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from records import application_totals, book, dispute_totals, of_file

from report_builder.checks.count_grids import CountGrid, filled_disputes, filled_grids, reported_grids
from report_builder.diagnostics import Place
from report_builder.reports.report import StatutoryFigure
from report_builder.statistics.rows import APPLICANTS, DISPUTE_OUTCOMES, REQUEST_ROWS, SUITS

LABELS = {row.key: row.label for row in REQUEST_ROWS}


def filled(*tables: str) -> list[CountGrid]:
    """The grids of tables that were filled in, each in a file of its own."""
    rows = [
        row
        for number, table in enumerate(tables)
        for row in of_file(f"{number}.xlsx", application_totals(table))
    ]
    return filled_grids(book(application_totals=rows), REQUEST_ROWS)


def drawn(key: str, *counts: object) -> str:
    return " ".join((LABELS[key], *map(str, counts)))


def test_a_table_that_was_filled_in_has_its_rows_with_a_blank_total_added_up_and_others_nil() -> None:
    (grid,) = filled(drawn("new", 3, 1, 0, 0, 0, 0, "-") + "\n" + drawn("carried_in", 1, 0, 0, 0, 0, 0, 9))

    assert grid.row("new").cells == (3, 1, 0, 0, 0, 0, 4)
    assert grid.row("carried_in").cells == (1, 0, 0, 0, 0, 0, 9)
    assert grid.row("carried_out").cells == (0,) * 7
    assert (grid.cell("new", 1), grid.path("new", 6)) == (1, "requests.new.total")


def test_a_total_that_was_left_out_is_the_sum_of_the_outcomes_and_one_that_was_not_is_kept() -> None:
    outcomes = drawn("granted", 3, 0, 0, 0, 0, 0, 3) + "\n" + drawn("partial", 1, 2, 0, 0, 0, 0, 3)

    (summed,) = filled(outcomes)
    (kept,) = filled(outcomes + "\n" + drawn("total", 9, 0, 0, 0, 0, 0, 9))

    assert summed.row("total").cells == (4, 2, 0, 0, 0, 0, 6)
    assert kept.row("total").cells == (9, 0, 0, 0, 0, 0, 9)


def test_each_workbook_has_a_table_of_its_own() -> None:
    grids = filled(drawn("new", 3, 0, 0, 0, 0, 0, 3), drawn("new", 4, 0, 0, 0, 0, 0, 4))

    assert [grid.cell("new", 0) for grid in grids] == [3, 4]
    assert [str(grid.place("new", 0)) for grid in grids] == [
        "0.xlsx › 依申请公开统计!B2",
        "1.xlsx › 依申请公开统计!B2",
    ]


def test_a_cell_of_a_row_that_nobody_filled_in_is_looked_for_in_the_last_row_that_was() -> None:
    (grid,) = filled(drawn("new", 3, 0, 0, 0, 0, 0, 3) + "\n" + drawn("granted", 3, 0, 0, 0, 0, 0, 3))

    assert str(grid.place("carried_out", 2)) == "0.xlsx › 依申请公开统计!D3"
    with pytest.raises(KeyError):
        grid.row("unheard_of")


def test_a_grid_with_another_figure_in_a_cell_is_otherwise_the_same() -> None:
    (grid,) = filled(drawn("new", 3, 1, 0, 0, 0, 0, 4))

    changed = grid.changed("new", 1, 7)

    assert changed.row("new").cells == (3, 7, 0, 0, 0, 0, 4)
    assert changed.row("carried_in") == grid.row("carried_in")


def test_the_table_of_suits_is_read_by_its_labels() -> None:
    label = next(iter(SUITS))

    (grid,) = filled_disputes(book(dispute_totals=dispute_totals(f"{label} 1 2 3 4 -")))

    assert grid.row(SUITS[label]).cells == (1, 2, 3, 4, 10)


def printed(value: int | None = 2, place: Place | None = None, but: str = "") -> dict[str, StatutoryFigure]:
    """Every cell of both tables as a Word report prints it, but for one path."""
    paths = [
        f"requests.{row.key}.{column}" for row in REQUEST_ROWS for column in (*APPLICANTS.values(), "total")
    ]
    paths += [
        f"litigation.{key}.{column}"
        for key in SUITS.values()
        for column in (*DISPUTE_OUTCOMES.values(), "total")
    ]
    number = None if value is None else Decimal(value)
    return {path: StatutoryFigure(path, "", "", "", number, "", place) for path in paths if path != but}


def test_tables_of_a_report_are_read_where_they_are_whole() -> None:
    assert [grid.stem for grid in reported_grids(printed())] == ["requests", "litigation"]
    assert [grid.stem for grid in reported_grids(printed(but="requests.new.total"))] == ["litigation"]
    assert [grid.stem for grid in reported_grids(printed(but="litigation.review.total"))] == ["requests"]


def test_a_cell_of_a_report_that_says_nothing_counts_as_nil_and_stands_where_it_stands() -> None:
    here = Place("报告.docx", paragraph=7)

    requests, _ = reported_grids(printed(None, here))
    nowhere, _ = reported_grids(printed())

    assert requests.row("new").cells == (0,) * 7
    assert requests.place("new", 1) == here
    assert nowhere.places == {}
    assert nowhere.place("new", 1) is None
