"""A narrative, in Markdown or Word, and the year's ``Statistics`` → ``Manuscript``, filled and numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings
from report_builder.formats.forms import USUAL_TITLES
from report_builder.manuscript.blocks import Block, BlockKind, Manuscript, ManuscriptSection
from report_builder.manuscript.demanded_headings import with_demanded_wordings
from report_builder.manuscript.expressions import FilledText, read_expressions
from report_builder.manuscript.inlines import words_of
from report_builder.manuscript.markdown import ElementKind
from report_builder.manuscript.marks import inlines_of, settled, unmarked
from report_builder.manuscript.narrative_files import MarkdownNarrative, find_narrative, read_narrative_file
from report_builder.manuscript.narrative_source import EarlierYears, NarrativeSource, TitleAndSignature
from report_builder.manuscript.narrative_words import HEADINGS_WORD, vocabulary
from report_builder.manuscript.numbering import (
    FOURTH,
    LARGEST,
    SECTION,
    SUBSECTION,
    THIRD,
    heading_number,
    measure_number,
    split_heading,
    split_measure,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from report_builder.formats.definitions import RequiredSection
    from report_builder.manuscript.markdown import TextElement
    from report_builder.manuscript.narrative_files import Narrative
    from report_builder.reports.figure_record import ShownFigure
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear

# An author may type （1） with the brackets of either width, 1. with either point, 一是 with a comma.
_HALF_TO_FULL: Final = str.maketrans({"(": "（", ")": "）", "．": ".", "，": None})

_EXPRESSION: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HEADINGS: Final = {
    SUBSECTION: BlockKind.SUBHEADING,
    THIRD: BlockKind.THIRD_HEADING,
    FOURTH: BlockKind.FOURTH_HEADING,
}


def write_manuscript(  # noqa: PLR0913, PLR0917 - each is a stage's own value
    narrative: Path | NarrativeSource,
    settings: Settings,
    statistics: Statistics,
    findings: Findings,
    last_year: LastYear | None = None,
    title: str = "",
    sections: tuple[RequiredSection, ...] = (),
    styles: Path | None = None,
) -> Manuscript | None:
    """The report's whole text below its title; ``None`` with findings where it cannot be read or filled.

    ``narrative`` is its file, or lines that nobody has saved yet.
    ``sections`` are those that the format demands: a heading that means one of them is worded so. ``styles``
    has the formats that an earlier year's report may be in, which was put in for a text.
    """
    before = len(findings.errors)
    title = title or USUAL_TITLES[0].title(settings.name, statistics.year)
    earlier = EarlierYears(styles)
    if last_year is not None:
        earlier = EarlierYears(styles, last_year.year, last_year.figures)
    frame = TitleAndSignature(title, settings.name, settings.signed_on, sections, statistics.year, earlier)
    written = (
        MarkdownNarrative(narrative)
        if isinstance(narrative, NarrativeSource)
        else read_narrative_file(narrative, frame, findings, settings.limits)
    )
    if written is None:
        return None
    composed = _compose(written, vocabulary(settings, statistics, last_year), sections, findings)
    if composed is None or len(findings.errors) > before:
        return None
    return Manuscript(
        written.source.file,
        title,
        tuple(composed.opening),
        tuple(each.finished(composed.figures) for each in composed.sections),
        is_from_word=bool(written.source.paragraphs),
        figures=composed.figures,
        unshown=composed.unshown,
    )


def text_of_year(folder: Path, budget: Budget = USUAL) -> Manuscript | None:
    """The text that another year's folder has, as ``read_unfilled`` gives it; ``None`` where it has none."""
    narrative = find_narrative(folder, Findings())
    return None if narrative is None else read_unfilled(narrative, budget)


def read_unfilled(narrative: Path, budget: Budget = USUAL) -> Manuscript | None:
    """Another year's text to compare with, its figures and names left out; ``None`` where it cannot be read.

    What is wrong with it is no news: that year's own report has told.
    """
    written = read_narrative_file(narrative, TitleAndSignature(), Findings(), budget)
    if written is None:
        return None
    source = written.source
    # Lines stay where they are, however many an expression or a comment takes.
    bare = _EXPRESSION.sub(lambda match: "\n" * match.group().count("\n"), source.text)
    lines = tuple(bare.split("\n"))
    compositor = _Compositor(source, Findings())
    filled = FilledText(lines, tuple(range(1, len(lines) + 1)))
    compositor.take_all(written.elements(filled, Findings()))
    sections = tuple(each.finished(()) for each in compositor.sections)
    return Manuscript(source.file, "", tuple(compositor.opening), sections, bool(source.paragraphs))


def _compose(
    written: Narrative, words: Mapping[str, object], demanded: Sequence[RequiredSection], findings: Findings
) -> _Compositor | None:
    """The narrative filled; where it lists its headings twice, for the first time to know them.

    In the first filling the headings as they are written stand in for the list: there are as many of them.
    """
    as_written = {**words, HEADINGS_WORD: written.headings}
    expressions = read_expressions(written.source, as_written, findings)
    if expressions is None:
        return None
    drafted = expressions.draft(as_written) if expressions.lists_headings else None
    draft = _composed(written, drafted, demanded, Findings())
    headings = tuple(unmarked(section.heading) for section in draft.sections) if draft else ()
    return _composed(
        written, expressions.fill({**words, HEADINGS_WORD: headings}, findings), demanded, findings
    )


def _composed(
    written: Narrative, filled: FilledText | None, demanded: Sequence[RequiredSection], findings: Findings
) -> _Compositor | None:
    """The filled text in its sections, if there is one."""
    if filled is None:
        return None
    compositor = _Compositor(written.source, findings, filled.figures, filled.unshown)
    elements = tuple(written.elements(filled, findings))
    compositor.take_all(with_demanded_wordings(elements, demanded, written.source, findings))
    return compositor


class _SectionDraft(Struct):
    """A section while its blocks are still coming."""

    number: int
    heading: str
    line: int
    blocks: list[Block] = field(default_factory=list)

    def finished(self, figures: Sequence[ShownFigure]) -> ManuscriptSection:
        """The section as a value."""
        return ManuscriptSection(
            self.number, inlines_of(self.heading, figures), tuple(self.blocks), self.line
        )


class _Compositor(Struct):
    """Puts elements into sections and numbers them (GB/T 9704-2012, 7.3.3).

    ``counts`` holds how many headings of each level there are so far, ``items`` and ``measures`` how
    many numbered items (1.) and measures (一是).
    """

    source: NarrativeSource
    findings: Findings
    figures: tuple[ShownFigure, ...] = ()
    unshown: tuple[ShownFigure, ...] = ()
    opening: list[Block] = field(default_factory=list)
    sections: list[_SectionDraft] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)
    items: int = 0
    measures: int = 0

    def take_all(self, elements: Iterable[TextElement]) -> None:
        """Take the elements in their order."""
        for element in elements:
            match element.kind:
                case ElementKind.HEADING:
                    self._take_heading(element)
                case ElementKind.NUMBERED:
                    self._put(BlockKind.PARAGRAPH, f"{self._item_number(element)}{element.text}", element)
                case ElementKind.BULLET:
                    self._put(BlockKind.PARAGRAPH, self._measure(element), element)
                case ElementKind.PARAGRAPH if element.level:
                    self._put(BlockKind.PARAGRAPH, self._listed(element), element)
                case ElementKind.PARAGRAPH | ElementKind.INSET:
                    self._put(BlockKind.PARAGRAPH, element.text, element)

    def _put(self, kind: BlockKind, text: str, element: TextElement) -> None:
        """A block goes to the last section, or before the first to the opening."""
        blocks = self.sections[-1].blocks if self.sections else self.opening
        inlines = inlines_of(text, self.figures)
        if words_of(inlines) or element.inset is not None:
            line = self.source.position(element.line)
            inset = settled(element.inset, self.figures)
            blocks.append(Block(kind, inlines, line, inset, element.is_caption))

    def _take_heading(self, element: TextElement) -> None:
        """A heading opens a section, or stands below its section's heading, with its number."""
        level = element.level
        self.counts = {each: count for each, count in self.counts.items() if each <= level}
        count = self.counts[level] = self.counts.get(level, 0) + 1
        self.items = 0
        typed = split_heading(element.text)
        number = heading_number(level, count) if self._countable(count, element) else ""
        self._compare(typed.number, number, element)
        if level == SECTION:
            self.sections.append(_SectionDraft(count, typed.text, self.source.position(element.line)))
            return
        if not self.sections:
            message = "第一个一级标题之前只能写段落，不能有下级标题"
            self._refuse(element, message, "请把开头写成段落，或者在前面补上一级标题")
        self._put(_HEADINGS.get(level, BlockKind.FOURTH_HEADING), f"{number}{typed.text}", element)

    def _listed(self, element: TextElement) -> str:
        """The text of a numbered paragraph that is no heading, but is counted with those of its level."""
        typed = split_heading(element.text)
        restarts = element.typed == 1
        count = self.counts[element.level] = 1 if restarts else self.counts.get(element.level, 0) + 1
        number = heading_number(element.level, count) if self._countable(count, element) else ""
        self._compare(typed.number, number, element)
        return f"{number}{typed.text}"

    def _item_number(self, element: TextElement) -> str:
        """1. or the next; a list that the author carries on after a paragraph keeps counting."""
        carried_on = element.typed == self.items + 1
        if element.starts and not carried_on:
            self.items = 0
        self.items += 1
        if element.typed not in {1, self.items}:
            self._warn(f"{element.typed}.", f"{self.items}.", element)
        return f"{self.items}."

    def _measure(self, element: TextElement) -> str:
        """The text of a measure after 一是, 二是."""
        self.measures = 1 if element.starts else self.measures + 1
        typed = split_measure(element.text)
        number = measure_number(self.measures) if self._countable(self.measures, element) else ""
        self._compare(typed.number, number, element)
        return f"{number}{typed.text}"

    def _compare(self, typed: str, number: str, element: TextElement) -> None:
        """Tell of a number that the author typed and that the order of the text does not bear out."""
        if typed and typed.translate(_HALF_TO_FULL) != number.translate(_HALF_TO_FULL):
            self._warn(typed, number, element)

    def _warn(self, typed: str, number: str, element: TextElement) -> None:
        message = f"这里写的编号是“{typed}”，按次序应是“{number}”，已改为“{number}”"
        remedy = "编号由程序生成，可以不写；请核对前面是否漏写或多写了一项"
        self.findings.warn(
            "narrative.number",
            self.source.place(element.line),
            message,
            self.source.quote(element.line),
            remedy,
        )

    def _countable(self, count: int, element: TextElement) -> bool:
        """Whether a Chinese ordinal can be written for it; the first that cannot is reported."""
        if count == LARGEST + 1:
            self._refuse(element, f"同一级的编号超过{LARGEST}个", "请合并或分级")
        return count <= LARGEST

    def _refuse(self, element: TextElement, message: str, remedy: str) -> None:
        self.findings.error(
            "narrative.unsupported",
            self.source.place(element.line),
            message,
            self.source.quote(element.line),
            remedy,
        )
