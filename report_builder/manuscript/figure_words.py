"""Figures by path → the narrative's words for them, as the catalogue of figures spells them: 申请.新收.

This year's figures and those of the year before answer to the same words.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.manuscript.words import Lookup, NarrativeFault, View
from report_builder.statistics.axes import AXES
from report_builder.statistics.catalogue import FIGURES, cells
from report_builder.statistics.declaring import FIELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.statistics.catalogue import SingleFigure
    from report_builder.statistics.declaring import FigureDeclaration, Labels, Value

_BRACKETS: Final = re.compile(r"\(\{(\w+)\}\)")


class FigureWords(View, frozen=True):
    """Some figures by their words; ``year`` where they are of the year before, which may lack one."""

    _figures: Mapping[str, object]
    _year: int | None = None

    def words(self) -> Mapping[str, object]:
        """The words of the figures."""
        return self._figures

    def named(self, word: str) -> object:
        """The figure; raises ``NarrativeFault`` for an unknown word or a figure that is not known."""
        if self._year is not None and self._figures.get(word, self) is None:
            raise NarrativeFault(
                code="narrative.value",
                message=f"{self._year}年的统计数据里没有“{word}”",
                word=word,
                remedy="请改写这一句，或者直接写上年的数",
            )
        return View.named(self, word)


class _Branch(Struct):
    """What stands below a word: figures and further words; ``noun`` where they are found in brackets."""

    noun: str = ""
    below: dict[str, _Branch | Value] = field(default_factory=dict)

    def plant(self, steps: list[tuple[str, str]], value: Value) -> None:
        """Put a value where words lead, each with the noun of what stands in its brackets."""
        (word, noun), *rest = steps
        if not rest:
            self.below[word] = value
            return
        branch = self.below.setdefault(word, _Branch(noun))
        if isinstance(branch, _Branch):
            branch.plant(rest, value)

    def open(self, words: list[str], noun: str) -> None:
        """Make room where words lead, for what stands in the brackets of the last."""
        word, *rest = words
        branch = self.below.setdefault(word, _Branch("" if rest else noun))
        if rest and isinstance(branch, _Branch):
            branch.open(rest, noun)

    def grown(self, year: int | None) -> View:
        """The view of it."""
        words = {
            word: branch.grown(year) if isinstance(branch, _Branch) else branch
            for word, branch in self.below.items()
        }
        return Lookup(self.noun, words) if self.noun else FigureWords(words, year)


def figure_words(
    values: Mapping[str, Value], labels: Labels, year: int | None = None
) -> Mapping[str, object]:
    """Every word that stands by itself for a figure, or for several under their own words.

    A figure without a value is ``None``. ``year`` is that of the figures where it is the year before.
    """
    tree = _Branch()
    for figure in FIGURES:
        if found := _BRACKETS.search(figure.word):  # a word without a single name in its brackets is one, too
            tree.open([*figure.word[: found.start()].split(".")], AXES[found[1]].noun)
    for cell in cells(labels, [figure for figure in FIGURES if figure.word]):
        value = values.get(cell.path)
        if value is not None or cell.figure.in_file or year is None:  # last year kept only those of its file
            tree.plant(steps_of(cell.figure, cell.labels), _whole(cell, value))
    return tree.grown(year).words()


def _whole(cell: SingleFigure, value: Value) -> Value:
    """A figure as it is written: one of an indicator that has no fraction is a count."""
    if isinstance(value, Decimal) and not cell.figure.unit and value == int(value):
        return int(value)
    return value


def steps_of(figure: FigureDeclaration, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """The words that lead to a figure: of 类别("财务").总数 these are 类别, 财务 and 总数."""
    steps: list[tuple[str, str]] = []
    for part in figure.word.split("."):
        if found := _BRACKETS.search(part):
            axis = AXES[found[1]]
            steps += [(part[: found.start()], axis.noun), (labels[axis.name], "")]
        elif found := FIELD.fullmatch(part):
            label = labels[found[1]]
            steps.append((AXES[found[1]].words.get(label, label), ""))
        else:
            steps.append((part, ""))
    return steps


def expression_of(cell: SingleFigure) -> str:
    """How a narrative writes a figure between its braces: 主动公开.类别("财务").总数."""
    word = _BRACKETS.sub(lambda found: f'("{cell.labels[AXES[found[1]].name]}")', cell.figure.word)
    return FIELD.sub(lambda found: _word_of(cell, found[1]), word)


def _word_of(cell: SingleFigure, axis: str) -> str:
    label = cell.labels[axis]
    return AXES[axis].words.get(label, label)
