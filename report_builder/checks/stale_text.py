"""The text and its year → a warning for each year that was left from another year's report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.sentences import read_sentences
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.patterns import Pattern, has_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.sentences import Sentence
    from report_builder.reports.report import Report

_WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR: Final = r"(?P<year>(?:19|20)[0-9]{2})"
# 编制了2015年政府信息公开工作年度报告; 2015年1月1日至2015年12月31日; 截至2015年12月底.
_REPORT: Final = Pattern(rf"{_YEAR}年度?(?:的)?(?:政府信息公开|政务公开)?(?:工作)?年度报告", ("年度报告",))
_PERIOD: Final = Pattern(
    rf"{_YEAR}年1月1日|(?:截至|截止){_YEAR.replace('year', 'until')}年1?[0-9]月", ("年1月1日", "截至", "截止")
)
# A sentence that opens with a year, without a month, tells of that year's work, unless the year belongs to a
# document, a budget or somebody's judgement (2023年部门决算, 2023年第三方评估). Nothing but a body may stand
# before it: what 针对2023年 or 公开2023年 goes on to name is that year's by right.
_OF_ITS_OWN: Final = (
    "报告|预算|决算|财政|第三方|评估|考核|评议|打算|计划|要点|安排|指出|存在|反馈|通报|制定|印发|出台"
    "|公开的|发布的"
)
_SUBJECT: Final = Pattern(
    r"^(?:[^，；：0-9]{0,11}[省市县区旗州乡镇局委办厅院府关位])?"
    rf"{_YEAR}年(?![底末初起]|[0-9]{{1,2}}月|[^，；]{{0,20}}(?:{_OF_ITS_OWN}))",
    ("年",),
)
_COMPARED: Final = "比|同比|上年|去年|今年|本年|增|减|升|降|以来|起施行|修订|印发|自|结转".split("|")
_PLANNED: Final = "将|拟|计划|打算|继续|进一步|下一步|力争|目标|规划|要".split("|")


def check_stale_text(report: Report, year: int) -> Iterator[Finding]:
    """Years that belong to another year's report, in the title, the opening and the sections."""
    yield from _check_title(report, year)
    for sentence in read_sentences(report):
        yield from _check_years(sentence, year)


def _check_title(report: Report, year: int) -> Iterator[Finding]:
    found = re.search(_YEAR, report.title.translate(_WIDE_DIGITS))
    if found and int(found["year"]) != year:
        place = report.title_place or Place(report.file)
        yield _wrong_year(f"标题：{report.title}", place, int(found["year"]), year)


def _check_years(sentence: Sentence, year: int) -> Iterator[Finding]:
    """The year of the report it speaks of, of its period, or of its subject; each once a sentence."""
    text = sentence.own_words.translate(_WIDE_DIGITS)
    years = {int(found["year"]) for found in _REPORT.finditer(text)} if not sentence.heading else set()
    if not sentence.heading or "统计" in text:
        years |= {int(found["year"] or found["until"]) for found in _PERIOD.finditer(text)}
    elif f"{year}年" not in text:
        years |= {int(found["until"]) for found in _PERIOD.finditer(text) if found["until"]}
    years |= _subject(text, year)
    for wrong in sorted(years - {year}):
        yield _wrong_year(sentence.quoted, sentence.place, wrong, year)


def _subject(text: str, year: int) -> set[int]:
    """The year that a sentence is about, unless it compares with it or plans for it."""
    found = _SUBJECT.search(text)
    subject = int(found["year"]) if found and f"{year}年" not in text else year
    if subject == year or subject > year + 1:  # what lies further ahead is a goal: 到2030年
        return set()
    excused = _PLANNED if subject > year else _COMPARED
    return set() if has_any(text, excused) else {subject}


def _wrong_year(evidence: str, place: Place, wrong: int, year: int) -> Finding:
    return Finding(
        "text.year",
        Severity.WARNING,
        place,
        f"{year}年度的报告写着{wrong}年，可能是沿用往年的文字没有改",
        evidence=evidence,
        remedy=f"请核对，应为{year}年的请改正，可以写作 {{{{ 年 }}}}",
    )
