"""A paragraph → set lines: every glyph placed from the column's left edge, every line with its height."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.placed.border_lines import rules_across, rules_down, width_of
from report_builder.typesetting.placed.pages import RuledLine
from report_builder.typesetting.placed.set_blocks import SetDrawing, SetLine
from report_builder.typesetting.text.beside_drawings import Bounds
from report_builder.typesetting.text.breaking import LineEdges, Rules, break_lines
from report_builder.typesetting.text.characters import CharacterKind, kind_of, may_stretch
from report_builder.typesetting.text.glyph_runs import LINE_SHARE, runs_of
from report_builder.typesetting.text.glyphs import COLUMN_BREAK, PAGE_BREAK
from report_builder.typesetting.text.indents import indents_of, label_shift, tab_stops
from report_builder.typesetting.text.spans import SetSpans, links_of, notes_of, places_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.typesetting.document.content import DocumentParagraph
    from report_builder.typesetting.document.properties import Border, ParagraphProperties
    from report_builder.typesetting.text.beside_drawings import Obstacle
    from report_builder.typesetting.text.breaking import BrokenLine
    from report_builder.typesetting.text.glyph_runs import Run
    from report_builder.typesetting.text.glyph_strings import GlyphManner, GlyphString
    from report_builder.typesetting.text.glyphs import Shaper
    from report_builder.typesetting.text.indents import Indents
    from report_builder.typesetting.text.page_numbers import PageNumbers

# Under an exact line height Word and LibreOffice put the baseline at four fifths of it.
_EXACT_BASELINE: Final = 0.8
# A line that is higher than its rows of the grid by no more than this stands in them.
_HAIR: Final = 0.01
# Wider than any paper.
_WITHOUT_END: Final = 4000.0
# How long and how thick the dots, dashes and lines are that lead along a tab.
_LEADERS: Final = {"dots": (0.06, 0.06), "dashes": (0.25, LINE_SHARE), "line": (0.0, LINE_SHARE)}


class TextColumn(Struct, frozen=True):
    """Where a paragraph is set: its width, the pitch of the line grid (0 for none), what it runs beside.

    ``outside`` is how far a table may reach beyond it and still be on the paper.
    """

    measure: float
    grid_pitch: float
    in_cell: bool = False
    obstacles: tuple[Obstacle, ...] = ()
    outside: float = 0.0


def set_lines(
    paragraph: DocumentParagraph,
    column: TextColumn,
    shaper: Shaper,
    *,
    spans: SetSpans,
    numbers: PageNumbers | None = None,
) -> list[SetLine]:
    """Break a paragraph into lines and place their glyphs; an empty paragraph gives one empty line."""
    properties = paragraph.properties
    string = shaper.shape(paragraph.inlines, paragraph.ordinal, numbers)
    indents = indents_of(paragraph)
    rules = _rules(properties, column, shaper, indents)
    edges = _edges(paragraph, string, indents, column.measure)
    owners = spans.owners(string)
    lines: list[SetLine] = []
    bounds = _bounds(paragraph, column, shaper)
    for broken in break_lines(string, edges, rules, bounds):
        left, right = broken.ends
        manners = _distinct(string.manners[broken.start : broken.end])
        if all(manner.drawing for manner in manners):
            manners.append(shaper.manner(paragraph.mark))
        height, baseline = _line_height(manners, properties, column.grid_pitch)
        pushed = bounds.take(height)
        advances = _align(string, broken, properties, right - left)
        start = left + advances.shift
        found = list(runs_of(string, broken.start, advances.widths, start))
        runs = [run for run in found if not run.manner.drawing]
        # Most lines are text and nothing else.
        is_decorated = bool(string.leaders) or any(map(_is_decorated, manners))
        lines.append(
            SetLine(
                height + pushed,
                baseline + pushed,
                tuple([placed for run in runs for placed in run.glyphs(owners[run.manner.owner])]),
                tuple(_line_rules(string, broken, runs, start, advances.widths)) if is_decorated else (),
                tuple(fill for run in runs for fill in run.fills()) if is_decorated else (),
                ends_page=broken.ended_by == PAGE_BREAK,
                ends_column=broken.ended_by == COLUMN_BREAK,
                links=tuple(links_of(runs, string, owners)) if string.spans else (),
                notes=tuple(notes_of(runs, string, spans)) if string.spans else (),
                places=tuple(places_before(string, broken.end)) if string.places else (),
                drawings=tuple(_drawings(string, broken, found, start, advances.widths)),
            )
        )
    end = sum(string.widths[broken.start : broken.end], left)
    lines[-1] = _with_rest(lines[-1], string, end)
    return lines


def _edges(paragraph: DocumentParagraph, string: GlyphString, indents: Indents, measure: float) -> LineEdges:
    """Where the lines of a paragraph begin and end; one always has room for something."""
    right = indents.left + max(measure - indents.left - indents.right, 1.0)
    first = min(indents.left + indents.first_line - label_shift(paragraph, string), right - 1.0)
    return LineEdges(first, indents.left, right)


def _distinct(manners: Iterable[GlyphManner]) -> list[GlyphManner]:
    """The manners of a line, each once; glyphs set alike share one."""
    return list({id(manner): manner for manner in manners}.values())


def _is_decorated(manner: GlyphManner) -> bool:
    """Whether something is drawn with characters: lines, dots, a ground, a frame."""
    return bool(
        manner.underline
        or manner.shading
        or manner.strike
        or manner.border
        or manner.emphasis
        or manner.composed
    )


def _bounds(paragraph: DocumentParagraph, column: TextColumn, shaper: Shaper) -> Bounds:
    """What narrows the lines of a paragraph, and how high they are before it is known what stands in them."""
    if not column.obstacles:
        return Bounds((), 0.0)
    height, _ = _line_height([shaper.manner(paragraph.mark)], paragraph.properties, column.grid_pitch)
    return Bounds(column.obstacles, height)


def _line_rules(
    string: GlyphString, broken: BrokenLine, runs: list[Run], left: float, widths: list[float]
) -> Iterator[RuledLine]:
    """The lines that go with a line's runs, and those that lead along its tabs."""
    for run in runs:
        yield from run.rules()
    for border, group in groupby(runs, key=lambda run: run.manner.border):
        if border is not None and border.width:
            yield from _framed(border, list(group))
    yield from _leaders(string, broken, left, widths)


def _framed(border: Border, runs: list[Run]) -> Iterator[RuledLine]:
    """The box around neighbouring runs of one border (字符边框)."""
    across = (runs[0].left - border.space, runs[-1].left + runs[-1].width + border.space)
    top = -max(run.manner.ascent + run.manner.rise for run in runs) - width_of(border) / 2
    bottom = max(run.manner.descent - run.manner.rise for run in runs) + width_of(border) / 2
    sides = (border, border)
    yield from rules_across(border, across, top, sides, at_foot=False)
    yield from rules_across(border, across, bottom - width_of(border), sides, at_foot=True)
    yield from rules_down(border, across[0], (top, bottom), sides, at_right=False)
    yield from rules_down(border, across[1] - width_of(border), (top, bottom), sides, at_right=True)


def _leaders(
    string: GlyphString, broken: BrokenLine, left: float, widths: list[float]
) -> Iterator[RuledLine]:
    """The dots, the dashes or the line that lead along a line's tabs (前导符)."""
    end = broken.end
    while end < len(string.characters) and kind_of(string.characters[end]) is CharacterKind.SPACE:
        # A tab at the line's end is no more of it than a space is, but the line that fills it is seen.
        end += 1
    advances = [*widths, *string.widths[broken.end : end]]
    for index, leader in string.leaders.items():
        if broken.start <= index < end:
            look = string.manners[index].look
            start = left + sum(advances[: index - broken.start])
            dash, width = _LEADERS[leader]
            right = start + advances[index - broken.start]
            yield RuledLine(start, 0.0, right, 0.0, width * look.size, look.colour, dash * look.size)


def _with_rest(line: SetLine, string: GlyphString, end: float) -> SetLine:
    """The last line with the places and drawings that stand at the paragraph's end."""
    if not string.places and not string.anchors:
        return line
    drawings = tuple(SetDrawing(drawing, end) for _, drawing in string.anchors)
    names = tuple(name for _, name in string.places)
    return replace(line, drawings=line.drawings + drawings, places=line.places + names)


def _rules(properties: ParagraphProperties, column: TextColumn, shaper: Shaper, indents: Indents) -> Rules:
    """How the paragraph wants its lines broken, where it is set."""
    return Rules(
        overhang=properties.overhang and (shaper.options.hangs_in_cells or not column.in_cell),
        kinsoku=properties.kinsoku,
        parts_words=properties.parts_words,
        latin_gap=properties.latin_gap,
        digit_gap=properties.digit_gap,
        script_gap=shaper.options.script_gap,
        spaces_out_scripts=shaper.options.spaces_out_scripts,
        hangs_after_latin=shaper.options.hangs_after_latin,
        tabs=tab_stops(properties, indents),
        default_tab=shaper.default_tab,
        compress=shaper.compress,
        compress_start=properties.top_line_punctuation,
    )


def natural_width(paragraph: DocumentParagraph, shaper: Shaper, numbers: PageNumbers | None) -> float:
    """How wide a paragraph is if no line of it is broken but where its author did."""
    lines = set_lines(
        replace(paragraph, properties=replace(paragraph.properties, alignment="right")),
        TextColumn(_WITHOUT_END, 0.0),
        shaper,
        spans=SetSpans(0),
        numbers=numbers,
    )
    starts = [run.left for line in lines for run in line.runs]
    starts += [each.left for line in lines for each in line.drawings if each.drawing.anchor is None]
    indents = indents_of(paragraph)
    return _WITHOUT_END - min(starts, default=_WITHOUT_END) + indents.left + max(indents.first_line, 0.0)


def _drawings(
    string: GlyphString, broken: BrokenLine, runs: list[Run], left: float, widths: list[float]
) -> Iterator[SetDrawing]:
    """The drawings that stand in a line, and those anchored in it."""
    for run in runs:
        if run.manner.drawing:
            yield SetDrawing(run.manner.drawing, run.left)
    while string.anchors and string.anchors[0][0] < broken.end:
        index, drawing = string.anchors.pop(0)
        yield SetDrawing(drawing, left + sum(widths[: max(index - broken.start, 0)]))


def _line_height(
    manners: list[GlyphManner], properties: ParagraphProperties, grid_pitch: float
) -> tuple[float, float]:
    """A line's height, and its baseline from its top (ECMA-376 17.3.1.33).

    A picture is kept whole: under an exact height, where Word would cut it, the line grows. Spacing in
    multiples of a line is spacing of the text's lines; a picture is not multiplied.
    """
    texts = [manner for manner in manners if not manner.drawing]
    picture = 0.0
    if len(texts) < len(manners):
        picture = max(manner.ascent for manner in manners if manner.drawing)
    if properties.line_rule == "exact":
        baseline = properties.line * _EXACT_BASELINE
        growth = max(picture - baseline, 0.0)
        return properties.line + growth, baseline + growth
    # The leading of a face stands half above and half below its line, and is of single spacing alone.
    share = 0.5 if properties.line_rule == "auto" else 0.0
    ascent = max([manner.ascent + share * manner.leading for manner in texts])
    descent = max([manner.descent + share * manner.leading for manner in texts])
    grid = grid_pitch if properties.snap_to_grid else 0.0
    text_height, text_ascent = _on_grid(ascent, descent, grid)
    natural, ascent = (text_height, text_ascent) if picture <= ascent else _on_grid(picture, descent, grid)
    if properties.line_rule == "atLeast":
        height = max(natural, properties.line)
    else:
        height = natural + text_height * (properties.line - 1)
    return height, height - natural + ascent


def _on_grid(ascent: float, descent: float, grid_pitch: float) -> tuple[float, float]:
    """A line's own height and baseline; on a line grid it takes whole rows of it, and their middle."""
    natural = ascent + descent
    if not grid_pitch:
        return natural, ascent
    rows = -(-(natural - _HAIR) // grid_pitch)
    return rows * grid_pitch, ascent + (rows * grid_pitch - natural) / 2


class _Advances(Struct, frozen=True):
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
