"""``styles.xml`` → what each style makes of its text: a title, a heading, an item of a list, or hidden."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.word.children import first_child
from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lxml.etree import _Element

_DEEPEST_STYLE: Final = 20
_BODY_LEVEL: Final = 9
_MOST_DIGITS: Final = 9
_HEADING_NAME: Final = re.compile(r"(?:heading|标题) ?([1-9])|([一二三四])级标题\d*", re.IGNORECASE)
_TITLE_NAME: Final = re.compile(r"title|标题|文件标题|公文标题|大标题|主标题", re.IGNORECASE)
_CONTENTS_NAME: Final = re.compile(r"(?:toc|目录) ?(?:[1-9]|heading|标题)", re.IGNORECASE)
_RUN_PROPERTIES: Final = f"{W}rPr"
_VANISH: Final = f"{W}vanish"
_VALUE: Final = f"{W}val"
_SIZES: Final = {"一": 1, "二": 2, "三": 3, "四": 4}


class ParagraphStyle(Struct, frozen=True):
    """A style: ``level`` of the headings that it is for, 0 for text; ``list_id`` of the list it belongs to.

    ``is_contents`` is a line of a table of contents.
    """

    level: int = 0
    is_title: bool = False
    is_contents: bool = False
    list_id: str = ""
    list_level: int = 0
    alignment: str = ""


PLAIN: Final = ParagraphStyle()


class HiddenText(Struct, frozen=True):
    """Which runs of a document are hidden (隐藏文字): by their own look, or by a style that hides."""

    styles: frozenset[str] = frozenset()

    def in_paragraph(self, paragraph: _Element) -> Callable[[_Element], bool]:
        """Tells of a run of that paragraph whether it is hidden."""
        if not self.styles:  # as in most documents
            return _is_hidden_itself
        is_hidden = value(paragraph, "pPr/pStyle") in self.styles

        def hides(run: _Element) -> bool:
            properties = first_child(run, _RUN_PROPERTIES)
            own = _vanishes(properties)
            if own is None and properties is not None and (style := value(properties, "rStyle")):
                own = True if style in self.styles else None
            return is_hidden if own is None else own

        return hides


def _is_hidden_itself(run: _Element) -> bool:
    """Whether a run is hidden by its own look, where no style hides any."""
    return _vanishes(first_child(run, _RUN_PROPERTIES)) or False


def read_hidden(root: _Element | None) -> HiddenText:
    """The styles that hide their text, also by way of those that they are based on."""
    elements = {} if root is None else {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
    looks = {
        style: [_vanishes(first_child(each, _RUN_PROPERTIES)) for each in _chain(style, elements)]
        for style in elements
    }
    hiding = {style for style, look in looks.items() if next((own for own in look if own is not None), False)}
    return HiddenText(frozenset(hiding - {""}))


def _vanishes(properties: _Element | None) -> bool | None:
    """Whether a run's properties hide it (17.3.2.41); ``None`` where they do not say."""
    found = first_child(properties, _VANISH)
    return None if found is None else found.get(_VALUE, "true") not in {"0", "false", "off"}


def read_styles(root: _Element | None) -> Mapping[str, ParagraphStyle]:
    """The paragraph styles by their ids; the default one by the empty id too."""
    if root is None:
        return {}
    elements = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    saying = {style: _StyleWords.of(element) for style, element in elements.items()}
    styles = {style: _style(_words_of(style, saying)) for style in saying}
    for style, element in elements.items():
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}:
            styles[""] = styles[style]
    return styles


def _chain(style: str, elements: Mapping[str, _Element]) -> Iterator[_Element]:
    """A style and those that it is based on."""
    for _ in range(_DEEPEST_STYLE):
        element = elements.get(style)
        if element is None:
            return
        yield element
        style = value(element, "basedOn")


class _StyleWords(Struct, frozen=True):
    """What a style itself says, read once however many styles are based on it; empty for nothing."""

    name: str
    based_on: str
    outline: str
    list_id: str
    list_level: str
    alignment: str

    @classmethod
    def of(cls, style: _Element) -> _StyleWords:
        """What an element says."""
        properties = first_child(style, f"{W}pPr")
        paths = ("outlineLvl", "numPr/numId", "numPr/ilvl", "jc")
        said = (value(properties, path) for path in paths)
        return cls(value(style, "name"), value(style, "basedOn"), *said)


def _words_of(style: str, saying: Mapping[str, _StyleWords]) -> list[_StyleWords]:
    """What a style says, and those that it is based on."""
    chain: list[_StyleWords] = []
    while len(chain) < _DEEPEST_STYLE and (found := saying.get(style)) is not None:
        chain.append(found)
        style = found.based_on
    return chain


def _style(chain: list[_StyleWords]) -> ParagraphStyle:
    def first(said: Iterable[str]) -> str:
        return next(filter(None, said), "")

    return ParagraphStyle(
        level=_level(chain),
        is_title=_TITLE_NAME.fullmatch(chain[0].name) is not None,
        is_contents=_CONTENTS_NAME.fullmatch(chain[0].name) is not None,
        list_id=first(each.list_id for each in chain),
        list_level=whole(first(each.list_level for each in chain), 0),
        alignment=first(each.alignment for each in chain),
    )


def _level(chain: list[_StyleWords]) -> int:
    """The level that the nearest style with a level or a telling name gives."""
    for each in chain:
        if match := _HEADING_NAME.fullmatch(each.name):
            return int(match[1]) if match[1] else _SIZES[match[2]]
        if _TITLE_NAME.fullmatch(each.name):
            return 0
        if each.outline:
            return outline_level(each.outline)
    return 0


def outline_level(level: str) -> int:
    """``w:outlineLvl`` as headings are counted, from 1; 0 for text."""
    found = whole(level, _BODY_LEVEL)
    return found + 1 if found < _BODY_LEVEL else 0


def whole(text: str, default: int) -> int:
    """A count as Word writes it; the default for anything else, however many digits it has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else default


def value(element: _Element | None, path: str) -> str:
    """The ``w:val`` of what stands at a path below an element, empty where nothing does."""
    if element is None:
        return ""
    tags = _tags(path)
    found = first_child(element, tags[0]) if len(tags) == 1 else _at(element, tags)
    return "" if found is None else found.get(_VALUE, "")


@cache
def _tags(path: str) -> tuple[str, ...]:
    return tuple(f"{W}{step}" for step in path.split("/"))


def _at(element: _Element, path: tuple[str, ...]) -> _Element | None:
    """The first of the elements at a path below an element."""
    for child in element:
        if child.tag == path[0]:
            found = child if len(path) == 1 else _at(child, path[1:])
            if found is not None:
                return found
    return None
