"""The percentages by which the text says figures grew → a warning for each that does not recompute."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.numerals import read_figures
from report_builder.checks.sentences import read_sentences
from report_builder.diagnostics import Finding, Severity
from report_builder.patterns import Pattern
from report_builder.quantities import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.checks.numerals import WrittenNumber
    from report_builder.checks.sentences import Sentence
    from report_builder.reports.report import Report

    Figures = Mapping[str, int | Decimal | None]

_WORDS: Final = "增长|增加|上升|提高|增幅|多|下降|减少|降低|降幅|少"
_GROWTH: Final = re.compile(f"(?P<word>{_WORDS})(?:了|为|达)?$")
_FALLS: Final = ("下降", "减少", "降低", "降幅", "少")
_COMPARED: Final = Pattern(
    "同比|[比较]上一?年|[比较]去年|上年|去年|与上年相比|增幅|降幅",
    ("同比", "上年", "上一年", "去年", "增幅", "降幅"),
)
_SKIPPED: Final = frozenset({"", "年", "月", "日", "号", "%", "个百分点", "百分点"})
# Where last year's figure is not in the text it is looked up: what is counted, and the paths that make it up.
_KNOWN: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "复议": (("litigation.review.total",),),
    "诉讼": (("litigation.direct_suit.total", "litigation.suit_after_review.total"),),
    "申请": (("requests.new.total",), ("requests.new.total", "requests.carried_in.total")),
    "解读": (("interpretations.total",),),
    "主动公开": (("publication.total",),),
}


class _GrowthSentence(Struct, frozen=True):
    """A sentence as it is read, its figures, and the words that give a figure to the year before."""

    sentence: Sentence
    text: str
    figures: tuple[WrittenNumber, ...]
    last_year_named: re.Pattern[str]

    def growth_word(self, figure: WrittenNumber) -> str:
        """The word that makes a figure a growth or a fall; empty for a plain count."""
        match = _GROWTH.search(self.text[: figure.start])
        return match["word"] if match else ""

    def is_last_years(self, figure: WrittenNumber) -> bool:
        """Whether the words of its own clause give the figure to the year before."""
        start = max(self.text.rfind(mark, 0, figure.start) for mark in "，；、：")
        return self.last_year_named.search(self.text[start + 1 : figure.start]) is not None

    def counts_before(self, percent: WrittenNumber) -> list[WrittenNumber]:
        """The counts that the percentage may be said of, the nearest first."""
        counts = [
            figure
            for figure in self.figures
            if figure.end <= percent.start
            and figure.unit not in _SKIPPED
            and not figure.rough
            and not self.growth_word(figure)
            and not self.is_last_years(figure)
        ]
        return counts[::-1]

    def last_year(self, current: WrittenNumber, percent: WrittenNumber) -> Decimal | None:
        """The figure of the year before as the sentence gives it, or as its increase leaves it."""
        alike = [each for each in self.figures if each.unit == current.unit and not each.rough]
        named = [each for each in alike if self.is_last_years(each) and not self.growth_word(each)]
        if named:
            return min(named, key=lambda each: abs(each.start - percent.start)).value
        between = [
            each for each in alike if current.end <= each.start < percent.start and self.growth_word(each)
        ]
        if not between:
            return None
        change = between[-1]
        return current.value - (-change.value if self.growth_word(change) in _FALLS else change.value)


def check_growth(
    report: Report, figures: Figures, year: int, last_figures: Figures | None
) -> Iterator[Finding]:
    """P-4: every percentage of growth whose two figures are known, from the text or from the statistics."""
    named = re.compile(f"(?:上一?年|去年|{year - 1}年)(?!度?结转)")
    for sentence in read_sentences(report):
        if not (_COMPARED.search(sentence.text) or named.search(sentence.text)):
            continue
        for text, start in sentence.parts:
            comparison = _GrowthSentence(sentence, text, read_figures(text), named)
            for percent in comparison.figures:
                if percent.start >= start and percent.unit == "%" and comparison.growth_word(percent):
                    yield from _check(comparison, percent, figures, last_figures)


def check_multiples(report: Report, figures: Figures, last: Figures | None) -> Iterator[Finding]:
    """How many times last year's figure this year's is said to be: 是上年的1.5倍, 增长1.5倍."""
    for sentence in read_sentences(report) if last else ():
        for figure in read_figures(sentence.text):
            before = sentence.text[: figure.start]
            if figure.unit != "倍" or figure.rough or not _COMPARED.search(before):
                continue
            for now, then in _known_pairs(before, figures, last or {}):
                grown = bool(_GROWTH.search(before))
                times = (now - then if grown else now) / then
                step = Decimal(1).scaleb(-figure.places)
                if times.quantize(step, rounding=ROUND_HALF_UP) != figure.value:
                    yield _wrong_multiple(sentence, figure, now, then)
                break


def _known_pairs(words: str, figures: Figures, last: Figures) -> Iterator[tuple[Decimal, Decimal]]:
    """This year's and last year's figure of the thing named last, if both years have it."""
    named = sorted((words.rfind(word), word) for word in _KNOWN if word in words)
    for group in _KNOWN[named[-1][1]] if named else ():
        if all(path in last and path in figures for path in group) and _sum(last, group):
            yield _sum(figures, group), _sum(last, group)


def _wrong_multiple(sentence: Sentence, figure: WrittenNumber, now: Decimal, then: Decimal) -> Finding:
    times = (now / then).quantize(Decimal(1).scaleb(-max(figure.places, 1)))
    return Finding(
        "text.growth",
        Severity.WARNING,
        sentence.place,
        f"{figure.value}倍与两年的数算出来的不一致",
        evidence=f"{plain_number(now)}÷{plain_number(then)}＝{times}；{sentence.quoted}",
        remedy="请核对两年的数和倍数；“增长1倍”是上年的2倍",
    )


def _check(
    comparison: _GrowthSentence,
    percent: WrittenNumber,
    now: Figures,
    last: Figures | None,
) -> Iterator[Finding]:
    """One percentage: wrong where it is that of none of the counts before it whose last year is known."""
    stated = -percent.value if comparison.growth_word(percent) in _FALLS else percent.value
    step = Decimal(1).scaleb(-percent.places)
    growths: list[tuple[Decimal, Decimal, Decimal]] = []
    for count in comparison.counts_before(percent):
        before = comparison.last_year(count, percent)
        if before is None and last is not None:
            before = _look_up(comparison.text[: count.start], count.value, now, last)
        if before:
            growth = (count.value - before) * 100 / before
            growths.append((count.value, before, growth.quantize(step, rounding=ROUND_HALF_UP)))
    if growths and not percent.rough and stated not in {growth for _, _, growth in growths}:
        yield _wrong(comparison.sentence, growths[0], stated)


def _look_up(words: str, current: Decimal, now: Figures, last: Figures) -> Decimal | None:
    """Last year's figure of the thing named last, if this year's statistics have the count of the text."""
    named = sorted((words.rfind(word), word) for word in _KNOWN if word in words)
    if not named:
        return None
    for group in _KNOWN[named[-1][1]]:
        if all(path in last for path in group) and _sum(now, group) == current:
            return _sum(last, group)
    return None


def _sum(figures: Figures, paths: Sequence[str]) -> Decimal:
    return sum((Decimal(figures.get(path) or 0) for path in paths), Decimal(0))


def _wrong(sentence: Sentence, figures: tuple[Decimal, Decimal, Decimal], stated: Decimal) -> Finding:
    current, before, growth = figures
    return Finding(
        "text.growth",
        Severity.WARNING,
        sentence.place,
        f"同比{_spell(stated)}与两年的数算出来的不一致，应为{_spell(growth)}",
        evidence=f"（{plain_number(current)}－{plain_number(before)}）÷{plain_number(before)}；{sentence.quoted}",
        remedy="请核对两年的数和百分比",
    )


def _spell(percent: Decimal) -> str:
    return f"{'下降' if percent < 0 else '增长'}{abs(percent)}%"
