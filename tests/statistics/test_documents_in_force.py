"""This year's changes and last year's stock → the documents in force, and where a ledger counts otherwise."""

from __future__ import annotations

import records

from report_builder.diagnostics import Finding, Findings, Place, Severity
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.documents_in_force import carry_stock
from report_builder.statistics.last_year import LastYear
from report_builder.statistics.tallies import DocumentStock


def last_year(documents: int, year: int = 2023) -> LastYear:
    """A year that left so many normative documents in force."""
    figures = {"proactive.normative_documents.in_force": documents}
    return LastYear(year, Place("out/2023/statistics.json"), figures)


def carry(
    picture: str, before: LastYear | None, totals: records.Rows | None = None
) -> tuple[DocumentStock, list[Finding]]:
    """The normative documents of the year after, and what was found."""
    year = before.year + 1 if before else 2024
    book = records.book(documents=records.documents(picture), document_totals=totals or [])
    statistics = count_statistics(book, records.settings(), year, Findings())
    findings = Findings()
    carried = carry_stock(statistics, before, book, findings)
    return carried.legal.normative_documents, list(findings)


CHANGES = """
    新 行政规范性文件 2024-02-01 -
    旧 行政规范性文件 2019-02-01 2024-03-01
"""


def test_in_force_is_last_years_and_what_was_issued_less_what_was_abolished() -> None:
    stock, _ = carry(CHANGES, last_year(597))

    assert stock == DocumentStock(issued=1, abolished=1, in_force=597)


def test_a_ledger_of_the_years_changes_alone_is_told_as_a_notice() -> None:
    _, findings = carry(CHANGES, last_year(597))

    [found] = findings
    assert (found.code, found.severity) == ("statistics.in_force", Severity.NOTICE)
    assert str(found.place) == "台账.xlsx › 规范性文件"
    assert "是 597，台账里现行有效的有 1 件" in found.message
    assert "out/2023/statistics.json" in found.evidence


def test_a_ledger_that_lists_the_older_documents_too_and_differs_is_a_warning() -> None:
    stock, findings = carry(f"{CHANGES}\n仍有效 行政规范性文件 2020-02-01 -", last_year(3))

    assert stock.in_force == 3
    assert [found.severity for found in findings] == [Severity.WARNING]


def test_a_ledger_that_agrees_with_last_year_has_no_finding() -> None:
    stock, findings = carry(f"{CHANGES}\n仍有效 行政规范性文件 2020-02-01 -", last_year(2))

    assert stock.in_force == 2
    assert findings == []


def test_more_abolished_than_there_were_is_an_error() -> None:
    stock, findings = carry("旧 行政规范性文件 2019-02-01 2024-03-01", last_year(0))

    assert stock.in_force == 0
    assert [found.severity for found in findings] == [Severity.ERROR]


def test_without_a_year_before_the_ledgers_own_count_stands() -> None:
    stock, findings = carry(CHANGES, None)

    assert stock.in_force == 1
    assert findings == []


def test_the_trial_forms_figure_is_not_carried_into_the_form_of_2021() -> None:
    stock, findings = carry("新 行政规范性文件 2021-02-01 -", last_year(500, 2020))

    assert stock.in_force == 1
    assert findings == []


def test_what_a_table_of_totals_says_in_so_many_words_stands() -> None:
    totals = records.document_totals("行政规范性文件 50 227 420")

    stock, findings = carry("", last_year(597), totals)

    assert stock == DocumentStock(50, 227, 420)
    assert findings == []


def test_a_stock_that_comes_to_nought_is_right_and_one_below_it_is_an_error() -> None:
    gone = "旧 行政规范性文件 2019-02-01 2024-03-01\n新 行政规范性文件 2019-02-01 -"

    none_left, (noticed,) = carry(gone, last_year(1))
    _, (wrong,) = carry(gone, last_year(0))

    assert none_left.in_force == 0
    assert noticed.severity is Severity.WARNING
    assert "采用推算的数" in noticed.remedy
    assert wrong.severity is Severity.ERROR
    assert "采用台账数" in wrong.remedy
