"""Numbers that somebody typed, and the figures of their year → the expressions that would give them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.manuscript.last_year import last_year_words
from report_builder.manuscript.words import Lookup, View
from report_builder.statistics.last_year import LastYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.statistics.declaring import Value

_HIDDEN: Final = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|\{\{.*?\}\}|\{%.*?%\}")
_NUMBER: Final = re.compile(
    r"(?<![0-9.,第－—-])(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)(?P<unit>[件条篇次个人万元份宗起项名场家])"
)
_SENTENCE: Final = re.compile("[，。；：！？]")
_WORDS: Final = re.compile(r'[.("|)]+')
_REACH: Final = 24
# What every figure of a kind is called by says little of any one of them.
_LITTLE: Final = frozenset({"总数", "类别", "渠道", "渠道归类", "方式", "申请", "工作"})


class TypedFigure(Struct, frozen=True):
    """A number as somebody typed it, with the words before it, and the expression of its figure."""

    words: str
    expression: str


class KnownFigure(Struct, frozen=True):
    """A figure of that year: its expression and the words in it that tell it from others."""

    expression: str
    value: Value
    words: tuple[str, ...]


def known_figures(figures: Mapping[str, Value], year: int) -> tuple[KnownFigure, ...]:
    """The figures of a year, by their paths, as a narrative would write them."""
    words = last_year_words(LastYear(year, Place(""), figures), year).words()
    return tuple(
        KnownFigure(expression, value, tuple(filter(None, _WORDS.split(expression))))
        for expression, value in _leaves(words, "")
        if value
    )


def _leaves(words: Mapping[str, object], before: str) -> Iterator[tuple[str, Value]]:
    for word, value in words.items():
        expression = f"{before}.{word}" if before else word
        if isinstance(value, Lookup):
            for name, entry in value.entries.items():
                yield from _leaf(entry, f'{expression}("{name}")')
        else:
            yield from _leaf(value, expression)


def _leaf(value: object, expression: str) -> Iterator[tuple[str, Value]]:
    if isinstance(value, View):
        yield from _leaves(value.words(), expression)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield expression, value


def typed_figures(text: str, known: Sequence[KnownFigure]) -> Iterator[TypedFigure]:
    """The numbers in a text that are a figure's, as far as the words before them speak of it."""
    masked = _HIDDEN.sub(lambda match: "\ufffc" * len(match[0]), text)
    for match in _NUMBER.finditer(masked):
        value = Decimal(match["number"].replace(",", ""))
        before = masked[max(match.start() - _REACH, 0) : match.start()]
        clause = _SENTENCE.split(before)[-1]
        found = [(_likeness(each, clause, before), each) for each in known if each.value == value]
        best = max(found, key=lambda each: each[0], default=None)
        if best is not None and best[0] > 0:
            words = _SENTENCE.split(text[max(match.start() - _REACH, 0) : match.end()])[-1]
            yield TypedFigure(words.strip(), best[1].expression)


def _likeness(figure: KnownFigure, clause: str, before: str) -> float:
    """How much the words before a number speak of a figure; nothing where they do not."""
    telling = [word for word in figure.words if word not in _LITTLE]
    in_clause = sum(_speaks_of(clause, word) for word in telling)
    near = sum(_speaks_of(before, word) for word in figure.words)
    return in_clause + near / 10 if in_clause else 0.0


def _speaks_of(text: str, word: str) -> float:
    """Whether a text has a word, or what people say for it."""
    said = _SAID.get(word, ())
    return float(word in text or any(each in text for each in said))


_SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "新收": ("收到", "受理", "新收"),
    "办结": ("答复", "办结", "办理"),
    "上年结转": ("结转",),
    "结转下年度": ("结转下", "顺延"),
    "主动公开": ("公开信息", "公开政府信息", "发布信息"),
    "规范性文件": ("规范性文件",),
    "行政许可": ("许可",),
    "行政处罚": ("处罚",),
    "行政强制": ("强制",),
    "复议": ("复议",),
    "诉讼": ("诉讼",),
}
