"""Our lines and pages beside LibreOffice's, over every sample document: where they part, and why."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from conftest import miss_referee
from documents import DOCUMENTS, FROM_PANDOC, SAVED_BY_LIBREOFFICE
from finished_pages import glyphs_of, lines_of
from msgspec import Struct

import report_builder.typesetting

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.referee

# A character grid is not compared: LibreOffice 7.4 sets some 18 of the 28 characters a line in it.
COMPARED: Final = (*(name for name in DOCUMENTS if name != "grid"), FROM_PANDOC, SAVED_BY_LIBREOFFICE)
SHARE_OF_EQUAL_LINES: Final = 0.995
LEAST_DOCUMENTS: Final = 8
# Of running text no more lines than this may part for a reason below; of runs of odd marks most do.
SHARE_EXPLAINED: Final = 0.05
ODD_MARKS: Final = "marks"
NOWHERE: Final = ("2016", "titles", "pictures", SAVED_BY_LIBREOFFICE)
README: Final = Path(report_builder.typesetting.__file__).parent / "README.md"
# LibreOffice 7.4 leaves some of the marks that hang beyond a line's end out of its PDF's text.
HANGING: Final = "、，。：；？！"
PAGE_NUMBER: Final = re.compile(r"—\d+—")

# Why lines part, by what stands on both sides of the first line end where they do: `before|after`.
# GB/T 15834-2011, 5.1, forbids these, and LibreOffice 7.4 makes them.
FAULTS_OF_LIBREOFFICE: Final = {
    "a dash or an ellipsis is parted, or a line starts with one that joins": r".\|[—…～]",
    "a line ends with a solidus (5.1.9)": r"/\|.",
    "a line starts with a per cent sign": r".\|[%‰]",
}
SIGN: Final = "another face for a sign"
# Signs that the face lacks LibreOffice takes from another face than we do, of another width.
OTHER_FACE: Final = re.compile(r"[①-⑳㈠-㈩％‰℃№§￥＄]")
# LibreOffice breaks lines where Latin text stands by Unicode's rules of another age.
UNBROKEN_BY_LIBREOFFICE: Final = {
    "Latin text and the bracket or the mark that follows it": r"[A-Za-z0-9%+]\|[（〔“《①-⑳]",
    "figures with an enumeration comma between them": r"[0-9A-Za-z%][、，；：]\|[0-9A-Za-z]",
    "an address and the hanzi before it": r".\|http",
}


# LibreOffice moves a paragraph that is kept with the next one whole; Word, and we, its last lines.
MOVED_WHOLE: Final = ("|发布《政",)
# LibreOffice paints bullets with a symbol font of its own, of which no reader can tell the characters.
UNREADABLE: Final = "•"


class Broken(Struct, frozen=True):
    """A document's running text, the places in it where lines end, and those where pages end."""

    text: str
    lines: frozenset[int]
    pages: tuple[int, ...]


class Parting(Struct, frozen=True):
    """A stretch of lines that differ: where, how many of ours, and the first line end on either side."""

    document: str
    stretch: range
    count: int
    ours: str
    theirs: str

    @property
    def reason(self) -> str:
        """Why they part; empty where nothing excuses it."""
        for reasons, end in ((FAULTS_OF_LIBREOFFICE, self.theirs), (UNBROKEN_BY_LIBREOFFICE, self.ours)):
            for reason, pattern in reasons.items():
                if re.search(pattern, end):
                    return reason
        return SIGN if OTHER_FACE.search(self.ours + self.theirs) else ""


def broken(pdf: bytes | Path) -> Broken:
    """Where a PDF breaks its text, page numbers left out."""
    text = ""
    lines: set[int] = set()
    pages: list[int] = []
    for page in glyphs_of(pdf):
        for line in lines_of(page):
            if not PAGE_NUMBER.fullmatch(line.text):
                text += line.text
                lines.add(len(text))
        pages.append(len(text))
    return Broken(text, frozenset(lines), tuple(pages))


def aligned(ours: Broken, theirs: Broken) -> dict[int, int]:
    """Places in their text → the same places in ours.

    LibreOffice leaves some hung marks out of a PDF's text, and paints the rest of a row that runs over
    a page before the table's repeated head.
    """
    if ours.text == theirs.text:
        return {place: place for place in range(len(ours.text) + 1)}
    matcher = SequenceMatcher(None, ours.text, theirs.text, autojunk=False)
    places: dict[int, int] = {}
    moved = {ours.text[a:b]: a for kind, a, b, _, _ in matcher.get_opcodes() if kind == "delete"}
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            places.update(zip(range(c + 1, d + 1), range(a + 1, b + 1), strict=True))
        elif kind == "insert" and (start := moved.get(theirs.text[c:d])) is not None:
            places.update({place: start + place - c for place in range(c + 1, d + 1)})
        elif kind == "delete" and ours.text[a:b] in HANGING:
            places[c] = b
    return places


def around(text: str, place: int) -> str:
    """What stands on both sides of a line end."""
    return f"{text[max(place - 2, 0) : place]}|{text[place : place + 4]}"


def partings(document: str, ours: Broken, theirs: Broken) -> list[Parting]:
    """The stretches between two line ends in common in which the line ends differ."""
    places = aligned(ours, theirs)
    their_lines = {places[place] for place in theirs.lines if place in places}
    common = sorted(ours.lines & their_lines | {0})
    found: list[Parting] = []
    for start, end in pairwise(common):
        mine = sorted(place for place in ours.lines if start < place <= end)
        other = sorted(place for place in their_lines if start < place <= end)
        if mine != other:
            found.append(
                Parting(
                    document,
                    range(start, end + 1),
                    len(mine),
                    around(ours.text, mine[0]),
                    around(ours.text, other[0]) if other else "",
                )
            )
    return found


def pair(both: Mapping[str, tuple[Broken, Broken]], name: str) -> tuple[Broken, Broken]:
    """A document broken by us and by LibreOffice."""
    if name not in both:
        miss_referee(f"the program that makes the document {name} is not installed")
    return both[name]


@pytest.fixture(scope="module")
def both(
    by_us: Mapping[str, bytes], by_libreoffice: Mapping[str, Path]
) -> Mapping[str, tuple[Broken, Broken]]:
    """Every document broken by us and by LibreOffice."""
    return {name: (broken(by_us[name]), broken(by_libreoffice[name])) for name in COMPARED if name in by_us}


@pytest.mark.parametrize("name", COMPARED)
def test_both_say_the_same(name: str, both: Mapping[str, tuple[Broken, Broken]]) -> None:
    ours, theirs = pair(both, name)

    lacking = Counter(ours.text) - Counter(theirs.text)
    added = Counter(theirs.text) - Counter(ours.text)

    assert set(lacking) <= {*HANGING, *UNREADABLE}
    assert not added


def test_lines_end_where_libreoffice_ends_them(both: Mapping[str, tuple[Broken, Broken]]) -> None:
    total = sum(len(ours.lines) for ours, _ in both.values())

    found = [parting for name, (ours, theirs) in both.items() for parting in partings(name, ours, theirs)]
    unexplained = [parting for parting in found if not parting.reason]

    assert sum(parting.count for parting in unexplained) <= (1 - SHARE_OF_EQUAL_LINES) * total, unexplained


def test_enough_documents_are_compared(both: Mapping[str, tuple[Broken, Broken]]) -> None:
    assert len(both) >= LEAST_DOCUMENTS


@pytest.mark.parametrize("name", NOWHERE)
def test_the_report_and_its_like_part_from_libreoffice_nowhere(
    name: str, both: Mapping[str, tuple[Broken, Broken]]
) -> None:
    assert partings(name, *pair(both, name)) == []


def test_few_lines_part_for_a_reason(both: Mapping[str, tuple[Broken, Broken]]) -> None:
    running = {name: pages for name, pages in both.items() if name != ODD_MARKS}
    total = sum(len(ours.lines) for ours, _ in running.values())

    found = [parting for name, (ours, theirs) in running.items() for parting in partings(name, ours, theirs)]

    assert sum(parting.count for parting in found) <= SHARE_EXPLAINED * total


@pytest.mark.parametrize("reason", [*FAULTS_OF_LIBREOFFICE, *UNBROKEN_BY_LIBREOFFICE, SIGN])
def test_every_reason_is_told_to_the_reader_of_the_code(reason: str) -> None:
    assert reason in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMPARED)
def test_pages_end_where_libreoffice_ends_them(name: str, both: Mapping[str, tuple[Broken, Broken]]) -> None:
    ours, theirs = pair(both, name)
    places = aligned(ours, theirs)
    # A line more or less in a stretch that is explained moves the ends of the pages after it.
    explained = [parting.stretch for parting in partings(name, ours, theirs) if parting.reason]

    differing: list[tuple[str, str]] = []
    common = 0
    for mine, other in zip(ours.pages, theirs.pages, strict=True):
        if places.get(other) == mine:
            common = mine
        elif not any(common <= stretch.start < mine for stretch in explained):
            differing.append((around(ours.text, mine), around(theirs.text, other)))

    assert [ends for ends in differing if not ends[1].endswith(MOVED_WHOLE)] == []
