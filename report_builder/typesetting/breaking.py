"""A paragraph's glyphs and its measure → lines, by the rules of GB/T 15834-2011, 5.1.

Greedy, as Word and its kin break: a line takes what fits; a mark that may not start the next line
hangs beyond the measure, or takes its neighbour with it to the next line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.characters import (
    Kind,
    has_script_gap,
    is_east_asian_like,
    kind_of,
    may_break,
    may_hang,
)
from report_builder.typesetting.glyphs import LINE_BREAK, PAGE_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.glyphs import GlyphString

_TOLERANCE: Final = 0.01
_BREAKS: Final = frozenset((LINE_BREAK, PAGE_BREAK))


@dataclass(frozen=True, slots=True)
class Rules:
    """How a paragraph wants its lines broken.

    ``script_gap`` is the space between hanzi and letters or digits, as a share of the size.
    """

    overhang: bool
    kinsoku: bool
    latin_gap: bool
    digit_gap: bool
    script_gap: float
    tab: float

    def allow(self, before: str, after: str) -> bool:
        """Whether a line may end between two characters; without 避头尾 also between any two hanzi."""
        return may_break(before, after) or (
            not self.kinsoku and is_east_asian_like(before) and is_east_asian_like(after)
        )


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line as a range of glyphs, trailing spaces and the break itself left out.

    ``gaps`` hold the space before each of its glyphs; ``hangs`` says that the last one stands beyond
    the measure; ``ended_by`` is the break character that ended it, or empty.
    """

    start: int
    end: int
    gaps: tuple[float, ...]
    hangs: bool
    ended_by: str
    last: bool


@dataclass(frozen=True, slots=True)
class _End:
    """Where a line ends, where the next one starts, and whether the line's last mark hangs."""

    end: int
    resume: int
    hangs: bool = False


def break_lines(
    string: GlyphString, first_measure: float, measure: float, rules: Rules
) -> Iterator[BrokenLine]:
    """Cut a paragraph into lines; every character belongs to exactly one line or is a space at its end."""
    total = len(string.characters)
    start = 0
    width = first_measure
    while True:
        gaps: list[float] = []
        found = _fill(string, start, width, rules, gaps)
        ended_by = _break_at(string, found.end)
        visible = _without_spaces(string, start, found.end)
        at_end = found.resume >= total and ended_by != LINE_BREAK
        yield BrokenLine(
            start, visible, tuple(gaps[: visible - start]), found.hangs, ended_by, at_end and not ended_by
        )
        if at_end:
            return
        start, width = found.resume, measure


def _break_at(string: GlyphString, index: int) -> str:
    """The break character at an index, or empty."""
    if index < len(string.characters) and string.characters[index] in _BREAKS:
        return string.characters[index]
    return ""


def _without_spaces(string: GlyphString, start: int, end: int) -> int:
    while end > start and kind_of(string.characters[end - 1]) is Kind.SPACE:
        end -= 1
    return end


def _gap(string: GlyphString, index: int, rules: Rules) -> float:
    """The space between scripts before a glyph."""
    before, after = string.characters[index - 1], string.characters[index]
    if not has_script_gap(before, after):
        return 0.0
    digit = Kind.DIGIT in {kind_of(before), kind_of(after)}
    if not (rules.digit_gap if digit else rules.latin_gap):
        return 0.0
    return rules.script_gap * max(string.looks[index - 1].size, string.looks[index].size)


def _fill(string: GlyphString, start: int, width: float, rules: Rules, gaps: list[float]) -> _End:
    """Fill one line from ``start``; the gap before each glyph taken goes into ``gaps``."""
    characters, widths = string.characters, string.widths
    position = 0.0
    opportunity = start
    for index in range(start, len(characters)):
        character = characters[index]
        if character in _BREAKS:
            return _End(index, index + 1)
        gap = 0.0
        if index > start:
            gap = _gap(string, index, rules)
            if rules.allow(characters[index - 1], character):
                opportunity = index
        if character == "\t":
            widths[index] = rules.tab - position % rules.tab
        position += gap + widths[index]
        gaps.append(gap)
        if position > width + _TOLERANCE and kind_of(character) is not Kind.SPACE and index > start:
            cut = opportunity if opportunity > start else index
            return _hang(string, index, rules) or _End(cut, cut)
    return _End(len(characters), len(characters))


def _hang(string: GlyphString, index: int, rules: Rules) -> _End | None:
    """End a line after a mark that hangs beyond its end; ``None`` where it may not."""
    characters = string.characters
    total = len(characters)
    after = index + 1
    if not rules.overhang or not may_hang(characters[index]):
        return None
    while after < total and kind_of(characters[after]) is Kind.SPACE:
        after += 1
    if after == total or (after > index + 1 and characters[after] not in _BREAKS):
        return _End(after, after, hangs=True)
    if characters[after] in _BREAKS:
        return _End(after, after + 1, hangs=True)
    allowed = rules.allow(characters[index], characters[after])
    return _End(after, after, hangs=True) if allowed else None
