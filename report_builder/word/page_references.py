"""A document's PAGEREF fields (ECMA-376 17.16.5.45) ↔ the page numbers that stand in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_INSTRUCTION: Final = re.compile(r"\s*PAGEREF\s+\"?([^\s\"\\]+)\"?", re.IGNORECASE)
_MOST_DEPTH: Final = 50


class PageReference(Struct, frozen=True, eq=False):
    """A field that names the page of a bookmark; ``pieces`` are the texts of its result."""

    bookmark: str
    pieces: tuple[_Element, ...]

    @property
    def number(self) -> str:
        """What stands there."""
        return "".join(piece.text or "" for piece in self.pieces)

    def write(self, number: str) -> None:
        """Put another number there, in the look of the first piece."""
        for piece in self.pieces:
            piece.text = ""
        self.pieces[0].text = number


class _Open(Struct):
    """A field as far as it has been read."""

    code: str = ""
    is_result: bool = False
    pieces: list[_Element] = field(default_factory=list)


def page_references(root: _Element) -> Iterator[PageReference]:
    """The fields with a result, in their order."""
    opened: list[_Open] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}fldSimple"):
        if element.tag == f"{W}fldSimple":
            pieces = tuple(element.iter(f"{W}t"))
            yield from _found(element.get(f"{W}instr", ""), pieces)
        elif element.tag == f"{W}fldChar":
            turn = element.get(f"{W}fldCharType", "")
            if turn == "begin" and len(opened) < _MOST_DEPTH:
                opened.append(_Open())
            elif turn == "separate" and opened:
                opened[-1].is_result = True
            elif turn == "end" and opened:
                done = opened.pop()
                yield from _found(done.code, tuple(done.pieces))
        elif opened and element.tag == f"{W}instrText" and not opened[-1].is_result:
            opened[-1].code += element.text or ""
        elif opened and element.tag == f"{W}t" and opened[-1].is_result:
            opened[-1].pieces.append(element)


def _found(code: str, pieces: tuple[_Element, ...]) -> Iterator[PageReference]:
    match = _INSTRUCTION.match(code)
    if match and pieces:
        yield PageReference(match[1], pieces)
