"""A Word file and its ``Pages`` → findings, where a character of the text was lost or placed twice.

The text is walked anew here, apart from the reader that the pages come from, so that a fault of the
reader shows. Headers and footers, which every page repeats, are no part of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.typesetting.package import W
from report_builder.typesetting.pages import Role
from report_builder.typesetting.symbols import LIKENESSES, is_symbol_font

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.typesetting.package import Package
    from report_builder.typesetting.pages import Element, Pages

# The properties of a drawing, in the line or anchored.
_DESCRIBED: Final = "*/{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What the finished document does not show: what is deleted, and what is not text.
_UNSEEN: Final = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "sdtPr", "tblPr", "tblGrid", "tcPr", "sectPr", "rt")
)
_COMPUTED: Final = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
# How characters are compared. No page shows soft hyphens, spaces without a width, marks of order; what no
# face has is painted as its likeness and counts as that.
_ALIKE: Final[dict[str, str]] = {
    **LIKENESSES,
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc", ""),
    "\u2011": "-",
}
# What numbers of lists, of headings and of notes are made of; these are added to the file's own text.
_NUMBERING: Final = frozenset("0123456789零〇一二三四五六七八九十百千甲乙丙丁戊己庚辛壬癸第章节条款项部分篇"
    "abcdefghijklmnopqrstuvwxyz①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    "()[]（）〔〕【】《》<>.．、,，:：-–—•·●○■□◆◇※▪➢✓*†‡§o")  # fmt: skip
_MOST_SHOWN: Final = 20


def prove_text(package: Package, pages: Pages, findings: Findings) -> None:
    """Find fault with pages that lack some of a Word file's text, or that show some of it twice."""
    placed = _count(_placed_texts(pages))
    whole = _count(text.text or "" for root in _stories(package) for text in root.iter(f"{W}t"))
    paragraphs: list[str] = []
    lost = whole - placed
    if lost:
        # Some of it may be deleted, hidden or computed anew: only now is that worth finding out.
        paragraphs = _Walk(_hidden_styles(package)).paragraphs(package)
        lost = _count(paragraphs) - placed
    if lost:
        where = _where(paragraphs, pages, lost)
        first = paragraphs[where - 1] if where else ""
        _tell(package, findings, "有的文字没有排进 PDF", _in_order(lost, first), where)
    # What the file has none of stands for a sign of a symbol font; only what it has can stand twice.
    doubled = Counter(
        {each: count for each, count in (placed - whole).items() if each in whole and each not in _NUMBERING}
    )
    if doubled:
        _tell(package, findings, "有的文字在 PDF 里多排了一遍", _in_order(doubled, ""), None)


def _in_order(characters: Counter[str], text: str) -> str:
    """Characters in the order in which a text has them, then those that it has not."""
    left = Counter(characters)
    ordered: list[str] = []
    for character in map(_plain, text):
        if left[character] > 0:
            left[character] -= 1
            ordered.append(character)
    return "".join((*ordered, *left.elements()))


def _tell(package: Package, findings: Findings, message: str, shown: str, paragraph: int | None) -> None:
    more = f"…… 等 {len(shown)} 个字" if len(shown) > _MOST_SHOWN else ""
    findings.error(
        "docx.text_lost",
        Place(package.name, paragraph=paragraph),
        message,
        f"“{shown[:_MOST_SHOWN]}”{more}",
        "这是程序的缺陷，没有生成 PDF；请把这个 Word 文件发给维护者，或者在 Word 中简化这一处的格式后再试",
    )


def _plain(character: str) -> str:
    """A character as it is compared: a blank as none, and without case, which a style may change."""
    return "" if character.isspace() else _ALIKE.get(character, character).casefold()


def _count(texts: Iterable[str]) -> Counter[str]:
    """How often each character stands in some texts."""
    counted: Counter[str] = Counter()
    for character, count in Counter("".join(texts)).items():
        for plain in _plain(character):
            counted[plain] += count
    return counted


def _placed_texts(pages: Pages) -> Iterator[str]:
    """The text of every run but those of page furniture and repeated heads, and of labels and marks."""
    added = _added(pages.elements)
    for page in pages.pages:
        for run in page.runs:
            if not added[run.element]:
                yield run.text


def _added(elements: tuple[Element, ...]) -> list[bool]:
    """Of each element, whether its text is none of the file's own; elements follow their parents."""
    added: list[bool] = []
    for element in elements:
        own = element.role in {Role.ARTIFACT, Role.LABEL}
        added.append(own or (element.parent is not None and added[element.parent]))
    return added


def _stories(package: Package) -> Iterator[_Element]:
    """The parts whose text stands in the pages: the body and the notes."""
    main = package.xml(package.main_part)
    for root in (main, package.related("footnotes"), package.related("endnotes")):
        if root is not None:
            yield root


def _hidden_styles(package: Package) -> frozenset[str]:
    """The styles that hide their text, also by way of the style they are based on."""
    root = package.related("styles")
    hidden: set[str] = set()
    styles = [] if root is None else list(root.iterfind(f"{W}style"))
    for _ in range(10):
        for style in styles:
            base = style.find(f"{W}basedOn")
            inherited = base is not None and base.get(f"{W}val") in hidden
            own = _vanishes(style.find(f"{W}rPr"))
            if inherited if own is None else own:
                hidden.add(style.get(f"{W}styleId", ""))
    return frozenset(hidden)


def _vanishes(properties: _Element | None) -> bool | None:
    """Whether run properties hide their text; ``None`` where they do not say."""
    found = None if properties is None else properties.find(f"{W}vanish")
    return None if found is None else found.get(f"{W}val", "true") not in {"0", "false", "off"}


@dataclass(slots=True)
class _Walk:
    """Walks the accepted text of a file, paragraph by paragraph.

    ``fields`` holds the instruction of each field that has begun, and whether its result has.
    """

    hidden: frozenset[str]
    found: list[list[str]] = field(default_factory=list)
    fields: list[tuple[str, bool]] = field(default_factory=list)
    referred: set[tuple[str, str]] = field(default_factory=set)
    _current: int = -1
    _hides: bool = False

    def paragraphs(self, package: Package) -> list[str]:
        """The text of every paragraph: the body's in its order, then that of the notes referred to."""
        main = package.xml(package.main_part)
        if main is not None:
            self._walk(main)
        for kind in ("footnote", "endnote"):
            root = package.related(f"{kind}s")
            for note in () if root is None else root.iterfind(f"{W}{kind}"):
                if (kind, note.get(f"{W}id", "")) in self.referred:
                    self._walk(note)
        return ["".join(pieces) for pieces in self.found]

    def _walk(self, element: Iterable[_Element]) -> None:
        for child in element:
            tag = str(child.tag)
            if tag == f"{W}p":
                self._walk_paragraph(child)
            elif tag == f"{W}r":
                self._walk_run(child)
            elif tag == f"{_MC}AlternateContent":
                # Both branches say the same; the first is for the newer Word.
                for branch in list(child)[:1]:
                    self._walk(branch)
            elif tag not in _UNSEEN and not _is_left_out(child):
                self._walk(child)

    def _walk_paragraph(self, paragraph: _Element) -> None:
        """Walk a paragraph; one in a text box stands inside of another, whose text goes on after it."""
        outer = self._current, self._hides
        self._current = len(self.found)
        self.found.append([])
        self._hides = self._is_hidden(paragraph.find(f"{W}pPr/{W}pStyle"))
        self._walk(paragraph)
        self._current, self._hides = outer

    def _is_hidden(self, style: _Element | None) -> bool:
        return style is not None and style.get(f"{W}val") in self.hidden

    def _walk_run(self, run: _Element) -> None:
        properties = run.find(f"{W}rPr")
        own = _vanishes(properties)
        if properties is not None and own is None:
            own = self._is_hidden(properties.find(f"{W}rStyle")) or None
        if (self._hides if own is None else own) or _is_symbols(properties):
            return
        for child in run:
            tag = str(child.tag)
            if tag == f"{W}fldChar":
                self._turn_field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText" and self.fields:
                instruction, shown = self.fields.pop()
                self.fields.append((instruction + (child.text or ""), shown))
            elif any(not shown or _is_computed(instruction) for instruction, shown in self.fields):
                continue
            elif tag == f"{W}t":
                self.found[self._current].append(child.text or "")
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                kind = tag.removeprefix(W).removesuffix("Reference")
                self.referred.add((kind, child.get(f"{W}id", "")))
            elif tag not in _UNSEEN:
                self._walk((child,))

    def _turn_field(self, turn: str) -> None:
        if turn == "begin":
            self.fields.append(("", False))
        elif turn == "separate" and self.fields:
            self.fields.append((self.fields.pop()[0], True))
        elif turn == "end" and self.fields:
            self.fields.pop()


def _is_computed(instruction: str) -> bool:
    """Whether a field shows what follows from the pages, not what the file has for it."""
    return (instruction.split() or [""])[0].upper() in _COMPUTED


def _is_left_out(element: _Element) -> bool:
    """Whether an element is not shown as a whole.

    That is a deleted row, a cell that one above goes on into, a text box that its author has hidden.
    """
    if element.tag == f"{W}fldSimple":
        return _is_computed(element.get(f"{W}instr", ""))
    if element.tag == f"{W}tr":
        return element.find(f"{W}trPr/{W}del") is not None
    if element.tag == f"{W}tc":
        merged = element.find(f"{W}tcPr/{W}vMerge")
        return merged is not None and merged.get(f"{W}val", "continue") == "continue"
    if element.tag == f"{W}drawing":
        return any(described.get("hidden") in {"1", "true"} for described in element.iterfind(_DESCRIBED))
    return "visibility:hidden" in element.get("style", "").replace(" ", "")


def _is_symbols(properties: _Element | None) -> bool:
    """Whether a run's characters stand for the signs of a symbol font."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return fonts is not None and is_symbol_font(fonts.get(f"{W}ascii", ""))


def _where(paragraphs: list[str], pages: Pages, lost: Counter[str]) -> int | None:
    """The first paragraph that the pages do not show whole, counted from 1."""
    placed = "".join(map(_plain, "".join(_placed_texts(pages))))
    plain = ("".join(map(_plain, text)) for text in paragraphs)
    short = (number for number, text in enumerate(plain, 1) if lost.keys() & set(text) and text not in placed)
    return next(short, None)
