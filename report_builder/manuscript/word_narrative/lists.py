"""``numbering.xml`` → the numbers that Word writes before its lists' paragraphs, which no text holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report_builder.manuscript.word_narrative.styles import value
from report_builder.numerals import numeral
from report_builder.word_packages import W

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

BULLET: Final = "•"

_LEVELS: Final = 9
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_LARGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list (ECMA-376 17.9.6); ``restart`` is the level whose numbers restart this one's."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int = _LEVELS
    is_legal: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list (``w:num``); lists of one ``abstract`` count on together but where ``starts`` says anew."""

    abstract: str
    levels: tuple[_Level, ...]
    starts: Mapping[int, int]


@dataclass(slots=True)
class ListCounters:
    """Counts the paragraphs of every list in the order in which they are asked for."""

    lists: Mapping[str, _List]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def next_number(self, list_id: str, index: int) -> str:
        """What stands before the next paragraph of a list: 一、, （2）, ``BULLET``, or nothing."""
        found = self.lists.get(list_id)
        if found is None or not 0 <= index < _LEVELS:
            return ""
        counts = self._count(found, list_id, index)
        level = found.levels[index]
        if level.style == "bullet":
            return BULLET if level.text.strip() else ""
        return _PLACEHOLDER.sub(lambda match: _written(found, counts, level, int(match[1]) - 1), level.text)

    def _count(self, found: _List, list_id: str, index: int) -> list[int | None]:
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        before = counts[index]
        if index in found.starts and (list_id, index) not in self._started:
            counts[index] = found.starts[index]
        else:
            first = found.starts.get(index, found.levels[index].start)
            counts[index] = first if before is None else before + 1
        self._started.add((list_id, index))
        for deeper in range(index + 1, _LEVELS):
            # 17.9.10: a level starts anew after any higher one, or after those that it names.
            if index < found.levels[deeper].restart:
                counts[deeper] = None
        return counts


def _written(found: _List, counts: list[int | None], level: _Level, which: int) -> str:
    """The number of one level as another shows it; one that has not come yet shows its first."""
    count = counts[which]
    shown = found.levels[which].start if count is None else count
    return numeral(shown, "decimal" if level.is_legal else found.levels[which].style) or str(shown)


def read_lists(root: _Element | None) -> ListCounters:
    """The lists of a document, none of their paragraphs counted yet."""
    if root is None:
        return ListCounters({})
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")}
    lists = {}
    for element in root.iterfind(f"{W}num"):
        abstract = _followed(value(element, "abstractNumId"), abstracts)
        if abstract in abstracts:
            lists[element.get(f"{W}numId", "")] = _read_list(element, abstract, abstracts[abstract])
    return ListCounters(lists)


def _followed(abstract: str, abstracts: Mapping[str, _Element]) -> str:
    """The definition that a numbering style leads to (17.9.21), or the one given."""
    wanted = value(abstracts[abstract], "numStyleLink") if abstract in abstracts else ""
    linked = (other for other in abstracts if wanted and value(abstracts[other], "styleLink") == wanted)
    return next(linked, abstract)


def _read_list(element: _Element, abstract: str, definition: _Element) -> _List:
    levels = [_Level()] * _LEVELS
    starts: dict[int, int] = {}
    for level in definition.iterfind(f"{W}lvl"):
        _put(levels, level)
    for override in element.iterfind(f"{W}lvlOverride"):
        index = _whole(override.get(f"{W}ilvl", ""), -1)
        if (start := value(override, "startOverride")) and 0 <= index < _LEVELS:
            starts[index] = _whole(start, 1)
        for level in override.iterfind(f"{W}lvl"):
            _put(levels, level)
    return _List(abstract, tuple(levels), starts)


def _put(levels: list[_Level], element: _Element) -> None:
    index = _whole(element.get(f"{W}ilvl", ""), -1)
    if not 0 <= index < _LEVELS:
        return
    # Newer formats of numbers stand inside ``mc:AlternateContent``.
    style = next(element.iter(f"{W}numFmt"), None)
    legal = element.find(f"{W}isLgl")
    levels[index] = _Level(
        start=_whole(value(element, "start"), 0),
        style="decimal" if style is None else style.get(f"{W}val", "decimal"),
        text=value(element, "lvlText"),
        restart=_whole(value(element, "lvlRestart"), _LEVELS),
        is_legal=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false", "off"},
    )


def _whole(text: str, default: int) -> int:
    return min(int(text), _LARGEST) if text.isascii() and text.isdigit() else default
