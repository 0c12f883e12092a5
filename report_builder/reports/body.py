"""The body of a Word file → its paragraphs and tables, by the one walk over the accepted text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.diagnostics import Place
from report_builder.report_files import TAG_PREFIX
from report_builder.reports.foreign_drawings import ForeignDrawings
from report_builder.reports.open_links import OpenLinks
from report_builder.reports.report import (
    CellPlace,
    Figure,
    InlinePicture,
    Note,
    Paragraph,
    ParagraphRole,
    Table,
    TableCell,
    Text,
)
from report_builder.word.children import first_child
from report_builder.word.list_numbers import ListCounters
from report_builder.word.packages import W, unreadable
from report_builder.word.pictures import descriptions_in
from report_builder.word.revisions import is_deleted_mark
from report_builder.word.styles import PLAIN, HiddenText, outline_level, value, whole
from report_builder.word.symbols import plain_character
from report_builder.word.tables import count_repeated, place_cells, rows_of
from report_builder.word.walk import ALTERNATIVES, Turn, Walk, choose_alternative, shown_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from report_builder.reports.report import Inline
    from report_builder.word.styles import ParagraphStyle
    from report_builder.word.walk import Step

# Beyond any report's: a national one has some four hundred figures.
MAX_FIGURES: Final = 10_000
_DEEPEST: Final = 100
# No sentence is this long; the rest of such a paragraph is no text for people.
_LONGEST: Final = 20_000
_TRANSPARENT: Final = frozenset("sdtContent ins moveTo customXml smartTag".split())
_SIGNS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_DRAWINGS: Final = frozenset(("drawing", "pict", "object"))
_PROPERTIES: Final = f"{W}pPr"
_NO_LIST: Final = frozenset(("", "0"))


class _Control(Struct):
    """A content control that is open; one without a tag of ours is only passed through."""

    tag: str = ""
    name: str = ""
    shows_prompt: bool = False
    is_placed: bool = False
    pieces: list[str] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)

    def figure(self) -> Figure:
        """What the control holds, now that it is closed."""
        is_empty = self.shows_prompt or not self.letters
        text = "" if is_empty else "".join(self.pieces).strip()
        return Figure(self.tag, self.name, text, () if is_empty else tuple(self.letters), is_empty)


class _OpenParagraph(Struct):
    """A paragraph while it is read."""

    pieces: list[str | Text | _Control | Note | InlinePicture]
    place: Place
    role: ParagraphRole = ParagraphRole.TEXT
    level: int = 0
    number: str = ""
    alignment: str = ""
    cell: CellPlace | None = None

    def finished(self) -> Paragraph:
        return Paragraph(
            inlines=tuple(_joined(self.pieces)),
            place=self.place,
            role=self.role,
            level=self.level,
            number=self.number,
            alignment=self.alignment,
            cell=self.cell,
        )


class _OpenCell(Struct, frozen=True):
    """A cell while its table is read: its place on the grid, and its own lines."""

    column: int
    columns: int
    rows: int
    lines: tuple[int, ...]


class _OpenTable(Struct, frozen=True):
    """A table while the body is read; ``repeated`` is how many of its rows Word repeats."""

    rows: tuple[tuple[_OpenCell, ...], ...] = ()
    repeated: int = 0


class BodyReader(Struct):
    """Reads a body: ``lines`` are its paragraphs in their order, those of tables and boxes among them."""

    file: str
    styles: Mapping[str, ParagraphStyle] = field(default_factory=dict)
    hidden: HiddenText = field(default_factory=HiddenText)
    lists: ListCounters = field(default_factory=lambda: ListCounters({}))
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    links: OpenLinks = field(default_factory=OpenLinks)
    drawings: ForeignDrawings = field(default_factory=ForeignDrawings)
    paragraphs: list[_OpenParagraph] = field(default_factory=list)
    tables: list[_OpenTable] = field(default_factory=list)
    _numbers: dict[_Element, int] = field(default_factory=dict)
    _letters: dict[_Element, int] = field(default_factory=dict)
    _controls: list[_Control] = field(default_factory=list)
    _count: int = 0
    _line: _OpenParagraph | None = None
    _carried: list[_Element] = field(default_factory=list)
    _cell: CellPlace | None = None
    _boxes: int = 0

    def read(self, root: _Element, body: _Element) -> None:
        """Take the whole body."""
        self._numbers = {each: number for number, each in enumerate(body.iter(f"{W}p"), start=1)}
        self._letters = {each: number for number, each in enumerate(root.iter(f"{W}t"))}
        self._blocks(body)
        self._finish_carried()

    def finished(self) -> Iterator[Paragraph]:
        """The paragraphs that were read."""
        return (line.finished() for line in self.paragraphs)

    def finished_tables(self, done: Sequence[Paragraph]) -> Iterator[Table]:
        """The tables that were read; ``done`` are the paragraphs as they were finished."""
        for number, table in enumerate(self.tables, start=1):
            cells = (
                tuple(
                    TableCell(cell.column, cell.columns, cell.rows, tuple(done[line] for line in cell.lines))
                    for cell in row
                )
                for row in table.rows
            )
            yield Table(number, tuple(cells), table.repeated)

    def inlines_of(self, paragraph: _Element) -> tuple[Inline, ...]:
        """The words of a paragraph that stands beside the body."""
        return (Text(read_paragraph(paragraph, self.hidden)),)

    def _blocks(self, parent: _Element) -> None:
        for child in parent:
            name = str(child.tag).removeprefix(W)
            if name == "p":
                self._carried.append(child)
                if not is_deleted_mark(first_child(child, _PROPERTIES)):
                    self._finish_carried()
            elif name == "tbl":
                self._finish_carried()
                self._table(child)
            elif name == "sdt":
                self._open(child)
                self._blocks(child)
                self._close()
            elif name in _TRANSPARENT:
                self._blocks(child)
            elif name == ALTERNATIVES and (chosen := choose_alternative(child)) is not None:
                self._blocks(chosen)

    def _finish_carried(self) -> None:
        """Read a paragraph, with what is left of those before it whose end mark is deleted."""
        elements, self._carried = self._carried, []
        if not elements:
            return
        own = _own_properties(elements[-1])
        line = self._described(elements[-1], own)
        outer, self._line = self._line, line
        self.paragraphs.append(line)
        boxes: list[_Element] = []
        for element in elements:
            self.links.reset()
            for step in Walk(self.hidden.in_paragraph(element)).steps(element):
                self._take(step, boxes)
        if not line.number and any(isinstance(piece, str) and piece.strip() for piece in line.pieces):
            line.number = self._list_number(own)
        self._line = outer
        for box in boxes:
            self._boxes += 1
            self._blocks(box)
            self._finish_carried()
            self._boxes -= 1

    def _described(self, element: _Element, own: Mapping[str, _Element]) -> _OpenParagraph:
        """What a paragraph is by its style and by its own properties."""
        number = self._numbers.get(element, 0)
        style = self._style(own)
        outline = _value(own, "outlineLvl")
        level = outline_level(outline) if outline else style.level
        role = (
            ParagraphRole.HEADING if level else ParagraphRole.TITLE if style.is_title else ParagraphRole.TEXT
        )
        if self._boxes or style.is_contents:
            role, level = ParagraphRole.ASIDE if self._boxes else ParagraphRole.CONTENTS, 0
        alignment = _value(own, "jc") or style.alignment
        place = Place(self.file, paragraph=number)
        if self._cell is not None:
            role, level, place = ParagraphRole.CELL, 0, Place(self.file, part=str(self._cell))
        return _OpenParagraph([], place, role, level, alignment=alignment, cell=self._cell)

    def _style(self, own: Mapping[str, _Element]) -> ParagraphStyle:
        return self.styles.get(_value(own, "pStyle"), self.styles.get("", PLAIN))

    def _list_number(self, own: Mapping[str, _Element]) -> str:
        style, place = self._style(own), own.get(f"{W}numPr")
        list_id = value(place, "numId") or style.list_id
        if list_id in _NO_LIST:
            return ""
        return self.lists.next_number(list_id, whole(value(place, "ilvl"), style.list_level))

    def _take(self, step: Step, boxes: list[_Element]) -> None:
        if step.turn is Turn.OPENS and step.name == "sdt":
            self._open(step.element)
        elif step.turn is Turn.CLOSES and step.name == "sdt":
            self._close()
        elif step.turn is not Turn.SHOWN:
            self.links.turn(step)
        elif step.turn is Turn.SHOWN:
            if step.name in _DRAWINGS:
                self._add_pictures(step.element)
                boxes.extend(_boxes_in(step.element))
            note = self._note(step)
            if note is not None and self._line is not None:
                self._line.pieces.append(note)
            elif text := _text_of(step):
                self._add(text, self._letters.get(step.element, -1) if step.name == "t" else -1)

    def _add_pictures(self, drawing: _Element) -> None:
        if self._line is not None:
            self._line.pieces.extend(map(InlinePicture, descriptions_in(drawing)))
            self._line.pieces.extend(self.drawings.shown_by(drawing))

    def _note(self, step: Step) -> Note | None:
        if step.name not in {"footnoteReference", "endnoteReference"}:
            return None
        text = self.notes.get((step.name.removesuffix("Reference"), step.element.get(f"{W}id", "")))
        return None if text is None else Note(text)

    def _open(self, element: _Element) -> None:
        """Begin a control."""
        if len(self._controls) >= _DEEPEST or self._count >= MAX_FIGURES:
            raise unreadable(self.file, "其中的内容控件多得不正常")
        self._count += 1
        properties = first_child(element, f"{W}sdtPr")
        if properties is None:
            self._controls.append(_Control())
            return
        tag = tag_of(element)
        prompt = first_child(properties, f"{W}showingPlcHdr") is not None
        self._controls.append(_Control(tag, value(properties, "alias"), shows_prompt=prompt))

    def _close(self) -> None:
        """End a control; a figure without a letter stands where it ends."""
        control = self._controls.pop()
        if control.tag:
            self._settle(control)

    def _settle(self, control: _Control) -> None:
        """Give a figure its place at its first letter: a control may stand around whole paragraphs."""
        if not control.is_placed and self._line is not None:
            control.is_placed = True
            self._line.pieces.append(control)

    def _add(self, text: str, letters: int) -> None:
        """Letters belong to the innermost figure that is open, or else to the paragraph."""
        control = next((each for each in reversed(self._controls) if each.tag), None)
        if control is not None:
            self._settle(control)
            control.pieces.append(text)
            control.letters.extend([letters] if letters >= 0 else [])
        elif self._line is not None:
            address = self.links.address
            self._line.pieces.append(Text(text, address) if address else text)

    def _table(self, element: _Element) -> None:
        """Read a table; one within another is told by the outermost one's cell."""
        outer, is_outermost = self._cell, self._cell is None and not self._boxes
        number = len(self.tables)
        if is_outermost:
            self.tables.append(_OpenTable())
        rows = []
        for row, cells in enumerate(place_cells(list(rows_of(element))), start=1):
            made = []
            for cell in cells:
                if is_outermost:
                    self._cell = CellPlace(number + 1, row, cell.column + 1)
                first = len(self.paragraphs)
                wrapping = list(_controls_around(cell.element))
                for each in wrapping:
                    self._open(each)
                self._blocks(cell.element)
                self._finish_carried()
                for _ in wrapping:
                    self._close()
                lines = tuple(range(first, len(self.paragraphs)))
                made.append(_OpenCell(cell.column + 1, cell.columns, cell.rows, lines))
            rows.append(tuple(made))
        self._cell = outer
        if is_outermost:
            self.tables[number] = _OpenTable(tuple(rows), count_repeated(rows_of(element)))


def _own_properties(paragraph: _Element) -> Mapping[str, _Element]:
    """A paragraph's own properties by their tags: each is asked for, and most have one or two."""
    properties = first_child(paragraph, _PROPERTIES)
    return {} if properties is None else {str(each.tag): each for each in reversed(properties)}


def _value(own: Mapping[str, _Element], name: str) -> str:
    """The ``w:val`` of one of them, empty where there is none."""
    found = own.get(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def tag_of(control: _Element) -> str:
    """The tag of a content control of ours; LibreOffice 7.4 keeps it only as the name of its prompt."""
    properties = first_child(control, f"{W}sdtPr")
    for path in ("tag", "placeholder/docPart"):
        if (written := value(properties, path)).startswith(TAG_PREFIX):
            return written.removeprefix(TAG_PREFIX)
    return ""


def read_paragraph(paragraph: _Element, hidden: HiddenText) -> str:
    """The words of one paragraph."""
    steps = Walk(hidden.in_paragraph(paragraph)).steps(paragraph)
    return "".join(_text_of(step) for step in steps if step.turn is Turn.SHOWN)


def _text_of(step: Step) -> str:
    """The letters that a step shows."""
    if step.name == "t":
        return shown_text(step.element)
    if step.name == "sym":
        code = step.element.get(f"{W}char", "")
        try:
            return plain_character(int(code, 16), step.element.get(f"{W}font", "")) or ""
        except (ValueError, OverflowError):
            return ""
    return _SIGNS.get(step.name, "")


def _boxes_in(drawing: _Element) -> Iterator[_Element]:
    """The text boxes of a drawing, whose paragraphs are read after the one that holds it."""
    for held in drawing.iter(f"{W}txbxContent"):
        around = held.iterancestors(f"{W}txbxContent", str(drawing.tag))
        if next(around, None) is drawing:
            yield held


def _controls_around(cell: _Element) -> Iterator[_Element]:
    """The controls that stand around one cell alone."""
    for around in cell.iterancestors():
        if around.tag in {f"{W}tbl", f"{W}tr"}:
            return
        if around.tag == f"{W}sdt" and sum(1 for _ in around.iter(f"{W}tc")) == 1:
            yield around


def _joined(pieces: Sequence[str | Text | _Control | Note | InlinePicture]) -> Iterator[Inline]:
    """The pieces as inlines, letters that lead to one place as one; a text beyond all sense is cut."""
    left = _LONGEST
    for address, group in groupby(pieces, key=_address_of):
        if address is None:
            yield from (each.figure() if isinstance(each, _Control) else each for each in group)  # type: ignore[misc]  # letters have an address
            continue
        text = "".join(each.text if isinstance(each, Text) else str(each) for each in group)[:left]
        left -= len(text)
        if text:
            yield Text(text, address)


def _address_of(piece: str | Text | _Control | Note | InlinePicture) -> str | None:
    """Where letters lead, empty for nowhere; ``None`` for what is no letters."""
    if isinstance(piece, Text):
        return piece.address
    return "" if isinstance(piece, str) else None
