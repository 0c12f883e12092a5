"""A paragraph's glyphs and its measure → lines, by the rules of GB/T 15834-2011, 5.1.

Greedy, as Word and its kin break: a line takes what fits; a mark that may not start the next line
hangs beyond the measure, or takes its neighbour with it to the next line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.typesetting.text.characters import (
    CharacterKind,
    has_script_gap,
    is_blank_after,
    is_blank_before,
    is_east_asian_like,
    is_inside_word,
    kind_of,
    may_break_at,
    may_close_up,
    may_hang,
    script_at,
    stand_plainly,
)
from report_builder.typesetting.text.glyphs import COLUMN_BREAK, DEFAULT_TAB, LINE_BREAK, PAGE_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.document.properties import TabStop
    from report_builder.typesetting.text.beside_drawings import Bounds
    from report_builder.typesetting.text.glyph_strings import GlyphString

_TOLERANCE: Final = 0.01
# A mark wider than this share of its size is as wide as a hanzi.
_FULL: Final = 0.75
_HALF: Final = 0.5
# How much of what follows a tab stands before its stop.
_BEFORE_STOP: Final = {"left": 0.0, "center": 0.5, "right": 1.0, "decimal": 1.0}
_BREAKS: Final = frozenset((LINE_BREAK, PAGE_BREAK, COLUMN_BREAK))


class Rules(Struct, frozen=True):
    """How a paragraph wants its lines broken.

    ``script_gap`` is the space between hanzi and letters or digits, as a share of the size.
    ``compress`` takes the empty half out of full-width marks where two meet and at a line's end,
    ``compress_start`` also at a line's start; ``parts_words`` lets lines end inside of words
    (允许西文在单词中间换行).
    """

    overhang: bool
    kinsoku: bool
    latin_gap: bool
    digit_gap: bool
    script_gap: float
    spaces_out_scripts: bool = True
    hangs_after_latin: bool = True
    tabs: tuple[TabStop, ...] = ()
    default_tab: float = DEFAULT_TAB
    compress: bool = False
    compress_start: bool = False
    parts_words: bool = False

    def allow(self, characters: list[str], index: int) -> bool:
        """Whether a line may end before a character; without 避头尾 also between any two hanzi."""
        before, after = characters[index - 1], characters[index]
        if may_break_at(characters, index) or (self.parts_words and is_inside_word(before, after)):
            return True
        return not self.kinsoku and is_east_asian_like(before) and is_east_asian_like(after)


class LineEdges(Struct, frozen=True):
    """Where lines run, from the column's left edge: from ``first`` or ``left`` to ``right``."""

    first: float
    left: float
    right: float


class BrokenLine(Struct, frozen=True):
    """A line as a range of glyphs, trailing spaces and the break itself left out.

    ``gaps`` hold the space before each of its glyphs; ``hangs`` says that the last one stands beyond
    the measure; ``trim`` is how much of its last glyph's width counts as empty; ``ended_by`` is the
    break character that ended it, or empty; ``ends`` are where it could run from and to.
    """

    start: int
    end: int
    gaps: tuple[float, ...]
    hangs: bool
    ended_by: str
    last: bool
    trim: float = 0.0
    ends: tuple[float, float] = (0.0, 0.0)


class _End(Struct, frozen=True):
    """Where a line ends, where the next one starts, and whether the line's last mark hangs."""

    end: int
    resume: int
    hangs: bool = False


def break_lines(
    string: GlyphString, measure: LineEdges, rules: Rules, bounds: Bounds | None = None
) -> Iterator[BrokenLine]:
    """Cut a paragraph into lines; every character belongs to exactly one line or is a space at its end.

    ``bounds`` narrows the lines one by one, as each is asked for.
    """
    total = len(string.characters)
    start = 0
    left = measure.first
    while True:
        gaps: list[float] = []
        own = (left, measure.right) if bounds is None else bounds.narrow(left, measure.right)
        found = _fill(string, start, LineEdges(own[0], own[0], own[1]), rules, gaps)
        ended_by = _break_at(string, found.end)
        visible = _without_spaces(string, start, found.end)
        at_end = found.resume >= total and ended_by != LINE_BREAK
        yield BrokenLine(
            start,
            visible,
            tuple(gaps[: visible - start]),
            found.hangs,
            ended_by,
            last=at_end and not ended_by,
            trim=0.0 if found.hangs or visible == start else _trim(string, visible - 1, rules),
            ends=own,
        )
        if at_end:
            return
        start, left = found.resume, measure.left


def _break_at(string: GlyphString, index: int) -> str:
    """The break character at an index, or empty."""
    if index < len(string.characters) and string.characters[index] in _BREAKS:
        return string.characters[index]
    return ""


def _without_spaces(string: GlyphString, start: int, end: int) -> int:
    while end > start and kind_of(string.characters[end - 1]) is CharacterKind.SPACE:
        end -= 1
    return end


def _gap(string: GlyphString, index: int, rules: Rules) -> float:
    """The space between scripts before a glyph."""
    if string.marks and (index in string.marks or index - 1 in string.marks):
        # The mark of a note stands close to what it belongs to, and never starts a line.
        return 0.0
    before, after = string.characters[index - 1], string.characters[index]
    if rules.spaces_out_scripts and stand_plainly(kind_of(before), kind_of(after)):
        return 0.0
    closed = index - (0 if is_blank_before(before) else 1)
    if rules.compress and may_close_up(before, after) and _is_full(string, closed):
        return -_HALF * string.manners[closed].look.size
    gap = _script_gap(string, index, rules) if has_script_gap(before, after) else 0.0
    spacing = string.manners[index - 1].spacing
    if rules.spaces_out_scripts or not spacing:
        return gap
    scripts = (script_at(string.characters, index - 1), script_at(string.characters, index))
    return gap if scripts[0] is scripts[1] else gap - spacing


def _script_gap(string: GlyphString, index: int, rules: Rules) -> float:
    before, after = string.characters[index - 1], string.characters[index]
    digit = CharacterKind.DIGIT in {kind_of(before), kind_of(after)}
    if not (rules.digit_gap if digit else rules.latin_gap):
        return 0.0
    return rules.script_gap * max(string.manners[index - 1].look.size, string.manners[index].look.size)


def _is_full(string: GlyphString, index: int) -> bool:
    """Whether a mark is as wide as a hanzi: in a Latin face “ and ” are not, and have no empty half."""
    look = string.manners[index].look
    return string.widths[index] - string.manners[index].spacing > _FULL * look.size * look.scale


def _trim(string: GlyphString, index: int, rules: Rules) -> float:
    """The empty half of a full-width mark that ends a line (GB/T 15834-2011, 5.1.10)."""
    empty = rules.compress and is_blank_after(string.characters[index]) and _is_full(string, index)
    return _HALF * string.manners[index].look.size if empty else 0.0


def _fill(string: GlyphString, start: int, measure: LineEdges, rules: Rules, gaps: list[float]) -> _End:
    """Fill one line from ``start``; the gap before each glyph taken goes into ``gaps``."""
    characters, widths = string.characters, string.widths
    position = measure.left
    for index in range(start, len(characters)):
        character = characters[index]
        if character in _BREAKS:
            return _End(index, index + 1)
        gap = 0.0
        if index > start:
            gap = _gap(string, index, rules)
        elif rules.compress_start and is_blank_before(character) and _is_full(string, index):
            gap = -_HALF * string.manners[index].look.size
        if character == "\t":
            widths[index] = _tab_width(string, index, position, measure, rules)
        position += gap + widths[index]
        gaps.append(gap)
        if (
            position - measure.right > _TOLERANCE
            and index > start
            and kind_of(character) is not CharacterKind.SPACE
            and position - _trim(string, index, rules) - measure.right > _TOLERANCE
        ):
            cut = _opportunity(string, start, index, rules)
            fitted = position - gap - widths[index] <= measure.right + _TOLERANCE
            return (_hang(string, index, rules) if fitted else None) or _End(cut, cut)
    return _End(len(characters), len(characters))


def _opportunity(string: GlyphString, start: int, index: int, rules: Rules) -> int:
    """The last place up to an index where a line may end; the index itself where there is none."""
    for place in range(index, start, -1):
        if place not in string.marks and rules.allow(string.characters, place):
            return place
    return index


def _hang(string: GlyphString, index: int, rules: Rules) -> _End | None:
    """End a line after a mark that hangs beyond its end; ``None`` where it may not."""
    characters = string.characters
    total = len(characters)
    after = index + 1
    if not rules.overhang or not may_hang(characters[index]):
        return None
    if not rules.hangs_after_latin and not script_at(characters, index - 1):
        return None
    while after < total and kind_of(characters[after]) is CharacterKind.SPACE:
        after += 1
    if after == total:
        return _End(after, after, hangs=True)
    if characters[after] in _BREAKS:
        return _End(after, after + 1, hangs=True)
    allowed = rules.allow(characters, after) and after not in string.marks
    return _End(after, after, hangs=True) if allowed else None


def _point(characters: list[str], start: int, end: int) -> int:
    """Where the point of the first number between two places stands; its end where it has none."""
    index = start
    while index < end and not characters[index].isdecimal():
        index += 1
    while index < end and (characters[index].isdecimal() or characters[index] in ",，"):
        index += 1
    return index


def _tab_width(string: GlyphString, index: int, position: float, measure: LineEdges, rules: Rules) -> float:
    """How far a tab at a position reaches (ECMA-376 17.3.1.37): to its stop, or to the next default one."""
    stop = next((stop for stop in rules.tabs if stop.position > position + _TOLERANCE), None)
    if stop is None:
        return rules.default_tab - position % rules.default_tab
    end = index + 1
    while end < len(string.characters) and string.characters[end] not in (*_BREAKS, "\t"):
        end += 1
    if stop.kind == "decimal":
        end = _point(string.characters, index + 1, end)
    following = sum(string.widths[index + 1 : end])
    following += sum(_gap(string, each, rules) for each in range(index + 1, end))
    share = _BEFORE_STOP[stop.kind]
    if stop.leader:
        string.leaders[index] = stop.leader
    room = min(stop.position, measure.right) - position
    return max(room - following * share, 0.0)
