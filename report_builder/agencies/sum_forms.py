"""Agencies' figures and their reports' forms → the form of their sum, and those that it can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.agencies.contributions import REPORT
from report_builder.agencies.sum_tables import form_of, form_of_today, name_of_form
from report_builder.diagnostics import Place
from report_builder.reports.statutory import figure_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_builder.agencies.contributions import Contribution
    from report_builder.agencies.sum_tables import SumForm
    from report_builder.diagnostics import Findings
    from report_builder.formats.definitions import ReportFormat


def choose_form(found: Sequence[Contribution], formats: Sequence[ReportFormat], year: int) -> SumForm:
    """The form that everything is in, else the year's own where reports are in that, else today's.

    Figures that were counted fill any form of their year. Without reports it is the year's own where that has
    tables of its own.
    """
    known = {each.name: each for each in formats}
    forms = {each.form for each in found if each.kind == REPORT} & known.keys()
    if len(forms) == 1 and all(each.kind == REPORT for each in found):
        return form_of(known[forms.pop()])
    of_the_year = (
        each for each in formats if year in each.years and (each.name in forms or (not forms and each.tables))
    )
    chosen = next(of_the_year, None)
    return form_of(chosen) if chosen else form_of_today()


def of_the_form(
    found: Iterable[Contribution], form: SumForm, formats: Mapping[str, ReportFormat], findings: Findings
) -> Iterator[Contribution]:
    """Those whose figures the tables of the sum can hold; a report in another form is told by its form."""
    for each in found:
        own = formats.get(each.form)
        have = figure_paths(own) if own else frozenset(form.paths)
        lacking = [path for path in form.paths if path not in have]
        if own is None or not lacking:
            yield each
            continue
        findings.error(
            "rollup.other_form",
            Place(str(each.path)),
            f"“{each.agency}”的报告用的是{name_of_form(own)}，与汇总的统计表不是一种，没有计入",
            f"汇总的统计表照{form.called}；那种格式里没有的：{form.some(lacking)}",
            "请退回，改用汇总的格式重报；改不了的，请这个单位另交台账工作簿或者 statistics.json",
        )


def tell_form_of_other_years(form: SumForm, year: int, findings: Findings) -> None:
    """Say where all reports are in a form that is not the year's."""
    if form.years is not None and year not in form.years:
        message = f"报告用的都是{form.called}，不是{year}年度的格式；照这种格式汇总了"
        findings.warn(
            "rollup.other_form", None, message, remedy="请核对年份；年份不错的，请各单位改用规定的格式"
        )
