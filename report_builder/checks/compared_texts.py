"""Two reports → the later one's sentences beside the earlier's: what is repeated, changed, new or gone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.sentences import read_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from report_builder.checks.sentences import Sentence
    from report_builder.reports.report import Report

    _Spell = Callable[[str], str]

_FIGURES: Final = re.compile(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*")
_NO_LETTERS: Final = re.compile(r"[\W_0-9０-９]")
_RUN: Final = 3  # letters in a row by which a sentence is looked for again
_ALIKE: Final = 0.4  # of the runs of two sentences, where one was made from the other
_MOST_HOLDERS: Final = 40  # sentences that one run may lead to: what stands everywhere tells nothing
# Comparing letter by letter takes as long as there are pairs of the same letter.
_MOST_PAIRS: Final = 20_000
_MOST_PAIRS_IN_ALL: Final = 20_000_000


class SentenceLikeness(Enum):
    """What a sentence is, beside the other report."""

    SAME = "一字不差"
    FIGURES = "只换了数字"
    CHANGED = "有改动"
    NEW = "新写"
    GONE = "已不写"


class MarkedStretch(Struct, frozen=True):
    """Letters in a row: of both reports, or of the later (``is_added``) or the earlier one alone."""

    text: str
    is_added: bool = False
    is_removed: bool = False


class ComparedSentence(Struct, frozen=True):
    """A sentence with what was changed in it; ``letters`` without marks and figures, ``repeated`` of them.

    A paragraph ``begins`` with it. A heading within the section (``is_title``) is not counted.
    """

    likeness: SentenceLikeness
    stretches: tuple[MarkedStretch, ...]
    letters: int = 0
    repeated: int = 0
    is_title: bool = False
    begins: bool = True

    @property
    def is_counted(self) -> bool:
        """Whether the share of repeated text takes it into account."""
        return not self.is_title and self.likeness is not SentenceLikeness.GONE


class ComparedSection(Struct, frozen=True):
    """A section of the later report, or one that only the earlier has; the opening has no heading."""

    heading: str
    sentences: tuple[ComparedSentence, ...]

    @property
    def letters(self) -> int:
        """How many letters the later report has here."""
        return sum(each.letters for each in self.sentences if each.is_counted)

    @property
    def repeated(self) -> int:
        """How many of them stand in the earlier report."""
        return sum(each.repeated for each in self.sentences if each.is_counted)

    def count(self, likeness: SentenceLikeness) -> int:
        """How many sentences are of a kind."""
        return sum(each.likeness is likeness for each in self.sentences if not each.is_title)


def compare_texts(earlier: Report, later: Report) -> tuple[ComparedSection, ...]:
    """The later report section by section, then what only the earlier has; text is found anywhere."""
    return _SentencePairs(tuple(read_sentences(earlier)), tuple(read_sentences(later))).sections()


class _SentencePairs:
    """Finds for every later sentence the earlier one that it was made from, each taken once."""

    def __init__(self, earlier: Sequence[Sentence], later: Sequence[Sentence]) -> None:
        self._earlier = [each for each in earlier if each.text.strip()]
        self._later = [each for each in later if each.text.strip()]
        self._left = dict.fromkeys(range(len(self._earlier)))
        self._pairs: dict[int, int] = {}
        self._pairs_of_letters = 0
        for spell in (_exact, _without_figures):
            self._pair_equal(spell)
        self._pair_alike()

    def _pair_equal(self, spell: _Spell) -> None:
        """Pair what reads alike; of several, one under the same heading first."""
        for with_heading in (True, False):
            known: dict[tuple[str, str], list[int]] = defaultdict(list)
            for number in reversed(self._left):
                known[_key(self._earlier[number], spell, with_heading=with_heading)].append(number)
            for number, each in enumerate(self._later):
                found = known.get(_key(each, spell, with_heading=with_heading))
                if number not in self._pairs and found:
                    self._pair(number, found.pop())

    def _pair(self, number: int, earlier: int) -> None:
        self._pairs[number] = earlier
        del self._left[earlier]

    def _pair_alike(self) -> None:
        """Pair what is left by the runs of letters that two sentences share."""
        runs = {number: _runs(self._earlier[number].text) for number in self._left}
        holders: dict[str, list[int]] = defaultdict(list)
        for number, held in runs.items():
            for run in held:
                holders[run].append(number)
        for number, each in enumerate(self._later):
            if number in self._pairs:
                continue
            own = _runs(each.text)
            shared = Counter(
                holder
                for run in own
                if len(holders.get(run, ())) <= _MOST_HOLDERS
                for holder in holders.get(run, ())
                if holder in self._left and self._earlier[holder].is_title == each.is_title
            )
            best = max(
                shared, key=lambda holder: (_dice(shared[holder], own, runs[holder]), -holder), default=-1
            )
            if best >= 0 and _dice(shared[best], own, runs[best]) >= _ALIKE:
                self._pair(number, best)

    def sections(self) -> tuple[ComparedSection, ...]:
        """Every section with its sentences, what is gone where it stood."""
        headings = dict.fromkeys([*(each.heading for each in self._later)])
        headings |= dict.fromkeys(self._earlier[number].heading for number in self._left)
        return tuple(ComparedSection(heading, tuple(self._section(heading))) for heading in headings)

    def _section(self, heading: str) -> Iterator[ComparedSentence]:
        gone = [number for number in self._left if self._earlier[number].heading == heading]
        place = None
        for number, each in enumerate(self._later):
            if each.heading != heading:
                continue
            paired = self._pairs.get(number)
            if paired is not None and self._earlier[paired].heading == heading:
                while gone and gone[0] < paired:
                    yield self._gone(gone.pop(0))
                    place = None
            yield self._compared(number, begins=place != each.place)
            place = each.place
        for number in gone:
            yield self._gone(number)

    def _gone(self, number: int) -> ComparedSentence:
        each = self._earlier[number]
        return ComparedSentence(
            SentenceLikeness.GONE, (MarkedStretch(each.text, is_removed=True),), is_title=each.is_title
        )

    def _compared(self, number: int, *, begins: bool) -> ComparedSentence:
        each = self._later[number]
        letters = _letters(each.text)
        if number not in self._pairs:
            stretches: tuple[MarkedStretch, ...] = (MarkedStretch(each.text, is_added=True),)
            return ComparedSentence(SentenceLikeness.NEW, stretches, letters, 0, each.is_title, begins)
        before = self._earlier[self._pairs[number]]
        if _exact(before.text) == _exact(each.text):
            return ComparedSentence(
                SentenceLikeness.SAME, (MarkedStretch(each.text),), letters, letters, each.is_title, begins
            )
        stretches = tuple(self._stretches(before.text, each.text))
        if _without_figures(before.text) == _without_figures(each.text):
            return ComparedSentence(
                SentenceLikeness.FIGURES, stretches, letters, letters, each.is_title, begins
            )
        kept = sum(_letters(part.text) for part in stretches if not (part.is_added or part.is_removed))
        return ComparedSentence(SentenceLikeness.CHANGED, stretches, letters, kept, each.is_title, begins)

    def _stretches(self, before: str, after: str) -> Iterator[MarkedStretch]:
        """What was changed, figure by figure and letter by letter; whole where that would take too long."""
        first, second = _pieces(before), _pieces(after)
        counted = Counter(first)
        pairs = sum(counted[piece] for piece in second)
        self._pairs_of_letters += pairs
        if pairs > _MOST_PAIRS or self._pairs_of_letters > _MOST_PAIRS_IN_ALL:
            yield MarkedStretch(before, is_removed=True)
            yield MarkedStretch(after, is_added=True)
            return
        for kind, start, end, other, other_end in SequenceMatcher(
            None, first, second, autojunk=False
        ).get_opcodes():
            if kind == "equal":
                yield MarkedStretch("".join(second[other:other_end]))
                continue
            if end > start:
                yield MarkedStretch("".join(first[start:end]), is_removed=True)
            if other_end > other:
                yield MarkedStretch("".join(second[other:other_end]), is_added=True)


def _exact(text: str) -> str:
    return "".join(text.split())


def _without_figures(text: str) -> str:
    """A sentence in which any figure stands for any other."""
    return _FIGURES.sub("0", _exact(text))


def _key(each: Sentence, spell: _Spell, *, with_heading: bool) -> tuple[str, str]:
    return (each.heading if with_heading else "", f"{each.is_title:d}{spell(each.text)}")


def _pieces(text: str) -> list[str]:
    """A text letter by letter, each figure in one piece."""
    pieces: list[str] = []
    end = 0
    for figure in _FIGURES.finditer(text):
        pieces += [*text[end : figure.start()], figure.group()]
        end = figure.end()
    return [*pieces, *text[end:]]


def _letters(text: str) -> int:
    """How many letters a text has, without marks, spaces and figures, which change by themselves."""
    return len(_NO_LETTERS.sub("", text))


def _runs(text: str) -> frozenset[str]:
    letters = _NO_LETTERS.sub("", text)
    return frozenset(letters[start : start + _RUN] for start in range(max(1, len(letters) - _RUN + 1)))


def _dice(shared: int, first: frozenset[str], second: frozenset[str]) -> float:
    return 2 * shared / (len(first) + len(second))
