"""What became of a filed report taken for a text → findings: what went, what moved on, what stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.word_narrative.filed_reports import FiledReport, Remark

_MOST: Final = 40
_LONGEST: Final = 40


def tell_filed_report(filed: FiledReport, file: str, year: int, findings: Findings) -> None:
    """Tell all of it; what shows figures of the earlier year as they were is a warning."""
    place, then = Place(file), f"{filed.year}年" if filed.year else "往年"
    tables = f"、{filed.tables} 张统计表" if filed.tables else ""
    findings.notice(
        "narrative.filed",
        place,
        f"这个文件是{then}的年度报告，只取其中的正文作{year}年的正文",
        f"标题{tables}、署名、成文日期、附件和版记由程序另外生成；"
        f"{filed.linked} 个数改用随台账更新的写法，成为{year}年的数",
        "请通读一遍，把只属于那一年的内容改掉；标题、统计表和署名不用写",
    )
    if filed.year != year:
        _tell_other_year(filed, place, then, year, findings)
    if filed.typed:
        message = f"有 {len(filed.typed)} 处手写的数与{then}的统计数相同，可以改用随台账更新的写法"
        remedy = f"仍旧手写的，请改成{year}年的数"
        findings.warn("narrative.typed_figures", place, message, _listed(filed.typed, "可写作"), remedy)


def _tell_other_year(filed: FiledReport, place: Place, then: str, year: int, findings: Findings) -> None:
    """Tell what became of the words of a year that is not the one to be reported."""
    if filed.reworded:
        message = f"有 {len(filed.reworded)} 处数在{then}的报告里改过，改用随台账更新的写法后按程序的措辞写"
        findings.warn(
            "narrative.reworded", place, message, _listed(filed.reworded, "改为"), "请核对这几处的措辞"
        )
    if filed.unlinked:
        message = f"有 {len(filed.unlinked)} 处是{then}才有的内容，仍是那一年的，没有改成{year}年的"
        remedy = "请逐处改写，或者改用正文里能用的写法"
        findings.warn("narrative.unlinked", place, message, _listed(filed.unlinked), remedy)
    if filed.moved:
        message = f"有 {len(filed.moved)} 处年份改用“年”“上年”“下年”的写法，随报告的年份变"
        remedy = "请逐处核对；确实要写那一年的，请改回原来的年份"
        findings.notice("narrative.years_moved", place, message, _listed(filed.moved, "的年份改为"), remedy)
    if filed.stayed:
        message = f"有 {len(filed.stayed)} 处年份没有改，可能只属于{then}"
        findings.warn("narrative.years_stayed", place, message, _listed(filed.stayed), "请逐处核对")


def _listed(remarks: Iterable[Remark], verb: str = "") -> str:
    """The remarks one by one, each with its paragraph; the first of very many."""
    every = list(remarks)
    told = [
        f"第{each.paragraph}段“{_cut(each.words)}”{f'{verb} {each.remedy}' if each.remedy else ''}"
        for each in every[:_MOST]
    ]
    return f"{'；'.join(told)}{f'；等共 {len(every)} 处' if len(every) > _MOST else ''}"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……"
