"""The catalogue of figures over frames of many agencies → each agency's own figures, in one evaluation."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from records import (
    application_totals,
    applications,
    book,
    charges,
    disputes,
    of_file,
    published,
    settings,
    small_year,
)

from report_builder.diagnostics import Findings
from report_builder.statistics.axes import AXES, known_labels
from report_builder.statistics.catalogue import FIGURES, cells, find_figure
from report_builder.statistics.counting import BASIS, count_statistics, gather_sources
from report_builder.statistics.declaring import FigureDeclaration
from report_builder.statistics.evaluating import Counted, evaluate
from report_builder.statistics.rows import REQUEST_ROWS
from report_builder.statistics.sources.row_source import YearPeriod

OUTCOMES = [row for row in REQUEST_ROWS if row.is_outcome]
LABELS = known_labels(settings(), OUTCOMES)


def evaluated(outer: str, **rows: list[dict[str, object]]) -> dict[str, Counted]:
    """The figures of 2016 for each label of an outer column."""
    period = YearPeriod(date(2016, 1, 1), date(2016, 12, 31))
    sources = gather_sources(book(**rows), settings(), period, BASIS, outer)  # type: ignore[arg-type]
    return evaluate(sources, LABELS, outer)


def test_many_agencies_are_counted_in_one_evaluation_as_each_is_alone() -> None:
    year = small_year()
    year["applications"] += of_file("乙局.xlsx", applications("2016-05-03 自然人 网络 - 2016-05-09 重复申请"))
    year["published"] += of_file("乙局.xlsx", published("招生 2016-05-03 2016-05-09 乙局网站"))
    year["application_totals"] = of_file("丙局.xlsx", application_totals("予以公开 7 0 0 0 0 0 7"))

    together = evaluated("file", **year)  # type: ignore[arg-type]

    assert set(together) == {"台账.xlsx", "乙局.xlsx", "丙局.xlsx"}
    for file, found in together.items():
        own = {
            name: [row for row in rows if row.get("file", "台账.xlsx") == file] for name, rows in year.items()
        }
        alone = count_statistics(book(**own), settings(), 2016, Findings())
        assert {path: found.values[path] for path in alone.figures if path in found.values} == {
            path: figure for path, figure in alone.figures.items() if path in found.values
        }


def test_labels_of_one_agency_are_no_figures_of_another() -> None:
    rows = published("财务 - 2016-02-25 统一平台") + of_file("乙局.xlsx", published("招生 - 2016-02-25 微信"))

    together = evaluated("file", published=rows)  # type: ignore[arg-type]

    assert "publication.by_category.招生" not in together["台账.xlsx"].values
    assert together["乙局.xlsx"].values["publication.by_category.招生"] == 1


def test_a_condition_that_no_source_has_is_an_error_and_never_every_row() -> None:
    period = YearPeriod(date(2016, 1, 1), date(2016, 12, 31))
    sources = gather_sources(book(**small_year()), settings(), period, BASIS)
    misspelt = FigureDeclaration(path="requests_closed.lete", source="applications", where="closed lete")

    with pytest.raises(KeyError):
        evaluate(sources, LABELS, figures=[misspelt])


def test_every_condition_of_the_catalogue_is_one_that_its_source_has() -> None:
    period = YearPeriod(date(2016, 1, 1), date(2016, 12, 31))
    sources = gather_sources(book(), settings(), period, BASIS)

    counted = [figure for figure in FIGURES if figure.source and figure.where]

    assert [each.path for each in counted if each.where not in sources.rows[each.source].masks] == []


def test_a_figure_evaluated_with_all_others_is_what_it_is_evaluated_alone() -> None:
    period = YearPeriod(date(2016, 1, 1), date(2016, 12, 31))
    year = small_year()
    year["application_totals"] = of_file("乙.xlsx", application_totals("予以公开 7 0 0 0 0 0 7"))
    sources = gather_sources(book(**year), settings(), period, BASIS)
    together = evaluate(sources, LABELS)[""].values

    for figure in FIGURES:
        alone = evaluate(sources, LABELS, figures=[figure])[""].values
        assert {path: together[path] for path in alone} == alone


def test_no_two_figures_have_one_path() -> None:
    assert len({figure.path for figure in FIGURES}) == len(FIGURES)


def test_every_path_leads_back_to_its_figure() -> None:
    for cell in cells(LABELS):
        found = find_figure(cell.path)

        assert found is not None
        assert found[0].at(found[1]) == cell.path
        assert found[0].source == cell.figure.source


def test_every_axis_of_a_figure_is_declared_and_has_a_column_or_members() -> None:
    for figure in FIGURES:
        for axis in figure.axes:
            assert axis in AXES
            assert AXES[axis].column or figure.sum_of


def test_a_closed_list_is_counted_whole_whatever_occurs() -> None:
    statistics = count_statistics(
        book(disputes=disputes("申诉 2016-05-01 - -")), settings(), 2016, Findings()
    )

    assert [path for path in statistics.figures if path.startswith("litigation.review.")] == [
        f"litigation.review.{step}" for step in ("upheld", "corrected", "other", "pending", "total")
    ]


def test_a_value_with_other_figures_is_a_new_value() -> None:
    statistics = count_statistics(book(charges=charges("1.00")), settings(), 2016, Findings())

    other = replace(statistics, figures={**statistics.figures, "requests.new.other": 3})

    assert other.requests.row("new").total == 3
    assert statistics.requests.row("new").total == 0
