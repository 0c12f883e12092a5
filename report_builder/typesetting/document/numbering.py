"""``numbering.xml`` → the definitions of lists, and counters that number a document's paragraphs by them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.numerals import numeral
from report_builder.typesetting.document.content import Label
from report_builder.typesetting.document.formatting import (
    flag,
    number,
    read_paragraph_format,
    read_run_format,
)
from report_builder.typesetting.document.properties import ParagraphOverrides, RunOverrides
from report_builder.word.lists import LEVELS, ListCounts, list_definitions
from report_builder.word.packages import W
from report_builder.word.symbols import is_symbol_font, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from report_builder.typesetting.document.properties import ParagraphProperties, RunProperties
    from report_builder.typesetting.document.themes import Theme

_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_SUFFIXES: Final = {"tab": "\t", "space": " ", "nothing": ""}
_SHIFTS: Final = {"center": 0.5, "right": 1.0, "end": 1.0}


class Level(Struct, frozen=True):
    """One level of a list (ECMA-376 17.9.6).

    ``restart`` is the level (from 1) whose numbers restart this one's; 0 for never. ``shift`` says how
    much of the number's width stands before the paragraph's first-line indent.
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "\t"
    restart: int = LEVELS
    legal: bool = False
    shift: float = 0.0
    linked_style: str = ""
    paragraph: ParagraphOverrides = field(default_factory=ParagraphOverrides)
    run: RunOverrides = field(default_factory=RunOverrides)


class ListDefinition(Struct, frozen=True):
    """A list that paragraphs may belong to (``w:num``); lists of one ``abstract`` count on together.

    ``starts`` are the numbers that a level starts anew with in this list.
    """

    abstract: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int] = field(default_factory=dict)


class Numbering(Struct, frozen=True):
    """Every list of a document by its id."""

    lists: Mapping[str, ListDefinition] = field(default_factory=dict)

    def level(self, list_id: str, index: int) -> Level | None:
        """A level of a list; ``None`` where the file defines no such list."""
        found = self.lists.get(list_id)
        return found.levels[index] if found and 0 <= index < LEVELS else None

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list keeps for a paragraph style (``w:pStyle``); the highest by default."""
        found = self.lists.get(list_id)
        levels = found.levels if found else ()
        return next((index for index, level in enumerate(levels) if level.linked_style == style), 0)


class Counters(Struct):
    """Counts the paragraphs of every list in the order they are read."""

    numbering: Numbering
    _counts: ListCounts = field(default_factory=ListCounts)

    def label(self, properties: ParagraphProperties, mark: RunProperties, unknown: set[str]) -> Label | None:
        """The number of the next paragraph with these properties; ``None`` where it has none."""
        found = self.numbering.lists.get(properties.list_id)
        index = properties.list_level
        if found is None or not 0 <= index < LEVELS:
            return None
        counts = self._counts.count(found, properties.list_id, index)
        level = found.levels[index]
        text = _written(found, counts, index, unknown)
        # 17.9.24: a number looks like the paragraph's end mark, but for what its level sets.
        look = replace(mark, **level.run)
        if is_symbol_font(look.ascii):
            text = _plain(text, look.ascii, unknown)
            look = replace(look, east_asian=mark.east_asian, ascii=mark.ascii, high_ansi=mark.high_ansi)
        if not text or look.hidden:
            return None
        return Label(text + level.suffix, look, level.shift)


def _written(found: ListDefinition, counts: Sequence[int], index: int, unknown: set[str]) -> str:
    """A level's text with its numbers put in."""
    level = found.levels[index]
    if level.style == "bullet":
        return level.text

    def put(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        style = "decimal" if level.legal else found.levels[which].style
        written = numeral(counts[which], style)
        if written is None:
            unknown.add(f"编号格式 {style}")
        return str(counts[which]) if written is None else written

    return _PLACEHOLDER.sub(put, level.text)


def _plain(text: str, font: str, unknown: set[str]) -> str:
    plain = plain_text(text, font)
    if plain is None:
        unknown.add(f"项目符号 {font}")
    return "•" if plain is None else plain


def read_numbering(root: _Element | None, theme: Theme, unknown: set[str]) -> Numbering:
    """The lists of a document; names of settings that are not understood go into ``unknown``."""
    if root is None:
        return Numbering()
    reader = _ListReader(theme, unknown)
    lists = {
        element.get(f"{W}numId", ""): reader.read_list(element, abstract_id, abstract)
        for element, abstract_id, abstract in list_definitions(root)
    }
    return Numbering(lists)


def _value(element: _Element, name: str, default: str = "") -> str:
    found = element.find(f"{W}{name}")
    return default if found is None else found.get(f"{W}val", default)


def _whole(element: _Element, name: str, default: int) -> int:
    found = element.find(f"{W}{name}")
    value = None if found is None else number(found, "val")
    return default if value is None else int(value)


class _ListReader(Struct, frozen=True):
    """Reads one definition after another."""

    theme: Theme
    unknown: set[str]

    def read_list(self, element: _Element, abstract_id: str, abstract: _Element) -> ListDefinition:
        """A list with the levels that it takes from its abstract definition and those of its own."""
        levels = [Level()] * LEVELS
        starts: dict[int, int] = {}
        for level in abstract.iterfind(f"{W}lvl"):
            self._put(levels, level)
        for override in element.iterfind(f"{W}lvlOverride"):
            if override.find(f"{W}startOverride") is not None:
                starts[int(number(override, "ilvl") or 0)] = _whole(override, "startOverride", 0)
            for level in override.iterfind(f"{W}lvl"):
                self._put(levels, level)
        return ListDefinition(abstract_id, tuple(levels), starts)

    def _put(self, levels: list[Level], element: _Element) -> None:
        index = int(number(element, "ilvl") or 0)
        if 0 <= index < LEVELS:
            levels[index] = self._read_level(element)

    def _read_level(self, element: _Element) -> Level:
        legal = element.find(f"{W}isLgl")
        if element.find(f"{W}lvlPicBulletId") is not None:
            self.unknown.add("lvlPicBulletId")
        # Newer formats of numbers stand inside ``mc:AlternateContent``.
        style = next(element.iter(f"{W}numFmt"), None)
        return Level(
            start=_whole(element, "start", 0),
            style="decimal" if style is None else style.get(f"{W}val", "decimal"),
            text=_value(element, "lvlText"),
            suffix=_SUFFIXES.get(_value(element, "suff"), "\t"),
            restart=_whole(element, "lvlRestart", LEVELS),
            legal=legal is not None and flag(legal),
            shift=_SHIFTS.get(_value(element, "lvlJc"), 0.0),
            linked_style=_value(element, "pStyle"),
            paragraph=read_paragraph_format(element.find(f"{W}pPr"), self.unknown),
            run=self.theme.resolve(read_run_format(element.find(f"{W}rPr"), self.unknown)),
        )
