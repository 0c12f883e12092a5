"""A ``w:p`` → its text with every revision accepted, its pictures and notes in the escapes of ``escapes``."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.manuscript.word_narrative import escapes
from report_builder.manuscript.word_narrative.objects import (
    Floating,
    UnsupportedContent,
    read_drawing,
    read_pict,
)
from report_builder.word.links import is_public, read_instruction
from report_builder.word.packages import R, W
from report_builder.word.styles import value
from report_builder.word.walk import Turn, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from report_builder.manuscript.blocks import Picture
    from report_builder.manuscript.word_narrative.reporting import Reporter
    from report_builder.word.packages import Package, Relationship
    from report_builder.word.styles import HiddenText
    from report_builder.word.walk import Step

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"

_SIGNS: Final = {
    "br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-",
}  # fmt: skip
_LOOKS: Final = {"superscript": escapes.RAISED, "subscript": escapes.LOWERED}
MAX_PICTURES: Final = 200
_QUOTED: Final = 40
_REWRITE: Final = "请改用普通文字写出；确实要用的，存成图片（PNG）再插入"


class InlineReader(Struct):
    """Reads one paragraph after another; ``pictures`` and ``addresses`` are all it has met, by number."""

    package: Package
    links: Mapping[str, Relationship]
    notes: Mapping[str, _Element]
    endnotes: Mapping[str, _Element]
    hidden: HiddenText
    reporter: Reporter
    pictures: list[Picture] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def read(self, paragraph: _Element, number: int, *, in_table: bool = False) -> str:
        """The text of a paragraph; what it cannot keep is told with the paragraph's number."""
        return "".join(_ParagraphReader(self, number, in_table).pieces(paragraph))

    def keep(self, picture: Picture) -> str:
        """What stands for a picture in the text."""
        self.pictures.append(picture)
        return escapes.picture(len(self.pictures) - 1)


class _ParagraphReader(Struct, frozen=True):
    """Reads one paragraph; ``in_note`` where it is a footnote's. ``open_links`` are those that it stands in.

    What opens without being a link, as a control does, stands among them as nothing.
    """

    owner: InlineReader
    number: int
    in_table: bool = False
    in_note: bool = False
    open_links: list[str] = field(default_factory=list)

    def pieces(self, paragraph: _Element) -> Iterator[str]:
        walk = Walk(self.owner.hidden.in_paragraph(paragraph))
        for run, steps in groupby(walk.steps(paragraph), key=lambda step: step.run):
            if run is None:
                for step in steps:
                    self._turn_link(step)
                    yield from self._piece(step)
            else:
                yield self._run(run, tuple(steps))

    def _run(self, run: _Element, steps: Sequence[Step]) -> str:
        hidden = "".join(
            step.element.text or "" for step in steps if step.turn is Turn.HIDDEN and step.name == "t"
        )
        if hidden.strip():
            self.owner.reporter.leave_out(self.number, "隐藏文字", hidden.strip())
        look = _LOOKS.get(value(run, "rPr/vertAlign"), "")
        text = ""
        leading = [(self._link_at(step), step) for step in steps]
        for address, of_link in groupby(leading, key=lambda each: each[0]):
            words = "".join(piece for _, step in of_link for piece in self._piece(step))
            is_plain = not look and not words.startswith(escapes.NOTE)
            text += self._linked(address, words) if address and is_plain and words.strip() else words
        if look and text.strip() and not self.in_note and not text.startswith(escapes.NOTE):
            return f"{look}{text}{escapes.END}"
        return text

    def _link_at(self, step: Step) -> str:
        """The address that a step's words lead to."""
        self._turn_link(step)
        return next((each for each in reversed(self.open_links) if each), "")

    def _turn_link(self, step: Step) -> None:
        """Follow where links begin and end: elements, and fields whose words are their result."""
        turn = step.element.get(f"{W}fldCharType", "") if step.turn is Turn.FIELD else step.turn.name
        if turn in {"begin", "OPENS"}:
            self.open_links.append(self._address(step))
        elif turn == "separate" and self.open_links:
            self.open_links[-1] = self._address(step)
        elif turn in {"end", "CLOSES"} and self.open_links:
            self.open_links.pop()

    def _address(self, step: Step) -> str:
        """Where what opens here leads; a place within the narrative is none for the report."""
        if step.name == "hyperlink":
            link = self.owner.links.get(step.element.get(f"{R}id", ""))
            found = None if link is None else (link.target, step.element.get(f"{W}anchor", ""))
        else:
            found = read_instruction(step.instruction or step.element.get(f"{W}instr", ""))
        address, anchor = found or ("", "")
        if not address:
            return ""
        address = f"{address.strip()}#{anchor}" if anchor else address.strip()
        if is_public(address):
            return address
        remedy = "报告里的链接只通向 http、https、mailto 地址"
        self.owner.reporter.leave_out(self.number, f"链接“{address[:_QUOTED]}”", "", remedy)
        return ""

    def _linked(self, address: str, words: str) -> str:
        if self.in_note:
            self.owner.reporter.leave_out(self.number, "脚注里的链接", address)
            return words
        if address not in self.owner.addresses:
            self.owner.addresses.append(address)
        return escapes.link(self.owner.addresses.index(address), words)

    def _piece(self, step: Step) -> Iterator[str]:
        if step.turn not in {Turn.SHOWN, Turn.UNKNOWN}:
            return
        if step.name == "t":
            yield escapes.encode((step.element.text or "").replace("\n", " ").replace("\t", " "))
        elif step.name in _SIGNS:
            yield _SIGNS[step.name]
        elif read := _OBJECTS.get(str(step.element.tag)):
            yield from read(self, step.element)

    def drawing(self, element: _Element) -> Iterator[str]:
        read = read_drawing if element.tag == f"{W}drawing" else read_pict
        found = read(element, self.owner.package, self.owner.links)
        if isinstance(found, UnsupportedContent):
            self._tell(found)
            return
        if self.in_table or self.in_note:
            self._tell(UnsupportedContent("表格或脚注里的图片", remedy="请把图片移到表格外面，单独成段"))
            return
        if len(self.owner.pictures) >= MAX_PICTURES:
            self._tell(UnsupportedContent(f"{MAX_PICTURES} 张以上的图片", remedy="请只留下必要的图片"))
            return
        if isinstance(found, Floating):
            self.owner.reporter.move_picture(self.number, "图片原来是文字环绕的，排成了单独一段")
            found = found.picture
        yield self.owner.keep(found)

    def note(self, element: _Element) -> Iterator[str]:
        is_endnote = element.tag == f"{W}endnoteReference"
        note = (self.owner.endnotes if is_endnote else self.owner.notes).get(element.get(f"{W}id", ""))
        if note is None or self.in_note:
            return
        if self.in_table:
            self._tell(UnsupportedContent("表格里的脚注", remedy="请改写成表格下面的一段“注”"))
            return
        inner = _ParagraphReader(self.owner, self.number, in_note=True)
        text = "".join("".join(inner.pieces(paragraph)).strip() for paragraph in note.iter(f"{W}p"))
        if is_endnote:
            self.owner.reporter.leave_out(self.number, "尾注的位置", "尾注改排成脚注")
        yield f"{escapes.NOTE}{text.strip()}{escapes.END}"

    def equation(self, element: _Element) -> Iterator[str]:
        words = "".join(piece.text or "" for piece in element.iter(f"{M}t"))
        self._tell(UnsupportedContent("公式", words, _REWRITE))
        yield from ()

    def object(self, element: _Element) -> Iterator[str]:
        embedded = next(element.iter(f"{_OFFICE}OLEObject"), None)
        program = "" if embedded is None else embedded.get("ProgID", "")
        remedy = "请打开它，把内容改成正文里的文字或表格；也可以存成图片（PNG）再插入"
        self._tell(UnsupportedContent("嵌入的对象", f"类型：{program}" if program else "", remedy))
        yield from ()

    def symbol(self, element: _Element) -> Iterator[str]:
        font = element.get(f"{W}font", "")
        self._tell(UnsupportedContent("符号字体里的符号", f"字体：{font}", "请改用普通的汉字、字母或标点"))
        yield from ()

    def inserted_file(self, element: _Element) -> Iterator[str]:
        self._tell(
            UnsupportedContent(
                "插入的另一个文件", element.get(f"{R}id", ""), "请把那个文件的文字复制到正文里"
            )
        )
        yield from ()

    def _tell(self, unfit: UnsupportedContent) -> None:
        self.owner.reporter.refuse(self.number, unfit)


_OBJECTS: Final = {
    f"{W}drawing": _ParagraphReader.drawing,
    f"{W}pict": _ParagraphReader.drawing,
    f"{W}footnoteReference": _ParagraphReader.note,
    f"{W}endnoteReference": _ParagraphReader.note,
    f"{M}oMath": _ParagraphReader.equation,
    f"{M}oMathPara": _ParagraphReader.equation,
    f"{W}object": _ParagraphReader.object,
    f"{W}sym": _ParagraphReader.symbol,
    f"{W}altChunk": _ParagraphReader.inserted_file,
}
