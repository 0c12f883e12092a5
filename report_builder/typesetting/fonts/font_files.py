"""A TrueType file → the font that reportlab embeds, opened in a fifth of reportlab's own time.

reportlab reads the tables of a font number by number. The faces of this project have some 9,000
glyphs each, so that opening five of them took a third of ``report-builder pdf``. The four tables
that cost the time are read here as arrays; everything else is still reportlab's.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal
from weakref import WeakKeyDictionary

from msgspec import Struct
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace

if TYPE_CHECKING:
    from collections.abc import Callable

_EM: Final = 1000.0
_SEGMENTED: Final = 4
_SENTINEL: Final = 0xFFFF
_GROUPED: Final = 12
# Unicode subtables by platform and encoding (OpenType, cmap): those beyond the BMP come first.
_SUBTABLES: Final = ((3, 10), (0, 4), (0, 6), (3, 1), (0, 3))


class _QuickFace(TTFontFace):
    """A face whose character map, widths and glyph positions are read as arrays."""

    def readFile(self, f: str) -> None:  # noqa: N802 - reportlab's name
        """Map the file into memory: of its five megabytes a report touches few."""
        self.filename = f
        with Path(f).open("rb") as file:
            self._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._pos = 0

    def extractInfo(self, charInfo: Literal[0, 1] | bool = 1) -> None:  # noqa: FBT001, N802, N803 - reportlab's names
        """Read what reportlab wants to know of a font; any layout not met before is left to reportlab."""
        super().extractInfo(charInfo=0)
        characters = self._read_characters() if charInfo else None
        if characters is None:
            super().extractInfo(charInfo)
            return
        self.charToGlyph = characters
        self._read_widths()
        self._read_positions()

    def get_table(self, tag: str) -> Any:  # noqa: ANN401 - as reportlab's stub
        """A table's bytes; of the outlines, five megabytes copied for every subset, those asked for."""
        if tag == "glyf":
            return _Outlines(self._ttf_data, self.get_table_pos(tag)[0])
        return super().get_table(tag)  # type: ignore[no-untyped-call]  # the stub gives it no types

    def line_extents(self) -> tuple[float, float]:
        """How far a line of the face reaches above and below its baseline, in thousandths of an em.

        The gap between lines stands above, as in Word and LibreOffice (OpenType, hhea).
        """
        ascent, descent, gap = self._numbers("h", self.get_table_pos("hhea")[0] + 4, 3)
        scale = _EM / self.unitsPerEm
        return (ascent + gap) * scale, -descent * scale

    def _numbers(self, kind: str, start: int, count: int) -> array[int]:
        numbers = array(kind, self._ttf_data[start : start + count * array(kind).itemsize])
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    def _read_characters(self) -> dict[int, int] | None:
        start = self.get_table_pos("cmap")[0]
        header = self._numbers("H", start + 2, 1)[0]
        rows = self._numbers("H", start + 4, header * 4)
        offsets = {
            (rows[row], rows[row + 1]): (rows[row + 2] << 16) + rows[row + 3]
            for row in range(0, len(rows), 4)
        }
        table = next((start + offsets[key] for key in _SUBTABLES if key in offsets), None)
        if table is None:
            return None
        layout = self._numbers("H", table, 1)[0]
        if layout == _GROUPED:
            return self._grouped(table)
        return self._segmented(table) if layout == _SEGMENTED else None

    def _grouped(self, table: int) -> dict[int, int] | None:
        count = self._numbers("I", table + 12, 1)[0]
        groups = self._numbers("I", table + 16, count * 3)
        firsts = groups[::3]
        # Groups must stand in their order (OpenType, cmap, format 12); what does not is left to reportlab.
        in_order = len(groups) == count * 3 and firsts.tolist() == sorted(firsts)
        return _CharacterMap(_Groups(firsts, groups[1::3], groups[2::3]).find) if in_order else None

    def _segmented(self, table: int) -> dict[int, int] | None:
        double = self._numbers("H", table + 6, 1)[0]
        count = double // 2
        ends = self._numbers("H", table + 14, count)
        starts = self._numbers("H", table + 16 + double, count)
        deltas = self._numbers("H", table + 16 + 2 * double, count)
        # The offsets lead to glyphs behind them; a large subtable's own length is too short to be told.
        where = table + 16 + 3 * double
        offsets = self._numbers("H", where, max(0, sum(self.get_table_pos("cmap")) - where) // 2)
        # Segments must stand in their order too (OpenType, cmap, format 4).
        in_order = len(deltas) == count <= len(offsets) and ends.tolist() == sorted(ends)
        return _CharacterMap(_Segments(starts, ends, deltas, offsets).find) if in_order else None

    def _read_widths(self) -> None:
        start, _ = self.get_table_pos("hmtx")
        count = self._numbers("H", self.get_table_pos("hhea")[0] + 34, 1)[0]
        pairs = self._numbers("H", start, count * 2)
        bearings = self._numbers("H", start + count * 4, self.numGlyphs - count)
        self.hmetrics = _Metrics(pairs, bearings)
        self.charWidths = _Widths(self.charToGlyph, self.hmetrics, _EM / self.unitsPerEm)
        self.defaultWidth = self.hmetrics[0][0] * _EM / self.unitsPerEm

    def _read_positions(self) -> None:
        long = self._numbers("H", self.get_table_pos("head")[0] + 50, 1)[0]
        start, _ = self.get_table_pos("loca")
        if long:
            self.glyphPos = self._numbers("I", start, self.numGlyphs + 1)
        else:
            self.glyphPos = [place * 2 for place in self._numbers("H", start, self.numGlyphs + 1)]


class _Outlines:
    """The table of outlines, copied slice by slice."""

    def __init__(self, file: mmap.mmap, start: int) -> None:
        self._file = file
        self._start = start

    def __getitem__(self, part: slice[int, int, None]) -> bytes:
        return self._file[self._start + part.start : self._start + part.stop]


class _CharacterMap(dict[int, int]):
    """Each character's glyph, looked up in the font when it is first asked for; ``find`` gives nil for none.

    A report uses some hundred of a face's nine thousand characters.
    """

    def __init__(self, find: Callable[[int], int]) -> None:
        super().__init__()
        self._find = find

    def __contains__(self, code: object) -> bool:
        return self.get(code) is not None

    def __missing__(self, code: int) -> int:
        found = self._find(code)
        if not found:  # none, or the glyph that stands for none
            raise KeyError(code)
        self[code] = found
        return found

    def get(self, code: Any, default: Any = None) -> Any:  # noqa: ANN401 - as in dict
        try:
            return self[code]
        except KeyError:
            return default


class _Groups(Struct, frozen=True):
    """Groups of neighbours, each with the glyph of its first character (OpenType, cmap, format 12)."""

    firsts: array[int]
    lasts: array[int]
    glyphs: array[int]

    def find(self, code: int) -> int:
        """The glyph of a character, nil for none."""
        row = bisect_right(self.firsts, code) - 1
        return 0 if row < 0 or code > self.lasts[row] else self.glyphs[row] + code - self.firsts[row]


class _Segments(Struct, frozen=True):
    """Segments of neighbours, each with a difference or a way to its glyphs (OpenType, cmap, format 4)."""

    starts: array[int]
    ends: array[int]
    deltas: array[int]
    offsets: array[int]

    def find(self, code: int) -> int:
        """The glyph of a character, nil for none."""
        row = bisect_left(self.ends, code)
        if row == len(self.ends) or code < self.starts[row] or code == _SENTINEL:
            return 0
        if not self.offsets[row]:
            return (code + self.deltas[row]) & 0xFFFF
        # An offset counts bytes from where it stands itself.
        place = row + self.offsets[row] // 2 + code - self.starts[row]
        glyph = self.offsets[place] if place < len(self.offsets) else 0
        return (glyph + self.deltas[row]) & 0xFFFF if glyph else 0


class _Metrics:
    """Each glyph's advance and left bearing; those after the last pair share its advance (OpenType, hmtx)."""

    def __init__(self, pairs: array[int], bearings: array[int]) -> None:
        self._pairs = pairs
        self._bearings = bearings

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        beyond = glyph - len(self._pairs) // 2
        if beyond >= 0:
            return self._pairs[-2], self._bearings[beyond]
        return self._pairs[2 * glyph], self._pairs[2 * glyph + 1]


class _Widths(dict[int, float]):
    """Each character's advance in thousandths of an em, worked out when it is first asked for."""

    def __init__(self, glyphs: dict[int, int], metrics: _Metrics, scale: float) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._metrics = metrics
        self._scale = scale

    def __missing__(self, code: int) -> float:
        width = self[code] = self._metrics[self._glyphs[code]][0] * self._scale
        return width

    def get(self, code: int, default: Any = None) -> Any:  # noqa: ANN401 - as in dict
        return self[code] if code in self._glyphs else default


class QuickFont(TTFont):
    """A font as reportlab's canvas wants it, around a face that was opened quickly.

    Raises ``TTFError`` for a file that reportlab cannot embed.
    """

    face: _QuickFace

    def __init__(self, name: str, path: str) -> None:
        self.fontName = name
        self.face = _QuickFace(path)
        self.encoding = TTEncoding()
        self.state = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False
