"""Anybody's PDF, as bytes → a copy with its pages alone, bounded in all that reading it costs.

The reader of letters is written in Python and trusts what it reads: a stream that unpacks without end, a
table of codes with four thousand million entries, forms within forms. So all of that is looked at here, in
qpdf, and what is beyond bounds is refused.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct, field

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.reports.pdf.face_codes import codes_in_face
from report_builder.reports.pdf.opening import (
    MOST_WORDS,
    PDF_DAMAGE,
    TooManyObjectsError,
    code_sections,
    count_words,
    opened_pdf,
)

if TYPE_CHECKING:
    from report_builder.budgets import Budget

MOST_PAGES: Final = 300
_MOST_INSTRUCTIONS: Final = 600_000  # of all pages, forms counted as often as they are shown; see below
_A_BYTE: Final = 2  # of codes that are shown: a letter takes two kilobytes
_TWO_BYTES: Final = re.compile(r"/(?:Identity|Uni.*(?:UCS2|UTF16))-")  # ISO 32000-1, 9.7.5.2
_NAMED_TO_INSTRUCTION: Final = 4  # what is named in resources is looked at once, when they begin
_A_PICTURE: Final = 20
_PICTURE: Final = "INLINE IMAGE"
_POINT: Final = b"BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI"
# What else an instruction costs: the reader of letters makes a value of each thing painted, and each letter.
_COSTS: Final = {
    **dict.fromkeys(("re", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", _PICTURE), 8),
    **dict.fromkeys(("m", "l", "c", "v", "y"), 3),
}
_SHOWS: Final = frozenset(("Tj", "TJ", "'", '"'))
_DEEPEST: Final = 12  # forms within one another
_MOST_CODES: Final = 1_500_000  # of all tables that say what a font's codes stand for
# What is read word by word of all fonts, as often as a font has it.
_MOST_TABLE_BYTES: Final = 8_000_000
_MOST_TABLE_WORDS: Final = 1_200_000
_SPAN_OF_WIDTHS: Final = 3
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<[^>]*>|\[[^\]]*\]|[0-9]+)")
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
        with opened_pdf(data, budget) as pdf:
            return _copied(pdf, name, budget)
    except pikepdf.PasswordError as fault:
        raise _refused(_LOCKED, name, "请用没有密码的一份") from fault
    except TooManyObjectsError as fault:
        raise _too_much(name, "对象或者修订多得不合常理") from fault
    except PDF_DAMAGE as fault:
        raise _refused(_DAMAGED, name) from fault


def _refused(finding: tuple[str, str, str], name: str, remedy: str = _REMEDY) -> ReportError:
    code, message, evidence = finding
    return ReportError([Finding(code, Severity.ERROR, Place(name), message, evidence, remedy)])


def _copied(pdf: pikepdf.Pdf, name: str, budget: Budget) -> bytes:
    if not len(pdf.pages):
        raise _refused(_EMPTY, name)
    if len(pdf.pages) > MOST_PAGES:
        raise _too_much(name, f"有 {len(pdf.pages)} 页，最多读 {MOST_PAGES} 页")
    weighing = _Weighing(name, budget)
    for page in pdf.pages:
        for key in _NOT_READ:
            if key in page.obj:
                del page.obj[key]
        page.obj["/Rotate"] = 0  # how its text runs says how a page is to be held
        page.obj["/Contents"] = weighing.contents(pdf, page)
        weighing.resources(pdf, page.resources, 0)
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
    tables: int = 0
    words: int = 0
    unpacked: int = 0
    forms: dict[tuple[int, int], int] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def contents(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
        """A page's instructions as one plain stream."""
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        data = b"\n".join(self._bytes(each) for each in streams if isinstance(each, pikepdf.Stream))
        cost, plain = self._weighed(data, page.resources, 0)
        self._add(cost)
        return pikepdf.Stream(pdf, plain)

    def resources(self, pdf: pikepdf.Pdf, resources: pikepdf.Object, depth: int) -> None:
        """Weigh the fonts of a page or form, and of the forms in it, each once."""
        if depth > _DEEPEST or not isinstance(resources, pikepdf.Dictionary):
            return
        for name, font in _entries(resources, "/Font"):
            if not isinstance(font, pikepdf.Dictionary) or not self._is_new(font):
                continue
            self._font(font)
            if not font.is_indirect:  # or it would be read anew each time that its page or form is shown
                resources["/Font"][name] = pdf.make_indirect(font)
        for _, form in _entries(resources, "/XObject"):
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form" and self._is_new(form):
                self.resources(pdf, form.get("/Resources", pikepdf.Dictionary()), depth + 1)

    def _is_new(self, thing: pikepdf.Object) -> bool:
        key = thing.objgen
        if key != (0, 0) and key in self.seen:
            return False
        self.seen.add(key)
        return True

    def _weighed(self, data: bytes, resources: pikepdf.Object, depth: int) -> tuple[int, bytes]:
        """What a stream's instructions cost, with those of the forms that it shows; and they alone.

        Comments, blanks and the points of pictures are left out: the reader of letters copies all that it has
        read of a word again with every few thousand bytes.
        """
        if depth > _DEEPEST:
            raise _too_much(self.name, "图形层层相套")
        if count_words(data) > MOST_WORDS:
            raise _too_much(self.name, f"绘图指令超过 {_MOST_INSTRUCTIONS} 条")
        cost, kept = _named_in(resources) // _NAMED_TO_INSTRUCTION, []
        blank = pikepdf.new()  # a stream lives no longer than its file
        (point,) = pikepdf.parse_content_stream(pikepdf.Stream(blank, _POINT))
        a_byte = _A_BYTE
        for instruction in pikepdf.parse_content_stream(pikepdf.Stream(blank, data)):
            operator = str(instruction.operator)
            kept.append(point if operator == _PICTURE else instruction)
            cost += _COSTS.get(operator, 1)
            if operator == "Tf" and len(instruction.operands):
                a_byte = _cost_of_a_byte(resources, str(instruction.operands[0]))
            if operator in _SHOWS and len(instruction.operands):
                cost += a_byte * _bytes_in(instruction.operands[-1])
            if operator == "Do" and len(instruction.operands):
                cost += self._form(resources, str(instruction.operands[0]), depth)
            if cost > _MOST_INSTRUCTIONS:
                self._add(cost)
        return cost, pikepdf.unparse_content_stream(kept)

    def _form(self, resources: pikepdf.Object, name: str, depth: int) -> int:
        form = resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form":
            return _A_PICTURE
        key = form.objgen
        if key not in self.forms:
            self.forms[key] = _MOST_INSTRUCTIONS + 1  # one that shows itself never ends
            inner = form.get("/Resources", resources)
            self.forms[key], plain = self._weighed(self._bytes(form), inner, depth + 1)
            form.write(plain)
        return self.forms[key]

    def _font(self, font: pikepdf.Object) -> None:
        """Weigh a font's tables; one that names more codes than there are is refused."""
        parts = [font, *(each for each in font.get("/DescendantFonts", pikepdf.Array()))]
        for part in parts:
            for key in ("/ToUnicode", "/Encoding"):
                table = part.get(key)
                if isinstance(table, pikepdf.Stream):
                    self._code_table(self._bytes(table))
            coding = part.get("/Encoding")
            changed = coding.get("/Differences") if isinstance(coding, pikepdf.Dictionary) else None
            for listed in (changed, part.get("/Widths")):
                self._add_codes(len(listed) if isinstance(listed, pikepdf.Array) else 0)
            for key in ("/W", "/W2"):
                self._widths(part.get(key))
            descriptor = part.get("/FontDescriptor", pikepdf.Dictionary())
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                file = descriptor.get(key) if isinstance(descriptor, pikepdf.Dictionary) else None
                if not isinstance(file, pikepdf.Stream):
                    continue
                data = self._bytes(file)
                if key == "/FontFile":
                    self._table(data)
                elif key == "/FontFile2" and "/ToUnicode" not in font:
                    self._add_codes(codes_in_face(data, _MOST_CODES))

    def _table(self, data: bytes) -> None:
        """A table that is read word by word."""
        self.tables += len(data)
        self.words += count_words(data, _MOST_TABLE_WORDS)
        if self.tables > _MOST_TABLE_BYTES or self.words > _MOST_TABLE_WORDS:
            raise _too_much(self.name, "字体的编码表太大")

    def _code_table(self, data: bytes) -> None:
        self._table(data)
        for kind, part in code_sections(_COMMENT.sub(b"", data)):
            if not kind.endswith(b"range") or kind == b"codespacerange":
                continue
            if b"(" in part or _RANGE.sub(b"", part).strip():
                raise _too_much(self.name, "字体的编码表写法不合规范")
            for first, last in _RANGE.findall(part):
                span = int(b"".join(last.split()) or b"0", 16) - int(b"".join(first.split()) or b"0", 16)
                self._add_codes(max(span, 0) + 1)

    def _widths(self, widths: pikepdf.Object | None) -> None:
        """``[first [width …] first last width …]``: each code costs as much (ISO 32000-1, 9.7.4.3)."""
        if not isinstance(widths, pikepdf.Array):
            return
        numbers: list[int] = []
        for each in widths:
            if isinstance(each, pikepdf.Array):
                self._add_codes(len(each))
                numbers = []
                continue
            numbers.append(int(each) if str(each).isdecimal() else 0)
            if len(numbers) == _SPAN_OF_WIDTHS:
                self._add_codes(max(numbers[1] - numbers[0], 0))
                numbers = []

    def _add_codes(self, count: int) -> None:
        self.codes += count
        if self.codes > _MOST_CODES:
            raise _too_much(self.name, "字体的编码表太大")

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


def _bytes_in(shown: pikepdf.Object) -> int:
    """How many bytes of codes are shown at once; a letter has one or two of them."""
    pieces = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    return sum(len(bytes(each)) for each in pieces if isinstance(each, pikepdf.String))


def _cost_of_a_byte(resources: pikepdf.Object, name: str) -> int:
    """A letter has two bytes where a font's encoding says so, and otherwise may have one."""
    font = resources.get("/Font", pikepdf.Dictionary()).get(name)
    coding = str(font.get("/Encoding", "")) if isinstance(font, pikepdf.Dictionary) else ""
    return _A_BYTE // 2 if _TWO_BYTES.match(coding) else _A_BYTE


def _entries(resources: pikepdf.Object, kind: str) -> list[tuple[str, pikepdf.Object]]:
    found = resources.get(kind, pikepdf.Dictionary())
    return list(found.items()) if isinstance(found, pikepdf.Dictionary) else []


def _named_in(resources: pikepdf.Object) -> int:
    """How many things instructions may name: the reader of letters goes through them all."""
    kinds = (resources.get(kind) for kind in ("/Font", "/XObject", "/ColorSpace"))
    return sum(len(each) for each in kinds if isinstance(each, pikepdf.Dictionary))
