"""The report that was filled, and the manuscript that filled it → ``Report``, its places the author's own.

What is checked is the file itself; a finding sends its author to the line of the narrative that it came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.manuscript.blocks import BlockKind, TextTable
from report_builder.manuscript.inlines import words_of
from report_builder.quantities import chinese_ordinal
from report_builder.reports.reading import read_package
from report_builder.reports.recognition import recognise
from report_builder.reports.report import Paragraph, ParagraphRole, Report, Section, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.diagnostics import Place
    from report_builder.formats.definitions import ReportFormat
    from report_builder.manuscript.blocks import Block, Manuscript
    from report_builder.word.packages import Package


_LEVELS: Final = {BlockKind.SUBHEADING: 2, BlockKind.THIRD_HEADING: 3, BlockKind.FOURTH_HEADING: 4}


class _Provenance(Struct, frozen=True):
    """A text of the manuscript, without spaces, and its place."""

    text: str
    place: Place
    is_caption: bool = False


def read_back(package: Package, manuscript: Manuscript, report_format: ReportFormat) -> Report:
    """The report as anybody reads it; a paragraph that no author wrote keeps its place in the Word file."""
    read = read_package(package)
    report = replace(read, file=manuscript.file, paragraphs=tuple(_located(read.paragraphs, manuscript)))
    return recognise(report, [report_format], report_format.name)


def as_report(manuscript: Manuscript) -> Report:
    """The text of a manuscript that no template has set: what stands under which heading, no more."""
    sections = tuple(
        Section(
            section.number,
            section.heading,
            manuscript.place(section.line),
            tuple(_paragraph(block, manuscript) for block in section.blocks),
            section.number,
        )
        for section in manuscript.sections
    )
    opening = tuple(_paragraph(block, manuscript) for block in manuscript.opening)
    place = manuscript.place()
    return Report(
        manuscript.file, (), title=manuscript.title, title_place=place, opening=opening, sections=sections
    )


def _paragraph(block: Block, manuscript: Manuscript) -> Paragraph:
    level = _LEVELS.get(block.kind, 0)
    role = ParagraphRole.ASIDE if block.is_caption else ParagraphRole.HEADING if level else ParagraphRole.TEXT
    return Paragraph((Text(block.text),), manuscript.place(block.line), role, level)


def _located(paragraphs: tuple[Paragraph, ...], manuscript: Manuscript) -> Iterator[Paragraph]:
    origins = list(_origins(manuscript))
    known = {origin.text for origin in origins}
    nearest = 0
    for each in paragraphs:
        text = _spaceless(each.text)
        found = -1
        if text in known:
            found = next((at for at in range(nearest, len(origins)) if origins[at].text == text), -1)
        if found < 0:
            yield each
            continue
        nearest = found + 1
        role = ParagraphRole.ASIDE if origins[found].is_caption else each.role
        yield replace(each, place=origins[found].place, role=role)


def _origins(manuscript: Manuscript) -> Iterator[_Provenance]:
    yield _Provenance(_spaceless(manuscript.title), manuscript.place())
    for block in manuscript.opening:
        yield from _of_block(block, manuscript)
    for section in manuscript.sections:
        heading = f"{chinese_ordinal(section.number)}、{section.heading}"
        yield _Provenance(_spaceless(heading), manuscript.place(section.line))
        for block in section.blocks:
            yield from _of_block(block, manuscript)


def _of_block(block: Block, manuscript: Manuscript) -> Iterator[_Provenance]:
    """A paragraph, or the cells of a table; a picture has no words."""
    place = manuscript.place(block.line)
    if block.inset is None:
        yield _Provenance(_spaceless(block.text), place, block.is_caption)
    elif isinstance(block.inset, TextTable):
        for row in block.inset.rows:
            for cell in row:
                yield from (_Provenance(_spaceless(words_of(each)), place) for each in cell.paragraphs)


def _spaceless(text: str) -> str:
    return "".join(text.split())
