"""A year's text in its file ↔ its parts for a form: one part is changed, every other byte stays as it is."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.manuscript.narrative_files import TEXT_FILE, WORD_FILE
from report_builder.system_faults import reason_of
from report_builder.window.keeping import KEPT, Exchange, exchange, read_whole, stamp_of
from report_builder.word.packages import open_package

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.window.office import Office

OPENING: Final = "开头"
_MARK: Final = b"\xef\xbb\xbf"  # which Notepad puts at a file's head
_HEADING: Final = re.compile(r"^ {0,3}#(?!#)[ \t]*(?P<heading>.*)$")
_COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


class TextPart(Struct, frozen=True):
    """A part of the text: its number from 0, its heading as written, and its lines, the first from 1."""

    number: int
    heading: str
    first: int
    text: str

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.first + self.text.count("\n")


class YearText(Struct, frozen=True):
    """The text of a year: whether it is its own file's, in its parts, with what the file was (``stamp``)."""

    is_own: bool
    parts: tuple[TextPart, ...]
    stamp: str
    line_end: str = "\n"
    mark: bytes = b""

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines, each without its end."""
        return tuple(line for part in self.parts for line in part.text.split("\n"))

    def with_part(self, number: int, text: str) -> str:
        """The whole text where one part has become another."""
        return "\n".join(text if part.number == number else part.text for part in self.parts)


def name_of_text(year: int) -> str:
    """Where a year's text stands below the data folder."""
    return f"{year}/{TEXT_FILE}"


def read_text(office: Office, year: int, shipped: Path | None) -> YearText:
    """The text of the year, or the one that its format ships.

    Raises ``ReportError`` where it cannot be read as text.
    """
    name, budget = name_of_text(year), office.limits
    try:
        data = read_whole(office, name, budget.text_bytes)
        source = data if data is not None or shipped is None else shipped.read_bytes()
        text = (source or b"").decode("utf-8-sig")
    except OSError as fault:
        is_long = fault.errno == errno.EFBIG
        long = f"超过 {budget.text_kilobytes} 千字节；{budget.way_out('text_kilobytes')}"
        raise ReportError([_shut(name, long if is_long else reason_of(fault))]) from fault
    except UnicodeDecodeError as fault:
        raise ReportError([_shut(name, "不是 UTF-8 编码")]) from fault
    ends = _LINE_END.findall(text)
    end = max(("\r\n", "\n", "\r"), key=ends.count) if ends else "\n"
    mark = _MARK if (data or b"").startswith(_MARK) else b""
    return YearText(data is not None, _parts(_LINE_END.sub("\n", text)), stamp_of(data), end, mark)


def _parts(text: str) -> tuple[TextPart, ...]:
    """The opening, and what stands below each heading of the first level."""
    shown = _COMMENT.sub(lambda found: re.sub("[^\n]", " ", found[0]), text).split("\n")
    lines, starts = text.split("\n"), [(0, OPENING)]
    for number, line in enumerate(shown):
        if found := _HEADING.match(line):
            starts.append((number, found["heading"].strip()))
    if len(starts) > 1 and starts[1][0] == 0:
        starts.pop(0)  # nothing stands before the first heading
    ends = [*(start for start, _ in starts[1:]), len(lines)]
    return tuple(
        TextPart(number, heading, start + 1, "\n".join(lines[start:end]))
        for number, ((start, heading), end) in enumerate(zip(starts, ends, strict=True))
    )


def save_part(office: Office, year: int, seen: YearText, number: int, typed: str) -> None:
    """Write one part of the text as it was seen; the year gets a text of its own where it had none.

    Raises ``ReportError``: ``file.changed`` where the file is another by now, ``file.too_large``.
    """
    name = name_of_text(year)
    text = seen.with_part(number, typed)
    data = seen.mark + text.replace("\n", seen.line_end).encode()
    if len(data) > (budget := office.limits).text_bytes:
        message, remedy = f"正文超过 {budget.text_kilobytes} 千字节，没有存", budget.way_out("text_kilobytes")
        raise ReportError(
            [Finding("file.too_large", Severity.ERROR, Place(TEXT_FILE), message, remedy=remedy)]
        )
    exchange(office, year, Exchange({name: data}, seen={name: seen.stamp}, is_kept=False), "正文")


def take_word(office: Office, year: int, data: bytes) -> None:
    """Take a Word file for the year's text; the text that it replaces is kept aside.

    Raises ``ReportError`` where it is no Word file that can be opened.
    """
    open_package(data, WORD_FILE, office.limits)
    exchange(
        office, year, Exchange({f"{year}/{WORD_FILE}": data}, removed=(name_of_text(year),)), "原来的正文"
    )


def leave_word(office: Office, year: int) -> None:
    """Keep the Word file aside, and put back the text that it replaced, where that is still kept."""
    folder = office.data / KEPT / str(year)
    kept = sorted(folder.glob("narrative（换下的第*份）.md"), key=lambda each: each.stat().st_mtime_ns)
    placed = {name_of_text(year): kept[-1].read_bytes()} if kept else {}
    exchange(office, year, Exchange(placed, removed=(f"{year}/{WORD_FILE}",)), "正文")


def _shut(name: str, evidence: str) -> Finding:
    message, remedy = "正文在这里打不开", "请用记事本打开看一看；另存时编码选 UTF-8"
    return Finding("file.unreadable", Severity.ERROR, Place(name), message, evidence, remedy)
