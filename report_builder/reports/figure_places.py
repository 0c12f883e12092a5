"""An edited report → the words beside its figures, and the figures that were typed over."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.patterns import cut_at
from report_builder.reports.figure_wording import lengthened, tells_a_figure
from report_builder.reports.report import OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.diagnostics import Place
    from report_builder.reports.report import Report, TaggedFigure

PLACED: Final = re.compile(f"{OBJECT}([^{OBJECT}]*){OBJECT}")
_STOPS: Final = "，。；：！？"
_LONGEST: Final = 160
# A figure that was typed over is looked for between the words that stood beside it.
_BESIDE: Final = 8
_FEWEST_BESIDE: Final = 4
_TYPED: Final = rf"([^，。；：！？{OBJECT}]{{1,30}}?)"
_MOST_SOUGHT: Final = 200
_MOST_LETTERS: Final = 500_000


class PlacedFigure(Struct, frozen=True):
    """A figure and what stands before and behind it in its paragraph, with the tags of other figures."""

    shown: TaggedFigure
    before: str
    after: str

    @property
    def is_alone(self) -> bool:
        """Whether its paragraph, or its cell, says nothing else."""
        return not any(PLACED.sub("", part).strip() for part in (self.before, self.after))

    @property
    def clause(self) -> tuple[str, str]:
        """The same up to the nearest stops."""
        return cut_at(self.before, _STOPS)[-1], cut_at(self.after, _STOPS)[0]


class Retyped(Struct, frozen=True):
    """A figure that has lost its control: what stands in its place now, and where."""

    tag: str
    text: str
    place: Place


def placed_figures(report: Report) -> Iterator[PlacedFigure]:
    """Every figure of the report in its place."""
    met: Counter[tuple[int, str]] = Counter()
    for figure in report.figures:
        number = met[figure.paragraph, figure.tag]
        met[figure.paragraph, figure.tag] += 1
        joint = f"{OBJECT}{figure.tag}{OBJECT}"
        pieces = report.paragraphs[figure.paragraph].passage.split(joint, number + 1)
        yield PlacedFigure(figure, joint.join(pieces[: number + 1]), "".join(pieces[number + 1 :]))


def is_lengthened(figure: PlacedFigure, built: frozenset[str]) -> bool:
    """Whether a digit was typed right beside a figure; ``built`` are the paragraphs as they were built.

    A report that does not remember them, as one that was finished, may have had its 万 from the beginning.
    """
    after = figure.after[:2] if built else figure.after.lstrip("万亿")[:2]
    if not lengthened(figure.before[-2:], figure.shown.text, after):
        return False
    joint = f"{OBJECT}{figure.shown.tag}{OBJECT}"
    beside = f"{figure.before[-1:]}{joint}{figure.after[:1]}"
    return not any(beside in passage for passage in built if joint in passage)


def read_clause(figure: PlacedFigure, text: str, texts: Mapping[str, str]) -> str:
    """The clause around a figure with a text in the figure's place; ``texts`` are those of the others."""
    lead, rest = figure.clause
    return cut(f"{filled(lead, texts)}{text}{filled(rest, texts)}")


def filled(passage: str, texts: Mapping[str, str]) -> str:
    """A passage with the figures' texts in the place of their tags."""
    return PLACED.sub(lambda match: texts.get(match[1], ""), passage)


def cut(text: str) -> str:
    """The text, or its beginning where nobody would read all of it."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def find_retyped(report: Report, tags: Iterable[str]) -> Iterator[Retyped]:
    """Of figures that have no control any more, those in whose place something else stands now."""
    passages = report.record.passages if report.record else ()
    paragraphs, sought = tuple(each.passage for each in report.paragraphs), frozenset(tags)
    if not sought or sum(map(len, paragraphs)) > _MOST_LETTERS:
        return
    met = (match for passage in passages for match in PLACED.finditer(passage) if match[1] in sought)
    for match in islice(met, _MOST_SOUGHT):
        found = _between(match.string[: match.start()], match.string[match.end() :], paragraphs)
        if found is not None:
            number, text = found
            yield Retyped(match[1], text, report.paragraphs[number].place)


def _between(before: str, after: str, paragraphs: Iterable[str]) -> tuple[int, str] | None:
    """The only text between the words that stood around a figure, and its paragraph's number."""
    lead, rest = before.rpartition(OBJECT)[2][-_BESIDE:], after.partition(OBJECT)[0][:_BESIDE]
    if not lead or not rest or len(lead + rest) < _FEWEST_BESIDE:
        return None
    typed = re.compile(f"{re.escape(lead)}{_TYPED}{re.escape(rest)}")
    found = [(number, match[1]) for number, text in enumerate(paragraphs) for match in typed.finditer(text)]
    return found[0] if len(found) == 1 and tells_a_figure(found[0][1]) else None
