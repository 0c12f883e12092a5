"""The bytes of a text with delimiters, and what a cell should say → the bytes with that cell changed."""

from __future__ import annotations

import codecs
import csv
import re
from io import StringIO
from typing import Final

from report_builder.ledgers.opening.delimited_texts import DELIMITERS, find_delimiter, read_rows
from report_builder.ledgers.opening.text_encodings import decode_text
from report_builder.window.mending.faults import UnmendableError
from report_builder.window.mending.formula_reach import column_number

_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DIRECTIVE: Final = re.compile(r"sep=([,;|\t])\s*")
# How a text may have been written: what stands at its head, and its encoding.
_WRITTEN: Final = (
    (b"", "utf-8"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "gb18030"),
    (b"", "cp950"),
)


def mend_text(data: bytes, cell: str, typed: str) -> bytes:
    """The file with the cell changed; raises ``UnmendableError``."""
    text = decode_text(data)
    mark, encoding = _encoding(data, text)
    found = _CELL.fullmatch(cell)
    if found is None:
        raise UnmendableError(message=f"“{cell}”不是一格的位置")
    try:
        return mark + _mended(text, column_number(found[1]) - 1, int(found[2]) - 1, typed).encode(encoding)
    except UnicodeEncodeError as fault:
        raise UnmendableError(message="这份文件的编码写不下这些字") from fault


def _encoding(data: bytes, text: str) -> tuple[bytes, str]:
    for mark, encoding in _WRITTEN:
        try:
            if mark + text.encode(encoding) == data:
                return mark, encoding
        except UnicodeEncodeError:
            continue
    raise UnmendableError(message="分不清这份文件用的是哪种编码")


def _mended(text: str, column: int, row: int, typed: str) -> str:
    lines = list(StringIO(text, newline=""))
    directive = _DIRECTIVE.fullmatch(lines[0]) if lines else None
    skipped = 1 if directive else 0
    delimiter = directive[1] if directive else find_delimiter(lines, is_table=True) or next(iter(DELIMITERS))
    rows, begins = read_rows(lines[skipped:], delimiter)
    if row >= len(rows) or column >= len(rows[row]):
        raise UnmendableError(message="文件里没有这一格")
    start, end = begins[row] + skipped, begins[row + 1] + skipped
    line = "".join(lines[start:end])
    ends = line[len(line.rstrip("\r\n")) :]
    spans = _spans(line[: len(line) - len(ends)], delimiter)
    if [_plain(line[first:last]) for first, last in spans] != rows[row]:
        raise UnmendableError(message="这一行的引号写得不寻常，分不清这一格到哪里为止")
    first, last = spans[column]
    changed = f"{line[:first]}{_quoted(typed, delimiter, line[first:last])}{line[last:]}"
    return "".join([*lines[:start], changed, *lines[end:]])


def _spans(line: str, delimiter: str) -> list[tuple[int, int]]:
    """From where to where each cell of a line goes, its quotation marks included."""
    spans, first, is_open = [], 0, False
    for at, letter in enumerate(line):
        if letter == '"':
            is_open = not is_open
        elif letter == delimiter and not is_open:
            spans.append((first, at))
            first = at + 1
    return [*spans, (first, len(line))]


def _plain(cell: str) -> str:
    is_quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return cell[1:-1].replace('""', '"') if is_quoted else cell


def _quoted(typed: str, delimiter: str, old: str) -> str:
    """A cell as it is to be written: in quotation marks where it needs them, or the old one had them."""
    must = old.startswith('"') or any(mark in typed for mark in (delimiter, '"', "\n", "\r"))
    written = StringIO()
    csv.writer(
        written, delimiter=delimiter, quoting=csv.QUOTE_ALL if must else csv.QUOTE_MINIMAL, lineterminator=""
    ).writerow([typed])
    return written.getvalue() if must or typed else ""
