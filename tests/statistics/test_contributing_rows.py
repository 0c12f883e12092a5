"""Every figure of a year → the rows behind it, which add up to it and name no contents."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from golden_suqian import SUQIAN_2023, SUQIAN_2024, write_year
from manual_text import CHECKOUT
from records import (
    application_totals,
    applications,
    book,
    document_totals,
    documents,
    ledgers,
    media,
    of_file,
    settings,
)

from report_builder.diagnostics import Findings
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.reading_last_year import count_year

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.statistics.contributing_rows import ContributingRow
    from report_builder.statistics.figures import Statistics


def gives(rows: list[ContributingRow], figure: Decimal | int | None) -> bool:
    """Whether rows add up to a figure; an unknown one has none."""
    return not rows if figure is None else sum((row.amount for row in rows), Decimal(0)) == figure


def check(statistics: Statistics) -> list[str]:
    """The paths of the figures that their rows do not give."""
    figures = {**statistics.figures, **statistics.details}
    return [path for path, figure in figures.items() if not gives([*statistics.rows_behind(path)], figure)]


def test_every_figure_of_a_small_year_is_the_sum_of_its_rows() -> None:
    accounts = media("微信 甲 1 1 2 3 4 5 -\n微信 甲 2 6 7 8 9 10 -\n微博 乙 - 1 - - - - -")

    assert check(count_statistics(ledgers(media=accounts), settings(), 2016, Findings())) == []


def test_every_figure_of_the_sample_is_the_sum_of_its_rows(tmp_path: Path) -> None:
    statistics = count_year(CHECKOUT / "data", tmp_path, 2016, Findings())

    assert statistics is not None
    assert check(statistics) == []


@pytest.mark.parametrize("older", [None, (9, 977)])
def test_every_figure_of_a_golden_city_is_the_sum_of_its_rows(
    tmp_path: Path, older: tuple[int, int] | None
) -> None:
    write_year(tmp_path / "data", SUQIAN_2023, older=(9, 977))
    write_year(tmp_path / "data", SUQIAN_2024, older=older)

    statistics = count_year(tmp_path / "data", tmp_path / "out", 2024, Findings())

    assert statistics is not None
    assert check(statistics) == []


def test_a_row_is_named_by_its_cell_and_number_and_by_nothing_that_it_says() -> None:
    statistics = count_statistics(ledgers(), settings(), 2016, Findings())

    [row] = statistics.rows_behind("requests.refused.1.business")

    assert (str(row.place), row.number, row.amount) == ("台账.xlsx › 依申请公开!A3", "2", 1)


def test_behind_a_sum_of_money_stand_the_cells_of_the_money() -> None:
    statistics = count_statistics(ledgers(), settings(), 2016, Findings())

    rows = [*statistics.rows_behind("proactive.fees.amount_wan")]

    assert [(str(row.place), row.amount) for row in rows] == [
        ("台账.xlsx › 行政事业性收费!D2", Decimal("1.234560")),
        ("台账.xlsx › 行政事业性收费!D3", Decimal("0.000007")),
    ]


def test_behind_a_table_that_was_filled_in_stand_its_cells_beside_the_rows_of_others() -> None:
    rows = of_file("逐件.xlsx", applications("2016-03-01 自然人 网络 - 2016-03-08 予以公开"))
    table = application_totals("予以公开 2 0 0 0 0 0 2\n本年新收政府信息公开申请数量 2 0 0 0 0 0 2")

    statistics = count_statistics(
        book(applications=rows, application_totals=table), settings(), 2016, Findings()
    )

    behind = [*statistics.rows_behind("requests.granted.natural_person")]
    assert [(str(row.place), row.amount) for row in behind] == [
        ("逐件.xlsx › 依申请公开!A2", 1),
        ("台账.xlsx › 依申请公开统计!B2", 2),
    ]
    assert check(statistics) == []


def test_a_stock_that_a_table_gives_comes_of_the_table_alone() -> None:
    year = book(
        documents=documents("甲 行政规范性文件 2016-03-01 -"),
        document_totals=document_totals("行政规范性文件 1 0 12"),
    )

    statistics = count_statistics(year, settings(), 2016, Findings())

    [row] = statistics.rows_behind("proactive.normative_documents.in_force")
    assert (str(row.place), row.amount) == ("台账.xlsx › 规范性文件统计!D2", 12)
    assert check(statistics) == []


def test_a_path_of_no_figure_is_an_error() -> None:
    statistics = count_statistics(ledgers(), settings(), 2016, Findings())

    with pytest.raises(KeyError):
        list(statistics.rows_behind("requests.nwe.total"))
