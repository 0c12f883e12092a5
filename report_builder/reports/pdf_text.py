"""A PDF's bytes → what each page says, read by what its fonts say of their own codes (ToUnicode).

It reads what this program paints, and what a seal's program makes of that: it is no reader of any PDF, and
says of a page that it cannot read rather than guess. Untrusted as any file: every stream's size is bounded.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct, field

from report_builder.budgets import USUAL, Budget

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_PAGES: Final = 5_000
_MOST_FORMS: Final = 20  # within one another
_UNREAD: Final = "\ufffd"
_SHOWS: Final = frozenset(("Tj", "TJ", "'", '"'))
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SECTION: Final = re.compile(
    rb"begin(bfchar|bfrange|codespacerange)(.*?)end(?:bfchar|bfrange|codespacerange)", re.DOTALL
)
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(<[0-9A-Fa-f\s]*>|\[[^\]]*\])")
_MOST_OF_A_RANGE: Final = 65_536


# What comes of objects that are not of the kind that they should be, at any place of the file.
_DAMAGE: Final = (
    pikepdf.PdfError, AttributeError, ValueError, TypeError, LookupError, RuntimeError, OverflowError,
)  # fmt: skip


class UnreadablePdfError(Exception):
    """Why a PDF's text cannot be read, in words for whoever handed it in."""


class PdfText(Struct, frozen=True):
    """What a PDF says, page by page without blanks."""

    pages: tuple[str, ...]


class _FontCodes(Struct, frozen=True):
    """How a font's codes are read: how many bytes each takes, and what they stand for."""

    width: int
    letters: Mapping[bytes, str]

    def read(self, codes: bytes) -> str:
        parts = (codes[at : at + self.width] for at in range(0, len(codes), self.width))
        return "".join(self.letters.get(part, _UNREAD) for part in parts)


class _PageReader(Struct):
    """Reads the text of one page; fonts that pages share are read once."""

    pdf: pikepdf.Pdf
    budget: Budget
    fonts: dict[tuple[int, int], _FontCodes] = field(default_factory=dict)

    def read(self, page: pikepdf.Page) -> str:
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents] if contents else []
        data = b"\n".join(_decoded(stream, self.budget) for stream in streams)
        return "".join("".join(self._shown(data, page.resources, 0)).split())

    def _shown(self, data: bytes, resources: pikepdf.Object, depth: int) -> Iterator[str]:
        font: _FontCodes | None = None
        for instruction in pikepdf.parse_content_stream(pikepdf.Stream(self.pdf, data)):
            operator, operands = str(instruction.operator), list(instruction.operands)
            if operator == "Tf" and operands:
                font = self._font(resources, str(operands[0]))
            elif operator in _SHOWS and operands and font is not None:
                shown = operands[-1]
                pieces = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
                yield from (font.read(bytes(each)) for each in pieces if isinstance(each, pikepdf.String))
            elif operator == "Do" and operands and depth < _MOST_FORMS:
                form = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
                if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                    yield from self._shown(
                        _decoded(form, self.budget), form.get("/Resources", resources), depth + 1
                    )

    def _font(self, resources: pikepdf.Object, name: str) -> _FontCodes:
        font = resources.get("/Font", pikepdf.Dictionary()).get(name)
        if not isinstance(font, pikepdf.Dictionary):
            return _FontCodes(1, {})
        if font.objgen not in self.fonts or font.objgen == (0, 0):
            self.fonts[font.objgen] = _codes_of(font, self.budget)
        return self.fonts[font.objgen]


def read_pdf_text(data: bytes, budget: Budget = USUAL) -> PdfText:
    """What the PDF says; raises ``UnreadablePdfError``."""
    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(data)) as pdf:
            warnings.simplefilter("ignore")  # in English, of streams that break off
            if len(pdf.pages) > MAX_PAGES:
                msg = f"有 {len(pdf.pages)} 页，超过上限"
                raise UnreadablePdfError(msg)
            reader = _PageReader(pdf, budget)
            return PdfText(tuple(reader.read(page) for page in pdf.pages))
    except pikepdf.PasswordError as fault:
        msg = "设有打开密码"
        raise UnreadablePdfError(msg) from fault
    except _DAMAGE as fault:
        msg = "不是 PDF，或者已经损坏"
        raise UnreadablePdfError(msg) from fault


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


def _codes_of(font: pikepdf.Object, budget: Budget) -> _FontCodes:
    """What a font's own table says of its codes (ISO 32000-1, 9.10.3)."""
    table = font.get("/ToUnicode")
    data = _decoded(table, budget) if isinstance(table, pikepdf.Stream) else b""
    letters: dict[bytes, str] = {}
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    for kind, body in _SECTION.findall(data):
        if kind == b"codespacerange":
            spans = _HEX.findall(body)
            width = max((len(_bytes(each)) for each in spans), default=width)
        elif kind == b"bfchar":
            written = _HEX.findall(body)
            pairs = zip(written[::2], written[1::2], strict=False)
            letters.update({_bytes(code): _letters(letter) for code, letter in pairs})
        else:
            letters.update(_ranges(body))
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
