"""A paragraph of a Word file → what a reader of the accepted text meets in it, step by step.

Deletions are gone and insertions stay, of alternatives one is taken, instructions of fields are not shown.
Whoever reads a Word file walks here, so that all agree on what it says; only the proof of lost text has a
walk of its own (``typesetting/accepted_text.py``), so that a fault of this one shows.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

ALTERNATIVES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE_2010: Final = "http://schemas.microsoft.com/office/"
# The extensions of Word 2010 and later that are understood here, by what they are for.
_UNDERSTOOD: Final = frozenset(
    f"{_OFFICE_2010}{name}"
    for name in (
        "word/2010/wordprocessingShape",
        "word/2010/wordprocessingGroup",
        "word/2010/wordprocessingCanvas",
        "word/2010/wordprocessingDrawing",
        "word/2010/wordml",
        "drawing/2010/main",
    )
)
# Containers whose runs read on as if they stood in the paragraph itself: insertions that a reader accepts,
# smart tags, and the content of controls.
_CONTAINERS: Final = frozenset("ins moveTo smartTag sdtContent customXml dir bdo".split())
_RUN: Final = f"{W}r"
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS: Final = str.maketrans("\r\n", "  ")
_SPANS: Final = frozenset("hyperlink fldSimple sdt".split())
# What has nothing to say in the text, and what is deleted.
_SILENT: Final = frozenset(
    """
    annotationRef bookmarkEnd commentRangeEnd commentRangeStart commentReference
    continuationSeparator customXmlPr del delInstrText delText lastRenderedPageBreak moveFrom moveFromRangeEnd
    moveFromRangeStart moveToRangeEnd moveToRangeStart pPr permEnd permStart proofErr rPr
    sdtEndPr sdtPr separator smartTagPr
    """.split()
)


class Turn(Enum):
    """What a step is."""

    SHOWN = "something that a run shows: its text, a sign, a drawing, a reference"
    HIDDEN = "something that a hidden run would show"
    OPENS = "a link, a simple field, a control or a base with its reading opens"
    CLOSES = "it closes"
    FIELD = "a complex field begins, comes to its result, or ends"
    INSTRUCTION = "words of a field's instruction, or of a field's result that stands in one"
    BOOKMARK = "a bookmark begins"
    UNKNOWN = "an element outside of any run that nobody knows"


class Step(Struct, frozen=True):
    """One step: the element, the run that it stands in if it does, and the instruction of its field.

    ``name`` is the element's, without the namespace of WordprocessingML.
    """

    turn: Turn
    name: str
    element: _Element
    run: _Element | None = None
    instruction: str = ""


class _BegunField(Struct):
    """A complex field (ECMA-376 17.16.18) that has begun."""

    instruction: str = ""
    in_result: bool = False


class Walk(Struct):
    """Walks one paragraph; ``hides`` says whether a run's text is hidden (17.3.2.41)."""

    hides: Callable[[_Element], bool]
    _fields: list[_BegunField] = field(default_factory=list)

    def steps(self, element: _Element) -> Iterator[Step]:
        """The steps through a paragraph, or through what stands in one."""
        for child in element:
            if child.tag == _RUN:
                yield from self._run(child)
                continue
            name = str(child.tag).removeprefix(W)
            if name in _SILENT:
                continue
            if name in _CONTAINERS:
                yield from self.steps(child)
            elif name in _SPANS:
                yield Step(Turn.OPENS, name, child)
                yield from self.steps(child)
                yield Step(Turn.CLOSES, name, child)
            elif name == ALTERNATIVES:
                chosen = choose_alternative(child)
                yield from () if chosen is None else self.steps(chosen)
            elif name == "bookmarkStart":
                yield Step(Turn.BOOKMARK, name, child)
            else:
                yield Step(Turn.UNKNOWN, name, child)

    def _run(self, run: _Element) -> Iterator[Step]:
        turn = Turn.HIDDEN if self.hides(run) else Turn.SHOWN
        for child in run:
            name = str(child.tag).removeprefix(W)
            if name == "t" and not self._fields:  # as most are
                yield Step(turn, name, child, run)
            elif name not in _SILENT:
                yield from self._content(child, name, run, turn)

    def _content(self, child: _Element, name: str, run: _Element, turn: Turn) -> Iterator[Step]:
        if name == "fldChar":
            yield from self._turn_field(child, run)
        elif name == "instrText":
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += child.text or ""
                yield Step(Turn.INSTRUCTION, name, child, run)
        elif name in _SILENT:
            return
        elif any(not each.in_result for each in self._fields):
            if name == "t":
                yield Step(Turn.INSTRUCTION, name, child, run)
        else:
            yield from self._shown(child, name, run, turn)

    def _shown(self, child: _Element, name: str, run: _Element, turn: Turn) -> Iterator[Step]:
        if name == ALTERNATIVES:
            chosen = choose_alternative(child)
            for each in () if chosen is None else chosen:
                yield from self._content(each, str(each.tag).removeprefix(W), run, turn)
        elif name == "ruby":
            # The characters that a reading (17.3.3.25) stands over are text like any other.
            yield Step(Turn.OPENS, name, child, run)
            for base in child.iterfind(f"{W}rubyBase"):
                yield from self.steps(base)
            yield Step(Turn.CLOSES, name, child, run)
        else:
            yield Step(turn, name, child, run)

    def _turn_field(self, element: _Element, run: _Element) -> Iterator[Step]:
        turn, name = element.get(f"{W}fldCharType", ""), "fldChar"
        if turn == "begin":
            self._fields.append(_BegunField())
            yield Step(Turn.FIELD, name, element, run)
        elif self._fields and turn == "separate":
            self._fields[-1].in_result = True
            yield Step(Turn.FIELD, name, element, run, self._fields[-1].instruction)
        elif self._fields and turn == "end":
            yield Step(Turn.FIELD, name, element, run, self._fields.pop().instruction)


def choose_alternative(element: _Element) -> _Element | None:
    """The first branch whose extensions are all understood, else the fallback (ECMA-376-3, 7.6)."""
    for choice in element.iterfind(f"{_MC}Choice"):
        needed = [choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split()]
        if all(space in _UNDERSTOOD for space in needed):
            return choice
    return element.find(f"{_MC}Fallback")


def shown_text(element: _Element) -> str:
    """The characters of a ``w:t``: a line's end in the file is a blank, and blanks around them must be meant.

    That they are is said by ``xml:space``, here or further out (XML 1.0, 2.10).
    """
    text = element.text or ""
    if not text.isprintable():
        text = text.replace("\r\n", " ").translate(_BLANKS)
    trimmed = text.strip(" ")
    if trimmed == text:
        return text
    said = (each.get(_XML_SPACE) for each in (element, *element.iterancestors()))
    return text if next(filter(None, said), "") == "preserve" else trimmed
