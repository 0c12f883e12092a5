"""``footnotes.xml`` and ``endnotes.xml`` → each note, numbered and read where the text refers to it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.numerals import numeral
from report_builder.typesetting.document.content import LabelSpan, NoteSpan, TextRun
from report_builder.typesetting.document.formatting import number
from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from report_builder.typesetting.document.content import Block
    from report_builder.typesetting.document.properties import RunProperties
    from report_builder.word.packages import Package

_FORMATS: Final = {"footnote": "decimal", "endnote": "lowerRoman"}
# Footnotes stand at the foot of the page, endnotes at the end of the document (17.11.11).
_USUAL_PLACES: Final = frozenset(("pageBottom", "docEnd"))


class NoteKind(Struct):
    """The footnotes, or the endnotes, of a document, and how they are numbered (ECMA-376 17.11).

    ``part`` is the name of the part that holds them, ``separator`` what stands above those on a page;
    ``count`` is the last number given.
    """

    notes: Mapping[str, _Element] = field(default_factory=dict)
    part: str = ""
    separator: _Element | None = None
    style: str = "decimal"
    start: int = 1
    by_section: bool = False
    by_page: bool = False
    count: int = 0


class NoteReader(Struct):
    """Gives every reference its number and its note; ``read`` reads the blocks of an element of a part.

    ``by_page`` are the numbers of the footnotes in their order where each page counts anew, as far as they
    are known; ``numbered`` says of each footnote so far whether it has a number, not a mark of its own.
    """

    kinds: Mapping[str, NoteKind]
    read: Callable[[_Element, str], tuple[Block, ...]]
    by_page: Sequence[int] = ()
    numbered: list[bool] = field(default_factory=list)
    _mark: str = ""
    _refuses: bool = False

    @contextmanager
    def none_here(self) -> Iterator[None]:
        """Take no reference while headers and footers are read: no note could stand below those."""
        self._refuses = True
        try:
            yield
        finally:
            self._refuses = False

    def refer(self, reference: _Element, kind: str, properties: RunProperties) -> TextRun | None:
        """The mark of a reference in the text; ``None`` where the file has no such note."""
        notes = self.kinds[kind]
        note = notes.notes.get(reference.get(f"{W}id", ""))
        # A note inside a note is no Word file's; it would also have no end.
        if note is None or self._mark or self._refuses:
            return None
        own_mark = reference.get(f"{W}customMarkFollows", "0") not in {"0", "false", "off"}
        if not own_mark:
            notes.count += 1
        value = notes.start + notes.count - 1
        if kind == "footnote":
            if notes.by_page and len(self.numbered) < len(self.by_page):
                value = notes.start + self.by_page[len(self.numbered)] - 1
            self.numbered.append(not own_mark)
        mark = "" if own_mark else numeral(value, notes.style) or str(value)
        self._mark = mark or "*"
        blocks = self.read(note, notes.part)
        self._mark = ""
        return TextRun(mark, _raised(properties), NoteSpan(blocks, at_end=kind == "endnote"))

    def own_mark(self, properties: RunProperties) -> TextRun | None:
        """The mark that a note itself starts with."""
        return TextRun(self._mark, _raised(properties), LabelSpan()) if self._mark else None

    def separator(self) -> tuple[Block, ...]:
        """What the file puts between the text and the footnotes below it: a paragraph with a line."""
        kind = self.kinds.get("footnote")
        return () if kind is None or kind.separator is None else self.read(kind.separator, kind.part)

    def end_section(self) -> None:
        """Start numbers anew where a kind of note is numbered by section."""
        for kind in self.kinds.values():
            if kind.by_section:
                kind.count = 0


def _raised(properties: RunProperties) -> RunProperties:
    """A mark stands raised even where no style says so: on the line it would read as a figure of the text."""
    if properties.script == "baseline" and not properties.rise:
        return replace(properties, script="superscript")
    return properties


def restart_by_page(package: Package) -> bool:
    """Whether each page counts its footnotes anew (每页重新编号)."""
    roots = (package.related("settings"), package.xml(package.main_part))
    restarts = (each for root in roots if root is not None for each in root.iter(f"{W}numRestart"))
    return any(each.get(f"{W}val") == "eachPage" for each in restarts)


def read_notes(
    package: Package, settings: _Element | None, body: _Element | None, unknown: set[str]
) -> dict[str, NoteKind]:
    """Both kinds of notes; what is not understood of their numbering goes into ``unknown``."""
    return {kind: _read_kind(package, kind, _formats(settings, body, kind), unknown) for kind in _FORMATS}


def _formats(settings: _Element | None, body: _Element | None, kind: str) -> Iterator[_Element]:
    """Where the numbering of a kind may be set, the nearest first: the sections, then the document."""
    if body is not None:
        yield from body.iterfind(f".//{W}sectPr/{W}{kind}Pr")
    if settings is not None:
        yield from settings.iterfind(f"{W}{kind}Pr")


def _read_kind(package: Package, kind: str, formats: Iterator[_Element], unknown: set[str]) -> NoteKind:
    found = NoteKind(style=_FORMATS[kind])
    link = package.link(f"{kind}s")
    root = None if link is None else package.xml(link.target)
    if link is None or root is None:
        return found
    # Separators are notes too, of another type (17.11.9).
    by_type = {note.get(f"{W}type", "normal"): note for note in root.iterfind(f"{W}{kind}")}
    found.separator = by_type.get("separator")
    found.part = link.target
    found.notes = {
        note.get(f"{W}id", ""): note
        for note in root.iterfind(f"{W}{kind}")
        if note.get(f"{W}type", "normal") == "normal"
    }
    for element in reversed(list(formats)):
        for child in element:
            name, value = str(child.tag).removeprefix(W), child.get(f"{W}val", "")
            if name == "numFmt":
                found.style = value if numeral(1, value) is not None else found.style
                unknown.update({"numFmt"} if found.style != value and found.notes else ())
            elif name == "pos" and value not in _USUAL_PLACES and found.notes:
                unknown.add(name)
            elif name == "numStart":
                found.start = int(number(child, "val") or 1)
            elif name == "numRestart":
                found.by_section = value == "eachSect"
                found.by_page = value == "eachPage"
    return found
