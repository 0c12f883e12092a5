"""Formatting of characters and paragraphs as values, every length in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

Alignment = Literal["left", "right", "center", "both", "distribute"]
LineRule = Literal["auto", "exact", "atLeast"]
Script = Literal["baseline", "superscript", "subscript"]
Underline = Literal["", "single", "double", "dashed", "thick"]
TabKind = Literal["left", "center", "right"]
Leader = Literal["", "dots", "dashes", "line"]


@dataclass(frozen=True, slots=True)
class RunProperties:
    """How characters look (ECMA-376 17.3.2); the defaults are Word's own where a file says nothing.

    A font name that starts with ``+`` is a theme font's slot. ``scale`` is 1 for natural width.
    ``shading`` is a colour, or empty for none; ``emphasis`` is a dot below each character (着重号).
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


@dataclass(frozen=True, slots=True)
class Border:
    """A border line; ``space`` is its distance from the text, ``style`` the file's name for its kind.

    ``width`` is that of each of its lines (ECMA-376 17.18.2).
    """

    width: float
    space: float = 0.0
    colour: str = "000000"
    style: str = "single"


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop, from the column's left edge; ``leader`` is what leads to it."""

    position: float
    kind: TabKind
    leader: Leader = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A text frame (ECMA-376 17.3.1.11) in the type area; ``width`` is ``None`` for all of its width."""

    width: float | None
    align_bottom: bool


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """How a paragraph is set (ECMA-376 17.3.1).

    ``first_line`` is negative for a hanging indent. An indent in hundredths of a character
    (``…_chars``) wins over the one in points beside it. ``line`` is a multiple of the line's own
    height under the rule ``auto``, else points. ``outline`` is 0 for the highest heading level,
    ``None`` for body text. ``list_id`` names the list whose number the paragraph takes, empty for none;
    ``list_level`` counts from 0.
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
    frame: Frame | None = None
    shading: str = ""
    tabs: tuple[TabStop, ...] = ()


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
    frame: Frame | None
    shading: str
    tabs: tuple[TabStop, ...]
