"""A few lines of text → the report that they are, each line a paragraph, ``# `` before a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.quantities import chinese_ordinal
from report_builder.reports.headings import ordinal_of
from report_builder.reports.report import Note, Paragraph, ParagraphRole, Report, Section, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Finding

TITLE: Final = "宿迁市人民政府2024年政府信息公开工作年度报告"
FILE: Final = "narrative.md"


def prose(picture: str, title: str = TITLE) -> Report:
    """What stands before the first heading is the opening; lines count from 1, empty ones too.

    ``（一）`` begins a heading of the second level and ``1.`` one of the third where nothing but a heading
    stands in the line; ``^`` begins a footnote.
    """
    head = Paragraph((Text(title),), Place(FILE), ParagraphRole.TITLE)
    opening: list[Paragraph] = []
    sections: list[Section] = []
    lines: list[Paragraph] = [head]
    for line, written in enumerate(picture.strip().splitlines(), start=1):
        text, place = written.strip(), Place(FILE, line=line)  # a picture may be indented
        if text.startswith("# "):
            number = len(sections) + 1
            heading = f"{chinese_ordinal(number)}、{text[2:]}"
            lines.append(Paragraph((Text(heading),), place, ParagraphRole.HEADING, 1))
            sections.append(Section(number, text[2:], place, (), number))
        elif text:
            lines.append(_paragraph(text, place))
        if text and not text.startswith("# ") and sections:
            last = sections[-1]
            paragraphs = (*last.paragraphs, lines[-1])
            sections[-1] = Section(last.number, last.heading, last.place, paragraphs, last.written)
        elif text and not sections:
            opening.append(lines[-1])
    return Report(
        FILE,
        tuple(lines),
        title=title,
        title_place=Place(FILE),
        opening=tuple(opening),
        sections=tuple(sections),
    )


def _paragraph(text: str, place: Place) -> Paragraph:
    words, _, note = text.partition("^")
    inlines = (Text(words), Note(note)) if note else (Text(words),)
    ordinal = ordinal_of(words)
    if ordinal and 1 < ordinal.level < 4 and not any(mark in words for mark in "。；，：") and not note:
        return Paragraph(inlines, place, ParagraphRole.HEADING, ordinal.level)
    return Paragraph(inlines, place)


def codes(findings: Iterable[Finding]) -> list[str]:
    """The code of each finding."""
    return [finding.code for finding in findings]


def lines(findings: Iterable[Finding]) -> list[tuple[str, int | None]]:
    """The code and the line of each finding."""
    return [(found.code, found.place.line if found.place else None) for found in findings]
