"""DER → its elements (ITU-T X.690), as far as a signature has to be looked into; untrusted as any file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_ELEMENTS: Final = 1_000
_LONG: Final = 0x80
_MOST_LENGTH_BYTES: Final = 4
_MULTI_BYTE_TAG: Final = 0x1F
_BMP_STRING: Final = 0x1E
_SHIFT: Final = 7


class DerError(Exception):
    """Raised for bytes that are no DER, or not what was looked for."""


class DerElement(Struct, frozen=True):
    """A tag and what it holds."""

    tag: int
    body: bytes


def elements_of(data: bytes, most: int = _MOST_ELEMENTS) -> list[DerElement]:
    """The elements that stand one behind the other, no more than ``most``; raises ``DerError``."""
    found: list[DerElement] = []
    at = 0
    while at < len(data) and len(found) < most:
        if at + 2 > len(data) or data[at] & _MULTI_BYTE_TAG == _MULTI_BYTE_TAG:
            raise DerError
        tag, length, start = data[at], data[at + 1], at + 2
        if length & _LONG:
            count = length & ~_LONG
            if not 0 < count <= _MOST_LENGTH_BYTES:
                raise DerError
            length, start = int.from_bytes(data[start : start + count]), start + count
        at = start + length
        if at > len(data):
            raise DerError
        found.append(DerElement(tag, data[start:at]))
    if not found:
        raise DerError
    return found


def first_of(elements: Sequence[DerElement], tag: int) -> DerElement:
    """The first element of a tag; raises ``DerError`` where there is none."""
    for each in elements:
        if each.tag == tag:
            return each
    raise DerError


def object_identifier(body: bytes) -> str:
    """An object identifier with its dots (8.19)."""
    numbers: list[int] = []
    value = 0
    for byte in body[:64]:
        value = value << _SHIFT | byte & ~_LONG
        if not byte & _LONG:
            numbers.append(value)
            value = 0
    if not numbers:
        return ""
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def decode_text(element: DerElement) -> str:
    """A string of any of the kinds that names are written in."""
    encoding = "utf-16-be" if element.tag == _BMP_STRING else "utf-8"
    return element.body.decode(encoding, errors="replace")
