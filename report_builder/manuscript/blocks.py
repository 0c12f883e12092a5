"""The report's text as values: what the narrative says, ready to be set, and nothing about how it looks."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.manuscript.inlines import notes_in, words_of

if TYPE_CHECKING:
    from report_builder.formats.tables import Alignment
    from report_builder.manuscript.inlines import Inlines
    from report_builder.reports.figure_record import ShownFigure


class BlockKind(StrEnum):
    """What a block of text is; the template gives each kind its style."""

    PARAGRAPH = "正文"
    SUBHEADING = "二级标题"
    THIRD_HEADING = "三级标题"
    FOURTH_HEADING = "四级标题"


class Picture(Struct, frozen=True):
    """A picture in the text: a whole file of the kind ``suffix`` (``png``, ``jpeg``); lengths in points.

    ``crop`` says what is cut off at the left, top, right and bottom, in thousandths of a per cent.
    """

    data: bytes
    suffix: str
    width: float
    height: float
    description: str = ""
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)


class TextCell(Struct, frozen=True):
    """A cell of such a table over ``columns`` columns and ``rows`` rows of its grid, by paragraphs."""

    paragraphs: tuple[Inlines, ...]
    columns: int
    rows: int
    is_head: bool
    align: Alignment

    @property
    def text(self) -> str:
        """Its words, a line for each paragraph."""
        return "\n".join(map(words_of, self.paragraphs))


class TextTable(Struct, frozen=True):
    """A table that the author put into the text; ``shares`` are its columns' parts of the text's width.

    Each row has the cells that begin in it.
    """

    shares: tuple[float, ...]
    head_rows: int
    rows: tuple[tuple[TextCell, ...], ...]


Inset = Picture | TextTable


class Block(Struct, frozen=True):
    """A paragraph or a heading below the section's own, or what the author set between them.

    ``inlines`` are complete: they carry its number (（一）, 1., 一是). ``line`` is the line of the
    narrative (the paragraph of one in Word) that it came from, counted from 1, where that is known. A table
    or a picture is an ``inset`` without a text; the words above or below it that name it are its caption.
    """

    kind: BlockKind
    inlines: Inlines
    line: int | None = None
    inset: Inset | None = None
    is_caption: bool = False

    @property
    def text(self) -> str:
        """Its words, without its notes."""
        return words_of(self.inlines)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """The notes that the paragraph refers to."""
        return notes_in(self.inlines)


class ManuscriptSection(Struct, frozen=True):
    """A first-level section: ``number`` counts from 1, ``inlines`` are its bare heading (without 一、)."""

    number: int
    inlines: Inlines
    blocks: tuple[Block, ...]
    line: int | None = None

    @property
    def heading(self) -> str:
        """The words of its heading."""
        return words_of(self.inlines)


class Manuscript(Struct, frozen=True):
    """The whole text: the unnumbered opening, then the sections in their order.

    ``file`` is the narrative's name as findings spell it; one from Word counts paragraphs and not lines.
    ``figures`` are those of the text in their order; ``unshown`` those that this year's text does not show.
    """

    file: str
    title: str
    opening: tuple[Block, ...]
    sections: tuple[ManuscriptSection, ...]
    is_from_word: bool = False
    figures: tuple[ShownFigure, ...] = ()
    unshown: tuple[ShownFigure, ...] = ()

    def place(self, line: int | None = None) -> Place:
        """The place of a block or a section by its line."""
        return Place(self.file, paragraph=line) if self.is_from_word else Place(self.file, line=line)
