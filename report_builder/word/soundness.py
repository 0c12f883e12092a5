"""A Word file just opened → nothing, or the one error that says what of it is damaged, too much or too deep.

Every part is looked at, also those that nobody here reads: what Word itself would refuse is told by every
command alike. What is too much the budget says.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.budgets import Budget

_NAMES: Final = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def _path(expression: str) -> etree.XPath:
    return etree.XPath(expression, namespaces=_NAMES)


def _within(child: str, parents: str) -> str:
    """An expression: whether some element stands right inside of one of others, of which each is looked up.

    Asking every element for its parent takes several times as long.
    """
    return " or ".join(f"boolean(//w:{parent}/w:{child})" for parent in parents.split())


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


@cache
def _too_deep(most: int) -> etree.XPath:
    """Whether elements stand within more elements than these: a path of as many steps is looked up."""
    return _path(f"boolean({'/*' * (most + 2)})")


def has_text(root: etree._Element) -> bool:
    """Whether a document has a body with a paragraph, be it an empty one, as Word wants it."""
    return bool(_HAS_TEXT(root))


class Excess(Struct, frozen=True):
    """What there is too much of in a part, and the budget's key for it."""

    message: str
    key: str


def excess_before_reading(data: bytes, budget: Budget) -> Excess | None:
    """What is too much of a part before a tree is made of it."""
    if len(data) > budget.tree_bytes:
        return Excess(f"展开后有 {len(data)} 字节", "unpacked_megabytes")
    if data.count(b"<") - data.count(b"</") > budget.elements:
        return Excess(f"内容过多，超过 {budget.elements} 个元素", "elements")
    return None


def excess_of_tree(root: etree._Element, budget: Budget) -> Excess | None:
    """What is too much of a part of the text."""
    if _too_deep(budget.depth)(root):
        return Excess(f"套得太深，超过 {budget.depth} 层", "depth")
    if _PARAGRAPHS(root) > budget.paragraphs:
        return Excess(f"段落过多，超过 {budget.paragraphs} 段（表格里的也算）", "paragraphs")
    if _CHARACTERS(root) > budget.characters:
        return Excess(f"文字过多，超过 {budget.characters} 字", "characters")
    return None


def faults_of_tree(root: etree._Element) -> Iterator[str]:
    """What is wrong with a part of the text that is not too much."""
    yield from (fault for fault, is_found in _MISPLACED.items() if is_found(root))
