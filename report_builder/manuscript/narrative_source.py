"""The narrative's file → its text, and its lines as findings quote them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place
from report_builder.plain_files import open_plain
from report_builder.reports.headings import key_of
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.formats.definitions import RequiredSection
    from report_builder.statistics.declaring import Value


_QUOTED: Final = 48
_BEFORE: Final = 16


class EarlierYears(Struct, frozen=True):
    """What is known of earlier reports: the folder of formats, and the figures of one year by their paths."""

    styles: Path | None = None
    year: int = 0
    figures: Mapping[str, Value] = {}


class TitleAndSignature(Struct, frozen=True):
    """What stands around the text in the report: title, signing agency, and the date where it is known.

    ``sections`` are those that the format demands; ``earlier`` is what is known of the years before
    ``year``, one of whose reports may have been put in for a text.
    """

    title: str = ""
    agency: str = ""
    signed_on: date | None = None
    sections: tuple[RequiredSection, ...] = ()
    year: int = 0
    earlier: EarlierYears = EarlierYears()

    @property
    def dated(self) -> date | None:
        """The day that the report is dated with: a stand-in where its signing is not known."""
        return self.signed_on or (date(self.year, 12, 31) if self.year else None)

    @property
    def section_keys(self) -> frozenset[str]:
        """The keys of the headings of the first level."""
        return frozenset(key_of(each) for one in self.sections for each in (one.heading, *one.variants))


class NarrativeSource(Struct, frozen=True):
    """A narrative in lines; ``file`` is its name as findings spell it.

    One from Word has for each line its paragraph, counted from 1, and the words that its author sees there.
    """

    file: str
    lines: tuple[str, ...]
    paragraphs: tuple[int, ...] = ()
    written: tuple[str, ...] = ()
    budget: Budget = USUAL

    @property
    def text(self) -> str:
        """The whole of it."""
        return "\n".join(self.lines)

    def place(self, line: int) -> Place:
        """The place of a line, counted from 1."""
        if self.paragraphs:
            return Place(self.file, paragraph=self.position(line))
        return Place(self.file, line=line)

    def position(self, line: int) -> int:
        """The line itself, or the paragraph of a line from Word."""
        return self.paragraphs[min(line, len(self.paragraphs)) - 1] if self.paragraphs else line

    def quote(self, line: int, word: str = "") -> str:
        """A line's text, cut to the neighbourhood of ``word`` where the line is long."""
        lines = self.written or self.lines
        text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        if len(text) <= _QUOTED:
            return text
        start = max(text.find(word) - _BEFORE, 0) if word else 0
        end = start + _QUOTED
        return f"{'……' if start else ''}{text[start:end]}{'……' if end < len(text) else ''}"


def read_narrative(path: Path, findings: Findings, budget: Budget = USUAL) -> NarrativeSource | None:
    """The narrative's text, line ends made one kind; ``None`` with a finding where it cannot be read."""
    place = Place(path.name)
    try:
        with open_plain(path) as file:
            data = file.read(budget.text_bytes + 1)
    except FileNotFoundError:
        findings.error("file.missing", place, "找不到正文", evidence=f"应当在：{path}")
        return None
    except OSError as fault:
        remedy = "请关闭正在使用它的程序，并确认它是文件、有读取权限"
        findings.error("file.unreadable", place, "正文打不开", reason_of(fault), remedy)
        return None
    if len(data) > budget.text_bytes:
        message = f"正文超过 {budget.text_kilobytes} 千字节，没有读取"
        findings.error("file.too_large", place, message, remedy=budget.way_out("text_kilobytes"))
        return None
    return _decode(data, path.name, findings, budget)


def _decode(data: bytes, file: str, findings: Findings, budget: Budget) -> NarrativeSource | None:
    """The text of a file already read, whatever mark an editor put at its head."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        findings.error(
            "narrative.encoding",
            Place(file, line=data.count(b"\n", 0, fault.start) + 1),
            "正文不是 UTF-8 编码，读不出文字",
            remedy="请用记事本打开，选“另存为”，编码选 UTF-8",
        )
        return None
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return NarrativeSource(file, lines, budget=budget)
