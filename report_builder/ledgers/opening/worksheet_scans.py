"""The part of an .xlsx's worksheet → its survey, with XML parsed only where the bytes show anything unusual.

Nearly every cell of a real worksheet is plain: its address stands first, within a rectangle that memory has
room for, and it holds a text, or a number with its value saved. One pattern finds all the others, which are
looked at one by one. It goes over every ``<c`` of the part's bytes, wherever that stands, so that calamine
can find no cell that was not looked at, however the part is put together; whatever else the bytes may hold
that could be read in two ways has the worksheet surveyed element by element.

The part is looked at as it is expanded, a block of whole rows at a time, which the processor's own memory has
room for: it is never held as a whole.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

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
_DIMENSION: Final = re.compile(rb'<dimension ref="[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}([1-9][0-9]{0,6})"/>')
_ROW: Final = b"<row"
_BLOCK: Final = 1 << 18
_GROWTH: Final = 4  # what turns out longer than it said is begun anew, seldom more than twice
_LONGEST_CELL: Final = 300_000  # bytes: the 32,767 characters of the longest text, each written &#20449;
_MOST_UNUSUAL: Final = 50_000  # beyond it, looking at each one takes longer than at all elements
_LETTERS: Final = 26

# A plain cell, after its address. ECMA-376, part 1, 18.18.11: a text may be empty, a number needs its value.
# The likeliest comes first: a text, then a number or an empty cell, then whatever else is plain.
_GAP: Final = rb"[ \t\r\n]*+"
_STYLE: Final = rb'(?: s="[0-9]*+")?+'
_OTHERS: Final = rb'(?: (?:cm|vm|ph)="[0-9]*+")*+'
_TEXT: Final = rb' t="(?:s|str|inlineStr)"' + _OTHERS + rb"/?>"
_FORMULA: Final = rb"<f(?:>[^<>]*+</f>| [^<>]*+(?:(?<=/)>|(?<!/)>[^<>]*+</f>))"
_VALUE: Final = rb"(?:" + _FORMULA + _GAP + rb")?+<v>[^<]"
_NUMBER: Final = rb'(?: t="[nbd]")?+' + _OTHERS + rb"(?:/>|>" + _GAP + rb"(?:</c>|" + _VALUE + rb"))"
_CONTENT: Final = (
    rb'(?: t="(?:s|inlineStr)">|'
    + _STYLE
    + rb'(?: t="s">|>(?:<v>[^<]|</c>)|/>|'
    + _TEXT
    + rb"|"
    + _NUMBER
    + rb"))"
)
# 18.3.1.73: the rows of a worksheet end at 1048576.
_LAST_ROWS: Final = rb"(?:[1-9][0-9]{0,5}+|10[0-4][0-9]{4})"
_LAST_ROW: Final = 1_049_999
_FEW_DIGITS: Final = 5


class _UnusualError(Exception):
    """The worksheet must be surveyed element by element."""


class _LongerError(Exception):
    """The worksheet has more rows than it seemed to have."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows


class _CellFrame(Struct, frozen=True):
    """A rectangle that calamine may reserve, and the pattern that finds what is no plain cell within it."""

    rows: int
    columns: int
    other_cells: re.Pattern[bytes]


def scan_worksheet(part: Callable[[], IO[bytes]], begin: Callable[[], Survey]) -> Survey:
    """The survey of a worksheet; ``part`` opens it from its beginning, ``begin`` gives an empty survey."""
    rows = 0
    while True:
        try:
            with part() as stream:
                return _scan(stream, rows, begin())
        except _LongerError as longer:
            rows = longer.rows
        except (_UnusualError, etree.XMLSyntaxError):
            break
    with part() as stream:
        survey = survey_worksheet(stream, begin())
        while stream.read(_BLOCK):  # to the end, where its check sum stands
            pass
    return survey


def _scan(stream: IO[bytes], rows: int, survey: Survey) -> Survey:
    head, block = _head(stream)
    frame, unusual = _frame(rows or _rows_told(head), survey.budget.cells), 0
    while (end := block.find(_NAME)) < 0:
        stop = block.rfind(_ROW)  # whatever begins before it ends before it, or is unusual
        if stop > 0:
            unusual += _scan_rows(block, stop, frame, survey)
            block = block[stop:]
        more = stream.read(max(_BLOCK, len(block)))
        if not more or unusual > _MOST_UNUSUAL:
            raise _UnusualError
        block += more
    stop = end - len(b"</")
    if not block.startswith(_END, stop):
        raise _UnusualError
    _scan_rows(block, stop, frame, survey)
    tail = block[stop:] + stream.read()
    if _CELL.search(tail) or b"\0" in tail:
        raise _UnusualError
    if max(frame.rows, survey.rows) * max(frame.columns, survey.columns) > survey.budget.cells:
        raise _UnusualError
    return survey_worksheet(BytesIO(head + tail), survey)


def _head(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """What stands before the rows, with the tag that begins them, and the first bytes of the rows."""
    block = b""
    while (at := block.find(_NAME)) < 0 or len(block) < at + len(_BEGIN):
        more = stream.read(max(_BLOCK, len(block)))
        if not more:
            raise _UnusualError
        block += more
    start = at - 1 + len(_BEGIN)
    head = block[:start]
    if not head.endswith(_BEGIN) or _OTHER_ENCODING.search(head) or _CELL.search(head) or b"\0" in head:
        raise _UnusualError
    return head, block[start:]


def _scan_rows(block: bytes, stop: int, frame: _CellFrame, survey: Survey) -> int:
    """Look at the rows that begin in a block before ``stop``; gives how many cells are not plain."""
    if (rows := _last_row(block, stop)) > frame.rows:
        raise _LongerError(rows * _GROWTH)
    _check_marks(block, stop)
    _survey_hidden_rows(block, stop, survey)
    return _survey_other_cells(block, stop, frame, survey)


def _check_marks(block: bytes, stop: int) -> None:
    """Refuse what hides cells from a look at the bytes: wide characters, comments, prefixes."""
    if b"\0" in block:
        raise _UnusualError
    for mark in (b"!", b"?"):
        if block.find(mark, 0, stop) >= 0 and block.find(b"<" + mark, 0, stop) >= 0:
            raise _UnusualError
    if _PREFIXED_CELL.search(block, 0, stop):
        raise _UnusualError


def _rows_told(head: bytes) -> int:
    """How many rows the worksheet says that it has (18.3.1.35); one that says nothing is taken for short."""
    told = _DIMENSION.search(head)
    return int(told[1]) if told else 1


def _last_row(block: bytes, stop: int) -> int:
    """The number of the last row in a block; a wrong one makes the survey slower, and nothing else."""
    at = block.rfind(b'<row r="', 0, stop) + len(b'<row r="')
    number = block[at : block.find(b'"', at, at + 8)]
    return min(int(number), MAX_ROWS) if number.isdigit() else 1


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


def _survey_other_cells(block: bytes, stop: int, frame: _CellFrame, survey: Survey) -> int:
    parser, count = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False), 0
    for count, found in enumerate(frame.other_cells.finditer(block, 0, stop), start=1):
        at = found.start()
        limit = min(stop, at + _LONGEST_CELL)
        end = block.find(b">", at, limit) + 1
        if block[end - 2 : end] != b"/>":
            end = block.find(b"</c>", at, limit) + len(b"</c>")
        if end <= at or count > _MOST_UNUSUAL:
            raise _UnusualError
        cell = etree.fromstring(block[at:end], parser)
        if cell.tag != "c" or not cell.get("r"):
            raise _UnusualError
        survey_cell(cell, 0, 0, survey)
    return count


def _survey_hidden_rows(block: bytes, stop: int, survey: Survey) -> None:
    if block.find(b"hidden", 0, stop) < 0:
        return
    if _ODDLY_HIDDEN.search(block, 0, stop):
        raise _UnusualError
    hidden = sum(1 for _ in _HIDDEN.finditer(block, 0, stop))
    for found in _HIDDEN_ROW.finditer(block, 0, stop) if hidden else ():
        survey.hide_rows(int(found[1]) - 1, int(found[1]) - 1)
        hidden -= 1
    if hidden:
        raise _UnusualError
