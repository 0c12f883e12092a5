"""A report's paragraphs and tables → the blocks of a web page: headings, text, lists, tables, figures."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count, takewhile
from typing import TYPE_CHECKING, Final, Literal, TypeGuard

from msgspec import Struct

from report_builder.reports.headings import key_of, ordinal_of
from report_builder.reports.report import InlinePicture, Paragraph, ParagraphRole, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from report_builder.reports.report import Report

# A caption (图题、表题) stands alone in the middle, is short and ends in no full stop (GB/T 15834-2011, A.1).
_LONGEST_CAPTION: Final = 60
_UNIT: Final = re.compile(r"[（(]?单位[:：]")
_COUNTED: Final = re.compile(r"(\d{1,4})[.．、]?")
_SENTENCE: Final = re.compile("[。！？；]")
# Ordinals from 1. on number the items of a list; 一、 and （一） number what is said at length.
_ITEMS: Final = 3


class HeadingBlock(Struct, frozen=True):
    """A heading; ``level`` counts from 1 below the report's title, none skipped."""

    level: int
    paragraph: Paragraph


class TextBlock(Struct, frozen=True):
    """A paragraph of text."""

    paragraph: Paragraph


class ListBlock(Struct, frozen=True):
    """The items of a list: with signs, counted from ``first``, or with their numbers as they are written."""

    kind: Literal["signs", "counted", "written"]
    items: tuple[Paragraph, ...]
    first: int = 1


class TableBlock(Struct, frozen=True):
    """A table; what it is ``called`` stands over it, unless the heading says so already.

    ``unit`` is the line that tells its unit, where there is one.
    """

    table: Table
    called: str
    unit: str = ""
    is_named: bool = True


class FigureBlock(Struct, frozen=True):
    """A paragraph of pictures alone, and the caption that stands below or above it."""

    paragraph: Paragraph
    caption: Paragraph | None = None


Block = HeadingBlock | TextBlock | ListBlock | TableBlock | FigureBlock


def blocks_of(report: Report) -> tuple[Block, ...]:
    """What the report says below its title, in its order; lines of a table of contents are left out."""
    gatherer = _Gatherer(report)
    return tuple(_with_lists(tuple(gatherer.blocks())))


class _Gatherer:
    """Goes through the paragraphs; a caption is taken out of the text to stand with its table or picture."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.names = {
            number: statutory.name for statutory in report.statutory for number in statutory.numbers
        }
        self.tables: Mapping[int, Table] = {table.number: table for table in report.tables}
        self.items = list(self._items())
        self.levels: list[int] = []
        self.heading = report.title
        self.called: Counter[str] = Counter()

    def _items(self) -> Iterator[Paragraph | Table]:
        """The paragraphs that show anything, and each table where its first paragraph stands."""
        told: set[int] = set()
        is_opened = False
        for each in self.report.paragraphs:
            if each.cell is not None:
                if each.cell.table not in told and each.cell.table in self.tables:
                    told.add(each.cell.table)
                    yield self.tables[each.cell.table]
                continue
            is_title = each.role is ParagraphRole.TITLE and not is_opened
            is_opened = is_opened or not (is_title or is_blank(each))
            if not is_title and not is_blank(each) and each.role is not ParagraphRole.CONTENTS:
                yield each

    def blocks(self) -> Iterator[Block]:
        """The blocks, lists not gathered yet."""
        taken = {at for number in range(len(self.items)) for at in self._captions_of(number)}
        for number, item in enumerate(self.items):
            if number in taken:
                continue
            if isinstance(item, Table):
                yield self._tabulation(number, item)
            elif item.role in {ParagraphRole.HEADING, ParagraphRole.TITLE}:
                self.heading = key_of(item.text)
                yield HeadingBlock(self._level(max(item.level, 1)), item)
            elif _is_illustration(item):
                captions = [self.items[at] for at in self._captions_of(number)]
                yield FigureBlock(item, next(filter(_is_paragraph, captions), None))
            else:
                yield TextBlock(item)

    def _level(self, level: int) -> int:
        """A heading's level below those before it, as somebody who hears it counts."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        return len(self.levels)

    def _captions_of(self, number: int) -> Sequence[int]:
        """The numbers of the paragraphs that tell what a table or a picture is."""
        item = self.items[number]
        if not _is_paragraph(item):
            at = number - 1
            units = [at] if self._matches(at, _is_unit) else []
            at -= len(units)
            return [*units, *([at] if self._matches(at, _is_caption) else [])]
        if _is_illustration(item):
            return [at for at in (number + 1, number - 1) if self._matches(at, _is_caption)][:1]
        return []

    def _matches(self, number: int, test: Callable[[Paragraph], bool]) -> bool:
        item = self.items[number] if 0 <= number < len(self.items) else None
        return item is not None and _is_paragraph(item) and test(item)

    def _tabulation(self, number: int, table: Table) -> TableBlock:
        captions = [item for at in self._captions_of(number) if _is_paragraph(item := self.items[at])]
        unit = next((each.text.strip() for each in captions if _is_unit(each)), "")
        caption = next((each.text for each in captions if not _is_unit(each)), "")
        name = caption or self.names.get(table.number, "")
        called = " ".join((name or self.heading or self.report.title).split())
        self.called[called] += 1
        if self.called[called] > 1:  # or nobody who hears them could tell them apart
            called = f"{called}（{self.called[called]}）"
        is_named = bool(name) and key_of(name) != self.heading
        return TableBlock(table, called, unit, is_named=is_named)


def _with_lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, passages that are items of one list as one."""
    place = 0
    while place < len(blocks):
        block = blocks[place]
        found = _listing(blocks[place:]) if isinstance(block, TextBlock) else None
        yield block if found is None else found
        place += 1 if found is None else len(found.items)


def _listing(blocks: Sequence[Block]) -> ListBlock | None:
    """The list that begins here, if one does."""
    passages: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, TextBlock) or block.paragraph.role is not ParagraphRole.TEXT:
            break
        passages.append(block.paragraph)
    if not passages:
        return None
    first = passages[0]
    if not first.number:
        return _written(passages)
    if not any(map(str.isalnum, first.number)):
        items = _while(passages, lambda each, _: each.number == first.number)
        return ListBlock("signs", items)
    if match := _COUNTED.fullmatch(first.number):
        start, mark = int(match[1]), first.number[len(match[1]) :]
        items = _while(passages, lambda each, past: each.number == f"{start + past}{mark}")
        return ListBlock("counted", items, start)
    items = _while(passages, lambda each, _: bool(each.number) and any(map(str.isalnum, each.number)))
    return ListBlock("written", items)


def _written(passages: Sequence[Paragraph]) -> ListBlock | None:
    """Two paragraphs or more that count themselves: 1. 2. 3."""
    first = ordinal_of(passages[0].text.strip())
    if first is None or first.level < _ITEMS or first.count != 1:
        return None

    def goes_on(each: Paragraph, past: int) -> bool:
        ordinal = None if each.number else ordinal_of(each.text.strip())
        return ordinal is not None and (ordinal.level, ordinal.count) == (first.level, past + 1)

    items = _while(passages, goes_on)
    return ListBlock("written", items) if len(items) > 1 else None


def _while(passages: Sequence[Paragraph], goes_on: Callable[[Paragraph, int], bool]) -> tuple[Paragraph, ...]:
    pairs = takewhile(lambda pair: goes_on(*pair), zip(passages, count(), strict=False))
    return tuple(each for each, _ in pairs)


def is_blank(paragraph: Paragraph) -> bool:
    """Whether a paragraph shows nothing."""
    return not paragraph.text.strip() and not _has_pictures(paragraph)


def _has_pictures(paragraph: Paragraph) -> bool:
    return any(isinstance(each, InlinePicture) for each in paragraph.inlines)


def _is_paragraph(item: Paragraph | Table | None) -> TypeGuard[Paragraph]:
    return isinstance(item, Paragraph)


def _is_illustration(paragraph: Paragraph) -> bool:
    return not paragraph.text.strip() and _has_pictures(paragraph)


def _is_unit(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return _UNIT.match(text) is not None and len(text) <= _LONGEST_CAPTION


def _is_caption(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return (
        0 < len(text) <= _LONGEST_CAPTION
        and paragraph.role in {ParagraphRole.TEXT, ParagraphRole.ASIDE}
        and paragraph.alignment == "center"
        and not _SENTENCE.search(text)
    )
