"""A text and a pattern → the spans where the text departs from one rule of style."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.lint.passages import HIDDEN
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from report_builder.checks.lint.passages import Passage, Text
    from report_builder.diagnostics import Severity

    Finder = Callable[[Text], Iterable["StyleBreach"]]

PUNCTUATION: Final = "GB/T 15834—2011"
NUMERALS: Final = "GB/T 15835—2011"
LAYOUT: Final = "GB/T 9704—2012"

RUNNING: Final = (ParagraphRole.TITLE, ParagraphRole.HEADING, ParagraphRole.TEXT)


class StyleBreach(Struct, frozen=True):
    """Where a rule is broken; ``instead`` is what could stand there, empty where a person must decide."""

    passage: Passage
    start: int
    end: int
    instead: str = ""

    @property
    def text(self) -> str:
        """The words at fault."""
        return self.passage.text[self.start : self.end]

    @property
    def is_quoted(self) -> bool:
        """Whether they stand inside 《》, where a document's own name is exact."""
        return self.passage.bare[self.start : self.start + 1] == HIDDEN


class StyleRule(Struct, frozen=True):
    """A rule of style: what it says, an example that breaks it and one that keeps it, and its clause.

    An example's lines are paragraphs; ``# `` begins a heading of the first level, ``## `` of the second,
    ``% `` the title.
    """

    code: str
    severity: Severity
    title: str
    explanation: str
    bad: str
    good: str
    clause: str
    find: Finder


def running(text: Text, roles: Iterable[ParagraphRole] = RUNNING) -> Iterator[Passage]:
    """The passages of these roles; cells and what stands beside the text come in texts of their own."""
    wanted = frozenset(roles)
    return (each for each in text if each.role in wanted)


def matching(
    pattern: str,
    instead: str = "",
    *,
    roles: Iterable[ParagraphRole] = RUNNING,
    inside_titles: bool = False,
    accept: Callable[[re.Match[str]], bool] = lambda _: True,
) -> Finder:
    """A finder of every match of a pattern, or of its group ``at``; ``instead`` is a template for ``re``.

    ``inside_titles`` also looks inside 《》; ``accept`` has the last word on a match. The pattern is
    compiled when it is first needed: one that spells out all hanzi takes a millisecond.
    """

    def find(text: Text) -> Iterator[StyleBreach]:
        for each in running(text, roles):
            for match in compiled(pattern).finditer(each.text if inside_titles else each.bare):
                if accept(match):
                    start, end = match.span("at") if "at" in match.re.groupindex else match.span()
                    advice = match.expand(instead) if instead else ""
                    yield StyleBreach(each, start, end, "" if HIDDEN in advice else advice)

    return find


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled once."""
    return re.compile(pattern)


def only_with(signs: Iterable[str], finder: Finder) -> Finder:
    """A finder that looks only where one of the signs stands, as every match of it holds one."""
    return lambda text: finder(tuple(each for each in text if any(sign in each.text for sign in signs)))


def both(*finders: Finder) -> Finder:
    """A finder of what any of these finds."""
    return lambda text: [span for finder in finders for span in finder(text)]
