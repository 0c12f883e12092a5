"""The stream of an .xls of Excel 5.0 or 95 (BIFF5) → its sheets, with texts by the code page that it names.

calamine reads these texts as if they were Latin, and loses sheets whose names come out alike; programs for
Chinese users wrote this format, in code page 936, long after Excel had another.
"""

from __future__ import annotations

import re
import struct
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.cells import UNKNOWN_ERROR
from report_builder.ledgers.opening.binary_workbooks import (
    BOF,
    BOOLERR,
    BOUNDSHEET,
    DAMAGED,
    DATEMODE,
    ERRORS,
    FILEPASS,
    FORMULA,
    MULRK,
    note_layout,
    records,
)
from report_builder.ledgers.opening.layouts import EPOCH_1900, EPOCH_1904
from report_builder.ledgers.opening.raw_sheets import RawSheet, filled_up
from report_builder.ledgers.opening.surveys import Survey, broken, encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from report_builder.ledgers.cells import RawCell

_BIFF5: Final = 0x0500
_CODEPAGE: Final = 0x0042
_FORMAT: Final = 0x041E
_XF: Final = 0x00E0
_LABEL: Final = 0x0204
_RSTRING: Final = 0x00D6
_NUMBER: Final = 0x0203
_RK: Final = 0x027E
_STRING: Final = 0x0207
_TEXTS: Final = frozenset({_LABEL, _RSTRING})
_WORKSHEET: Final = 0
_TRUTH_RESULT: Final = 1
_ERROR_RESULT: Final = 2
# MS-XLS 2.4.52 and what Macintosh programs wrote; any other is a lie more often than Chinese text in it is.
_CODE_PAGES: Final = {
    936: "gb18030",
    950: "cp950",
    932: "cp932",
    949: "cp949",
    10002: "cp950",
    10008: "gb18030",
}
_CHINESE: Final = "gb18030"
# MS-XLS 2.5.165: the formats of days that need not be written down, the Chinese ones among them.
_DAYS: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_LAST_DAY: Final = 2_958_465  # 9999-12-31
_DAY: Final = re.compile(r'^(?:[^"\[\\]|"[^"]*"|\[[^\]]*\]|\\.)*?[yYdD]')


class _Workbook(Struct):
    """What the globals of a workbook say."""

    encoding: str = _CHINESE
    epoch: date = EPOCH_1900
    formats: dict[int, str] = field(default_factory=dict)
    looks: list[int] = field(default_factory=list)
    sheets: list[tuple[int, bytes, bool]] = field(default_factory=list)


def is_biff5(stream: bytes) -> bool:
    """Whether a workbook's stream is of Excel 5.0 or 95."""
    return stream[:2] == struct.pack("<H", BOF) and stream[4:6] == struct.pack("<H", _BIFF5)


def read_biff5(stream: bytes, budget: Budget = USUAL) -> list[RawSheet]:
    """The worksheets in their order; raises ``WorkbookFaultError`` for one that must stay shut."""
    try:
        book = _globals(stream)
        return [_sheet(stream, book, budget, *sheet) for sheet in book.sheets]
    except (struct.error, IndexError, OverflowError) as fault:
        raise broken(what=DAMAGED) from fault


def _globals(stream: bytes) -> _Workbook:
    book = _Workbook()
    for kind, body in records(stream, 0, to_the_end=True):
        if kind == FILEPASS:
            raise encrypted(by_protection=True)
        if kind == _CODEPAGE:
            book.encoding = _CODE_PAGES.get(struct.unpack_from("<H", body)[0], _CHINESE)
        elif kind == DATEMODE and body[:1] == b"\1":
            book.epoch = EPOCH_1904
        elif kind == _FORMAT:
            book.formats[struct.unpack_from("<H", body)[0]] = body[3 : 3 + body[2]].decode("latin-1")
        elif kind == _XF:
            book.looks.append(struct.unpack_from("<2xH", body)[0])
        elif kind == BOUNDSHEET and body[5] == _WORKSHEET:
            (begins,) = struct.unpack_from("<I", body)
            book.sheets.append((begins, body[7 : 7 + body[6]], bool(body[4] & 3)))
    return book


def _sheet(  # noqa: PLR0913, PLR0917 - a sheet's three facts, and what they are read with
    stream: bytes,
    book: _Workbook,
    budget: Budget,
    begins: int,
    name: bytes,
    is_hidden: bool,  # noqa: FBT001 - as above
) -> RawSheet:
    survey = Survey(_decode(name, book.encoding), budget, is_hidden=is_hidden, epoch=book.epoch)
    cells: dict[tuple[int, int], RawCell] = {}
    for place, value in _cells(stream, begins, book, survey):
        survey.reach(*place)
        cells[place] = value
    rows: list[list[RawCell]] = [[] for _ in range(survey.rows)]
    for (row, column), value in sorted(cells.items(), key=lambda item: item[0]):
        rows[row].extend([""] * (column - len(rows[row])))
        rows[row].append(value)
    return RawSheet(survey.sheet, filled_up(rows), survey.layout())


def _cells(
    stream: bytes, begins: int, book: _Workbook, survey: Survey
) -> Iterator[tuple[tuple[int, int], RawCell]]:
    waiting = (0, 0)  # the formula whose text follows it
    for kind, body in records(stream, begins, to_the_end=True):
        if kind in _TEXTS:
            row, column, length = struct.unpack_from("<HH2xH", body)
            yield (row, column), _decode(body[8 : 8 + length], book.encoding)
        elif kind == _STRING:
            (length,) = struct.unpack_from("<H", body)
            yield waiting, _decode(body[2 : 2 + length], book.encoding)
        elif kind == MULRK:
            row, first = struct.unpack_from("<HH", body)
            for at in range((len(body) - 6) // 6):
                look, number = struct.unpack_from("<HI", body, 4 + at * 6)
                yield (row, first + at), _shown(_unpacked(number), look, book)
        elif kind in {_NUMBER, _RK, BOOLERR, FORMULA}:
            row, column, look = struct.unpack_from("<HHH", body)
            waiting = (row, column)
            value = _value(kind, body)
            if value is not None:
                yield waiting, _shown(value, look, book) if isinstance(value, float) else value
        else:
            note_layout(kind, body, survey)


def _value(kind: int, body: bytes) -> float | str | bool | None:
    """A cell's value; ``None`` for a formula whose text follows, or shows nothing."""
    if kind == _NUMBER:
        return float(struct.unpack_from("<d", body, 6)[0])
    if kind == _RK:
        return _unpacked(struct.unpack_from("<I", body, 6)[0])
    if kind == BOOLERR:
        return ERRORS.get(body[6], UNKNOWN_ERROR) if body[7] else bool(body[6])
    # MS-XLS 2.5.133: a result whose last two bytes are FFFF is no number but what the first says.
    if body[12:14] != b"\xff\xff":
        return float(struct.unpack_from("<d", body, 6)[0])
    if body[6] == _ERROR_RESULT:
        return ERRORS.get(body[8], UNKNOWN_ERROR)
    return bool(body[8]) if body[6] == _TRUTH_RESULT else None


def _unpacked(number: int) -> float:
    """The number that 30 bits hold (MS-XLS 2.5.218, RkNumber)."""
    if number & 2:
        value = float(struct.unpack("<i", struct.pack("<I", number))[0] >> 2)
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))[0]
    return value / 100 if number & 1 else value


def _shown(number: float, look: int, book: _Workbook) -> RawCell:
    """A number, or the day that its format shows it as."""
    code = book.looks[look] if look < len(book.looks) else 0
    if not 1 <= number <= _LAST_DAY or not (code in _DAYS or _DAY.match(book.formats.get(code, ""))):
        return number
    moment = datetime.combine(book.epoch, time()) + timedelta(days=number)
    return moment.date() if moment.time() == time() else moment


def _decode(text: bytes, encoding: str) -> str:
    """A text in the workbook's code page, or in the other that Chinese programs use."""
    for each in (encoding, _CHINESE):
        try:
            return text.decode(each)
        except UnicodeDecodeError:
            continue
    return text.decode(_CHINESE, "replace")
