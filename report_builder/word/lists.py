"""``numbering.xml`` → the definition that each list follows, and the counts of its paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct, field

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

LEVELS: Final = 9


class CountedLevel(Protocol):
    """A level of a list (ECMA-376 17.9.6), as far as counting goes."""

    @property
    def start(self) -> int:
        """Its first number."""

    @property
    def restart(self) -> int:
        """The level (from 1) whose numbers restart this one's; 0 for never."""


class CountedList(Protocol):
    """A list (``w:num``), as far as counting goes."""

    @property
    def abstract(self) -> str:
        """The definition that it follows; lists of one definition count on together."""

    @property
    def levels(self) -> Sequence[CountedLevel]:
        """Its levels from the highest."""

    @property
    def starts(self) -> Mapping[int, int]:
        """The numbers that a level starts anew with in this list."""


class ListCounts(Struct):
    """How far every list of a document has been counted."""

    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def count(self, found: CountedList, list_id: str, index: int) -> tuple[int, ...]:
        """Count a paragraph of a level; every level's number by then, its first where none has come yet.

        A higher level of which none has come counts as begun, as in Word: after 1.1 and 1.2 comes 2.
        """
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        for higher in range(index):
            if counts[higher] is None:
                counts[higher] = found.starts.get(higher, found.levels[higher].start)
                self._started.add((list_id, higher))
        before = counts[index]
        if index in found.starts and (list_id, index) not in self._started:
            counts[index] = found.starts[index]
        else:
            first = found.starts.get(index, found.levels[index].start)
            counts[index] = first if before is None else before + 1
        self._started.add((list_id, index))
        for deeper in range(index + 1, LEVELS):
            # 17.9.10: a level starts anew after any higher one, or after those that it names.
            if index < found.levels[deeper].restart:
                counts[deeper] = None
        return tuple(
            level.start if count is None else count for level, count in zip(found.levels, counts, strict=True)
        )


def list_definitions(root: _Element) -> Iterator[tuple[_Element, str, _Element]]:
    """Every list with the id and the element of the definition that it follows, where the file has it."""
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")}
    for element in root.iterfind(f"{W}num"):
        abstract = _followed(_value(element, "abstractNumId"), abstracts)
        if abstract in abstracts:
            yield element, abstract, abstracts[abstract]


def _followed(abstract: str, abstracts: Mapping[str, _Element]) -> str:
    """The definition that a numbering style leads to (17.9.21), or the one given."""
    wanted = _value(abstracts[abstract], "numStyleLink") if abstract in abstracts else ""
    linked = (other for other in abstracts if wanted and _value(abstracts[other], "styleLink") == wanted)
    return next(linked, abstract)


def _value(element: _Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
