"""Sheets of labels, numbers, days and errors → an .xls as Excel 95 wrote it (BIFF5, in an OLE container)."""

from __future__ import annotations

import io
import struct
from datetime import date
from typing import TYPE_CHECKING, Final

from xlwt.CompoundDoc import XlsDoc  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GENERAL: Final = 0
DAY: Final = 1
WRITTEN_DAY: Final = 2


def record(kind: int, body: bytes) -> bytes:
    """One record of the stream."""
    return struct.pack("<HH", kind, len(body)) + body


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    encoding: str = "gb18030",
    page: int = 936,
    more: bytes = b"",
) -> bytes:
    """The file; ``more`` are records of the first sheet, after its cells."""
    looks = [GENERAL, 14, 164]
    pieces = [
        record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)),
        record(0x0042, struct.pack("<H", page)),
    ]
    written = 'yyyy"年"m"月"d"日"'.encode(encoding)
    pieces.append(record(0x041E, struct.pack("<HB", 164, len(written)) + written))
    pieces += [record(0x00E0, struct.pack("<HH12x", 0, look)) for look in looks]
    names = [name.encode(encoding) for name in sheets]
    before = sum(map(len, pieces)) + sum(len(name) + 11 for name in names) + 4
    bodies = [_sheet(rows, encoding, b"" if number else more) for number, rows in enumerate(sheets.values())]
    for number, name in enumerate(names):
        begins = before + sum(map(len, bodies[:number]))
        pieces.append(record(0x0085, struct.pack("<IBBB", begins, 0, 0, len(name)) + name))
    stream = b"".join((*pieces, record(0x000A, b""), *bodies))
    file = io.BytesIO()
    XlsDoc().save(file, stream)
    return bytes(file.getvalue())


def _sheet(rows: Sequence[Sequence[object]], encoding: str, more: bytes) -> bytes:
    pieces = [record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0))]
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            pieces.append(_cell(at, column, value, encoding))
    return b"".join((*pieces, more, record(0x000A, b"")))


def _cell(row: int, column: int, value: object, encoding: str) -> bytes:
    place = struct.pack("<HHH", row, column, DAY if isinstance(value, date) else GENERAL)
    if value is None:
        return b""
    if isinstance(value, bool):
        return record(0x0205, place + struct.pack("<BB", value, 0))
    if isinstance(value, int):
        return record(0x027E, place + struct.pack("<i", value << 2 | 2))
    if isinstance(value, float | date):
        number = value if isinstance(value, float) else (value - date(1899, 12, 30)).days
        return record(0x0203, place + struct.pack("<d", number))
    return _text(place, str(value), encoding)


def _text(place: bytes, value: str, encoding: str) -> bytes:
    """A label; an error where the text begins with #, and after = what a formula gave."""
    text = value.encode(encoding)
    if value.startswith("#"):
        return record(0x0205, place + struct.pack("<BB", 0x17, 1))
    if value.startswith("="):
        formula = record(0x0006, place + bytes(6) + b"\xff\xff" + bytes(8))
        return formula + record(0x0207, struct.pack("<H", len(text) - 1) + text[1:])
    return record(0x0204, place + struct.pack("<H", len(text)) + text)
