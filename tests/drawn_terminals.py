"""What a program wrote on a terminal, colours and cursor movements and all → a picture of the screen."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
from msgspec import Struct, field
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

# A control sequence (ECMA-48, 5.4), a control character, or a character that is shown.
_PIECE: Final = re.compile(r"\x1b\[(?P<numbers>[0-9;?]*)(?P<final>[A-Za-z])|(?P<shown>.)", re.DOTALL)
_GROUND: Final = (248, 248, 244)
_INK: Final = (32, 32, 32)
_COLOURS: Final = {31: (164, 18, 31), 32: (20, 110, 40), 33: (138, 84, 0), 36: (11, 79, 158)}
_QUIET: Final = (100, 100, 100)
_CELL: Final = (8, 20)
_MARGIN: Final = 12
_SIZE: Final = 13  # of Latin letters, whose advance is three fifths of it
_FACES: Final = Path(__file__).parent.parent / "fonts"


class Cell(Struct, frozen=True):
    """A character on the screen, and how it is shown."""

    character: str
    colour: tuple[int, int, int] = _INK
    is_bold: bool = False


class Screen(Struct):
    """A screen as it is written on: lines of cells by their columns, and where the cursor stands."""

    lines: list[dict[int, Cell]] = field(default_factory=lambda: [{}])
    row: int = 0
    column: int = 0
    colour: tuple[int, int, int] = _INK
    is_bold: bool = False

    def write(self, text: str) -> None:
        """Take what a program writes."""
        for piece in _PIECE.finditer(text):
            if piece["final"]:
                self._obey(piece["final"], piece["numbers"])
            elif piece["shown"] == "\r":
                self.column = 0
            elif piece["shown"] == "\n":
                self.row += 1
                self.lines.extend({} for _ in range(self.row + 1 - len(self.lines)))
            else:
                self.lines[self.row][self.column] = Cell(piece["shown"], self.colour, self.is_bold)
                self.column += _columns(piece["shown"])

    def _obey(self, final: str, numbers: str) -> None:
        if final == "A":
            self.row = max(0, self.row - int(numbers or 1))
        elif final == "K":
            self.lines[self.row].clear()
        elif final == "m":
            for number in map(int, numbers.split(";") if numbers else ["0"]):
                self._turn(number)

    def _turn(self, rendition: int) -> None:
        if rendition == 0:
            self.colour, self.is_bold = _INK, False
        elif rendition == 1:
            self.is_bold = True
        elif rendition == 2:  # faint (ECMA-48, 8.3.117)
            self.colour = _QUIET
        else:
            self.colour = _COLOURS.get(rendition, self.colour)

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Every character with its row and column."""
        for row, line in enumerate(self.lines):
            yield from ((row, column, cell) for column, cell in line.items() if cell.character != " ")


def draw_terminal(written: str, columns: int = 80) -> Image.Image:
    """The screen at the end, letters in a face of equal widths and hanzi over two columns."""
    screen = Screen()
    screen.write(written)
    rows = 1 + max((row for row, _, _ in screen.cells()), default=0)
    width, height = _CELL
    picture = Image.new("RGB", (columns * width + 2 * _MARGIN, rows * height + 2 * _MARGIN), _GROUND)
    pen = ImageDraw.Draw(picture)
    latin = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSansMono.ttf"
    narrow = ImageFont.truetype(latin, _SIZE)
    wide = ImageFont.truetype(_FACES / "GWHei.ttf", _SIZE + 2)
    for row, column, cell in screen.cells():
        face, columns_of_it = (wide, 2) if _columns(cell.character) > 1 else (narrow, 1)
        middle = _MARGIN + (column + columns_of_it / 2) * width
        baseline = _MARGIN + row * height + _SIZE + 2
        stroke = 0.35 if cell.is_bold else 0
        pen.text((middle, baseline), cell.character, cell.colour, face, anchor="ms", stroke_width=stroke)
    return picture


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def png(picture: Image.Image, colours: int = 16) -> bytes:
    """A picture with few colours, small enough to lie in the sources."""
    small = picture.convert("RGB").quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    written = io.BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()
