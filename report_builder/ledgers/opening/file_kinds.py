"""The bytes of a ledger file → what kind of file it really is, whatever its ending says."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

OLE_SIGNATURE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP_SIGNATURE: Final = b"PK\x03\x04"
_START: Final = 4_096
_MARKS: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|[\s\0])*")
_MARKUP: Final = re.compile(rb"<[a-z!?/]", re.IGNORECASE)
_SPREADSHEET_2003: Final = re.compile(
    rb"<(?:\w+:)?workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE
)
_ARCHIVE: Final = re.compile(
    rb"(?:\A|\n)(?:mime-version|content-type)\s*:[ \t]*(?:1\.0|multipart/)", re.IGNORECASE
)
_HTML: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|table|div|style|script|form|span|p)\b", re.IGNORECASE
)


class FileKind(Enum):
    """What a file is, named as its user would."""

    EMPTY = ""
    OLD_WORKBOOK = "Excel 97-2003 工作簿"
    ZIPPED_WORKBOOK = "工作簿"
    SPREADSHEET_2003 = "XML 电子表格 2003"
    WEB_ARCHIVE = "单个文件网页"
    WEB_PAGE = "网页"
    OTHER_MARKUP = "XML 文件"
    TEXT = "文本"


def kind_of(content: bytes) -> FileKind:
    """The kind by the first bytes, since exporting programs give their files the ending that they like."""
    start = content[:_START].replace(b"\0", b"")
    marks = _MARKS.match(start)
    text = start[marks.end() :] if marks else start
    signs = (
        (content.startswith(OLE_SIGNATURE), FileKind.OLD_WORKBOOK),
        (content.startswith(ZIP_SIGNATURE), FileKind.ZIPPED_WORKBOOK),
        (not text, FileKind.EMPTY),
        (not _MARKUP.match(text), FileKind.WEB_ARCHIVE if _ARCHIVE.search(text) else FileKind.TEXT),
        (_SPREADSHEET_2003.search(text), FileKind.SPREADSHEET_2003),
        (_HTML.search(text), FileKind.WEB_PAGE),
    )
    return next((kind for is_so, kind in signs if is_so), FileKind.OTHER_MARKUP)
