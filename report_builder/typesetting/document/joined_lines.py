"""Runs that are set as two lines in one (双行合一), and readings above hanzi → compositions."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.document.compositions import Leaf, Overlay, Raised, Ruby, SideBySide, Sized
from report_builder.typesetting.document.content import Composition, TextRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.typesetting.document.compositions import Across, Node
    from report_builder.typesetting.document.content import Inline

# Each of the two lines is half as high as the text; where their baselines stand, in shares of the size.
_HALF: Final = 0.5
_UPPER: Final = 0.42
_LOWER: Final = -0.08
_BRACKETS: Final = {"round": "()", "square": "[]", "angle": "<>", "curly": "{}"}
_ACROSS: Final[dict[str, Across]] = {
    "left": "left",
    "right": "right",
    "distributeLetter": "spread",
    "distributeSpace": "spread",
}


def join_lines(inlines: Sequence[Inline]) -> Sequence[Inline]:
    """The inlines of a paragraph; text of one mark (``two_lines``) as two lines that take the room of one."""
    return tuple(_joined(inlines)) if any(map(_mark, inlines)) else inlines


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for mark, group in groupby(inlines, _mark):
        if mark:
            texts = [inline for inline in group if isinstance(inline, TextRun)]
            yield Composition(_two_lines(texts, mark.partition(" ")[2]), texts[0].span)
        else:
            yield from group


def _mark(inline: Inline) -> str:
    return inline.properties.two_lines if isinstance(inline, TextRun) else ""


def _two_lines(texts: Sequence[TextRun], brackets: str) -> Node:
    """Text in two lines, the upper one the longer where they cannot be alike."""
    characters = [(character, text.properties) for text in texts for character in text.text]
    half = (len(characters) + 1) // 2
    size = max(text.properties.size for text in texts)
    lines = [
        Raised(Sized(SideBySide(tuple(Leaf(*each) for each in part)), _HALF), rise * size)
        for part, rise in ((characters[:half], _UPPER), (characters[half:], _LOWER))
    ]
    joined = Overlay(tuple(lines), "left")
    pair = _BRACKETS.get(brackets, "")
    look = texts[0].properties
    return SideBySide((Leaf(pair[0], look), joined, Leaf(pair[1], look))) if pair else joined


def above_hanzi(base: Iterable[Inline], reading: Sequence[Leaf], rise: float, across: str) -> list[Inline]:
    """The base with its reading; the base alone where it holds more than text, or nothing."""
    inlines = list(base)
    texts = [inline for inline in inlines if isinstance(inline, TextRun)]
    if not texts or len(texts) < len(inlines) or not reading:
        return inlines
    leaves = tuple(Leaf(text.text, text.properties) for text in texts)
    node = Ruby(SideBySide(leaves), SideBySide(tuple(reading)), rise, _ACROSS.get(across, "center"))
    return [Composition(node, texts[0].span)]
