"""What a blank workbook tells of each column, held against the contract and the reader's own rules."""

from __future__ import annotations

from datetime import date

from report_builder.ledgers.contract import SHEETS, Kind
from report_builder.ledgers.guides import SHEET_GUIDES, ColumnGuide, Period


def test_every_column_of_every_sheet_has_its_guide_in_its_place() -> None:
    guided = {name: list(guide.columns) for name, guide in SHEET_GUIDES.items()}

    assert guided == {name: [column.name for column in sheet.columns] for name, sheet in SHEETS.items()}


def test_every_required_column_shows_an_example() -> None:
    missing = [
        f"{name} {column.name}"
        for name, sheet in SHEETS.items()
        for column in sheet.columns
        if column.required and not SHEET_GUIDES[name].columns[column.name].example
    ]

    assert missing == []


def test_every_example_of_a_choice_is_a_choice() -> None:
    wrong = [
        example
        for name, sheet in SHEETS.items()
        for column in sheet.columns
        if column.kind is Kind.CHOICE and column.choices
        if (example := SHEET_GUIDES[name].columns[column.name].example) not in column.choices.values
    ]

    assert wrong == []


def test_a_column_cites_the_regulation_of_its_year() -> None:
    guide = SHEET_GUIDES["主动公开"].columns["公开日期"]

    bases = guide.basis(2018), guide.basis(2019)

    assert "国令第492号）第十八条" in bases[0]
    assert "国令第711号）第二十六条" in bases[1]


def test_a_column_that_rests_on_no_law_cites_none() -> None:
    assert ColumnGuide("不进报告。").basis(2026) == ""


def test_a_day_that_decides_the_year_lies_in_the_year() -> None:
    assert Period.OF_THE_YEAR.days(2026) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_case_of_the_year_may_be_closed_while_the_report_is_written() -> None:
    assert Period.OF_A_CASE.days(2026) == (date(2008, 5, 1), date(2027, 12, 31))
