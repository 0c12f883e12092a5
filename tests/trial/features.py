"""What a document of the trial may have, and a plan of one as a value."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


class Feature(StrEnum):
    """What a document may have."""

    HEADINGS = "headings"
    LONG_TEXT = "long text"
    LONG_TABLE = "table over pages"
    MERGED_TABLE = "merged cells"
    NESTED_TABLE = "table in a cell"
    BULLETS = "bullets"
    NUMBERED = "numbered list of several levels"
    FOOTNOTES = "footnotes"
    PICTURE = "picture"
    LANDSCAPE = "landscape section"
    FURNITURE = "header and page number"
    LOOKS = "bold, slanted, underlined, struck, coloured"
    SCRIPTS = "superior and inferior characters"
    SIZES = "sizes and faces"
    LINKS = "links"
    PAGE_BREAK = "page break"
    ALIGNMENT = "centred, right, justified"
    SPACING = "line and paragraph spacing, indents"
    TABS = "tabs"
    MARKS = "runs of marks"
    UNKNOWN_FONTS = "unknown fonts"
    RARE = "characters that no face has"
    COLUMNS = "columns"
    LINE_BREAKS = "line breaks"
    BORDERS = "borders and shading of paragraphs"
    FLOATING = "picture beside text"
    TURNED = "text that runs down in a cell"
    REVISIONS = "tracked changes"
    FORMULA = "formula"
    CONTENTS = "table of contents"
    BOX = "text box"


class Run(Struct, frozen=True):
    """Characters that look alike; ``note`` is a footnote behind them, ``link`` where they lead.

    ``revision`` says that they are inserted or deleted, and tracked.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""
    size: float = 0.0
    font: str = ""
    script: str = ""
    link: str = ""
    note: str = ""
    revision: str = ""


class Block(Struct, frozen=True):
    """A paragraph, or what stands between two; ``kind`` says which, the fields what of it."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    align: str = ""
    line: float = 0.0
    before: float = 0.0
    indent: bool = False
    rows: tuple[tuple[Slot, ...], ...] = ()
    picture: bytes = b""
    jpeg: bool = False
    floats: bool = False
    bordered: bool = False

    @property
    def text(self) -> str:
        """What the paragraph itself says."""
        return "".join(run.text for run in self.runs)


class Slot(Struct, frozen=True):
    """A cell of a table, how much of the grid it covers, how its text runs; ``inner`` is a table in it."""

    text: str
    columns: int = 1
    rows: int = 1
    inner: tuple[tuple[str, ...], ...] = ()
    turned: bool = False


class Plan(Struct, frozen=True):
    """One document: a name, its features, its blocks, its header and whether pages are numbered."""

    name: str
    writer: str
    features: tuple[Feature, ...]
    blocks: tuple[Block, ...]
    header: str = ""
    numbered: bool = False


def says(plan: Plan) -> Iterator[str]:
    """Every text that the document's pages must show, one after the other."""
    for block in plan.blocks:
        for run in block.runs:
            yield "" if run.revision == "deleted" else run.text
            yield run.note
        for row in block.rows:
            for slot in row:
                yield slot.text
                yield from (text for inner in slot.inner for text in inner)
    yield plan.header
