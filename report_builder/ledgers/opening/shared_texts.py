"""Texts that a workbook has once and its cells name by number → how many letters the cells hold in all.

calamine copies a text for every cell that names it: a hundred kilobytes become gigabytes.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Final

from report_builder.ledgers.opening.xml_parts import attribute, elements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.ledgers.opening.zipped_parts import ZippedParts

_TEXTS: Final = "xl/sharedstrings.xml"
_LONGEST: Final = 32_767  # letters of a cell (Excel's specifications and limits)
_SHORTEST_CELL: Final = len('<c t="s"><v>0</v></c>')
_NAMED: Final = re.compile(rb"""["']s["'][^<>]*+><v>([0-9]{1,7})</v>""")
_BLOCK: Final = 1 << 20
# MS-XLS 2.5.293: what the flags of a text say.
_WIDE, _FOREIGN, _RICH = 1, 4, 8
_HEAD: Final = 3
_RUN: Final = 4  # bytes


class SharedTexts:
    """The shared texts of an .xlsx; how long they are is looked at only where they could be too much."""

    def __init__(self, parts: ZippedParts) -> None:
        self._parts = parts
        self._size = parts.size(parts.present.get(_TEXTS, ""))
        self._lengths: tuple[int, ...] | None = None

    def letters_in(self, sheet: str) -> int:
        """The letters that a sheet's cells take from them; none where they cannot come near the bound."""
        cells, most = self._parts.size(sheet) // _SHORTEST_CELL, self._parts.budget.letters
        if cells * min(self._size, _LONGEST) <= most:
            return 0
        if self._lengths is None:
            self._lengths = lengths_of_shared(self._parts)
        if cells * max(self._lengths, default=0) <= most:
            return 0
        return letters_named(self._parts, sheet, self._lengths)


def letters_named(parts: ZippedParts, sheet: str, lengths: Sequence[int]) -> int:
    """The letters of the shared texts that the cells of an .xlsx's sheet name."""
    found, marks, block = 0, 0, b""
    with parts.stream(sheet) as stream:
        while more := stream.read(_BLOCK):
            block += more
            stop = block.rfind(b"<c") + 1
            numbers = [int(each) for each in _NAMED.findall(block, 0, stop)]
            found += sum(_length(lengths, each) for each in numbers)
            marks += block.count(b'"s"', 0, stop) + block.count(b"'s'", 0, stop) - len(numbers)
            block = block[stop - 1 if stop else 0 :]
    numbers = [int(each) for each in _NAMED.findall(block)]
    found += sum(_length(lengths, each) for each in numbers)
    marks += block.count(b'"s"') + block.count(b"'s'") - len(numbers)
    return found if not marks else _letters_of_cells(parts, sheet, lengths)


def _letters_of_cells(parts: ZippedParts, sheet: str, lengths: Sequence[int]) -> int:
    """The same of a sheet that is not written as office programs write it."""
    found = 0
    with parts.stream(sheet) as stream:
        for cell in elements(stream, "c", budget=parts.budget):
            number = "".join(cell.itertext()).strip()
            if attribute(cell, "t").strip() == "s" and number.isdecimal():
                found += _length(lengths, int(number))
    return found


def lengths_of_shared(parts: ZippedParts) -> tuple[int, ...]:
    """The letters of each shared text of an .xlsx, in their order (ECMA-376, part 1, 18.4.9)."""
    name = parts.present.get(_TEXTS)
    if name is None:
        return ()
    with parts.stream(name) as stream:
        return tuple(
            sum(len(part) for part in each.itertext()) for each in elements(stream, "si", budget=parts.budget)
        )


def _length(lengths: Sequence[int], number: int) -> int:
    return lengths[number] if number < len(lengths) else 0


def lengths_of_table(records: Sequence[bytes]) -> tuple[int, ...]:
    """The letters of each text of an .xls's shared table, whose records go on in one another."""
    found: list[int] = []
    number, at = 0, 8
    while number < len(records):
        record = records[number]
        if at + _HEAD > len(record):
            number, at = number + 1, at - len(record) if at > len(record) else 0
            continue
        letters, flags = struct.unpack_from("<HB", record, at)
        found.append(letters)
        at += _HEAD
        behind = 0
        if flags & _RICH:
            behind += _RUN * struct.unpack_from("<H", record, at)[0]
            at += 2
        if flags & _FOREIGN:
            behind += struct.unpack_from("<I", record, at)[0]
            at += 4
        number, at = _past(records, number, at, letters, 1 + (flags & _WIDE))
        at += behind
    return tuple(found)


def _past(records: Sequence[bytes], number: int, at: int, letters: int, width: int) -> tuple[int, int]:
    """Where the letters of a text end: each further record tells anew how wide they are."""
    while number < len(records):
        here = min(letters, max(len(records[number]) - at, 0) // width)
        letters, at = letters - here, at + here * width
        if not letters:
            return number, at
        number, at = number + 1, 1
        width = 1 + (records[number][0] & _WIDE) if number < len(records) and records[number] else 1
    return number, at
