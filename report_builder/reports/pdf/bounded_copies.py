"""Anybody's PDF, as bytes → a copy with its pages alone, bounded in all that reading it costs.

The reader of letters is written in Python and trusts what it reads: a stream that unpacks without end, a
table of codes with four thousand million entries, forms within forms. So all of that is looked at here, in
qpdf, and what is beyond bounds is refused.
"""

from __future__ import annotations

import io
import re
import warnings
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from msgspec import Struct, field

from report_builder.diagnostics import Finding, Place, ReportError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.budgets import Budget

MOST_PAGES: Final = 300
_MOST_OBJECTS: Final = 200_000
_MOST_INSTRUCTIONS: Final = 600_000  # of all pages, forms counted as often as they are shown; see below
# What else an instruction costs: the reader of letters makes a value of each thing painted, and each letter.
_COSTS: Final = {
    **dict.fromkeys(("re", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"), 8),
    **dict.fromkeys(("m", "l", "c", "v", "y"), 3),
}
_LETTER: Final = 1
_SHOWS: Final = frozenset(("Tj", "TJ", "'", '"'))
_MOST_ITEMS: Final = 200_000  # of one array or dictionary
_DEEPEST: Final = 12  # forms within one another
_MOST_CODES: Final = 1_500_000  # of all tables that say what a font's codes stand for
_LARGEST_FONT_TABLE: Final = 8_000_000
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
_RANGES: Final = re.compile(rb"begin(?:bf|cid|notdef)range(.*?)end(?:bf|cid|notdef)range", re.DOTALL)
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<[^>]*>|\[[^\]]*\]|[0-9]+)")
# What qpdf raises of a damaged file, and pikepdf of objects that are not of the kind that they should be.
_DAMAGE: Final = (
    pikepdf.PdfError, AttributeError, ValueError, TypeError, LookupError, RuntimeError, OverflowError,
    NotImplementedError, UnicodeError,
)  # fmt: skip
_NOT_READ: Final = ("/Annots", "/Thumb", "/B", "/AA", "/Metadata", "/PieceInfo", "/StructParents", "/Group")
_REMEDY: Final = "请用能打开它的程序另存或重新导出一份 PDF，再试一次；有 Word 文件的，请用 Word 文件"
# What is refused: the code, the sentence, the evidence.
_NO_PDF: Final = ("pdf.unreadable", "文件不是 PDF，没有读取", "开头没有 PDF 的标记")
_EMPTY: Final = ("pdf.unreadable", "PDF 里没有一页，没有读取", "")
_DAMAGED: Final = ("pdf.unreadable", "PDF 已经损坏，没有读取", "文件的内部结构不完整")
_LOCKED: Final = ("pdf.locked", "PDF 设有打开密码，没有读取", "")


def bounded_copy(data: bytes, name: str, budget: Budget) -> bytes:
    """The same pages without what nobody reads; ``name`` is how findings spell the file.

    Raises ``ReportError`` for what is no PDF, is locked, damaged, or beyond bounds.
    """
    if b"%PDF-" not in data[:1024]:
        raise _refused(_NO_PDF, name)
    try:
        with _limits(budget), pikepdf.open(io.BytesIO(data)) as pdf:
            return _copied(pdf, name, budget)
    except pikepdf.PasswordError as fault:
        raise _refused(_LOCKED, name, "请用没有密码的一份") from fault
    except _DAMAGE as fault:
        raise _refused(_DAMAGED, name) from fault


def _refused(finding: tuple[str, str, str], name: str, remedy: str = _REMEDY) -> ReportError:
    code, message, evidence = finding
    return ReportError([Finding(code, Severity.ERROR, Place(name), message, evidence, remedy)])


@contextmanager
def _limits(budget: Budget) -> Iterator[None]:
    """What qpdf unpacks is bounded while a file is looked at."""
    most = budget.tree_bytes
    before: dict[str, Any] = pikepdf.settings.set_qpdf_limits(
        parser_max_container_size=_MOST_ITEMS,
        flate_max_memory=most,
        png_max_memory=most,
        tiff_max_memory=most,
        run_length_max_memory=most,
        doc_max_warnings=1_000,
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it thinks of a damaged file; findings tell of it
            yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


def _copied(pdf: pikepdf.Pdf, name: str, budget: Budget) -> bytes:
    if not len(pdf.pages):
        raise _refused(_EMPTY, name)
    if len(pdf.pages) > MOST_PAGES:
        raise _too_much(name, f"有 {len(pdf.pages)} 页，最多读 {MOST_PAGES} 页")
    if len(pdf.objects) > _MOST_OBJECTS:
        raise _too_much(name, f"有 {len(pdf.objects)} 个对象，最多读 {_MOST_OBJECTS} 个")
    weighing = _Weighing(name, budget)
    for page in pdf.pages:
        for key in _NOT_READ:
            if key in page.obj:
                del page.obj[key]
        page.obj["/Rotate"] = 0  # how its text runs says how a page is to be held
        page.obj["/Contents"] = weighing.contents(pdf, page)
        weighing.resources(page.resources, 0)
    for key in list(pdf.Root.keys()):
        if key not in {"/Type", "/Pages"}:
            del pdf.Root[key]
    saved = io.BytesIO()
    pdf.save(
        saved,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        encryption=False,
        deterministic_id=True,
    )
    return saved.getvalue()


def _too_much(name: str, evidence: str) -> ReportError:
    finding = ("pdf.too_large", "PDF 大得不像一份年度报告，没有读取", evidence)
    return _refused(finding, name, "请只留报告的各页，重新导出一份 PDF")


class _Weighing(Struct):
    """Adds up what reading a file will cost, and stops where that is too much."""

    name: str
    budget: Budget
    instructions: int = 0
    codes: int = 0
    unpacked: int = 0
    forms: dict[tuple[int, int], int] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def contents(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
        """A page's instructions as one plain stream."""
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        data = b"\n".join(self._bytes(each) for each in streams if isinstance(each, pikepdf.Stream))
        self._add(self._cost(data, page.resources, 0))
        return pikepdf.Stream(pdf, data)

    def resources(self, resources: pikepdf.Object, depth: int) -> None:
        """Weigh the fonts of a page or form, and of the forms in it, each once."""
        if depth > _DEEPEST or not isinstance(resources, pikepdf.Dictionary):
            return
        for font in _values(resources, "/Font"):
            if isinstance(font, pikepdf.Dictionary) and self._is_new(font):
                self._font(font)
        for form in _values(resources, "/XObject"):
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form" and self._is_new(form):
                self.resources(form.get("/Resources", pikepdf.Dictionary()), depth + 1)

    def _is_new(self, thing: pikepdf.Object) -> bool:
        key = thing.objgen
        if key != (0, 0) and key in self.seen:
            return False
        self.seen.add(key)
        return True

    def _cost(self, data: bytes, resources: pikepdf.Object, depth: int) -> int:
        """How many instructions a stream has, with those of the forms that it shows."""
        if depth > _DEEPEST:
            raise _too_much(self.name, "图形层层相套")
        cost = 0
        blank = pikepdf.new()  # a stream lives no longer than its file
        for instruction in pikepdf.parse_content_stream(pikepdf.Stream(blank, data)):
            operator = str(instruction.operator)
            cost += _COSTS.get(operator, 1)
            if operator in _SHOWS and len(instruction.operands):
                cost += _LETTER * _letters_in(instruction.operands[-1])
            if operator == "Do" and len(instruction.operands):
                cost += self._form(resources, str(instruction.operands[0]), depth)
            if cost > _MOST_INSTRUCTIONS:
                self._add(cost)
        return cost

    def _form(self, resources: pikepdf.Object, name: str, depth: int) -> int:
        form = resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form":
            return 0
        key = form.objgen
        if key not in self.forms:
            self.forms[key] = _MOST_INSTRUCTIONS + 1  # one that shows itself never ends
            inner = form.get("/Resources", resources)
            self.forms[key] = self._cost(self._bytes(form), inner, depth + 1)
        return self.forms[key]

    def _font(self, font: pikepdf.Object) -> None:
        """Weigh a font's tables; one that names more codes than there are is refused."""
        parts = [font, *(each for each in font.get("/DescendantFonts", pikepdf.Array()))]
        for part in parts:
            for key in ("/ToUnicode", "/Encoding"):
                table = part.get(key)
                if isinstance(table, pikepdf.Stream):
                    self._code_table(self._bytes(table))
            for key in ("/W", "/W2"):
                self._widths(part.get(key))
            descriptor = part.get("/FontDescriptor", pikepdf.Dictionary())
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                file = descriptor.get(key) if isinstance(descriptor, pikepdf.Dictionary) else None
                if isinstance(file, pikepdf.Stream):
                    self._bytes(file)

    def _code_table(self, data: bytes) -> None:
        parts = _RANGES.findall(_COMMENT.sub(b"", data)) if len(data) <= _LARGEST_FONT_TABLE else [b"("]
        for part in parts:
            if b"(" in part or _RANGE.sub(b"", part).strip():
                raise _too_much(self.name, "字体的编码表太大，或者写法不合规范")
            for first, last in _RANGE.findall(part):
                span = int(b"".join(last.split()) or b"0", 16) - int(b"".join(first.split()) or b"0", 16)
                self.codes += max(span, 0) + 1
                if self.codes > _MOST_CODES:
                    raise _too_much(self.name, "字体的编码表太大")

    def _widths(self, widths: pikepdf.Object | None) -> None:
        """``[first last width …]``: a span of codes costs as much as it is long (ISO 32000-1, 9.7.4.3)."""
        if not isinstance(widths, pikepdf.Array):
            return
        numbers = [int(each) if str(each).isdecimal() else -1 for each in widths]
        for one, other in pairwise(numbers):
            if other - one > _MOST_CODES and one >= 0:
                raise _too_much(self.name, "字体的字宽表太大")

    def _bytes(self, stream: pikepdf.Stream) -> bytes:
        data = stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)
        self.unpacked += len(data)
        if self.unpacked > self.budget.part_bytes or len(data) > self.budget.tree_bytes:
            raise _too_much(self.name, f"内容展开后超过 {self.budget.part_bytes // 1_000_000} MB")
        return data

    def _add(self, cost: int) -> None:
        self.instructions += cost
        if self.instructions > _MOST_INSTRUCTIONS:
            raise _too_much(self.name, f"绘图指令超过 {_MOST_INSTRUCTIONS} 条")


def _letters_in(shown: pikepdf.Object) -> int:
    """How many bytes of codes are shown at once; a letter has one or two of them."""
    pieces = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    return sum(len(bytes(each)) for each in pieces if isinstance(each, pikepdf.String))


def _values(resources: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    found = resources.get(kind, pikepdf.Dictionary())
    return [found[key] for key in found.keys()] if isinstance(found, pikepdf.Dictionary) else []  # noqa: SIM118
