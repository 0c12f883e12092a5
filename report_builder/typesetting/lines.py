"""A paragraph → set lines: every glyph placed from the column's left edge, every line with its height."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.breaking import Measure, Rules, break_lines
from report_builder.typesetting.characters import may_stretch
from report_builder.typesetting.glyphs import PAGE_BREAK
from report_builder.typesetting.pages import Fill, GlyphRun, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.breaking import BrokenLine
    from report_builder.typesetting.content import Paragraph
    from report_builder.typesetting.glyphs import GlyphString, Manner, PageNumbers, Shaper
    from report_builder.typesetting.properties import ParagraphProperties

# Under an exact line height Word and LibreOffice put the baseline at four fifths of it.
_EXACT_BASELINE: Final = 0.8
_HUNDREDTHS: Final = 100.0
_SAME: Final = 1e-6
# Where lines and dots stand beside characters, as shares of the size.
_LINE_SHARE: Final = 0.05
_UNDERLINE_SHARE: Final = 0.16
_STRIKE_SHARE: Final = 0.3
_DOT_SHARE: Final = 0.06


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a paragraph: what it draws, from the column's left edge and from its own baseline 0."""

    height: float
    baseline: float
    runs: tuple[GlyphRun, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    ends_page: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Where a paragraph is set: the width it has and the pitch of the line grid (0 for none)."""

    measure: float
    grid_pitch: float


@dataclass(frozen=True, slots=True)
class Indents:
    """A paragraph's indents in points, those in characters converted."""

    left: float
    right: float
    first_line: float


def indents_of(paragraph: Paragraph) -> Indents:
    """The indents of a paragraph; one character is as wide as the paragraph's own size."""
    properties = paragraph.properties
    size = paragraph.mark.size

    def points(chars: int | None, otherwise: float) -> float:
        return otherwise if not chars else chars / _HUNDREDTHS * size

    return Indents(
        left=points(properties.left_chars, properties.left),
        right=points(properties.right_chars, properties.right),
        first_line=points(properties.first_line_chars, properties.first_line),
    )


def set_lines(
    paragraph: Paragraph,
    column: Column,
    shaper: Shaper,
    *,
    element: int,
    numbers: PageNumbers | None = None,
) -> list[SetLine]:
    """Break a paragraph into lines and place their glyphs; an empty paragraph gives one empty line."""
    properties = paragraph.properties
    string = shaper.shape(paragraph.inlines, paragraph.ordinal, numbers)
    indents = indents_of(paragraph)
    measure = max(column.measure - indents.left - indents.right, 1.0)
    right = indents.left + measure
    rules = Rules(
        overhang=properties.overhang,
        kinsoku=properties.kinsoku,
        latin_gap=properties.latin_gap,
        digit_gap=properties.digit_gap,
        script_gap=shaper.options.script_gap,
        tabs=properties.tabs,
        compress=shaper.compress,
        compress_start=properties.top_line_punctuation,
    )
    first = min(indents.left + indents.first_line, right - 1.0)
    lines: list[SetLine] = []
    for broken in break_lines(string, Measure(first, indents.left, right), rules):
        left = indents.left if lines else first
        manners = string.manners[broken.start : broken.end] or [shaper.manner(paragraph.mark)]
        height, baseline = _line_height(manners, properties, column.grid_pitch)
        advances = _align(string, broken, properties, right - left)
        runs = list(_runs(string, broken.start, advances.widths, left + advances.shift))
        lines.append(
            SetLine(
                height,
                baseline,
                tuple(run.glyphs(element) for run in runs),
                tuple(rule for run in runs for rule in run.rules()),
                tuple(fill for run in runs for fill in run.fills()),
                ends_page=broken.ended_by == PAGE_BREAK,
            )
        )
    return lines


def _line_height(
    manners: list[Manner], properties: ParagraphProperties, grid_pitch: float
) -> tuple[float, float]:
    """A line's height, and its baseline from its top (ECMA-376 17.3.1.33)."""
    if properties.line_rule == "exact":
        return properties.line, properties.line * _EXACT_BASELINE
    ascent = max(manner.ascent for manner in manners)
    descent = max(manner.descent for manner in manners)
    natural = ascent + descent
    if grid_pitch and properties.snap_to_grid:
        rows = -(-natural // grid_pitch)
        ascent += (rows * grid_pitch - natural) / 2
        natural = rows * grid_pitch
    at_least = properties.line_rule == "atLeast"
    height = max(natural, properties.line) if at_least else natural * properties.line
    return height, height - natural + ascent


@dataclass(frozen=True, slots=True)
class _Advances:
    """A line's advances once it is aligned, and how far it is shifted to the right."""

    widths: list[float]
    shift: float


def _align(
    string: GlyphString, line: BrokenLine, properties: ParagraphProperties, measure: float
) -> _Advances:
    """Align a line: shift it, or stretch its gaps."""
    start, end = line.start, line.end
    advances = string.widths[start:end]
    for index, gap in enumerate(line.gaps[1:]):
        advances[index] += gap
    counted = end - start - (1 if line.hangs else 0)
    advances[-1:] = [advance - line.trim for advance in advances[-1:]]
    shift = line.gaps[0] if line.gaps else 0.0
    spare = measure - shift - sum(advances[:counted])
    alignment = properties.alignment
    if alignment == "distribute" or (alignment == "both" and not line.last and not line.ended_by):
        _stretch(string.characters, start, advances, counted, spare)
        return _Advances(advances, shift)
    return _Advances(advances, shift + spare * {"right": 1.0, "center": 0.5}.get(alignment, 0.0))


def _stretch(characters: list[str], start: int, advances: list[float], counted: int, spare: float) -> None:
    """Spread the spare width over the gaps between a line's glyphs (两端对齐)."""
    gaps = [
        index
        for index in range(counted - 1)
        if may_stretch(characters[start + index], characters[start + index + 1])
    ]
    if not gaps:
        return
    share = spare / len(gaps)
    for index in gaps:
        advances[index] += share


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one manner and one spacing, and the width they take."""

    left: float
    width: float
    manner: Manner
    text: str
    spacing: float
    lefts: tuple[float, ...]

    def glyphs(self, element: int) -> GlyphRun:
        """The run as a page holds it."""
        return GlyphRun(self.left, -self.manner.rise, self.manner.look, self.text, element, self.spacing)

    def rules(self) -> Iterator[Rule]:
        """Its underline and the line through it."""
        manner, size = self.manner, self.manner.look.size
        right = self.left + self.width
        thin = size * _LINE_SHARE
        below = size * _UNDERLINE_SHARE - manner.rise
        if manner.underline:
            width = thin * 2 if manner.underline == "thick" else thin
            dash = size / 5 if manner.underline == "dashed" else 0.0
            yield Rule(self.left, below, right, below, width, manner.look.colour, dash)
            if manner.underline == "double":
                yield Rule(self.left, below + 2 * thin, right, below + 2 * thin, thin, manner.look.colour)
        if manner.strike:
            middle = -size * _STRIKE_SHARE - manner.rise
            yield Rule(self.left, middle, right, middle, thin, manner.look.colour)

    def fills(self) -> Iterator[Fill]:
        """Its background, and the dots below its characters."""
        manner, size = self.manner, self.manner.look.size
        if manner.shading:
            yield Fill(self.left, -manner.ascent, self.left + self.width, manner.descent, manner.shading)
        if manner.emphasis:
            radius = size * _DOT_SHARE
            top = size * _UNDERLINE_SHARE
            for left in self.lefts:
                middle = left + size / 2
                yield Fill(
                    middle - radius, top, middle + radius, top + 2 * radius, manner.look.colour, round=True
                )


def _runs(string: GlyphString, start: int, advances: list[float], left: float) -> Iterator[_Run]:
    """Gather neighbouring glyphs of one manner and one spacing into runs.

    What follows a run's last glyph shows only in where the next run starts, so that glyph may be
    followed by any space.
    """
    characters, manners, widths = string.characters, string.manners, string.widths
    count = len(advances)
    first = 0
    while first < count:
        if characters[start + first] == "\t":
            left += advances[first]
            first += 1
            continue
        manner = manners[start + first]
        extra = advances[first] - widths[start + first]
        last = first
        while (
            last + 1 < count
            and manners[start + last + 1] is manner
            and characters[start + last + 1] != "\t"
            and abs(advances[last] - widths[start + last] - extra) < _SAME
        ):
            last += 1
        lefts = tuple(accumulate(advances[first:last], initial=left))
        width = sum(advances[first : last + 1])
        text = "".join(characters[start + first : start + last + 1])
        yield _Run(left, width, manner, text, manner.spacing + extra, lefts)
        left += width
        first = last + 1
