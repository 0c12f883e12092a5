"""Formatting of characters and paragraphs as values, every length in points."""

from __future__ import annotations

from typing import Final, Literal, TypedDict

from msgspec import Struct
from msgspec.structs import replace

Alignment = Literal["left", "right", "center", "both", "distribute"]
LineRule = Literal["auto", "exact", "atLeast"]
Script = Literal["baseline", "superscript", "subscript"]
Underline = Literal["", "single", "double", "dashed", "thick", "wave"]
TabKind = Literal["left", "center", "right", "decimal", "clear"]
Leader = Literal["", "dots", "dashes", "line"]

_HUNDREDTHS: Final = 100.0
# How high a line is to spaces in lines where there is no grid: Word writes 240 twips for one.
_LINE: Final = 12.0


class Border(Struct, frozen=True):
    """A border line; ``space`` is its distance from the text, ``style`` the file's name for its kind.

    ``width`` is that of each of its lines (ECMA-376 17.18.2).
    """

    width: float
    space: float = 0.0
    colour: str = "000000"
    style: str = "single"


class Fit(Struct, frozen=True):
    """How wide runs of one mark are to be together (17.3.2.14)."""

    mark: str
    width: float


class RunProperties(Struct, frozen=True):
    """How characters look (ECMA-376 17.3.2); the defaults are Word's own where a file says nothing.

    A font name that starts with ``+`` is a theme font's slot. ``scale`` is 1 for natural width.
    ``shading`` is a colour, or empty for none; ``emphasis`` is a dot below each character (着重号).
    ``two_lines`` marks what is set as two lines in one (双行合一), with the name of the brackets around it.
    """

    east_asian: str = "Times New Roman"
    ascii: str = "Times New Roman"
    high_ansi: str = "Times New Roman"
    hint_east_asian: bool = False
    size: float = 10.0
    spacing: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    hidden: bool = False
    scale: float = 1.0
    rise: float = 0.0
    script: Script = "baseline"
    underline: Underline = ""
    strike: bool = False
    emphasis: bool = False
    shading: str = ""
    capitals: bool = False
    small_capitals: bool = False
    two_lines: str = ""
    double_strike: bool = False
    border: Border | None = None
    fit: Fit | None = None


class RunOverrides(TypedDict, total=False):
    """The character properties that one style or one run sets."""

    east_asian: str
    ascii: str
    high_ansi: str
    hint_east_asian: bool
    size: float
    spacing: float
    bold: bool
    italic: bool
    colour: str
    hidden: bool
    scale: float
    rise: float
    script: Script
    underline: Underline
    strike: bool
    emphasis: bool
    shading: str
    capitals: bool
    small_capitals: bool
    two_lines: str
    double_strike: bool
    border: Border | None
    fit: Fit | None


class TabStop(Struct, frozen=True):
    """A tab stop, from the column's left edge; ``leader`` is what leads to it.

    One that is ``clear`` takes an inherited stop away; no resolved paragraph has any.
    """

    position: float
    kind: TabKind
    leader: Leader = ""


class TextFrame(Struct, frozen=True):
    """A text frame (ECMA-376 17.3.1.11) in the type area; ``width`` is ``None`` for all of its width."""

    width: float | None
    align_bottom: bool


class ParagraphProperties(Struct, frozen=True):
    """How a paragraph is set (ECMA-376 17.3.1).

    ``first_line`` is negative for a hanging indent. An indent in hundredths of a character
    (``…_chars``) wins over the one in points beside it, and so does a space in hundredths of a line
    (``…_lines``), for which ``spaced_in`` gives the points; one that is left to Word (``auto_…``) wins over
    both. ``line`` is a multiple of the line's own
    height under the rule ``auto``, else points. ``outline`` is 0 for the highest heading level,
    ``None`` for body text. ``list_id`` names the list whose number the paragraph takes, empty for none;
    ``list_level`` counts from 0. ``bars`` are where lines stand across the paragraph (竖线制表位).
    """

    alignment: Alignment = "left"
    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0
    left_chars: int | None = None
    right_chars: int | None = None
    first_line_chars: int | None = None
    space_before: float = 0.0
    space_after: float = 0.0
    before_lines: int | None = None
    after_lines: int | None = None
    auto_before: bool = False
    auto_after: bool = False
    line: float = 1.0
    line_rule: LineRule = "auto"
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    snap_to_grid: bool = True
    contextual_spacing: bool = False
    latin_gap: bool = True
    digit_gap: bool = True
    overhang: bool = True
    kinsoku: bool = True
    parts_words: bool = False
    top_line_punctuation: bool = False
    outline: int | None = None
    list_id: str = ""
    list_level: int = 0
    border_top: Border | None = None
    border_bottom: Border | None = None
    border_left: Border | None = None
    border_right: Border | None = None
    border_between: Border | None = None
    frame: TextFrame | None = None
    shading: str = ""
    tabs: tuple[TabStop, ...] = ()
    bars: tuple[float, ...] = ()

    def overridden(self, own: ParagraphOverrides) -> ParagraphProperties:
        """These with what a style or a paragraph sets; its tab stops come to those there are (17.3.1.38)."""
        changed = replace(self, **own)
        if "tabs" not in own:
            return changed
        stops = {stop.position: stop for stop in (*self.tabs, *own["tabs"])}
        kept = (stop for stop in stops.values() if stop.kind != "clear")
        return replace(changed, tabs=tuple(sorted(kept, key=lambda stop: stop.position)))

    def spaced_in(self, grid_pitch: float) -> ParagraphProperties:
        """These with spaces in points; a line is as high as the document grid has it (17.3.1.33)."""
        if self.before_lines is None and self.after_lines is None:
            return self
        line = (grid_pitch or _LINE) / _HUNDREDTHS
        before = self.space_before if self.before_lines is None else self.before_lines * line
        after = self.space_after if self.after_lines is None else self.after_lines * line
        return replace(self, space_before=before, space_after=after)


class ParagraphOverrides(TypedDict, total=False):
    """The paragraph properties that one style or one paragraph sets."""

    alignment: Alignment
    left: float
    right: float
    first_line: float
    left_chars: int | None
    right_chars: int | None
    first_line_chars: int | None
    space_before: float
    space_after: float
    before_lines: int | None
    after_lines: int | None
    auto_before: bool
    auto_after: bool
    line: float
    line_rule: LineRule
    keep_next: bool
    keep_lines: bool
    page_break_before: bool
    widow_control: bool
    snap_to_grid: bool
    contextual_spacing: bool
    latin_gap: bool
    digit_gap: bool
    overhang: bool
    kinsoku: bool
    parts_words: bool
    top_line_punctuation: bool
    outline: int | None
    list_id: str
    list_level: int
    border_top: Border | None
    border_bottom: Border | None
    border_left: Border | None
    border_right: Border | None
    border_between: Border | None
    frame: TextFrame | None
    shading: str
    tabs: tuple[TabStop, ...]
    bars: tuple[float, ...]
