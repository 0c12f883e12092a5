"""Letters of a page, or of a cell → lines of text as they are read, from top to bottom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.reports.pdf.pdf_pages import PdfLetter

_SAME_LINE: Final = 0.5  # of a letter's size, between the middles of two on one line
_SPACE: Final = 0.5  # of a letter's size; the room between Chinese and digits is a quarter
_COLUMN: Final = 1.6  # of a letter's size; what stands so far apart stands in columns
_LATIN: Final = re.compile(r"[A-Za-z]")


class PdfLine(Struct, frozen=True):
    """A line: its text, where it stands, its letters' size, and in how many columns it stands."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    columns: int = 1

    @property
    def x(self) -> float:
        """Its middle across."""
        return (self.x0 + self.x1) / 2


def read_lines(letters: Iterable[PdfLetter], between: str = " ") -> tuple[PdfLine, ...]:
    """The lines; ``between`` is put between two digits that stand in columns of their own."""
    rows: list[list[PdfLetter]] = []
    for each in sorted(letters, key=lambda letter: (letter.y, letter.x0)):
        if rows and abs(each.y - rows[-1][0].y) <= _SAME_LINE * max(each.size, rows[-1][0].size, 1):
            rows[-1].append(each)
        else:
            rows.append([each])
    lines = (_line(sorted(row, key=lambda letter: letter.x0), between) for row in rows)
    return tuple(line for line in lines if line.text)


def _line(letters: Sequence[PdfLetter], between: str) -> PdfLine:
    pieces: list[str] = []
    columns, last = 1, None
    for each in letters:
        if last is not None and each.text.strip():
            room = each.x0 - last.x1
            size = max(min(each.size, last.size), 1)
            if room > _COLUMN * size:
                columns += 1
                is_number = last.text[-1:].isdigit() and each.text[:1].isdigit()
                pieces.append(between if is_number else " ")
            elif room > _SPACE * size and pieces and not pieces[-1].endswith(" "):
                pieces.append(" ")
        pieces.append(each.text.replace("\xa0", " "))
        last = each if each.text.strip() else last
    shown = [each for each in letters if each.text.strip()] or list(letters)
    sizes = sorted(each.size for each in shown)
    text = "".join(pieces).strip().strip("\u3000")
    return PdfLine(
        text,
        shown[0].x0,
        max(each.x1 for each in shown),
        min(each.top for each in shown),
        max(each.bottom for each in shown),
        sizes[len(sizes) // 2],
        columns,
    )


def joined(lines: Iterable[str]) -> str:
    """Lines of one paragraph as one text; only between words of letters there is a space."""
    text = ""
    for line in lines:
        is_word = text and _LATIN.match(text[-1]) and _LATIN.match(line[:1])
        text += f" {line}" if is_word else line
    return text
