"""``Report`` → its sentences, each with its place, and the words on either side of every figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.numerals import WrittenNumber, read_figures
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.diagnostics import Place
    from report_builder.reports.report import Paragraph, Report

# No sentence is that long; what is fed in its place must not take forever.
_SENTENCE: Final = re.compile("[^。！？]{1,600}[。！？]?")
_CLAUSE_ENDS: Final = "，；：。！？（）()"
_TITLE: Final = re.compile("《[^《》]*》|〔[^〔〕]*〕")
# A year belongs to the words before the figure behind it: 2023年收到3511件.
_OF_DATES: Final = frozenset({"", "年", "月", "日", "号"})
_LONGEST_QUOTE: Final = 60
_BRACKETS: Final = re.compile("[（(]([^（）()]*)[）)]")


class Sentence(Struct, frozen=True):
    """A sentence, the heading of its section (empty for the opening), and where it stands.

    ``below`` is the nearest heading within the section, empty where there is none.
    """

    text: str
    heading: str
    place: Place
    is_title: bool = False
    below: str = ""

    @property
    def quoted(self) -> str:
        """The sentence as evidence, cut where it is long."""
        text = self.text.strip()
        return f"原文：{text[:_LONGEST_QUOTE]}{'……' if len(text) > _LONGEST_QUOTE else ''}"

    @property
    def own_words(self) -> str:
        """The sentence without the titles and numbers of documents, whose years are their own."""
        return _TITLE.sub("", self.text)

    @property
    def parts(self) -> Iterator[tuple[str, int]]:
        """The sentence without its brackets, then each bracket behind what stands before it.

        With each, from where in it on it is new.
        """
        yield _BRACKETS.sub("", self.text), 0
        for bracket in _BRACKETS.finditer(self.text):
            before = _BRACKETS.sub("", self.text[: bracket.start()])
            yield f"{before}{bracket.group(1)}", len(before)

    def concerns(self, *words: str) -> bool:
        """Whether the sentence, or a heading that it stands under, has one of the words."""
        return any(word in text for word in words for text in (self.text, self.heading, self.below))


class FigureInText(Struct, frozen=True):
    """A figure with its clause: what stands before it, back to the last figure, and what follows it."""

    figure: WrittenNumber
    before: str
    after: str
    sentence: Sentence


def read_sentences(report: Report) -> Iterator[Sentence]:
    """The sentences of the opening and of the sections and their footnotes, section headings left out."""
    for each in report.opening:
        yield from _split(each, "", "")
    for section in report.sections:
        below = ""
        for each in section.paragraphs:
            if each.role is ParagraphRole.HEADING:
                below = each.text
            yield from _split(each, section.heading, below)


def _split(each: Paragraph, heading: str, below: str) -> Iterator[Sentence]:
    is_title = each.role is ParagraphRole.HEADING
    for match in _SENTENCE.finditer(each.text):
        yield Sentence(match.group(), heading, each.place, is_title=is_title, below=below)
    for note in each.notes:
        yield from (
            Sentence(match.group(), heading, each.place, below=below) for match in _SENTENCE.finditer(note)
        )


def figures_of(sentence: Sentence) -> Iterator[FigureInText]:
    """The sentence's figures, each with the words of its own clause."""
    text, last_end = sentence.text, 0
    for figure in read_figures(text):
        start = max(last_end, *(text.rfind(mark, 0, figure.start) + 1 for mark in _CLAUSE_ENDS))
        ends = [found for mark in f"{_CLAUSE_ENDS}、" if (found := text.find(mark, figure.end)) >= 0]
        yield FigureInText(
            figure, text[start : figure.start], text[figure.end : min(ends, default=len(text))], sentence
        )
        if figure.unit not in _OF_DATES:
            last_end = figure.end
