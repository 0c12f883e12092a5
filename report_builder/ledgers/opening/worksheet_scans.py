"""The bytes of an .xlsx's worksheet → its survey, with XML parsed only where the bytes show anything unusual.

Nearly every cell of a real worksheet is plain: its address stands first, within a rectangle that memory has
room for, and it holds a text, or a number with its value saved. One pattern finds all the others, which are
looked at one by one. It goes over every ``<c`` of the part's bytes, wherever that stands, so that calamine
can find no cell that was not looked at, however the part is put together; whatever else the bytes may hold
that could be read in two ways has the worksheet surveyed element by element.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct

from report_builder.ledgers.opening.surveys import MAX_ROWS, Survey
from report_builder.ledgers.opening.worksheet_surveys import survey_cell, survey_worksheet

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME: Final = b"sheetData"
_BEGIN: Final = b"<sheetData>"
_END: Final = b"</sheetData>"
_OTHER_ENCODING: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_CELL: Final = re.compile(rb"[<:]c[ \t\r\n/>]")
_PREFIXED_CELL: Final = re.compile(rb":c[ \t\r\n/>]")
_ODDLY_HIDDEN: Final = re.compile(rb'hidden(?!="(?:0|1|true|false)")')
_HIDDEN: Final = re.compile(rb'hidden="(?:1|true)"')
_HIDDEN_ROW: Final = re.compile(rb'<row r="([0-9]{1,7})"[^<>]*? hidden="(?:1|true)"')
_LONGEST_CELL: Final = 300_000  # bytes: the 32,767 characters of the longest text, each written &#20449;
_MOST_UNUSUAL: Final = 50_000  # beyond it, looking at each one takes longer than at all elements
_LETTERS: Final = 26

# A plain cell, after its address. ECMA-376, part 1, 18.18.11: a text may be empty, a number needs its value.
# The likeliest comes first: a shared text, then a number or an empty cell, then whatever else is plain.
_GAP: Final = rb"[ \t\r\n]*+"
_STYLE: Final = rb'(?: s="[0-9]*+")?+'
_OTHERS: Final = rb'(?: (?:cm|vm|ph)="[0-9]*+")*+'
_TEXT: Final = rb' t="(?:s|str|inlineStr)"' + _OTHERS + rb"/?>"
_FORMULA: Final = rb"<f(?:>[^<>]*+</f>| [^<>]*+(?:(?<=/)>|(?<!/)>[^<>]*+</f>))"
_VALUE: Final = rb"(?:" + _FORMULA + _GAP + rb")?+<v>[^<]"
_NUMBER: Final = rb'(?: t="[nbd]")?+' + _OTHERS + rb"(?:/>|>" + _GAP + rb"(?:</c>|" + _VALUE + rb"))"
_CONTENT: Final = _STYLE + rb'(?: t="s">|>(?:<v>[^<]|</c>)|/>|' + _TEXT + rb"|" + _NUMBER + rb")"
# 18.3.1.73: the rows of a worksheet end at 1048576.
_LAST_ROWS: Final = rb"(?:[1-9][0-9]{0,5}+|10[0-4][0-9]{4})"
_LAST_ROW: Final = 1_049_999
_FEW_DIGITS: Final = 5


class _UnusualError(Exception):
    """The worksheet must be surveyed element by element."""


class _CellFrame(Struct, frozen=True):
    """A rectangle that calamine may reserve, and the pattern that finds what is no plain cell within it."""

    rows: int
    columns: int
    other_cells: re.Pattern[bytes]


def scan_worksheet(part: bytes, begin: Callable[[], Survey]) -> Survey:
    """The survey of a worksheet's part; ``begin`` gives an empty one."""
    try:
        return _scan(part, begin())
    except (_UnusualError, etree.XMLSyntaxError):
        return survey_worksheet(BytesIO(part), begin())


def _scan(part: bytes, survey: Survey) -> Survey:
    start, stop = _rows_of(part)
    head, tail = part[:start], part[stop:]
    if _OTHER_ENCODING.search(head) or _CELL.search(head) or _CELL.search(tail):
        raise _UnusualError
    _check_marks(part, start, stop)
    frame = _frame(_rows_told(part, start, stop), survey.budget.cells)
    _survey_other_cells(part, start, stop, frame, survey)
    _survey_hidden_rows(part, start, stop, survey)
    if max(frame.rows, survey.rows) * max(frame.columns, survey.columns) > survey.budget.cells:
        raise _UnusualError
    return survey_worksheet(BytesIO(head + tail), survey)


def _rows_of(part: bytes) -> tuple[int, int]:
    """Where the rows begin and end: between the first tags of their element that the bytes hold."""
    start = part.find(_NAME) - 1 + len(_BEGIN)
    stop = part.find(_NAME, start) - len(b"</")
    if not part.startswith(_BEGIN, start - len(_BEGIN)) or not part.startswith(_END, stop):
        raise _UnusualError
    return start, stop


def _check_marks(part: bytes, start: int, stop: int) -> None:
    """Refuse what hides cells from a look at the bytes: wide characters, comments, prefixes."""
    if b"\0" in part:
        raise _UnusualError
    for mark in (b"!", b"?"):
        if part.find(mark, start, stop) >= 0 and part.find(b"<" + mark, start, stop) >= 0:
            raise _UnusualError
    if _PREFIXED_CELL.search(part, start, stop):
        raise _UnusualError


def _rows_told(part: bytes, start: int, stop: int) -> int:
    """How many rows there seem to be; a wrong number makes the survey slower, and nothing else."""
    at = part.rfind(b'<row r="', start, stop) + len(b'<row r="')
    number = part[at : part.find(b'"', at, at + 8)]
    return int(number) if number.isdigit() else 1


@cache
def frame_of(digits: int, leading: int, cells: int) -> _CellFrame:
    """The frame for rows up to those whose number has so many digits and begins with ``leading``.

    It holds ``cells`` at most.
    """
    if digits > len(str(MAX_ROWS)) - 1:
        rows, numbers = _LAST_ROW, _LAST_ROWS
    elif digits > _FEW_DIGITS:
        rows = (leading + 1) * 10 ** (digits - 1) - 1
        numbers = b"(?:[1-9][0-9]{0,%d}+|[1-%d][0-9]{%d})" % (digits - 2, leading, digits - 1)
    else:
        rows, numbers = 10**digits - 1, b"[1-9][0-9]{0,%d}+" % (digits - 1)
    groups, rest = divmod(cells // rows, _LETTERS)
    groups = min(groups, _LETTERS + 1)
    if not groups:
        columns, letters = rest, b"[A-%c]" % (ord("A") + rest - 1) if rest else b"(?!)"
    elif groups == 1:
        columns, letters = _LETTERS, b"[A-Z]"
    else:
        columns, letters = groups * _LETTERS, b"(?:[A-Z]|[A-%c][A-Z])" % (ord("A") + groups - 2)
    address = rb' r="' + letters + numbers + rb'"'
    return _CellFrame(rows, columns, re.compile(rb"<c(?!" + address + _CONTENT + rb")"))


def _frame(rows: int, cells: int) -> _CellFrame:
    number = str(max(rows, 1000))
    return frame_of(len(number), int(number[0]), cells)


def _survey_other_cells(part: bytes, start: int, stop: int, frame: _CellFrame, survey: Survey) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for count, found in enumerate(frame.other_cells.finditer(part, start, stop)):
        at = found.start()
        limit = min(stop, at + _LONGEST_CELL)
        end = part.find(b">", at, limit) + 1
        if part[end - 2 : end] != b"/>":
            end = part.find(b"</c>", at, limit) + len(b"</c>")
        if end <= at or count > _MOST_UNUSUAL:
            raise _UnusualError
        cell = etree.fromstring(part[at:end], parser)
        if cell.tag != "c" or not cell.get("r"):
            raise _UnusualError
        survey_cell(cell, 0, 0, survey)


def _survey_hidden_rows(part: bytes, start: int, stop: int, survey: Survey) -> None:
    if part.find(b"hidden", start, stop) < 0:
        return
    if _ODDLY_HIDDEN.search(part, start, stop):
        raise _UnusualError
    hidden = sum(1 for _ in _HIDDEN.finditer(part, start, stop))
    for found in _HIDDEN_ROW.finditer(part, start, stop) if hidden else ():
        survey.hide_rows(int(found[1]) - 1, int(found[1]) - 1)
        hidden -= 1
    if hidden:
        raise _UnusualError
