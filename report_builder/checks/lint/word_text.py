"""A Word report's bytes → its passages: what each paragraph says, what it is, and where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.lint.passages import Role, passage
from report_builder.checks.lint.word_places import PARTS_BESIDE, cell_places, paragraphs_beside
from report_builder.diagnostics import Place
from report_builder.word.packages import W, open_package, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from report_builder.checks.lint.passages import Passage, Text
    from report_builder.word.packages import Package

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

MAX_PARAGRAPHS: Final = 50_000
# No sentence is this long; the rest of such a paragraph is no text for people.
_LONGEST: Final = 20_000
_DEEPEST_STYLE: Final = 20
_BODY_LEVEL: Final = 9

_HEADING_NAME: Final = re.compile(r"(?:heading|标题) ?([1-9])|([一二三四])级标题\d*", re.IGNORECASE)
_TITLE_NAME: Final = re.compile(r"title|标题|文件标题|公文标题|大标题", re.IGNORECASE)
_SIZES: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
# Text of these is not, or not any more, the paragraph's: another paragraph, a deletion, a field's code.
_NOT_ITS_OWN: Final = frozenset(
    {f"{W}p", f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{_MC}Fallback"}
)
_BREAKS: Final = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}


class _Look(Struct, frozen=True):
    """What a paragraph style makes of a paragraph."""

    role: Role
    level: int


_PLAIN: Final = _Look(Role.TEXT, 0)


def read_word_text(docx: bytes, name: str) -> Text:
    """The paragraphs of the body in their order, tables included, then headers, footers and notes.

    ``name`` is how findings spell the file. Raises ``ReportError`` for anything that is not a Word file
    within bounds.
    """
    package = open_package(docx, name)
    root = package.xml(package.main_part)
    body = None if root is None else root.find(f"{W}body")
    text = () if body is None else _read_body(body, _looks(package.related("styles")), name)
    beside = [
        passage(_text(element)[:_LONGEST], Place(name, part=part), Role.ASIDE)
        for part, element in paragraphs_beside(_parts_beside(package))
    ]
    if len(text) + len(beside) > MAX_PARAGRAPHS:
        raise unreadable(name, f"段落超过 {MAX_PARAGRAPHS} 个")
    return (*text, *beside)


def _read_body(body: etree._Element, looks: Mapping[str, _Look], name: str) -> Text:
    """The paragraphs of the body; those in tables are told by their cells, and counted all the same."""
    cells = cell_places(body)
    found: list[Passage] = []
    for number, element in enumerate(body.iter(f"{W}p"), start=1):
        if number > MAX_PARAGRAPHS:
            raise unreadable(name, f"段落超过 {MAX_PARAGRAPHS} 个")
        text, cell = _text(element)[:_LONGEST], _cell(element)
        if cell is None:
            found.append(passage(text, Place(name, paragraph=number), *_role(element, looks)))
        else:
            found.append(passage(text, Place(name, part=cells[cell]), Role.CELL))
    return _with_title(tuple(found), body)


def _parts_beside(package: Package) -> Mapping[str, etree._Element]:
    """The headers, footers and notes, by the name of the part."""
    names = (part for part in package.archive.namelist() if PARTS_BESIDE.fullmatch(part))
    return {part: root for part in sorted(names) if (root := package.xml(part)) is not None}


def _looks(styles: etree._Element | None) -> Mapping[str, _Look]:
    """What each paragraph style is, by its id: told by its name, its outline level, or the style under it."""
    if styles is None:
        return {}
    by_id = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    return {style: _look(style, by_id) for style in by_id}


def _look(style: str, by_id: Mapping[str, etree._Element]) -> _Look:
    for _ in range(_DEEPEST_STYLE):
        element = by_id.get(style)
        if element is None:
            break
        name = _value(element, "name")
        if match := _HEADING_NAME.fullmatch(name):
            return _Look(Role.HEADING, int(match[1]) if match[1] else _SIZES[match[2]])
        if _TITLE_NAME.fullmatch(name):
            return _Look(Role.TITLE, 0)
        level = _value(element, "pPr/outlineLvl")
        if level.isascii() and level.isdigit() and int(level) < _BODY_LEVEL:
            return _Look(Role.HEADING, int(level) + 1)
        style = _value(element, "basedOn")
    return _PLAIN


def _role(paragraph: etree._Element, looks: Mapping[str, _Look]) -> tuple[Role, int]:
    level = _value(paragraph, "pPr/outlineLvl")
    if level.isascii() and level.isdigit() and int(level) < _BODY_LEVEL:
        return Role.HEADING, int(level) + 1
    look = looks.get(_value(paragraph, "pPr/pStyle"), _PLAIN)
    return look.role, look.level


def _value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def _cell(paragraph: etree._Element) -> etree._Element | None:
    """The cell of the outermost table that the paragraph stands in."""
    return next(reversed([*paragraph.iterancestors(f"{W}tc")]), None)


def _text(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text below an element as it reads when every revision is accepted."""
    for child in element:
        if child.tag in _NOT_ITS_OWN:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[str(child.tag)]
        else:
            yield from _pieces(child)


def _with_title(text: Text, body: etree._Element | None) -> Text:
    """The text with a title: where no style says so, the first paragraph if it is centred."""
    if body is None or any(each.role is Role.TITLE for each in text):
        return text
    for number, (each, element) in enumerate(zip(text, body.iter(f"{W}p"), strict=True)):
        if each.text.strip():
            if each.role is Role.TEXT and _value(element, "pPr/jc") == "center":
                title = passage(each.text, each.place, Role.TITLE)
                return (*text[:number], title, *text[number + 1 :])
            return text
    return text
