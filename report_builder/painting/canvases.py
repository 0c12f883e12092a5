"""Faces → a reportlab canvas that embeds them, with reportlab's own slips mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BytesIO

    from report_builder.typesetting.fonts.faces import Face

# Content streams as they are, not blown up by a quarter into ASCII.
rl_config.useA85 = 0

_ROWS_A_BLOCK: Final = 100
_SPACE: Final = 32


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
        lines += [f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


ttfonts.makeToUnicodeCMap = _to_unicode


def open_canvas(buffer: BytesIO, faces: Sequence[Face], *, language: str) -> Canvas:
    """A canvas that knows the faces; without one of ours as its first font it would list Helvetica."""
    for face in faces:
        pdfmetrics.registerFont(face.font)
    first = faces[0].name if faces else None
    return Canvas(
        buffer,
        invariant=1,
        lang=language,
        initialFontName=first,  # type: ignore[arg-type]  # the stub takes a name for a number
        pageCompression=0,  # what archives the file compresses it, faster
    )
