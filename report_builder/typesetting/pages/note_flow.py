"""Footnotes and the room below the text → which of their lines stand on which sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.quantities import twips
from report_builder.typesetting.placed.pages import RuledLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.typesetting.pages.open_pages import OpenPage
    from report_builder.typesetting.placed.set_blocks import SetLine, SetNote

_TOLERANCE: Final = 0.05
# Word's line above footnotes: two inches long, half a point thick; above a note that goes on from the
# page before it is as wide as the text.
_LINE_LENGTH: Final = twips(2880)
_LINE_WIDTH: Final = 0.5
# Notes that go on from the page before leave at least a third of this one to the text.
_MOST_CONTINUED: Final = 2 / 3


class Separator(Struct, frozen=True):
    """The line above the notes: the height that it takes, and where in it the line runs."""

    height: float = 12.0
    middle: float = 6.0

    def put(self, sheet: OpenPage, left: float, top: float, length: float = _LINE_LENGTH) -> float:
        """Draw the line at the upper edge given; gives the height that it takes."""
        middle = top + self.middle
        sheet.draw(rules=[RuledLine(left, middle, left + length, middle, _LINE_WIDTH)])
        return self.height


class NoteArea(Struct):
    """The notes at the foot of the sheet being filled.

    ``base`` is the lower edge of the area, ``height`` its height so far; ``waiting`` are the lines that
    this sheet has no room for.
    """

    separator: Separator = field(default_factory=Separator)
    base: float = 0.0
    height: float = 0.0
    lines: list[tuple[float, SetLine]] = field(default_factory=list)
    waiting: list[tuple[float, SetLine]] = field(default_factory=list)
    continued: bool = False

    def room_for(self, notes: Sequence[SetNote], taken: Sequence[SetNote] = ()) -> float:
        """The height that notes need on this sheet, after those ``taken``, for their marks to stand on it.

        The last of them may go on on the next sheet after its first line.
        """
        if not (notes or taken) or self.waiting:
            return 0.0
        begun = sum(_height(line) for line in notes[-1][:1]) if notes else 0.0
        return self._separation() + heights(taken) + heights(notes[:-1]) + begun

    def _separation(self) -> float:
        return 0.0 if self.lines else self.separator.height

    def clear(self) -> None:
        """Leave the sheet that is full; what waits goes on waiting."""
        self.lines, self.height, self.continued = [], 0.0, False

    def open(self, room: float, base: float) -> float:
        """Start the next sheet's area with what waits; gives the height that it takes."""
        waiting, self.waiting = self.waiting, []
        self.base = base
        self.continued = bool(waiting)
        return self._take(waiting, room * _MOST_CONTINUED) if waiting else 0.0

    def take(self, notes: Sequence[SetNote], room: float, base: float) -> float:
        """Take the notes of a line that has been placed above so much room; gives the height they take."""
        if not notes:
            return 0.0
        if not self.lines:
            self.base = base
        return self._take([line for note in notes for line in note], room)

    def _take(self, lines: Iterable[tuple[float, SetLine]], room: float) -> float:
        """Take the lines that fit; at least one on a sheet that has none, or notes would never end."""
        before = self.height
        for line in lines:
            height = self._separation() + _height(line)
            fits = self.height - before + height <= room + _TOLERANCE
            if self.waiting or not (fits or (self.continued and not self.lines)):
                self.waiting.append(line)
            else:
                self.height += height
                self.lines.append(line)
        return self.height - before

    def draw(self, sheet: OpenPage, left: float) -> None:
        """Put the line and the notes below it on their sheet."""
        if not self.lines:
            return
        top = self.base - self.height
        length = sheet.geometry.measure if self.continued else _LINE_LENGTH
        top += self.separator.put(sheet, left, top, length)
        for space, line in self.lines:
            sheet.put_line(line, left, top + space)
            top += space + line.height


def _height(line: tuple[float, SetLine]) -> float:
    return line[0] + line[1].height


def heights(notes: Iterable[SetNote]) -> float:
    """The height of whole notes."""
    return sum(_height(line) for note in notes for line in note)
