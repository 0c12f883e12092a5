"""The bytes of a part with text → where the letters of each text (``w:t``) stand in them.

Figures are replaced in the bytes, so that every other byte of the text stays as it is.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from msgspec import Struct, field

_TEXT: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main t"


class _Listener(Struct):
    """Listens to the parser; ``start`` is where the letters of a text begin, -1 before the first."""

    parser: expat.XMLParserType
    spans: list[tuple[int, int]] = field(default_factory=list)
    is_inside: bool = False
    start: int = -1

    def open(self, element: str, _: object) -> None:
        if element == _TEXT:
            self.is_inside, self.start = True, -1

    def take(self, *_: str) -> None:
        if self.is_inside and self.start < 0:
            self.start = self.parser.CurrentByteIndex

    def close(self, element: str) -> None:
        if element == _TEXT:
            self.is_inside = False
            end = self.parser.CurrentByteIndex
            self.spans.append((self.start if self.start >= 0 else end, end))


def letter_spans(document: bytes) -> list[tuple[int, int]]:
    """The place of each text's letters, in the order of the part, which has been read and is sound."""
    parser = expat.ParserCreate(namespace_separator=" ")
    listener = _Listener(parser)
    parser.StartElementHandler = listener.open
    parser.EndElementHandler = listener.close
    parser.CharacterDataHandler = listener.take
    parser.StartCdataSectionHandler = listener.take  # its marks go with its letters
    parser.Parse(document, True)  # noqa: FBT003  expat's own way to say that this is all
    return listener.spans
