"""reportlab's inside → the four things that no call of its does, all in one place.

Read from the version below; a test compares it with the one that is installed, and says what to read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.pdfbase import pdfmetrics, ttfonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.textobject import PDFTextObject

VERSION_READ: Final = "5.1.0"
_ROWS_A_BLOCK: Final = 100
_SPACE: Final = 32
_LAST_OF_FIRST_PLANE: Final = 0xFFFF


def set_by(font: TTFont) -> None:
    """Have text be set by this very font; ``registerFont`` would keep another that had its name before.

    A process makes one report after the other, and each may have faces of its own under the same names.
    """
    pdfmetrics._fonts[font.fontName] = font  # type: ignore[attr-defined]  # noqa: SLF001


def write_in_text(text: PDFTextObject, operators: str) -> None:
    """Put operators into a text object, as ``Canvas.addLiteral`` puts them into a page."""
    text._code.append(operators)  # type: ignore[attr-defined]  # noqa: SLF001


def show_in_text(text: PDFTextObject, characters: str) -> None:
    """Show characters in the face that is set; ``textOut`` would also measure them, for nobody."""
    write_in_text(text, text._formatText(characters))  # type: ignore[attr-defined]  # noqa: SLF001


def map_beyond_the_first_plane() -> None:
    """Have every subset of a face written with a map to Unicode that readers understand."""
    ttfonts.makeToUnicodeCMap = _to_unicode


def _utf_16(value: int) -> str:
    """A character by its number in UTF-16, as hexadecimal digits."""
    return f"{value:04X}" if value <= _LAST_OF_FIRST_PLANE else chr(value).encode("utf-16-be").hex().upper()


def _to_unicode(fontname: str, subset: Sequence[int]) -> str:  # noqa: ARG001 - reportlab's signature
    """The ToUnicode map of a subset.

    reportlab writes characters beyond the BMP with five hexadecimal digits, which no reader
    understands; they are UTF-16 here (ISO 32000-1, 9.10.3), in blocks of at most 100 rows.
    """
    rows = [
        (code, value) for code, value in enumerate(subset) if value and (value != _SPACE or code == _SPACE)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(rows), _ROWS_A_BLOCK):
        block = rows[start : start + _ROWS_A_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{_utf_16(value)}>" for code, value in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
