"""The paragraphs of a report → its title, opening, sections and closing; whose report of which year it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.patterns import has_any
from report_builder.reports.dates import DATE
from report_builder.reports.headings import ordinal_of
from report_builder.reports.report import ParagraphRole, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Place
    from report_builder.reports.report import Paragraph, Report

_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR: Final = re.compile("(20[0-9]{2})年?")
# 本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止; 现公布某局2024年政府信息公开工作年度报告.
_PERIOD: Final = re.compile(
    "(?P<year>20[0-9]{2})年1月1日起?，?(?:至|到|[-—－–~～]{1,2})(?:(?P<until>20[0-9]{2})年)?12月31日"
)
_PUBLISHED: Final = re.compile(
    "(?:公布|编制|公开)(?:了)?(?P<agency>[^，。；：《》“”（）0-9]{2,30}?)(?P<year>20[0-9]{2})年度?政府信息公开"
)
_BEHIND: Final = re.compile(r"附件\d*(?:[：:]|$)|送[：:]|抄送[：:]")
_SUBJECT_OF_TITLE: Final = re.compile("政府信息|政务公开|信息公开|工作年度报告|年度报告")
_LONGEST_NAME: Final = 40
_MOST_BEHIND: Final = 60


class PartGatherer:
    """Gathers the parts of a report as its paragraphs come."""

    def __init__(self) -> None:
        self.title: list[Paragraph] = []
        self.opening: list[Paragraph] = []
        self.sections: list[tuple[Paragraph, list[Paragraph], set[int]]] = []
        self._is_in_title = False  # a data line or a red head may stand above the title, none within it

    def take(self, each: Paragraph) -> None:
        """Put a paragraph where it belongs."""
        if each.cell is not None:
            if self.sections:
                self.sections[-1][2].add(each.cell.table)
        elif each.role is ParagraphRole.HEADING and each.level == 1:
            self.sections.append((each, [], set()))
        elif each.role in {ParagraphRole.ASIDE, ParagraphRole.CONTENTS} or not each.text.strip():
            return
        elif self.sections:
            self.sections[-1][1].append(each)
        elif each.role is ParagraphRole.TITLE and (not self.title or self._is_in_title):
            self.title.append(each)
            self._is_in_title = True
        else:
            self.opening.append(each)
            self._is_in_title = False


def parts_of(paragraphs: Sequence[Paragraph]) -> PartGatherer:
    """The parts of a report."""
    parts = PartGatherer()
    for each in paragraphs:
        parts.take(each)
    return parts


def closing_of(parts: PartGatherer) -> tuple[Paragraph, ...]:
    """Signature, date and what stands behind them, taken off the last section."""
    last = parts.sections[-1][1] if parts.sections else parts.opening
    first = max(len(last) - _MOST_BEHIND, 0)
    for number in range(first, len(last)):
        text = _compact(last[number])
        if DATE.fullmatch(text) or _BEHIND.match(text):
            start = number
            while start and _is_name(last[start - 1]):
                start -= 1
            closing = tuple(last[start:])
            del last[start:]
            return closing
    return ()


def _is_name(each: Paragraph) -> bool:
    text = _compact(each)
    is_name = 0 < len(text) <= _LONGEST_NAME and not has_any(text, "。；，！？")
    return (
        is_name and each.role is ParagraphRole.TEXT and ordinal_of(text) is None and each.alignment != "both"
    )


def sections_of(parts: PartGatherer) -> tuple[Section, ...]:
    """The sections with their headings bare."""
    found = []
    for number, (heading, paragraphs, tables) in enumerate(parts.sections, start=1):
        text = f"{heading.number}{heading.text}".strip()
        ordinal = ordinal_of(text)
        written = ordinal.count if ordinal and ordinal.level == 1 else 0
        bare = text[ordinal.end if ordinal else 0 :].strip()
        found.append(Section(number, bare, heading.place, tuple(paragraphs), written, len(tables)))
    return tuple(found)


def title_of(parts: PartGatherer) -> tuple[str, Place | None]:
    """The title, however many lines it takes, and its place."""
    text = "".join("".join(each.text.split()) for each in parts.title)
    return text, parts.title[0].place if parts.title else None


def year_of(report: Report) -> int | None:
    """The year that it reports of: of its record, or else of its title, or else of its opening."""
    if report.record is not None:
        return report.record.origin.year
    found = _YEAR.search(report.title.translate(_WIDE))
    if found:
        return int(found[1])
    years = {
        int(each["year"])
        for paragraph in report.opening
        for pattern in (_PERIOD, _PUBLISHED)
        for each in pattern.finditer(_compact(paragraph))
        if each["year"] == (each["until"] if pattern is _PERIOD and each["until"] else each["year"])
    }
    return years.pop() if len(years) == 1 else None


def agency_of(report: Report) -> str:
    """Whose report it is, as far as its record, its title, its opening or its signature tells."""
    if report.record is not None:
        return report.record.origin.agency
    title = report.title.translate(_WIDE)
    found = _YEAR.search(title)
    name = ""
    if found is not None:
        # 某局2024年政府信息公开工作年度报告, 2024年某局政府信息公开……, 某局政府信息公开工作2024年度报告.
        name = title[: found.start()] or title[found.end() :].removeprefix("度")
        name = _SUBJECT_OF_TITLE.split(name)[0] or title.rpartition("报告")[2]
    elif report.format_name:
        opening = (_PUBLISHED.search(_compact(paragraph)) for paragraph in report.opening)
        signed = ["".join(each.text.split()) for each in signature_of(report)]
        name = next((each["agency"] for each in opening if each), "") or "".join(signed[:1])
    return name.removesuffix("关于").strip("（()）")


def signature_of(report: Report) -> tuple[Paragraph, ...]:
    """Who signs it: the names in its closing before the date; none where it has no date."""
    dates = (number for number, each in enumerate(report.closing) if DATE.fullmatch(_compact(each)))
    above = report.closing[: next(dates, 0)]
    return tuple(each for each in above if _is_name(each) and not _BEHIND.match(_compact(each)))


def _compact(each: Paragraph) -> str:
    return "".join(each.text.split()).translate(_WIDE)
