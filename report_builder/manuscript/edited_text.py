"""The text of a Word report, edited or not → its figures' controls, and its paragraphs with their places.

The text is read as it stands when every revision is accepted. Bytes are counted, so that a figure can be
replaced and every other byte of the text stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from msgspec import Struct, field

from report_builder.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a tag of ours begins with; other controls are the author's own.
TAG_PREFIX: Final = "stat:"
# Stands before and after a figure's tag in the text of a paragraph; Unicode has it for an object in the text.
OBJECT: Final = "\ufffc"
# Beyond any report's: a national one has some four hundred figures.
MAX_FIGURES: Final = 10_000

_DEEPEST: Final = 200
_WIDEST: Final = 999
_STRICT_FILE: Final = "存成了“严格的 Open XML 文档”，里面的数认不出来"
_NO_XML: Final = "其中的正文不是合格的 XML"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
# All that the reader listens to; most elements of a text say how it looks.
_HEARD: Final = _GONE | {
    f"{_W}{name}"
    for name in "t p br cr noBreakHyphen sdt tag docPart alias showingPlcHdr tbl tr tc gridSpan".split()
}
_BREAKS: Final = {"br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_VALUE: Final = f"{_W}val"


class UnreadableTextError(ValueError):
    """A text that is no report's; says why."""


class Control(Struct, frozen=True):
    """A content control (内容控件) that shows a figure.

    ``spans`` are where the letters of its text stand in the part's bytes, one span for each run;
    ``paragraph`` counts the paragraphs from 0. ``is_empty`` says that it has no text, or that Word shows a
    prompt in its place.
    """

    tag: str
    name: str
    text: str
    place: Place
    paragraph: int
    spans: tuple[tuple[int, int], ...]
    is_empty: bool


class EditedText(Struct, frozen=True):
    """The figures of a text; its paragraphs, a figure's tag in its place; and where each of these stands."""

    controls: tuple[Control, ...]
    paragraphs: tuple[str, ...]
    places: tuple[Place, ...]


def read_text(document: bytes, name: str) -> EditedText:
    """The part with the text; ``name`` is how findings spell the file.

    Raises ``UnreadableTextError`` where it is no XML, has a DTD, or is beyond all bounds.
    """
    reader = _Reader(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    reader.listen(parser)
    try:
        parser.Parse(document, True)  # noqa: FBT003  expat's own way to say that this is all
    except expat.ExpatError as fault:
        raise UnreadableTextError(_NO_XML) from fault
    return EditedText(tuple(reader.controls), tuple(map("".join, reader.paragraphs)), tuple(reader.places))


class _Draft(Struct):
    """A control while its content is still coming; one without a tag of ours is only passed through."""

    tag: str = ""
    name: str = ""
    is_empty: bool = False
    place: Place | None = None
    paragraph: int = -1
    pieces: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


class _TablePosition(Struct):
    """Which table, the row, and the column that the cell begins in; ``span`` is how many it takes."""

    number: int
    row: int = 0
    column: int = 0
    span: int = 1


class _Reader(Struct):
    """Listens to the parser.

    ``gone`` counts the open elements whose text is deleted or stands elsewhere too; ``drafts`` are the
    controls that are open, ``open_paragraphs`` the paragraphs, the innermost last; ``start`` is where the
    letters of the text now being read begin, -1 before its first letter.
    """

    file: str
    controls: list[Control] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
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
        msg = "其中的正文带有 DTD 声明，正常的 Word 文件没有"
        raise UnreadableTextError(msg)

    def _open(self, element: str, attributes: Mapping[str, str]) -> None:
        if element not in _HEARD:
            if element == f"{_STRICT}document":
                raise UnreadableTextError(_STRICT_FILE)
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
                self._begin_control()
            case "tag" | "docPart" | "alias" | "showingPlcHdr" as name if self.drafts:
                self._describe(name, attributes.get(_VALUE, ""))
            case "tbl" | "tr" | "tc" | "gridSpan" as name:
                self._move(name, attributes.get(_VALUE, ""))

    def _move(self, name: str, value: str) -> None:
        """Come to another table, row or cell, or to how many columns of the grid it takes (17.4.17)."""
        if name == "tbl":
            self.table_count += not self.tables
            self.tables.append(_TablePosition(self.table_count))
        elif self.tables and name == "tr":
            self.tables[-1].row += 1
            self.tables[-1].column, self.tables[-1].span = 0, 1
        elif self.tables and name == "gridSpan":
            self.tables[-1].span = min(int(value[:4]), _WIDEST) if value.isascii() and value.isdigit() else 1
        elif self.tables:
            self.tables[-1].column += self.tables[-1].span
            self.tables[-1].span = 1

    def _begin_paragraph(self) -> None:
        self.open_paragraphs.append(len(self.paragraphs))
        self.paragraphs.append([])
        self.places.append(self._place())

    def _place(self) -> Place:
        """Where the last paragraph stands; one in a table is told by the outermost table's cell."""
        if not self.tables:
            return Place(self.file, paragraph=len(self.paragraphs))
        table = self.tables[0]
        return Place(self.file, part=f"表{table.number} 第{table.row}行第{table.column}列")

    def _begin_control(self) -> None:
        if len(self.drafts) >= _DEEPEST or len(self.controls) >= MAX_FIGURES:
            msg = "其中的内容控件多得不正常"
            raise UnreadableTextError(msg)
        self.drafts.append(_Draft())

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
        draft.place = self.places[draft.paragraph]

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
                    () if draft.is_empty else tuple(draft.spans),
                    draft.is_empty,
                )
            )
