"""A Word report's bytes, edited or not, whoever made it → ``Report``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place
from report_builder.report_files import RECORD_PART
from report_builder.reports.body import BodyReader, read_paragraph
from report_builder.reports.figure_record import FigureRecord, read_record
from report_builder.reports.foreign_drawings import ForeignDrawings
from report_builder.reports.headings import with_headings
from report_builder.reports.open_links import OpenLinks, addresses_of
from report_builder.reports.report import Paragraph, ParagraphRole, Report
from report_builder.word.list_numbers import read_lists
from report_builder.word.packages import W, open_package, too_large
from report_builder.word.styles import read_hidden, read_styles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.word.packages import Package
    from report_builder.word.styles import HiddenText

_MAX_RECORDS: Final = 20
_PARTS_BESIDE: Final = re.compile(r"word/(header|footer|footnotes|endnotes)([0-9]{0,4})\.xml")
_NAMES: Final = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_NOTES: Final = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}


def read_report_text(docx: bytes, name: str, budget: Budget = USUAL) -> Report:
    """The report; ``name`` is how findings spell the file.

    Raises ``ReportError`` for anything that is not a Word file within bounds.
    """
    return read_package(open_package(docx, name, budget))


def read_package(package: Package) -> Report:
    """The report in an opened file; raises ``ReportError`` for one that is beyond all bounds."""
    root = package.xml(package.main_part)
    body = None if root is None else root.find(f"{W}body")
    styles = package.related("styles")
    hidden = read_hidden(styles)
    reader = BodyReader(
        package.name, read_styles(styles), hidden, read_lists(package.related("numbering")),
        _notes(package, hidden), OpenLinks(addresses_of(package)), ForeignDrawings(package),
    )  # fmt: skip
    if root is not None and body is not None:
        reader.read(root, body)
    beside = tuple(_beside(package, reader))
    if len(reader.paragraphs) + len(beside) > package.budget.paragraphs:
        evidence = f"正文、页眉页脚和注释合起来超过 {package.budget.paragraphs} 段"
        raise too_large(package.name, evidence, "paragraphs", package.budget)
    finished = tuple(reader.finished())
    record_part, record = next(records_of(package), ("", None))
    return Report(
        package.name,
        with_headings(_with_title(finished)),
        beside,
        tuple(reader.finished_tables(finished)),
        record,
        package.main_part,
        record_part,
    )


def _with_title(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs with a title: where no style says so, the first one if it is centred."""
    if any(each.role is ParagraphRole.TITLE for each in paragraphs):
        return paragraphs
    for number, each in enumerate(paragraphs):
        if each.text.strip():
            if each.role is ParagraphRole.TEXT and each.alignment == "center":
                return (
                    *paragraphs[:number],
                    replace(each, role=ParagraphRole.TITLE),
                    *paragraphs[number + 1 :],
                )
            break
    return paragraphs


def records_of(package: Package) -> Iterator[tuple[str, FigureRecord]]:
    """The parts that are records of ours; a report has one."""
    parts = [part for part in package.names() if RECORD_PART.fullmatch(part)]
    for part in parts[:_MAX_RECORDS]:
        data = package.file(part)
        record = read_record(data) if data is not None and len(data) <= package.budget.figures_bytes else None
        if record is not None:
            yield part, record


def shown_texts(docx: bytes) -> Mapping[str, str]:
    """The wording of every figure of a report that has just been built, by its tag."""
    return next((record.texts for _, record in records_of(open_package(docx, ""))), {})


def _notes(package: Package, hidden: HiddenText) -> dict[tuple[str, str], str]:
    """The notes' texts by their kind and id; the rule between notes and text is a note of its own type."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        root = package.related(f"{kind}s")
        for note in () if root is None else root.iterfind(f"{W}{kind}"):
            if not note.get(f"{W}type"):
                words = "".join(read_paragraph(each, hidden) for each in note.iter(f"{W}p"))
                found[kind, note.get(f"{W}id", "")] = words.strip()
    return found


def _beside(package: Package, reader: BodyReader) -> Iterator[Paragraph]:
    """The paragraphs of headers, footers and notes, each with the name of its place: 页脚, 脚注2."""
    for part in sorted(package.names()):
        match = _PARTS_BESIDE.fullmatch(part)
        root = package.xml(part) if match else None
        if match is None or root is None:
            continue
        place = _NAMES[match[1]]
        holders = [(place, root)]
        if match[1] in _NOTES:
            notes = (note for note in root.iter(_NOTES[match[1]]) if not note.get(f"{W}type"))
            holders = [(f"{place}{number}", note) for number, note in enumerate(notes, start=1)]
        for where, holder in holders:
            for element in holder.iter(f"{W}p"):
                yield Paragraph(
                    reader.inlines_of(element), Place(package.name, part=where), ParagraphRole.ASIDE
                )
