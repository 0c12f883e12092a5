"""``numbering.xml`` → the numbers that Word writes before its lists' paragraphs, which no text holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.numerals import numeral
from report_builder.word.lists import LEVELS, ListCounts, list_definitions
from report_builder.word.packages import W
from report_builder.word.styles import value, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

BULLET: Final = "•"

_PLACEHOLDER: Final = re.compile(r"%([1-9])")


class _NumberedLevel(Struct, frozen=True):
    """One level of a list (ECMA-376 17.9.6); ``restart`` is the level whose numbers restart this one's."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int = LEVELS
    is_legal: bool = False


class _NumberedList(Struct, frozen=True):
    """A list (``w:num``); lists of one ``abstract`` count on together but where ``starts`` says anew."""

    abstract: str
    levels: tuple[_NumberedLevel, ...]
    starts: Mapping[int, int]


class ListCounters(Struct):
    """Counts the paragraphs of every list in the order in which they are asked for."""

    lists: Mapping[str, _NumberedList]
    _counts: ListCounts = field(default_factory=ListCounts)

    def next_number(self, list_id: str, index: int) -> str:
        """What stands before the next paragraph of a list: 一、, （2）, ``BULLET``, or nothing."""
        found = self.lists.get(list_id)
        if found is None or not 0 <= index < LEVELS:
            return ""
        counts = self._counts.count(found, list_id, index)
        level = found.levels[index]
        if level.style == "bullet":
            return BULLET if level.text.strip() else ""
        return _PLACEHOLDER.sub(lambda match: _written(found, counts, level, int(match[1]) - 1), level.text)


def _written(found: _NumberedList, counts: Sequence[int], level: _NumberedLevel, which: int) -> str:
    """The number of one level as another shows it."""
    style = "decimal" if level.is_legal else found.levels[which].style
    return numeral(counts[which], style) or str(counts[which])


def read_lists(root: _Element | None) -> ListCounters:
    """The lists of a document, none of their paragraphs counted yet."""
    if root is None:
        return ListCounters({})
    lists = {
        element.get(f"{W}numId", ""): _read_list(element, abstract, definition)
        for element, abstract, definition in list_definitions(root)
    }
    return ListCounters(lists)


def _read_list(element: _Element, abstract: str, definition: _Element) -> _NumberedList:
    levels = [_NumberedLevel()] * LEVELS
    starts: dict[int, int] = {}
    for level in definition.iterfind(f"{W}lvl"):
        _put(levels, level)
    for override in element.iterfind(f"{W}lvlOverride"):
        index = whole(override.get(f"{W}ilvl", ""), -1)
        if (start := value(override, "startOverride")) and 0 <= index < LEVELS:
            starts[index] = whole(start, 1)
        for level in override.iterfind(f"{W}lvl"):
            _put(levels, level)
    return _NumberedList(abstract, tuple(levels), starts)


def _put(levels: list[_NumberedLevel], element: _Element) -> None:
    index = whole(element.get(f"{W}ilvl", ""), -1)
    if not 0 <= index < LEVELS:
        return
    # Newer formats of numbers stand inside ``mc:AlternateContent``.
    style = next(element.iter(f"{W}numFmt"), None)
    legal = element.find(f"{W}isLgl")
    levels[index] = _NumberedLevel(
        start=whole(value(element, "start"), 0),
        style="decimal" if style is None else style.get(f"{W}val", "decimal"),
        text=value(element, "lvlText"),
        restart=whole(value(element, "lvlRestart"), LEVELS),
        is_legal=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false", "off"},
    )
