"""Paragraphs → elements of the logical structure: headings, lists, tables of contents, links, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.typesetting.document.content import (
    Composition,
    FormulaSpan,
    LabelSpan,
    LinkSpan,
    NoteSpan,
    TextRun,
)
from report_builder.typesetting.placed.pages import StructureElement, StructureRole
from report_builder.typesetting.text.characters import CharacterKind, is_east_asian, kind_of
from report_builder.word.symbols import is_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.typesetting.document.content import DocumentParagraph, ListPlace, Span


# Word's styles of its lines, 目录 in a Chinese Word.
_CONTENTS_LINE: Final = re.compile(r"\s*(?:toc|目录) ?[1-9]\s*", re.IGNORECASE)


class _OpenList(Struct):
    """A list that the next paragraph may go on with; ``body`` is the text of its last item."""

    place: ListPlace
    element: int
    body: int


class Tags(Struct, frozen=True):
    """A paragraph's element, those of its spans, and those that its notes stand below."""

    element: int
    spans: dict[Span, int]
    notes: dict[NoteSpan, int]


class Tagger(Struct):
    """Grows the structure paragraph by paragraph; remembers below each parent which lists are open.

    ``_outline`` holds the file's own levels of the headings that the next paragraph stands below.
    """

    elements: list[StructureElement] = field(default_factory=list)
    _outline: list[int] = field(default_factory=list)
    _open: dict[int, list[_OpenList]] = field(default_factory=dict)
    _contents: dict[int, int] = field(default_factory=dict)

    def add(self, element: StructureElement) -> int:
        """Take an element into the structure; gives its index. A table ends the lists before it."""
        if element.role is StructureRole.TABLE and element.parent is not None:
            self._open.pop(element.parent, None)
            self._contents.pop(element.parent, None)
        self.elements.append(element)
        return len(self.elements) - 1

    def tag(self, paragraph: DocumentParagraph, parent: int) -> Tags:
        """Add a paragraph below a parent: as a heading, as a list's item, or as a paragraph."""
        spans = _spans_of(paragraph)
        label = next((span for span in spans if isinstance(span, LabelSpan)), None)
        role = StructureRole.PARAGRAPH
        if _CONTENTS_LINE.fullmatch(paragraph.style):
            self._open.pop(parent, None)
            parent, role = self._contents_item(parent), StructureRole.REFERENCE
        elif paragraph.place is None:
            self._contents.pop(parent, None)
            self._open.pop(parent, None)
        else:
            self._contents.pop(parent, None)
            parent, role = self._item(paragraph.place, parent), StructureRole.LIST_BODY
        found: dict[Span, int] = {}
        if label is not None:
            found[label] = self.add(StructureElement(StructureRole.LABEL, parent))
        element = self.add(self._element(paragraph, parent, role))
        if role is StructureRole.LIST_BODY:
            self._open_list_of(parent).body = element
        notes = self._tag_spans(spans, element, found)
        return Tags(element, found, notes)

    def _contents_item(self, parent: int) -> int:
        """Start an item of a table of contents (ISO 32000-1, 14.8.4.3.4): the one before, if it goes on."""
        if parent not in self._contents:
            self._contents[parent] = self.add(StructureElement(StructureRole.CONTENTS, parent))
        return self.add(StructureElement(StructureRole.CONTENTS_ITEM, self._contents[parent]))

    def _element(self, paragraph: DocumentParagraph, parent: int, role: StructureRole) -> StructureElement:
        outline = _outline_of(paragraph)
        if outline is not None:
            level = self._level(outline) if _is_shown(paragraph.text) else outline + 1
            return StructureElement(
                StructureRole.HEADING, parent, level=level, text=_heading_text(paragraph.lines)
            )
        return StructureElement(role, parent)

    def _level(self, outline: int) -> int:
        """A heading's level below those before it; none is skipped (ISO 14289-1, 7.4.2), as files may."""
        while self._outline and self._outline[-1] >= outline:
            self._outline.pop()
        self._outline.append(outline)
        return len(self._outline)

    def _tag_spans(self, spans: Iterable[Span], element: int, found: dict[Span, int]) -> dict[NoteSpan, int]:
        notes: dict[NoteSpan, int] = {}
        for span in spans:
            if isinstance(span, LinkSpan):
                found[span] = self.add(StructureElement(StructureRole.LINK, element))
            elif isinstance(span, FormulaSpan):
                found[span] = self.add(StructureElement(StructureRole.FORMULA, element, text=span.text))
            elif isinstance(span, NoteSpan):
                found[span] = self.add(StructureElement(StructureRole.REFERENCE, element))
                # ISO 32000-1, 14.8.4.4: a footnote follows the mark that refers to it.
                if not span.at_end:
                    notes[span] = self.add(StructureElement(StructureRole.NOTE, element))
        return notes

    def _item(self, place: ListPlace, parent: int) -> int:
        """Start an item of the list at a place, in the list before it if it goes on."""
        stack = self._open.setdefault(parent, [])
        while stack and _ends(stack[-1].place, place):
            stack.pop()
        if not stack or stack[-1].place.level < place.level:
            holder = stack[-1].body if stack else parent
            stack.append(_OpenList(place, self.add(StructureElement(StructureRole.LIST, holder)), -1))
        return self.add(StructureElement(StructureRole.LIST_ITEM, stack[-1].element))

    def _open_list_of(self, item: int) -> _OpenList:
        owner = self.elements[item].parent
        return next(each for stack in self._open.values() for each in stack if each.element == owner)


def _ends(open_place: ListPlace, place: ListPlace) -> bool:
    """Whether an item at a place ends the list that is open: a deeper one, or another of its level."""
    other = open_place.level == place.level and open_place.list_id != place.list_id
    return open_place.level > place.level or other


# Styles of titles that have no outline level: Word's own, by its names, and those of official documents.
_TITLES: Final = frozenset(
    ("title", "标题", "公文标题", "文件标题", "报告标题", "大标题", "主标题", "附件标题")
)
_ABOVE_HEADINGS: Final = -1


def _outline_of(paragraph: DocumentParagraph) -> int | None:
    """A paragraph's outline level from 0; a title's is above all headings, other text has none."""
    outline = paragraph.properties.outline
    is_title = outline is None and paragraph.style.strip().casefold() in _TITLES
    return _ABOVE_HEADINGS if is_title else outline


def _heading_text(lines: list[str]) -> str:
    """A heading's lines as one: a space parts them only where it is not hanzi that meet."""
    text = lines[0]
    for line in lines[1:]:
        joins = is_east_asian(text[-1:] or " ") and is_east_asian(line[:1] or " ")
        text += line if joins else f" {line}"
    return text


def _is_shown(text: str) -> bool:
    """Whether anything of a text is set: an ideographic or a no-break space is, a plain one is not."""
    return any(
        kind_of(character) is not CharacterKind.SPACE and not is_unseen(character) for character in text
    )


def _spans_of(paragraph: DocumentParagraph) -> list[Span]:
    """A paragraph's spans in their order, each once."""
    spans = (inline.span for inline in paragraph.inlines if isinstance(inline, TextRun | Composition))
    return list(dict.fromkeys(span for span in spans if span is not None))
