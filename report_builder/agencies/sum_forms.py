"""Agencies' figures and their reports' forms → those that the tables of the sum can hold, the others told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.agencies.summing import STATUTORY, captions_of
from report_builder.diagnostics import Place
from report_builder.reports.statutory import figure_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.agencies.contributions import Contribution
    from report_builder.diagnostics import Findings
    from report_builder.formats.definitions import ReportFormat

SUMMED: Final = "national-2021"


def of_the_form(
    found: Iterable[Contribution], formats: Iterable[ReportFormat], findings: Findings
) -> Iterator[Contribution]:
    """Those whose figures the tables of the sum can hold; a report in another form is told by its form."""
    known = {each.name: each for each in formats}
    summed = known.get(SUMMED)
    for each in found:
        form = known.get(each.form)
        have = figure_paths(form) if form else frozenset(STATUTORY)
        lacking = [path for path in STATUTORY if path not in have]
        if form is None or not lacking:
            yield each
            continue
        wanted = name_of_form(summed) if summed else "现行的格式"
        findings.error(
            "rollup.other_form",
            Place(str(each.path)),
            f"“{each.agency}”的报告用的是{name_of_form(form)}，与汇总的统计表不是一种，没有计入",
            f"汇总的统计表照{wanted}；那种格式里没有的：{captions_of(lacking)}",
            "请退回，改用汇总的格式重报；改不了的，请这个单位另交台账工作簿或者 statistics.json",
        )


def name_of_form(form: ReportFormat) -> str:
    """A form as an office calls it, with its years: 国办公开办函〔2019〕60号的格式（2019至2020年度）."""
    name = f"{form.notice}的格式" if form.notice else f"《{form.title}》"
    return f"{name}（{form.years}）"
