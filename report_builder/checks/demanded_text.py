"""The text, beside what the regulation and the format ask it to tell → a warning for what it leaves out."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.reports.report import Report, Section

# 国令第711号，第五十条第（四）项: 各级人民政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况.
_REVISED: Final = 2019
_ASSESSMENT: Final[Mapping[str, Pattern]] = {
    "工作考核": Pattern("考核"),
    "社会评议": Pattern("评议"),
    "责任追究": Pattern("责任追究|追究责任|追责|问责"),
}
# 国办公开办函〔2021〕30号，第一部分: 五个方面.
_SURVEY: Final = "总体情况"
_ASPECTS: Final[Mapping[str, Pattern]] = {
    "主动公开": Pattern("主动公开"),
    "依申请公开": Pattern("依申请公开|公开申请"),
    "政府信息管理": Pattern("信息(?:资源)?(?:的)?(?:规范)?管理|管理政府信息"),
    "政府信息公开平台建设": Pattern("平台|网站|载体"),
    "监督保障": Pattern("监督|保障"),
}
_PROBLEMS: Final = Pattern("存在的?(?:主要)?问题", ("存在",))
_NONE: Final = Pattern("(?:暂|目前|本年度?)?(?:无|没有)(?:存在)?(?:主要|明显)?(?:问题)?")
_MARKS: Final = str.maketrans("", "", "，。、；：！？“”（）《》0123456789０１２３４５６７８９")
_TWO_LINES: Final = 56
_ALIKE: Final = 0.8
# The comparison takes the cube of this in the worst case; the beginning tells as much as the whole.
_MOST_COMPARED: Final = 1_200


def check_demanded_text(
    report: Report, year: int, last_problems: str = "", *, is_government: bool
) -> Iterator[Finding]:
    """What a government must tell, the five aspects of the survey, and problems that are the year's own.

    ``last_problems`` is last year's text on problems, empty where it is not known.
    """
    if year >= _REVISED:
        if is_government:
            yield from _check_assessment(report)
        yield from _check_aspects(report)
    for section in report.sections:
        if _PROBLEMS.search(section.heading):
            yield from _check_problems(section, last_problems)


def check_repeated_problems(report: Report, last_problems: str, whose: str) -> Iterator[Finding]:
    """Problems that are another report's again; ``whose`` says what that report is called."""
    for section in report.sections:
        if _PROBLEMS.search(section.heading):
            yield from _check_repetition(section, _bare(_text(section)), _bare(last_problems), whose)


def problems_text(report: Report) -> str:
    """The text of the section on problems; empty where there is none."""
    return "".join(_text(section) for section in report.sections if _PROBLEMS.search(section.heading))


def _text(section: Section) -> str:
    return "".join(each.text for each in section.paragraphs)


def _check_assessment(report: Report) -> Iterator[Finding]:
    whole = "".join(_text(section) for section in report.sections)
    missing = [name for name, words in _ASSESSMENT.items() if not words.search(whole)]
    if missing:
        yield Finding(
            "text.assessment",
            Severity.WARNING,
            report.title_place or Place(report.file),
            f"人民政府的年度报告没有写{'、'.join(missing)}的结果",
            evidence="依据：《政府信息公开条例》第五十条第（四）项",
            remedy="请在“总体情况”的监督保障部分补写；没有发生责任追究的，也请写明",
        )


def _check_aspects(report: Report) -> Iterator[Finding]:
    for section in report.sections[:1]:
        if section.heading != _SURVEY:
            continue
        text = _text(section)
        missing = [name for name, words in _ASPECTS.items() if not words.search(text)]
        if missing:
            yield Finding(
                "text.aspects",
                Severity.WARNING,
                section.place,
                f"“{_SURVEY}”没有写到{'、'.join(missing)}",
                evidence=f"应当写{'、'.join(_ASPECTS)}五个方面（国办公开办函〔2021〕30号）",
                remedy="请补写",
            )


def _check_problems(section: Section, last_problems: str) -> Iterator[Finding]:
    """A section of two lines or fewer says nothing; one that is last year's again is 内容雷同."""
    bare = _bare(_text(section))
    if not bare or _NONE.fullmatch(bare):
        message = f"“{section.heading}”没有写出问题"
    elif len(_text(section)) <= _TWO_LINES:
        message = f"“{section.heading}”只有 {len(_text(section))} 个字，一两行说不清问题和改进措施"
    else:
        yield from _check_repetition(section, bare, _bare(last_problems))
        return
    yield Finding(
        "text.problems",
        Severity.WARNING,
        section.place,
        message,
        evidence="不全面、敷衍应付的报告要依照《条例》第四十七条追究责任（国办公开办函〔2021〕30号）",
        remedy="请写明本年度存在的主要问题、上年问题的整改情况和改进措施",
    )


def _check_repetition(section: Section, bare: str, last: str, whose: str = "上年") -> Iterator[Finding]:
    if not last:
        return
    matcher = SequenceMatcher(None, bare[:_MOST_COMPARED], last[:_MOST_COMPARED], autojunk=False)
    if matcher.quick_ratio() < _ALIKE or (ratio := matcher.ratio()) < _ALIKE:
        return
    yield Finding(
        "text.repeated",
        Severity.WARNING,
        section.place,
        f"“{section.heading}”与{whose}的文字有 {ratio:.0%} 相同",
        evidence="内容雷同的报告要依照《条例》第四十七条追究责任（国办公开办函〔2021〕30号）",
        remedy="请按本年度的实际情况重写",
    )


def _bare(text: str) -> str:
    """A text without marks, spaces and figures, which change from year to year by themselves."""
    return "".join(text.split()).translate(_MARKS)
