"""The bytes of a text file → its text, in whichever encoding offices write: Unicode, GB18030 or Big5.

Nothing in a text file names its encoding reliably, and bytes of one Chinese encoding are mostly valid in the
others, too; so they are told apart by how usual the characters are that they would mean.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from report_builder.ledgers.opening.surveys import WorkbookFaultError

_UTF8_MARK: Final = codecs.BOM_UTF8
_UTF16_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BYTE_ORDER_MARK: Final = "\ufeff"
_SAMPLE: Final = 20_000  # characters, enough to tell encodings apart
_USUAL: Final = 0.9
# GB 2312-1980: both bytes from A1 on, characters up to F7. Big5: the usual characters come before C67E.
_GB2312: Final = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_USUAL_BIG5: Final = re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]")
_DOUBLE: Final = re.compile(rb"[\x81-\xfe][\x30-\xfe]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# What the text of a table without a byte order mark cannot do without, and what it does not hold.
_MARKS: Final = re.compile("[\\n\\r\\t,;|]")
_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")


def decode_text(content: bytes) -> str:
    """The text without its byte order marks; raises ``WorkbookFaultError`` where nobody can read it."""
    text = _decoded(content).lstrip(_BYTE_ORDER_MARK)
    if _CONTROLS.search(text[:_SAMPLE]):
        raise _no_text(what="里面不是文字")
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in _UTF16_MARKS.items():
        if content.startswith(mark):
            return _strictly(content, encoding)
    if content.startswith(_UTF8_MARK):
        return _strictly(content, "utf-8")
    if b"\0" in content:
        return _unmarked_utf16(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _chinese(content, fault)


def _strictly(content: bytes, encoding: str) -> str:
    """The text in the encoding that the file itself names."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        line = content[: fault.start].decode(encoding, "replace").count("\n") + 1
        raise _no_text(what=f"第 {line} 行有认不出的字符") from fault


def _unmarked_utf16(content: bytes) -> str:
    """The text in the byte order in which it has lines and cells, and no characters that no text has."""
    for encoding in _UTF16_MARKS.values():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _MARKS.search(text) and not _NO_TEXT.search(text):
            return text
    raise _no_text(what="里面不是文字")


def _chinese(content: bytes, fault: UnicodeDecodeError) -> str:
    """The text in GB18030, unless it is more usual in Big5."""
    sample = content[: _SAMPLE * 2]
    if _share(_GB2312, sample) < _USUAL <= _share(_USUAL_BIG5, sample):
        try:
            return content.decode("cp950")
        except UnicodeDecodeError:
            pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as other:
        line = content[: max(fault.start, other.start)].count(b"\n") + 1
        raise _no_text(what=f"第 {line} 行有认不出的字符") from other


def _share(usual: re.Pattern[bytes], content: bytes) -> float:
    """How many of the characters of two bytes are usual ones."""
    found = _DOUBLE.findall(content)
    return sum(usual.fullmatch(pair) is not None for pair in found) / len(found) if found else 1.0


def _no_text(*, what: str) -> WorkbookFaultError:
    return WorkbookFaultError(
        code="file.unreadable",
        message=f"打不开：不是 UTF-8、GB18030、Big5 或 Unicode 编码的文本，{what}",
        remedy="请用表格软件打开它，看看文字是否完好，再另存为 .xlsx",
    )
