"""A TrueType face's bytes → how many codes its tables list (OpenType, `cmap`): a value is made of each."""

from __future__ import annotations

from struct import Struct as Packed
from struct import error as StructError  # noqa: N812  an exception is called one here
from typing import Final

_TABLES: Final = Packed(">4xH")
_TABLE: Final = Packed(">4sLLL")
_SUBTABLES: Final = Packed(">2xH")
_SUBTABLE: Final = Packed(">HHL")
_FIRST_TABLE: Final = 12
_FIRST_SUBTABLE: Final = 4
_WORD: Final = Packed(">H")
_LONG: Final = Packed(">L")
_GROUP: Final = Packed(">LLL")
_OF_UNICODE: Final = ([3, 1], [3, 10])  # platform and encoding, beside all of platform 0
# The kinds of subtables, and what the older ones list at most.
_MOST_OF: Final = {0: 256, 2: 65_536, 6: 65_536}
_SEGMENTS: Final = 4
_ARRAY: Final = 10
_GROUPS: Final = 12


def codes_in_face(face: bytes, most: int) -> int:
    """How many codes they list, one more than ``most`` where there are more; nil for what is no such face."""
    try:
        (tables,) = _TABLES.unpack_from(face)
        places = (_TABLE.unpack_from(face, _FIRST_TABLE + _TABLE.size * each) for each in range(tables))
        start = next((offset for tag, _, offset, _ in places if tag == b"cmap"), None)
        if start is None:
            return 0
        (count,) = _SUBTABLES.unpack_from(face, start)
        codes = 0
        for number in range(count):
            *whose, offset = _SUBTABLE.unpack_from(face, start + _FIRST_SUBTABLE + _SUBTABLE.size * number)
            if whose[0] and whose not in _OF_UNICODE:
                continue
            codes += _codes_of(face, start + offset, most - codes)
            if codes > most:
                return most + 1
    except StructError:
        return 0
    return codes


def _codes_of(face: bytes, at: int, most: int) -> int:
    """What one subtable lists, or a little more."""
    (kind,) = _WORD.unpack_from(face, at)
    if kind == _SEGMENTS:
        (twice,) = _WORD.unpack_from(face, at + 6)
        ends, starts = at + 14, at + 16 + twice
        return sum(
            max(_WORD.unpack_from(face, ends + each)[0] - _WORD.unpack_from(face, starts + each)[0], 0) + 1
            for each in range(0, twice, 2)
        )
    if kind == _ARRAY:
        return int(_LONG.unpack_from(face, at + 16)[0])
    if kind != _GROUPS:
        return _MOST_OF.get(kind, 0)
    codes = 0
    for number in range(_LONG.unpack_from(face, at + 12)[0]):
        first, last, _ = _GROUP.unpack_from(face, at + 16 + _GROUP.size * number)
        codes += max(last - first, 0) + 1
        if codes > most:
            break
    return codes
