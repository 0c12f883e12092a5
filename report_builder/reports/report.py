"""A Word report as anybody reads it: its paragraphs with their words as accepted, its tables, its figures."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from report_builder.diagnostics import Place
    from report_builder.reports.figure_record import FigureRecord

# Stands before and after a figure's tag in a passage; Unicode has it for an object in the text.
OBJECT: Final = "\ufffc"
# Stands for a letter of a PDF that does not say which it is; Unicode has it for what cannot be told.
UNREAD: Final = "\ufffd"
_MOSTLY_UNREAD: Final = 0.05


class ParagraphRole(Enum):
    """What a paragraph is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    CELL = "cell"
    CONTENTS = "line of a table of contents"
    ASIDE = "header, footer, note or box"


class Text(Struct, frozen=True):
    """Letters of a paragraph; ``address`` is where they lead, if anybody may look there."""

    text: str
    address: str = ""


class Figure(Struct, frozen=True):
    """Letters that carry a figure's tag; ``name`` is what Word shows above its control.

    ``letters`` are the numbers, among all the texts (``w:t``) of the part, of those that hold it.
    ``is_empty`` says that it has no text, or that Word shows a prompt in its place.
    """

    tag: str
    name: str
    text: str
    letters: tuple[int, ...]
    is_empty: bool


class Note(Struct, frozen=True):
    """The text of a footnote or an endnote that is referred to here."""

    text: str


class InlinePicture(Struct, frozen=True):
    """A picture that stands here; ``description`` says what it shows (替代文字).

    ``figures`` are those of a chart of Word's own, row by row, its heads first; none for a SmartArt drawing.
    It is ``None`` for a real picture.
    """

    description: str
    figures: tuple[tuple[str, ...], ...] | None = None


Inline = Text | Figure | Note | InlinePicture


class CellPlace(Struct, frozen=True):
    """The cell of one of the outermost tables: its table, its row and its column of the grid, from 1."""

    table: int
    row: int
    column: int

    def __str__(self) -> str:
        return f"表{self.table} 第{self.row}行第{self.column}列"


class Paragraph(Struct, frozen=True, dict=True):
    """A paragraph; ``level`` is a heading's, from 1, and 0 for anything else.

    A heading ``is_misnumbered`` where its numeral is of another level than it stands on.

    ``number`` is what Word writes before it and no text holds; ``alignment`` as Word spells it.
    """

    inlines: tuple[Inline, ...]
    place: Place
    role: ParagraphRole = ParagraphRole.TEXT
    level: int = 0
    number: str = ""
    alignment: str = ""
    cell: CellPlace | None = None
    is_misnumbered: bool = False

    @cached_property
    def text(self) -> str:
        """Its words, without its notes."""
        return "".join(each.text for each in self.inlines if isinstance(each, Text | Figure))

    @property
    def passage(self) -> str:
        """The same with a figure's tag in its place, as the record of a report has it."""
        return "".join(
            f"{OBJECT}{each.tag}{OBJECT}" if isinstance(each, Figure) else each.text
            for each in self.inlines
            if isinstance(each, Text | Figure)
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes that it refers to."""
        return tuple(each.text for each in self.inlines if isinstance(each, Note))


class TableCell(Struct, frozen=True):
    """A cell that begins here and takes so many columns and rows; ``paragraphs`` are its own."""

    column: int
    columns: int
    rows: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """What it says, its paragraphs joined."""
        return "".join(each.text for each in self.paragraphs)


class Table(Struct, frozen=True):
    """One of the outermost tables, row by row; ``number`` counts them from 1.

    ``repeated`` is how many of its first rows Word repeats on every page.
    """

    number: int
    rows: tuple[tuple[TableCell, ...], ...]
    repeated: int = 0


class StatutoryFigure(Struct, frozen=True):
    """A cell of a statutory table: its path in ``statistics.json``, and what it says.

    ``value`` is ``None`` where the cell is blank, has a stroke (/) or holds anything but one number.
    """

    path: str
    table: str
    row: str
    column: str
    value: Decimal | None
    written: str
    place: Place | None
    tag: str = ""


class StatutoryTable(Struct, frozen=True):
    """A statutory table as the report fills it; ``numbers`` are the tables of the report that it is.

    ``lacking`` are the labels of rows that it should have.
    """

    name: str
    figures: tuple[StatutoryFigure, ...]
    numbers: tuple[int, ...]
    lacking: tuple[str, ...] = ()


class Section(Struct, frozen=True):
    """A first-level section: ``number`` counts from 1, ``heading`` is bare (without 一、).

    ``written`` is the number that stands before the heading, 0 for none; ``tables`` counts the tables in it.
    """

    number: int
    heading: str
    place: Place
    paragraphs: tuple[Paragraph, ...] = ()
    written: int = 0
    tables: int = 0


class TaggedFigure(Struct, frozen=True):
    """A figure that carries a tag, with its place; ``paragraph`` is its paragraph's number from 0."""

    tag: str
    name: str
    text: str
    place: Place
    paragraph: int
    letters: tuple[int, ...]
    is_empty: bool


class Report(Struct, frozen=True, dict=True):
    """A report: ``file`` is how findings spell it, ``paragraphs`` are those of its body in their order.

    ``beside`` are headers, footers and notes; ``record`` is what it showed when it was built, and
    ``record_part`` the part that remembers it. ``main_part`` names the part with the text.
    ``opening`` stands before the first section, ``closing`` (signature, date, imprint) behind the last.
    ``format_name`` is empty and ``statutory`` without tables where it is not recognised as such a report.
    """

    file: str
    paragraphs: tuple[Paragraph, ...]
    beside: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    record: FigureRecord | None = None
    main_part: str = ""
    record_part: str = ""
    title: str = ""
    title_place: Place | None = None
    opening: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    format_name: str = ""
    statutory: tuple[StatutoryTable, ...] = ()

    @property
    def cells(self) -> Mapping[str, StatutoryFigure]:
        """The figures of its statutory tables by their paths."""
        return {figure.path: figure for table in self.statutory for figure in table.figures}

    @cached_property
    def figures(self) -> tuple[TaggedFigure, ...]:
        """Every figure that carries a tag, in the order of the text."""
        return tuple(
            TaggedFigure(each.tag, each.name, each.text, paragraph.place, number, each.letters, each.is_empty)
            for number, paragraph in enumerate(self.paragraphs)
            for each in paragraph.inlines
            if isinstance(each, Figure)
        )

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """Its paragraphs, then its notes, with the figures' tags in their places."""
        return (*(each.passage for each in self.paragraphs), *self.notes)

    @property
    def notes(self) -> tuple[str, ...]:
        """The paragraphs of its notes."""
        return tuple(each.text for each in self.beside if each.place.part.startswith(("脚注", "尾注")))

    @property
    def places(self) -> dict[str, Place]:
        """Where each paragraph and note stands, the first of several alike."""
        notes = {each.passage: each.place for each in reversed(self.beside)}
        return notes | {each.passage: each.place for each in reversed(self.paragraphs)}

    @cached_property
    def is_unread(self) -> bool:
        """Whether so many of its letters do not say what they are that its text cannot be checked."""
        text = "".join(each.text for each in self.paragraphs)
        return text.count(UNREAD) > _MOSTLY_UNREAD * len(text)

    @property
    def built(self) -> Mapping[str, str]:
        """How each figure was worded when the report was built, by its tag."""
        return self.record.texts if self.record else {}

    def name_of(self, figure: TaggedFigure) -> str:
        """What people call a figure; LibreOffice keeps only its tag."""
        known = self.record.figures.get(figure.tag) if self.record else None
        return figure.name or (known.name if known else "") or figure.tag
