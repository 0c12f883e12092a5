"""A Word file's parts → the text that the finished document shows, paragraph by paragraph.

It is walked here apart from the reader that the pages come from, so that a fault of the reader shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.typesetting.instruction_words import must_show
from report_builder.word.packages import W
from report_builder.word.symbols import is_symbol_font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from report_builder.word.packages import Package

# The properties of a drawing, in the line or anchored.
_DESCRIBED: Final = "*/{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What the finished document does not show: what is deleted, and what is not text.
_UNSEEN: Final = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "sdtPr", "tblPr", "tblGrid", "tcPr", "sectPr", "rt")
)
_COMPUTED: Final = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))


def hidden_styles(package: Package) -> frozenset[str]:
    """The styles that hide their text, also by way of the style they are based on."""
    root = package.related("styles")
    hidden: set[str] = set()
    styles = [] if root is None else list(root.iterfind(f"{W}style"))
    for _ in range(10):
        for style in styles:
            base = style.find(f"{W}basedOn")
            inherited = base is not None and base.get(f"{W}val") in hidden
            own = _vanishes(style.find(f"{W}rPr"))
            if inherited if own is None else own:
                hidden.add(style.get(f"{W}styleId", ""))
    return frozenset(hidden)


def _vanishes(properties: _Element | None) -> bool | None:
    """Whether run properties hide their text; ``None`` where they do not say."""
    found = None if properties is None else properties.find(f"{W}vanish")
    return None if found is None else found.get(f"{W}val", "true") not in {"0", "false", "off"}


class _Begun(Struct):
    """A field that has begun: its instruction so far, and how much was shown when its result began."""

    instruction: str = ""
    shown: bool = False
    before: int = 0


class AcceptedTextWalk(Struct):
    """Walks the accepted text of a file's parts, paragraph by paragraph.

    ``fields`` holds the fields that have begun.
    """

    hidden: frozenset[str]
    found: list[list[str]] = field(default_factory=list)
    fields: list[_Begun] = field(default_factory=list)
    referred: set[tuple[str, str]] = field(default_factory=set)
    _current: int = -1
    _taken: int = 0
    _hides: bool = False

    def paragraphs(self, package: Package) -> list[str]:
        """The text of every paragraph: the body's in its order, then that of the notes referred to."""
        main = package.xml(package.main_part)
        self._walk(() if main is None else main)
        for kind in ("footnote", "endnote"):
            root = package.related(f"{kind}s")
            for note in () if root is None else root.iterfind(f"{W}{kind}"):
                if (kind, note.get(f"{W}id", "")) in self.referred:
                    self._walk(note)
        return ["".join(pieces) for pieces in self.found]

    def text(self, part: _Element) -> str:
        """The text of one part, such as a header."""
        self._walk(part)
        return "".join(piece for pieces in self.found for piece in pieces)

    def _walk(self, element: Iterable[_Element]) -> None:
        for child in element:
            tag = str(child.tag)
            if tag == f"{W}p":
                self._walk_paragraph(child)
            elif tag == f"{W}r":
                self._walk_run(child)
            elif tag == f"{_MC}AlternateContent":
                self._walk(_branch(child))
            elif tag == f"{M}t":
                # An & says where the lines of a system of equations are aligned.
                self._take((child.text or "").replace("&", ""))
            elif tag == f"{W}fldSimple" and not _is_left_out(child):
                before = self._taken
                self._walk(child)
                if self._taken == before:
                    self._take(must_show(child.get(f"{W}instr", "")))
            elif tag not in _UNSEEN and not _is_left_out(child):
                self._walk(child)

    def _take(self, text: str) -> None:
        """Take text of the paragraph, or of the instruction that it stands in."""
        if self.fields and not self.fields[-1].shown:
            self.fields[-1].instruction += text
        elif text and self.found and not any(not each.shown for each in self.fields):
            self.found[self._current].append(text)
            self._taken += 1

    def _walk_paragraph(self, paragraph: _Element) -> None:
        """Walk a paragraph; one in a text box stands inside of another, whose text goes on after it."""
        outer = self._current, self._hides
        self._current = len(self.found)
        self.found.append([])
        self._hides = self._is_hidden(paragraph.find(f"{W}pPr/{W}pStyle"))
        self._walk(paragraph)
        self._current, self._hides = outer

    def _is_hidden(self, style: _Element | None) -> bool:
        return style is not None and style.get(f"{W}val") in self.hidden

    def _walk_run(self, run: _Element) -> None:
        properties = run.find(f"{W}rPr")
        own = _vanishes(properties)
        if properties is not None and own is None:
            own = self._is_hidden(properties.find(f"{W}rStyle")) or None
        if (self._hides if own is None else own) or _is_symbols(properties):
            return
        self._walk_content(run)

    def _walk_content(self, run: Iterable[_Element]) -> None:
        for child in run:
            tag = str(child.tag)
            if tag == f"{W}fldChar":
                self._turn_field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText" and self.fields:
                self.fields[-1].instruction += child.text or ""
            elif any(not each.shown or _is_computed(each.instruction) for each in self.fields):
                continue
            elif tag == f"{W}t":
                self._take(child.text or "")
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                kind = tag.removeprefix(W).removesuffix("Reference")
                self.referred.add((kind, child.get(f"{W}id", "")))
            elif tag == f"{_MC}AlternateContent":
                self._walk_content(_branch(child))
            elif tag not in _UNSEEN:
                self._walk((child,))

    def _turn_field(self, turn: str) -> None:
        if turn == "begin":
            self.fields.append(_Begun())
        elif turn == "separate" and self.fields:
            self.fields[-1].shown, self.fields[-1].before = True, self._taken
        elif turn == "end" and self.fields:
            ended = self.fields.pop()
            if not ended.shown or ended.before == self._taken:
                self._take(must_show(ended.instruction))


def _branch(alternatives: _Element) -> Iterable[_Element]:
    """All branches say the same: the first is for the newer Word, the last for whoever does not know it."""
    branches = list(alternatives)
    known = (
        each
        for each in branches[:1]
        if all(
            "schemas.microsoft.com" in each.nsmap.get(name, "") for name in each.get("Requires", "").split()
        )
    )
    return next(known, branches[-1] if branches else ())


def _is_computed(instruction: str) -> bool:
    """Whether a field shows what follows from the pages, not what the file has for it."""
    return (instruction.split() or [""])[0].upper() in _COMPUTED


def _is_left_out(element: _Element) -> bool:
    """Whether an element is not shown as a whole.

    That is a deleted row, a cell that one above goes on into, a text box that its author has hidden.
    """
    if element.tag == f"{W}fldSimple":
        return _is_computed(element.get(f"{W}instr", ""))
    if element.tag == f"{W}tr":
        return element.find(f"{W}trPr/{W}del") is not None
    if element.tag == f"{W}tc":
        # A cell that one above or to its left goes on into.
        below, beside = (element.find(f"{W}tcPr/{W}{name}") for name in ("vMerge", "hMerge"))
        aside = beside if next(element.itersiblings(f"{W}tc", preceding=True), None) is not None else None
        return any(
            each is not None and each.get(f"{W}val", "continue") == "continue" for each in (below, aside)
        )
    if element.tag == f"{W}drawing":
        return any(described.get("hidden") in {"1", "true"} for described in element.iterfind(_DESCRIBED))
    return "visibility:hidden" in element.get("style", "").replace(" ", "")


def _is_symbols(properties: _Element | None) -> bool:
    """Whether a run's characters stand for the signs of a symbol font."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return fonts is not None and is_symbol_font(fonts.get(f"{W}ascii", ""))
