"""A Word file and its ``Pages`` → findings, where a character of the text was lost or placed twice.

The body and the notes must stand in the pages once; a header or footer that is sure to be shown, on one
page at least.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.typesetting.accepted_text import AcceptedTextWalk, M, hidden_styles
from report_builder.typesetting.header_parts import certain_furniture
from report_builder.typesetting.instruction_words import hold_words, may_show
from report_builder.typesetting.placed.pages import StructureRole
from report_builder.word.packages import W
from report_builder.word.symbols import (
    LIKENESSES,
    NO_BREAK_HYPHEN,
    is_symbol_font,
    is_unseen,
    plain_character,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.typesetting.placed.pages import Pages, StructureElement
    from report_builder.word.packages import Package

# What numbers of lists, of headings and of notes are made of; these are added to the file's own text.
_NUMBERING: Final = frozenset("0123456789零〇一二三四五六七八九十百千甲乙丙丁戊己庚辛壬癸第章节条款项部分篇"
    "abcdefghijklmnopqrstuvwxyz①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    "()[]（）〔〕【】《》<>.．、,，:：-–—•·●○■□◆◇※▪➢✓*†‡§o")  # fmt: skip
_NUMBERED: Final = tuple(
    f"{W}{name}" for name in ("numPr", "footnoteReference", "endnoteReference", "fldSimple", "instrText")
)
_MOST_SHOWN: Final = 20


def prove_text(package: Package, pages: Pages, findings: Findings) -> None:
    """Find fault with pages that lack some of a Word file's text, or that show some of it twice."""
    placed = _count(_placed_texts(pages))
    stories = list(_stories(package))
    whole = _count(text.text or "" for root in stories for text in root.iter(f"{W}t", f"{M}t"))
    paragraphs: list[str] = []
    lost = whole - placed
    if lost or hold_words(stories):
        # Some of it may be deleted, hidden or computed anew: only now is that worth finding out.
        paragraphs = AcceptedTextWalk(hidden_styles(package)).paragraphs(package)
        lost = _count(paragraphs) - placed
    if lost:
        where = _where(paragraphs, pages, lost)
        first = paragraphs[where - 1] if where else ""
        _tell(package, findings, "有的文字没有排进 PDF", _in_order(lost, first), where)
    # What the file has none of is a number's or a bullet's; only what it has can stand twice.
    more = placed - whole
    more -= _count(sign for root in stories for sign in _signs(root)) if more else Counter()
    doubled = Counter({each: count for each, count in more.items() if each in whole})
    if doubled and _has_numbers(package, stories):
        doubled = Counter({each: count for each, count in doubled.items() if each not in _NUMBERING})
    if doubled:
        _tell(package, findings, "有的文字在 PDF 里多排了一遍", _in_order(doubled, ""), None)
    for name, part in certain_furniture(package, stories[0]) if stories else ():
        text = AcceptedTextWalk(hidden_styles(package)).text(part)
        if lost := _lost_furniture(text, pages):
            _tell(package, findings, f"{name}的文字没有排进 PDF", _in_order(lost, text), None)


def _signs(root: _Element) -> Iterator[str]:
    """The characters that a story names by their codes, by those of a symbol font, or in instructions."""
    yield from may_show(root)
    for element in root.iter(f"{W}noBreakHyphen", f"{W}sym", f"{W}rFonts"):
        if element.tag == f"{W}noBreakHyphen":
            yield NO_BREAK_HYPHEN
        elif element.tag == f"{W}sym":
            yield _named_by_code(element)
        elif is_symbol_font(font := element.get(f"{W}ascii", "")):
            texts = element.xpath("../../w:t/text()", namespaces={"w": W.strip("{}")})
            yield from (plain_character(ord(character), font) or "" for text in texts for character in text)


def _named_by_code(symbol: _Element) -> str:
    try:
        return plain_character(int(symbol.get(f"{W}char", ""), 16), symbol.get(f"{W}font", "")) or ""
    except (ValueError, OverflowError):
        return ""


def _has_numbers(package: Package, stories: Iterable[_Element]) -> bool:
    """Whether numbers may be added to the file's own text: of headings, of notes, of pages."""
    roots = (*stories, package.related("styles"))
    return any(next(root.iter(*_NUMBERED), None) is not None for root in roots if root is not None)


def _lost_furniture(text: str, pages: Pages) -> Counter[str]:
    """What the page with the most of a header's or a footer's text lacks of it."""
    wanted = _count([text])
    added = _added(pages.elements)
    lacking = [
        wanted - _count(run.said for run in page.runs if added[run.element]) if wanted else Counter[str]()
        for page in pages.pages
    ]
    return min(lacking, key=Counter.total, default=wanted)


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


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    """A character as it is compared: without case, which a style may change, and as its likeness.

    A blank, and what no page shows, is none.
    """
    if character.isspace() or is_unseen(character):
        return ""
    return LIKENESSES.get(character, character).casefold()


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
                yield run.said


def _added(elements: tuple[StructureElement, ...]) -> list[bool]:
    """Of each element, whether its text is none of the file's own; elements follow their parents."""
    added: list[bool] = []
    for element in elements:
        own = element.role in {StructureRole.ARTIFACT, StructureRole.LABEL, StructureRole.STAND_IN}
        added.append(own or (element.parent is not None and added[element.parent]))
    return added


def _stories(package: Package) -> Iterator[_Element]:
    """The parts whose text stands in the pages: the body and the notes."""
    main = package.xml(package.main_part)
    for root in (main, package.related("footnotes"), package.related("endnotes")):
        if root is not None:
            yield root


def _where(paragraphs: list[str], pages: Pages, lost: Counter[str]) -> int | None:
    """The first paragraph that the pages do not show whole, counted from 1."""
    placed = "".join(map(_plain, "".join(_placed_texts(pages))))
    plain = ("".join(map(_plain, text)) for text in paragraphs)
    short = (number for number, text in enumerate(plain, 1) if lost.keys() & set(text) and text not in placed)
    return next(short, None)
