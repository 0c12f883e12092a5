"""A text → lines no wider than a screen, on which a Chinese character takes the room of two Latin letters."""

from __future__ import annotations

from typing import Final

from report_builder.patterns import Pattern
from report_builder.quantities import half_widths

# GB/T 15834-2011, 5.1: a closing mark never opens a line, an opening mark never ends one.
_CLOSING: Final = "，。、；：？！）”’》〉〕】」』…,.;:?!)\\]}%"
_OPENING: Final = "（“‘《〈〔【「『(\\[{"
# What may not be parted: a run of Latin letters and digits, or one other character, with its marks.
_PIECE: Final = Pattern(rf"\s+|[{_OPENING}]*(?:[!-~]+|\S)[{_CLOSING}]*")


def pad(text: str, columns: int) -> str:
    """The text with blanks after it up to so many columns."""
    return text + " " * (columns - half_widths(text))


def wrap(text: str, columns: int, first: str = "", later: str | None = None) -> list[str]:
    """The text in lines of at most so many columns; ``first`` opens the first line, ``later`` the others.

    A word that is wider than a line is broken where the line is full.
    """
    later = first if later is None else later
    lines, line, empty = [], first, True
    for piece in _pieces(text, columns - max(half_widths(first), half_widths(later))):
        if not empty and half_widths(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, empty = later, True
        if empty and not piece.strip() and lines:
            continue
        line, empty = line + piece, False
    return [*lines, line.rstrip()]


def columns_of(rows: list[tuple[str, str]], columns: int) -> list[str]:
    """Two columns, indented by two blanks; the second is wrapped under itself."""
    widest = max((half_widths(label) for label, _ in rows), default=0)
    later = " " * (widest + 4)
    return [line for label, text in rows for line in wrap(text, columns, f"  {pad(label, widest)}  ", later)]


def _pieces(text: str, columns: int) -> list[str]:
    """What may not be parted, but that nothing is wider than ``columns``."""
    pieces: list[str] = []
    for found in _PIECE.finditer(text):
        piece = found.group()
        while half_widths(piece) > max(columns, 2):
            cut = 1
            while half_widths(piece[: cut + 1]) <= columns:
                cut += 1
            pieces.append(piece[:cut])
            piece = piece[cut:]
        pieces.append(piece)
    return pieces
