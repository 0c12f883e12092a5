"""A PDF's bytes → what each page says, read by what its fonts say of their own codes (ToUnicode).

It reads what this program paints, and what a seal's program makes of that: it is no reader of any PDF, and
says of a page that it cannot read rather than guess. Untrusted as any file: every stream's size is bounded.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from itertools import islice
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct, field

from report_builder.budgets import USUAL, Budget
from report_builder.reports.pdf.opening import (
    MOST_WORDS,
    PDF_DAMAGE,
    TooManyObjectsError,
    code_sections,
    count_words,
    opened_pdf,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_PAGES: Final = 5_000
_MOST_FORMS: Final = 20  # within one another
_UNREAD: Final = "\ufffd"
_SHOWS: Final = frozenset(("Tj", "TJ", "'", '"'))
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(<[0-9A-Fa-f\s]*>|\[[^\]]*\])")
_MOST_OF_A_RANGE: Final = 65_536
# Of a whole file, forms counted as often as they are shown: a report of a thousand pages has fewer.
_MOST_INSTRUCTIONS: Final = 800_000
_A_FORM: Final = 20  # instructions that showing a form costs beside its own
_MOST_LETTERS: Final = 5_000_000
_MOST_CODES: Final = 1_000_000
_MOST_NOTES: Final = 1_000
_LONGEST_NOTE: Final = 60
_NO_NOTES: Final = frozenset(("/Link", "/Popup"))
_HIDDEN: Final = 2 | 32  # ISO 32000-1, 12.5.3
_GOOD_PART: Final = 0.2  # a seal of 4.2 cm is a thirtieth of a page
_MATRIX: Final = 6


class UnreadablePdfError(Exception):
    """Why a PDF's text cannot be read, in words for whoever handed it in."""


class PdfText(Struct, frozen=True):
    """What a PDF says, page by page without blanks, and what may stand before it.

    ``notes`` are annotations that show, with what they say, and ``covered`` tells of pictures as large as a
    good part of their page, by the page's number, from 1. ``faces`` are the digests of the faces that the
    text is set in: they draw the letters that the codes stand for, or others.
    """

    pages: tuple[str, ...]
    notes: tuple[tuple[int, str], ...] = ()
    covered: tuple[int, ...] = ()
    faces: frozenset[str] = frozenset()


class _Spending(Struct):
    """Adds up what reading a file costs, and stops where that is too much.

    ``owner`` is the file that instructions are parsed into: their operands live no longer than it does.
    """

    budget: Budget
    owner: pikepdf.Pdf = field(default_factory=pikepdf.new)
    instructions: int = 0
    letters: int = 0
    codes: int = 0
    unpacked: int = 0

    def unpack(self, stream: pikepdf.Object) -> bytes:
        """A stream within bounds; raises ``UnreadablePdfError``."""
        data = _decoded(stream, self.budget)
        self.unpacked += len(data)
        _demand(self.unpacked, self.budget.part_bytes, "内容")
        return data

    def digest(self, stream: pikepdf.Object) -> str:
        """Of a stream's bytes, however it is packed; raises ``UnreadablePdfError``."""
        try:
            data = stream.read_bytes()
        except pikepdf.PdfError:
            data = stream.read_raw_bytes()
        self.unpacked += len(data)
        _demand(self.unpacked, self.budget.part_bytes, "内容")
        return hashlib.sha256(data).hexdigest()

    def parse(self, data: bytes) -> list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
        """The instructions of a page or form; raises ``UnreadablePdfError``."""
        _demand(count_words(data), MOST_WORDS, "绘图指令")
        found = list(pikepdf.parse_content_stream(pikepdf.Stream(self.owner, data)))
        self.instructions += len(found)
        _demand(self.instructions, _MOST_INSTRUCTIONS, "绘图指令")
        return found

    def show_form(self) -> None:
        """A form is shown once more."""
        self.instructions += _A_FORM
        _demand(self.instructions, _MOST_INSTRUCTIONS, "绘图指令")

    def show(self, codes: bytes) -> bytes:
        """Codes that are shown."""
        self.letters += len(codes)
        _demand(self.letters, _MOST_LETTERS, "文字")
        return codes

    def know(self, code: bytes) -> bytes:
        """A code of a font's table."""
        self.codes += 1
        _demand(self.codes, _MOST_CODES, "字体的编码")
        return code


def _demand(count: int, most: int, what: str) -> None:
    if count > most:
        msg = f"{what}太多，不像一份报告"
        raise UnreadablePdfError(msg)


class _FontCodes(Struct, frozen=True):
    """How a font's codes are read: how many bytes each takes, and what they stand for."""

    width: int
    letters: Mapping[bytes, str]

    def read(self, codes: bytes) -> str:
        parts = (codes[at : at + self.width] for at in range(0, len(codes), self.width))
        return "".join(self.letters.get(part, _UNREAD) for part in parts)


class _PageReader(Struct):
    """Reads the text of one page; fonts that pages share are read once."""

    spending: _Spending
    fonts: dict[tuple[tuple[int, int], int], _FontCodes] = field(default_factory=dict)
    faces: dict[tuple[int, int], str] = field(default_factory=dict)
    largest: float = 0  # of the pictures of a page, in square points

    def read(self, page: pikepdf.Page) -> str:
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents] if contents else []
        data = b"\n".join(self.spending.unpack(stream) for stream in streams)
        self.largest = 0
        return "".join("".join(self._shown(data, page.resources, 0, 1)).split())

    def is_covered(self, page: pikepdf.Page) -> bool:
        """Whether a picture on the page, the last that was read, takes a good part of it."""
        left, bottom, right, top = (float(each) for each in page.mediabox)
        return self.largest > abs((right - left) * (top - bottom)) * _GOOD_PART

    def _shown(self, data: bytes, resources: pikepdf.Object, depth: int, scale: float) -> Iterator[str]:
        """The texts of a page or form; ``scale`` is how large a unit of area is drawn, in square points."""
        font: _FontCodes | None = None
        chosen: dict[str, _FontCodes] = {}
        kept: list[float] = []
        for instruction in self.spending.parse(data):
            operator, operands = str(instruction.operator), list(instruction.operands)
            if operator == "Tf" and operands and isinstance(operands[0], pikepdf.Name):
                name = str(operands[0])
                font = chosen[name] = chosen.get(name) or self._font(resources, name)
            elif operator in _SHOWS and operands and font is not None:
                shown = operands[-1]
                pieces = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
                codes = (bytes(each) for each in pieces if isinstance(each, pikepdf.String))
                yield from (font.read(self.spending.show(each)) for each in codes)
            elif operator == "cm":
                scale *= _area_of(operands)
            elif operator == "q":
                kept.append(scale)
            elif operator == "Q":
                scale = kept.pop() if kept else scale
            elif operator == "INLINE IMAGE":
                self.largest = max(self.largest, scale)
            elif (
                operator == "Do"
                and operands
                and isinstance(operands[0], pikepdf.Name)
                and depth < _MOST_FORMS
            ):
                thing = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
                yield from self._placed(thing, resources, depth, scale)

    def _placed(
        self, thing: pikepdf.Object | None, resources: pikepdf.Object, depth: int, scale: float
    ) -> Iterator[str]:
        """The texts of a form; a picture has none, and takes the unit square (ISO 32000-1, 8.9.5)."""
        if not isinstance(thing, pikepdf.Stream):
            return
        if thing.get("/Subtype") != "/Form":
            self.largest = max(self.largest, scale)
            return
        self.spending.show_form()
        own = scale * _area_of(list(thing.get("/Matrix", ())))
        yield from self._shown(
            self.spending.unpack(thing), thing.get("/Resources", resources), depth + 1, own
        )

    def notes(self, page: pikepdf.Page) -> Iterator[str]:
        """What the page's annotations say that show: no links, no signatures, whose looks tell who signed."""
        for each in islice(page.obj.get("/Annots", ()), _MOST_NOTES):
            if not isinstance(each, pikepdf.Dictionary):
                continue
            kind = str(each.get("/Subtype", ""))
            is_signature = each.get("/FT", each.get("/Parent", pikepdf.Dictionary()).get("/FT")) == "/Sig"
            is_hidden = bool(int(each.get("/F", 0)) & _HIDDEN)
            if kind not in _NO_NOTES and not is_signature and not is_hidden:
                yield str(each.get("/Contents", each.get("/V", "")))[:_LONGEST_NOTE]

    def _font(self, resources: pikepdf.Object, name: str) -> _FontCodes:
        font = resources.get("/Font", pikepdf.Dictionary()).get(name)
        if not isinstance(font, pikepdf.Dictionary):
            return _FontCodes(1, {})
        self._note_face(font)
        table = font.get("/ToUnicode")
        if not isinstance(table, pikepdf.Stream):
            return _FontCodes(_width_of(font), {})
        key = (table.objgen, _width_of(font))
        if key not in self.fonts:
            self.fonts[key] = _codes_of(table, _width_of(font), self.spending)
        return self.fonts[key]

    def _note_face(self, font: pikepdf.Object) -> None:
        (inner,) = list(font.get("/DescendantFonts", ()))[:1] or [font]
        descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            file = descriptor.get(key)
            if isinstance(file, pikepdf.Stream) and file.objgen not in self.faces:
                self.faces[file.objgen] = self.spending.digest(file)


def _area_of(matrix: Sequence[object]) -> float:
    """By how much a matrix enlarges an area (ISO 32000-1, 8.3.3); 1 for what is none."""
    if len(matrix) != _MATRIX:
        return 1
    try:
        across, up, over, down = (float(str(each)) for each in matrix[:4])
    except ValueError:
        return 1
    return abs(across * down - up * over)


def read_pdf_text(data: bytes, budget: Budget = USUAL) -> PdfText:
    """What the PDF says; raises ``UnreadablePdfError``."""
    try:
        with opened_pdf(data, budget) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                msg = f"有 {len(pdf.pages)} 页，超过上限"
                raise UnreadablePdfError(msg)
            return _read(pdf, _PageReader(_Spending(budget)))
    except pikepdf.PasswordError as fault:
        msg = "设有打开密码"
        raise UnreadablePdfError(msg) from fault
    except TooManyObjectsError as fault:
        msg = "对象太多，不像一份报告"
        raise UnreadablePdfError(msg) from fault
    except PDF_DAMAGE as fault:
        msg = "不是 PDF，或者已经损坏"
        raise UnreadablePdfError(msg) from fault


def _read(pdf: pikepdf.Pdf, reader: _PageReader) -> PdfText:
    pages: list[str] = []
    notes: list[tuple[int, str]] = []
    covered: list[int] = []
    for number, page in enumerate(pdf.pages, start=1):
        pages.append(reader.read(page))
        notes += [(number, each) for each in reader.notes(page)]
        covered += [number] if reader.is_covered(page) else []
    return PdfText(tuple(pages), tuple(notes), tuple(covered), frozenset(reader.faces.values()))


def _decoded(stream: pikepdf.Object, budget: Budget) -> bytes:
    """A stream unpacked within bounds; raises ``UnreadablePdfError`` for one packed in another way."""
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    for name in names:
        if name != "/FlateDecode" or "/DecodeParms" in stream:
            msg = f"内容的压缩办法（{name[1:]}）不认得"
            raise UnreadablePdfError(msg)
        unpacking = zlib.decompressobj()
        try:
            raw = unpacking.decompress(raw, budget.tree_bytes + 1)
        except zlib.error as fault:
            msg = "内容已损坏"
            raise UnreadablePdfError(msg) from fault
    if len(raw) > budget.tree_bytes:
        msg = f"有一页的内容展开后太大；{budget.way_out('unpacked_megabytes')}"
        raise UnreadablePdfError(msg)
    return raw


def _width_of(font: pikepdf.Object) -> int:
    return 2 if font.get("/Subtype") == "/Type0" else 1


def _codes_of(table: pikepdf.Object, width: int, spending: _Spending) -> _FontCodes:
    """What a font's own table says of its codes (ISO 32000-1, 9.10.3)."""
    data = spending.unpack(table)
    letters: dict[bytes, str] = {}
    for kind, body in code_sections(data):
        if kind == b"codespacerange":
            spans = _HEX.findall(body)
            width = max((len(_bytes(each)) for each in spans), default=width)
        elif kind == b"bfchar":
            written = _HEX.findall(body)
            pairs = zip(written[::2], written[1::2], strict=False)
            letters.update({spending.know(_bytes(code)): _letters(letter) for code, letter in pairs})
        elif kind == b"bfrange":
            letters.update({spending.know(code): letter for code, letter in _ranges(body)})
    return _FontCodes(max(width, 1), letters)


def _ranges(body: bytes) -> Iterator[tuple[bytes, str]]:
    for first, last, target in _RANGE.findall(body):
        start, width = int.from_bytes(_bytes(first)), len(_bytes(first))
        count = min(int.from_bytes(_bytes(last)) - start + 1, _MOST_OF_A_RANGE)
        listed = [_letters(each) for each in _HEX.findall(target)]
        for step in range(max(count, 0)):
            letter = listed[step] if target.startswith(b"[") and step < len(listed) else ""
            if not target.startswith(b"[") and listed and listed[0]:
                letter = listed[0][:-1] + chr(min(ord(listed[0][-1]) + step, 0x10FFFF))
            yield (start + step).to_bytes(width), letter


def _bytes(written: bytes) -> bytes:
    digits = b"".join(written.split()).decode()
    return bytes.fromhex(digits if len(digits) % 2 == 0 else f"{digits}0")


def _letters(written: bytes) -> str:
    return _bytes(written).decode("utf-16-be", errors="replace")
