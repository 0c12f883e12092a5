"""A PDF's bytes → every signature that was ever written into them, whatever a reader finds of the file.

A reader begins at the file's end and sees what that leads to. A signature signs all of its file but itself:
what stands directly before the gap is ``/Contents``, and how far that is from the file's start is signed with
it. So what was once signed is found without any cross-references, and where its file began.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_RANGES: Final = 10_000
MOST_SIGNATURES: Final = 100
_LARGEST_OBJECT: Final = 2_000  # but for the signature itself
_RANGE: Final = re.compile(
    rb"/ByteRange\s*\[\s*0\s+([0-9]{1,10})\s+([0-9]{1,10})\s+([0-9]{1,10})\s*\]"
)  # ISO 32000-1, 12.8.1
_WORD: Final = b"/Contents"
_CONTENTS: Final = re.compile(_WORD)
_BLANKS: Final = 3  # between the word and the signature, with the one place behind them
_HEADER: Final = b"%PDF-"
_HEADER_WITHIN: Final = 1_024  # annex H.3, note 13
# Who gives a reader's user the right to annotate signs as well (12.8.2.3); that is no signature of anybody.
_OF_RIGHTS: Final = re.compile(rb"/TransformMethod\s*/UR")


class TooManySignaturesError(Exception):
    """Raised for a file with more signatures than anybody looks through."""


class SignedSpan(Struct, frozen=True):
    """What a signature covers, as places in the file: ``start`` to ``gap``, and ``after`` to ``end``."""

    start: int
    gap: int
    after: int
    end: int

    def parts(self, data: bytes) -> tuple[bytes, bytes]:
        """The bytes that are signed."""
        return data[self.start : self.gap], data[self.after : self.end]

    def held(self, data: bytes) -> bytes | None:
        """The signature between the two; ``None`` where there is something else."""
        gap = data[self.gap : self.after].strip()
        if not (gap.startswith(b"<") and gap.endswith(b">")):
            return None
        try:
            return bytes.fromhex(gap[1:-1].decode("ascii"))
        except (UnicodeDecodeError, ValueError):
            return None


def find_traces(data: bytes) -> tuple[SignedSpan, ...]:
    """What the signatures in these bytes cover, in their order; raises ``TooManySignaturesError``."""
    ranges = list(_some(data))
    if not ranges:
        return ()
    contents = array("Q", (each.end() for each in _CONTENTS.finditer(data)))
    found = {span.gap: span for each in ranges if (span := _span(each, contents, data))}
    if len(found) > MOST_SIGNATURES:
        raise TooManySignaturesError
    return tuple(found[gap] for gap in sorted(found))


def _some(data: bytes) -> Iterator[re.Match[bytes]]:
    for number, each in enumerate(_RANGE.finditer(data)):
        if number == _MOST_RANGES:
            raise TooManySignaturesError
        yield each


def _span(written: re.Match[bytes], contents: Sequence[int], data: bytes) -> SignedSpan | None:
    """What a range covers where the signature stands beside it, in the same object."""
    length, after, rest = map(int, written.groups())
    if after <= length:
        return None
    at = bisect_right(contents, written.start())
    for word in contents[max(at - 1, 0) : at + 1]:
        for gap in range(word, word + _BLANKS):
            start = gap - length
            span = SignedSpan(start, gap, start + after, start + after + rest)
            if start >= 0 and _is_whole(span, data) and not _is_of_rights(span, data):
                return span
    return None


def _is_whole(span: SignedSpan, data: bytes) -> bool:
    """Whether a file begins where the signed bytes do; before its header may be something."""
    if span.start == 0 or data.startswith(_HEADER, span.start):
        return True
    is_signature = data.startswith(b"<", span.gap)
    return is_signature and data.find(_HEADER, span.start, span.start + _HEADER_WITHIN) >= 0


def _is_of_rights(span: SignedSpan, data: bytes) -> bool:
    """Whether the object that holds the signature says so, in what is signed of it."""
    first = max(span.gap - _LARGEST_OBJECT, span.start)
    head = data.rfind(b" obj", first, span.gap)
    last = span.after + _LARGEST_OBJECT
    tail = data.find(b"endobj", span.after, last)
    around = (data[max(head, first) : span.gap], data[span.after : tail if tail >= 0 else last])
    return any(_OF_RIGHTS.search(each) for each in around)
