"""A Word file just opened → nothing, or the one error that says what of it is damaged, too much or too deep.

Every part is looked at, also those that nobody here reads: what Word itself would refuse is told by every
command alike. The budget is that of the largest report that anybody files, many times over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ELEMENTS: Final = 1_000_000  # of one part
MOST_PARAGRAPHS: Final = 20_000  # those in cells among them; a thousand pages have as many
MOST_CHARACTERS: Final = 500_000
MOST_DEEP: Final = 100  # elements within elements
_NAMES: Final = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def _path(expression: str) -> etree.XPath:
    return etree.XPath(expression, namespaces=_NAMES)


def _within(child: str, parents: str) -> str:
    """An expression: whether some element stands right inside of one of others, of which each is looked up.

    Asking every element for its parent takes several times as long.
    """
    return " or ".join(f"boolean(//w:{parent}/w:{child})" for parent in parents.split())


_TOO_DEEP: Final = _path(f"boolean({'/*' * (MOST_DEEP + 2)})")
_PARAGRAPHS: Final = _path("count(//w:p)")
_HAS_TEXT: Final = _path("boolean(/w:document/w:body//w:p)")
_CHARACTERS: Final = _path("string-length(.)")
# What no program writes, and Word calls damage (ECMA-376 17.4.65, 17.4.78, 17.3.2.25, 17.3.1.22).
_MISPLACED: Final = {
    "单元格不在表格的行里": _path(_within("tc", "body p tbl tc")),
    "表格的行不在表格里": _path(_within("tr", "body p tr tc")),
    "文字不在段落里": _path(f"{_within('t', 'body p tbl tr tc')} or {_within('r', 'body tbl tr tc')}"),
    "段落套在段落里": _path(_within("p", "p r tbl tr")),
}


def has_text(root: etree._Element) -> bool:
    """Whether a document has a body with a paragraph, be it an empty one, as Word wants it."""
    return bool(_HAS_TEXT(root))


def faults_before_reading(data: bytes) -> str:
    """What is wrong with a part's size, before a tree is made of it; empty for nothing."""
    if data.count(b"<") - data.count(b"</") > MOST_ELEMENTS:
        return f"内容过多，超过 {MOST_ELEMENTS // 10_000} 万个元素"
    return ""


def faults_of_tree(root: etree._Element) -> Iterator[str]:
    """What is wrong with a part of the text."""
    if _TOO_DEEP(root):
        yield f"套得太深，超过 {MOST_DEEP} 层"
        return
    if _PARAGRAPHS(root) > MOST_PARAGRAPHS:
        yield f"段落过多，超过 {MOST_PARAGRAPHS // 10_000} 万段（表格里的也算）"
    if _CHARACTERS(root) > MOST_CHARACTERS:
        yield f"文字过多，超过 {MOST_CHARACTERS // 10_000} 万字"
    yield from (fault for fault, is_found in _MISPLACED.items() if is_found(root))
