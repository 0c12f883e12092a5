"""The OLE container and BIFF records of .xls → surveys of its sheets (MS-CFB, MS-XLS)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.cells import UNKNOWN_ERROR
from report_builder.ledgers.opening.layouts import EPOCH_1900, EPOCH_1904, CellRange
from report_builder.ledgers.opening.shared_texts import lengths_of_table
from report_builder.ledgers.opening.surveys import Survey, broken, encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_LAST_SECTOR: Final = 0xFFFFFFFA  # MS-CFB 2.1: larger numbers end a chain
_ENTRY: Final = 128
_STREAM: Final = 2
_SMALL_SECTOR: Final = 64
_SECTOR_SIZES: Final = frozenset({512, 4096})

# MS-XLS 2.3: the records that matter here.
BOF: Final = 0x0809
EOF: Final = 0x000A
_COLINFO: Final = 0x007D
DATEMODE: Final = 0x0022
_MERGECELLS: Final = 0x00E5
_ROW: Final = 0x0208
FORMULA: Final = 0x0006
FILEPASS: Final = 0x002F
BOUNDSHEET: Final = 0x0085
BOOLERR: Final = 0x0205
DIMENSIONS: Final = 0x0200
MULRK: Final = 0x00BD
_SST: Final = 0x00FC
_CONTINUE: Final = 0x003C
_LABELSST: Final = 0x00FD
CELLS: Final = frozenset({FORMULA, BOOLERR, MULRK, 0x00D6, _LABELSST, 0x0203, 0x0204, 0x027E})
_SHORTEST_STRING: Final = 3
_BIFF5DIMENSIONS: Final = 10
DAMAGED: Final = "文件不完整或已损坏"
_MOST_ROWS: Final = 65_536
_MOST_COLUMNS: Final = 256
ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def survey_xls(stream: bytes, budget: Budget = USUAL) -> tuple[Survey, ...]:
    """The sheets of a workbook's stream; raises ``WorkbookFaultError`` for one that must stay shut."""
    try:
        return tuple(_surveys(stream, budget))
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise broken(what=DAMAGED) from fault


def _surveys(stream: bytes, budget: Budget) -> Iterator[Survey]:
    sheets: list[tuple[int, str, bool]] = []
    epoch, shared, last = EPOCH_1900, list[bytes](), 0
    for kind, body in records(stream, 0):
        last = kind if kind != _CONTINUE else last
        if last == _SST:
            shared.append(body)
        if kind == FILEPASS:
            raise encrypted(by_protection=True)
        if kind == BOUNDSHEET:
            (begins,) = struct.unpack_from("<I", body)
            if begins >= len(stream):  # calamine would panic, and say so in English on the screen
                raise broken(what=DAMAGED)
            sheets.append((begins, _sheet_name(body), bool(body[4] & 3)))
        if kind == DATEMODE and body[:1] == b"\1":
            epoch = EPOCH_1904
        # calamine reserves memory for as many strings as the table says it has
        if kind == _SST and struct.unpack_from("<4xI", body)[0] * _SHORTEST_STRING > len(stream):
            raise broken(what=DAMAGED)
    lengths, letters = lengths_of_table(shared), 0
    for start, name, is_hidden in sheets:
        survey = Survey(name, budget, is_hidden=is_hidden, epoch=epoch, letters=letters)
        yield _survey_sheet(stream, start, survey, lengths)
        letters = survey.letters


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * 2].decode("utf-16-le") if wide else body[8 : 8 + length].decode("latin-1")


def _survey_sheet(stream: bytes, start: int, survey: Survey, lengths: Sequence[int]) -> Survey:
    for kind, body in records(stream, start):
        if kind == DIMENSIONS:
            check_dimensions(body)
        if kind not in CELLS:
            note_layout(kind, body, survey)
            continue
        row, column = struct.unpack_from("<HH", body)
        survey.reach(row, column + (len(body) // 6 - 2 if kind == MULRK else 0))
        if kind == _LABELSST:
            (number,) = struct.unpack_from("<I", body, 6)
            survey.hold(lengths[number] if number < len(lengths) else 0)
        if kind == BOOLERR and body[7]:
            survey.fault(row, column, ERRORS.get(body[6], UNKNOWN_ERROR))
        # MS-XLS 2.5.133: a formula's result whose last two bytes are FFFF is no number; 2 marks an error.
        if kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == _STREAM:
            survey.fault(row, column, ERRORS.get(body[8], UNKNOWN_ERROR))
    return survey


def note_layout(kind: int, body: bytes, survey: Survey) -> None:
    """Take note of a hidden row (MS-XLS 2.4.221), hidden columns (2.4.53) or merged cells (2.4.168)."""
    if kind == _ROW and body[12] & 0x20:
        (row,) = struct.unpack_from("<H", body)
        survey.hide_rows(row, row)
    if kind == _COLINFO and body[8] & 1:
        survey.hide_columns(*struct.unpack_from("<HH", body))
    if kind == _MERGECELLS:
        for first, last, left, right in struct.iter_unpack("<4H", body[2 : 2 + len(body[2:]) // 8 * 8]):
            survey.merge(CellRange(left, first, right, last))


def check_dimensions(body: bytes) -> None:
    """Refuse a sheet that claims more than the format can hold, since calamine reserves what is claimed."""
    wide = len(body) > _BIFF5DIMENSIONS
    first_row, last_row, first, last = struct.unpack_from("<IIHH" if wide else "<HHHH", body)
    if last_row > _MOST_ROWS or last > _MOST_COLUMNS or first_row > last_row or first > last:
        raise broken(what=DAMAGED)


def records(stream: bytes, start: int, *, to_the_end: bool = False) -> Iterator[tuple[int, bytes]]:
    """The records of a substream to its end, those of the charts that lie within it among them.

    Raises ``WorkbookFaultError`` where it must be read ``to_the_end`` and has none.
    """
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and depth <= 0:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
    if to_the_end:
        raise broken(what=DAMAGED)


def workbook_stream(content: bytes) -> bytes:
    """The stream ``Workbook`` of an OLE container (``Book``, before 1997).

    Raises ``WorkbookFaultError`` where there is none, or only an encrypted one.
    """
    if _ENCRYPTED_PACKAGE in content:  # MS-OFFCRYPTO 2.3: an .xlsx with a password is wrapped in OLE
        raise encrypted()
    try:
        return _stream(content)
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise broken(what=DAMAGED) from fault


def _stream(content: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    # MS-CFB 2.2: the numbers of sectors that the header claims to hold directories and chains
    claimed = max(struct.unpack_from("<40xII16xI4xI", content))
    if size not in _SECTOR_SIZES or claimed > len(content) // size:
        raise broken(what=DAMAGED)
    fat = _allocation(content, size)
    directory = _chain(content, struct.unpack_from("<I", content, 48)[0], fat, size)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    if len(directory) % size or any(
        entry[66] and struct.unpack_from("<I", entry, 120)[0] > len(content) for entry in entries
    ):
        raise broken(what=DAMAGED)
    # MS-CFB 2.4: small streams live in 64-byte sectors inside the root entry's stream.
    root = _chain(content, struct.unpack_from("<I", entries[0], 116)[0], fat, size)
    table = _chain(content, struct.unpack_from("<I", content, 60)[0], fat, size)
    small = list(struct.unpack(f"<{len(table) // 4}I", table))
    for entry in entries:
        if entry[66] == _STREAM and _entry_name(entry) in {"Workbook", "Book"}:
            start, length = struct.unpack_from("<II", entry, 116)
            if length < struct.unpack_from("<I", content, 56)[0]:
                return _chain(bytes(_SMALL_SECTOR) + root, start, small, _SMALL_SECTOR)[:length]
            return _chain(content, start, fat, size)[:length]
    raise broken(what="里面没有工作簿")


def _entry_name(entry: bytes) -> str:
    length = max(0, struct.unpack_from("<H", entry, 64)[0] - 2)
    return entry[: min(length, 64)].decode("utf-16-le")


def _allocation(content: bytes, size: int) -> list[int]:
    """The sector chains (MS-CFB 2.3), from the sectors that the header and its continuations name."""
    holders = list(struct.unpack_from("<109I", content, 76))
    following = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while following < _LAST_SECTOR and following not in seen:
        seen.add(following)
        *more, following = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        holders.extend(more)
    fat: list[int] = []
    for holder in holders:
        if holder < _LAST_SECTOR:
            fat.extend(struct.unpack_from(f"<{size // 4}I", content, (holder + 1) * size))
    return fat


def _chain(content: bytes, start: int, fat: list[int], size: int) -> bytes:
    sectors: list[bytes] = []
    sector = start
    while sector < _LAST_SECTOR:
        if len(sectors) > len(fat):
            raise broken(what="文件内部的扇区链首尾相接")
        sectors.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = fat[sector]
    return b"".join(sectors)
