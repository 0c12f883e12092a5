"""A Word report's bytes, edited or not → its figures' controls, its paragraphs, and what it remembers."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.archives import DAMAGE
from report_builder.diagnostics import Place
from report_builder.manuscript.edited_text import UnreadableTextError, read_text
from report_builder.manuscript.figure_record import MAX_RECORD_BYTES, FigureRecord, read_record
from report_builder.report_files import RECORD_PART
from report_builder.word.packages import Package, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.manuscript.edited_text import Control, EditedText

DOCUMENT: Final = "word/document.xml"
FOOTNOTES: Final = "word/footnotes.xml"
MAX_PARTS: Final = 5_000
MAX_PART_BYTES: Final = 50_000_000
MAX_FILE_BYTES: Final = 500_000_000
_MAX_RECORDS: Final = 20


class EditedReport(Struct, frozen=True):
    """A report's text as it stands, and the record of what it showed when it was built.

    ``part`` names the part that holds the text, ``document`` is its bytes; ``record_part`` names the part
    that holds the record. ``notes`` are the paragraphs of the footnotes, in which no figure has a control.
    """

    part: str
    document: bytes
    text: EditedText
    notes: tuple[str, ...] = ()
    record: FigureRecord | None = None
    record_part: str = ""

    @property
    def controls(self) -> tuple[Control, ...]:
        """Its figures."""
        return self.text.controls

    @property
    def passages(self) -> frozenset[str]:
        """Whatever one of its paragraphs or notes says."""
        return frozenset((*self.text.paragraphs, *self.notes))

    def places_of(self, name: str) -> dict[str, Place]:
        """Where each paragraph and note stands, the first of several alike; ``name`` is the file's."""
        notes = dict.fromkeys(self.notes, Place(name, part="脚注"))
        pairs = zip(reversed(self.text.paragraphs), reversed(self.text.places), strict=True)
        return notes | dict(pairs)

    @property
    def built(self) -> Mapping[str, str]:
        """How each figure was worded when the report was built, by its tag."""
        return self.record.texts if self.record else {}

    def name_of(self, control: Control) -> str:
        """What people call a figure; LibreOffice keeps only its tag."""
        known = self.record.figures.get(control.tag) if self.record else None
        return control.name or (known.name if known else "") or control.tag


def read_edited(docx: bytes, name: str) -> EditedReport:
    """The report; ``name`` is how findings spell the file.

    Raises ``ReportError`` for anything that is not a Word file within bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            _check_bounds(archive, name)
            part = _main_part(archive, name)
            document = _read(archive, part, name)
            footnotes = _read(archive, FOOTNOTES, name) if FOOTNOTES in archive.namelist() else b""
            record_part, record = next(_records(archive), ("", None))
    except (*DAMAGE, ValueError) as fault:
        raise unreadable(name, "文件的内容不是 Word 文件的压缩包，或者已损坏、加了密") from fault
    try:
        text = read_text(document, name)
        notes = read_text(footnotes, name).paragraphs if footnotes else ()
    except UnreadableTextError as fault:
        raise unreadable(name, str(fault)) from fault
    return EditedReport(part, document, text, notes, record, record_part)


def shown_texts(docx: bytes) -> Mapping[str, str]:
    """The wording of every figure of a report that has just been built, by its tag."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return next((record.texts for _, record in _records(archive)), {})


def _check_bounds(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a file that would fill the memory: a refreshed one is unpacked whole."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise unreadable(name, f"文件里有 {len(parts)} 个部分，正常的 Word 文件没有这么多")
    if sum(part.file_size for part in parts) > MAX_FILE_BYTES:
        raise unreadable(name, f"文件展开后超过 {MAX_FILE_BYTES // 1_000_000} MB")


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    """The part with the text; some programs give it a number."""
    links = Package(name, archive, "").relationships("").values()
    return next((link.target for link in links if link.kind == "officeDocument"), DOCUMENT)


def _read(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    if part not in archive.namelist():
        raise unreadable(name, "压缩包里没有正文")
    with archive.open(part) as stream:
        data = stream.read(MAX_PART_BYTES + 1)
    if len(data) > MAX_PART_BYTES:
        raise unreadable(name, f"其中的 {part} 展开后超过 {MAX_PART_BYTES // 1_000_000} MB")
    return data


def _records(archive: zipfile.ZipFile) -> Iterator[tuple[str, FigureRecord]]:
    """The parts that are records of ours; a report has one."""
    parts = [part for part in archive.namelist() if RECORD_PART.fullmatch(part)]
    for part in parts[:_MAX_RECORDS]:
        with archive.open(part) as stream:
            data = stream.read(MAX_RECORD_BYTES + 1)
        record = read_record(data) if len(data) <= MAX_RECORD_BYTES else None
        if record is not None:
            yield part, record
