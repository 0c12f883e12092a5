"""A Word report's bytes, edited or not → its figures' controls, its paragraphs, and what it remembers.

The text is read as it stands when every revision is accepted. Bytes are counted, so that a figure can be
replaced and every other byte of the text stays as it is.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.manuscript.figure_record import MAX_RECORD_BYTES, RECORD_PART, FigureRecord, read_record

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENT: Final = "word/document.xml"
# What a tag of ours begins with; other controls are the author's own.
TAG_PREFIX: Final = "stat:"
# Stands before and after a figure's tag in the text of a paragraph; Unicode has it for an object in the text.
OBJECT: Final = "\ufffc"

MAX_PARTS: Final = 5_000
MAX_PART_BYTES: Final = 50_000_000
_MAX_RECORDS: Final = 20

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_FALLBACK: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
# All that the reader listens to; most elements of a text say how it looks.
_HEARD: Final = _GONE | {
    f"{_W}{name}" for name in "t p br cr noBreakHyphen sdt tag docPart alias showingPlcHdr tbl tr tc".split()
}
_BREAKS: Final = {"br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_VALUE: Final = f"{_W}val"


@dataclass(frozen=True, slots=True)
class Control:
    """A content control (内容控件) that shows a figure.

    ``spans`` are where the letters of its text stand in the part's bytes, one span for each run;
    ``paragraph`` counts the paragraphs from 0. ``is_empty`` says that Word shows a prompt in its place.
    """

    tag: str
    name: str
    text: str
    place: Place
    paragraph: int
    spans: tuple[tuple[int, int], ...]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class EditedReport:
    """A report's text as it stands.

    ``paragraphs`` are the paragraphs' texts, a figure's tag in its place; ``record_part`` names the part that
    holds the record.
    """

    document: bytes
    controls: tuple[Control, ...]
    paragraphs: tuple[str, ...]
    outside_tables: tuple[str, ...]
    record: FigureRecord | None = None
    record_part: str = ""


def read_edited(docx: bytes, name: str) -> EditedReport:
    """The report; ``name`` is how findings spell the file.

    Raises ``ReportError`` for anything that is not a Word file within bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = archive.namelist()
            if len(names) > MAX_PARTS or DOCUMENT not in names:
                raise _unreadable(name, "压缩包里没有正文，或者部分过多")
            document = _read(archive, DOCUMENT, name)
            parts = [part for part in names if RECORD_PART.fullmatch(part)][:_MAX_RECORDS]
            records = {part: _record(archive, part) for part in parts}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as fault:
        raise _unreadable(name, "文件的内容不是 Word 文件的压缩包，或者已损坏、加了密") from fault
    try:
        read = read_text(document, name)
    except (expat.ExpatError, UnicodeError) as fault:
        raise _unreadable(name, "其中的正文不是合格的 XML") from fault
    for part, record in records.items():
        if record is not None:
            return EditedReport(document, read.controls, read.paragraphs, read.outside_tables, record, part)
    return read


def shown_texts(docx: bytes) -> Mapping[str, str]:
    """The wording of every figure of a report that has just been built, by its tag."""
    record = read_edited(docx, "").record
    return record.texts if record else {}


def read_text(document: bytes, name: str) -> EditedReport:
    """The same of the text's part alone; raises ``ExpatError`` where that is no XML or has a DTD."""
    reader = _Reader(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    reader.listen(parser)
    parser.Parse(document, True)  # noqa: FBT003  expat's own way to say that this is all
    return EditedReport(
        document,
        tuple(reader.controls),
        tuple(map("".join, reader.paragraphs)),
        tuple("".join(reader.paragraphs[number]) for number in reader.outside),
    )


def _read(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    with archive.open(part) as stream:
        data = stream.read(MAX_PART_BYTES + 1)
    if len(data) > MAX_PART_BYTES:
        raise _unreadable(name, f"其中的 {part} 展开后超过 {MAX_PART_BYTES // 1_000_000} MB")
    return data


def _record(archive: zipfile.ZipFile, part: str) -> FigureRecord | None:
    with archive.open(part) as stream:
        data = stream.read(MAX_RECORD_BYTES + 1)
    return read_record(data) if len(data) <= MAX_RECORD_BYTES else None


def _unreadable(name: str, evidence: str) -> ReportError:
    remedy = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”后再试"
    return ReportError(
        [Finding("docx.unreadable", Severity.ERROR, Place(name), "这个文件读不出文字", evidence, remedy)]
    )


@dataclass(slots=True)
class _Draft:
    """A control while its content is still coming; one without a tag of ours is only passed through."""

    tag: str = ""
    name: str = ""
    is_empty: bool = False
    place: Place | None = None
    paragraph: int = -1
    pieces: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _TablePosition:
    """Which table, and the row and the cell that the text has come to."""

    number: int
    row: int = 0
    cell: int = 0


@dataclass(slots=True)
class _Reader:
    """Listens to the parser.

    ``gone`` counts the open elements whose text is deleted or stands elsewhere too; ``drafts`` are the
    controls that are open, ``open_paragraphs`` the paragraphs, the innermost last; ``start`` is where the
    letters of the text now being read begin, -1 before its first letter.
    """

    file: str
    controls: list[Control] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    gone: int = 0
    in_text: bool = False
    start: int = -1
    drafts: list[_Draft] = field(default_factory=list)
    open_paragraphs: list[int] = field(default_factory=list)
    tables: list[_TablePosition] = field(default_factory=list)
    table_count: int = 0
    parser: expat.XMLParserType | None = None

    def listen(self, parser: expat.XMLParserType) -> None:
        """Have the parser tell of elements and letters, and refuse a DTD: entities come with one."""
        self.parser = parser
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._take
        parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_declared: object) -> None:
        msg = "a Word file has no DTD"
        raise expat.ExpatError(msg)

    def _open(self, element: str, attributes: Mapping[str, str]) -> None:
        if element not in _HEARD:
            return
        if element in _GONE:
            self.gone += 1
        match element.removeprefix(_W):
            case "t":
                self.in_text, self.start = not self.gone, -1
            case "p":
                self._begin_paragraph()
            case "br" | "cr" | "noBreakHyphen" as name if not self.gone:
                self._add(_BREAKS[name])
            case "sdt":
                self.drafts.append(_Draft())
            case "tag" | "docPart" | "alias" | "showingPlcHdr" as name if self.drafts:
                self._describe(name, attributes.get(_VALUE, ""))
            case "tbl" | "tr" | "tc" as name:
                self._move(name)

    def _move(self, name: str) -> None:
        """Come to another table, row or cell."""
        if name == "tbl":
            self.table_count += 1
            self.tables.append(_TablePosition(self.table_count))
        elif self.tables and name == "tr":
            self.tables[-1].row += 1
            self.tables[-1].cell = 0
        elif self.tables:
            self.tables[-1].cell += 1

    def _begin_paragraph(self) -> None:
        if not self.tables:
            self.outside.append(len(self.paragraphs))
        self.open_paragraphs.append(len(self.paragraphs))
        self.paragraphs.append([])

    def _describe(self, name: str, value: str) -> None:
        """What a control says of itself; LibreOffice 7.4 keeps the tag only as the name of the prompt."""
        draft = self.drafts[-1]
        if name in {"tag", "docPart"} and value.startswith(TAG_PREFIX) and not draft.tag:
            draft.tag = value.removeprefix(TAG_PREFIX)
        elif name == "alias":
            draft.name = value
        elif name == "showingPlcHdr":
            draft.is_empty = True

    def _take(self, text: str) -> None:
        if self.in_text:
            if self.start < 0 and self.parser is not None:
                self.start = self.parser.CurrentByteIndex
            self._add(text)

    def _add(self, text: str) -> None:
        """Letters belong to the innermost figure that is open, or else to the paragraph."""
        draft = self._figure()
        if draft is not None:
            self._settle(draft)
            draft.pieces.append(text)
        elif self.open_paragraphs:
            self.paragraphs[self.open_paragraphs[-1]].append(text)

    def _figure(self) -> _Draft | None:
        return next((draft for draft in reversed(self.drafts) if draft.tag), None)

    def _settle(self, draft: _Draft) -> None:
        """Give a figure its place at its first letter: a control may stand around whole paragraphs."""
        if draft.place is not None or not self.open_paragraphs:
            return
        draft.paragraph = self.open_paragraphs[-1]
        self.paragraphs[draft.paragraph].append(f"{OBJECT}{draft.tag}{OBJECT}")
        if self.tables:
            table = self.tables[-1]
            cell = f"第{table.row}行第{table.cell}格"
            draft.place = Place(self.file, sheet=f"第{table.number}个表格", cell=cell)
        else:
            draft.place = Place(self.file, paragraph=draft.paragraph + 1)

    def _close(self, element: str) -> None:
        if element not in _HEARD:
            return
        if element in _GONE:
            self.gone -= 1
        match element.removeprefix(_W):
            case "t" if self.in_text:
                self.in_text = False
                draft = self._figure()
                if draft is not None and self.start >= 0 and self.parser is not None:
                    draft.spans.append((self.start, self.parser.CurrentByteIndex))
            case "p" if self.open_paragraphs:
                self.open_paragraphs.pop()
            case "tbl" if self.tables:
                self.tables.pop()
            case "sdt" if self.drafts:
                self._finish(self.drafts.pop())

    def _finish(self, draft: _Draft) -> None:
        """A figure that still stands in the text; an empty one has no letter of its own."""
        if not draft.tag or self.gone:
            return
        if draft.place is None and self.open_paragraphs:
            draft.is_empty = True
            self._settle(draft)
        if draft.place is not None:
            self.controls.append(
                Control(
                    draft.tag,
                    draft.name,
                    "" if draft.is_empty else "".join(draft.pieces).strip(),
                    draft.place,
                    draft.paragraph,
                    tuple(draft.spans),
                    draft.is_empty,
                )
            )
