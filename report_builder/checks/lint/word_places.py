"""The parts of a Word file → where its cells stand, and the paragraphs beside its text with their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

PARTS_BESIDE: Final = re.compile(r"word/(header|footer|footnotes|endnotes)([0-9]{0,4})\.xml")

_NAMES: Final = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_NOTES: Final = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}
_WIDEST: Final = 999


def cell_places(body: etree._Element) -> Mapping[etree._Element, str]:
    """Each cell of the outermost tables, by its table, row and column: 表1 第2行第3列."""
    tables = (table for table in body.iter(f"{W}tbl") if next(table.iterancestors(f"{W}tc"), None) is None)
    return {
        cell: f"表{number} 第{row_number}行第{column}列"
        for number, table in enumerate(tables, start=1)
        for row_number, row in enumerate(_own(table, "tr", "tbl"), start=1)
        for column, cell in _columns(row)
    }


def _own(owner: etree._Element, name: str, level: str) -> Iterator[etree._Element]:
    """What belongs to a table or a row itself, and not to a table within it."""
    found = owner.iter(f"{W}{name}")
    return (each for each in found if next(each.iterancestors(f"{W}{level}"), None) is owner)


def _columns(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """A row's cells, each with the column of the grid in which it begins."""
    column = 1
    for cell in _own(row, "tc", "tr"):
        yield column, cell
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        written = "" if span is None else span.get(f"{W}val", "")
        column += min(int(written), _WIDEST) if written.isascii() and written.isdigit() else 1


def paragraphs_beside(parts: Mapping[str, etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """The paragraphs of headers, footers and notes, each with the name of its place: 页脚, 脚注2."""
    for name, root in sorted(parts.items()):
        match = PARTS_BESIDE.fullmatch(name)
        if match is None:
            continue
        place = _NAMES[match[1]]
        if match[1] not in _NOTES:
            yield from ((place, paragraph) for paragraph in root.iter(f"{W}p"))
            continue
        # What has a type is no note but the rule between notes and text.
        notes = (note for note in root.iter(_NOTES[match[1]]) if not note.get(f"{W}type"))
        for number, note in enumerate(notes, start=1):
            yield from ((f"{place}{number}", paragraph) for paragraph in note.iter(f"{W}p"))
