"""The text and what its format demands → findings on sections missing, empty, repeated or misnamed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Findings, Place, Severity
from report_builder.formats.definitions import RequiredSection
from report_builder.formats.heading_wordings import match_headings
from report_builder.manuscript.numbering import (
    SECTION,
    SUBSECTION,
    heading_number,
    split_heading,
)
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.formats.definitions import ReportFormat
    from report_builder.formats.heading_wordings import Match
    from report_builder.reports.report import Report, Section

_SPACES: Final = re.compile(r"\s+")


class _Heading(Struct, frozen=True):
    """A heading as it was found: bare of its number, with its place."""

    text: str
    place: Place


def check_sections(report: Report, report_format: ReportFormat) -> list[Finding]:
    """Everything in which the text's headings differ from those of the format, and headings without text."""
    findings = Findings()
    sections = [_Heading(section.heading, section.place) for section in report.sections]
    _HeadingComparison(Place(report.file), "", SECTION, report_format.sections, findings).compare(sections)
    subsections = {
        _key(wording): tuple(RequiredSection(heading=each) for each in required.subsections)
        for required in report_format.sections
        for wording in (required.heading, *required.variants)
    }
    for section in report.sections:
        below = subsections.get(_key(section.heading), ())
        if below:
            owner = f"“{section.heading}”下"
            comparison = _HeadingComparison(section.place, owner, SUBSECTION, below, findings)
            comparison.compare(_subsections(section))
        has_table = section.tables or section.number in report_format.sections_with_tables
        if section.paragraphs or not has_table:
            _find_empty(section, findings)
    return list(findings)


def check_form(report: Report, report_format: ReportFormat, year: int) -> Iterator[Finding]:
    """Whether a report that is not being built has the form of its year: the old one is often copied."""
    if year not in report_format.years:
        yield Finding(
            "format.year",
            Severity.WARNING,
            Place(report.file),
            f"{year}年度的报告用的是{report_format.years}的格式",
            f"各部分的标题和统计表是“{report_format.title}”"
            + (f"（{report_format.notice}）的" if report_format.notice else "的"),
            "请改用这一年度规定的格式",
        )


def _subsections(section: Section) -> list[_Heading]:
    """The headings of a section's second level."""
    return [
        _Heading(split_heading(each.text).text, each.place)
        for each in section.paragraphs
        if each.role is ParagraphRole.HEADING and each.level == SUBSECTION
    ]


class _HeadingComparison(Struct, frozen=True):
    """Compares the headings of one level with those that the format demands, in their order.

    ``place`` is that of what they stand in, and ``owner`` says what that is, empty for the whole text.
    """

    place: Place
    owner: str
    level: int
    sections: Sequence[RequiredSection]
    findings: Findings

    @property
    def demanded(self) -> tuple[str, ...]:
        """The headings as they are demanded."""
        return tuple(each.heading for each in self.sections)

    def compare(self, found: Sequence[_Heading]) -> None:
        """Report what is misnamed, repeated, out of order, missing or too much."""
        matched = self._match(found)
        self._find_repeated(found, matched)
        self._find_misplaced(found, matched)
        self._find_missing(found, matched)

    def _match(self, found: Sequence[_Heading]) -> list[int | None]:
        """For each heading the place of the demanded one that it is or was meant to be."""
        matched = match_headings([heading.text for heading in found], self.sections)
        for heading, match in zip(found, matched, strict=True):
            if match is None and self.level == SECTION:
                self._error(
                    "section.extra",
                    heading.place,
                    f"“{heading.text}”不是规定的部分",
                    remedy="请把这一部分的内容并入规定的部分，或改作下级标题",
                )
            elif match is not None and not match.is_worded:
                self._tell_misnamed(heading, match)
        return [match.place if match else None for match in matched]

    def _tell_misnamed(self, heading: _Heading, match: Match) -> None:
        """An error only where it may be another section, so that the demanded one is missing."""
        message = f"{self._of_owner()}标题“{heading.text}”与规定的写法不一致"
        remedy = f"请改为“{self.demanded[match.place]}”"
        tell = self.findings.warn if match.is_sure else self.findings.error
        tell("section.misnamed", heading.place, message, "", remedy)

    def _find_repeated(self, found: Sequence[_Heading], matched: Sequence[int | None]) -> None:
        first: dict[int, _Heading] = {}
        for heading, place in zip(found, matched, strict=True):
            if place is None:
                continue
            if place in first:
                self._error(
                    "section.repeated",
                    heading.place,
                    f"{self._of_owner()}“{heading.text}”写了两次",
                    _told("第一次在{}", first[place].place),
                    "请合并成一处",
                )
            first.setdefault(place, heading)

    def _find_misplaced(self, found: Sequence[_Heading], matched: Sequence[int | None]) -> None:
        """Report each heading that stands after one which should follow it."""
        furthest = -1
        for heading, place in zip(found, matched, strict=True):
            if place is None or matched.index(place) != found.index(heading):
                continue
            if place < furthest:
                self._error(
                    "section.order",
                    heading.place,
                    f"{self._of_owner()}“{heading.text}”应在“{self.demanded[furthest]}”之前",
                    remedy=f"规定的次序是：{self._in_order()}",
                )
            furthest = max(furthest, place)

    def _find_missing(self, found: Sequence[_Heading], matched: Sequence[int | None]) -> None:
        for place, heading in enumerate(self.demanded):
            if place in matched:
                continue
            following = [
                each.place
                for each, other in zip(found, matched, strict=True)
                if other is not None and other > place
            ]
            where = _told("，加在{}之前", following[0]) if following else ""
            number = heading_number(self.level, place + 1)
            # As its author writes it: with the number in Word, with the sign of its level in Markdown.
            mark = number if self.place.line is None else f"{'#' * self.level} "
            self._error(
                "section.missing",
                None,
                f"{self.owner or '正文'}缺少“{number}{heading}”",
                remedy=f"请补写“{mark}{heading}”和它的内容{where}",
            )

    def _in_order(self) -> str:
        return "；".join(
            f"{heading_number(self.level, place)}{heading}" for place, heading in enumerate(self.demanded, 1)
        )

    def _of_owner(self) -> str:
        return f"{self.owner}的" if self.owner else ""

    def _error(
        self, code: str, place: Place | None, message: str, evidence: str = "", remedy: str = ""
    ) -> None:
        self.findings.error(code, place or self.place, message, evidence, remedy)


def _find_empty(section: Section, findings: Findings) -> None:
    """Report a section, or a heading in it, that no text stands under."""
    heading, place, level, has_text = section.heading, section.place, SECTION, False
    for each in section.paragraphs:
        below = each.level
        if each.role is not ParagraphRole.HEADING:
            has_text = True
            continue
        if not has_text and below <= level:
            _report_empty(heading, place, findings)
        heading, place, level, has_text = split_heading(each.text).text, each.place, below, False
    if not has_text:
        _report_empty(heading, place, findings)


def _report_empty(heading: str, place: Place, findings: Findings) -> None:
    sentence = "无其他需要报告的事项。" if heading.startswith("其他") else "本年度未发生此类情况。"
    findings.error(
        "section.empty",
        place,
        f"“{heading}”下面没有内容",
        remedy=f"请补写内容；确实没有的，写一句“{sentence}”",
    )


def _told(sentence: str, place: Place) -> str:
    """A sentence with a place in it as its author counts: by lines, or by paragraphs in Word."""
    if place.line is not None:
        return sentence.format(f"第{place.line}行")
    return sentence.format(f"第{place.paragraph}段") if place.paragraph is not None else ""


def _key(heading: str) -> str:
    """A heading without spaces, which two people put differently."""
    return _SPACES.sub("", heading)
