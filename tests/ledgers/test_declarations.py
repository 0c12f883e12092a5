"""What is declared of the sheets, held against the design and the reader's own rules."""

from __future__ import annotations

from datetime import date

import pytest

from report_builder.ledgers.declarations import AllowedDays, Column, ColumnKind
from report_builder.ledgers.name_keys import name_key
from report_builder.ledgers.sheets import SHEETS, TOTALS_OF


def test_the_sheets_are_those_of_the_design() -> None:
    assert list(SHEETS) == [
        "主动公开", "政策解读", "规范性文件", "规范性文件统计", "行政执法", "行政事业性收费", "依申请公开",
        "依申请公开统计", "不予公开备案", "复议诉讼", "复议诉讼统计", "新媒体", "政府网站", "工作情况",
    ]  # fmt: skip


def test_every_column_that_a_declaration_names_is_a_column_of_its_sheet() -> None:
    named = [
        sheet.column(name).name
        for sheet in SHEETS.values()
        for name in (
            *(day for order in sheet.date_orders for day in (order.earlier, order.later)),
            *((sheet.dated,) if sheet.dated else ()),
            *((sheet.number,) if sheet.number else ()),
            *((sheet.carrying.begun, sheet.carrying.ended) if sheet.carrying else ()),
            *((*sheet.likeness.words, sheet.likeness.day) if sheet.likeness else ()),
            *((sheet.amounts.label, sheet.amounts.quantity) if sheet.amounts else ()),
        )
    ]

    assert len(named) > 40


def test_a_column_that_a_sheet_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        SHEETS["主动公开"].column("没有")


def test_no_header_can_mean_two_columns_of_a_sheet() -> None:
    doubled = [
        (name, synonym)
        for name, sheet in SHEETS.items()
        for column in sheet.columns
        for synonym in column.synonyms
        for other in sheet.columns
        if other is not column
        and name_key(synonym) in {name_key(each) for each in (other.name, *other.synonyms)}
    ]

    assert doubled == []


def test_every_required_column_shows_an_example() -> None:
    missing = [
        f"{name} {column.name}"
        for name, sheet in SHEETS.items()
        for column in sheet.columns
        if column.required and not column.example
    ]

    assert missing == []


def test_every_example_of_a_choice_is_a_choice() -> None:
    wrong = [
        column.example
        for sheet in SHEETS.values()
        for column in sheet.columns
        if column.kind is ColumnKind.CHOICE and column.choices and column.example not in column.choices.values
    ]

    assert wrong == []


def test_totals_stand_beside_the_rows_that_they_add_up() -> None:
    assert all(SHEETS[totals].is_table and not SHEETS[rows].is_table for rows, totals in TOTALS_OF.items())


def test_a_column_cites_the_regulation_of_its_year() -> None:
    column = SHEETS["主动公开"].column("公开日期")

    bases = column.basis(2018), column.basis(2019)

    assert "国令第492号）第十八条" in bases[0]
    assert "国令第711号）第二十六条" in bases[1]


def test_a_column_that_rests_on_no_law_cites_none() -> None:
    assert Column("备注", "不进报告。").basis(2026) == ""


def test_a_day_that_decides_the_year_lies_in_the_year() -> None:
    assert AllowedDays.OF_THE_YEAR.days(2026) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_case_of_the_year_may_be_closed_while_the_report_is_written() -> None:
    assert AllowedDays.OF_A_CASE.days(2026) == (date(2008, 5, 1), date(2027, 12, 31))
