"""A cell → how wide its content must and would like to be, for columns that follow their content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.typesetting.document.content import DocumentParagraph
from report_builder.typesetting.tables.table_widths import Extent
from report_builder.typesetting.text.characters import is_east_asian_like, may_break
from report_builder.typesetting.text.glyphs import COLUMN_BREAK, LINE_BREAK, PAGE_BREAK
from report_builder.typesetting.text.indents import indents_of

if TYPE_CHECKING:
    from report_builder.typesetting.document.content import Block, DocumentCell
    from report_builder.typesetting.text.glyph_strings import GlyphString
    from report_builder.typesetting.text.glyphs import Shaper

# A hair more than the text itself, so that a column as wide as its text does not break it.
_HAIR: Final = 0.1
_BREAKS: Final = frozenset((LINE_BREAK, PAGE_BREAK, COLUMN_BREAK))


def cell_extent(cell: DocumentCell, shaper: Shaper) -> Extent:
    """The extent of what stands in a cell, with its margins."""
    margins = cell.margins.left + cell.margins.right
    if cell.direction != "across":
        width = sum(_line_height(block, shaper) for block in cell.blocks)
        return Extent(width + margins, width + margins)
    extents = [_extent(block, shaper) for block in cell.blocks]
    least = max((extent.least for extent in extents), default=0.0)
    most = max((extent.most for extent in extents), default=0.0)
    return Extent((most if cell.whole_lines else least) + margins, most + margins)


def _line_height(block: Block, shaper: Shaper) -> float:
    if not isinstance(block, DocumentParagraph):
        return sum(block.widths)
    if block.properties.line_rule == "exact":
        return block.properties.line
    manner = shaper.manner(block.mark)
    return manner.ascent + manner.descent


def _extent(block: Block, shaper: Shaper) -> Extent:
    if not isinstance(block, DocumentParagraph):
        width = sum(block.widths)
        return Extent(width, width)
    string = shaper.shape_ahead(block)
    indents = indents_of(block)
    least, most = _measure(string, shaper.options.script_gap, shaper.default_tab)
    return Extent(
        least + indents.left + indents.right + _HAIR,
        most + indents.left + indents.right + max(indents.first_line, 0.0) + _HAIR,
    )


def _measure(string: GlyphString, script_gap: float, tab: float) -> tuple[float, float]:
    """The longest word and the longest line; hanzi may part anywhere, whatever stands beside them."""
    longest_word = longest_line = word = line = 0.0
    last = ""
    for index, (character, advance) in enumerate(zip(string.characters, string.widths, strict=True)):
        before, last = last, "" if character in _BREAKS else character
        width = tab if character == "\t" else advance
        if not last:
            word = line = 0.0
            continue
        hanzi = is_east_asian_like(character)
        if before and hanzi != is_east_asian_like(before):
            line += script_gap * string.manners[index].look.size
        if not before or (hanzi and is_east_asian_like(before)) or may_break(before, character):
            word = 0.0
        if character != " ":
            word += width
        line += width
        longest_word, longest_line = max(longest_word, word), max(longest_line, line)
    return longest_word, longest_line
